//! A reading from end to end: listing pages or feeds, then the practices they name, then how it went.
//! Must not know how a page is fetched or a rule applied; it puts the steps in order and counts.

mod cards;
mod data_run;
mod digests;
mod failing;
mod feed_run;
mod lists;
mod oai_run;
mod page_again;
mod pages_run;
mod practices;
mod resume;
mod same;
mod sitemap_run;
mod verdict;
mod waiting;

pub(super) use data_run::parse;
pub use page_again::PageAgain;

use self::{
    digests::{Digest, Digests},
    failing::Failing,
    waiting::Waiting,
};

use std::{
    collections::{HashMap, HashSet},
    num::NonZero,
    sync::{Arc, LazyLock},
    thread,
    time::Duration,
};

use indexmap::IndexSet;
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;

use super::{
    Reader,
    fetch::Stop,
    kinds::Kind,
    personal,
    portions::PutAway,
    repeats::Layout,
    visit::{AtHand, Fetched, Visit},
};
use crate::domain::{
    Candidate, Draft, Reading, SourceSettings, Timestamp,
    candidate::{Change, Gone, Known, KnownItem, KnownPage, Note, OUT_OF_TIME, Origins, OtherReading, PictureAtSource},
    reading::{Counts, FetchFault, Ground, Outcome, Passed, Snapshot},
    same_page,
};

/// What one reading may hold in memory.
const MOST_SNAPSHOT_BYTES: usize = 128 * 1024 * 1024;
const MOST_NOTES: usize = 50;

impl Reader {
    /// Reads a source once. What it found the last time, `known`, spares it what has not changed; nothing is written
    /// anywhere, so a trial and a run are the same.
    pub async fn read(&self, settings: &SourceSettings, known: &Known) -> Reading {
        self.read_into(settings, known, Company::default()).await
    }

    /// The same for a run that may be long: what it finds is handed over while it goes on.
    pub async fn read_in_portions(&self, settings: &SourceSettings, known: &Known, put_away: PutAway) -> Reading {
        self.read_into(settings, known, Company { put_away: Some(put_away), ..Company::default() }).await
    }

    /// The same for somebody who waits for it: what was found by then is all there is.
    pub async fn read_within(&self, settings: &SourceSettings, known: &Known, within: Duration) -> Reading {
        self.read_into(settings, known, Company { within: Some(within), ..Company::default() }).await
    }

    /// The same, with pages that were fetched a moment ago.
    pub(super) async fn read_sharing(&self, settings: &SourceSettings, known: &Known, at_hand: AtHand) -> Reading {
        self.read_into(settings, known, Company { at_hand: Some(at_hand), ..Company::default() }).await
    }

    async fn read_into(&self, settings: &SourceSettings, known: &Known, company: Company) -> Reading {
        let started_at = self.clock.now();
        let rules = match self.compile(settings) {
            Ok(rules) => Arc::new(rules),
            Err(errors) => {
                return Reading {
                    started_at,
                    finished_at: started_at,
                    outcome: Outcome::Invalid(errors),
                    candidates: Vec::new(),
                    unchanged: Vec::new(),
                    gone: Vec::new(),
                    snapshots: Vec::new(),
                    failed: Vec::new(),
                    counts: Counts::default(),
                    known: known.clone(),
                    unusual: None,
                    notes: Vec::new(),
                    retry_after: None,
                };
            }
        };
        let delay = Duration::from_secs(u64::from(settings.limits.delay));
        let mut visit = Visit::new(self, Arc::clone(&rules), delay, known);
        if let Some(at_hand) = company.at_hand {
            visit = visit.sharing(at_hand);
        }
        let mut run = Run::new(settings, visit, company.put_away);
        let ended = match company.within {
            None => run.all(&rules.kind).await,
            Some(within) => match tokio::time::timeout(within, run.all(&rules.kind)).await {
                Ok(ended) => ended,
                Err(_) => run.out_of_time(within),
            },
        };
        run.trouble = run.trouble.or(ended.err());
        run.finish(started_at)
    }
}

/// What a reading may be given besides.
#[derive(Default)]
struct Company {
    within: Option<Duration>,
    put_away: Option<PutAway>,
    at_hand: Option<AtHand>,
}

