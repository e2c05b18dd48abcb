//! A page as a response.

use askama::Template;
use axum::{
    http::{HeaderName, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};

use super::views::error::{ErrorPage, Trouble};

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
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    if let Trouble::TooMany { seconds } | Trouble::Unavailable { seconds } = page.trouble {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    response
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
