//! The partner sites of `tests/sites`, served locally: each folder holds pages, a `site.toml` that says where they lie, and
//! the records an editor should get from them. Invented by us after the layouts of real partners.
#![expect(clippy::unwrap_used, reason = "what helps a test may fail as a test does")]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use practice_commons::domain::{CityRef, CleanText, Country, Draft, Field, Gazetteer, Period};
use serde::Deserialize;

use crate::harvest::site::{Page, Site};

/// A site that is served, and what is to be found there.
pub struct Partner {
    pub site: Site,
    /// The address an editor would paste.
    pub paste: String,
    pub records: Vec<Record>,
}

/// A practice as it should arrive in the queue.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    pub path: String,
    pub title: String,
    pub language: String,
    /// As the page writes it; so are country and period.
    pub city: String,
    pub country: String,
    pub period: String,
    /// The day it was published, where the site states one: `2024-03-12`.
    pub published: Option<String>,
    /// Paths of documents the practice leads to.
    #[serde(default)]
    pub documents: Vec<String>,
    /// The body that leads it; empty where the page names none that may be taken for it.
    pub lead: Option<String>,
    /// What an editor is told of the page's pictures.
    #[serde(default)]
    pub pictures: Vec<String>,
    /// The paragraphs of its story, by the field they belong to; what its summary says is not looked at.
    pub says: BTreeMap<Field, Vec<String>>,
    /// What stands on the site's pages and in no practice: notices, menus, teasers, contacts.
    #[serde(skip)]
    pub never: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(dead_code, reason = "for whoever reads the file")]
    about: String,
    paste: String,
    #[serde(default)]
    never: Vec<String>,
    page: Vec<Entry>,
    record: Vec<Record>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    file: PathBuf,
    #[serde(rename = "type")]
    media_type: Option<String>,
}

impl Partner {
    pub async fn serve(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(name);
        let file: File = toml::from_str(&std::fs::read_to_string(folder.join("site.toml")).unwrap()).unwrap();
        let site = Site::start().await;
        for entry in &file.page {
            let bytes = std::fs::read(folder.join(&entry.file)).unwrap();
            // Bytes that are no UTF-8 are served as they are.
            let body = String::from_utf8(bytes).map_or_else(std::string::FromUtf8Error::into_bytes, |text| {
                text.replace("{base}", &site.url("")).into()
            });
            site.put(&entry.path, Page::of(entry.media_type.as_deref().unwrap_or("text/html; charset=utf-8"), body));
        }
        let records = file.record.into_iter().map(|record| Record { never: file.never.clone(), ..record }).collect();
        Self { paste: site.url(&file.paste), site, records }
    }

    pub fn record(&self, title: &str) -> &Record {
        let found = self.records.iter().find(|record| record.title == title);
        found.unwrap_or_else(|| panic!("no practice “{title}” is expected"))
    }
}

impl Record {
    /// What is not as it should be.
    pub fn faults(&self, draft: &Draft) -> Vec<String> {
        let mut faults = Vec::new();
        let mut differs = |what: &str, expected: &str, found: &str| {
            faults.push(format!("{}: {what} should be “{expected}”, is “{found}”", self.title));
        };
        if draft.get(Field::Title) != self.title {
            differs("title", &self.title, draft.get(Field::Title));
        }
        // `en-GB` is English.
        if draft.get(Field::Language).split('-').next() != Some(&self.language) {
            differs("language", &self.language, draft.get(Field::Language));
        }
        let cities: Vec<CityRef> =
            draft.get(Field::Cities).lines().filter_map(|line| CityRef::read(line, &Gazetteer::default())).collect();
        let country = Country::find(&self.country).unwrap_or_else(|| panic!("{} is a country", self.country));
        if !matches!(&cities[..], [only] if only.name == self.city && only.country == Some(country)) {
            differs("city", &format!("{}, {}", self.city, self.country), draft.get(Field::Cities));
        }
        if Period::read(draft.get(Field::Period)).years() != Period::read(&self.period).years() {
            differs("period", &self.period, draft.get(Field::Period));
        }
        for document in self.documents.iter().filter(|path| !draft.get(Field::Links).contains(path.as_str())) {
            differs("documents", document, draft.get(Field::Links));
        }
        if let Some(lead) = self.lead.as_ref().filter(|lead| *lead != draft.get(Field::Lead)) {
            differs("lead", lead, draft.get(Field::Lead));
        }
        // Each part stands whole in its own field, and nothing else does.
        for field in Field::STORY.into_iter().filter(|field| *field != Field::Summary) {
            let expected = collapsed(&self.says.get(&field).map(|paragraphs| paragraphs.join(" ")).unwrap_or_default());
            let found = collapsed(&CleanText::from_markdown(draft.get(field)).plain());
            if found != expected {
                differs(field.name(), &expected, &found);
            }
        }
        for (field, text) in draft.fields() {
            let plain = collapsed(&CleanText::from_markdown(text).plain());
            for never in self.never.iter().filter(|never| plain.contains(&collapsed(never))) {
                differs(&format!("{field} without"), never, text);
            }
            let private = practice_commons::domain::rules::personal::without(text);
            if field != Field::Period && private.is_some() {
                differs(&format!("{field} without contacts"), private.as_deref().unwrap_or_default(), text);
            }
        }
        faults
    }
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
