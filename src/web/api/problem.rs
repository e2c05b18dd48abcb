//! What went wrong, for programs (RFC 9457).

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::web::{faults::ForPrograms, site::views::error::Trouble};

/// A problem (RFC 9457). Its type is `about:blank`: the status says what kind it is.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Problem {
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The reason phrase of the status.
    pub title: String,
    pub status: u16,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// The request's id: give it when you write to us.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// Every argument that was not understood, and every member that has a fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ArgumentError>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ArgumentError {
    /// The argument in the address.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub parameter: String,
    /// The member of the JSON that was sent: a JSON Pointer as a fragment (RFC 6901, 6), `#/practice/title`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub pointer: String,
    pub detail: String,
}

impl ArgumentError {
    #[must_use]
    pub fn at(pointer: &str, detail: impl Into<String>) -> Self {
        Self { parameter: String::new(), pointer: pointer.to_owned(), detail: detail.into() }
    }
}

impl Problem {
    #[must_use]
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            instance: None,
            errors: Vec::new(),
        }
    }

    /// 400 with all that is wrong.
    #[must_use]
    pub fn arguments(errors: Vec<ArgumentError>) -> Self {
        Self { errors, ..Self::new(StatusCode::BAD_REQUEST, "some arguments were not understood") }
    }

    /// 404 with each name that nothing here has.
    #[must_use]
    pub fn unknown_names(errors: Vec<ArgumentError>) -> Self {
        Self { errors, ..Self::new(StatusCode::NOT_FOUND, "some names are not known here") }
    }
}

/// An error that a layer or the router gave, for `web::faults`.
#[must_use]
pub fn problem(status: StatusCode, id: &str) -> Response {
    let instance = (!id.is_empty()).then(|| format!("urn:request:{id}"));
    Problem { instance, ..Problem::new(status, "") }.into_response()
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response.extensions_mut().insert(ForPrograms);
        response
    }
}

/// Its cause is in the log already.
impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        Self::new(trouble.status(), "")
    }
}
