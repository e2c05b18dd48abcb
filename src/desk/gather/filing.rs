//! One candidate at a time: same writes nothing, changed is compared three ways, new and vanished ask an editor.

use std::time::Duration;

use serde_json::json;

use super::super::{
    Desk, Words,
    error::Result,
    receive::{describe, flags_of},
};
use crate::{
    domain::{
        Actor, Candidate, Draft, Id, Reading, Record,
        candidate::{Gone, Note, ReadFields, UNUSUAL_COUNT},
        flag::Flag,
        marker::{Harvest, Practice},
        merge::{Conflict, merge},
        reading::Outcome,
        review::{Channel, Event, ItemKind, State},
    },
    store::{self, AuditEntry, Item, Json, KeptRecord, KeptSource, Tx},
};

use super::{
    Filing,
    origins::{Found, read_fields},
};

impl Desk {
    pub(super) async fn file(
        &self,
        tx: &mut Tx,
        filing: &mut Filing<'_>,
        found: &[Candidate],
        gone: &[Gone],
    ) -> Result<()> {
        for candidate in found {
            self.file_candidate(tx, filing, candidate).await?;
        }
        for gone in gone {
            self.file_gone(tx, filing, gone).await?;
        }
        Ok(())
    }

    pub(super) async fn file_candidate(
        &self,
        tx: &mut Tx,
        filing: &mut Filing<'_>,
        candidate: &Candidate,
    ) -> Result<()> {
        let before = store::source_record_lock(tx, filing.source.id, &candidate.external_id).await?;
        if before.as_ref().is_some_and(|b| b.content_hash == candidate.content_hash && b.gone_at.is_none()) {
            filing.counts.same += 1;
            return Ok(());
        }
        let origins = read_fields(tx, filing, candidate, before.as_ref()).await?;
        let record =
            store::source_record_put(tx, &record_row(filing, candidate, before.as_ref(), origins.clone())).await?;
        match before {
            None => {
                filing.counts.new += 1;
                let found = Found { candidate, record, origins };
                self.ask_about_new(tx, filing, found, None, None).await
            }
            Some(before) => {
                filing.counts.changed += 1;
                let found = Found { candidate, record, origins };
                self.ask_about_change(tx, filing, found, &before).await
            }
        }
    }

    async fn ask_about_new(
        &self,
        tx: &mut Tx,
        filing: &Filing<'_>,
        found: Found<'_>,
        practice: Option<Id<Practice>>,
        seen: Option<Draft>,
    ) -> Result<()> {
        let (draft, record) = clean(filing.words, &found.candidate.draft);
        let mut flags = flags_of(&record);
        flags.extend(self.duplicates_of(&record, None).await?);
        let mut item = new_item(filing, ItemKind::New, draft, self.settings().review_within);
        item.source_record_id = Some(found.record);
        item.origins = found.origins;
        item.practice_id = practice;
        item.seen = seen;
        item.flags = flags;
        describe(&mut item, &record);
        self.file_item(tx, filing, &item).await?;
        Ok(store::item_set_readings(tx, item.id, &found.candidate.readings).await?)
    }

    /// An open item takes the change in; a published practice gets an update item with what differs from what is live.
    async fn ask_about_change(
        &self,
        tx: &mut Tx,
        filing: &Filing<'_>,
        found: Found<'_>,
        before: &KeptRecord,
    ) -> Result<()> {
        let (base, _) = clean(filing.words, &before.draft);
        let theirs = with_silence_as_before(clean(filing.words, &found.candidate.draft).0, &base);
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
            item.origins = found.origins;
            let (record, _) = filing.words.read(&item.draft);
            item.flags = flags_with_conflicts(&record, &merged.conflicts);
            describe(&mut item, &record);
            store::item_update(tx, &mut item).await?;
            store::item_set_readings(tx, item.id, &found.candidate.readings).await?;
            return self.audit_filing(tx, filing, "item.changed_at_source", &item).await;
        }
        let live = match before.practice_id {
            Some(practice) => store::practice_live_lock(tx, practice, filing.now).await?,
            None => None,
        };
        let Some(live) = live else {
            // Withdrawn, or not live yet: when it is published it keeps its address.
            return self.ask_about_new(tx, filing, found, before.practice_id, Some(base)).await;
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
        item.origins = found.origins;
        item.base = Some(ours);
        item.seen = Some(base);
        item.pictures = live.record.pictures;
        item.flags = flags_with_conflicts(&record, &merged.conflicts);
        describe(&mut item, &record);
        self.file_item(tx, filing, &item).await?;
        Ok(store::item_set_readings(tx, item.id, &found.candidate.readings).await?)
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
        let Some(practice) = record.practice_id else { return Ok(()) };
        // Also what readers see only when the undo window ends, or on a later day.
        let Some(shown) = store::practice_in_the_end(tx, practice).await? else { return Ok(()) };
        let draft = filing.words.draft_of(&shown);
        let mut item = new_item(filing, ItemKind::Gone, draft, self.settings().review_within);
        item.practice_id = Some(practice);
        item.source_record_id = Some(record.id);
        item.origins = record.origins.0;
        item.pictures.clone_from(&shown.pictures);
        describe(&mut item, &shown);
        self.file_item(tx, filing, &item).await
    }

