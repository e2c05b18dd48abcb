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
    domain::{Lang, Timestamp},
    store::{self, KeptSource},
    text,
    web::{App, assets, site::answer::page},
};

#[derive(Template)]
#[template(path = "desk/sources.html")]
struct SourcesPage {
    page: Frame,
    sources: Vec<Line>,
}

struct Line {
    name: String,
    href: String,
    doing: Doing,
    /// What the last run came to, while it needs a person.
    last: String,
    good: String,
    waiting: i64,
    next: String,
}

pub(super) async fn list(State(app): State<App>, signed: SignedIn) -> Result {
    let now = app.clock().now();
    let mut sources = store::source_list(app.store()).await?;
    sources.sort_by_key(|source| !(source.active && source.health.condition.needs_a_person()));
    let waiting: HashMap<_, _> = store::item_open_by_source(app.store()).await?.into_iter().collect();
    let here = |source: &KeptSource| waiting.get(&source.id).copied().unwrap_or(0);
    let lines = sources.iter().map(|source| line(signed.lang, now, source, here(source))).collect();
    let title = fl!(text::phrases(signed.lang), "desk-nav-sources");
    let frame = Frame::inside(&app, &signed, Section::Sources, title).await?;
    Ok(page(&SourcesPage { page: frame, sources: lines }))
}

fn line(lang: Lang, now: Timestamp, source: &KeptSource, waiting: i64) -> Line {
    Line {
        name: source.name.clone(),
        href: format!("/desk/sources/{}", source.slug),
        doing: doing(lang, source),
        last: source.health.last.as_ref().map(|note| said(lang, note)).unwrap_or_default(),
        good: source.health.last_success_at.map(|at| text::ago(lang, now, at)).unwrap_or_default(),
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
