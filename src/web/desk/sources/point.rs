//! Pointing at a kept page: what was pointed at becomes a rule. Rules made here gather in a settings file that travels with
//! the page; they come into force as every change does, tried on the kept pages first.

use std::time::Duration;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use i18n_embed_fl::fl;

use super::{
    super::{
        frame::{Frame, Section},
        guard::SignedIn,
        shown::field_name,
        trouble::{Result, Trouble},
        typed::Typed,
    },
    by_slug,
    form::Inputs,
    point_pages::{self, KeptShown},
};
use crate::{
    desk::KeptSnapshot,
    domain::{
        FieldErrors, Lang, Role, SourceSettings,
        candidate::Known,
        source::{FieldRule, Pagination, Part, SourceKind, Take, Target},
    },
    harvest,
    store::{Kept, KeptSource},
    text,
    web::{App, assets, site::answer::page_with},
};

/// Practices whose pages are fetched to be pointed at.
const ITEMS: u32 = 2;
const PATIENCE: Duration = Duration::from_secs(75);

#[derive(Template)]
#[template(path = "desk/source_point.html")]
struct PointShown {
    page: Frame,
    slug: String,
    version: i64,
    /// The settings with the rules made so far.
    toml: String,
    /// The rules made so far, as they will stand in the settings.
    made: Vec<String>,
    on_lists: Vec<TargetShown>,
    on_pages: Vec<TargetShown>,
    pages: Vec<KeptShown>,
    /// The selector of the box round a practice.
    card: String,
    errors: Vec<String>,
    selector: String,
    attribute: String,
    besides: bool,
    /// Why no pages could be fetched.
    note: Option<String>,
}

/// Something to point at.
struct TargetShown {
    value: String,
    label: String,
    /// What is found for it now.
    rule: String,
    target: Target,
    chosen: bool,
}

impl TargetShown {
    const fn boxed(&self) -> &'static str {
        match self.target {
            Target::Link | Target::Field(_, Part::Card) | Target::Published(Part::Card) => "yes",
            Target::Card | Target::Next | Target::Field(..) | Target::Published(_) => "no",
        }
    }

    const fn kind(&self) -> &'static str {
        match self.target {
            Target::Card => "card",
            Target::Link | Target::Next => "link",
            Target::Published(_) => "date",
            Target::Field(..) => "text",
        }
    }

    const fn many(&self) -> &'static str {
        if matches!(self.target, Target::Card) { "yes" } else { "no" }
    }
}

/// What was typed into the form, or nothing yet.
#[derive(Default)]
struct Asked {
    target: String,
    selector: String,
    attribute: String,
    besides: bool,
    errors: Vec<String>,
    note: Option<String>,
    status: StatusCode,
}

/// `GET /desk/sources/{slug}/point`
pub(super) async fn show(State(app): State<App>, signed: SignedIn, Path(slug): Path<String>) -> Result {
    let source = allowed(&app, &signed, &slug).await?;
    let settings = source.settings.0.clone();
    answer(&app, &signed, &source, source.version, &settings, Asked::default()).await
}

/// Takes one rule into the file; nothing is kept.
pub(super) async fn add(State(app): State<App>, signed: SignedIn, Path(slug): Path<String>, typed: Typed) -> Result {
    let source = allowed(&app, &signed, &slug).await?;
    let version = typed.number("version").ok_or(Trouble::Unreadable)?;
    let (before, errors) = SourceSettings::read_toml(typed.text("toml"));
    // The file is ours, and what it lacks is only told when it is kept.
    if errors.at("file").is_some() {
        return Err(Trouble::Unreadable);
    }
    let target = Target::all(&before.kind).into_iter().find(|target| target.name() == typed.text("target"));
    let target = target.ok_or(Trouble::Unreadable)?;
    let written = [typed.text("selector"), typed.text("listed")].map(str::trim);
    let selector = written.into_iter().find(|selector| !selector.is_empty()).unwrap_or_default();
    let take = if typed.text("take") == "besides" { Take::Besides } else { Take::Instead };
    let mut settings = before.clone();
    settings.point(target, selector, typed.text("attribute").trim(), take);
    let faults = faults_at(signed.lang, &harvest::check(&settings), &target.place());
    if faults.is_empty() {
        let asked = Asked { target: typed.text("target").to_owned(), ..Asked::default() };
        return answer(&app, &signed, &source, version, &settings, asked).await;
    }
    let asked = Asked {
        target: typed.text("target").to_owned(),
        selector: selector.to_owned(),
        attribute: typed.text("attribute").to_owned(),
        besides: take == Take::Besides,
        errors: faults,
        note: None,
        status: StatusCode::UNPROCESSABLE_ENTITY,
    };
    answer(&app, &signed, &source, version, &before, asked).await
}

