//! One source: its state, its runs, its settings.

use std::time::Duration;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use i18n_embed_fl::fl;

use super::{
    super::{
        frame::{Frame, Section},
        guard::SignedIn,
        happened::iso,
        trouble::Result,
    },
    Doing, by_slug,
    care::Care,
    doing, failed,
    form::{self, Inputs},
    last,
    list::{Mark, RUNS, strip, strip_said},
    manners, said,
};
use crate::{
    desk::NotNow,
    domain::{FieldErrors, Lang, Timestamp, health::Condition, next_slot, source::Every},
    store::{self, HarvestCounts, HarvestEnd, HarvestRow, KeptSource, SourceVersion},
    text,
    web::{
        App, assets,
        site::{
            answer::page_with,
            views::question::{Answer, ErrorLink, Question},
        },
    },
};

#[derive(Template)]
#[template(path = "desk/source.html")]
pub(super) struct SourcePage {
    page: Frame,
    slug: String,
    active: bool,
    /// That it was removed, and when.
    removed: Option<String>,
    version: i64,
    doing: Doing,
    last: String,
    failing_since: Option<String>,
    known: i64,
    schedule: String,
    next_runs: Option<String>,
    runs: Vec<RunLine>,
    /// Until when its site wants to be left alone.
    resting: Option<String>,
    /// The rules find nothing any more.
    broken: bool,
    /// Whether it is being read just now, and was asked to stop.
    running: Option<bool>,
    /// The latest runs, the newest last, a shape each; and the same in one sentence.
    strip: Vec<Mark>,
    strip_said: String,
    /// How its hosts are asked.
    manners: Vec<String>,
    /// Other ways to read it were tried and wait for somebody to choose.
    fixes: usize,
    /// There are pages to point at.
    pointing: bool,
    failing: failed::Failing,
    care: Care,
    versions: Vec<VersionLine>,
    settings: Settings,
}

/// Settings as they once were.
struct VersionLine {
    number: i64,
    said: String,
    toml: String,
    current: bool,
}

/// The two forms of the settings, as they are or as they were typed.
pub(super) struct Settings {
    pub questions: Vec<Question>,
    pub toml: String,
    pub errors: Vec<ErrorLink>,
    /// Faults of the file, each with its place.
    pub file_errors: Vec<String>,
    pub trial_pages: u32,
    pub trial_items: u32,
}

struct RunLine {
    shape: char,
    iso: String,
    when: String,
    notes: Vec<String>,
    counts: HarvestCounts,
}

/// What was typed into one of the two forms and is not right.
#[derive(Clone, Debug)]
pub(super) enum Wrong {
    Form(Inputs, FieldErrors),
    File(String, FieldErrors),
    /// A page that is not read again just now.
    Page(NotNow),
}

impl Settings {
    pub fn of(signed: &SignedIn, settings: &crate::domain::SourceSettings, wrong: Option<Wrong>) -> Self {
        let none = FieldErrors::default();
        let (inputs, form_errors, toml, file_errors) = match wrong {
            None | Some(Wrong::Page(_)) => (Inputs::of(settings), none.clone(), settings.to_toml(), none),
            Some(Wrong::Form(inputs, errors)) => (inputs, errors, settings.to_toml(), none),
            Some(Wrong::File(toml, errors)) => (Inputs::of(settings), none, toml, errors),
        };
        Self {
            questions: form::questions(signed, &inputs, &form_errors),
            errors: form::summary(signed, &form_errors),
            toml,
            file_errors: form::summary(signed, &file_errors).into_iter().map(|link| link.text).collect(),
            trial_pages: super::trial::PAGES,
            trial_items: super::trial::ITEMS,
        }
    }
}

pub(super) async fn show(State(app): State<App>, signed: SignedIn, Path(slug): Path<String>) -> Result {
    let source = by_slug(&app, &slug).await?;
    source_page(&app, &signed, source, None, StatusCode::OK).await
}

