//! Data: documents that are data themselves, data inside a page, and the data that scripts fill a page with.

use std::collections::BTreeSet;

use serde_json::Value;
use url::Url;

use super::{
    super::{data, fetch::Stop, inline_json, json_ld, read::blocking, rules::Rules, sites::Sites},
    Way, clues, interface,
    look::Looked,
    search::{Search, text_of},
};
use crate::domain::{
    SourceSettings,
    candidate::Note,
    source::{CkanRules, JsonLdRules, JsonRules, SourceKind},
};

/// Addresses of data that are asked for, and scripts that are looked through for some.
const MOST_ADDRESSES: usize = 4;
const MOST_SCRIPTS: usize = 3;

impl Search<'_> {
    /// A document that is no page: a feed, a sitemap, an answer of a repository or of an interface.
    pub(super) async fn document(&mut self, settings: SourceSettings, text: String, here: &Url) {
        let start = text.trim_start_matches('\u{feff}').trim_start();
        if start.starts_with(['{', '[']) && !start.contains("jsonfeed.org/version") {
            let value = blocking(text.len(), move || data::json::parse(&text)).await;
            match value {
                Ok(value) => self.answer(&settings, &value, here, "source-offer-json-itself").await,
                Err(fault) => self.stopped(&Stop::Failed(fault)),
            }
        } else if start.contains("<OAI-PMH") {
            self.repositories(&settings, std::slice::from_ref(here)).await;
        } else if start.contains("<urlset") || start.contains("<sitemapindex") {
            self.sitemap(&settings, here, here).await;
        } else {
            let how = Note::new("source-offer-feed-itself");
            self.attempt(Way { settings, how, prior: 0.0 }).await;
        }
    }

    /// An answer that is data: a catalogue's, schema.org's, or any other with a list in it.
    async fn answer(&mut self, settings: &SourceSettings, value: &Value, at: &Url, phrase: &str) {
        if value.get("success").is_some_and(Value::is_boolean) && value.pointer("/result").is_some() {
            return self.catalogue(settings, at).await;
        }
        let settings = SourceSettings { addresses: vec![at.to_string()], ..settings.clone() };
        if value.get("@context").is_some() {
            return self.linked(&settings, 0).await;
        }
        if let Some(found) = interface::guess(value, at) {
            let kind = SourceKind::Json { json: found.rules };
            let settings = SourceSettings { kind, fields: found.fields, published: found.published, ..settings };
            let how = Note::new(phrase).with("url", at).with("count", found.count);
            self.attempt(Way { settings, how, prior: 0.25 }).await;
        }
    }

    /// Things of schema.org on the page.
    pub(super) async fn linked(&mut self, settings: &SourceSettings, count: usize) {
        let kind = SourceKind::JsonLd { json_ld: JsonLdRules::default() };
        let how = Note::new("source-offer-json-ld").with("count", count);
        self.attempt(Way { settings: SourceSettings { kind, ..settings.clone() }, how, prior: 0.0 }).await;
    }

    pub(super) async fn catalogue(&mut self, settings: &SourceSettings, at: &Url) {
        let kind = SourceKind::Ckan { ckan: CkanRules::default() };
        let root = at.path().split("/api/").next().unwrap_or_default().split("/dataset").next().unwrap_or_default();
        let mut site = at.clone();
        site.set_path(if root.is_empty() { "/" } else { root });
        site.set_query(None);
        site.set_fragment(None);
        if self.may_guess(&site) {
            let settings = SourceSettings { kind, addresses: vec![site.to_string()], ..settings.clone() };
            self.attempt(Way { settings, how: Note::new("source-offer-ckan"), prior: 0.25 }).await;
        }
    }

    /// What lies behind a page: data its scripts keep in it or load.
    pub(super) async fn behind(&mut self, settings: &SourceSettings, looked: &Looked, here: &Url) {
        for value in &looked.clues.inline {
            self.answer(settings, value, here, "source-offer-json-inline").await;
        }
        let mut addresses = looked.clues.data.clone();
        if looked.lists.is_empty() && addresses.is_empty() {
            addresses = self.in_scripts(settings, looked, here).await;
        }
        for url in addresses.iter().take(MOST_ADDRESSES) {
            if !self.tried.insert(url.clone()) {
                continue;
            }
            let asking = SourceSettings {
                addresses: vec![url.to_string()],
                kind: SourceKind::Json { json: JsonRules { id: Some("/id".to_owned()), ..JsonRules::default() } },
                ..settings.clone()
            };
            let Ok(fetched) = self.fetch(&asking, url).await else { continue };
            let text = text_of(&fetched);
            if let Ok(value) = blocking(text.len(), move || data::json::parse(&text)).await {
                self.answer(settings, &value, url, "source-offer-json").await;
            }
        }
    }

    /// Addresses of data in the page's own scripts.
    async fn in_scripts(&mut self, settings: &SourceSettings, looked: &Looked, here: &Url) -> Vec<Url> {
        let sites = Sites::of(settings);
        let mut found = BTreeSet::new();
        for url in looked.clues.scripts.iter().take(MOST_SCRIPTS) {
            // What cannot be had names nothing.
            if self.tried.insert(url.clone())
                && let Ok(text) = self.script(settings, url).await
            {
                found.extend(clues::addresses_in(&text, here, &sites));
            }
        }
        found.into_iter().collect()
    }
}

/// How many things of schema.org that may be practices a page holds or names.
pub(super) fn things_in(settings: &SourceSettings, text: &str, here: &Url) -> usize {
    let kind = SourceKind::JsonLd { json_ld: JsonLdRules::default() };
    let Ok(rules) = Rules::compile(&SourceSettings { kind, ..settings.clone() }) else { return 0 };
    json_ld::read(&rules, text, here).map_or(0, |answer| answer.items.len() + answer.named.len())
}

/// The data a page keeps for its scripts, those with a list in it.
pub(super) fn inline_in(text: &str, here: &Url) -> Vec<Value> {
    const MOST: usize = 2;
    let documents = inline_json::documents(text).unwrap_or_default();
    documents.into_iter().filter(|value| interface::guess(value, here).is_some()).take(MOST).collect()
}