    pub(super) async fn hold(
        &self,
        tx: &mut Tx,
        filing: &Filing<'_>,
        reading: &Reading,
        why: Option<&Note>,
    ) -> Result<()> {
        if let Some(mut open) = store::item_open_held_run(tx, filing.source.id).await? {
            if let Some(before) = open.harvest_id.replace(filing.harvest) {
                self.forget_held(tx, filing, before).await?;
            }
            open.flags = vec![unusual(filing.source, reading, why)];
            store::item_update(tx, &mut open).await?;
            return self.audit_filing(tx, filing, "item.held_again", &open).await;
        }
        let mut item = new_item(filing, ItemKind::HeldRun, Draft::default(), self.settings().review_within);
        item.title.clone_from(&filing.source.name);
        item.flags = vec![unusual(filing.source, reading, why)];
        self.file_item(tx, filing, &item).await
    }

    /// A run that found what it usually finds answers the open question about an earlier one: filing that one now would
    /// undo what this one read.
    pub(super) async fn drop_held(&self, tx: &mut Tx, filing: &Filing<'_>) -> Result<()> {
        let Some(mut open) = store::item_open_held_run(tx, filing.source.id).await? else { return Ok(()) };
        open.state = open.state.after(Event::Withdraw { now: filing.now })?;
        store::item_update(tx, &mut open).await?;
        if let Some(harvest) = open.harvest_id {
            self.forget_held(tx, filing, harvest).await?;
        }
        self.audit_filing(tx, filing, "item.answered_by_run", &open).await
    }

    async fn forget_held(&self, tx: &mut Tx, filing: &Filing<'_>, harvest: Id<Harvest>) -> Result<()> {
        store::harvest_drop_held(tx, harvest).await?;
        Ok(store::staged_forget(tx, filing.source.id, Some(harvest)).await?)
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

fn record_row(
    filing: &Filing<'_>,
    candidate: &Candidate,
    before: Option<&KeptRecord>,
    origins: ReadFields,
) -> KeptRecord {
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
        origins: Json(origins),
    }
}

fn clean(words: &Words, draft: &Draft) -> (Draft, Record) {
    let (record, _) = words.read(draft);
    let mut clean = draft.clone();
    for (field, text) in words.draft_of(&record).fields() {
        clean.set(field, text);
    }
    (clean, record)
}

fn with_silence_as_before(mut theirs: Draft, base: &Draft) -> Draft {
    for (field, text) in base.fields() {
        if theirs.get(field).is_empty() {
            theirs.set(field, text);
        }
    }
    theirs
}

pub(in crate::desk) fn flags_with_conflicts(record: &Record, conflicts: &[Conflict]) -> Vec<Flag> {
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
        origins: ReadFields::new(),
        received_at: filing.now,
        due_at: filing.now + review_within,
        entered_at: filing.now,
        claim: None,
    }
}

fn unusual(source: &KeptSource, reading: &Reading, why: Option<&Note>) -> Flag {
    if matches!(reading.outcome, Outcome::FoundNothing(_)) {
        return Flag::FoundNothing;
    }
    match (source.settings.limits.expected, why) {
        (Some(expected), Some(why)) if why.phrase == UNUSUAL_COUNT => Flag::UnusualYield {
            found: reading.counts.listed,
            expected_least: expected.least,
            expected_most: expected.most,
        },
        (_, why) => Flag::Unusual { reason: why.cloned().unwrap_or_else(|| reading.outcome.note()) },
    }
}
