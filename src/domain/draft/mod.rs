//! A record as people write it: one text a field. Every entrance (form, partner page, demo content, import) fills a draft,
//! and this one parser makes it a record.

mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Field, FieldErrors, Gazetteer, Record, Topics, record::Link};

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

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Reads what can be read; what cannot is left out of the record and said in the errors, all at once and in the order
    /// of the form. A text over its limit is kept with its error, but for the bound on bytes; of too many lines the first
    /// are kept. That a field is needed is no question here: see [`super::rules`].
    #[must_use]
    pub fn read(&self, vocabulary: &Vocabulary<'_>) -> (Record, FieldErrors) {
        read::read(self, vocabulary)
    }

    /// The record as text again: `Draft::of(r).read(v).0 == r` but for pictures and translations, which have no text form.
    #[must_use]
    pub fn of(record: &Record, _topics: &Topics) -> Self {
        let mut draft = Self::default();
        for field in Field::ALL {
            draft.set(*field, text_of(record, *field));
        }
        draft
    }
}

impl FromIterator<(Field, String)> for Draft {
    fn from_iter<I: IntoIterator<Item = (Field, String)>>(fields: I) -> Self {
        let mut draft = Self::default();
        for (field, text) in fields {
            draft.set(field, text);
        }
        draft
    }
}

fn text_of(record: &Record, field: Field) -> String {
    let lines = |lines: Vec<String>| lines.join("\n");
    match field {
        Field::Title => record.title.clone(),
        Field::Statement => record.statement.clone(),
        Field::Cities => lines(record.cities.iter().map(super::CityRef::words).collect()),
        Field::Period => record.period.as_ref().map(|period| period.written().to_owned()).unwrap_or_default(),
        Field::Status => record.status.map(|status| status.name().to_owned()).unwrap_or_default(),
        Field::Topics => lines(record.topics.iter().map(|topic| topic.as_str().to_owned()).collect()),
        Field::Language => record.language.as_ref().map(|tag| tag.as_str().to_owned()).unwrap_or_default(),
        Field::Lead => record.lead.clone(),
        Field::Partners => lines(record.partners.clone()),
        Field::Links => lines(record.links.iter().map(Link::line).collect()),
        Field::Summary
        | Field::Purpose
        | Field::Rationale
        | Field::Process
        | Field::Impact
        | Field::Evaluation
        | Field::Beneficiaries
        | Field::Funding
        | Field::Difficulties
        | Field::Advice => record.text(field).map(|text| text.markdown().to_owned()).unwrap_or_default(),
    }
}
