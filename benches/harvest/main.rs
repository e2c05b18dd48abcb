//! How fast a partner's site is read: `cargo bench --bench harvest -- [pages] [--scrapy]`.
//!
//! Serves a generated site (or, with `CORPORA=folder`, the practice pages in it) from this machine and reads it with a
//! real source: fetch, extract, compare, store. Prints pages per second, CPU per page by stage, and memory. A second run
//! over the unchanged site follows. `--scrapy` lets Scrapy do fetch and CSS extraction into SQLite on the same pages in
//! between; it comes from the Python Package Index into `target/scrapy`. Politeness is off, which only this program can do.

#![expect(clippy::print_stdout, reason = "prints what it measured")]

mod measure;
mod partner;
mod scrapy;

use std::{env, sync::Arc, time::Duration};

use measure::{Cost, cost_of};
use partner::Partner;
use practice_commons::{
    desk::{Desk, DeskSettings},
    domain::{Clock, Id, Topics, candidate::Known, marker::Source},
    harvest::{Agent, FetchPolicy, Reader},
    jobs::{Answer, Office},
    mail::{Letterhead, Mailbox, Transport},
    store::{
        Blobs, Store,
        owed::{self, Owed},
    },
};

type Error = Box<dyn std::error::Error + Send + Sync>;

/// A trial holds all it read in memory: of more pages the first.
const TRIED: usize = 1_000;

struct Bench {
    store: Store,
    desk: Desk,
    reader: Arc<Reader>,
    source: Id<Source>,
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let pages = env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(10_000);
    if env::args().any(|argument| argument == partner::SERVE) {
        return partner::serve(pages).await;
    }
    let partner = Partner::start(pages)?;
    let pages = partner.pages;
    println!("{pages} pages of {} bytes on average, from {}", partner.average_bytes, partner.url("/"));
    let folder = tempfile::tempdir()?;
    let bench = Bench::open(&partner, folder.path()).await?;

    let fetching = cost_of(partner.fetch_all()).await?;
    fetching.tell("plain fetch of each page", pages);
    let tried = pages.min(TRIED);
    let trying = cost_of(bench.trial(&partner, tried)).await?;
    trying.tell("fetch and extract (a trial)", tried);
    let first = cost_of(bench.run()).await?;
    first.tell("fetch, extract, compare and store (a run)", pages);
    println!(
        "CPU a page: fetch {:.2} ms, extract {:.2} ms, compare and store {:.2} ms",
        fetching.cpu_ms(pages),
        trying.cpu_ms(tried) - fetching.cpu_ms(pages),
        first.cpu_ms(pages) - trying.cpu_ms(tried)
    );
    let second = cost_of(bench.run()).await?;
    second.tell("a second run, nothing changed", pages);
    println!("the second run took 1/{:.1} of the first", first.wall.as_secs_f64() / second.wall.as_secs_f64());
    if env::args().any(|argument| argument == "--scrapy") {
        let theirs: Cost = scrapy::run(&partner).await?;
        theirs.tell("Scrapy: fetch and CSS extraction into SQLite", pages);
        println!("{:.1} times Scrapy", theirs.wall.as_secs_f64() / first.wall.as_secs_f64());
    }
    Ok(())
}

impl Bench {
    async fn open(partner: &Partner, folder: &std::path::Path) -> Result<Self, Error> {
        let url = format!("sqlite:{}", folder.join("bench.db").display());
        let blobs = Blobs::open(&folder.join("files").display().to_string())?;
        let store = Store::open(&url, blobs, Clock::System).await?;
        store.migrate().await?;
        let desk = Desk::new(store.clone(), Topics::embedded(), DeskSettings::default());
        let agent = Agent::new("PracticeCommons", "bench", "https://commons.example/bot")?;
        let policy = FetchPolicy {
            allowed: vec![partner.address.to_string().parse()?],
            least_delay: Duration::ZERO,
            ..FetchPolicy::default()
        };
        let reader = Arc::new(Reader::new(policy, agent, Clock::System)?);
        let slug = desk.source_add(None, None, &partner.settings(partner.pages)?, true).await?;
        let source = practice_commons::store::source_by_slug(&store, &slug).await?.ok_or("the source is there")?.id;
        Ok(Self { store, desk, reader, source })
    }

    /// Nothing is written.
    async fn trial(&self, partner: &Partner, pages: usize) -> Result<(), Error> {
        let reading = self.reader.read(&partner.settings(pages)?, &Known::default()).await;
        if reading.candidates.len() == pages { Ok(()) } else { Err(format!("{:?}", reading.notes).into()) }
    }

    /// As the background work does it, under a lease.
    async fn run(&self) -> Result<(), Error> {
        let mut tx = self.store.begin().await?;
        let now = tx.now();
        owed::owe(&mut tx, self.source, now).await?;
        tx.commit().await?;
        let lease = owed::claim(&self.store, Owed::from(self.source), Duration::from_hours(1)).await?;
        let office = Office {
            desk: self.desk.clone(),
            transport: Transport::Folder(env::temp_dir()),
            letterhead: letterhead()?,
            contact: String::new(),
            reader: Arc::clone(&self.reader),
            resend_after: Duration::from_mins(30),
            schedule_jitter: Duration::ZERO,
            makes_pdfs: false,
        };
        match (office.handlers().harvest)(lease.ok_or("the source is due")?).await? {
            Answer::Done => Ok(()),
            other => Err(format!("{other:?}").into()),
        }
    }
}

fn letterhead() -> Result<Letterhead, Error> {
    let from = Mailbox {
        name: String::new(),
        address: practice_commons::domain::EmailAddress::parse("bench@commons.example").map_err(|e| e.to_string())?,
    };
    Ok(Letterhead { site: "http://localhost".to_owned(), from, reply_to: None, bounces: None })
}
