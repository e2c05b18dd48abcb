//! A practice's page of a source without rules: read automatically, in the same form as by rules.

use std::collections::BTreeSet;

use time::macros::format_description;
use url::Url;

use super::{
    auto::{self, Hints},
    extract::{self, Extract},
    page::Page,
    rules::Rules,
};
use crate::domain::{Country, Field, LanguageTag, candidate::Note, reading::FetchFault};

/// Reads a practice's page. Nothing on it being a title, the draft has none.
pub(super) fn page(rules: &Rules, text: &str, url: &Url) -> Result<Extract, FetchFault> {
    let page = auto::read(text, url, &hints(rules))?;
    let canonical = page.canonical.clone();
    let draft = page.draft();
    let (origins, readings) = (page.origins(&draft), page.readings(&draft));
    let mut extract = Extract { draft, origins, readings, canonical, ..Extract::default() };
    let day = format_description!("[year]-[month]-[day]");
    extract.published = page.published.and_then(|published| published.value.format(day).ok());
    extract.notes.extend(page.unsure.as_ref().map(|(name, countries)| unsure(name, countries)));
    extract.notes.extend(page.hidden.then(|| Note::new("source-note-hidden-text")));
    extract.notes.extend(page.cut.then(|| Note::new("source-note-cut")));
    if extract.draft.get(Field::Title).is_empty() {
        extract.notes.extend(extract::hints(&Page::parse(text)?)?);
    }
    Ok(extract)
}

/// What a source knows of its pages before they are read.
pub(super) fn hints(rules: &Rules) -> Hints {
    let language = rules.language.as_deref().and_then(|tag| LanguageTag::parse(tag).ok());
    Hints { language, cities: rules.cities.clone(), ..Hints::default() }
}

/// A city of that name lies in several countries.
pub(super) fn unsure(name: &str, countries: &BTreeSet<Country>) -> Note {
    let countries: Vec<&str> = countries.iter().map(Country::code).collect();
    Note::new("source-note-city-unsure").with("city", name).with("countries", countries.join(", "))
}
