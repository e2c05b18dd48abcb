//! What approval does: a practice and its revision, live when the undo window ends.

use super::{Desk, DeskError, Words, error::Result, notify::about, slug};
use crate::{
    domain::{
        Editor, FieldErrors, Id, Record, Timestamp,
        flag::Flag,
        marker::{Practice, Revision, SourceRecord},
        notice::Notice,
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
            tell_origin(tx, practice, source_record, has_moved(item), live_from).await?;
        }
        store::merging_settle(tx, item.id, practice).await?;
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
            (Channel::Source | Channel::Import, Some(record)) => {
                store::source_record_origin(tx, record).await?.unwrap_or(Origin::City)
            }
            (Channel::City, _) | (Channel::Source | Channel::Import, None) => Origin::City,
        };
        let id = Id::new();
        for slug in slug::candidates(&record.title, &item.city_name) {
            if store::practice_insert(tx, id, &slug, &origin, at).await? {
                break;
            }
        }
        Ok(id)
    }

    pub(super) async fn revise_practice(
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

/// Readers are told when what they will see was read, and where it lies by then.
async fn tell_origin(
    tx: &mut Tx,
    practice: Id<Practice>,
    record: Id<SourceRecord>,
    has_moved: bool,
    live_from: Timestamp,
) -> Result<()> {
    // The page of a practice that was merged into this one is not where this one lies.
    if store::merging_of_record(tx, record).await?.is_some() {
        return Ok(());
    }
    let before = store::practice_origin(tx, practice).await?;
    if let Some((before, found)) = before.zip(store::source_record_origin(tx, record).await?) {
        let after = before.clone().read_again(found, has_moved);
        if after != before {
            store::practice_set_origin_from(tx, practice, &after, live_from).await?;
        }
    }
    Ok(())
}

/// Whether approving an item sends readers to another page of its source.
#[must_use]
pub fn has_moved(item: &Item) -> bool {
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
        Channel::City | Channel::Import => Requirement::full(),
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
    let checks = checks(&record, item.channel);
    let mut missing = FieldErrors::default();
    for check in checks.iter().filter(|check| check.is_missing()) {
        missing.add(check.place, check.phrase);
    }
    if missing.is_empty() { Ok(record) } else { Err(DeskError::Invalid(missing)) }
}

/// Translations live on; where words of the original changed that a translation has, they are marked.
pub fn carry_translations(record: &mut Record, live: &Record) {
    let story = |r: &Record| {
        (
            r.title.clone(),
            r.statement.clone(),
            [&r.summary, &r.purpose, &r.rationale, &r.process, &r.impact, &r.advice].map(Clone::clone),
        )
    };
    let same = story(record) == story(live);
    record.translations.clone_from(&live.translations);
    if !same {
        for translation in &mut record.translations {
            translation.state = translation.state.outdated();
        }
    }
}

/// Fields whose absence keeps an item from being published, for the page's checklist.
#[must_use]
pub fn checklist(words: &Words, item: &Item) -> Vec<rules::Check> {
    let (mut record, _) = words.read(&item.draft);
    record.pictures.clone_from(&item.pictures);
    checks(&record, item.channel)
}

/// Whoever brings a file answers for it as the contact of a city does: of people in it nothing is asked.
fn checks(record: &Record, channel: Channel) -> Vec<rules::Check> {
    let has_people = channel != Channel::Source;
    let mut checks = rules::needed(For::Publish, record, has_people, has_people, &requirement(channel));
    if channel == Channel::Import {
        checks.retain(|check| !matches!(check.place, rules::Place::Contact | rules::Place::Consent));
    }
    checks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CleanText, Lang, record::Translation, record::TranslationState};

    fn translated(state: TranslationState) -> Record {
        let text = CleanText::from_markdown;
        let translation = Translation {
            language: Lang::Fr,
            state,
            made_at: Timestamp::from_micros(0),
            title: "Titre".to_owned(),
            statement: String::new(),
            summary: text("Résumé"),
            purpose: text(""),
            rationale: text(""),
            process: text(""),
            impact: text(""),
            advice: text("Conseil"),
        };
        Record {
            title: "Title".to_owned(),
            summary: text("Summary"),
            advice: text("Advice"),
            evaluation: text("Evaluation"),
            translations: vec![translation],
            ..Record::default()
        }
    }

    fn state_after(state: TranslationState, change: impl FnOnce(&mut Record)) -> TranslationState {
        let live = translated(state);
        let mut record = Record { translations: Vec::new(), ..live.clone() };
        change(&mut record);
        carry_translations(&mut record, &live);
        record.translations[0].state
    }

    #[test]
    fn a_translation_is_outdated_once_words_it_has_change_and_stays_a_machines() {
        use TranslationState::{Human, MachineDraft, Outdated, OutdatedDraft};
        let advice = |record: &mut Record| record.advice = CleanText::from_markdown("Other advice");
        let evaluation = |record: &mut Record| record.evaluation = CleanText::from_markdown("Another look");
        for (state, changed) in
            [(Human, Outdated), (MachineDraft, OutdatedDraft), (Outdated, Outdated), (OutdatedDraft, OutdatedDraft)]
        {
            assert_eq!(state_after(state, advice), changed);
            assert_eq!(state_after(state, |record| "Other".clone_into(&mut record.title)), changed);
            assert_eq!(state_after(state, evaluation), state, "what is not translated changes nothing");
        }
    }
}
