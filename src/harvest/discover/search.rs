//! A search under way: what was fetched, what was tried, what was found. Each page is asked for once, as politely as by a
//! run, and guesses are few.

use std::{collections::HashSet, sync::Arc, time::Duration};

use tokio::time::Instant;
use url::Url;

use super::{
    super::{
        Reader, charset,
        fetch::Stop,
        visit::{AtHand, Fetched, Visit, Visited},
    },
    Discovery, Offer, SHOWN, Way,
};
use crate::domain::{
    Candidate, Field, SourceSettings,
    candidate::{Known, Note},
    reading::{FetchFault, Refusal},
    source::{SourceKind, WebAddress},
};

const MOST_OFFERS: usize = 5;
/// Ways that are read; each asks the partner for a few pages.
const MOST_ATTEMPTS: usize = 8;
/// Addresses asked for because something often lies there, though nothing names them.
const MOST_GUESSES: usize = 12;
/// Sitemaps read for one offer: an index, and some of what it names.
pub(super) const MOST_SITEMAPS: u32 = 4;

pub(super) struct Search<'a> {
    reader: &'a Reader,
    pub(super) deadline: Instant,
    at_hand: AtHand,
    /// robots.txt of the hosts asked so far.
    pub(super) known: Known,
    /// Addresses that were tried as feeds or the like.
    pub(super) tried: HashSet<Url>,
    attempts: usize,
    guesses: usize,
    /// Each offer with its weight.
    offers: Vec<(f64, Offer)>,
    notes: Vec<Note>,
}

impl<'a> Search<'a> {
    pub(super) fn new(reader: &'a Reader, within: Duration) -> Self {
        Self {
            reader,
            deadline: Instant::now() + within,
            at_hand: AtHand::default(),
            known: Known::default(),
            tried: HashSet::new(),
            attempts: 0,
            guesses: 0,
            offers: Vec::new(),
            notes: Vec::new(),
        }
    }

    pub(super) async fn run(&mut self, address: &WebAddress) {
        let host = address.url().host_str().unwrap_or_default().to_owned();
        let mut settings = SourceSettings::of_feed(&host, address.as_str(), &origin(address.url()));
        let fetched = match self.fetch(&settings, address.url()).await {
            Ok(fetched) => fetched,
            Err(stop) => return self.stopped(&stop),
        };
        settings.addresses = vec![fetched.url.to_string()];
        let text = text_of(&fetched);
        let hint = if is_page(&fetched, &text) {
            match self.page(settings, text, &fetched.url).await {
                Ok(hint) => hint,
                Err(stop) => return self.stopped(&stop),
            }
        } else {
            self.document(settings, text, &fetched.url).await;
            None
        };
        self.explain_nothing(hint);
    }

    /// What was found, the best first.
    pub(super) fn ended(mut self) -> Discovery {
        self.offers.sort_by(|one, other| other.0.total_cmp(&one.0));
        self.offers.truncate(MOST_OFFERS);
        Discovery { offers: self.offers.into_iter().map(|(_, offer)| offer).collect(), notes: self.notes }
    }

    pub(super) const fn has_offers(&self) -> bool {
        !self.offers.is_empty()
    }

    /// Whether an address that nothing names may still be asked for.
    pub(super) fn may_guess(&mut self, url: &Url) -> bool {
        self.guesses += 1;
        self.guesses <= MOST_GUESSES && self.tried.insert(url.clone())
    }

    /// One page, as a run by these settings would fetch it.
    pub(super) async fn fetch(&mut self, settings: &SourceSettings, url: &Url) -> Result<Fetched, Stop> {
        self.ask(settings, url, false).await
    }

    /// A script of the site, which no run asks for.
    pub(super) async fn script(&mut self, settings: &SourceSettings, url: &Url) -> Result<String, Stop> {
        self.ask(settings, url, true).await.map(|fetched| text_of(&fetched))
    }

