//! The demonstration's content, embedded: see config/demo/README.md.

use std::collections::BTreeMap;

use anyhow::Context;
use rust_embed::RustEmbed;
use serde::{Deserialize, de::DeserializeOwned};

use crate::domain::{City, Country, Draft, Field, Id, Lang, Position};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/config/demo"]
struct Files;

#[derive(Deserialize)]
struct Cities {
    city: Vec<CityEntry>,
}

#[derive(Deserialize)]
struct CityEntry {
    slug: String,
    name: String,
    country: Country,
    language: Lang,
    #[serde(default)]
    names: BTreeMap<String, String>,
    #[serde(default)]
    aliases: Vec<String>,
    position: Option<Position>,
}

#[derive(Deserialize)]
struct Practices {
    practice: Vec<PracticeEntry>,
}

/// A practice that is published when the demonstration starts.
#[derive(Clone, Debug, Deserialize)]
pub struct PracticeEntry {
    pub slug: String,
    /// `2020-09-08`.
    pub published: String,
    pub confirmed: Option<String>,
    pub origin: String,
    pub source: Option<String>,
    pub external_id: Option<String>,
    /// Where its page is: its identity, but for entries of the feed.
    #[serde(skip)]
    pub address: String,
    #[serde(default)]
    pub withdrawn: bool,
    pub fields: Draft,
    #[serde(default)]
    pub translation: Vec<TranslationEntry>,
    #[serde(default)]
    pub picture: Vec<PictureEntry>,
}

