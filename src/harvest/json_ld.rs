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
};
use crate::domain::{Field, candidate::Note, reading::FetchFault};

/// Types that are practices where the settings name none.
const TYPES: [&str; 21] = [
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
        let own = Own { id: url.or(id), link: None };
        let mut item = data::item(rules, &USUAL, own, &whole, from)?;
        if item.draft.get(Field::Period).is_empty() {
            item.draft.set(Field::Period, lasting(&whole));
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
        return Ok(vec![data::json::parse(text)?]);
    }
    let page = Page::parse(text)?;
    let selector = Selector::parse("script[type^='application/ld+json' i]").expect("a selector of ours");
    let mut documents = Vec::new();
    for script in page.select(page.root(), &selector)? {
        match data::json::parse(&script.text().collect::<String>()) {
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

/// From when to when, for projects and events.
fn lasting(thing: &Value) -> String {
    let date = |keys: &[&str]| {
        let written = keys.iter().find_map(|key| thing.get(*key)?.as_str())?;
        Some(written.split('T').next().unwrap_or(written).to_owned())
    };
    match (date(&["startDate", "foundingDate"]), date(&["endDate", "dissolutionDate"])) {
        (Some(start), Some(end)) if start != end => format!("{start} – {end}"),
        (Some(only), _) | (None, Some(only)) => only,
        (None, None) => String::new(),
    }
}
