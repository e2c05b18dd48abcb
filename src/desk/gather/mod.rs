//! What a run over a partner source found goes into the queue: same writes nothing, changed is compared three ways, new
//! asks an editor, vanished asks an editor, unusual is held whole.

mod failed;
mod filing;
mod fixes;
mod held;
mod identity;
mod import;
mod moved;
mod origins;
mod page_again;
mod portions;
mod remarks;
mod samples;
mod sieve;
mod stopped;
mod trouble;
mod usual;
mod walk;

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap, HashSet},
    time::Duration,
};

pub(super) use filing::clean;
pub(super) use remarks::remarks;

use self::{moved::Moves, sieve::Sieve, usual::held_of};

use super::{Desk, DeskError, Words, error::Result};
use crate::{
    domain::{
        FailedPage, Id, Reading, Timestamp,
        candidate::{Gone, Known, Note},
        health::Condition,
        marker::{Harvest, Import, ReviewItem, Snapshot, Source},
        next_slot,
        reading::{FetchFault, Outcome as Read},
        wait_after_failure,
    },
    store::{
        self, HarvestCounts, HarvestRow, Json, KeptRecord, KeptSource, SnapshotRow, Twin, Tx,
        owed::{self, Lease, Outcome},
    },
};

/// A snapshot whose bytes are in the blob store.
#[derive(Clone, Debug)]
pub struct KeptSnapshot {
    /// How candidates name it.
    pub sha256: String,
    pub url: String,
    pub blob: String,
    pub media_type: String,
    /// As the server sent them, names lower case.
    pub headers: Vec<(String, String)>,
    pub fetched_at: Timestamp,
}

/// Where the page is kept that something was read from.
#[derive(Clone, Copy, Debug)]
pub struct KeptAt {
    pub(super) snapshot: Id<Snapshot>,
    pub(super) fetched_at: Timestamp,
}

/// What brought what is filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Run {
    Harvest(Id<Harvest>),
    /// An editor's file.
    Import(Id<Import>),
}

impl Run {
    const fn harvest(self) -> Option<Id<Harvest>> {
        match self {
            Self::Harvest(id) => Some(id),
            Self::Import(_) => None,
        }
    }

    const fn import(self) -> Option<Id<Import>> {
        match self {
            Self::Harvest(_) => None,
            Self::Import(id) => Some(id),
        }
    }
}

/// What filing is done with.
struct Filing<'a> {
    source: &'a KeptSource,
    run: Run,
    words: &'a Words,
    /// By the names that candidates give them; of what was put away the row says it.
    snapshots: HashMap<String, KeptAt>,
    now: Timestamp,
    counts: HarvestCounts,
    /// External ids of what this run read, but for what it put away.
    read: HashSet<&'a str>,
    /// What is no more where it was, by external id, but for what turned out to have moved.
    gone: BTreeMap<String, Gone>,
    /// The items made of what was new, by its place in the run.
    made: Vec<Option<Id<ReviewItem>>>,
    /// An editor has let this run through, which waited under this name.
    released: Option<Id<Harvest>>,
    /// External ids of pages that have moved and are left where they were.
    left: HashSet<String>,
}

impl<'a> Filing<'a> {
    fn new(source: &'a KeptSource, run: Run, words: &'a Words, now: Timestamp) -> Self {
        Self {
            source,
            run,
            words,
            snapshots: HashMap::new(),
            now,
            counts: HarvestCounts::default(),
            read: HashSet::new(),
            gone: BTreeMap::new(),
            made: Vec::new(),
            released: None,
            left: HashSet::new(),
        }
    }

    fn leave(&mut self, moves: Moves) {
        self.gone.retain(|id, _| !moves.left_from.contains(id));
        self.left = moves.left;
    }

    /// Of some records those that this run did not read by their own names.
    async fn not_read(&self, tx: &mut Tx, found: Vec<(KeptRecord, Twin)>) -> Result<Vec<(KeptRecord, Twin)>> {
        let mut left = Vec::new();
        for (record, twin) in found {
            let name = record.external_id.as_str();
            let is_read =
                self.read.contains(name) || store::staged_of(tx, self.source.id, self.released, name).await?.is_some();
            if !is_read {
                left.push((record, twin));
            }
        }
        Ok(left)
    }

    /// A run that broke off did not see that the old addresses are gone: then it is not known yet where pages are now.
    fn known_after<'r>(&self, reading: &'r Reading) -> Cow<'r, Known> {
        let mut known = Cow::Borrowed(&reading.known);
        if reading.outcome.is_part() && !self.left.is_empty() {
            known.to_mut().items.retain(|id, _| !self.left.contains(&**id));
        }
        known
    }
}

