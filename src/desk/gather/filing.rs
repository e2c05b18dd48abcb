//! One candidate at a time: same writes nothing, changed is compared three ways, new and vanished ask an editor.

use std::time::Duration;

use serde_json::json;

use super::super::{Desk, Words, alike::Own, error::Result, receive::describe};
use crate::{
    domain::{
        Actor, Candidate, Draft, Id, Record,
        candidate::{Gone, ReadFields},
        essence::but_for_layout,
        flag::Flag,
        marker::{Practice, SourceRecord},
        merge::merge,
        review::{Channel, Event, ItemKind, State},
        same_page,
    },
    store::{self, AuditEntry, Item, Json, KeptRecord, NewItem, Tx},
};

use super::{
    Filing, KeptAt, Run,
    identity::MergedInto,
    origins::{Found, read_fields},
    remarks::{of_language, of_reading, remarks, undecided, without_absence, without_likeness},
    sieve::Sifted,
};

/// What is new about a record that was known.
struct News {
    /// Where it was and where it is.
    moved: Option<(String, String)>,
    /// It was gone, and is there again.
    came_back: bool,
    /// Its text says something else.
    differs: bool,
}

impl Desk {
    pub(super) async fn file_candidate(&self, tx: &mut Tx, filing: &mut Filing<'_>, sifted: &Sifted) -> Result<()> {
        let Sifted { candidate, kept, keys, .. } = sifted;
        filing.made.push(None);
        if filing.left.contains(&candidate.external_id) {
            filing.counts.same += 1;
            return Ok(());
        }
        let mut before = store::source_record_lock(tx, filing.source.id, &candidate.external_id).await?;
        let is_as_it_was = |before: &KeptRecord| {
            before.content_hash == candidate.content_hash
                && before.gone_at.is_none()
                && same_page::is_same(&before.url, &candidate.url)
        };
        if before.as_ref().is_some_and(is_as_it_was) {
            filing.counts.same += 1;
            return Ok(());
        }
        // Only what was at an address can have moved: a feed's entry without a link was known by its name alone.
        let has_moved = |before: &&KeptRecord| {
            same_page::key(&before.url).is_some()
                && !candidate.url.is_empty()
                && !same_page::is_same(&before.url, &candidate.url)
        };
        let mut moved = before.as_ref().filter(has_moved);
        let elsewhere = match before {
            Some(_) => None,
            // What stands in a row's own words is what it is; rows may well name one page together.
            None if filing.run.import().is_some() => None,
            None => self.known_elsewhere(tx, filing, candidate, keys).await?,
        };
        if let Some(record) = &elsewhere {
            store::source_record_rename(tx, record.id, &candidate.external_id).await?;
            filing.gone.remove(&record.external_id);
            moved = Some(record).filter(|record| record.url != candidate.url);
        }
        let moved = moved.map(|before| (before.url.clone(), candidate.url.clone()));
        before = before.or(elsewhere);
        let origins = read_fields(filing, candidate, *kept, before.as_ref());
        let row = record_row(filing, candidate, *kept, before.as_ref(), origins.clone());
        let record = store::source_record_put(tx, &row, Some(keys)).await?;
        let own = Own { item: None, practice: row.practice_id, record: Some(record) };
        let found = Found { sifted, record, draft: row.draft.0, origins, copies: Vec::new() };
        let Some(before) = before else {
            filing.counts.new += 1;
            let found = self.compared(tx, filing, found, own).await?;
            return self.ask_about_new(tx, filing, found, None, None).await;
        };
        let differs = before.draft.0 != found.draft;
        let news = News { moved, came_back: before.gone_at.is_some(), differs };
        if !news.differs && news.moved.is_none() {
            filing.counts.same += 1;
            if !news.came_back {
                return Ok(store::item_fill_origins(tx, found.record, &found.origins).await?);
            }
        } else {
            filing.counts.changed += 1;
        }
        let found = self.compared(tx, filing, found, own).await?;
        self.ask_about_change(tx, filing, found, &before, &news).await
    }

