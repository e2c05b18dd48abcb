//! A page as a response, and a trouble as one.

use askama::Template;
use axum::{
    http::{HeaderName, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};

use super::views::error::{ErrorPage, Trouble};
use crate::{desk::DeskError, documents::DocumentError, press::PressError, search::SearchError, store::StoreError};

/// What a handler gives: an answer, or a trouble that becomes a page on its way out (`web::faults`).
pub type Answer = Result<Response, Trouble>;

/// A page, answered with 200.
pub fn page(template: &impl Template) -> Response {
    page_with(StatusCode::OK, template)
}

/// A page with another status: 422 for a form to be mended, 404, 409 and so on.
pub fn page_with(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A page that says what went wrong, with its status, never kept by caches.
pub fn trouble(page: &ErrorPage) -> Response {
    let mut response = page_with(page.trouble.status(), page);
    response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    if let Some(seconds) = page.trouble.seconds() {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// The trouble alone; `web::faults` makes it a page in the reader's language.
impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Told once, here: the visitor sees a sentence and a reference, the log the cause.
impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "could not read what a page needs");
        if error.is_passing() { Self::Unavailable { seconds: 30 } } else { Self::Internal }
    }
}

impl From<SearchError> for Trouble {
    fn from(error: SearchError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "could not search");
        Self::Internal
    }
}

impl From<DocumentError> for Trouble {
    fn from(error: DocumentError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "could not write a document");
        Self::Internal
    }
}

impl From<PressError> for Trouble {
    fn from(error: PressError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "could not write a file for readers");
        Self::Internal
    }
}

/// For actions whose form has nothing to mend: what is invalid then is the request itself.
impl From<DeskError> for Trouble {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::NotFound => Self::NotFound,
            DeskError::Forbidden => Self::Forbidden,
            DeskError::Stale(_)
            | DeskError::OtherChanged
            | DeskError::NotPossible(_)
            | DeskError::NotNow(_)
            | DeskError::SourceKnown { .. } => Self::Conflict,
            DeskError::Invalid(_) => Self::Unreadable,
            DeskError::TooMany => Self::TooMany { seconds: 60 },
            DeskError::Store(error) => error.into(),
            DeskError::BrokenOff(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "could not finish what was worked out");
                Self::Internal
            }
        }
    }
}

/// Only a path of our own may be a place to return to; anything else (another host, a scheme, a backslash) is not.
#[must_use]
pub fn own_path(path: &str) -> Option<&str> {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    own.then_some(path)
}

/// 303 to a path of our own, with one more header.
pub fn see_other_with(path: &str, name: HeaderName, value: &str) -> Response {
    ([(name, value)], Redirect::to(path)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_paths_are_followed() {
        assert_eq!(own_path("/en/practices?topic=roma&q=%C3%A9"), Some("/en/practices?topic=roma&q=%C3%A9"));
        for path in
            ["//evil.test", "/\\evil.test", "https:evil.test", "javascript:alert(1)", "", "/a\r\nb", "/\t/evil.test"]
        {
            assert_eq!(own_path(path), None, "{path}");
        }
    }
}
