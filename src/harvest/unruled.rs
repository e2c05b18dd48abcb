//! A practice's page of a source without rules: read automatically, in the same form as by rules.

use time::macros::format_description;
use url::Url;

use super::{
    auto::{self, Hints},
    extract::{self, Extract},
    page::Page,
    rules::Rules,
};
use crate::domain::{Field, LanguageTag, candidate::Note, reading::FetchFault};

/// Reads a practice's page. Nothing on it being a title, the draft has none.
pub(super) fn page(rules: &Rules, text: &str, url: &Url) -> Result<Extract, FetchFault> {
    let language = rules.language.as_deref().and_then(|tag| LanguageTag::parse(tag).ok());
    let page = auto::read(text, url, &Hints { language, ..Hints::default() })?;
    let draft = page.draft();
    let (origins, readings) = (page.origins(&draft), page.readings(&draft));
    let mut extract = Extract { draft, origins, readings, ..Extract::default() };
    let day = format_description!("[year]-[month]-[day]");
    extract.published = page.published.and_then(|published| published.value.format(day).ok());
    extract.notes.extend(page.hidden.then(|| Note::new("source-note-hidden-text")));
    extract.notes.extend(page.cut.then(|| Note::new("source-note-cut")));
    if extract.draft.get(Field::Title).is_empty() {
        extract.notes.extend(extract::hints(&Page::parse(text)?)?);
    }
    Ok(extract)
}
