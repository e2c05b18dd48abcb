//! What a run over a partner source found goes into the queue: same writes nothing, changed is compared three ways, new
//! asks an editor, vanished asks an editor, unusual is held whole.

mod filing;
mod fixes;
mod origins;
mod portions;
mod samples;
mod stopped;
mod usual;

use std::{collections::HashMap, time::Duration};

pub(super) use filing::flags_with_conflicts;

use usual::held_of;

use super::{Desk, DeskError, Words, error::Result};
use crate::{
    domain::{
        Id, Reading, Timestamp,
        candidate::Note,
        health::Condition,
        marker::{Harvest, Snapshot, Source},
        reading::Outcome as Read,
    },
    store::{
        self, HarvestCounts, HarvestRow, Json, KeptSource, SnapshotRow, Tx,
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
    pub fetched_at: Timestamp,
}

/// What filing is done with.
struct Filing<'a> {
    source: &'a KeptSource,
    harvest: Id<Harvest>,
    words: &'a Words,
    snapshots: HashMap<String, Id<Snapshot>>,
    now: Timestamp,
    counts: HarvestCounts,
}

impl Desk {
    /// Files one reading of a source. One run per slot: a second report of the same slot changes nothing.
    ///
    /// # Errors
    /// [`crate::store::StoreError::Fenced`] when the lease was lost meanwhile: the run is somebody else's.
    pub async fn gather(
        &self,
        lease: &Lease,
        reading: &Reading,
        kept: &[KeptSnapshot],
        jitter: Duration,
    ) -> Result<()> {
        let id = Id::<Source>::from_uuid(lease.owed.id);
        let words = self.words().await?;
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        owed::fence(&mut tx, lease).await?;
        let source = store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        let snapshots = keep_snapshots(&mut tx, id, kept).await?;
        let mut filing =
            Filing { source: &source, harvest: Id::new(), words: &words, snapshots, now, counts: counts_of(reading) };
        let unusual = match self.unusual(&mut tx, id, reading).await? {
            None => self.contradicted(&mut tx, &source, reading).await?,
            unusual => unusual,
        };
        let held = held_of(reading, unusual.as_ref(), &filing.snapshots);
        let run = HarvestRow {
            id: filing.harvest,
            source_id: id,
            slot: lease.slot,
            started_at: reading.started_at,
            finished_at: Some(reading.finished_at),
            outcome: Some(reading.outcome.note().phrase),
            counts: Json(filing.counts),
            notes: Json(run_notes(reading, unusual.clone())),
        };
        if !store::harvest_insert(&mut tx, &run, held.as_ref()).await? {
            // This slot was reported before; what is to be filed was filed then.
            drop(tx);
            return self.settle_source(lease, &source, reading, jitter).await;
        }
        if reading.outcome.is_complete() && held.is_none() {
            self.drop_held(&mut tx, &filing).await?;
            self.pin_first(&mut tx, id, reading).await?;
            self.file_staged(&mut tx, &mut filing, None).await?;
            self.file(&mut tx, &mut filing, &reading.candidates, &reading.gone).await?;
            store::harvest_set_counts(&mut tx, filing.harvest, filing.counts).await?;
            store::source_set_known(&mut tx, id, &reading.known).await?;
            store::source_fix_forget(&mut tx, id).await?;
        }
        if held.is_some() {
            store::staged_hold(&mut tx, id, filing.harvest).await?;
            self.hold(&mut tx, &filing, reading).await?;
        }
        self.note_health(&mut tx, &source, reading, held.is_some(), unusual, now).await?;
        owed::settle(&mut tx, lease, next_run(&source, reading, now, jitter)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Files the held runs of a source that an editor let through. Answers how many.
    pub async fn file_released(&self, lease: &Lease) -> Result<usize> {
        let id = Id::<Source>::from_uuid(lease.owed.id);
        let words = self.words().await?;
        let now = self.clock().now();
        let mut filed = 0;
        loop {
            let mut tx = self.store.begin().await?;
            owed::fence(&mut tx, lease).await?;
            let source = store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
            let Some((harvest, held)) = store::harvest_take_released(&mut tx, id, now).await? else { return Ok(filed) };
            let mut filing = Filing {
                source: &source,
                harvest,
                words: &words,
                snapshots: held.snapshots.into_iter().collect(),
                now,
                counts: HarvestCounts::default(),
            };
            self.pin_released(&mut tx, id, harvest, &held.candidates).await?;
            self.file_staged(&mut tx, &mut filing, Some(harvest)).await?;
            self.file(&mut tx, &mut filing, &held.candidates, &held.gone).await?;
            store::source_set_known(&mut tx, id, &held.known).await?;
            tx.commit().await?;
            filed += 1;
        }
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
        owed::settle(&mut tx, lease, next_run(source, reading, now, jitter)).await?;
        tx.commit().await?;
        Ok(())
    }
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

fn run_notes(reading: &Reading, unusual: Option<Note>) -> Vec<Note> {
    std::iter::once(reading.outcome.note()).chain(unusual).chain(reading.notes.iter().cloned()).collect()
}

pub(super) async fn keep_snapshots(
    tx: &mut Tx,
    source: Id<Source>,
    kept: &[KeptSnapshot],
) -> Result<HashMap<String, Id<Snapshot>>> {
    let mut ids = HashMap::new();
    for snapshot in kept {
        let row = SnapshotRow {
            id: Id::new(),
            source_id: source,
            url: snapshot.url.clone(),
            blob: snapshot.blob.clone(),
            media_type: snapshot.media_type.clone(),
            fetched_at: snapshot.fetched_at,
        };
        store::snapshot_insert(tx, &row).await?;
        ids.insert(snapshot.sha256.clone(), row.id);
    }
    Ok(ids)
}

fn next_run(source: &KeptSource, reading: &Reading, now: Timestamp, jitter: Duration) -> Outcome {
    const DAY: Duration = Duration::from_hours(24);
    if !source.active {
        return Outcome::Done;
    }
    let usual = source.settings.every.duration();
    let wait = match &reading.outcome {
        Read::Ok | Read::Changed | Read::NothingNew => usual,
        Read::Failed(_) | Read::FoundNothing(_) | Read::Refused(_) | Read::Invalid(_) => {
            let doublings = source.health.failures.min(6);
            (Duration::from_mins(30) * 2_u32.pow(doublings)).min(usual).min(DAY)
        }
    };
    Outcome::Next(now + wait.max(reading.retry_after.unwrap_or_default()) + jitter)
}

pub(super) fn condition(reading: &Reading, held: bool) -> Condition {
    match &reading.outcome {
        Read::FoundNothing(_) => Condition::LayoutChanged,
        _ if held => Condition::Held,
        Read::Ok | Read::Changed | Read::NothingNew => Condition::Fine,
        Read::Refused(_) => Condition::Refused,
        Read::Failed(_) | Read::Invalid(_) => Condition::Failing,
    }
}
