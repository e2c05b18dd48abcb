//! Things of schema.org, as JSON-LD in a page or as a document of its own. Only the common shapes are known (nested
//! things, `@graph`, references within one document); a context is not looked up, as search engines do not either.

use std::collections::HashMap;

use scraper::Selector;
use serde_json::{Map, Value};
use time::format_description::well_known::Rfc3339;
use url::Url;

use super::{
    data::{self, Own, Usual, address},
    extract::Extract,
    json::Answer,
    kinds::Kind,
    page::Page,
    rules::Rules,
    story::Telling,
};
use crate::domain::{Field, candidate::Note, reading::FetchFault};

/// Types that are practices where the settings name none.
pub(super) const TYPES: [&str; 21] = [
    "Article",
    "NewsArticle",
    "BlogPosting",
    "Report",
    "ScholarlyArticle",
    "TechArticle",
    "CreativeWork",
    "Project",
    "ResearchProject",
    "Event",
    "SocialEvent",
    "EducationEvent",
    "Festival",
    "ExhibitionEvent",
    "Course",
    "HowTo",
    "LearningResource",
    "DigitalDocument",
    "Guide",
    "Dataset",
    "GovernmentService",
];

/// Things deeper than this are not looked for.
const MOST_DEPTH: usize = 12;
const MOST_THINGS: usize = 5_000;
/// Longer texts are read as they are or not at all.
const MOST_MENDED: usize = 1024 * 1024;

const USUAL: Usual = Usual {
    id: &["@id", "identifier"],
    link: &["url", "mainEntityOfPage.@id", "mainEntityOfPage", "@id"],
    published: &["datePublished", "dateCreated"],
    summary: &["abstract", "description"],
    story: &["articleBody", "text"],
    fields: &[
        (Field::Title, &["name", "headline"]),
        (Field::Statement, &["alternativeHeadline"]),
        (Field::Language, &["inLanguage", "inLanguage.alternateName"]),
        (
            Field::Cities,
            &[
                "location.address.addressLocality",
                "locationCreated.address.addressLocality",
                "contentLocation.address.addressLocality",
                "areaServed.name",
                "spatialCoverage.name",
                "contentLocation.name",
                "location.name",
            ],
        ),
        (Field::Period, &["temporalCoverage"]),
        (Field::Lead, &["organizer.name", "sourceOrganization.name", "publisher.name", "provider.name"]),
        (Field::Partners, &["sponsor.name", "funder.name", "member.name"]),
    ],
    country: &[
        "location.address.addressCountry",
        "locationCreated.address.addressCountry",
        "contentLocation.address.addressCountry",
    ],
};

/// # Errors
/// The page is made to break parsers, or the document is no JSON.
pub(super) fn read(rules: &Rules, text: &str, from: &Url) -> Result<Answer, FetchFault> {
    let Kind::JsonLd { types } = &rules.kind else { return Ok(Answer::default()) };
    let mut answer = Answer::default();
    let documents = documents(text, &mut answer.notes)?;
    let mut things = Things { types, by_id: HashMap::new(), found: Vec::new(), named: Vec::new(), seen: 0 };
    for document in &documents {
        things.index(document, 0);
    }
    for document in &documents {
        things.look(document, 0);
    }
    for thing in &things.found {
        let whole = things.whole(thing);
        // An id within the page (`#article`) names it on this page and nowhere else.
        let id = whole.get("@id").and_then(Value::as_str).filter(|id| !id.starts_with("_:"));
        let id = id.and_then(|id| Some(from.join(id).ok()?.to_string()));
        let url =
            whole.get("url").and_then(Value::as_str).and_then(|url| address(from, url)).map(|url| url.to_string());
        let own = Own { id: url.or(id), ..Own::default() };
        let mut item = data::item(rules, &USUAL, own, &whole, from)?;
        if let Some(thing) = whole.as_object() {
            let period = item.draft.get(Field::Period).to_owned();
            let element = if thing.contains_key("startDate") { "startDate" } else { "foundingDate" };
            if period.is_empty() {
                let lasting = lasting(thing).unwrap_or_default();
                Telling { draft: &mut item.draft, origins: &mut item.origins }.fill(Field::Period, lasting, element);
            } else {
                item.draft.set(Field::Period, covered(&period));
            }
        }
        answer.items.push(item);
    }
    let is_told = |url: &Url| answer.items.iter().any(|item| item.url == url.as_str());
    answer.named = things.named.iter().filter_map(|named| address(from, named)).filter(|url| !is_told(url)).collect();
    answer.named.dedup();
    Ok(answer)
}

