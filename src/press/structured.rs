//! What machines read on a page: schema.org as JSON-LD.

use serde_json::{Map, Value, json};

use super::moment;
use crate::domain::{Country, Period, Timestamp};

/// A practice's page. A practice is no recipe (`HowTo`) but something told of: an `Article` about a `Project`.
#[derive(Clone, Debug)]
pub struct Article<'a> {
    pub url: &'a str,
    pub title: &'a str,
    /// The statement or the summary, plain.
    pub description: &'a str,
    /// BCP 47 tag of the text.
    pub language: Option<&'a str>,
    pub published_at: Timestamp,
    pub updated_at: Timestamp,
    pub places: Vec<Place<'a>>,
    pub period: Option<&'a Period>,
    /// Names of the topics.
    pub topics: Vec<&'a str>,
    /// Who leads the practice.
    pub lead: &'a str,
    /// Address of the licence.
    pub licence: Option<&'a str>,
    /// The page the practice was first told on.
    pub based_on: Option<&'a str>,
    pub pictures: Vec<&'a str>,
    pub publisher: Site<'a>,
}

/// A city, named in the language of the page.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    pub city: &'a str,
    pub country: Option<(Country, &'a str)>,
}

#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    pub name: &'a str,
    pub url: &'a str,
}

impl Article<'_> {
    /// Fields without content are left out.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let places = list(self.places.iter().map(Place::to_json));
        let lead = text(self.lead).map(|name| json!({"@type": "Organization", "name": name}));
        let project = object(&[
            ("@type", text("Project")),
            ("name", text(self.title)),
            ("location", places.clone()),
            ("parentOrganization", lead),
        ]);
        object(&[
            ("@type", text("Article")),
            ("@id", text(self.url)),
            ("url", text(self.url)),
            ("mainEntityOfPage", text(self.url)),
            ("headline", text(self.title)),
            ("description", text(self.description)),
            ("inLanguage", self.language.and_then(text)),
            ("datePublished", moment(self.published_at).map(Value::from)),
            ("dateModified", moment(self.updated_at).map(Value::from)),
            ("about", Some(project)),
            ("spatialCoverage", places),
            ("temporalCoverage", self.period.and_then(Period::edtf).map(Value::from)),
            ("keywords", list(self.topics.iter().map(|topic| json!(topic)))),
            ("image", list(self.pictures.iter().map(|url| json!(url)))),
            ("license", self.licence.and_then(text)),
            ("isBasedOn", self.based_on.and_then(text)),
            ("author", list(self.places.iter().map(|place| json!({"@type": "Organization", "name": place.city})))),
            ("publisher", Some(self.publisher.to_json())),
        ])
    }
}

impl Place<'_> {
    fn to_json(&self) -> Value {
        let country =
            self.country.map(|(code, name)| json!({"@type": "Country", "name": name, "identifier": code.code()}));
        object(&[("@type", text("City")), ("name", text(self.city)), ("containedInPlace", country)])
    }
}

impl Site<'_> {
    fn to_json(self) -> Value {
        json!({"@type": "Organization", "name": self.name, "url": self.url})
    }
}

/// The way to a page: names and addresses from the home page down, the page itself last.
#[must_use]
pub fn breadcrumbs(steps: &[(&str, &str)]) -> Value {
    let step = |(at, (name, url)): (usize, &(&str, &str))| json!({"@type": "ListItem", "position": at + 1, "name": name, "item": url});
    json!({"@type": "BreadcrumbList", "itemListElement": steps.iter().enumerate().map(step).collect::<Vec<_>>()})
}

/// The content of a `<script type="application/ld+json">` that says all these things. Whatever the texts hold, it neither
/// ends the element nor begins a comment: JSON's own escapes stand for all characters that HTML or a script could read.
#[must_use]
pub fn script(things: &[Value]) -> String {
    let json = json!({"@context": "https://schema.org", "@graph": things}).to_string();
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            c => safe.push(c),
        }
    }
    safe
}

fn text(text: &str) -> Option<Value> {
    (!text.trim().is_empty()).then(|| text.trim().into())
}

fn list(values: impl Iterator<Item = Value>) -> Option<Value> {
    let values: Vec<_> = values.collect();
    (!values.is_empty()).then_some(Value::Array(values))
}

fn object(fields: &[(&str, Option<Value>)]) -> Value {
    let filled = fields.iter().filter_map(|(name, value)| Some(((*name).to_owned(), value.clone()?)));
    Value::Object(filled.collect::<Map<_, _>>())
}