/// What a reading has found so far.
struct Run<'a> {
    settings: &'a SourceSettings,
    visit: Visit<'a>,
    /// External ids in the order of the listing.
    listed: IndexSet<Arc<str>>,
    /// Whether every listing page was seen to its end.
    listed_fully: bool,
    candidates: Vec<Candidate>,
    /// How many there were, those put away included.
    new: usize,
    changed: usize,
    unchanged: Vec<Arc<str>>,
    gone: Vec<Gone>,
    snapshots: Vec<Snapshot>,
    snapshot_bytes: usize,
    put_away: Option<PutAway>,
    /// Pages gone through that are not put away yet.
    passed: Vec<Passed>,
    ground: Ground,
    /// What was put away says something else by now.
    reads_anew: bool,
    /// The page each candidate was read from, by external id.
    pages: HashMap<String, String>,
    /// The pages the list names, by [`same_page::key`], with the external ids of what is told there.
    own_pages: HashMap<Digest, Arc<str>>,
    notes: Vec<Note>,
    /// Addresses asked for: what is remembered of others is forgotten after a full reading.
    touched: Digests,
    /// Pages read on which no rule found a title.
    untitled: u32,
    /// What the practices of this reading say, and what several have said.
    said: HashMap<Digest, same::Said>,
    said_again: HashSet<Digest>,
    /// Practices read without rules, until it is known what their pages repeat.
    waiting: Vec<Waiting>,
    layout: Layout,
    failing: Failing,
    /// The first thing that kept the source from being read to the end.
    trouble: Option<Stop>,
}

/// Something read that may be a candidate.
struct Story {
    external_id: String,
    url: String,
    canonical: Option<String>,
    draft: Draft,
    published_at: Option<Timestamp>,
    snapshot: String,
    notes: Vec<Note>,
    origins: Origins,
    readings: Vec<OtherReading>,
    pictures: Vec<PictureAtSource>,
}

impl Story {
    fn leave_out_contacts(&mut self) {
        let Self { draft, origins, readings, pictures, notes, .. } = self;
        personal::leave_out_of_all(draft, origins, readings, pictures, notes);
    }
}

impl<'a> Run<'a> {
    fn new(settings: &'a SourceSettings, visit: Visit<'a>, put_away: Option<PutAway>) -> Self {
        let layout = Layout::of(&visit.after.pages);
        Self {
            settings,
            visit,
            listed: IndexSet::new(),
            listed_fully: true,
            candidates: Vec::new(),
            new: 0,
            changed: 0,
            unchanged: Vec::new(),
            gone: Vec::new(),
            snapshots: Vec::new(),
            snapshot_bytes: 0,
            put_away,
            passed: Vec::new(),
            ground: Ground::New,
            reads_anew: false,
            pages: HashMap::new(),
            own_pages: HashMap::new(),
            notes: Vec::new(),
            touched: Digests::default(),
            untitled: 0,
            said: HashMap::new(),
            said_again: HashSet::new(),
            waiting: Vec::new(),
            layout,
            failing: Failing::default(),
            trouble: None,
        }
    }

    async fn all(&mut self, kind: &Kind) -> Result<(), Stop> {
        match kind {
            Kind::Pages(_) => self.pages().await,
            Kind::Feed => self.feeds().await,
            Kind::Sitemap(_) => self.sitemaps().await,
            Kind::Oai { .. } => self.repositories().await,
            Kind::Json(_) | Kind::JsonLd { .. } | Kind::Ckan { .. } => self.data().await,
        }
    }

    /// What was found so far stands; when that is nothing at all, the site was too slow.
    fn out_of_time(&mut self, within: Duration) -> Result<(), Stop> {
        self.listed_fully = false;
        self.note(Note::new(OUT_OF_TIME).with("seconds", within.as_secs()));
        if self.listed.is_empty() && !self.has_candidates() { Err(FetchFault::TimedOut.into()) } else { Ok(()) }
    }

    fn file(&mut self, mut story: Story) {
        story.leave_out_contacts();
        self.compare(story);
    }

