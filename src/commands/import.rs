//! `commons source import`: a source from a file. Another source of that name is changed only when somebody says which
//! version of it they have seen, and has seen what the new rules make of the pages kept last.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use anyhow::Context;

use super::{
    say,
    source::{explained, settings_in},
    wiring::{self, Use},
};
use crate::{
    config::Config,
    desk::Desk,
    domain::{Draft, Field, Lang, SourceSettings, diff},
    harvest::{self, KeptPage, Replayed},
    store::{self, KeptSource, SourceSample, StoredPage},
    text,
};

#[derive(Debug, clap::Args)]
pub struct Import {
    file: PathBuf,
    /// Its name in addresses; the file's name without its ending unless said otherwise
    #[arg(long)]
    slug: Option<String>,
    /// Adds it without reading it yet, or pauses the one that is changed
    #[arg(long)]
    paused: bool,
    /// Changes the source of this name, whose settings you have seen at this version
    #[arg(long, value_name = "VERSION")]
    replace: Option<i64>,
    /// Uses other rules without asking: you have seen what they change
    #[arg(long, requires = "replace")]
    confirmed: bool,
}

/// Practices whose differences are listed.
const SHOWN: usize = 20;

pub(super) async fn run(config: &Config, import: &Import) -> anyhow::Result<ExitCode> {
    let settings = settings_in(&import.file)?;
    let slug = import.slug.clone().unwrap_or_else(|| {
        let name = import.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.split('.').next().unwrap_or_default().to_owned()
    });
    let store = wiring::store(config, Use::Beside).await?;
    let desk = wiring::desk(config, store.clone())?;
    if let Some(known) = store::source_by_slug(&store, &slug).await? {
        return replace(&desk, &known, &settings, import).await;
    }
    anyhow::ensure!(import.replace.is_none(), "there is no source \"{slug}\" to replace");
    let slug = desk.source_add(None, Some(&slug), &settings, !import.paused).await.map_err(explained)?;
    say(&format!("added the source \"{slug}\""));
    Ok(ExitCode::SUCCESS)
}

async fn replace(
    desk: &Desk,
    known: &KeptSource,
    settings: &SourceSettings,
    import: &Import,
) -> anyhow::Result<ExitCode> {
    let (slug, version) = (&known.slug, known.version);
    let seen = import.replace.with_context(|| {
        format!("there is a source \"{slug}\" already, at version {version}; to change it, add --replace {version}")
    })?;
    anyhow::ensure!(
        seen == version,
        "the source \"{slug}\" is at version {version} by now; see `commons source export {slug}`, then use --replace {version}"
    );
    if !known.settings.reads_as(settings) && !import.confirmed && !tried(desk, known, settings).await? {
        say("nothing has been changed; add --confirmed to use these settings");
        return Ok(ExitCode::FAILURE);
    }
    // What is paused stays so: whoever paused it had a reason.
    let active = known.active && !import.paused;
    desk.source_change(None, known.id, seen, settings, active).await.map_err(explained)?;
    say(&format!("changed the source \"{slug}\"; the settings before can be used again at the desk"));
    if !known.active {
        say("it is paused as before");
    }
    Ok(ExitCode::SUCCESS)
}

/// Tries the rules on the pages kept last and says what they change. True when all could be tried and that is nothing.
async fn tried(desk: &Desk, known: &KeptSource, settings: &SourceSettings) -> anyhow::Result<bool> {
    let store = desk.store();
    if store::source_record_count(store, known.id).await? == 0 {
        return Ok(true);
    }
    let (pages, samples) = store::source_pages(store, known.id, &settings.addresses).await?;
    if pages.is_empty() || samples.is_empty() {
        say("the new rules could not be tried: no page of this source is kept any more");
        return Ok(false);
    }
    let (rules, cities) = (settings.clone(), Arc::new(desk.words().await.map_err(explained)?.gazetteer));
    let kept = |StoredPage { url, media_type, bytes, records }| KeptPage { url, media_type, bytes, records };
    let pages: Vec<KeptPage> = pages.into_iter().map(kept).collect();
    let replayed = tokio::task::spawn_blocking(move || harvest::replay_among(Some(cities), &rules, &pages)).await;
    let Some(replayed) = replayed.ok().and_then(Result::ok) else {
        say("the new rules could not be tried on the kept pages");
        return Ok(false);
    };
    Ok(show(&samples, &replayed))
}

fn show(samples: &[SourceSample], replayed: &Replayed) -> bool {
    let mut changed = 0;
    for sample in samples {
        let Some(what) = replayed.drafts.get(&sample.external_id).and_then(|read| difference(&sample.draft, read))
        else {
            continue;
        };
        changed += 1;
        if changed <= SHOWN {
            say(&format!("{}: {what}", sample.draft.get(Field::Title).trim()));
        }
    }
    for (url, count) in &replayed.listings {
        say(&format!("{count} practices found in the listing {url}"));
    }
    let tried = replayed.tried(samples.iter().map(|sample| sample.external_id.as_str()));
    let untried = samples.len() - tried;
    say(&format!("{tried} practices tried, {changed} of them read differently"));
    if untried > 0 {
        say(&format!("{untried} practices could not be tried: their pages are not kept any more"));
    }
    changed == 0 && untried == 0
}

fn difference(before: &Draft, read: &Result<Draft, crate::domain::candidate::Note>) -> Option<String> {
    match read {
        Err(why) => Some(text::phrase(Lang::En, &why.phrase, &why.arguments)),
        Ok(after) => {
            let fields: Vec<String> = diff::diff(before, after).iter().map(|one| one.field.to_string()).collect();
            (!fields.is_empty()).then(|| format!("{} would change", fields.join(", ")))
        }
    }
}