/// A picture of a practice, drawn for the demonstration.
#[derive(Clone, Debug, Deserialize)]
pub struct PictureEntry {
    /// Below `pictures/`.
    pub file: String,
    pub alt: String,
    pub credit: String,
    pub licence: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct TranslationEntry {
    pub language: Lang,
    pub made: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub statement: String,
    #[serde(default)]
    pub summary: String,
    #[serde(default)]
    pub purpose: String,
    #[serde(default)]
    pub rationale: String,
    #[serde(default)]
    pub process: String,
    #[serde(default)]
    pub impact: String,
    #[serde(default)]
    pub advice: String,
}

#[derive(Deserialize)]
struct Queue {
    item: Vec<QueueEntry>,
}

/// What waits on the desk.
#[derive(Clone, Debug, Deserialize)]
pub struct QueueEntry {
    pub kind: QueueKind,
    pub age_hours: u64,
    pub first_age_hours: Option<u64>,
    pub asked_age_hours: Option<u64>,
    pub practice: Option<String>,
    pub source: Option<String>,
    pub external_id: Option<String>,
    /// Where its page is: its identity, but for entries of the feed.
    #[serde(skip)]
    pub address: String,
    pub contact: Option<ContactEntry>,
    #[serde(default)]
    pub fields: Draft,
    /// Of a resubmission: the fields as they were first sent.
    pub before: Option<BTreeMap<Field, String>>,
    #[serde(default)]
    pub asked: Vec<AskedEntry>,
    pub run: Option<RunEntry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueKind {
    FromCity,
    ChangesAsked,
    ChangedAtSource,
    NewFromSource,
    GoneAtSource,
    HeldRun,
}

#[derive(Clone, Debug, Deserialize)]
pub struct ContactEntry {
    pub name: String,
    pub email: String,
    pub role: String,
    pub language: Lang,
}

#[derive(Clone, Debug, Deserialize)]
pub struct AskedEntry {
    pub field: Field,
    pub note: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub struct RunEntry {
    pub found: u32,
    pub gone: u32,
}

/// A collection with its practices, by subhead.
#[derive(Clone, Debug, Deserialize)]
pub struct CollectionEntry {
    pub slug: String,
    pub title: BTreeMap<Lang, String>,
    pub introduction: BTreeMap<Lang, String>,
    pub section: Vec<SectionEntry>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct SectionEntry {
    pub title: BTreeMap<Lang, String>,
    pub practices: Vec<String>,
}

pub fn cities() -> anyhow::Result<Vec<City>> {
    let cities: Cities = read("cities.toml", |text| text)?;
    Ok(cities
        .city
        .into_iter()
        .map(|entry| City {
            id: Id::new(),
            slug: entry.slug,
            name: entry.name,
            names: entry.names,
            aliases: entry.aliases,
            country: entry.country,
            position: entry.position,
            language: entry.language,
        })
        .collect())
}

/// `base` of a source's slug replaces `{{base}}`.
pub fn practices(base: impl Fn(&str) -> String) -> anyhow::Result<Vec<PracticeEntry>> {
    let mut all = Vec::new();
    for name in Files::iter().filter(|name| name.starts_with("practices/")) {
        let practices: Practices = read(&name, |text| text)?;
        all.extend(practices.practice);
    }
    for practice in &mut all {
        if let (Some(id), Some(source)) = (&mut practice.external_id, &practice.source) {
            *id = id.replace("{{base}}", &base(source));
            practice.address = address_of(id, &base(source))?;
        }
    }
    Ok(all)
}

pub fn queue(base: impl Fn(&str) -> String) -> anyhow::Result<Vec<QueueEntry>> {
    let mut queue: Queue = read("queue.toml", |text| text)?;
    for item in &mut queue.item {
        if let (Some(id), Some(source)) = (&mut item.external_id, &item.source) {
            *id = id.replace("{{base}}", &base(source));
            item.address = address_of(id, &base(source))?;
        }
    }
    Ok(queue.item)
}

/// The page of what a source calls so; the feed says it of its entries.
fn address_of(id: &str, base: &str) -> anyhow::Result<String> {
    if !id.starts_with("tag:") {
        return Ok(id.to_owned());
    }
    let feed = text("partner/feed/flux.atom")?;
    let entry = feed.split_once(&format!("<id>{id}</id>")).map(|(_, rest)| rest);
    let link = entry.and_then(|rest| rest.split_once("href=\"")?.1.split_once('"'));
    Ok(link.with_context(|| format!("{id} is not in the feed"))?.0.replace("{{base}}", base))
}

pub fn collection(site: &str) -> anyhow::Result<CollectionEntry> {
    read("collection-covid-19.toml", |text| text.replace("{{site}}", site))
}

/// A picture's file.
pub fn picture(file: &str) -> anyhow::Result<Vec<u8>> {
    let name = format!("pictures/{file}");
    let file = Files::get(&name).with_context(|| format!("config/demo/{name} is missing"))?;
    Ok(file.data.into_owned())
}

/// The settings of a partner source as TOML.
pub fn source(slug: &str, base: &str) -> anyhow::Result<String> {
    Ok(text(&format!("partner/{slug}.source.toml"))?.replace("{{base}}", base))
}

/// The files of a partner's site: path below its root, and content.
#[must_use]
pub fn partner(folder: &str, base: &str) -> BTreeMap<String, Vec<u8>> {
    let prefix = format!("partner/{folder}/");
    let files = Files::iter().filter_map(|name| name.strip_prefix(&prefix).map(str::to_owned));
    files
        .filter_map(|name| {
            let file = Files::get(&format!("{prefix}{name}"))?;
            let text = String::from_utf8_lossy(&file.data).replace("{{base}}", base);
            Some((name, text.into_bytes()))
        })
        .collect()
}

fn read<T: DeserializeOwned>(name: &str, change: impl Fn(String) -> String) -> anyhow::Result<T> {
    toml::from_str(&change(text(name)?)).with_context(|| format!("config/demo/{name}"))
}

fn text(name: &str) -> anyhow::Result<String> {
    let file = Files::get(name).with_context(|| format!("config/demo/{name} is missing"))?;
    String::from_utf8(file.data.into_owned()).with_context(|| format!("config/demo/{name}"))
}