pub(super) async fn source_page(
    app: &App,
    signed: &SignedIn,
    source: KeptSource,
    wrong: Option<Wrong>,
    status: StatusCode,
) -> Result {
    let (lang, now) = (signed.lang, app.clock().now());
    let t = text::phrases(lang);
    let mut frame = Frame::inside(app, signed, Section::Sources, source.name.clone()).await?;
    frame.wrong = status.is_client_error();
    let refused = match &wrong {
        Some(Wrong::Page(why)) => Some(*why),
        _ => None,
    };
    let health = &source.health;
    let failing_since = health
        .failing_since
        .map(|since| fl!(t, "desk-source-failing", when = text::date_time(lang, since), n = health.failures));
    let ran = store::harvest_strips(app.store(), RUNS).await?.into_iter().filter(|end| end.source_id == source.id);
    let ran: Vec<HarvestEnd> = ran.collect();
    let strip = strip(lang, &ran);
    let fixes = store::source_fixes(app.store(), source.id, source.version).await?;
    let template = SourcePage {
        page: frame,
        active: source.active,
        removed: source.retired_at.map(|at| fl!(t, "desk-source-removed-on", when = text::date_time(lang, at))),
        version: source.version,
        doing: doing(lang, &source),
        last: last(lang, &source),
        failing_since,
        known: store::source_record_count(app.store(), source.id).await?,
        schedule: schedule(lang, source.settings.every),
        next_runs: next_runs(lang, now, &source, store::source_run_due(app.store(), &source).await?),
        runs: runs(app, lang, &source, &strip).await?,
        resting: app.desk().source_rests_until(&source.settings).await?.map(|until| text::date_time(lang, until)),
        broken: source.health.condition == Condition::LayoutChanged,
        running: store::source_running(app.store(), source.id, now).await?,
        strip,
        strip_said: strip_said(lang, &ran),
        manners: manners::lines(app, lang, &source).await?,
        fixes: fixes.map_or(0, |(_, fixes)| fixes.len()),
        pointing: source.settings.kind.has_pages(),
        failing: failed::Failing::of(app, lang, &source, refused).await?,
        care: Care::of(app, lang, &source).await?,
        versions: versions(app, lang, &source).await?,
        settings: Settings::of(signed, &source.settings, wrong),
        slug: source.slug,
    };
    Ok(page_with(status, &template))
}

/// `Every 3 days`.
fn schedule(lang: Lang, every: Every) -> String {
    let t = text::phrases(lang);
    let hours = every.hours();
    let days: u32 = hours / 24;
    if hours.is_multiple_of(24) {
        fl!(t, "desk-source-every-days", n = days)
    } else {
        fl!(t, "desk-source-every-hours", n = hours)
    }
}

/// The next three runs, as far as the schedule alone decides.
fn next_runs(lang: Lang, now: Timestamp, source: &KeptSource, due: Option<Timestamp>) -> Option<String> {
    let first = due.filter(|_| source.active)?.max(now);
    let after = |at: &Timestamp| Some(next_slot(source.made_at, source.settings.every.duration(), *at, Duration::ZERO));
    let times = std::iter::successors(Some(first), after).take(3);
    let times: Vec<String> = times.map(|at| text::date_time(lang, at)).collect();
    Some(fl!(text::phrases(lang), "desk-source-next-runs", times = times.join(" · ")))
}

async fn runs(app: &App, lang: Lang, source: &KeptSource, strip: &[Mark]) -> Result<Vec<RunLine>> {
    let rows = store::harvest_list(app.store(), source.id, RUNS).await?;
    let line = |(row, mark): (&HarvestRow, &Mark)| RunLine {
        shape: mark.shape,
        iso: iso(row.started_at),
        when: text::date_time(lang, row.started_at),
        notes: row.notes.iter().map(|note| said(lang, note)).collect(),
        counts: row.counts.0,
    };
    // The strip ends with the newest.
    Ok(rows.iter().zip(strip.iter().rev()).map(line).collect())
}

async fn versions(app: &App, lang: Lang, source: &KeptSource) -> Result<Vec<VersionLine>> {
    const MOST: i64 = 20;
    let t = text::phrases(lang);
    let line = |version: SourceVersion| VersionLine {
        number: version.version,
        said: fl!(
            t,
            "desk-version",
            number = version.version,
            when = text::date_time(lang, version.made_at),
            who = version.made_by.unwrap_or_else(|| fl!(t, "desk-version-by-command"))
        ),
        toml: version.settings.to_toml(),
        current: version.settings == source.settings,
    };
    Ok(store::source_version_list(app.store(), source.id, MOST).await?.into_iter().map(line).collect())
}

/// The settings as a file to save.
pub(super) async fn download(State(app): State<App>, _: SignedIn, Path(slug): Path<String>) -> Result {
    let source = by_slug(&app, &slug).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/toml; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.toml\"", source.slug)),
    ];
    let response: Response = (headers, source.settings.to_toml()).into_response();
    Ok(response)
}