/// The first practice of a page that has one to itself.
pub(super) fn page(rules: &Rules, text: &str, from: &Url) -> Result<Extract, FetchFault> {
    let answer = read(rules, text, from)?;
    let Some(item) = answer.items.into_iter().next() else {
        return Ok(Extract { notes: answer.notes, ..Extract::default() });
    };
    let published = item.published_at.and_then(|moment| moment.to_utc().format(&Rfc3339).ok());
    Ok(Extract { draft: item.draft, published, notes: item.notes, origins: item.origins, ..Extract::default() })
}

/// The JSON of a document: itself, or what its scripts of that type hold. A script that is broken spoils no other.
fn documents(text: &str, notes: &mut Vec<Note>) -> Result<Vec<Value>, FetchFault> {
    if text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']) {
        return Ok(vec![parse(text)?]);
    }
    let page = Page::parse(text)?;
    let selector = Selector::parse("script[type^='application/ld+json' i]").expect("a selector of ours");
    let mut documents = Vec::new();
    for script in page.select(page.root(), &selector)? {
        match parse(&script.text().collect::<String>()) {
            Ok(document) => documents.push(document),
            Err(fault) => notes.push(fault.note()),
        }
    }
    Ok(documents)
}

struct Things<'a> {
    types: &'a [String],
    by_id: HashMap<&'a str, &'a Map<String, Value>>,
    found: Vec<&'a Value>,
    /// Addresses in lists that say nothing more of what they lead to.
    named: Vec<&'a str>,
    seen: usize,
}

impl<'a> Things<'a> {
    fn index(&mut self, value: &'a Value, depth: usize) {
        if depth > MOST_DEPTH {
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.index(value, depth + 1)),
            Value::Object(object) => {
                if object.len() > 1
                    && let Some(id) = object.get("@id").and_then(Value::as_str)
                {
                    self.by_id.entry(id).or_insert(object);
                }
                object.values().for_each(|value| self.index(value, depth + 1));
            }
            _ => {}
        }
    }

    /// Finds the outermost things of the types wanted.
    fn look(&mut self, value: &'a Value, depth: usize) {
        self.seen += 1;
        if depth > MOST_DEPTH || self.seen > MOST_THINGS {
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.look(value, depth + 1)),
            Value::Object(object) => {
                let is_named_only =
                    |object: &Map<String, Value>| !["name", "headline"].iter().any(|key| object.contains_key(*key));
                if is_of(object, |name| name == "ListItem") {
                    match object.get("item") {
                        Some(Value::String(url)) => self.named.push(url),
                        None => self.named.extend(object.get("url").and_then(Value::as_str)),
                        Some(inner) => self.look(inner, depth + 1),
                    }
                } else if is_of(object, |name| self.wants(name)) {
                    if !is_named_only(object) {
                        self.found.push(value);
                    } else if let Some(url) = object.get("url").or_else(|| object.get("@id")).and_then(Value::as_str) {
                        self.named.push(url);
                    }
                } else if !is_of(object, |name| name == "BreadcrumbList") {
                    object.values().for_each(|value| self.look(value, depth + 1));
                }
            }
            _ => {}
        }
    }

    fn wants(&self, name: &str) -> bool {
        if self.types.is_empty() { TYPES.contains(&name) } else { self.types.iter().any(|wanted| wanted == name) }
    }

    /// A thing with what its references name put in their place, one step deep.
    fn whole(&self, thing: &Value) -> Value {
        let resolved = |value: &Value| {
            let id = value.as_object().filter(|object| object.len() == 1)?.get("@id")?.as_str()?;
            self.by_id.get(id).map(|object| Value::Object((*object).clone()))
        };
        let mut whole = thing.clone();
        for value in whole.as_object_mut().into_iter().flat_map(Map::values_mut) {
            match value {
                Value::Array(values) => values.iter_mut().for_each(|value| {
                    if let Some(found) = resolved(value) {
                        *value = found;
                    }
                }),
                value => {
                    if let Some(found) = resolved(value) {
                        *value = found;
                    }
                }
            }
        }
        whole
    }
}