    /// With what it may be a copy of: surely first; of those no second remark is made.
    async fn compared<'a>(
        &self,
        tx: &mut Tx,
        filing: &Filing<'_>,
        mut found: Found<'a>,
        own: Own,
    ) -> Result<Found<'a>> {
        found.copies = self.copies_of(tx, filing, found.record, own, &found.sifted.keys).await?;
        let is_sure = |other: &Flag| match other {
            Flag::PossibleDuplicate { of, .. } => {
                found.copies.iter().any(|flag| matches!(flag, Flag::ExactDuplicate { of: sure, .. } if sure == of))
            }
            _ => false,
        };
        let mut near = found.sifted.near(own, &filing.made);
        near.retain(|flag| !is_sure(flag));
        found.copies.append(&mut near);
        Ok(found)
    }

    async fn ask_about_new(
        &self,
        tx: &mut Tx,
        filing: &mut Filing<'_>,
        found: Found<'_>,
        practice: Option<Id<Practice>>,
        seen: Option<Draft>,
    ) -> Result<()> {
        let candidate = &found.sifted.candidate;
        let (draft, record) = clean(filing.words, &found.draft);
        let remarked = [of_reading(candidate), found.copies].concat();
        let mut item = self.question(filing, &record, draft, found.record, found.origins, remarked);
        item.practice_id = practice;
        item.seen = seen;
        if let Some(made) = filing.made.last_mut() {
            *made = Some(item.id);
        }
        let beside = NewItem { item: &item, readings: &candidate.readings, pictures: &candidate.pictures };
        self.file_items(tx, filing, &[beside]).await
    }

    /// An item that asks about what nobody has decided about.
    pub(super) fn question(
        &self,
        filing: &Filing<'_>,
        record: &Record,
        draft: Draft,
        of: Id<SourceRecord>,
        origins: ReadFields,
        remarked: Vec<Flag>,
    ) -> Item {
        let mut item = new_item(filing, ItemKind::New, draft, self.settings().review_within);
        item.source_record_id = Some(of);
        item.flags = remarks(&[], record, &[], remarked);
        item.origins = origins;
        describe(&mut item, record);
        item
    }

    /// An open item takes the change in; a published practice gets an update item with what differs from what is live.
    async fn ask_about_change(
        &self,
        tx: &mut Tx,
        filing: &mut Filing<'_>,
        found: Found<'_>,
        before: &KeptRecord,
        news: &News,
    ) -> Result<()> {
        let (base, _) = clean(filing.words, &before.draft);
        let theirs = with_silence_as_before(clean(filing.words, &found.draft).0, &base);
        let mut new = [of_reading(&found.sifted.candidate), found.copies.clone()].concat();
        new.extend(of_language(&base, &theirs));
        new.extend(news.moved.clone().map(|(from, to)| Flag::MovedAtSource { from, to }));
        if let Some(item) = store::item_open_of_record(tx, before.id).await? {
            return self.take_in(tx, filing, item, found, [&base, &theirs], new, news).await;
        }
        let live = match before.practice_id {
            Some(practice) => store::practice_live_lock(tx, practice, filing.now).await?,
            None => None,
        };
        let merged_into = self.merged_into(tx, before.id).await?;
        let Some(live) = live else {
            if merged_into == MergedInto::Undecided {
                // What it was merged into is still to be decided: there is no second question about it.
                return Ok(());
            }
            // Withdrawn, or not live yet: when it is published it keeps its address. What was rejected and says the same
            // needs no second answer.
            let is_back = news.came_back && before.practice_id.is_some();
            if news.differs || is_back {
                return self.ask_about_new(tx, filing, found, before.practice_id, Some(base)).await;
            }
            return Ok(());
        };
        if merged_into == MergedInto::Practice {
            // Readers of what it was merged into are not sent to its page.
            new.retain(|flag| !matches!(flag, Flag::MovedAtSource { .. }));
        }
        let ours = filing.words.draft_of(&live.record);
        let merged = merge(&base, &ours, &theirs);
        if merged.merged == ours && merged.conflicts.is_empty() {
            match &news.moved {
                None => return Ok(()),
                Some(_) if merged_into == MergedInto::Practice => return Ok(()),
                // An editor has let the moves of this run through.
                Some(_) if filing.released.is_some() => return self.follow(tx, live.id, before.id).await,
                Some(_) => {}
            }
        }
        let (record, _) = filing.words.read(&merged.merged);
        let mut item = new_item(filing, ItemKind::Update, merged.merged, self.settings().review_within);
        item.practice_id = Some(live.id);
        item.source_record_id = Some(before.id);
        item.origins = found.origins;
        item.base = Some(ours);
        item.seen = Some(base);
        item.pictures = live.record.pictures;
        item.flags = remarks(&[], &record, &merged.conflicts, new);
        describe(&mut item, &record);
        self.file_item(tx, filing, &item).await?;
        store::item_set_conflicts(tx, item.id, &merged.conflicts).await?;
        store::item_set_beside(tx, item.id, &found.sifted.candidate.readings, &found.sifted.candidate.pictures).await?;
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "an open question, and all that is new about it")]
    async fn take_in(
        &self,
        tx: &mut Tx,
        filing: &Filing<'_>,
        mut item: Item,
        found: Found<'_>,
        [base, theirs]: [&Draft; 2],
        new: Vec<Flag>,
        news: &News,
    ) -> Result<()> {
        let merged = merge(base, &item.draft, theirs);
        let differs = item.draft != merged.merged;
        if item.kind == ItemKind::Gone {
            if !differs && news.moved.is_none() {
                return self.close_back(tx, filing, item).await;
            }
            item.kind = ItemKind::Update;
            item.base = Some(item.draft.clone());
        }
        let before = store::item_conflicts_lock(tx, item.id).await?;
        let conflicts = undecided(before.clone(), &item.flags, merged.conflicts, &merged.merged, theirs);
        if !differs && !news.came_back && news.moved.is_none() && conflicts == before {
            return Ok(());
        }
        if differs {
            item.seen = Some(std::mem::replace(&mut item.draft, merged.merged));
        }
        item.origins = found.origins;
        let (record, _) = filing.words.read(&item.draft);
        item.flags = remarks(&without_likeness(&without_absence(&item.flags)), &record, &conflicts, new);
        describe(&mut item, &record);
        store::item_update(tx, &mut item).await?;
        store::item_set_conflicts(tx, item.id, &conflicts).await?;
        store::item_set_beside(tx, item.id, &found.sifted.candidate.readings, &found.sifted.candidate.pictures).await?;
        let action = match news {
            News { moved: Some(_), .. } => "item.moved_at_source",
            News { came_back: true, differs: false, .. } => "item.came_back",
            News { .. } => "item.changed_at_source",
        };
        self.audit_filing(tx, filing, action, &item).await
    }

    /// The page is there again as it was: there is nothing to decide.
    async fn close_back(&self, tx: &mut Tx, filing: &Filing<'_>, mut item: Item) -> Result<()> {
        item.state = item.state.after(Event::Withdraw { now: filing.now })?;
        item.entered_at = filing.now;
        item.claim = None;
        store::item_update(tx, &mut item).await?;
        self.audit_filing(tx, filing, "item.came_back", &item).await
    }

    pub(super) async fn file_gone(&self, tx: &mut Tx, filing: &mut Filing<'_>, gone: &Gone) -> Result<()> {
        let Some(record) = store::source_record_lock(tx, filing.source.id, &gone.external_id).await? else {
            return Ok(());
        };
        if record.gone_at.is_some() {
            return Ok(());
        }
        filing.counts.gone += 1;
        store::source_record_set_gone(tx, record.id, filing.now).await?;
        let absence = self.absence(tx, filing, gone).await?;
        if let Some(mut item) = store::item_open_of_record(tx, record.id).await? {
            item.flags = without_absence(&item.flags);
            item.flags.push(absence);
            store::item_update(tx, &mut item).await?;
            return self.audit_filing(tx, filing, "item.gone_at_source", &item).await;
        }
        let Some(practice) = record.practice_id else { return Ok(()) };
        if self.merged_into(tx, record.id).await? != MergedInto::Nothing {
            // The practice it was merged into is not read there.
            return Ok(());
        }
        // Also what readers see only when the undo window ends, or on a later day.
        let Some(shown) = store::practice_in_the_end(tx, practice).await? else { return Ok(()) };
        let draft = filing.words.draft_of(&shown);
        let mut item = new_item(filing, ItemKind::Gone, draft, self.settings().review_within);
        item.practice_id = Some(practice);
        item.source_record_id = Some(record.id);
        item.origins = record.origins.0;
        item.pictures.clone_from(&shown.pictures);
        item.flags = vec![absence];
        describe(&mut item, &shown);
        self.file_item(tx, filing, &item).await
    }

    /// Sends readers to where the page is now.
    async fn follow(&self, tx: &mut Tx, practice: Id<Practice>, record: Id<SourceRecord>) -> Result<()> {
        if let Some(origin) = store::source_record_origin(tx, record).await? {
            store::practice_set_origin(tx, practice, &origin).await?;
        }
        Ok(())
    }

    pub(super) async fn file_item(&self, tx: &mut Tx, filing: &Filing<'_>, item: &Item) -> Result<()> {
        self.file_items(tx, filing, &[NewItem { item, readings: &[], pictures: &[] }]).await
    }

    pub(super) async fn file_items(&self, tx: &mut Tx, filing: &Filing<'_>, items: &[NewItem<'_>]) -> Result<()> {
        store::item_insert_all(tx, items).await?;
        let lines: Vec<AuditEntry<'_>> = items.iter().map(|new| line(filing, "item.file", new.item)).collect();
        Ok(store::audit_insert_all(tx, &lines).await?)
    }

    pub(super) async fn audit_filing(
        &self,
        tx: &mut Tx,
        filing: &Filing<'_>,
        action: &'static str,
        item: &Item,
    ) -> Result<()> {
        Ok(store::audit_insert(tx, line(filing, action, item)).await?)
    }
}

