//! Practices that come as data: one object each, from whatever interface. The settings' paths come first, then the
//! places where such data usually stands.

pub(super) mod json;
mod path;
mod text;

use serde_json::Value;
use url::Url;

pub(super) use path::Path;
use path::spread;
use text::{shaped, words};

use super::{
    auto,
    moment::read_moment,
    prose::Found,
    rules::{How, Rule, Rules},
    scope::{Shape, plain_address, shape},
    sites::canonical,
    story::{Item, Telling, bounded_id, hash},
    unruled,
};
use crate::domain::{
    CleanText, Country, Draft, Field, LanguageTag,
    candidate::{Note, Origins},
    reading::FetchFault,
};

/// Where data of one kind usually stands: names with dots between them, first place that has something. Lists on the
/// way are gone through.
pub(super) struct Usual {
    pub(super) id: &'static [&'static str],
    pub(super) link: &'static [&'static str],
    pub(super) published: &'static [&'static str],
    pub(super) summary: &'static [&'static str],
    pub(super) story: &'static [&'static str],
    pub(super) fields: &'static [(Field, &'static [&'static str])],
    /// The country, where it stands beside the city.
    pub(super) country: &'static [&'static str],
}

/// What one interface says for itself.
#[derive(Default)]
pub(super) struct Own {
    pub(super) id: Option<String>,
    pub(super) link: Option<Url>,
    /// Where the words stand that the link was made from.
    pub(super) link_at: String,
}

