//! A practice that came whole, as an entry of a feed or as data, before it is compared with what is known.

use sha2::{Digest, Sha256};

use super::{prose::Found, rules::Rules};
use crate::domain::{
    CleanText, Draft, Field, Timestamp,
    candidate::{Note, Origin, Origins},
};

/// Longer ids are replaced by their hash.
const MOST_ID_BYTES: usize = 500;

/// A practice's story fits in a summary up to so many words.
const MOST_SUMMARY_WORDS: usize = 100;

pub(super) struct Item {
    pub(super) external_id: String,
    pub(super) url: String,
    pub(super) draft: Draft,
    pub(super) published_at: Option<Timestamp>,
    pub(super) notes: Vec<Note>,
    pub(super) origins: Origins,
}

/// An id as it is kept: no longer than one can be.
pub(super) fn bounded_id(id: &str) -> String {
    if id.len() <= MOST_ID_BYTES { id.to_owned() } else { hash(&[id]) }
}

/// What names a practice that has neither an id nor an address.
pub(super) fn hash(parts: &[&str]) -> String {
    format!("sha256:{}", hex::encode(Sha256::digest(parts.join("\n"))))
}

/// A practice being put together: what rules have filled stays, and each text keeps where it stood.
pub(super) struct Telling<'a> {
    pub(super) draft: &'a mut Draft,
    pub(super) origins: &'a mut Origins,
}

impl Telling<'_> {
    /// Fills a field that nothing has filled yet. `element` says where the text stood; it is empty for what stood nowhere.
    pub(super) fn fill(&mut self, field: Field, text: String, element: &str) {
        if !self.draft.get(field).is_empty() {
            return;
        }
        let words = CleanText::from_markdown(&text).plain();
        if !words.is_empty() && !element.is_empty() {
            self.origins.insert(field, vec![Origin::new(element, &words)]);
        }
        self.draft.set(field, text);
    }

    /// Puts the story where it belongs: beside a summary of its own it is the process, alone it is either, by its length.
    /// Each with its element.
    pub(super) fn tell(&mut self, rules: &Rules, story: (Found, &str), summary: Option<(Found, &str)>) {
        if rules.fields.iter().any(|(field, _)| matches!(field, Field::Summary | Field::Process)) {
            // The settings say where the story goes.
            return;
        }
        match summary.filter(|(summary, _)| !summary.text.trim().is_empty() && summary.text != story.0.text) {
            Some((summary, element)) if !story.0.text.trim().is_empty() => {
                self.fill(Field::Summary, summary.text, element);
                self.fill(Field::Process, story.0.text, story.1);
            }
            summary => {
                let (told, element) = summary.unwrap_or(story);
                let is_short = told.text.split_whitespace().count() <= MOST_SUMMARY_WORDS;
                self.fill(if is_short { Field::Summary } else { Field::Process }, told.text, element);
            }
        }
    }
}
