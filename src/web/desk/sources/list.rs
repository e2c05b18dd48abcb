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
    Doing, doing, last,
};
use crate::{
    domain::{Id, Lang, Timestamp, marker::Source},
    store::{self, HarvestCounts, HarvestEnd, KeptSource},
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
    /// The latest runs, the newest last, a shape each; and the same in one sentence.
    strip: Vec<Mark>,
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
    let mut strips: HashMap<Id<Source>, Vec<HarvestEnd>> = HashMap::new();
    for end in store::harvest_strips(app.store(), RUNS).await? {
        strips.entry(end.source_id).or_default().push(end);
    }
    let ran = |source: &KeptSource| strips.get(&source.id).map_or(&[] as &[HarvestEnd], Vec::as_slice);
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ran {
    New,
    Changed,
    /// Practices are gone.
    Vanished,
    NothingNew,
    Held,
    FoundNothing,
    Refused,
    Failed,
    /// The list is gone.
    Gone,
    Stopped,
}

impl Ran {
    pub(super) fn of(end: &HarvestEnd) -> Self {
        match end.outcome.as_deref().unwrap_or_default() {
            phrase if phrase.starts_with("source-outcome-found-nothing") => Self::FoundNothing,
            _ if end.held => Self::Held,
            "source-outcome-stopped" => Self::Stopped,
            "source-outcome-ok" => Self::New,
            "source-outcome-changed" => Self::Changed,
            "source-outcome-gone" => Self::Vanished,
            "source-outcome-nothing-new" => Self::NothingNew,
            "source-fault-gone" => Self::Gone,
            phrase if phrase.starts_with("source-refused") => Self::Refused,
            _ => Self::Failed,
        }
    }

    const fn is_well(self) -> bool {
        matches!(self, Self::New | Self::Changed | Self::Vanished | Self::NothingNew)
    }

    /// A shape of its own for each, and a phrase `desk-ran-{name}`.
    const fn shown(self) -> (char, &'static str) {
        match self {
            Self::New => ('✚', "new"),
            Self::Changed => ('◐', "changed"),
            Self::Vanished => ('⊖', "vanished"),
            Self::NothingNew => ('●', "nothing-new"),
            Self::Held => ('■', "held"),
            Self::FoundNothing => ('◆', "found-nothing"),
            Self::Refused => ('✕', "refused"),
            Self::Failed => ('▲', "failed"),
            Self::Gone => ('∅', "gone"),
            Self::Stopped => ('◌', "stopped"),
        }
    }
}

/// One run in a strip: its shape, and when it was and how it went in words.
pub(super) struct Mark {
    pub shape: char,
    pub said: String,
}

/// The latest runs, given newest first, as they are shown: the newest last.
pub(super) fn strip(lang: Lang, runs: &[HarvestEnd]) -> Vec<Mark> {
    runs.iter().rev().map(|end| mark(lang, end)).collect()
}

fn mark(lang: Lang, end: &HarvestEnd) -> Mark {
    let t = text::phrases(lang);
    let (shape, name) = Ran::of(end).shown();
    let what = text::phrase::<&str, &str>(lang, &format!("desk-ran-{name}"), &[]);
    let when = text::date_time(lang, end.started_at);
    let HarvestCounts { new, changed, gone, .. } = end.counts.0;
    let said = if new + changed + gone == 0 {
        fl!(t, "desk-ran", when = when, what = what)
    } else {
        fl!(t, "desk-ran-counted", when = when, what = what, new = new, changed = changed, gone = gone)
    };
    Mark { shape, said }
}

/// All of a strip in one sentence.
pub(super) fn strip_said(lang: Lang, runs: &[HarvestEnd]) -> String {
    let good = runs.iter().filter(|end| Ran::of(end).is_well()).count();
    match runs.len() {
        0 => String::new(),
        all => fl!(text::phrases(lang), "desk-source-strip", good = good, all = all),
    }
}

fn line(lang: Lang, now: Timestamp, source: &KeptSource, waiting: i64, runs: &[HarvestEnd]) -> Line {
    Line {
        name: source.name.clone(),
        href: format!("/desk/sources/{}", source.slug),
        doing: doing(lang, source),
        last: last(lang, source),
        good: source.health.last_success_at.map(|at| text::ago(lang, now, at)).unwrap_or_default(),
        strip: strip(lang, runs),
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