    async fn ask(&mut self, settings: &SourceSettings, url: &Url, is_script: bool) -> Result<Fetched, Stop> {
        let Ok(rules) = self.reader.compile(settings) else { return Err(Stop::Refused(Refusal::Malformed)) };
        let delay = self.delay(settings, url);
        let mut visit = Visit::new(self.reader, Arc::new(rules), delay, &self.known).sharing(self.at_hand.clone());
        if is_script {
            visit = visit.taking_scripts();
        }
        let visited = visit.page(url, false).await;
        let robots = visit.after.robots;
        self.known.robots.extend(robots);
        match visited? {
            Visited::New(fetched) => Ok(*fetched),
            Visited::Same(_) => Err(Stop::Failed(FetchFault::Status(304))),
        }
    }

    /// Hosts the operator opened one by one are looked at without pauses; everybody else gets the usual ones.
    fn delay(&self, settings: &SourceSettings, url: &Url) -> Duration {
        if self.reader.policy.allows(url) { Duration::ZERO } else { Duration::from_secs(settings.limits.delay.into()) }
    }

    /// Reads the first practices; a way that finds none is no offer. Whether it is one.
    pub(super) async fn attempt(&mut self, way: Way) -> bool {
        self.attempts += 1;
        if self.attempts > MOST_ATTEMPTS || self.offers.iter().any(|(_, offer)| offer.settings == way.settings) {
            return false;
        }
        let mut few = way.settings.clone();
        few.limits.pages = if matches!(few.kind, SourceKind::Sitemap { .. }) { MOST_SITEMAPS } else { 1 };
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
            return false;
        }
        reading.candidates.truncate(SHOWN as usize);
        let weight = way.prior + weight(&reading.candidates);
        self.offers.push((weight, Offer { settings: way.settings, how: way.how, reading }));
        true
    }

    pub(super) fn stopped(&mut self, stop: &Stop) {
        self.note(match stop {
            Stop::Refused(refusal) => refusal.note(),
            Stop::Failed(fault) => fault.note(),
        });
    }

    fn explain_nothing(&mut self, hint: Option<Note>) {
        if self.offers.is_empty() {
            if let Some(hint) = hint {
                self.note(hint);
            }
            self.note(Note::new("source-find-nothing"));
        } else {
            // What other ways did not find matters to nobody now, but that the page pasted shows a visitor more than it
            // holds does: what is offered may be another list.
            self.notes.clear();
            if let Some(hint) = hint.filter(|hint| hint.phrase == "source-note-scripts") {
                self.note(hint);
            }
        }
    }

    pub(super) fn note(&mut self, note: Note) {
        if !self.notes.iter().any(|known| known.phrase == note.phrase) {
            self.notes.push(note);
        }
    }
}

/// How much is told of each practice: texts above all, then place and time; and whether there is more than one.
#[expect(clippy::cast_precision_loss, reason = "at most a hundred words, at most three practices")]
fn weight(candidates: &[Candidate]) -> f64 {
    const ENOUGH_WORDS: usize = 100;
    let told = |candidate: &Candidate| {
        let has = |field: Field| if candidate.draft.get(field).trim().is_empty() { 0.0 } else { 1.0 };
        let words: usize = candidate.draft.fields().map(|(_, text)| text.split_whitespace().count()).sum();
        3.0 * words.min(ENOUGH_WORDS) as f64 / ENOUGH_WORDS as f64 + has(Field::Cities) + has(Field::Period)
    };
    let few = if candidates.len() < SHOWN as usize { 1.0 } else { 0.0 };
    candidates.iter().map(told).sum::<f64>() / candidates.len().max(1) as f64 - few
}

pub(super) fn text_of(fetched: &Fetched) -> String {
    charset::decode(&fetched.snapshot.bytes, fetched.content_type.as_deref(), fetched.url.host_str())
}

fn is_page(fetched: &Fetched, text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let is_data = ["<?xml", "<rss", "<feed", "<rdf:RDF", "{", "["].iter().any(|mark| start.starts_with(mark));
    fetched.snapshot.content_type.contains("html") && (!is_data || text.contains("<html"))
}

fn origin(url: &Url) -> String {
    format!("{}/", url.origin().ascii_serialization())
}