    /// A candidate if its content is new to us.
    fn compare(&mut self, story: Story) {
        let content_hash = content_hash(&story.draft);
        // Put away before its list was begun anew: what it says now takes that place.
        let is_begun = match self.take_begun(&story.external_id) {
            Some(begun) if begun.content_hash == content_hash && begun.url == story.url => {
                return self.count_as_read(begun);
            }
            begun => begun.is_some(),
        };
        self.reads_anew |= is_begun;
        let known = self.visit.before.items.get(story.external_id.as_str());
        let name = self.name(&story.external_id);
        let item = KnownItem { url: self.name(&story.url), content_hash: content_hash.clone() };
        self.visit.after.items.insert(Arc::clone(&name), Arc::new(item));
        let change = match known {
            // At another address it is a change, though it says the same.
            Some(known)
                if known.content_hash == content_hash && same_page::is_same(&known.url, &story.url) && !is_begun =>
            {
                self.unchanged.push(name);
                return;
            }
            Some(_) => Change::Changed,
            None => Change::New,
        };
        self.count(change);
        let Story { external_id, url, canonical, draft, published_at, snapshot, notes, origins, readings, pictures } =
            story;
        self.candidates.push(Candidate {
            external_id,
            url,
            canonical,
            draft,
            published_at,
            snapshot,
            content_hash,
            change,
            notes,
            origins,
            readings,
            pictures,
        });
    }

    fn count(&mut self, change: Change) {
        match change {
            Change::New => self.new += 1,
            Change::Changed => self.changed += 1,
        }
    }

    fn has_candidates(&self) -> bool {
        self.new + self.changed > 0
    }

    /// A text that is the same as what a list named lies in memory once.
    fn name(&self, text: &str) -> Arc<str> {
        self.listed.get(text).cloned().unwrap_or_else(|| text.into())
    }

    fn remember(&mut self, fetched: &Fetched, page: KnownPage) {
        let page =
            KnownPage { validators: fetched.validators.clone(), sha256: fetched.snapshot.sha256.clone(), ..page };
        self.visit.after.pages.insert(self.name(fetched.url.as_str()), Arc::new(page));
    }

    fn keep(&mut self, snapshot: Snapshot) -> Result<(), Stop> {
        self.snapshot_bytes += snapshot.bytes.len();
        if self.snapshot_bytes > MOST_SNAPSHOT_BYTES {
            return Err(FetchFault::TooLarge.into());
        }
        self.snapshots.push(snapshot);
        Ok(())
    }

    fn note(&mut self, note: Note) {
        if self.notes.len() < MOST_NOTES && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// What may be parsed at once in this process, in MiB: a page takes ten times as much while it is (P15).
const MOST_PARSED: u32 = 10;
static PARSERS: Semaphore = Semaphore::const_new(MOST_PARSED as usize);

/// Parsing is work: it is done where it holds up nothing else, and a parser that gives up ends only its page. `bytes` are
/// what it parses; pages of usual size are parsed side by side, one on each core.
pub(super) async fn blocking<T: Send + 'static>(
    bytes: usize,
    work: impl FnOnce() -> Result<T, FetchFault> + Send + 'static,
) -> Result<T, FetchFault> {
    let turn = PARSERS.acquire_many(share(bytes)).await;
    let parsing = move || {
        // Kept to the end, also where nobody waits for it any more.
        let _turn = turn;
        work()
    };
    tokio::task::spawn_blocking(parsing).await.unwrap_or(Err(FetchFault::Unreadable))
}

/// What the smallest page counts as: then each core has one.
static LEAST_PARSED: LazyLock<u32> = LazyLock::new(|| {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    MOST_PARSED / u32::try_from(cores).unwrap_or(MOST_PARSED).min(MOST_PARSED)
});

fn share(bytes: usize) -> u32 {
    u32::try_from(bytes.div_ceil(1 << 20)).unwrap_or(MOST_PARSED).clamp(*LEAST_PARSED, MOST_PARSED)
}

fn content_hash(draft: &Draft) -> String {
    let mut hasher = Sha256::new();
    for (field, text) in draft.fields() {
        hasher.update(field.name());
        hasher.update([0]);
        hasher.update(text);
        hasher.update([0]);
    }
    hex::encode(hasher.finalize())
}

/// Addresses that name exactly one of the items known.
fn by_address(known: &Known) -> HashMap<&str, &str> {
    let mut ids: HashMap<&str, Vec<&str>> = HashMap::new();
    for (id, item) in &known.items {
        ids.entry(&item.url).or_default().push(id);
    }
    ids.into_iter().filter_map(|(url, ids)| if let [id] = ids[..] { Some((url, id)) } else { None }).collect()
}
