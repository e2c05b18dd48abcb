//! Answers of JSON interfaces: the settings say where practices stand in them and where they go on.

use serde_json::Value;
use url::Url;

use super::{
    data::{self, Own, Usual, address, words_at},
    inline_json,
    kinds::{Kind, Paging, Places},
    rules::Rules,
    story::Item,
};
use crate::domain::{Field, candidate::Note, reading::FetchFault};

/// One answer read.
#[derive(Default)]
pub(super) struct Answer {
    pub(super) items: Vec<Item>,
    pub(super) next: Option<Url>,
    /// Practices that are named but not told: their pages have to be read.
    pub(super) named: Vec<Url>,
    pub(super) notes: Vec<Note>,
}

/// Names that interfaces use most, those of `WordPress` first.
pub(super) const USUAL: Usual = Usual {
    // Which of many ids lasts is for the settings to say; without one the address is it.
    id: &[],
    link: &["link", "url", "html_url", "permalink", "web_url", "href"],
    published: &["date_gmt", "date", "date_published", "published_at", "published", "created_at", "created"],
    summary: &["excerpt", "summary", "abstract", "teaser", "lead", "description"],
    story: &["content", "content_html", "body", "text", "content_text"],
    fields: &[
        (Field::Title, &["title", "name", "headline", "label"]),
        (Field::Language, &["language", "lang", "locale"]),
        (Field::Cities, &["city", "cities", "place", "location.city", "location.name"]),
        (Field::Period, &["period", "years"]),
    ],
    country: &["country", "location.country", "address.country", "country_name"],
};

/// # Errors
/// It is no JSON, or its texts are made to break parsers.
pub(super) fn read(rules: &Rules, text: &str, from: &Url) -> Result<Answer, FetchFault> {
    let Kind::Json(places) = &rules.kind else { return Ok(Answer::default()) };
    let value = value(places, text)?;
    let mut answer = Answer { next: next(places, &value, from), ..Answer::default() };
    for item in places.items.find(&value).into_iter().filter(|item| item.is_object()) {
        let at = |path: &Option<data::Path>| path.as_ref().and_then(|path| words_at(path, item));
        let own = Own {
            id: at(&places.id),
            link: at(&places.link).and_then(|text| address(from, &text)),
            link_at: places.link.as_ref().map(|path| path.place(item)).unwrap_or_default(),
        };
        answer.items.push(data::item(rules, &USUAL, own, item, from)?);
    }
    Ok(answer)
}

/// The answer itself; of a page, the data in it that has practices where the settings say.
fn value(places: &Places, text: &str) -> Result<Value, FetchFault> {
    if !text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return data::json::parse(text);
    }
    let has_items = |value: &Value| places.items.find(value).iter().any(|item| item.is_object());
    inline_json::documents(text)?.into_iter().find(has_items).ok_or(FetchFault::NotJson)
}

fn next(places: &Places, value: &Value, from: &Url) -> Option<Url> {
    match &places.paging {
        Paging::Next(path) => from.join(words_at(path, value)?.trim()).ok(),
        Paging::Cursor(path, parameter) => {
            let cursor = words_at(path, value).filter(|cursor| !cursor.trim().is_empty())?;
            Some(with_parameter(from, parameter, &cursor))
        }
        Paging::None | Paging::Numbered(..) => None,
    }
}

/// The address with a parameter set, whatever it was before.
pub(super) fn with_parameter(url: &Url, name: &str, value: &str) -> Url {
    let others: Vec<(String, String)> =
        url.query_pairs().filter(|(key, _)| key != name).map(|(key, value)| (key.into(), value.into())).collect();
    let mut url = url.clone();
    url.query_pairs_mut().clear().extend_pairs(others).append_pair(name, value);
    url
}
