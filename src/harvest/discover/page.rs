//! What a page offers: its lists, its feeds, the data in it and behind it; then what the site keeps where sites keep it.

use url::Url;

use super::{
    super::{fetch::Stop, read::blocking, sites::Sites},
    Way, list,
    look::{self, Looked},
    search::Search,
};
use crate::domain::{
    SourceSettings,
    candidate::Note,
    source::{ListingRules, SourceKind},
};

/// Lists of one page that are tried.
const MOST_LISTS: usize = 2;

/// Where feeds lie when no page says so.
const FEED_PATHS: [&str; 5] = ["/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/rss"];

impl Search<'_> {
    /// Tries what the page names; what may have kept it from more is given back.
    pub(super) async fn page(
        &mut self,
        mut settings: SourceSettings,
        text: String,
        here: &Url,
    ) -> Result<Option<Note>, Stop> {
        let sites = Sites::of(&settings);
        let place = here.clone();
        let looked = blocking(text.len(), move || look::look(&text, &place, &sites)).await?;
        let host = here.host_str().unwrap_or_default();
        describe(&mut settings, &looked, host);
        for way in lists(&settings, &looked) {
            self.attempt(way).await;
        }
        if looked.clues.things > 1 {
            self.linked(&settings, looked.clues.things).await;
        }
        for feed in &looked.feeds {
            self.feed(&settings, feed).await;
        }
        self.behind(&settings, &looked, here).await;
        self.repositories(&settings, &looked.clues.repositories).await;
        if looked.clues.is_catalogue {
            self.catalogue(&settings, here).await;
        }
        let listed = looked.lists.iter().map(|list| list.urls.len()).max().unwrap_or(0);
        self.sitemaps(&settings, here, listed).await;
        if !self.has_offers() {
            self.guess(&settings, here, &looked).await;
        }
        Ok(looked.hint)
    }

    /// The places where things lie that nothing names.
    async fn guess(&mut self, settings: &SourceSettings, here: &Url, looked: &Looked) {
        for path in FEED_PATHS {
            if let Ok(url) = here.join(path)
                && self.may_guess(&url)
            {
                self.tried.remove(&url);
                self.feed(settings, &url).await;
            }
            if self.has_offers() {
                return;
            }
        }
        self.guess_sitemaps(settings, here).await;
        if !self.has_offers() && !looked.clues.is_catalogue {
            self.catalogue(settings, here).await;
        }
        if !self.has_offers() {
            self.guess_repositories(settings, here).await;
        }
        if !self.has_offers() && looked.clues.things == 1 {
            self.linked(settings, 1).await;
        }
    }

    pub(super) async fn feed(&mut self, settings: &SourceSettings, url: &Url) {
        if self.tried.insert(url.clone()) {
            let settings =
                SourceSettings { addresses: vec![url.to_string()], kind: SourceKind::Feed, ..settings.clone() };
            let how = Note::new("source-offer-feed").with("url", url);
            self.attempt(Way { settings, how, prior: -0.5 }).await;
        }
    }
}

fn describe(settings: &mut SourceSettings, looked: &Looked, host: &str) {
    settings.name = looked.name.clone().unwrap_or_else(|| host.to_owned());
    settings.language.clone_from(&looked.language);
    if let Some(contact) = &looked.contact {
        settings.contact.clone_from(contact);
    }
}

/// The page's lists as settings.
fn lists(settings: &SourceSettings, looked: &Looked) -> Vec<Way> {
    let best = looked.lists.first().map_or(0.0, |list| list.weight);
    let likely = looked.lists.iter().take(MOST_LISTS).filter(|list| list.weight >= 0.6 * best);
    let way = |(index, list): (usize, &list::List)| {
        let listing = ListingRules { pagination: looked.pagination.clone(), ..list.rules.clone() };
        let phrase = if looked.pagination.is_some() { "source-offer-list-pages" } else { "source-offer-list" };
        let settings = SourceSettings { kind: SourceKind::Pages { listing }, ..settings.clone() };
        let how = Note::new(phrase).with("count", list.urls.len());
        // The likelier list stays before the other one, whatever its pages tell.
        Way { settings, how, prior: if index == 0 { 0.5 } else { -4.0 } }
    };
    likely.enumerate().map(way).collect()
}
