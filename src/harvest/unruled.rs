//! A practice's page of a source without rules: read automatically, in the same form as by rules.

use std::collections::BTreeSet;

use time::macros::format_description;
use url::Url;

use super::{
    auto::{self, Hints},
    extract::Extract,
    personal,
    rules::Rules,
};
use crate::domain::{Country, LanguageTag, candidate::Note, reading::FetchFault};

/// Reads a practice's page. Where there is no title on it, or another thing in the practice's place, the draft is empty and
/// the notes say why.
pub(super) fn page(rules: &Rules, text: &str, url: &Url) -> Result<Extract, FetchFault> {
    let page = auto::read(text, url, &hints(rules))?;
    if let Some(instead) = page.instead {
        return Ok(Extract { notes: vec![instead.note()], ..Extract::default() });
    }
    let canonical = page.canonical.clone();
    let draft = page.draft();
    let (origins, readings) = (page.origins(&draft), page.readings(&draft));
    let named = Some(page.named(&draft));
    let pictures = page.pictures;
    let mut extract = Extract { draft, origins, readings, pictures, named, canonical, ..Extract::default() };
    let day = format_description!("[year]-[month]-[day]");
    extract.published = page.published.and_then(|published| published.value.format(day).ok());
    extract.notes.extend(page.unsure.as_ref().map(|(name, countries)| unsure(name, countries)));
    extract.notes.extend((!page.contacts.is_empty()).then(personal::note));
    extract.notes.extend(page.hidden.then(|| Note::new("source-note-hidden-text")));
    extract.notes.extend(page.cut.then(|| Note::new("source-note-cut")));
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
