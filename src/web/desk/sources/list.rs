//! All sources, those that need a person first.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use i18n_embed_fl::fl;

use super::{
    super::{
        frame::{Frame, Section},
        guard::SignedIn,
        trouble::Result,
    },
    Doing, doing, said,
};
use crate::{
    domain::{Id, Lang, Timestamp, marker::Source},
    store::{self, KeptSource},
    text,
    web::{
        App, assets,
        site::{answer::page, views::Link},
    },
};

/// Runs in a strip.
pub(super) const RUNS: i64 = 30;

#[derive(Template)]
#[template(path = "desk/sources.html")]
struct SourcesPage {
    page: Frame,
    sources: Vec<Line>,
    /// Those that were removed.
    removed: Vec<Link>,
}

struct Line {
    name: String,
    href: String,
    doing: Doing,
    /// What the last run came to, while it needs a person.
    last: String,
    good: String,
    /// The latest runs, the newest last, a shape each; and the same in words.
    strip: String,
    strip_said: String,
    waiting: i64,
    next: String,
}

pub(super) async fn list(State(app): State<App>, signed: SignedIn) -> Result {
    let now = app.clock().now();
    let (removed, mut sources): (Vec<_>, Vec<_>) =
        store::source_list(app.store()).await?.into_iter().partition(|source| source.retired_at.is_some());
    sources.sort_by_key(|source| !(source.active && source.health.condition.needs_a_person()));
    let waiting: HashMap<_, _> = store::item_open_by_source(app.store()).await?.into_iter().collect();
    let here = |source: &KeptSource| waiting.get(&source.id).copied().unwrap_or(0);
    let mut strips: HashMap<Id<Source>, Vec<Ran>> = HashMap::new();
    for (source, outcome, held) in store::harvest_strips(app.store(), RUNS).await? {
        strips.entry(source).or_default().push(Ran::of(outcome.as_deref(), held));
    }
    let ran = |source: &KeptSource| strips.get(&source.id).map_or(&[] as &[Ran], Vec::as_slice);
    let lines = sources.iter().map(|source| line(signed.lang, now, source, here(source), ran(source))).collect();
    let title = fl!(text::phrases(signed.lang), "desk-nav-sources");
    let frame = Frame::inside(&app, &signed, Section::Sources, title).await?;
    let removed = removed.iter().map(link_to).collect();
    Ok(page(&SourcesPage { page: frame, sources: lines, removed }))
}

pub(super) fn link_to(source: &KeptSource) -> Link {
    Link::new(&source.name, format!("/desk/sources/{}", source.slug))
}

/// How one run went.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ran {
    Well,
    Held,
    FoundNothing,
    Refused,
    Failed,
    Stopped,
}

impl Ran {
    pub(super) fn of(outcome: Option<&str>, held: bool) -> Self {
        match outcome.unwrap_or_default() {
            phrase if phrase.starts_with("source-outcome-found-nothing") => Self::FoundNothing,
            _ if held => Self::Held,
            "source-outcome-stopped" => Self::Stopped,
            "source-outcome-ok" | "source-outcome-changed" | "source-outcome-nothing-new" => Self::Well,
            phrase if phrase.starts_with("source-refused") => Self::Refused,
            _ => Self::Failed,
        }
    }

    /// The shapes of the states of a source.
    pub(super) const fn shape(self) -> char {
        match self {
            Self::Well => '●',
            Self::Held => '■',
            Self::FoundNothing => '◆',
            Self::Refused => '✕',
            Self::Failed => '▲',
            Self::Stopped => '◌',
        }
    }
}

pub(super) fn strip_said(lang: Lang, runs: &[Ran]) -> String {
    let good = runs.iter().filter(|ran| **ran == Ran::Well).count();
    match runs.len() {
        0 => String::new(),
        all => fl!(text::phrases(lang), "desk-source-strip", good = good, all = all),
    }
}

fn line(lang: Lang, now: Timestamp, source: &KeptSource, waiting: i64, runs: &[Ran]) -> Line {
    Line {
        name: source.name.clone(),
        href: format!("/desk/sources/{}", source.slug),
        doing: doing(lang, source),
        last: source.health.last.as_ref().map(|note| said(lang, note)).unwrap_or_default(),
        good: source.health.last_success_at.map(|at| text::ago(lang, now, at)).unwrap_or_default(),
        strip: runs.iter().rev().map(|ran| ran.shape()).collect(),
        strip_said: strip_said(lang, runs),
        waiting,
        next: next(lang, now, source),
    }
}

fn next(lang: Lang, now: Timestamp, source: &KeptSource) -> String {
    match source.due_at.filter(|_| source.active) {
        None => String::new(),
        Some(due) if due <= now => fl!(text::phrases(lang), "desk-source-now"),
        Some(due) => text::date_time(lang, due),
    }
}