fn faults_at(lang: Lang, errors: &FieldErrors, place: &str) -> Vec<String> {
    let here = errors.0.iter().filter(|error| {
        // That a title is missing is said when the rules are to be used.
        (error.place == place || error.place.starts_with(&format!("{place}.")))
            && error.phrase != "error-source-no-title"
    });
    here.map(|error| text::field_error(lang, error)).collect()
}

/// Fetches the first pages, as a trial would, and keeps them to be pointed at.
pub(super) async fn fetch(State(app): State<App>, signed: SignedIn, Path(slug): Path<String>, typed: Typed) -> Result {
    let source = allowed(&app, &signed, &slug).await?;
    let settings =
        if typed.has("toml") { SourceSettings::read_toml(typed.text("toml")).0 } else { source.settings.0.clone() };
    let note = keep_first_pages(&app, &signed, &source, &settings).await?;
    let version = typed.number("version").unwrap_or(source.version);
    answer(&app, &signed, &source, version, &settings, Asked { note, ..Asked::default() }).await
}

/// Keeps an offer without reading it on a schedule, and goes on to point at what is wrong with it.
pub(super) async fn keep_and_point(State(app): State<App>, signed: SignedIn, typed: Typed) -> Result {
    let slug = match super::find::kept(&app, &signed, &typed, false).await? {
        Ok(slug) => slug,
        Err(page) => return Ok(page),
    };
    let source = by_slug(&app, &slug).await?;
    let settings = source.settings.0.clone();
    keep_first_pages(&app, &signed, &source, &settings).await?;
    Ok(Redirect::to(&format!("/desk/sources/{slug}/point")).into_response())
}

/// Answers why there may be none.
async fn keep_first_pages(
    app: &App,
    signed: &SignedIn,
    source: &KeptSource,
    settings: &SourceSettings,
) -> Result<Option<String>> {
    let t = text::phrases(signed.lang);
    let Some(reader) = app.reader() else { return Ok(Some(fl!(t, "desk-trial-off"))) };
    let mut few = settings.clone();
    few.limits.pages = 1;
    few.limits.items = ITEMS;
    few.limits.expected = None;
    let Ok(reading) = tokio::time::timeout(PATIENCE, reader.read(&few, &Known::default())).await else {
        return Ok(Some(fl!(t, "desk-trial-late")));
    };
    let mut kept = Vec::new();
    for snapshot in &reading.snapshots {
        let blob = app.store().blobs().put(snapshot.bytes.clone(), Kept::Compressed).await?;
        kept.push(KeptSnapshot {
            sha256: snapshot.sha256.clone(),
            url: snapshot.url.clone(),
            blob: blob.to_string(),
            media_type: snapshot.content_type.clone(),
            headers: snapshot.headers.clone(),
            fetched_at: snapshot.fetched_at,
        });
    }
    app.desk().source_keep_pages(&signed.editor, source.id, &kept).await?;
    Ok(kept.is_empty().then(|| super::said(signed.lang, &reading.outcome.note())))
}

