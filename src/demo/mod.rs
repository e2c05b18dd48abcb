//! The demonstration: everything real, with made-up content, in a temporary folder.
//! Its content also serves the tests.

pub mod content;
mod queue;
pub mod seed;

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use anyhow::Context;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use self::seed::{Bases, FEED, LISTING, Seeded};
use crate::{
    commands::{logging, run, say, wiring},
    config::{self, Config, Flags},
    desk::Desk,
    domain::Clock,
    harvest::{Agent, AllowedHost, FetchPolicy, Reader},
    jobs::{Office, Settings, Work},
    mail::{Transport, transport::Outbox},
    store::{self, Blobs, QueueView, Store},
    web::{
        DemoParts,
        demo::{DemoPartner, PartnerSite, serve},
    },
};

#[derive(Debug, clap::Args)]
pub struct DemoArguments {
    /// The port of the site; the next free one when it is taken, any free one for 0
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Keeps the folder with everything in it at the end
    #[arg(long)]
    keep: bool,
    /// Uses this database instead of an SQLite file in the folder; it must be empty
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Says more about what happens inside
    #[arg(long, short)]
    verbose: bool,
}

/// Short enough to watch.
const UNDO_SECONDS: u32 = 10;
/// How many ports after the one asked for are tried.
const PORTS_TRIED: u16 = 50;

pub async fn run(arguments: DemoArguments) -> anyhow::Result<ExitCode> {
    logging::start_as(false, if arguments.verbose { "info" } else { "warn" })?;
    let stop = run::stop_signal()?;
    let folder = Folder::make(arguments.keep)?;
    say("Practice Commons: what cities send, what editors decide, what readers find.");
    say(&if arguments.keep {
        format!("The demonstration's data is kept in {}.", folder.path.display())
    } else {
        "The demonstration's data is in a temporary folder that is deleted on Ctrl-C (--keep keeps it).".to_owned()
    });
    let listener = free_port(arguments.port).await?;
    let address = listener.local_addr()?;
    if arguments.port != 0 && address.port() != arguments.port {
        say(&format!("Port {} is taken; using {}.", arguments.port, address.port()));
    }
    let demo = Demo::prepare(&folder, &arguments, address, &stop).await?;
    demo.announce().await?;
    let decided = demo.run(listener, stop).await?;
    say(&format!(
        "You decided {decided} practices. Next: `commons config sample > config.toml`, then `commons doctor`, then `commons serve`."
    ));
    Ok(ExitCode::SUCCESS)
}

/// The temporary folder, deleted when dropped unless it is to be kept.
struct Folder {
    path: PathBuf,
    keep: bool,
}

impl Folder {
    fn make(keep: bool) -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!("practice-commons-{}", ulid::Ulid::generate()));
        std::fs::create_dir_all(&path).with_context(|| format!("could not make {}", path.display()))?;
        Ok(Self { path, keep })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.keep {
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

async fn free_port(wanted: u16) -> anyhow::Result<TcpListener> {
    let last = wanted.saturating_add(if wanted == 0 { 0 } else { PORTS_TRIED });
    for port in wanted..=last {
        if let Ok(listener) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            return Ok(listener);
        }
    }
    anyhow::bail!("no port from {wanted} to {last} is free; choose another with --port")
}

/// Everything the demonstration runs.
struct Demo {
    config: Config,
    desk: Desk,
    reader: Arc<Reader>,
    outbox: Outbox,
    seeded: Seeded,
    partners: Vec<DemoPartner>,
}

impl Demo {
    async fn prepare(
        folder: &Folder,
        arguments: &DemoArguments,
        address: SocketAddr,
        stop: &CancellationToken,
    ) -> anyhow::Result<Self> {
        let config = configuration(folder, arguments, address)?;
        let (listing, listing_at) = partner(stop, "listing").await?;
        let (feed, feed_at) = partner(stop, "feed").await?;
        let bases = Bases { listing: format!("http://{listing_at}"), feed: format!("http://{feed_at}") };
        let bar = indicatif::ProgressBar::new_spinner().with_message("filling the demonstration");
        bar.enable_steady_tick(Duration::from_millis(120));
        let (outbox, reader) = (Outbox::default(), reader([listing_at, feed_at])?);
        let seeded = fill(&config, &bases, &outbox, &reader).await.context("could not fill the demonstration")?;
        bar.finish_and_clear();
        let store = wiring::store(&config, wiring::Use::Run).await?;
        let desk = wiring::desk(&config, store)?;
        let partners = vec![
            partner_of("Northern Harbour Cities", &bases.listing, seeded.listing, LISTING, listing),
            partner_of("Réseau Passerelles", &bases.feed, seeded.feed, FEED, feed),
        ];
        Ok(Self { config, desk, reader, outbox, seeded, partners })
    }

