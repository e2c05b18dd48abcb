//! The queue: its views with counts, and the lines of the one that is chosen.

use askama::Template;
use axum::extract::{Query, State};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::{
    flags::{Flagged, flagged},
    frame::{Frame, Section},
    guard::SignedIn,
    happened::iso,
    shown::{item_mosaic, kind_words},
    trouble::Result,
};
use crate::{
    domain::{Id, marker::ReviewItem},
    store::{self, QueueLine, QueueView},
    text::{self, Loader},
    web::{
        App, assets,
        site::{answer::page, views::Drawing},
    },
};

/// Lines shown at once.
pub(super) const PAGE: i64 = 100;

/// What of the queue is looked at: kept in the addresses of items, so that deciding leads on in the same view.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    view: String,
    page: String,
}

impl Place {
    pub fn of(view: &str, page: &str) -> Self {
        Self { view: view.to_owned(), page: page.to_owned() }
    }

    pub fn view(&self) -> QueueView {
        QueueView::ALL.into_iter().find(|view| name(*view) == self.view).unwrap_or(QueueView::All)
    }

    /// Counted from one.
    pub fn number(&self) -> i64 {
        self.page.parse().unwrap_or(1).clamp(1, 1_000_000)
    }

    /// As a query, ready to be followed by more pairs.
    pub fn query(&self) -> String {
        match self.number() {
            1 => format!("view={}", name(self.view())),
            number => format!("view={}&page={number}", name(self.view())),
        }
    }

    pub fn item(&self, id: Id<ReviewItem>) -> String {
        format!("/desk/items/{id}?{}", self.query())
    }

    pub fn queue(&self) -> String {
        format!("/desk?{}", self.query())
    }

    pub fn view_name(&self) -> &'static str {
        name(self.view())
    }
}

const fn name(view: QueueView) -> &'static str {
    match view {
        QueueView::All => "all",
        QueueView::Mine => "mine",
        QueueView::FromCities => "from-cities",
        QueueView::FromSources => "from-sources",
        QueueView::Late => "late",
        QueueView::WithCities => "with-cities",
        QueueView::Done => "done",
    }
}

fn label(t: &Loader, view: QueueView) -> String {
    match view {
        QueueView::All => fl!(t, "desk-view-all"),
        QueueView::Mine => fl!(t, "desk-view-mine"),
        QueueView::FromCities => fl!(t, "desk-view-from-cities"),
        QueueView::FromSources => fl!(t, "desk-view-from-sources"),
        QueueView::Late => fl!(t, "desk-view-late"),
        QueueView::WithCities => fl!(t, "desk-view-with-cities"),
        QueueView::Done => fl!(t, "desk-view-done"),
    }
}

/// The left column of the desk.
pub(super) struct Column {
    pub name: String,
    pub views: Vec<ViewLink>,
    pub lines: Vec<Line>,
    pub earlier: Option<String>,
    pub later: Option<String>,
    /// The lines above and below the one that is open.
    pub previous: Option<String>,
    pub next: Option<String>,
}

pub(super) struct ViewLink {
    pub name: String,
    pub count: i64,
    pub href: String,
    pub current: bool,
}

pub(super) struct Line {
    pub href: String,
    pub current: bool,
    pub mosaic: Drawing,
    pub title: String,
    /// `Reggio Emilia, IT`.
    pub place: String,
    pub kind: String,
    pub age: String,
    pub since: String,
    pub since_iso: String,
    pub flags: Vec<Flagged>,
}

impl Column {
    pub async fn read(app: &App, signed: &SignedIn, place: &Place, open: Option<Id<ReviewItem>>) -> Result<Self> {
        let (store, editor, now) = (app.store(), signed.editor.id, app.clock().now());
        let t = text::phrases(signed.lang);
        let mut views = Vec::new();
        for view in QueueView::ALL {
            let count = store::item_count(store, view, editor, now).await?;
            views.push(ViewLink {
                name: label(t, view),
                count,
                href: format!("/desk?view={}", name(view)),
                current: view == place.view(),
            });
        }
        let offset = (place.number() - 1) * PAGE;
        let mut found = store::item_queue(store, place.view(), editor, now, PAGE + 1, offset).await?;
        let more = found.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
        found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let at = open.and_then(|open| found.iter().position(|line| line.id == open));
        let near = |at: Option<usize>| at.and_then(|at| found.get(at)).map(|line| place.item(line.id));
        let to_page = |number: i64| format!("/desk?view={}&page={number}", name(place.view()));
        Ok(Self {
            name: label(t, place.view()),
            views,
            earlier: (place.number() > 1).then(|| to_page(place.number() - 1)),
            later: more.then(|| to_page(place.number() + 1)),
            previous: near(at.and_then(|at| at.checked_sub(1))),
            next: near(at.map_or(Some(0), |at| Some(at + 1))),
            lines: found.iter().map(|line| shown(app, signed, place, line, open)).collect(),
        })
    }
}

fn shown(app: &App, signed: &SignedIn, place: &Place, line: &QueueLine, open: Option<Id<ReviewItem>>) -> Line {
    let (lang, now) = (signed.lang, app.clock().now());
    let t = text::phrases(lang);
    let since = match place.view() {
        QueueView::WithCities | QueueView::Done => line.entered_at,
        QueueView::All | QueueView::Mine | QueueView::FromCities | QueueView::FromSources | QueueView::Late => {
            line.received_at
        }
    };
    let city = [Some(line.city_name.as_str()), line.country.as_deref()];
    Line {
        href: place.item(line.id),
        current: open == Some(line.id),
        mosaic: item_mosaic(line.city_id, &line.city_name, &line.title),
        title: if line.title.is_empty() { fl!(t, "desk-untitled") } else { line.title.clone() },
        place: city.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        kind: kind_words(t, line.kind, line.channel),
        age: text::ago(lang, now, since),
        since: text::date_time(lang, since),
        since_iso: iso(since),
        flags: flagged(lang, now, signed.editor.id, line),
    }
}

/// The item to go on with once `decided` has left the view: the one after it, else the one before it, leaving out what
/// others have open. Called before the decision, while it still has its place.
pub(super) async fn after(
    app: &App,
    signed: &SignedIn,
    place: &Place,
    decided: Id<ReviewItem>,
) -> Result<Option<Id<ReviewItem>>> {
    let (store, editor, now) = (app.store(), signed.editor.id, app.clock().now());
    let offset = (place.number() - 1) * PAGE;
    let lines = store::item_queue(store, place.view(), editor, now, 2 * PAGE, offset).await?;
    let at = lines.iter().position(|line| line.id == decided);
    let (before, behind) = lines.split_at(at.unwrap_or(0));
    let free =
        |line: &&QueueLine| line.id != decided && line.claim.as_ref().is_none_or(|(claim, _)| claim.by == editor);
    Ok(behind.iter().find(free).or_else(|| before.iter().rev().find(free)).map(|line| line.id))
}

#[derive(Template)]
#[template(path = "desk/queue.html")]
struct QueuePage {
    page: Frame,
    queue: Column,
    total: i64,
}

pub(super) async fn queue(State(app): State<App>, signed: SignedIn, Query(place): Query<Place>) -> Result {
    let queue = Column::read(&app, &signed, &place, None).await?;
    let total = queue.views.iter().find(|view| view.current).map_or(0, |view| view.count);
    let page_title = fl!(text::phrases(signed.lang), "desk-queue-title", view = queue.name.as_str());
    let frame = Frame::inside(&app, &signed, Section::Queue, page_title).await?;
    Ok(page(&QueuePage { page: frame, queue, total }))
}
