//! Trying settings: the same reading as a run, with less patience, and nothing is written anywhere.

use std::time::Duration;

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
    by_slug, change, form, said,
    show::source_page,
};
use crate::{
    desk::Words,
    domain::{Candidate, Field, Lang, Reading, Role, SourceSettings, candidate::Known},
    text,
    web::{App, assets, site::answer::page},
};

/// What one trial takes from the partner.
pub(super) const PAGES: u32 = 2;
pub(super) const ITEMS: u32 = 5;
const PATIENCE: Duration = Duration::from_secs(90);

#[derive(Template)]
#[template(path = "desk/trial.html")]
struct TrialPage {
    page: Frame,
    back: String,
    outcome: String,
    notes: Vec<String>,
    counts: Option<String>,
    found: Vec<FoundShown>,
}

/// One practice as it would arrive.
pub(super) struct FoundShown {
    pub title: String,
    pub url: String,
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
    attempt(&app, &signed, settings, format!("/desk/sources/{slug}")).await
}

pub(super) async fn try_new(State(app): State<App>, signed: SignedIn, typed: Typed) -> Result {
    match change::read(&app, &typed) {
        Ok(settings) => attempt(&app, &signed, settings, "/desk/sources/new".to_owned()).await,
        Err(wrong) => change::new_page(&app, &signed, Some(*wrong), StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}

async fn attempt(app: &App, signed: &SignedIn, mut settings: SourceSettings, back: String) -> Result {
    // It sends requests to others, as changing the settings does in the end.
    if signed.editor.role < Role::Admin {
        return Err(Trouble::Forbidden);
    }
    let t = text::phrases(signed.lang);
    settings.limits.pages = settings.limits.pages.min(PAGES);
    settings.limits.items = settings.limits.items.min(ITEMS);
    // A few of many are never as many as usual.
    settings.limits.expected = None;
    let title = fl!(t, "desk-trial", name = settings.name.as_str());
    let mut template = TrialPage {
        page: Frame::inside(app, signed, Section::Sources, title).await?,
        back,
        outcome: String::new(),
        notes: Vec::new(),
        counts: None,
        found: Vec::new(),
    };
    let Some(reader) = app.reader() else {
        template.outcome = fl!(t, "desk-trial-off");
        return Ok(page(&template));
    };
    let nothing_known = Known::default();
    reader.know(app.desk().words().await?.gazetteer);
    match tokio::time::timeout(PATIENCE, reader.read(&settings, &nothing_known)).await {
        Err(_) => template.outcome = fl!(t, "desk-trial-late"),
        Ok(reading) => fill(&mut template, app, signed.lang, &reading).await?,
    }
    Ok(page(&template))
}

async fn fill(template: &mut TrialPage, app: &App, lang: Lang, reading: &Reading) -> Result<()> {
    let words = app.desk().words().await?;
    template.outcome = said(lang, &reading.outcome.note());
    template.notes = reading.notes.iter().map(|note| said(lang, note)).collect();
    template.counts = Some(fl!(
        text::phrases(lang),
        "desk-trial-counts",
        listed = reading.counts.listed,
        requests = reading.counts.requests,
        seconds = reading.finished_at.since(reading.started_at).as_secs()
    ));
    template.found = reading.candidates.iter().map(|candidate| shown(lang, &words, candidate)).collect();
    Ok(())
}

pub(super) fn shown(lang: Lang, words: &Words, candidate: &Candidate) -> FoundShown {
    let (_, faults) = words.read(&candidate.draft);
    let notes = candidate.notes.iter().map(|note| said(lang, note));
    let title = candidate.draft.get(Field::Title);
    FoundShown {
        title: if title.is_empty() { candidate.url.clone() } else { title.to_owned() },
        url: candidate.url.clone(),
        texts: form::texts(lang, &candidate.draft),
        notes: notes.chain(faults.0.iter().map(|fault| text::field_error(lang, fault))).collect(),
    }
}
