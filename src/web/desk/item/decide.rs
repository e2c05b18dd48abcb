//! Claiming and deciding. Every form carries the version that was seen; whoever comes second loses no text.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};

use super::{
    super::{
        guard::SignedIn,
        queue::{self, Place},
        trouble::{Result, Trouble},
        typed::Typed,
    },
    AskView, Body, RejectView, StaleView,
    changes::ChangesView,
    opened::Opened,
    panel, parse, screen_with,
};
use crate::{
    desk::DeskError,
    domain::{FieldErrors, Id, Timestamp, marker::ReviewItem, review::Decision},
    web::{App, site::views::question::ErrorLink},
};

fn place_of(typed: &Typed) -> Place {
    Place::of(typed.text("view"), typed.text("page"))
}

/// Opening an item to work on it. The script sends this when an item is opened; without it there is a button.
pub(super) async fn claim(
    State(app): State<App>,
    signed: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    typed: Typed,
) -> Result {
    let opened = app.desk().open(&signed.editor, parse(&id)?).await?;
    let ours = opened.claim.is_some_and(|claim| claim.by == signed.editor.id);
    // The script asks in the background: it is told when somebody was quicker. A person is shown the item.
    if !ours && headers.get("sec-fetch-dest").is_some_and(|dest| dest == "empty") {
        return Ok(StatusCode::CONFLICT.into_response());
    }
    Ok(Redirect::to(&place_of(&typed).item(opened.item.id)).into_response())
}

pub(super) async fn release(State(app): State<App>, signed: SignedIn, Path(id): Path<String>, typed: Typed) -> Result {
    app.desk().release(&signed.editor, parse(&id)?).await?;
    Ok(Redirect::to(&place_of(&typed).queue()).into_response())
}

pub(super) async fn approve(State(app): State<App>, signed: SignedIn, Path(id): Path<String>, typed: Typed) -> Result {
    let decision = match day(typed.text("publish_on")) {
        Ok(publish_at) => Decision::Approve { publish_at },
        Err(errors) => {
            return refused(&app, &signed, parse(&id)?, &typed, &Decision::Approve { publish_at: None }, errors).await;
        }
    };
    decide(&app, &signed, &id, &typed, decision).await
}

pub(super) async fn ask(State(app): State<App>, signed: SignedIn, Path(id): Path<String>, typed: Typed) -> Result {
    decide(&app, &signed, &id, &typed, super::ask::asked(&typed)).await
}

pub(super) async fn reject(State(app): State<App>, signed: SignedIn, Path(id): Path<String>, typed: Typed) -> Result {
    if let Some(decision) = super::ask::rejected(&typed) {
        decide(&app, &signed, &id, &typed, decision).await
    } else {
        let mut errors = FieldErrors::default();
        errors.add("reason", "error-reason-missing");
        if typed.text("message").trim().is_empty() {
            errors.add("message", "error-message-missing");
        }
        let opened = Opened::read(&app, parse(&id)?).await?;
        let body = Body::Reject(RejectView::with(&signed, &opened, &typed, &errors));
        let place = place_of(&typed);
        screen_with(&app, &signed, &place, opened, body, StatusCode::UNPROCESSABLE_ENTITY, Vec::new()).await
    }
}

/// Midnight UTC of a day `2026-12-24`; none for an empty text.
fn day(text: &str) -> std::result::Result<Option<Timestamp>, FieldErrors> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let format = time::macros::format_description!("[year]-[month]-[day]");
    if let Ok(day) = time::Date::parse(text, &format) {
        Ok(Some(Timestamp::from_utc(day.midnight().assume_utc())))
    } else {
        let mut errors = FieldErrors::default();
        errors.add("publish_on", "error-day");
        Err(errors)
    }
}

async fn decide(app: &App, signed: &SignedIn, id: &str, typed: &Typed, decision: Decision) -> Result {
    let id = parse(id)?;
    let place = place_of(typed);
    let version = typed.number("version").ok_or(Trouble::Unreadable)?;
    let next = queue::after(app, signed, &place, id).await?;
    match app.desk().decide(&signed.editor, id, version, &decision).await {
        Ok(_) => {
            let path = next.map_or_else(|| place.queue(), |next| place.item(next));
            Ok(Redirect::to(&path).into_response())
        }
        Err(DeskError::Invalid(errors)) => refused(app, signed, id, typed, &decision, errors).await,
        Err(DeskError::Stale(stale)) => {
            let opened = Opened::of(app, stale.item.clone()).await?;
            let view = StaleView::read(app, signed, &place, &stale, &opened, &decision).await?;
            screen_with(app, signed, &place, opened, Body::Stale(view), StatusCode::CONFLICT, Vec::new()).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The same screen with what is missing, and everything that was typed.
async fn refused(
    app: &App,
    signed: &SignedIn,
    id: Id<ReviewItem>,
    typed: &Typed,
    decision: &Decision,
    errors: FieldErrors,
) -> Result<Response> {
    let opened = Opened::read(app, id).await?;
    let place = place_of(typed);
    let (body, refused): (Body, Vec<ErrorLink>) = match decision {
        Decision::Approve { .. } => {
            let body = ChangesView::read(app, signed, &opened, &place, None).await?;
            (Body::Changes(body), panel::refusals(signed, &place, &opened, &errors))
        }
        Decision::AskForChanges { .. } => (Body::Ask(AskView::with(signed, &opened, typed, &errors)), Vec::new()),
        Decision::Reject { .. } => (Body::Reject(RejectView::with(signed, &opened, typed, &errors)), Vec::new()),
    };
    screen_with(app, signed, &place, opened, body, StatusCode::UNPROCESSABLE_ENTITY, refused).await
}

pub(super) async fn undo(State(app): State<App>, signed: SignedIn, Path(id): Path<String>, typed: Typed) -> Result {
    match app.desk().undo(&signed.editor, parse(&id)?).await {
        Ok(item) => Ok(Redirect::to(&place_of(&typed).item(item.id)).into_response()),
        // What it was merged into was merged itself since: that is to be taken back first.
        Err(DeskError::Stale(stale)) => Ok(Redirect::to(&place_of(&typed).item(stale.item.id)).into_response()),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn reopen(State(app): State<App>, signed: SignedIn, Path(id): Path<String>, typed: Typed) -> Result {
    let why = typed.text("why").trim();
    if why.chars().count() > 4_000 {
        return Err(Trouble::Unreadable);
    }
    match app.desk().reopen(&signed.editor, parse(&id)?, why).await {
        Ok(item) => Ok(Redirect::to(&Place::default().item(item.id)).into_response()),
        // Something newer about the same practice is open, or what it was merged into was merged itself: that one is to be
        // decided, or taken back, first.
        Err(DeskError::Stale(stale)) => Ok(Redirect::to(&Place::default().item(stale.item.id)).into_response()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_publication_is_a_date_or_nothing() {
        assert_eq!(day(" ").ok(), Some(None));
        let christmas = day("2026-12-24").ok().flatten().map(|at| at.to_utc().to_string());
        assert_eq!(christmas.as_deref(), Some("2026-12-24 0:00:00.0 +00:00:00"));
        for wrong in ["24.12.2026", "2026-13-01", "soon", "2026-12-24T00:00"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}
