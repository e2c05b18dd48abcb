//! Trying settings: the same reading as a run, with less patience, and nothing is written anywhere.

use std::{sync::Arc, time::Duration};

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use i18n_embed_fl::fl;

use super::{
    super::{
        frame::{Frame, Section},
        guard::SignedIn,
        trouble::{Result, Trouble},
        typed::Typed,
    },
    by_slug, change, form,
    point_pages::document,
    said,
    show::source_page,
};
use crate::{
    desk::Words,
    domain::{
        Candidate, Field, Id, Lang, Reading, Role, SourceSettings,
        candidate::{Change, Known, OUT_OF_TIME},
        marker::Source,
        reading::Snapshot,
    },
    harvest::{page_text, point_page},
    store, text,
    web::{App, assets, site::answer::page},
};

/// What one trial takes from the partner.
pub(super) const PAGES: u32 = 2;
pub(super) const ITEMS: u32 = 5;
const PATIENCE: Duration = Duration::from_secs(90);
/// Pages and addresses shown, and characters of a page.
const PAGES_SHOWN: usize = 8;
const NAMED: usize = 20;
const RAW_MOST: usize = 100_000;

#[derive(Template)]
#[template(path = "desk/trial.html")]
struct TrialPage {
    page: Frame,
    back: String,
    outcome: String,
    /// Why a run that read this would wait for an editor.
    held: Option<String>,
    notes: Vec<String>,
    counts: Option<String>,
    found: Vec<FoundShown>,
    /// What is as it is known: title and address.
    same: Vec<(String, String)>,
    /// Addresses of what is not there any more.
    gone: Vec<String>,
    /// Addresses that were named and not read.
    named: Vec<String>,
    pages: Vec<PageShown>,
}

/// A page as it came, and as it looks without anything that acts or loads.
struct PageShown {
    url: String,
    raw: String,
    /// Not all of it is shown.
    cut: bool,
    document: Option<String>,
}

/// One practice as it would arrive.
pub(super) struct FoundShown {
    pub title: String,
    pub url: String,
    /// Whether it is new, or known with another content; in words.
    pub change: String,
    pub texts: Vec<(String, String)>,
    /// What could not be read of it, and how it was read.
    pub notes: Vec<String>,
}

/// Tries the settings typed on a source's page, or those in use when none were typed.
pub(super) async fn try_known(
    State(app): State<App>,
    signed: SignedIn,
    Path(slug): Path<String>,
    typed: Typed,
) -> Result {
    let source = by_slug(&app, &slug).await?;
    let settings = if typed.has("toml") || typed.has("name") {
        match change::read(&app, &typed) {
            Ok(settings) => settings,
            Err(wrong) => {
                return source_page(&app, &signed, source, Some(*wrong), StatusCode::UNPROCESSABLE_ENTITY).await;
            }
        }
    } else {
        source.settings.0
    };
    attempt(&app, &signed, settings, Some(source.id), format!("/desk/sources/{slug}")).await
}

