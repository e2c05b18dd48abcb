//! A practice that came whole, as an entry of a feed or as data, before it is compared with what is known.

use sha2::{Digest, Sha256};

use super::{prose::Found, rules::Rules};
use crate::domain::{
    Draft, Field, Timestamp,
    candidate::{Note, Origins},
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

/// Fills a field that no rule has filled.
pub(super) fn fill(draft: &mut Draft, field: Field, text: String) {
    if draft.get(field).is_empty() {
        draft.set(field, text);
    }
}

/// Puts the story where it belongs: beside a summary of its own it is the process, alone it is either, by its length.
pub(super) fn tell(draft: &mut Draft, rules: &Rules, story: Found, summary: Option<Found>) {
    if rules.fields.iter().any(|(field, _)| matches!(field, Field::Summary | Field::Process)) {
        // The settings say where the story goes.
        return;
    }
    match summary.filter(|summary| !summary.text.trim().is_empty() && summary.text != story.text) {
        Some(summary) if !story.text.trim().is_empty() => {
            fill(draft, Field::Summary, summary.text);
            fill(draft, Field::Process, story.text);
        }
        summary => {
            let told = summary.unwrap_or(story).text;
            let is_short = told.split_whitespace().count() <= MOST_SUMMARY_WORDS;
            fill(draft, if is_short { Field::Summary } else { Field::Process }, told);
        }
    }
}