    /// The five addresses, each with a reason to go there.
    async fn announce(&self) -> anyhow::Result<()> {
        let (store, now) = (self.desk.store(), self.desk.clock().now());
        let waiting = store::item_count(store, QueueView::All, self.seeded.editor, now).await?;
        let queue = format!("what editors do: {waiting} items wait for a decision");
        let site = self.config.site_url();
        for (name, path, why) in [
            ("Site", "/en/practices".to_owned(), "what readers find: filter by topic, country, year"),
            ("Desk", "/demo/desk".to_owned(), &*queue),
            ("City", self.seeded.city_link.clone(), "what a city sees: the editors have asked it something"),
            ("Mailbox", "/demo/mailbox".to_owned(), "every mail sent; nothing leaves this machine"),
            ("Docs", "/demo/guides".to_owned(), "guides for cities, editors and operators"),
        ] {
            say(&format!("{name:<8} {site}{path}  {why}"));
        }
        say("Ctrl-C ends it.");
        Ok(())
    }

    /// Runs until somebody asks it to stop; answers how many decisions were made.
    async fn run(self, listener: TcpListener, stop: CancellationToken) -> anyhow::Result<i64> {
        let office = office(&self.config, &self.desk, &self.outbox, &self.reader)?;
        let store = self.desk.store().clone();
        let started = store.clock().now();
        let work = Work::new(store.clone(), office.handlers(), Settings::default());
        let readiness = work.readiness();
        let parts = DemoParts { outbox: self.outbox, editor: self.seeded.editor, partners: self.partners };
        let site = wiring::site(&self.config);
        let problems = Arc::new(move || readiness.problems());
        let index = wiring::index_in_memory()?;
        let app = wiring::app(self.desk.clone(), site, self.reader, problems, Some(parts), index);
        let site = tokio::spawn(run::site_on(app, listener, stop.clone()));
        let worked = work.run(stop.clone()).await;
        stop.cancel();
        site.await.context("the site ended")??;
        worked?;
        let decided = store::decision_count_by(&store, self.seeded.editor, started).await?;
        store.close().await;
        Ok(decided)
    }
}

fn configuration(folder: &Folder, arguments: &DemoArguments, address: SocketAddr) -> anyhow::Result<Config> {
    let flags = Flags { data: Some(folder.path.clone()), listen: Some(address.to_string()), ..Flags::default() };
    let mut config = config::load(&flags, [])?;
    config.review.undo_seconds = UNDO_SECONDS;
    "practices@practices.example".clone_into(&mut config.mail.from);
    config.mail.reply_to = Some("desk@practices.example".to_owned());
    config.data.url.clone_from(&arguments.database);
    Ok(config)
}

/// Fills the database with a clock that is moved about, and closes it.
async fn fill(config: &Config, bases: &Bases, outbox: &Outbox, reader: &Arc<Reader>) -> anyhow::Result<Seeded> {
    let now = Clock::System.now();
    let store = Store::open(&config.database_url(), Blobs::open(&config.files())?, Clock::fixed(now)).await?;
    store.migrate().await?;
    let desk = wiring::desk(config, store.clone())?;
    let letter = office(config, &desk, outbox, reader)?.handlers().letter;
    let seeded = seed::seed(&desk, letter, bases, &config.site_url(), now).await;
    store.close().await;
    seeded
}

/// Background work whose letters go into the mailbox page.
fn office(config: &Config, desk: &Desk, outbox: &Outbox, reader: &Arc<Reader>) -> anyhow::Result<Office> {
    Ok(Office {
        desk: desk.clone(),
        transport: Transport::Memory(outbox.clone()),
        letterhead: wiring::letterhead(config)?,
        contact: config.web.contact.clone(),
        reader: Arc::clone(reader),
        makes_pdfs: true,
        resend_after: crate::mail::relay::RESEND_AFTER,
        schedule_jitter: Duration::ZERO,
    })
}

async fn partner(stop: &CancellationToken, folder: &str) -> anyhow::Result<(Arc<PartnerSite>, SocketAddr)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let site = Arc::new(PartnerSite::new(content::partner(folder, &format!("http://{address}"))));
    tokio::spawn(run::serve_on(listener, serve(Arc::clone(&site)), stop.clone()));
    Ok((site, address))
}

fn partner_of(
    name: &str,
    base: &str,
    source: crate::domain::Id<crate::domain::marker::Source>,
    slug: &str,
    site: Arc<PartnerSite>,
) -> DemoPartner {
    DemoPartner { name: name.to_owned(), address: format!("{base}/"), source, source_slug: slug.to_owned(), site }
}

/// Reads this machine's own two partner sites, which no other configuration could.
fn reader(partners: [SocketAddr; 2]) -> anyhow::Result<Arc<Reader>> {
    let allowed =
        partners.iter().map(|address| address.to_string().parse::<AllowedHost>()).collect::<Result<_, _>>()?;
    let policy = FetchPolicy { allowed, least_delay: Duration::ZERO, ..FetchPolicy::default() };
    let agent = Agent::new("PracticeCommons", env!("CARGO_PKG_VERSION"), "demo@practices.example")?;
    Ok(Arc::new(Reader::new(policy, agent, Clock::System)?))
}
