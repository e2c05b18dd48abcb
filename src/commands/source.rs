//! Partner sites from the command line: settings as files, a try without writing, a run on demand.

use std::{path::PathBuf, process::ExitCode, time::Duration};

use anyhow::Context;

use super::{
    import, say, score,
    wiring::{self, Use},
};
use crate::{
    config::{self, Config, Flags},
    desk::{DeskError, NotNow},
    domain::{
        Field, FieldErrors, Lang, Reading, SourceSettings,
        candidate::{Known, Note},
        source::WebAddress,
    },
    harvest, store, text,
};

#[derive(Debug, clap::Subcommand)]
pub enum SourceCommand {
    /// Lists the sources with their state
    List,
    /// Adds the source described in a TOML file; with `--replace`, changes the one with this name
    Import(import::Import),
    /// Prints the settings of a source as TOML
    Export { slug: String },
    /// Reads a source once and shows what would be found, without writing anything
    Try {
        /// The address of a feed, or a TOML file with settings
        what: String,
    },
    /// Looks at an address for ways to read the site, and shows what each would find, without writing anything
    Find {
        /// The page that lists the practices, or any page of the site
        address: String,
        /// Prints the settings of the best way as TOML, ready for `source import`
        #[arg(long)]
        toml: bool,
    },
    /// Makes a source due now
    Run {
        slug: String,
        /// Reads only this page, which the last runs could not read
        #[arg(long, value_name = "ADDRESS")]
        page: Option<String>,
    },
    /// Measures how well pages are read without rules, and feeds, robots.txt and sitemaps, on files with known answers
    Score {
        /// The folder with the sets (`extraction/…`, `dates/…`, `practice-sites/…`, `feeds`, `robots`, `sitemaps`)
        folder: PathBuf,
        /// Lists what was missed, page by page
        #[arg(long)]
        misses: bool,
        /// Reads one page of so many
        #[arg(long, default_value_t = 1)]
        every: usize,
    },
}

pub async fn run(flags: Flags, command: SourceCommand) -> anyhow::Result<ExitCode> {
    let config = || config::load(&flags, std::env::vars());
    match command {
        SourceCommand::Try { what } => try_out(&config()?, &what).await,
        SourceCommand::Find { address, toml } => find(&config()?, &address, toml).await,
        SourceCommand::List => list(&config()?).await,
        SourceCommand::Import(what) => import::run(&config()?, &what).await,
        SourceCommand::Export { slug } => export(&config()?, &slug).await,
        SourceCommand::Run { slug, page: None } => run_now(&config()?, &slug).await,
        SourceCommand::Run { slug, page: Some(page) } => try_page(&config()?, &slug, &page).await,
        SourceCommand::Score { folder, misses, every } => score::run(folder, misses, every).await,
    }
}

async fn list(config: &Config) -> anyhow::Result<ExitCode> {
    let store = wiring::store(config, Use::Beside).await?;
    for source in store::source_list(&store).await? {
        let condition = source.health.condition.name();
        let next = source.due_at.map_or_else(|| "paused".to_owned(), |due| text::date_time(Lang::En, due));
        say(&format!("{}\t{condition}\t{next}\t{}", source.slug, source.name));
    }
    Ok(ExitCode::SUCCESS)
}

async fn export(config: &Config, slug: &str) -> anyhow::Result<ExitCode> {
    let store = wiring::store(config, Use::Beside).await?;
    let source = store::source_by_slug(&store, slug).await?.with_context(|| format!("no source \"{slug}\""))?;
    say(source.settings.to_toml().trim_end());
    Ok(ExitCode::SUCCESS)
}

async fn run_now(config: &Config, slug: &str) -> anyhow::Result<ExitCode> {
    let store = wiring::store(config, Use::Beside).await?;
    let source = store::source_by_slug(&store, slug).await?.with_context(|| format!("no source \"{slug}\""))?;
    let due = wiring::desk(config, store.clone())?.source_run(None, source.id).await?;
    if due > store.clock().now() {
        let when = text::date_time(Lang::En, due);
        say(&format!("its site asked to be left alone until {when}; the running program reads it then"));
    } else {
        say("due now; the running program reads it within a minute");
    }
    Ok(ExitCode::SUCCESS)
}

