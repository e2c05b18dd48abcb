//! Putting the rooms together from the configuration.

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::Context;

use super::turns::SharedTurns;
use crate::{
    config::Config,
    desk::{Desk, DeskSettings},
    domain::{Clock, EmailAddress, Topics},
    harvest::{Agent, FetchPolicy, Reader},
    jobs::{Office, Settings},
    mail::{Letterhead, Mailbox, SmtpSettings, Transport, smtp},
    search::Index,
    store::{Blobs, Store},
    web::{App, DemoParts, Parts, SiteSettings, app::Problems},
};

/// How a command uses the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Runs the program: alone on an SQLite file.
    Run,
    /// A short look or change beside a running program.
    Beside,
}

/// Opens the database and the files beside it; a running program brings the schema to this version.
pub async fn store(config: &Config, how: Use) -> anyhow::Result<Store> {
    let url = config.database_url();
    if let Some(path) = url.strip_prefix("sqlite:")
        && let Some(folder) = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder).with_context(|| format!("could not make the folder {}", folder.display()))?;
    }
    let blobs = Blobs::open(&config.files())?;
    let store = match how {
        Use::Run => Store::open(&url, blobs, Clock::System).await?,
        Use::Beside => Store::open_beside(&url, blobs, Clock::System).await?,
    };
    if how == Use::Run {
        store.migrate().await?;
    }
    Ok(store)
}

/// The database for a command that can do without: it shares the turns at hosts with a running program. None where there is
/// no database yet, or none that answers.
pub async fn store_if_any(config: &Config) -> Option<Store> {
    let url = config.database_url();
    if url.strip_prefix("sqlite:").is_some_and(|path| !Path::new(path.trim_start_matches("//")).exists()) {
        return None;
    }
    let blobs = Blobs::open("memory:").ok()?;
    Store::open_beside(&url, blobs, Clock::System).await.ok()
}

pub fn desk(config: &Config, store: Store) -> anyhow::Result<Desk> {
    let minutes = |n: u32| Duration::from_secs(u64::from(n) * 60);
    let settings = DeskSettings {
        undo_window: Duration::from_secs(u64::from(config.review.undo_seconds)),
        review_within: minutes(config.review.days * 24 * 60),
        claim_lasts: minutes(config.review.claim_minutes),
        mail_domain: address(&config.mail.from)?.domain().to_owned(),
        ..DeskSettings::default()
    };
    Ok(Desk::new(store, Topics::embedded(), settings))
}

#[must_use]
pub fn site(config: &Config) -> SiteSettings {
    SiteSettings {
        origin: config.site_url(),
        trusted_proxies: config.web.trusted_proxies.iter().filter_map(|proxy| proxy.parse().ok()).collect(),
        contact: config.web.contact.clone(),
    }
}

/// The search index of a program that stays: its words are in the data folder, so that the next start need not read all
/// texts again.
pub fn kept_index(config: &Config) -> anyhow::Result<Index> {
    Index::open(&config.index_folder()).context("could not make the search index")
}

/// One for a short while, beside a running program that has the kept one.
pub fn index_in_memory() -> anyhow::Result<Index> {
    Index::new().context("could not make the search index")
}

/// The web's state with an index that is still empty: see [`App::build_index`].
pub fn app(
    desk: Desk,
    site: SiteSettings,
    reader: Arc<Reader>,
    problems: Problems,
    demo: Option<DemoParts>,
    index: Index,
) -> App {
    App::new(Parts { desk, index, topics: Topics::embedded(), site, problems, reader: Some(reader), demo })
}

/// Who reads partner sites; with a store it takes turns with all who share the database.
pub fn reader(config: &Config, store: Option<&Store>) -> anyhow::Result<Arc<Reader>> {
    let agent = Agent::new("PracticeCommons", env!("CARGO_PKG_VERSION"), &config.harvest_contact())?;
    let own = url::Url::parse(&config.site_url()).ok().and_then(|url| url.host_str().map(str::to_owned));
    let policy = FetchPolicy {
        allowed: config.harvest.allowed_hosts.iter().filter_map(|host| host.parse().ok()).collect(),
        own_hosts: own.into_iter().collect(),
        least_delay: Duration::from_secs(u64::from(config.harvest.delay_seconds)),
        ..FetchPolicy::default()
    };
    let clock = store.map_or(Clock::System, |store| store.clock().clone());
    let reader = Reader::new(policy, agent, clock)?;
    Ok(Arc::new(match store {
        Some(store) => reader.taking_turns(Arc::new(SharedTurns::new(store.clone()))),
        None => reader,
    }))
}

pub fn letterhead(config: &Config) -> anyhow::Result<Letterhead> {
    let mailbox = |address: EmailAddress| Mailbox { name: String::new(), address };
    Ok(Letterhead {
        site: config.site_url(),
        from: mailbox(address(&config.mail.from)?),
        reply_to: config.mail.reply_to.as_deref().map(address).transpose()?.map(mailbox),
        bounces: None,
    })
}

pub fn transport(config: &Config) -> anyhow::Result<Transport> {
    if !config.sends_mail() {
        return Ok(Transport::Folder(config.data.folder.join("letters")));
    }
    let mail = &config.mail;
    let settings = SmtpSettings {
        host: mail.host.clone().unwrap_or_default(),
        port: mail.port,
        tls: match mail.security.as_str() {
            "implicit" => smtp::Tls::Implicit,
            "none" => smtp::Tls::None,
            _ => smtp::Tls::StartTls,
        },
        login: mail.user.clone().zip(mail.password.clone()),
        hello: address(&mail.from)?.domain().to_owned(),
        extra_roots: Vec::new(),
        limits: smtp::Limits::default(),
    };
    let faults = settings.faults();
    anyhow::ensure!(faults.is_empty(), "mail: {}", faults.join("; "));
    Ok(Transport::Smtp(Arc::new(settings)))
}

pub fn office(config: &Config, desk: Desk, reader: Arc<Reader>) -> anyhow::Result<Office> {
    Ok(Office {
        desk,
        transport: transport(config)?,
        letterhead: letterhead(config)?,
        contact: config.web.contact.clone(),
        reader,
        makes_pdfs: true,
        resend_after: crate::mail::relay::RESEND_AFTER,
        schedule_jitter: Duration::from_mins(10),
    })
}

#[must_use]
pub fn work(config: &Config) -> Settings {
    let snapshots_for = Duration::from_hours(u64::from(config.harvest.snapshot_days) * 24);
    Settings { snapshots_for, ..Settings::default() }
}

fn address(text: &str) -> anyhow::Result<EmailAddress> {
    EmailAddress::parse(text).map_err(|error| anyhow::anyhow!("\"{text}\": {error}"))
}
