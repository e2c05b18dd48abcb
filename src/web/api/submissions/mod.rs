//! `POST /api/v1/submissions`: a city's own program sends a practice. The rules, limits and letters are those of the form;
//! there is no account, and what it answers with opens the same status page.

mod read;

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::problem::{ArgumentError, Problem};
use crate::{
    desk::{DeskError, Receipt, Repeated},
    domain::{FieldErrors, Lang, submission::ParsedSubmission},
    text,
    web::{
        App,
        caller::Caller,
        site::addresses,
        submit::{FORMS_FROM_ONE, HOUR, allowed, is_flooded},
    },
};

/// Draft 07, 2.1: a string of HTTP's structured fields; bare ones are taken too.
const KEY: &str = "idempotency-key";
const KEY_LEAST: usize = 16;
const KEY_MOST: usize = 128;

/// What was taken in.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "reference": "PR-2026-7KQ2M",
    "status": "https://practices.example/en/status/8e03978e40d543ddbc936894a57f93248e03978e40d543ddbc936894a57f9324"
}))]
pub struct SubmissionReceipt {
    /// The number to name when you write to the editors.
    pub reference: String,
    /// The page that shows what becomes of it, good for a year. Whoever has this address can change the practice and take it
    /// back: keep it as you would a password. The contact gets a letter with such a link, too.
    pub status: String,
}

/// Sends a practice to the editors.
#[utoipa::path(
    post,
    path = "/submissions",
    tag = "submissions",
    operation_id = "createSubmission",
    params(("Idempotency-Key" = String, Header, description = "Drawn anew for each practice: 16 to 128 visible ASCII characters, a UUID for example. The same key with the same body is answered as before and submits nothing again. Keys are remembered for 24 hours", example = "8e03978e-40d5-43dd-bc93-6894a57f9324")),
    request_body(content = read::NewSubmission, content_type = "application/json"),
    responses(
        (status = 201, description = "Taken in. The contact is sent a letter with a link, and an editor looks at it", body = SubmissionReceipt, headers(("Location" = String, description = "The status page"))),
        (status = 400, description = "No JSON, or no Idempotency-Key", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "A request with this key is being worked on: ask again in a moment", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "More than 1 MB", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not sent as application/json", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Members with faults, each with a pointer to it (RFC 6901, as a fragment); or the key was sent with another body", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many from one network within the hour; Retry-After says when", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn create(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    if !is_json(&headers) {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "send it as application/json"));
    }
    let key = key_of(&headers)?;
    if !allowed(&app, &format!("submit:{}", caller.name()), FORMS_FROM_ONE, HOUR).await? {
        return Ok(too_many());
    }
    let value = serde_json::from_slice(&body)
        .map_err(|error| Problem::new(StatusCode::BAD_REQUEST, format!("this is no JSON: {error}")))?;
    let (form, lang, mut faults) = read::read(&value);
    let words = app.desk().words().await.map_err(failed)?;
    let parsed = match form.parse(&words.vocabulary()) {
        Ok(parsed) if faults.is_empty() => parsed,
        Ok(_) => return Err(unfit(faults)),
        Err(errors) => {
            // What is no text at all is told once.
            let said = |pointer: &String| faults.iter().any(|fault| fault.pointer == *pointer);
            let more: Vec<ArgumentError> =
                told(&errors, lang).into_iter().filter(|fault| !said(&fault.pointer)).collect();
            faults.extend(more);
            return Err(unfit(faults));
        }
    };
    let receipt = submit_once(&app, &key, &body, &parsed, lang).await?;
    Ok(created(&app, lang, &receipt))
}

async fn submit_once(
    app: &App,
    key: &str,
    body: &[u8],
    parsed: &ParsedSubmission,
    lang: Lang,
) -> Result<Receipt, Problem> {
    let desk = app.desk();
    let link = match desk.request_begin(key, body).await.map_err(failed)? {
        Repeated::Go(link) => link,
        Repeated::InProgress => {
            return Err(Problem::new(StatusCode::CONFLICT, "a request with this key is being worked on"));
        }
        Repeated::OtherBody => {
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "this key was sent with another body"));
        }
    };
    let done = async {
        // A program is expected here: only how many come is looked at.
        let suspicious = is_flooded(app, parsed).await?;
        desk.submit(parsed, lang, &link, &[], suspicious).await.map_err(failed)
    };
    let done: Result<Receipt, Problem> = done.await;
    desk.request_end(key, done.is_ok()).await.map_err(failed)?;
    done
}

fn failed(error: DeskError) -> Problem {
    crate::web::site::views::error::Trouble::from(error).into()
}

fn created(app: &App, lang: Lang, receipt: &Receipt) -> Response {
    let status = format!("{}{}", app.site().origin, addresses::status(lang, &receipt.link.reveal()));
    let location = HeaderValue::from_str(&status);
    let receipt = SubmissionReceipt { reference: receipt.reference.clone(), status };
    let mut response = (StatusCode::CREATED, Json(receipt)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(location) = location {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

fn is_json(headers: &HeaderMap) -> bool {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    sent.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

fn key_of(headers: &HeaderMap) -> Result<String, Problem> {
    let wanted = || {
        let detail = "send an Idempotency-Key of 16 to 128 visible ASCII characters, drawn anew for each practice";
        Problem::new(StatusCode::BAD_REQUEST, detail)
    };
    let sent = headers.get(KEY).and_then(|value| value.to_str().ok()).ok_or_else(wanted)?.trim();
    let key = sent.strip_prefix('"').and_then(|key| key.strip_suffix('"')).unwrap_or(sent);
    let is_fit = (KEY_LEAST..=KEY_MOST).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    if is_fit { Ok(key.to_owned()) } else { Err(wanted()) }
}

fn too_many() -> Response {
    let mut response =
        Problem::new(StatusCode::TOO_MANY_REQUESTS, "many came from your network within the hour").into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("3600"));
    response
}

fn unfit(errors: Vec<ArgumentError>) -> Problem {
    Problem { errors, ..Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "some members have faults") }
}

/// In the language of the letters.
fn told(errors: &FieldErrors, lang: Lang) -> Vec<ArgumentError> {
    let one = |error: &crate::domain::FieldError| {
        ArgumentError::at(&read::pointer(&error.place), text::field_error(lang, error))
    };
    errors.0.iter().map(one).collect()
}
