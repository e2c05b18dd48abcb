//! Reading sitemaps: the indexes, the sitemaps they lead to, then the pages. A page or sitemap whose date is the one
//! known is not asked for again.

use std::{
    cmp::Reverse,
    collections::{HashSet, VecDeque},
};

use url::Url;

use super::{Run, lists::Came};
use crate::{
    domain::{
        candidate::{Card, KnownPage, Note},
        reading::{Passed, Place},
        source::WebAddress,
    },
    harvest::{
        fetch::Stop,
        kinds::Kind,
        rules::Rules,
        sitemap::{self, Entry},
        sites::{canonical, goes_in_circles},
        visit::Fetched,
    },
};

/// The key of a card's date of change.
const LASTMOD: &str = "lastmod";
/// Marks the card of a further sitemap.
const SITEMAP: &str = "sitemap";
/// Indexes may name sitemaps and no further indexes (sitemaps.org); some do, once.
const MOST_DEPTH: u32 = 3;
/// Pages that are remembered; a source with more needs a narrower filter.
const MOST_CARDS: usize = 10_000;

impl Run<'_> {
    pub(super) async fn sitemaps(&mut self) -> Result<(), Stop> {
        let mut cards = Vec::new();
        let addresses = self.settings.addresses.iter().filter_map(|address| WebAddress::parse(address).ok());
        let mut queue: VecDeque<(Url, u32, bool)> = addresses.map(|address| (address.into_url(), 0, false)).collect();
        let mut files = 0;
        while let Some((url, depth, is_as_it_was)) = queue.pop_front() {
            if self.touched.contains(url.as_str()) || self.is_asked_to_rest() {
                continue;
            }
            if files >= self.settings.limits.pages || cards.len() >= MOST_CARDS {
                self.cap(files);
                break;
            }
            files += 1;
            match self.sitemap(&url, is_as_it_was).await {
                Ok(named) => {
                    let (further, pages): (Vec<Card>, Vec<Card>) =
                        named.into_iter().partition(|card| card.texts.contains_key(SITEMAP));
                    cards.extend(pages);
                    let further = further.into_iter().filter(|_| depth < MOST_DEPTH);
                    queue.extend(
                        further.filter_map(|card| {
                            Some((Url::parse(&card.url).ok()?, depth + 1, self.is_as_it_was(&card)))
                        }),
                    );
                }
                Err(stop) => self.list_failed(&url, stop),
            }
        }
        let mut seen = HashSet::new();
        cards.retain(|card| seen.insert(card.external_id.clone()));
        self.visit.counts.listed = u32::try_from(cards.len()).unwrap_or(u32::MAX);
        self.listed = cards.iter().map(|card| card.external_id.clone()).collect();
        let cards = self.sift(cards);
        if cards.is_empty() { Ok(()) } else { self.practices(cards).await }
    }

    fn cap(&mut self, files: u32) {
        let (phrase, most) = if files >= self.settings.limits.pages {
            ("source-note-page-cap", files as usize)
        } else {
            ("source-note-item-cap", MOST_CARDS)
        };
        self.note(Note::new(phrase).with("most", most));
        self.listed_fully = false;
    }

    /// What one file names.
    async fn sitemap(&mut self, url: &Url, is_as_it_was: bool) -> Result<Vec<Card>, Stop> {
        if is_as_it_was && let Some(known) = self.visit.known_page(url) {
            self.touched.insert(url.as_str());
            return Ok(known.cards.clone());
        }
        let place = Place::List(url.to_string());
        if let Some(passed) = self.take_passed(&place) {
            return Ok(self.go_over(passed).cards.clone());
        }
        self.put_away_passed().await?;
        let mark = self.mark();
        let read = |rules: &Rules, text: &str, from: &Url| Ok(cards(rules, &sitemap::read(text, from)?));
        let (page_url, cards) = match self.ask(url, true, read).await? {
            Came::Same(url) => {
                let cards = self.visit.known_page(&url).map(|page| page.cards.clone()).unwrap_or_default();
                (url, cards)
            }
            Came::New(cards, fetched) => {
                self.remember(&fetched, KnownPage { cards: cards.clone(), ..KnownPage::default() });
                let Fetched { url, snapshot, .. } = *fetched;
                self.keep(snapshot)?;
                (url, cards)
            }
        };
        self.pass(&mark, Passed::new(place, page_url.as_str()));
        Ok(cards)
    }

    /// Whether a further sitemap's date is the one it had when it was last read.
    fn is_as_it_was(&self, card: &Card) -> bool {
        let pages = || self.visit.before.pages.values().flat_map(|page| &page.cards);
        self.visit.before.rules == self.visit.rules.hash
            && card.texts.contains_key(LASTMOD)
            && pages().any(|before| before == card)
    }

    /// The pages to ask for: first those not known, the newest first, then those that may have changed. What has the
    /// date it had is counted as it was.
    fn sift(&mut self, cards: Vec<Card>) -> Vec<Card> {
        let before = self.visit.before;
        let dated: HashSet<&Card> = if before.rules == self.visit.rules.hash {
            let cards = before.pages.values().flat_map(|page| &page.cards);
            cards.filter(|card| card.texts.contains_key(LASTMOD)).collect()
        } else {
            HashSet::new()
        };
        let is_known = |card: &Card| before.items.contains_key(&card.external_id);
        let is_read = |card: &Card| is_known(card) && !before.unread.contains_key(&*card.external_id);
        let (same, mut rest): (Vec<Card>, Vec<Card>) =
            cards.into_iter().partition(|card| is_read(card) && dated.contains(card));
        for card in same {
            self.touched.insert(&card.url);
            self.unchanged.push(card.external_id);
        }
        rest.sort_by_cached_key(|card| (is_known(card), Reverse(card.texts.get(LASTMOD).cloned())));
        rest
    }
}

/// The entries that belong to the source and pass its filter.
fn cards(rules: &Rules, sitemap: &sitemap::Sitemap) -> Vec<Card> {
    let Kind::Sitemap(filter) = &rules.kind else { return Vec::new() };
    let further = sitemap.sitemaps.iter().filter(|entry| rules.sites.hold(&entry.url));
    let further = further.map(|entry| {
        let mut card = card(entry, &entry.url);
        card.texts.insert(SITEMAP.to_owned(), String::new());
        card
    });
    let is_taken = |url: &Url| rules.sites.hold(url) && filter.takes(url) && !goes_in_circles(url);
    let pages = sitemap.pages.iter().filter(|entry| is_taken(&entry.url));
    further.chain(pages.map(|entry| card(entry, &canonical(&entry.url)))).take(MOST_CARDS).collect()
}

fn card(entry: &Entry, url: &Url) -> Card {
    let texts = entry.lastmod.iter().map(|written| (LASTMOD.to_owned(), written.clone()));
    Card { texts: texts.collect(), ..Card::new(url.as_str(), url.as_str()) }
}