/// A line of the audit.
fn line(filing: &Filing<'_>, action: &'static str, item: &Item) -> AuditEntry<'static> {
    AuditEntry {
        at: filing.now,
        actor: match filing.run {
            Run::Harvest(_) => &Actor::Program("harvest"),
            Run::Import(_) => &Actor::Program("import"),
        },
        action,
        subject: "review_item",
        subject_id: item.id.uuid(),
        from: None,
        to: Some(item.state.phase().name()),
        why: "",
        details: match filing.run {
            Run::Harvest(harvest) => json!({ "source": filing.source.slug, "harvest": harvest }),
            Run::Import(import) => json!({ "list": filing.source.name, "import": import }),
        },
    }
}

pub(super) fn record_row(
    filing: &Filing<'_>,
    candidate: &Candidate,
    kept: Option<KeptAt>,
    before: Option<&KeptRecord>,
    origins: ReadFields,
) -> KeptRecord {
    // Where only the layout changed the words stay as they were when somebody last saw them: the base of the next
    // comparison.
    let draft = match before {
        Some(before) => but_for_layout(&before.draft, &candidate.draft),
        None => candidate.draft.clone(),
    };
    KeptRecord {
        id: before.map_or_else(Id::new, |before| before.id),
        source_id: filing.source.id,
        external_id: candidate.external_id.clone(),
        url: candidate.url.clone(),
        content_hash: candidate.content_hash.clone(),
        draft: Json(draft),
        snapshot_id: kept.map(|kept| kept.snapshot),
        practice_id: before.and_then(|before| before.practice_id),
        first_seen_at: before.map_or(filing.now, |before| before.first_seen_at),
        last_seen_at: filing.now,
        gone_at: None,
        origins: Json(origins),
    }
}

/// A reading's text as it is filed, and its record.
pub(in crate::desk) fn clean(words: &Words, draft: &Draft) -> (Draft, Record) {
    let (record, _) = words.read(draft);
    (words.cleaned(draft, &record), record)
}

fn with_silence_as_before(mut theirs: Draft, base: &Draft) -> Draft {
    for (field, text) in base.fields() {
        if theirs.get(field).is_empty() {
            theirs.set(field, text);
        }
    }
    theirs
}

pub(super) fn new_item(filing: &Filing<'_>, kind: ItemKind, draft: Draft, review_within: Duration) -> Item {
    Item {
        id: Id::new(),
        kind,
        channel: match filing.run {
            Run::Harvest(_) => Channel::Source,
            Run::Import(_) => Channel::Import,
        },
        state: State::Open,
        version: 1,
        title: String::new(),
        city_id: None,
        city_name: String::new(),
        country: None,
        practice_id: None,
        source_id: Some(filing.source.id),
        source_record_id: None,
        harvest_id: filing.run.harvest(),
        import_id: filing.run.import(),
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
