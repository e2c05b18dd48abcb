//! Kept pages read again by other rules: what a change of rules would change, before it is made. Nothing is fetched.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use url::Url;

use super::{
    charset,
    extract::{self, Extract},
    feed, json_ld,
    kinds::Kind,
    oai, personal, read,
    repeats::Layout,
    rules::Rules,
    story::Item,
};
use crate::domain::{
    Draft, Field, FieldErrors, Gazetteer, SourceSettings,
    candidate::{Card, Note, Origins},
    reading::FetchFault,
};

/// A page as it was kept.
#[derive(Clone, Debug)]
pub struct KeptPage {
    /// After redirects.
    pub url: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
    /// The practices that were read from it; none for a listing page.
    pub records: Vec<String>,
}

/// What the rules make of kept pages.
#[derive(Clone, Debug, Default)]
pub struct Replayed {
    /// By external id; the reason where nothing was found.
    pub drafts: BTreeMap<String, Result<Draft, Note>>,
    /// Listing pages and how many practices the rules find on each.
    pub listings: Vec<(String, usize)>,
}

impl Replayed {
    /// How many of these practices, by external id, the rules were tried on: those whose pages are there to be read.
    #[must_use]
    pub fn tried<'a>(&self, practices: impl Iterator<Item = &'a str>) -> usize {
        practices.filter(|id| self.drafts.contains_key(*id)).count()
    }
}

/// Reads kept pages by these settings. Parsing is bounded; it is still work for a blocking thread.
///
/// # Errors
/// Everything that is wrong with the settings.
pub fn replay(settings: &SourceSettings, pages: &[KeptPage]) -> Result<Replayed, FieldErrors> {
    replay_among(None, settings, pages)
}

/// The same with the network's cities at hand, as a run has them.
///
/// # Errors
/// Everything that is wrong with the settings.
pub fn replay_among(
    cities: Option<Arc<Gazetteer>>,
    settings: &SourceSettings,
    pages: &[KeptPage],
) -> Result<Replayed, FieldErrors> {
    let rules = Rules::compile(settings)?.among(cities);
    let mut replayed = Replayed::default();
    let mut cards: HashMap<Arc<str>, Card> = HashMap::new();
    for page in pages.iter().filter(|page| page.records.is_empty()) {
        let Some((url, text)) = text_of(page) else { continue };
        if let (Kind::Pages(_), Ok(listed)) = (&rules.kind, extract::listing(&rules, &text, &url)) {
            replayed.listings.push((page.url.clone(), listed.cards.len()));
            cards.extend(listed.cards.into_iter().map(|card| (card.external_id.clone(), card)));
        }
    }
    let (mut layout, mut automatic) = (Layout::default(), Vec::new());
    for page in pages {
        let Some((url, text)) = text_of(page) else { continue };
        match &rules.kind {
            _ if has_own_page(&rules, page) => {
                for id in &page.records {
                    let read = practice(&rules, &text, &url, cards.get(id.as_str()));
                    if let Ok(Extract { draft, named: Some(named), .. }) = &read {
                        layout.see(&page.url, draft, named);
                        automatic.push((id.clone(), named.clone()));
                    }
                    replayed.drafts.insert(id.clone(), read.map(|read| read.draft));
                }
            }
            _ => {
                let items = items(&rules, &text, &url);
                for id in &page.records {
                    let found = match &items {
                        Ok(items) => items.iter().find(|item| item.external_id == *id).map(|item| {
                            let (mut draft, mut origins) = (item.draft.clone(), item.origins.clone());
                            personal::leave_out(&mut draft, &mut origins, &mut []);
                            draft
                        }),
                        Err(_) => None,
                    };
                    let missing = || match &items {
                        Err(fault) => fault.note(),
                        Ok(_) => Note::new("source-note-no-title"),
                    };
                    replayed.drafts.insert(id.clone(), found.ok_or_else(missing));
                }
            }
        }
    }
    let repeated = layout.repeated();
    for (id, named) in automatic {
        if let Some(Ok(draft)) = replayed.drafts.get_mut(&id) {
            repeated.leave_out(draft, &mut Origins::new(), &mut Vec::new(), &named);
        }
    }
    Ok(replayed)
}

/// Whether practices have pages of their own: they are then read as pages.
fn has_own_page(rules: &Rules, page: &KeptPage) -> bool {
    match rules.kind {
        Kind::Pages(_) | Kind::Sitemap(_) => true,
        Kind::JsonLd { .. } => page.records.len() == 1,
        _ => false,
    }
}

/// What a page that holds many practices tells of them.
fn items(rules: &Rules, text: &str, url: &Url) -> Result<Vec<Item>, FetchFault> {
    match rules.kind {
        Kind::Pages(_) | Kind::Sitemap(_) => Ok(Vec::new()),
        Kind::Feed => feed::read(rules, text, url),
        Kind::Oai { .. } => Ok(oai::read(rules, text, url)?.items),
        Kind::Json(_) | Kind::JsonLd { .. } | Kind::Ckan { .. } => Ok(read::parse(rules, text, url)?.items),
    }
}

fn text_of(page: &KeptPage) -> Option<(Url, String)> {
    let url = Url::parse(&page.url).ok()?;
    let text = charset::decode(&page.bytes, Some(&page.media_type), url.host_str());
    Some((url, text))
}

/// As a run reads it.
fn practice(rules: &Rules, text: &str, url: &Url, card: Option<&Card>) -> Result<Extract, Note> {
    let read = match rules.kind {
        Kind::JsonLd { .. } => json_ld::page(rules, text, url),
        _ => extract::page(rules, text, url, card),
    };
    let mut read = read.map_err(|fault| fault.note())?;
    // As a run files it.
    personal::leave_out(&mut read.draft, &mut read.origins, &mut read.readings);
    if read.draft.get(Field::Title).is_empty() {
        return Err(Note::new("source-note-no-title"));
    }
    if read.draft.get(Field::Language).is_empty() {
        read.draft.set(Field::Language, rules.language.clone().unwrap_or_default());
    }
    Ok(read)
}