/// One practice of the data.
///
/// # Errors
/// Its texts are made to break parsers.
pub(super) fn item(rules: &Rules, usual: &Usual, own: Own, value: &Value, base: &Url) -> Result<Item, FetchFault> {
    let language = rules.language.as_deref();
    let text = |places: &[&'static str]| at_any(value, places).1.iter().find_map(|value| words(value, None));
    let own_link = if own.link.is_some() { own.link_at } else { String::new() };
    let link = own.link.or_else(|| address(base, text(usual.link)?.as_str()));
    let within = link.clone().unwrap_or_else(|| base.clone());
    let (mut draft, mut origins) = (Draft::default(), Origins::new());
    let mut notes = Vec::new();
    for (field, ways) in &rules.fields {
        let (found, place) = first(ways, value, shape(*field), &within, language)?;
        note(&mut notes, &found);
        Telling { draft: &mut draft, origins: &mut origins }.fill(*field, found.text, &place);
    }
    for (field, places) in usual.fields {
        let (place, values) = at_any(value, places);
        let found = shaped(&values, shape(*field), &within, language)?;
        Telling { draft: &mut draft, origins: &mut origins }.fill(*field, found.text, place);
    }
    if let Some(country) = text(usual.country).filter(|country| Country::find(country).is_some()) {
        with_country(&mut draft, country.trim());
    }
    let tag = LanguageTag::parse(draft.get(Field::Language).trim()).ok().map(|tag| tag.as_str().to_owned());
    draft.set(Field::Language, tag.or_else(|| rules.language.clone()).unwrap_or_default());
    let mut telling = Telling { draft: &mut draft, origins: &mut origins };
    let linked_at = if own_link.is_empty() { at_any(value, usual.link).0 } else { own_link.as_str() };
    telling.fill(Field::Links, link.as_ref().map(Url::to_string).unwrap_or_default(), linked_at);
    let told = |places: &[&'static str]| -> Result<_, FetchFault> {
        let (place, values) = at_any(value, places);
        Ok((shaped(&values, Shape::Prose, &within, language)?, place))
    };
    let (mut story, summary) = (told(usual.story)?, told(usual.summary)?);
    note(&mut notes, &story.0);
    if rules.fields.is_empty() {
        // What the data has no place for may be told in its texts, as on a page.
        let (place, text) =
            if story.0.text.trim().is_empty() { (summary.1, &summary.0.text) } else { (story.1, &story.0.text) };
        let html = CleanText::from_markdown(text).to_html();
        let facts = auto::facts(html.as_str(), telling.draft.get(Field::Title), &within, &unruled::hints(rules))?;
        let found = facts.draft();
        for field in [Field::Cities, Field::Period].into_iter().chain(facts.parts.keys().copied()) {
            telling.fill(field, found.get(field).to_owned(), place);
        }
        notes.extend(facts.unsure.as_ref().map(|(name, countries)| unruled::unsure(name, countries)));
        if !facts.parts.is_empty() && !story.0.text.is_empty() {
            story.0.text = facts.rest_of(&story.0.text);
        }
    }
    telling.tell(rules, story, Some(summary));
    let published = first(&rules.published, value, Shape::Line, &within, language)?.0.text;
    let published = if published.is_empty() { text(usual.published).unwrap_or_default() } else { published };
    let id = own.id.or_else(|| text(usual.id)).filter(|id| !id.trim().is_empty());
    let id = id.or_else(|| link.as_ref().map(Url::to_string));
    let external_id =
        id.map_or_else(|| hash(&[draft.get(Field::Title), draft.get(Field::Summary)]), |id| bounded_id(&id));
    notes.dedup();
    Ok(Item { external_id, url: within.to_string(), draft, published_at: read_moment(&published), notes, origins })
}

/// A city that stands alone gets the country beside it; where no city is named the practice is the country's.
fn with_country(draft: &mut Draft, country: &str) {
    let cities = draft.get(Field::Cities).trim().to_owned();
    if cities.is_empty() {
        draft.set(Field::Cities, country);
    } else if !cities.contains([',', '(', '\n']) && Country::find(&cities).is_none() {
        draft.set(Field::Cities, format!("{cities}, {country}"));
    }
}

fn note(notes: &mut Vec<Note>, found: &Found) {
    notes.extend(found.hidden.then(|| Note::new("source-note-hidden-text")));
    notes.extend(found.cut.then(|| Note::new("source-note-cut")));
}

/// The address a reader finds a practice at, as it is kept.
pub(super) fn address(base: &Url, text: &str) -> Option<Url> {
    plain_address(base, text).filter(|_| !text.trim().is_empty()).map(|url| canonical(&url))
}

/// The words at a path of the settings.
pub(super) fn words_at(path: &Path, value: &Value) -> Option<String> {
    path.find(value).into_iter().find_map(|found| words(found, None))
}

/// The first way that finds something, and where in the data it stands.
fn first(
    ways: &[Rule],
    value: &Value,
    shape: Shape,
    base: &Url,
    language: Option<&str>,
) -> Result<(Found, String), FetchFault> {
    for rule in ways {
        let (found, place) = match &rule.how {
            How::Constant(text) => (Found { text: text.clone(), ..Found::default() }, String::new()),
            How::Path(path, pattern) => {
                let found = shaped(&path.find(value), shape, base, language)?;
                let captured = pattern.as_ref().map(|pattern| super::scope::captured(pattern, &found.text, shape));
                (Found { text: captured.unwrap_or_else(|| found.text.clone()), ..found }, path.place(value))
            }
            // Data has no elements: the settings' check says so.
            How::Select { .. } | How::Pattern(_) => (Found::default(), String::new()),
        };
        if !found.text.trim().is_empty() {
            return Ok((found, place));
        }
    }
    Ok((Found::default(), String::new()))
}

/// The first of some usual places that has any words, and the values there.
fn at_any<'a>(value: &'a Value, places: &[&'static str]) -> (&'static str, Vec<&'a Value>) {
    let found = places.iter().map(|place| {
        let values: Vec<&Value> = place.split('.').fold(spread(value), |values, name| {
            values.into_iter().filter_map(|value| value.get(name)).flat_map(spread).take(200).collect()
        });
        (*place, values)
    });
    let mut found = found.filter(|(_, values)| values.iter().any(|value| words(value, None).is_some()));
    found.next().unwrap_or_default()
}
