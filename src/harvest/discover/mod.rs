//! From an address to ways of reading what lies there: feeds, sitemaps, lists on the page. Each way found is a complete
//! set of settings with its first real practices, read as a run would read them.
//! Must not know what becomes of an offer; nothing is written anywhere.

mod list;
mod look;
mod onward;
mod shape;

use std::{collections::HashSet, sync::Arc, time::Duration};

use tokio::time::Instant;
use url::Url;

use super::{
    Reader, charset,
    fetch::Stop,
    read::blocking,
    rules::Rules,
    sites::Sites,
    visit::{AtHand, Fetched, Visit, Visited},
};
use crate::domain::{
    Reading, SourceSettings,
    candidate::{Known, Note},
    reading::{Fix, Fixed},
    source::{ListingRules, SourceKind, WebAddress},
};
use look::Looked;

/// Practices shown with each offer.
pub const SHOWN: u32 = 3;
const MOST_OFFERS: usize = 5;
/// Ways of one kind that are tried.
const MOST_LISTS: usize = 2;

/// Where feeds lie when no page says so.
const FEED_PATHS: [&str; 5] = ["/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/rss"];

/// What an address offers.
#[derive(Debug, Default)]
pub struct Discovery {
    /// The best first.
    pub offers: Vec<Offer>,
    /// Why there are none, or what stood in the way of more: phrases `source-…`.
    pub notes: Vec<Note>,
}

/// One way to read a site.
#[derive(Debug)]
pub struct Offer {
    /// Complete: they can be kept as they are.
    pub settings: SourceSettings,
    /// What was found, in words: a phrase `source-offer-…`.
    pub how: Note,
    /// The first practices, at most [`SHOWN`].
    pub reading: Reading,
}

/// A way worth trying.
struct Way {
    settings: SourceSettings,
    how: Note,
}

impl Reader {
    /// Looks for ways to read what lies at an address, politely and for no longer than `within`: what was found by then
    /// is offered.
    pub async fn discover(&self, address: &WebAddress, within: Duration) -> Discovery {
        let mut search = Search::new(self, within);
        let deadline = search.deadline;
        if tokio::time::timeout_at(deadline, search.run(address)).await.is_err() {
            search.note(Note::new("source-find-late").with("seconds", within.as_secs()));
        }
        search.found
    }
}

impl Offer {
    /// The offer as it is kept for an editor.
    #[must_use]
    pub fn into_fix(self) -> Fix {
        let found = self.reading.candidates.into_iter();
        let found = found.map(|one| Fixed { external_id: one.external_id, url: one.url, draft: one.draft }).collect();
        Fix { how: self.how, settings: self.settings, found }
    }
}

impl Reader {
    /// Looks for other ways to read a source whose rules find nothing any more: the pages read automatically, and whatever
    /// its first address offers. Name, contact, schedule and limits stay.
    pub async fn mend(&self, settings: &SourceSettings, within: Duration) -> Discovery {
        let mut search = Search::new(self, within);
        let deadline = search.deadline;
        let looking = async {
            let is_ruled = !settings.fields.is_empty() || !settings.published.is_empty();
            if is_ruled && matches!(settings.kind, SourceKind::Pages { .. }) {
                let fields = std::collections::BTreeMap::new();
                let automatic = SourceSettings { fields, published: Vec::new(), ..settings.clone() };
                search.attempt(Way { settings: automatic, how: Note::new("source-offer-automatic") }).await;
            }
            if let Some(address) = settings.addresses.first().and_then(|address| WebAddress::parse(address).ok()) {
                search.run(&address).await;
            }
        };
        if tokio::time::timeout_at(deadline, looking).await.is_err() {
            search.note(Note::new("source-find-late").with("seconds", within.as_secs()));
        }
        for offer in &mut search.found.offers {
            let found = std::mem::replace(&mut offer.settings, settings.clone());
            offer.settings.kind = found.kind;
            offer.settings.addresses = found.addresses;
            offer.settings.fields = found.fields;
            offer.settings.published = found.published;
        }
        search.found.offers.retain(|offer| offer.settings != *settings);
        search.found
    }
}

/// A search under way.
struct Search<'a> {
    reader: &'a Reader,
    deadline: Instant,
    at_hand: AtHand,
    /// robots.txt of the hosts asked so far.
    known: Known,
    /// Addresses that were tried as feeds or the like.
    tried: HashSet<Url>,
    found: Discovery,
}

impl<'a> Search<'a> {
    fn new(reader: &'a Reader, within: Duration) -> Self {
        Self {
            reader,
            deadline: Instant::now() + within,
            at_hand: AtHand::default(),
            known: Known::default(),
            tried: HashSet::new(),
            found: Discovery::default(),
        }
    }