impl Desk {
    /// Files one reading of a source; `unread` are the pages that came and could not be read. One run per slot: a second
    /// report of the same slot changes nothing.
    ///
    /// # Errors
    /// [`crate::store::StoreError::Fenced`] when the lease was lost meanwhile: the run is somebody else's.
    pub async fn gather(
        &self,
        lease: &Lease,
        reading: &Reading,
        kept: &[KeptSnapshot],
        unread: &[KeptSnapshot],
        jitter: Duration,
    ) -> Result<()> {
        let id = Id::<Source>::from_uuid(lease.owed.id);
        let words = self.words().await?;
        let now = self.clock().now();
        let brings = reading.outcome.is_complete() || reading.outcome.is_part();
        let mut sieve = None;
        if brings {
            self.fill_keys(&words).await?;
            if !reading.candidates.is_empty() || store::staged_any(&self.store, id, None).await? {
                sieve = Some(Sieve::new(words.clone(), self.others(&words).await?));
            }
        }
        let mut tx = self.store.begin().await?;
        owed::fence(&mut tx, lease).await?;
        let source = store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        let harvest = Id::new();
        let mut filing = Filing::new(&source, Run::Harvest(harvest), &words, now);
        filing.snapshots = keep_snapshots(&mut tx, id, kept).await?;
        filing.counts = counts_of(reading);
        filing.gone = by_id(&reading.gone);
        let candidates = reading.candidates.iter().map(|candidate| &*candidate.external_id);
        filing.read = reading.unchanged.iter().map(|id| &**id).chain(candidates).collect();
        let moves = self.moves(&mut tx, &filing, reading).await?;
        let mut unusual = moves.question(reading).or_else(|| moves.unusual(reading));
        if unusual.is_none() {
            unusual = self.doubt(&mut tx, id, &source.settings, reading).await?;
        }
        let held = held_of(&source, reading, unusual.as_ref(), &filing.snapshots);
        let run = HarvestRow {
            id: harvest,
            source_id: id,
            slot: lease.slot,
            started_at: reading.started_at,
            finished_at: Some(reading.finished_at),
            outcome: Some(reading.outcome.note().phrase),
            counts: Json(filing.counts),
            notes: Json(run_notes(reading, unusual.clone(), moves.note().filter(|_| held.is_none()))),
        };
        if !store::harvest_insert(&mut tx, &run, held.as_ref()).await? {
            // This slot was reported before; what is to be filed was filed then.
            drop(tx);
            return self.settle_source(lease, &source, reading, jitter).await;
        }
        // The run is over.
        store::passed_forget(&mut tx, id).await?;
        let outcome = &reading.outcome;
        let seen_at = store::source_checked(&mut tx, id).await?;
        if held.is_some() {
            store::staged_hold(&mut tx, id, harvest).await?;
            self.hold(&mut tx, &filing, reading, unusual.as_ref()).await?;
        } else if brings {
            if outcome.is_complete() {
                self.pin_first(&mut tx, id, reading).await?;
            }
            filing.leave(moves);
            self.file(&mut tx, &mut filing, sieve, &reading.candidates).await?;
            store::harvest_set_counts(&mut tx, harvest, filing.counts).await?;
            store::source_set_known(&mut tx, id, &filing.known_after(reading)).await?;
            // A part that brought nothing answers no question.
            if outcome.is_complete() || has_brought(filing.counts) {
                self.drop_held(&mut tx, &filing).await?;
            }
            if outcome.is_complete() {
                store::source_fix_forget(&mut tx, id).await?;
                let knows_what_failed = reading.failed.len() < FailedPage::MOST;
                if source.settings.kind.covers_all() && knows_what_failed {
                    store::source_set_checked(&mut tx, id, reading.finished_at).await?;
                }
            }
        }
        self.note_failed_pages(&mut tx, &filing, reading, unread, seen_at).await?;
        let brought = has_brought(filing.counts);
        self.note_health(&mut tx, &source, reading, held.is_some(), unusual, now).await?;
        owed::settle(&mut tx, lease, next_run(&source, reading, brought, now, jitter)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Files the held runs of a source that an editor let through. Answers how many.
    pub async fn file_released(&self, lease: &Lease) -> Result<usize> {
        let id = Id::<Source>::from_uuid(lease.owed.id);
        let words = self.words().await?;
        let now = self.clock().now();
        let mut filed = 0;
        while store::harvest_released(&self.store, id, now).await?.is_some() {
            self.fill_keys(&words).await?;
            let sieve = Sieve::new(words.clone(), self.others(&words).await?);
            let mut tx = self.store.begin().await?;
            owed::fence(&mut tx, lease).await?;
            let source = store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
            let Some((harvest, held)) = store::harvest_take_released(&mut tx, id, now).await? else { return Ok(filed) };
            let mut filing = Filing::new(&source, Run::Harvest(harvest), &words, now);
            for (name, snapshot) in held.snapshots {
                let fetched_at = store::snapshot_fetched_at(&mut tx, snapshot).await?.unwrap_or(now);
                filing.snapshots.insert(name, KeptAt { snapshot, fetched_at });
            }
            filing.gone = by_id(&held.gone);
            filing.read = held.candidates.iter().map(|candidate| candidate.external_id.as_str()).collect();
            filing.released = Some(harvest);
            self.pin_released(&mut tx, id, harvest, &held.candidates).await?;
            self.file(&mut tx, &mut filing, Some(sieve), &held.candidates).await?;
            store::source_set_known(&mut tx, id, &held.known).await?;
            tx.commit().await?;
            filed += 1;
        }
        Ok(filed)
    }

    async fn settle_source(
        &self,
        lease: &Lease,
        source: &KeptSource,
        reading: &Reading,
        jitter: Duration,
    ) -> Result<()> {
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        owed::settle(&mut tx, lease, next_run(source, reading, false, now, jitter)).await?;
        tx.commit().await?;
        Ok(())
    }
}

const fn has_brought(counts: HarvestCounts) -> bool {
    counts.new + counts.changed > 0
}

fn by_id(gone: &[Gone]) -> BTreeMap<String, Gone> {
    gone.iter().map(|gone| (gone.external_id.clone(), gone.clone())).collect()
}

fn counts_of(reading: &Reading) -> HarvestCounts {
    HarvestCounts {
        listed: reading.counts.listed,
        same: u32::try_from(reading.unchanged.len()).unwrap_or(u32::MAX),
        failed: reading.counts.failed,
        requests: reading.counts.requests,
        bodies: reading.counts.bodies,
        ..HarvestCounts::default()
    }
}

fn run_notes(reading: &Reading, unusual: Option<Note>, moves: Option<Note>) -> Vec<Note> {
    std::iter::once(reading.outcome.note()).chain(unusual).chain(moves).chain(reading.notes.iter().cloned()).collect()
}

pub(super) async fn keep_snapshots(
    tx: &mut Tx,
    source: Id<Source>,
    kept: &[KeptSnapshot],
) -> Result<HashMap<String, KeptAt>> {
    let row = |snapshot: &KeptSnapshot| SnapshotRow {
        id: Id::new(),
        source_id: source,
        url: snapshot.url.clone(),
        blob: snapshot.blob.clone(),
        media_type: snapshot.media_type.clone(),
        fetched_at: snapshot.fetched_at,
    };
    let rows: Vec<SnapshotRow> = kept.iter().map(row).collect();
    let with_headers: Vec<_> = rows.iter().zip(kept).map(|(row, kept)| (row, kept.headers.as_slice())).collect();
    store::snapshot_insert_all(tx, &with_headers).await?;
    let at = |row: &SnapshotRow| KeptAt { snapshot: row.id, fetched_at: row.fetched_at };
    Ok(kept.iter().zip(&rows).map(|(kept, row)| (kept.sha256.clone(), at(row))).collect())
}

/// When the source is read again: at its next slot; sooner, and later each time, when it could not be read. A run that broke
/// off and got further than the one before begins that anew.
fn next_run(source: &KeptSource, reading: &Reading, brought: bool, now: Timestamp, jitter: Duration) -> Outcome {
    if !source.active {
        return Outcome::Done;
    }
    match &reading.outcome {
        Read::Ok | Read::Changed | Read::Gone | Read::NothingNew => {
            let at = next_slot(source.made_at, source.settings.every.duration(), now, jitter);
            Outcome::Next(at.max(now + reading.retry_after.unwrap_or_default()))
        }
        Read::Failed(_) | Read::FoundNothing(_) | Read::Refused(_) | Read::Invalid(_) => {
            let failures = if brought { 0 } else { source.health.failures };
            let wait = wait_after_failure(failures, reading.retry_after) + jitter;
            Outcome::Next(now + wait.min(Duration::from_hours(24)))
        }
    }
}

pub(super) fn condition(reading: &Reading, held: bool) -> Condition {
    match &reading.outcome {
        Read::FoundNothing(_) => Condition::LayoutChanged,
        _ if held => Condition::Held,
        Read::Ok | Read::Changed | Read::Gone | Read::NothingNew => Condition::Fine,
        Read::Refused(_) => Condition::Refused,
        // Of a practice that is no news of the source; so this is the list itself.
        Read::Failed(FetchFault::Status(404 | 410)) => Condition::Gone,
        Read::Failed(_) | Read::Invalid(_) => Condition::Failing,
    }
}