/// Rules are an admin's to change, and pointing ends in rules.
async fn allowed(app: &App, signed: &SignedIn, slug: &str) -> Result<KeptSource> {
    if signed.editor.role < Role::Admin {
        return Err(Trouble::Forbidden);
    }
    let source = by_slug(app, slug).await?;
    if source.settings.kind.has_pages() { Ok(source) } else { Err(Trouble::NotFound) }
}

async fn answer(
    app: &App,
    signed: &SignedIn,
    source: &KeptSource,
    version: i64,
    settings: &SourceSettings,
    asked: Asked,
) -> Result {
    let t = text::phrases(signed.lang);
    let title = fl!(t, "desk-point-title", name = source.name.as_str());
    let mut frame = Frame::inside(app, signed, Section::Sources, title).await?;
    frame.wrong = asked.status.is_client_error();
    let targets = Target::all(&settings.kind);
    let chosen = if asked.target.is_empty() { "title" } else { &asked.target };
    let shown = |listed: bool| {
        let these = targets.iter().filter(|target| target.is_listed() == listed);
        these.map(|target| shown(signed.lang, settings, *target, chosen)).collect()
    };
    let card = match &settings.kind {
        SourceKind::Pages { listing } => listing.card.clone().unwrap_or_default(),
        _ => String::new(),
    };
    let template = PointShown {
        page: frame,
        slug: source.slug.clone(),
        version,
        toml: settings.to_toml(),
        made: made(&source.settings.0, settings),
        on_lists: shown(true),
        on_pages: shown(false),
        pages: point_pages::kept(app, signed.lang, source).await?,
        card,
        errors: asked.errors,
        selector: asked.selector,
        attribute: asked.attribute,
        besides: asked.besides,
        note: asked.note,
    };
    Ok(page_with(asked.status, &template))
}

/// The lines of the settings that are other than those in force.
fn made(before: &SourceSettings, after: &SourceSettings) -> Vec<String> {
    let file = |settings: &SourceSettings| Inputs::of(settings).to_toml();
    let (before, after) = (file(before), file(after));
    let known: Vec<&str> = before.lines().collect();
    after.lines().filter(|line| !line.is_empty() && !known.contains(line)).map(str::to_owned).collect()
}

fn shown(lang: Lang, settings: &SourceSettings, target: Target, chosen: &str) -> TargetShown {
    let value = target.name();
    let chosen = value == chosen;
    TargetShown { label: label(lang, target), rule: rule(settings, target), value, target, chosen }
}

fn label(lang: Lang, target: Target) -> String {
    let t = text::phrases(lang);
    let name = match target {
        Target::Card => return fl!(t, "desk-source-card"),
        Target::Link => return fl!(t, "desk-source-link"),
        Target::Next => return fl!(t, "desk-source-paging"),
        Target::Field(field, _) => field_name(lang, field.name()),
        Target::Published(_) => fl!(t, "desk-point-published"),
    };
    if target.is_listed() { fl!(t, "desk-point-in-box", field = name) } else { name }
}

/// The first selector there is for it now.
fn rule(settings: &SourceSettings, target: Target) -> String {
    let first = |rules: &[FieldRule], part: Part| {
        let selects = rules.iter().filter_map(|rule| match rule {
            FieldRule::Select { select, from, .. } if *from == part => Some(select.clone()),
            _ => None,
        });
        selects.into_iter().next().unwrap_or_default()
    };
    let listing = match &settings.kind {
        SourceKind::Pages { listing } => listing.clone(),
        _ => crate::domain::source::ListingRules::default(),
    };
    match target {
        Target::Card => listing.card.unwrap_or_default(),
        Target::Link => listing.link,
        Target::Next => match listing.pagination {
            Some(Pagination::Next(selector)) => selector,
            Some(Pagination::Numbered { .. }) | None => String::new(),
        },
        Target::Field(field, part) => first(settings.fields.get(&field).map_or(&[], Vec::as_slice), part),
        Target::Published(part) => first(&settings.published, part),
    }
}