    async fn run(&mut self, address: &WebAddress) {
        let host = address.url().host_str().unwrap_or_default().to_owned();
        let mut settings = SourceSettings::of_feed(&host, address.as_str(), &origin(address.url()));
        let fetched = match self.fetch(&settings, address.url()).await {
            Ok(fetched) => fetched,
            Err(stop) => return self.stopped(&stop),
        };
        let here = fetched.url.clone();
        settings.addresses = vec![here.to_string()];
        let text = charset::decode(&fetched.snapshot.bytes, fetched.content_type.as_deref(), here.host_str());
        if !is_page(&fetched, &text) {
            self.attempt(Way { settings, how: Note::new("source-offer-feed-itself") }).await;
            return self.explain_nothing(None);
        }
        let sites = Sites::of(&settings);
        let (place, page) = (here.clone(), text);
        let looked = match blocking(move || look::look(&page, &place, &sites)).await {
            Ok(looked) => looked,
            Err(fault) => return self.stopped(&Stop::Failed(fault)),
        };
        Self::describe(&mut settings, &looked, &host);
        for way in lists(&settings, &looked) {
            self.attempt(way).await;
        }
        for feed in &looked.feeds {
            self.feed(&settings, feed).await;
        }
        if self.found.offers.is_empty() {
            for path in FEED_PATHS {
                if let Ok(url) = here.join(path) {
                    self.feed(&settings, &url).await;
                }
                if !self.found.offers.is_empty() {
                    break;
                }
            }
        }
        self.explain_nothing(looked.hint.as_ref());
    }

    fn describe(settings: &mut SourceSettings, looked: &Looked, host: &str) {
        settings.name = looked.name.clone().unwrap_or_else(|| host.to_owned());
        settings.language.clone_from(&looked.language);
        if let Some(contact) = &looked.contact {
            settings.contact.clone_from(contact);
        }
    }

    async fn feed(&mut self, settings: &SourceSettings, url: &Url) {
        if self.found.offers.len() < MOST_OFFERS && self.tried.insert(url.clone()) {
            let settings =
                SourceSettings { addresses: vec![url.to_string()], kind: SourceKind::Feed, ..settings.clone() };
            self.attempt(Way { settings, how: Note::new("source-offer-feed").with("url", url) }).await;
        }
    }

    /// One page, as a run would fetch it.
    async fn fetch(&mut self, settings: &SourceSettings, url: &Url) -> Result<Fetched, Stop> {
        let Ok(rules) = Rules::compile(settings) else {
            return Err(Stop::Refused(crate::domain::reading::Refusal::Malformed));
        };
        let delay = self.delay(settings, url);
        let mut visit = Visit::new(self.reader, Arc::new(rules), delay, &self.known).sharing(self.at_hand.clone());
        let visited = visit.page(url, false).await;
        let robots = visit.after.robots;
        self.known.robots.extend(robots);
        match visited? {
            Visited::New(fetched) => Ok(*fetched),
            Visited::Same(_) => Err(Stop::Failed(crate::domain::reading::FetchFault::Status(304))),
        }
    }

    /// Hosts the operator opened one by one are looked at without pauses; everybody else gets the usual ones.
    fn delay(&self, settings: &SourceSettings, url: &Url) -> Duration {
        if self.reader.policy.allows(url) { Duration::ZERO } else { Duration::from_secs(settings.limits.delay.into()) }
    }

    /// Reads the first practices; a way that finds none is no offer.
    async fn attempt(&mut self, way: Way) {
        let mut few = way.settings.clone();
        few.limits.pages = 1;
        few.limits.items = SHOWN;
        if let Some(url) = few.addresses.first().and_then(|address| Url::parse(address).ok()) {
            few.limits.delay = u32::try_from(self.delay(&few, &url).as_secs()).unwrap_or_default();
        }
        let mut reading = self.reader.read_sharing(&few, &self.known, self.at_hand.clone()).await;
        self.known.robots.extend(std::mem::take(&mut reading.known.robots));
        reading.notes.retain(|note| !matches!(note.phrase.as_str(), "source-note-item-cap" | "source-note-page-cap"));
        if reading.candidates.is_empty() {
            for note in reading.notes.into_iter().take(1) {
                self.note(note);
            }
            return;
        }
        self.found.offers.push(Offer { settings: way.settings, how: way.how, reading });
    }

    fn stopped(&mut self, stop: &Stop) {
        self.note(match stop {
            Stop::Refused(refusal) => refusal.note(),
            Stop::Failed(fault) => fault.note(),
        });
    }

    fn explain_nothing(&mut self, hint: Option<&Note>) {
        if self.found.offers.is_empty() {
            if let Some(hint) = hint {
                self.note(hint.clone());
            }
            self.note(Note::new("source-find-nothing"));
        } else {
            // What other ways did not find matters to nobody now.
            self.found.notes.clear();
        }
    }

    fn note(&mut self, note: Note) {
        if !self.found.notes.iter().any(|known| known.phrase == note.phrase) {
            self.found.notes.push(note);
        }
    }
}

fn is_page(fetched: &Fetched, text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let is_data = ["<?xml", "<rss", "<feed", "<rdf:RDF", "{"].iter().any(|mark| start.starts_with(mark));
    fetched.snapshot.content_type.contains("html") && (!is_data || text.contains("<html"))
}

fn origin(url: &Url) -> String {
    format!("{}/", url.origin().ascii_serialization())
}

/// The page's lists as settings.
fn lists(settings: &SourceSettings, looked: &Looked) -> Vec<Way> {
    let best = looked.lists.first().map_or(0.0, |list| list.weight);
    let likely = looked.lists.iter().take(MOST_LISTS).filter(|list| list.weight >= 0.6 * best);
    let way = |list: &list::List| {
        let listing = ListingRules { pagination: looked.pagination.clone(), ..list.rules.clone() };
        let phrase = if looked.pagination.is_some() { "source-offer-list-pages" } else { "source-offer-list" };
        let settings = SourceSettings { kind: SourceKind::Pages { listing }, ..settings.clone() };
        Way { settings, how: Note::new(phrase).with("count", list.urls.len()) }
    };
    likely.map(way).collect()
}