/// Whether one of a thing's types is wanted; `schema:Event` and `https://schema.org/Event` are `Event`.
pub(super) fn is_of(object: &Map<String, Value>, wants: impl Fn(&str) -> bool) -> bool {
    let types = match object.get("@type") {
        Some(Value::Array(types)) => types.as_slice(),
        Some(only) => std::slice::from_ref(only),
        None => &[],
    };
    types.iter().filter_map(|name| name.as_str()?.rsplit(['/', ':', '#']).next()).any(wants)
}

/// JSON as pages hold it: in comments or CDATA, with raw line ends in its strings or a comma too many.
///
/// # Errors
/// It is no JSON even so.
pub(super) fn parse(text: &str) -> Result<Value, FetchFault> {
    let bare = text.trim_start_matches('\u{feff}').trim();
    let bare = bare.trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let bare = bare.trim_end_matches("-->").trim_end_matches("]]>").trim_end_matches("//").trim().trim_end_matches(';');
    data::json::parse(bare).or_else(|fault| {
        if fault == FetchFault::NotJson && bare.len() <= MOST_MENDED {
            return data::json::parse(&mended(bare));
        }
        Err(fault)
    })
}

/// Raw line ends and tabs in strings, and commas before a closing bracket, are what breaks most blocks.
fn mended(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for letter in text.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            '}' | ']' if !in_string => {
                let end = mended.trim_end().len();
                if mended[..end].ends_with(',') {
                    mended.truncate(end - 1);
                }
            }
            _ if in_string && letter.is_control() => {
                mended.push(' ');
                continue;
            }
            _ => {}
        }
        mended.push(letter);
    }
    mended
}

/// From when to when, for projects and events. What has begun and has no end goes on; an event without one is of a day.
pub(super) fn lasting(thing: &Map<String, Value>) -> Option<String> {
    let date = |keys: &[&str]| {
        let written = keys.iter().find_map(|key| thing.get(*key)?.as_str())?;
        Some(written.split('T').next().unwrap_or(written).trim().to_owned()).filter(|date| !date.is_empty())
    };
    let is_of_a_day = is_of(thing, |name| name.ends_with("Event") || matches!(name, "Festival" | "Course"));
    match (date(&["startDate", "foundingDate"]), date(&["endDate", "dissolutionDate"])) {
        (Some(start), Some(end)) if start != end => Some(format!("{start} – {end}")),
        (Some(start), None) if !is_of_a_day => Some(format!("{start} –")),
        (Some(only), _) | (None, Some(only)) => Some(only),
        (None, None) => None,
    }
}

/// An interval of ISO 8601 as a period is written: `2016-01/2018-05`, open where it ends in two points or nothing.
pub(super) fn covered(temporal: &str) -> String {
    let Some((start, end)) = temporal.split_once('/') else { return temporal.to_owned() };
    let day = |text: &str| text.split('T').next().unwrap_or(text).trim().to_owned();
    let is_date = |text: &str| text.starts_with(|letter: char| letter.is_ascii_digit());
    match (day(start), day(end)) {
        (start, end) if is_date(&start) && is_date(&end) && end.len() >= 4 => format!("{start} – {end}"),
        (start, end) if is_date(&start) && (end.is_empty() || end == "..") => format!("{start} –"),
        _ => temporal.to_owned(),
    }
}