pub(super) async fn try_new(State(app): State<App>, signed: SignedIn, typed: Typed) -> Result {
    match change::read(&app, &typed) {
        Ok(settings) => attempt(&app, &signed, settings, None, "/desk/sources/new".to_owned()).await,
        Err(wrong) => change::new_page(&app, &signed, Some(*wrong), StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}

async fn attempt(
    app: &App,
    signed: &SignedIn,
    mut settings: SourceSettings,
    source: Option<Id<Source>>,
    back: String,
) -> Result {
    // It sends requests to others, as changing the settings does in the end.
    if signed.editor.role < Role::Admin {
        return Err(Trouble::Forbidden);
    }
    let t = text::phrases(signed.lang);
    settings.limits.pages = settings.limits.pages.min(PAGES);
    settings.limits.items = settings.limits.items.min(ITEMS);
    let title = fl!(t, "desk-trial", name = settings.name.as_str());
    let mut template = TrialPage {
        page: Frame::inside(app, signed, Section::Sources, title).await?,
        back,
        outcome: String::new(),
        held: None,
        notes: Vec::new(),
        counts: None,
        found: Vec::new(),
        same: Vec::new(),
        gone: Vec::new(),
        named: Vec::new(),
        pages: Vec::new(),
    };
    let Some(reader) = app.reader() else {
        template.outcome = fl!(t, "desk-trial-off");
        return Ok(page(&template));
    };
    let known = match source {
        Some(source) => known(app, source).await?,
        None => Known::default(),
    };
    reader.know(app.desk().words().await?.gazetteer);
    let reading = reader.read_within(&settings, &known, PATIENCE).await;
    fill(&mut template, app, signed.lang, &reading).await?;
    if let Some(source) = source {
        compare(&mut template, app, signed.lang, (source, &settings), &reading).await?;
    }
    template.pages = pages(reading.snapshots).await;
    Ok(page(&template))
}

/// What a run would know, but for the pages: a trial is to show them, so they are fetched whole.
async fn known(app: &App, source: Id<Source>) -> Result<Known> {
    let known = store::source_known(app.store(), source).await?;
    Ok(Known { items: known.items, robots: known.robots, ..Known::default() })
}

async fn fill(template: &mut TrialPage, app: &App, lang: Lang, reading: &Reading) -> Result<()> {
    let words = app.desk().words().await?;
    let t = text::phrases(lang);
    let is_cut = reading.notes.iter().any(|note| note.phrase == OUT_OF_TIME);
    template.outcome = if is_cut { fl!(t, "desk-trial-late") } else { said(lang, &reading.outcome.note()) };
    template.notes = reading.notes.iter().map(|note| said(lang, note)).collect();
    template.counts = Some(fl!(
        t,
        "desk-trial-counts",
        listed = reading.counts.listed,
        requests = reading.counts.requests,
        seconds = reading.finished_at.since(reading.started_at).as_secs()
    ));
    template.found = reading.candidates.iter().map(|candidate| shown(lang, &words, candidate)).collect();
    let is_read = |id: &Arc<str>| {
        reading.candidates.iter().any(|candidate| *candidate.external_id == **id)
            || reading.unchanged.contains(id)
            || reading.gone.iter().any(|gone| *gone.external_id == **id)
    };
    let cards = reading.known.pages.values().flat_map(|page| &page.cards);
    let named = cards.filter(|card| !is_read(&card.external_id)).map(|card| card.url.to_string());
    template.named = named.take(NAMED).collect();
    Ok(())
}

/// What there is besides what is new: against what is known of the source.
async fn compare(
    template: &mut TrialPage,
    app: &App,
    lang: Lang,
    (source, settings): (Id<Source>, &SourceSettings),
    reading: &Reading,
) -> Result<()> {
    for id in reading.unchanged.iter().take(ITEMS as usize) {
        let Some(item) = reading.known.items.get(id) else { continue };
        let draft = store::source_record_draft(app.store(), source, id).await?;
        let title = draft.map(|draft| draft.get(Field::Title).to_owned()).filter(|title| !title.is_empty());
        let url = item.url.to_string();
        template.same.push((title.unwrap_or_else(|| url.clone()), url));
    }
    template.gone = reading.gone.iter().map(|gone| gone.url.clone()).collect();
    let why = app.desk().would_hold(source, settings, reading).await?;
    template.held = why.map(|why| said(lang, &why));
    Ok(())
}

/// The pages that were fetched: they are kept nowhere, so they are on the page itself.
async fn pages(snapshots: Vec<Snapshot>) -> Vec<PageShown> {
    let mut shown = Vec::new();
    for snapshot in snapshots.into_iter().take(PAGES_SHOWN) {
        let made = tokio::task::spawn_blocking(move || page_shown(&snapshot)).await;
        shown.extend(made.ok());
    }
    shown
}

fn page_shown(snapshot: &Snapshot) -> PageShown {
    let raw = page_text(&snapshot.bytes, &snapshot.content_type, &snapshot.url);
    let cut = raw.char_indices().nth(RAW_MOST).map(|(at, _)| at);
    let document = point_page(&snapshot.bytes, &snapshot.content_type, &snapshot.url).map(|page| document(&page));
    PageShown {
        url: snapshot.url.clone(),
        cut: cut.is_some(),
        raw: cut.map_or(raw.as_str(), |at| &raw[..at]).to_owned(),
        document,
    }
}

pub(super) fn shown(lang: Lang, words: &Words, candidate: &Candidate) -> FoundShown {
    let (_, faults) = words.read(&candidate.draft);
    let notes = candidate.notes.iter().map(|note| said(lang, note));
    let title = candidate.draft.get(Field::Title);
    FoundShown {
        title: if title.is_empty() { candidate.url.clone() } else { title.to_owned() },
        url: candidate.url.clone(),
        change: match candidate.change {
            Change::New => fl!(text::phrases(lang), "desk-trial-new"),
            Change::Changed => fl!(text::phrases(lang), "desk-trial-changed"),
        },
        texts: form::texts(lang, &candidate.draft),
        notes: notes.chain(faults.0.iter().map(|fault| text::field_error(lang, fault))).collect(),
    }
}
