//! How a practice's text came to be what it is, in plain words: when it was published, what was changed when. Readers are
//! told what, never by whom: editors act for the network.

use i18n_embed_fl::fl;

use super::showing::Showing;
use crate::{
    domain::{
        Draft, Field, Lang, LanguageTag, Record, Timestamp, Topics, diff,
        record::{Translation, TranslationState},
    },
    store::{self, LivePractice, RevisionRow},
    text,
    web::site::views::{error::Trouble, practice::Event},
};

/// Latest first.
pub async fn of(showing: &Showing<'_>, practice: &LivePractice) -> Result<Vec<Event>, Trouble> {
    let now = showing.app.clock().now();
    let rows = store::revision_list(showing.app.store(), practice.id).await?;
    let seen = rows.into_iter().filter(|row| row.cancelled_at.is_none() && row.live_from <= now);
    let mut told = steps(seen.collect(), showing.app.topics(), showing.lang);
    if let Some(at) = practice.confirmed_at {
        told.push((at, vec![fl!(text::phrases(showing.lang), "site-history-confirmed")]));
    }
    // Of two things at one moment the later stays later.
    told.sort_by_key(|(at, _)| *at);
    let event = |(at, sentences): (Timestamp, Vec<String>)| Event { day: showing.moment(at), sentences };
    Ok(told.into_iter().rev().map(event).collect())
}

/// What each revision did to the one before, oldest first; one that readers could not tell apart is left out.
fn steps(mut rows: Vec<RevisionRow>, topics: &Topics, lang: Lang) -> Vec<(Timestamp, Vec<String>)> {
    rows.sort_by_key(|row| row.seq);
    let mut told = Vec::new();
    let mut before: Option<Record> = None;
    let mut first = true;
    for row in rows {
        let after = row.record.map(|record| record.0);
        let sentences = match (&before, &after) {
            (None, Some(record)) => vec![published(record, first, lang)],
            (Some(_), None) => vec![fl!(text::phrases(lang), "site-history-withdrawn")],
            (Some(before), Some(after)) => changes(before, after, topics, lang),
            (None, None) => Vec::new(),
        };
        if !sentences.is_empty() {
            told.push((row.live_from, sentences));
        }
        first &= after.is_none();
        before = after;
    }
    told
}

fn published(record: &Record, first: bool, lang: Lang) -> String {
    let words = text::phrases(lang);
    match &record.language {
        _ if !first => fl!(words, "site-history-again"),
        Some(tag) => fl!(words, "site-history-published-in", language = text::language_name(lang, tag)),
        None => fl!(words, "site-history-published"),
    }
}

fn changes(before: &Record, after: &Record, topics: &Topics, lang: Lang) -> Vec<String> {
    let words = text::phrases(lang);
    let (old, new) = (Draft::of(before, topics), Draft::of(after, topics));
    let (mut changed, mut added, mut removed) = (Vec::new(), Vec::new(), Vec::new());
    for field in diff::diff(&old, &new).into_iter().map(|one| one.field) {
        let list = match (old.get(field).is_empty(), new.get(field).is_empty()) {
            (true, _) => &mut added,
            (false, true) => &mut removed,
            (false, false) => &mut changed,
        };
        list.push(part(field, lang));
    }
    if before.pictures != after.pictures {
        let list = match (before.pictures.is_empty(), after.pictures.is_empty()) {
            (true, _) => &mut added,
            (false, true) => &mut removed,
            (false, false) => &mut changed,
        };
        list.push(fl!(words, "site-part-pictures"));
    }
    let mut sentences = Vec::new();
    if !changed.is_empty() {
        sentences.push(fl!(words, "site-history-changed", parts = text::list(lang, &changed)));
    }
    if !added.is_empty() {
        sentences.push(fl!(words, "site-history-added", parts = text::list(lang, &added)));
    }
    if !removed.is_empty() {
        sentences.push(fl!(words, "site-history-removed", parts = text::list(lang, &removed)));
    }
    sentences.extend(translations(before, after, lang));
    sentences
}

fn translations(before: &Record, after: &Record, lang: Lang) -> Vec<String> {
    let words = text::phrases(lang);
    let name =
        |of: Lang| LanguageTag::parse(of.tag()).map_or_else(|_| String::new(), |tag| text::language_name(lang, &tag));
    let among = |record: &Record, of: Lang| record.translations.iter().find(|it| it.language == of).cloned();
    let mut sentences = Vec::new();
    for of in Lang::ALL {
        let language = name(of);
        let sentence = match (among(before, of), among(after, of)) {
            (None, Some(_)) => Some(fl!(words, "site-history-translated", language = language)),
            (Some(_), None) => Some(fl!(words, "site-history-untranslated", language = language)),
            (Some(old), Some(new)) => {
                let by_machine = |it: &Translation| match it.state {
                    TranslationState::MachineDraft | TranslationState::OutdatedDraft => true,
                    TranslationState::Human | TranslationState::Outdated => false,
                };
                if by_machine(&old) && new.state == TranslationState::Human {
                    Some(fl!(words, "site-history-checked", language = language))
                } else if same_text(&old, &new) {
                    None
                } else {
                    Some(fl!(words, "site-history-retranslated", language = language))
                }
            }
            (None, None) => None,
        };
        sentences.extend(sentence);
    }
    sentences
}

fn same_text(one: &Translation, other: &Translation) -> bool {
    Translation { state: other.state, made_at: other.made_at, ..one.clone() } == *other
}

/// A field as a part of the text: `the title`.
fn part(field: Field, lang: Lang) -> String {
    let words = text::phrases(lang);
    match field {
        Field::Title => fl!(words, "site-part-title"),
        Field::Statement => fl!(words, "site-part-statement"),
        Field::Cities => fl!(words, "site-part-cities"),
        Field::Period => fl!(words, "site-part-period"),
        Field::Status => fl!(words, "site-part-status"),
        Field::Topics => fl!(words, "site-part-topics"),
        Field::Language => fl!(words, "site-part-language"),
        Field::Summary => fl!(words, "site-part-summary"),
        Field::Purpose => fl!(words, "site-part-purpose"),
        Field::Rationale => fl!(words, "site-part-rationale"),
        Field::Process => fl!(words, "site-part-process"),
        Field::Impact => fl!(words, "site-part-impact"),
        Field::Evaluation => fl!(words, "site-part-evaluation"),
        Field::Beneficiaries => fl!(words, "site-part-beneficiaries"),
        Field::Lead => fl!(words, "site-part-lead"),
        Field::Partners => fl!(words, "site-part-partners"),
        Field::Funding => fl!(words, "site-part-funding"),
        Field::Difficulties => fl!(words, "site-part-difficulties"),
        Field::Advice => fl!(words, "site-part-advice"),
        Field::Links => fl!(words, "site-part-links"),
    }
}
