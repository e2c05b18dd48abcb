//! What approval does: a practice and its revision, live when the undo window ends.

use super::{Desk, DeskError, Words, error::Result, notify::about, slug};
use crate::{
    domain::{
        Editor, FieldErrors, Id, Record, Timestamp,
        flag::Flag,
        marker::{Practice, Revision},
        notice::Notice,
        record::TranslationState,
        review::{Channel, Decided, ItemKind},
        rules::{self, For, Requirement},
    },
    store::{self, Item, NewRevision, Origin, Tx, owed},
};

impl Desk {
    pub(super) async fn approve(
        &self,
        tx: &mut Tx,
        words: &Words,
        editor: &Editor,
        item: &mut Item,
        decided: &Decided,
        live_from: Timestamp,
    ) -> Result<()> {
        match item.kind {
            ItemKind::New | ItemKind::Update => self.publish(tx, words, editor, item, decided, live_from).await,
            ItemKind::Gone => {
                let practice = item.practice_id.ok_or(DeskError::NotFound)?;
                self.revise_practice(tx, practice, None, editor, decided, live_from).await
            }
            ItemKind::HeldRun => {
                let harvest = item.harvest_id.ok_or(DeskError::NotFound)?;
                // A run that was filed and whose question was reopened is in the queue already.
                if let Some(source) = store::harvest_release_held(tx, harvest, decided.takes_effect_at).await? {
                    owed::owe(tx, source, decided.takes_effect_at).await?;
                }
                Ok(())
            }
        }
    }

    async fn publish(
        &self,
        tx: &mut Tx,
        words: &Words,
        editor: &Editor,
        item: &mut Item,
        decided: &Decided,
        live_from: Timestamp,
    ) -> Result<()> {
        let mut record = publishable(words, item)?;
        let practice = match item.practice_id {
            Some(id) => {
                follow_title(tx, id, item, &record, decided.at).await?;
                id
            }
            None => self.new_practice(tx, item, &record, decided.at).await?,
        };
        item.practice_id = Some(practice);
        if let Some(live) = store::practice_live_lock(tx, practice, decided.at).await? {
            carry_translations(&mut record, &live.record);
        }
        if let Some(source_record) = item.source_record_id {
            store::source_record_set_practice(tx, source_record, practice).await?;
            if has_moved(item)
                && let Some(origin) = store::source_record_origin(tx, source_record).await?
            {
                store::practice_set_origin_from(tx, practice, &origin, live_from).await?;
            }
        }
        self.revise_practice(tx, practice, Some(&record), editor, decided, live_from).await?;
        let slug = store::practice_slug(tx, practice).await?.ok_or(DeskError::NotFound)?;
        if live_from > decided.takes_effect_at {
            let submission_notice = |submission: &store::KeptSubmission| {
                let submission = about(submission, &record.title, &item.city_name);
                Some(Notice::Approved { submission, publish_at: live_from })
            };
            self.tell_city(tx, item, decided, "decision", decided.takes_effect_at, submission_notice).await?;
        }
        let published = |submission: &store::KeptSubmission| {
            let public_path = format!("/{}/practices/{slug}", submission.language);
            Some(Notice::Published { submission: about(submission, &record.title, &item.city_name), public_path })
        };
        self.tell_city(tx, item, decided, "published", live_from, published).await
    }

    async fn new_practice(&self, tx: &mut Tx, item: &Item, record: &Record, at: Timestamp) -> Result<Id<Practice>> {
        let origin = match (item.channel, item.source_record_id) {
            (Channel::Source, Some(record)) => store::source_record_origin(tx, record).await?.unwrap_or(Origin::City),
            (Channel::City, _) | (Channel::Source, None) => Origin::City,
        };
        let id = Id::new();
        for slug in slug::candidates(&record.title, &item.city_name) {
            if store::practice_insert(tx, id, &slug, &origin, at).await? {
                break;
            }
        }
        Ok(id)
    }

    async fn revise_practice(
        &self,
        tx: &mut Tx,
        practice: Id<Practice>,
        record: Option<&Record>,
        editor: &Editor,
        decided: &Decided,
        live_from: Timestamp,
    ) -> Result<()> {
        let revision = NewRevision {
            id: Id::<Revision>::new(),
            practice,
            record,
            decision: Some(decided.decision),
            made_by: Some(editor.id),
            made_at: decided.at,
            live_from,
        };
        Ok(store::revision_insert(tx, &revision).await?)
    }
}

/// Whether approving an item sends readers to another page of its source.
pub(super) fn has_moved(item: &Item) -> bool {
    item.flags.iter().any(|flag| matches!(flag, Flag::MovedAtSource { .. }))
}

/// As long as no reader has seen a practice, its address follows its title.
async fn follow_title(tx: &mut Tx, practice: Id<Practice>, item: &Item, record: &Record, at: Timestamp) -> Result<()> {
    if store::practice_was_live(tx, practice, at).await? {
        return Ok(());
    }
    for slug in slug::candidates(&record.title, &item.city_name) {
        if store::practice_move(tx, practice, &slug, at).await? {
            break;
        }
    }
    Ok(())
}

/// The requirements an item is held to, by where it came from.
#[must_use]
pub fn requirement(channel: Channel) -> Requirement {
    match channel {
        Channel::City => Requirement::full(),
        Channel::Source => Requirement::from_source(),
    }
}

/// The record of an item, when nothing is wrong with it or missing from it.
fn publishable(words: &Words, item: &Item) -> Result<Record> {
    let (mut record, errors) = words.read(&item.draft);
    if !errors.is_empty() {
        return Err(DeskError::Invalid(errors));
    }
    record.pictures.clone_from(&item.pictures);
    let from_city = item.channel == Channel::City;
    let checks = rules::needed(For::Publish, &record, from_city, from_city, &requirement(item.channel));
    let mut missing = FieldErrors::default();
    for check in checks.iter().filter(|check| check.is_missing()) {
        missing.add(check.place, check.phrase);
    }
    if missing.is_empty() { Ok(record) } else { Err(DeskError::Invalid(missing)) }
}

/// Translations live on; where the original's words changed they are marked.
pub fn carry_translations(record: &mut Record, live: &Record) {
    let story = |r: &Record| {
        (
            r.title.clone(),
            r.statement.clone(),
            [&r.summary, &r.purpose, &r.rationale, &r.process, &r.impact].map(Clone::clone),
        )
    };
    let same = story(record) == story(live);
    record.translations.clone_from(&live.translations);
    if !same {
        for translation in &mut record.translations {
            translation.state = TranslationState::Outdated;
        }
    }
}

/// Fields whose absence keeps an item from being published, for the page's checklist.
#[must_use]
pub fn checklist(words: &Words, item: &Item) -> Vec<rules::Check> {
    let (mut record, _) = words.read(&item.draft);
    record.pictures.clone_from(&item.pictures);
    let from_city = item.channel == Channel::City;
    rules::needed(For::Publish, &record, from_city, from_city, &requirement(item.channel))
}
