//! `POST /{lang}/submit`: everything that is wrong is said at once, and nothing typed or uploaded is lost.

use std::time::Duration;

use axum::{
    extract::{Multipart, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};

use super::{
    fill::Filled,
    form::{self, Showing},
    parts::OPENED,
    sent::{Files, Sent},
    typed::Typed,
};
use crate::{
    desk::DeskError,
    domain::{FieldErrors, Timestamp, submission::ParsedSubmission},
    web::{
        App,
        caller::Caller,
        site::{
            Visitor, addresses,
            answer::Answer,
            views::{error::Trouble, submit::TRAP},
        },
    },
};

pub(in crate::web) const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);
/// Forms from one address in an hour, those with errors among them.
pub(in crate::web) const FORMS_FROM_ONE: i64 = 20;
/// Forms in an hour from everywhere; beyond, they wait for an editor without a mail to anybody.
const FORMS_IN_ALL: i64 = 300;
/// Receipts to one mail address in a day.
const FORMS_TO_ONE: i64 = 10;
/// Nobody reads and fills in the form faster.
const READING_TIME: Duration = Duration::from_secs(3);

pub async fn send(State(app): State<App>, visitor: Visitor, caller: Caller, form: Multipart) -> Answer {
    let too_often = !allowed(&app, &format!("submit:{}", caller.name()), FORMS_FROM_ONE, HOUR).await?;
    let sent = Sent::read(&app, form, if too_often { Files::Leave } else { Files::Take }).await?;
    let typed = Typed::of(&sent);
    let filled = Filled::of(&app, &sent, &typed.pictures, &[]).await?;
    let words = app.desk().words().await?;
    let parsed = typed.form.clone().parse(&words.vocabulary());

    let mut errors = FieldErrors::default();
    if too_often {
        errors.add("form", "error-too-many-forms");
    }
    merge(&mut errors, &typed.faults);
    merge(&mut errors, &filled.faults);
    let parsed = match parsed {
        Ok(parsed) if errors.is_empty() => parsed,
        Ok(_) => return Ok(back(&app, &visitor, &words, &sent, &typed, &filled, &errors)),
        Err(faults) => {
            merge(&mut errors, &faults);
            return Ok(back(&app, &visitor, &words, &sent, &typed, &filled, &errors));
        }
    };
    let suspicious = is_suspicious(&app, &sent, &parsed).await?;
    let receipt = app.desk().submit(&parsed, visitor.lang, &sent.key, &filled.uploads(), suspicious).await?;
    let status = addresses::status(visitor.lang, &receipt.link.reveal());
    Ok(Redirect::to(&format!("{status}?sent=1")).into_response())
}

/// The form as typed, with what is wrong.
fn back(
    app: &App,
    visitor: &Visitor,
    words: &crate::desk::Words,
    sent: &Sent,
    typed: &Typed,
    filled: &Filled,
    errors: &FieldErrors,
) -> Response {
    let showing = Showing {
        form: &typed.form,
        filled,
        errors,
        asked: &[],
        key: &sent.key,
        opened: opened(sent).unwrap_or_else(|| app.clock().now()),
        seen: None,
        revising: None,
    };
    let page = form::page(app, visitor, words, &addresses::submit(visitor.lang), showing);
    refusal(errors, &page)
}

/// 429 for who sends too often, else 422.
pub(super) fn refusal(errors: &FieldErrors, page: &crate::web::site::views::submit::SubmitPage) -> Response {
    if errors.at("form").is_none() {
        return form::answer(StatusCode::UNPROCESSABLE_ENTITY, page);
    }
    let mut response = form::answer(StatusCode::TOO_MANY_REQUESTS, page);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("3600"));
    response
}

/// Adds what is not said at the same place already.
pub(super) fn merge(errors: &mut FieldErrors, more: &FieldErrors) {
    let said: Vec<String> = errors.0.iter().map(|error| error.place.clone()).collect();
    errors.0.extend(more.0.iter().filter(|error| !said.contains(&error.place)).cloned());
}

pub(in crate::web) async fn allowed(app: &App, name: &str, most: i64, window: Duration) -> Result<bool, Trouble> {
    match app.desk().allow(name, most, window).await {
        Ok(()) => Ok(true),
        Err(DeskError::TooMany) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// When the form was opened, as it says itself: a robot that forges this gains a look from an editor, no more.
fn opened(sent: &Sent) -> Option<Timestamp> {
    sent.one(OPENED).parse().ok().map(Timestamp::from_micros)
}

/// Whether a program seems to have filled it in, or more come than people send.
async fn is_suspicious(app: &App, sent: &Sent, parsed: &ParsedSubmission) -> Result<bool, Trouble> {
    let now = app.clock().now();
    let in_time = opened(sent).is_some_and(|opened| now.since(opened) >= READING_TIME);
    let robot = !in_time || !sent.has_key || !sent.one(TRAP).is_empty();
    Ok(robot || is_flooded(app, parsed).await?)
}

/// Whether more come than people send, from everywhere or for one contact.
pub(in crate::web) async fn is_flooded(app: &App, parsed: &ParsedSubmission) -> Result<bool, Trouble> {
    let email = parsed.contact.email.as_str().to_lowercase();
    Ok(!allowed(app, "submit", FORMS_IN_ALL, HOUR).await?
        || !allowed(app, &format!("submit-to:{email}"), FORMS_TO_ONE, DAY).await?)
}
