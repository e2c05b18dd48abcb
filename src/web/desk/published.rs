//! What readers can see, and every revision of it.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::{
    frame::{Frame, Section},
    guard::SignedIn,
    happened::{Happened, happened},
    shown::{field_name, readable},
    trouble::{Result, Trouble},
    typed::Typed,
};
use crate::{
    desk::DeskError,
    domain::{
        Draft, Field, FieldErrors, Id, Lang,
        diff::{self, FieldDiff, Kind},
        marker::Practice,
    },
    store::{self, AuditRow, LivePractice, RevisionRow},
    text,
    web::{
        App, assets,
        site::{
            addresses,
            answer::{page, page_with},
            views::Link,
        },
    },
};

const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "desk/published.html")]
struct PublishedPage {
    page: Frame,
    total: usize,
    broken: i64,
    practices: Vec<Line>,
    earlier: Option<usize>,
    later: Option<usize>,
}

struct Line {
    title: Link,
    tag: String,
    place: String,
    since: String,
    revisions: Link,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Number {
    page: String,
}

pub(super) async fn published(State(app): State<App>, signed: SignedIn, Query(number): Query<Number>) -> Result {
    let t = text::phrases(signed.lang);
    let mut live = store::practice_live_list(app.store(), app.clock().now()).await?;
    live.sort_by_key(|practice| std::cmp::Reverse(practice.live_from));
    let number = number.page.parse::<usize>().unwrap_or(1).clamp(1, live.len().div_ceil(PAGE).max(1));
    let shown = live.iter().skip((number - 1) * PAGE).take(PAGE);
    let practices = shown.map(|practice| line(&signed, practice)).collect();
    let frame = Frame::inside(&app, &signed, Section::Published, fl!(t, "desk-published")).await?;
    Ok(page(&PublishedPage {
        page: frame,
        total: live.len(),
        broken: store::link_broken_count(app.store()).await?,
        practices,
        earlier: (number > 1).then(|| number - 1),
        later: (number * PAGE < live.len()).then_some(number + 1),
    }))
}

fn line(signed: &SignedIn, practice: &LivePractice) -> Line {
    let (lang, record) = (signed.lang, &practice.record);
    let places: Vec<String> = record.cities.iter().map(|city| city.name.clone()).collect();
    let revisions: i64 = practice.revision;
    Line {
        title: Link::new(&record.title, addresses::practice(lang, &practice.slug)),
        tag: record.language.as_ref().map_or_else(|| lang.tag().to_owned(), |tag| tag.as_str().to_owned()),
        place: text::list(lang, &places),
        since: text::date(lang, practice.live_from),
        revisions: Link::new(
            fl!(text::phrases(lang), "desk-revision-count", n = revisions),
            format!("/desk/published/{}", practice.id),
        ),
    }
}

#[derive(Template)]
#[template(path = "desk/revisions.html")]
struct RevisionsPage {
    page: Frame,
    lang: Lang,
    public: Option<String>,
    /// What readers see now may be confirmed.
    confirm: Option<Confirm>,
    revisions: Vec<RevisionShown>,
    /// What was merged into it, and what of that was taken back.
    merged: Vec<Happened>,
}

/// The form by which an editor notes that the city confirmed its text.
struct Confirm {
    action: String,
    revision: i64,
    /// When the city last did.
    last: Option<String>,
    how: String,
    error: Option<String>,
}

struct RevisionShown {
    name: String,
    said: String,
    /// What it changed; none for the first.
    changed: Option<Vec<FieldDiff>>,
}

impl RevisionsPage {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass what they iterate over by reference")]
    fn field_name(&self, field: &Field) -> String {
        field_name(self.lang, field.name())
    }
}

pub(super) async fn revisions(State(app): State<App>, signed: SignedIn, Path(id): Path<String>) -> Result {
    let id: Id<Practice> = id.parse().map_err(|_| Trouble::NotFound)?;
    revisions_page(&app, &signed, id, "", None).await
}

/// `POST /desk/published/{id}/confirm`
pub(super) async fn confirm(State(app): State<App>, signed: SignedIn, Path(id): Path<String>, typed: Typed) -> Result {
    let id: Id<Practice> = id.parse().map_err(|_| Trouble::NotFound)?;
    let seen = typed.number("revision").ok_or(Trouble::Unreadable)?;
    match app.desk().confirm_by_editor(&signed.editor, id, seen, typed.text("how")).await {
        Ok(()) => Ok(Redirect::to(&format!("/desk/published/{id}")).into_response()),
        Err(DeskError::Invalid(errors)) => revisions_page(&app, &signed, id, typed.text("how"), Some(&errors)).await,
        Err(error) => Err(error.into()),
    }
}

async fn revisions_page(
    app: &App,
    signed: &SignedIn,
    id: Id<Practice>,
    how: &str,
    wrong: Option<&FieldErrors>,
) -> Result {
    let (lang, t) = (signed.lang, text::phrases(signed.lang));
    let rows = store::revision_list(app.store(), id).await?;
    let title = rows.iter().find_map(|row| row.record.as_ref()).ok_or(Trouble::NotFound)?.title.clone();
    let words = app.desk().words().await?;
    let text_of = |row: &RevisionRow| -> Option<Draft> {
        row.record.as_ref().map(|record| readable(lang, app.topics(), &words.draft_of(record)))
    };
    let mut revisions = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let before = rows[at + 1..].iter().find_map(text_of);
        let changed = before.zip(text_of(row)).map(|(before, after)| diff::diff(&before, &after));
        revisions.push(RevisionShown {
            name: fl!(t, "desk-revision", number = row.seq),
            said: said(lang, row),
            changed,
        });
    }
    let live = store::practice_live_by_id(app.store(), id, app.clock().now()).await?;
    let public = live.as_ref().map(|practice| addresses::practice(lang, &practice.slug));
    let confirm = live.map(|practice| Confirm {
        action: format!("/desk/published/{id}/confirm"),
        revision: practice.revision,
        last: practice.confirmed_at.map(|at| text::date(lang, at)),
        how: how.to_owned(),
        error: wrong.and_then(|errors| errors.0.first()).map(|error| text::field_error(lang, error)),
    });
    let title = fl!(t, "desk-revisions-of", title = title);
    let mut frame = Frame::inside(app, signed, Section::Published, title).await?;
    frame.wrong = wrong.is_some();
    let status = match wrong {
        None => StatusCode::OK,
        Some(errors) if errors.at("revision").is_some() => StatusCode::CONFLICT,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let merged = mergings(app, id).await?.iter().map(|row| happened(lang, app.topics(), row)).collect();
    Ok(page_with(status, &RevisionsPage { page: frame, lang, public, confirm, revisions, merged }))
}

/// What was merged into a practice, newest first.
pub(super) async fn mergings(app: &App, practice: Id<Practice>) -> Result<Vec<AuditRow>> {
    let mut rows = store::audit_of(app.store(), practice.uuid()).await?;
    rows.retain(|row| matches!(row.action.as_str(), "practice.merge_in" | "practice.part"));
    Ok(rows)
}

/// When a revision went live and by whom, in a sentence.
pub(super) fn said(lang: Lang, row: &RevisionRow) -> String {
    let t = text::phrases(lang);
    let who = row.made_by.clone().unwrap_or_else(|| fl!(t, "desk-who-program"));
    let when = text::date_time(lang, row.live_from);
    match (row.cancelled_at, &row.record) {
        (Some(_), _) => fl!(t, "desk-revision-cancelled", who = who),
        (None, Some(_)) => fl!(t, "desk-revision-live", when = when, who = who),
        (None, None) => fl!(t, "desk-revision-withdrawn", when = when, who = who),
    }
}