async fn try_page(config: &Config, slug: &str, address: &str) -> anyhow::Result<ExitCode> {
    let store = wiring::store(config, Use::Beside).await?;
    let source = store::source_by_slug(&store, slug).await?.with_context(|| format!("no source \"{slug}\""))?;
    let failing = store::failed_page_list(&store, source.id).await?;
    let page = failing.iter().find(|page| page.url == address);
    let page = page.with_context(|| format!("no page of \"{slug}\" at {address} failed"))?;
    wiring::desk(config, store)?.source_try_page(None, source.id, &page.external_id).await.map_err(
        |error| match error {
            DeskError::NotNow(NotNow::Resting(until)) => {
                anyhow::anyhow!("its site asked to be left alone until {}", text::date_time(Lang::En, until))
            }
            error => error.into(),
        },
    )?;
    say("due now; the running program reads this page within a minute");
    Ok(ExitCode::SUCCESS)
}

async fn try_out(config: &Config, what: &str) -> anyhow::Result<ExitCode> {
    let is_address = what.starts_with("http://") || what.starts_with("https://");
    let settings =
        if is_address { SourceSettings::of_feed(what, what, what) } else { settings_in(&PathBuf::from(what))? };
    let store = wiring::store_if_any(config).await;
    let reader = wiring::reader(config, store.as_ref())?;
    let faults = reader.check(&settings);
    if !faults.is_empty() {
        anyhow::bail!("{what} has faults:{}", lines(&faults));
    }
    let bar = spinner(format!("reading {}", settings.name));
    let reading = reader.read(&settings, &Known::default()).await;
    bar.finish_and_clear();
    show(&reading);
    Ok(if reading.outcome.is_complete() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn spinner(message: String) -> indicatif::ProgressBar {
    let bar = indicatif::ProgressBar::new_spinner().with_message(message);
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

async fn find(config: &Config, address: &str, toml: bool) -> anyhow::Result<ExitCode> {
    /// Somebody waits for it.
    const PATIENCE: Duration = Duration::from_mins(3);
    let address = WebAddress::parse(address)
        .map_err(|fault| anyhow::anyhow!("{address}: {}", text::phrase::<&str, &str>(Lang::En, fault.phrase(), &[])))?;
    let store = wiring::store_if_any(config).await;
    let reader = wiring::reader(config, store.as_ref())?;
    let bar = spinner(format!("looking at {}", address.as_str()));
    let found = reader.discover(&address, PATIENCE).await;
    bar.finish_and_clear();
    let words = |note: &Note| text::phrase(Lang::En, &note.phrase, &note.arguments);
    match found.offers.first() {
        Some(best) if toml => say(best.settings.to_toml().trim_end()),
        _ => {
            for note in &found.notes {
                say(&words(note));
            }
            for (index, offer) in found.offers.iter().enumerate() {
                say(&format!("\n{}. {}", index + 1, words(&offer.how)));
                for candidate in &offer.reading.candidates {
                    say(&format!("   {}\n   {}", candidate.draft.get(Field::Title).trim(), candidate.url));
                }
            }
        }
    }
    Ok(if found.offers.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn show(reading: &Reading) {
    let words = |note: &Note| text::phrase(Lang::En, &note.phrase, &note.arguments);
    say(&words(&reading.outcome.note()));
    for note in reading.unusual.iter().chain(&reading.notes) {
        say(&format!("  {}", words(note)));
    }
    for candidate in &reading.candidates {
        say(&format!("\n{}\n  {}", candidate.draft.get(Field::Title).trim(), candidate.url));
        for (field, value) in candidate.draft.fields().filter(|(field, _)| *field != Field::Title) {
            let line: String = value.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(100).collect();
            say(&format!("  {field}: {line}"));
        }
    }
    say(&format!("\n{} found, {} pages fetched; nothing was written", reading.candidates.len(), reading.counts.bodies));
}

pub(super) fn settings_in(file: &PathBuf) -> anyhow::Result<SourceSettings> {
    let toml = std::fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))?;
    harvest::import(&toml).map_err(|faults| anyhow::anyhow!("{} has faults:{}", file.display(), lines(&faults)))
}

pub(super) fn explained(error: DeskError) -> anyhow::Error {
    match error {
        DeskError::Invalid(faults) => anyhow::anyhow!("the settings have faults:{}", lines(&faults)),
        error => error.into(),
    }
}

pub(super) fn lines(faults: &FieldErrors) -> String {
    let lines = faults.0.iter().map(|fault| format!("\n  {}: {}", fault.place, text::field_error(Lang::En, fault)));
    lines.collect::<Vec<_>>().concat()
}
