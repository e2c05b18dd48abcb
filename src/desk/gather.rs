//! What a run over a partner source found goes into the queue: same writes nothing, changed is compared three ways, new
//! asks an editor, vanished asks an editor, unusual is held whole.

use std::{collections::HashMap, time::Duration};

use serde_json::json;

use super::{
    Desk, DeskError, Words,
    error::Result,
    receive::{describe, flags_of},
};
use crate::{
    domain::{
        Actor, Candidate, Draft, Id, Reading, Record, Timestamp,
        candidate::Gone,
        flag::Flag,
        health::Condition,
        marker::{Harvest, Practice, Snapshot, Source, SourceRecord},
        merge::{Conflict, merge},
        reading::Outcome as Read,
        review::{Channel, ItemKind, State},
    },
    store::{
        self, AuditEntry, HarvestCounts, HarvestRow, HeldReading, Item, Json, KeptRecord, KeptSource, SnapshotRow, Tx,
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
        let held = (reading.outcome.is_complete() && reading.unusual.is_some()).then(|| HeldReading {
            candidates: reading.candidates.clone(),
            gone: reading.gone.clone(),
            known: reading.known.clone(),
            snapshots: filing.snapshots.iter().map(|(sha, id)| (sha.clone(), *id)).collect(),
        });
        let run = HarvestRow {
            id: filing.harvest,
            source_id: id,
            slot: lease.slot,
            started_at: reading.started_at,
            finished_at: Some(reading.finished_at),
            outcome: Some(reading.outcome.note().phrase),
            counts: Json(filing.counts),
            notes: Json(run_notes(reading)),
        };
        if !store::harvest_insert(&mut tx, &run, held.as_ref()).await? {
            // This slot was reported before; what is to be filed was filed then.
            drop(tx);
            return self.settle_source(lease, &source, reading, jitter).await;
        }
        if reading.outcome.is_complete() && held.is_none() {
            self.file(&mut tx, &mut filing, &reading.candidates, &reading.gone).await?;
            store::harvest_set_counts(&mut tx, filing.harvest, filing.counts).await?;
            store::source_set_known(&mut tx, id, &reading.known).await?;
        }
        if held.is_some() {
            self.hold(&mut tx, &filing, reading).await?;
        }
        self.note_health(&mut tx, &source, reading, held.is_some(), now).await?;
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

    async fn file(&self, tx: &mut Tx, filing: &mut Filing<'_>, found: &[Candidate], gone: &[Gone]) -> Result<()> {
        for candidate in found {
            self.file_candidate(tx, filing, candidate).await?;
        }
        for gone in gone {
            self.file_gone(tx, filing, gone).await?;
        }
        Ok(())
    }

    async fn file_candidate(&self, tx: &mut Tx, filing: &mut Filing<'_>, candidate: &Candidate) -> Result<()> {
        let before = store::source_record_lock(tx, filing.source.id, &candidate.external_id).await?;
        if before.as_ref().is_some_and(|b| b.content_hash == candidate.content_hash && b.gone_at.is_none()) {
            filing.counts.same += 1;
            return Ok(());
        }
        let record = store::source_record_put(tx, &record_row(filing, candidate, before.as_ref())).await?;
        match before {
            None => {
                filing.counts.new += 1;
                self.ask_about_new(tx, filing, candidate, record, None).await
            }
            Some(before) => {
                filing.counts.changed += 1;
                self.ask_about_change(tx, filing, candidate, &before).await
            }
        }
    }

    async fn ask_about_new(
        &self,
        tx: &mut Tx,
        filing: &Filing<'_>,
        candidate: &Candidate,
        record_id: Id<SourceRecord>,
        practice: Option<Id<Practice>>,
    ) -> Result<()> {
        let (draft, record) = clean(filing.words, &candidate.draft);
        let mut flags = flags_of(&record);
        flags.extend(self.duplicates_of(&record, None).await?);
        let mut item = new_item(filing, ItemKind::New, draft, self.settings().review_within);
        item.source_record_id = Some(record_id);
        item.practice_id = practice;
        item.flags = flags;
        describe(&mut item, &record);
        self.file_item(tx, filing, &item).await
    }

    /// An open item takes the change in; a published practice gets an update item with what differs from what is live.
    async fn ask_about_change(
        &self,
        tx: &mut Tx,
        filing: &Filing<'_>,
        candidate: &Candidate,
        before: &KeptRecord,
    ) -> Result<()> {
        let (base, _) = clean(filing.words, &before.draft);
        let theirs = with_silence_as_before(clean(filing.words, &candidate.draft).0, &base);
        if let Some(mut item) = store::item_open_of_record(tx, before.id).await? {
            let before_kind = item.kind;
            if item.kind == ItemKind::Gone {
                item.kind = ItemKind::Update;
            }
            let merged = merge(&base, &item.draft, &theirs);
            if item.kind == before_kind && item.draft == merged.merged {
                return Ok(());
            }
            item.seen = Some(std::mem::replace(&mut item.draft, merged.merged));
            let (record, _) = filing.words.read(&item.draft);
            item.flags = flags_with_conflicts(&record, &merged.conflicts);
            describe(&mut item, &record);
            store::item_update(tx, &mut item).await?;
            return self.audit_filing(tx, filing, "item.changed_at_source", &item).await;
        }
        let live = match before.practice_id {
            Some(practice) => store::practice_live_lock(tx, practice, filing.now).await?,
            None => None,
        };
        let Some(live) = live else {
            // Withdrawn, or not live yet: when it is published it keeps its address.
            return self.ask_about_new(tx, filing, candidate, before.id, before.practice_id).await;
        };
        let ours = filing.words.draft_of(&live.record);
        let merged = merge(&base, &ours, &theirs);
        if merged.merged == ours {
            return Ok(());
        }
        let (record, _) = filing.words.read(&merged.merged);
        let mut item = new_item(filing, ItemKind::Update, merged.merged, self.settings().review_within);
        item.practice_id = Some(live.id);
        item.source_record_id = Some(before.id);
        item.base = Some(ours);
        item.seen = Some(base);
        item.pictures = live.record.pictures;
        item.flags = flags_with_conflicts(&record, &merged.conflicts);
        describe(&mut item, &record);
        self.file_item(tx, filing, &item).await
    }

    async fn file_gone(&self, tx: &mut Tx, filing: &mut Filing<'_>, gone: &Gone) -> Result<()> {
        let Some(mut record) = store::source_record_lock(tx, filing.source.id, &gone.external_id).await? else {
            return Ok(());
        };
        if record.gone_at.is_some() {
            return Ok(());
        }
        filing.counts.gone += 1;
        record.gone_at = Some(filing.now);
        store::source_record_put(tx, &record).await?;
        if let Some(mut item) = store::item_open_of_record(tx, record.id).await? {
            item.flags.push(Flag::GoneAtSource);
            store::item_update(tx, &mut item).await?;
            return self.audit_filing(tx, filing, "item.gone_at_source", &item).await;
        }
        let live = match record.practice_id {
            Some(practice) => store::practice_live_lock(tx, practice, filing.now).await?,
            None => None,
        };
        let Some(live) = live else { return Ok(()) };
        let draft = filing.words.draft_of(&live.record);
        let mut item = new_item(filing, ItemKind::Gone, draft, self.settings().review_within);
        item.practice_id = Some(live.id);
        item.source_record_id = Some(record.id);
        item.pictures.clone_from(&live.record.pictures);
        describe(&mut item, &live.record);
        self.file_item(tx, filing, &item).await
    }

    async fn hold(&self, tx: &mut Tx, filing: &Filing<'_>, reading: &Reading) -> Result<()> {
        if let Some(mut open) = store::item_open_held_run(tx, filing.source.id).await? {
            open.harvest_id = Some(filing.harvest);
            open.flags = vec![unusual(filing.source, reading)];
            store::item_update(tx, &mut open).await?;
            return self.audit_filing(tx, filing, "item.held_again", &open).await;
        }
        let mut item = new_item(filing, ItemKind::HeldRun, Draft::default(), self.settings().review_within);
        item.title.clone_from(&filing.source.name);
        item.flags = vec![unusual(filing.source, reading)];
        self.file_item(tx, filing, &item).await
    }

    async fn file_item(&self, tx: &mut Tx, filing: &Filing<'_>, item: &Item) -> Result<()> {
        store::item_insert(tx, item).await?;
        self.audit_filing(tx, filing, "item.file", item).await
    }

    async fn audit_filing(&self, tx: &mut Tx, filing: &Filing<'_>, action: &'static str, item: &Item) -> Result<()> {
        let entry = AuditEntry {
            at: filing.now,
            actor: &Actor::Program("harvest"),
            action,
            subject: "review_item",
            subject_id: item.id.uuid(),
            from: None,
            to: Some(item.state.phase().name()),
            why: "",
            details: json!({ "source": filing.source.slug, "harvest": filing.harvest }),
        };
        Ok(store::audit_insert(tx, entry).await?)
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

fn run_notes(reading: &Reading) -> Vec<crate::domain::candidate::Note> {
    std::iter::once(reading.outcome.note())
        .chain(reading.unusual.clone())
        .chain(reading.notes.iter().cloned())
        .collect()
}

async fn keep_snapshots(
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

fn record_row(filing: &Filing<'_>, candidate: &Candidate, before: Option<&KeptRecord>) -> KeptRecord {
    KeptRecord {
        id: before.map_or_else(Id::new, |before| before.id),
        source_id: filing.source.id,
        external_id: candidate.external_id.clone(),
        url: candidate.url.clone(),
        content_hash: candidate.content_hash.clone(),
        draft: Json(candidate.draft.clone()),
        snapshot_id: filing.snapshots.get(&candidate.snapshot).copied(),
        practice_id: before.and_then(|before| before.practice_id),
        first_seen_at: before.map_or(filing.now, |before| before.first_seen_at),
        last_seen_at: filing.now,
        gone_at: None,
    }
}

/// The draft with everything that could be read in its clean form.
fn clean(words: &Words, draft: &Draft) -> (Draft, Record) {
    let (record, _) = words.read(draft);
    let mut clean = draft.clone();
    for (field, text) in words.draft_of(&record).fields() {
        clean.set(field, text);
    }
    (clean, record)
}

/// A field the source says nothing about is no opinion: its rule may have stopped matching, and nothing is cleared for that.
fn with_silence_as_before(mut theirs: Draft, base: &Draft) -> Draft {
    for (field, text) in base.fields() {
        if theirs.get(field).is_empty() {
            theirs.set(field, text);
        }
    }
    theirs
}

fn flags_with_conflicts(record: &Record, conflicts: &[Conflict]) -> Vec<Flag> {
    let mut flags = flags_of(record);
    if !conflicts.is_empty() {
        flags.push(Flag::Conflict { fields: conflicts.iter().map(|conflict| conflict.field.to_string()).collect() });
    }
    flags
}

fn new_item(filing: &Filing<'_>, kind: ItemKind, draft: Draft, review_within: Duration) -> Item {
    Item {
        id: Id::new(),
        kind,
        channel: Channel::Source,
        state: State::Open,
        version: 1,
        title: String::new(),
        city_id: None,
        city_name: String::new(),
        country: None,
        practice_id: None,
        source_id: Some(filing.source.id),
        source_record_id: None,
        harvest_id: Some(filing.harvest),
        draft,
        pictures: Vec::new(),
        base: None,
        seen: None,
        flags: Vec::new(),
        received_at: filing.now,
        due_at: filing.now + review_within,
        entered_at: filing.now,
        claim: None,
    }
}

fn unusual(source: &KeptSource, reading: &Reading) -> Flag {
    let expected = source.settings.limits.expected;
    Flag::UnusualYield {
        found: reading.counts.listed,
        expected_least: expected.map_or(0, |expected| expected.least),
        expected_most: expected.map_or(0, |expected| expected.most),
    }
}

/// When the source is read next: by its schedule, later when the partner asked for it, sooner after a failure but backing
/// off up to a day, never given up.
fn next_run(source: &KeptSource, reading: &Reading, now: Timestamp, jitter: Duration) -> Outcome {
    const DAY: Duration = Duration::from_secs(24 * 3600);
    if !source.active {
        return Outcome::Done;
    }
    let usual = source.settings.every.duration();
    let wait = match &reading.outcome {
        Read::Ok | Read::Changed | Read::NothingNew => usual,
        Read::Failed(_) | Read::FoundNothing(_) | Read::Refused(_) | Read::Invalid(_) => {
            let doublings = source.health.failures.min(6);
            (Duration::from_secs(30 * 60) * 2_u32.pow(doublings)).min(usual).min(DAY)
        }
    };
    Outcome::Next(now + wait.max(reading.retry_after.unwrap_or_default()) + jitter)
}

/// How the source is doing after a reading.
pub(super) fn condition(reading: &Reading, held: bool) -> Condition {
    match &reading.outcome {
        _ if held => Condition::Held,
        Read::Ok | Read::Changed | Read::NothingNew => Condition::Fine,
        Read::FoundNothing(_) => Condition::LayoutChanged,
        Read::Refused(_) => Condition::Refused,
        Read::Failed(_) | Read::Invalid(_) => Condition::Failing,
    }
}
