//! What went wrong, made a page: every answer that is an error and no page yet gets one, in the reader's language and with
//! the request's id. Handlers, libraries and layers need only say what it was.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{
    App, api, demo,
    shield::RequestId,
    site::{
        TextSize, answer, language,
        views::error::{ErrorPage, Trouble},
    },
};
use crate::domain::Lang;

/// The largest request taken where a page does not say otherwise.
pub const BODY_MOST: usize = 1 << 20;

/// A layer: inside the one that draws the request's id, outside of all that can fail.
pub async fn tell(State(app): State<App>, request: Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let response = next.run(request).await;
    match trouble_of(&response) {
        Some(trouble) => asked.told(&app, response.status(), response.headers(), trouble),
        None => response,
    }
}

/// The answer to a request that no handler is asked about.
#[must_use]
pub fn refused(app: &App, request: &Request, status: StatusCode) -> Response {
    Asked::of(request).told(app, status, &HeaderMap::new(), trouble_with(status))
}

/// What a page about an error needs of the request.
struct Asked {
    path: String,
    lang: Lang,
    text_size: TextSize,
    id: String,
}

impl Asked {
    fn of(request: &Request) -> Self {
        let path = request.uri().path().to_owned();
        let lang = path.split('/').nth(1).and_then(|lang| lang.parse().ok());
        Self {
            lang: lang.unwrap_or_else(|| language::preferred(request.headers())),
            text_size: TextSize::of(request.headers()),
            id: request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
            path,
        }
    }

    /// The answer with the same status and its other headers (`Allow`, `Set-Cookie`), but for people.
    fn told(self, app: &App, status: StatusCode, headers: &HeaderMap, trouble: Trouble) -> Response {
        let back_in = trouble.seconds();
        let mut told = if self.path.starts_with(API) {
            api::problem(status, &self.id)
        } else if is_for_programs(&self.path) {
            let reason = status.canonical_reason().unwrap_or("Error");
            (status, [(header::CACHE_CONTROL, "no-store")], format!("{} {reason}\n{}\n", status.as_u16(), self.id))
                .into_response()
        } else {
            let mut page = ErrorPage::new(self.lang, &app.site().origin, &self.path, trouble, self.id);
            page.page.text_size = self.text_size;
            page.page.strip = demo::strip(app, self.lang);
            answer::trouble(&page)
        };
        if let Some(seconds) = back_in {
            told.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        *told.status_mut() = status;
        keep_headers(told.headers_mut(), headers);
        told
    }
}

/// What failed, where nobody has made a page of it yet.
fn trouble_of(response: &Response) -> Option<Trouble> {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let content_type = response.headers().get(header::CONTENT_TYPE).map_or(&b""[..], |value| value.as_bytes());
    let is_ready = content_type.starts_with(b"text/html") || response.extensions().get::<ForPrograms>().is_some();
    if !is_error || is_ready {
        return None;
    }
    response.extensions().get::<Trouble>().cloned().or_else(|| Some(trouble_with(status)))
}

/// For answers that a layer or an extractor of the library gave.
fn trouble_with(status: StatusCode) -> Trouble {
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Trouble::Forbidden,
        StatusCode::NOT_FOUND => Trouble::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Trouble::WrongMethod,
        StatusCode::GONE => Trouble::Gone,
        StatusCode::CONFLICT => Trouble::Conflict,
        StatusCode::PAYLOAD_TOO_LARGE => Trouble::TooLarge { limit: megabytes(BODY_MOST) },
        StatusCode::TOO_MANY_REQUESTS => Trouble::TooMany { seconds: 60 },
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => {
            Trouble::Unavailable { seconds: 30 }
        }
        status if status.is_server_error() => Trouble::Internal,
        _ => Trouble::Unreadable,
    }
}

/// `1 MB`, with the space that keeps it together.
#[must_use]
pub fn megabytes(bytes: usize) -> String {
    format!("{}\u{a0}MB", bytes >> 20)
}

/// Marks an error that is an answer for programs as it is, such as the reasons of `/readyz`.
#[derive(Clone, Copy, Debug)]
pub struct ForPrograms;

/// Below it everything is for programs that read problems (RFC 9457).
const API: &str = "/api/";

/// Files and feeds are not read by people: no page in place of them.
fn is_for_programs(path: &str) -> bool {
    const FOLDERS: [&str; 5] = ["/assets/", "/files/", "/sitemaps/", "/data/", "/oai"];
    const ENDINGS: [&str; 10] = [".atom", ".xml", ".txt", ".ico", ".json", ".csv", ".ris", ".bib", ".pdf", ".xsd"];
    FOLDERS.iter().any(|folder| path.starts_with(folder)) || ENDINGS.iter().any(|ending| path.ends_with(ending))
}

fn keep_headers(told: &mut HeaderMap, first: &HeaderMap) {
    let of_the_body = [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_ENCODING];
    for (name, value) in first {
        if !of_the_body.contains(name) && !told.contains_key(name) {
            told.append(name, value.clone());
        }
    }
}

/// The answer in place of a handler that panicked: the cause is for the log, and the process lives on.
#[expect(clippy::needless_pass_by_value, reason = "the form the layer calls it in")]
pub fn caught(panic: Box<dyn std::any::Any + Send>) -> Response {
    let cause = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(cause = cause.unwrap_or("unknown"), "a handler panicked");
    Trouble::Internal.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_status_has_its_trouble() {
        for code in 400..600 {
            let status = StatusCode::from_u16(code).unwrap();
            let trouble = trouble_with(status);
            assert_eq!(trouble.status().is_server_error(), status.is_server_error() || code == 408, "{code}");
        }
        assert_eq!(trouble_with(StatusCode::UNPROCESSABLE_ENTITY), Trouble::Unreadable);
    }

    #[tokio::test]
    async fn a_panic_is_an_error_of_ours_and_no_end() {
        use tower::ServiceExt;
        let router: axum::Router = axum::Router::new()
            .route("/", axum::routing::get(|| async { assert_eq!(1, 2, "the secret cause") }))
            .layer(tower_http::catch_panic::CatchPanicLayer::custom(caught));
        let ask = || Request::get("/").body(axum::body::Body::empty()).unwrap();
        for _ in 0..2 {
            let answer = router.clone().oneshot(ask()).await.unwrap();
            assert_eq!((answer.status().as_u16(), trouble_of(&answer)), (500, Some(Trouble::Internal)));
        }
    }

    #[test]
    fn an_answer_that_is_a_page_stays_as_it_is() {
        let form = (StatusCode::UNPROCESSABLE_ENTITY, axum::response::Html("<p>Mend this.</p>")).into_response();
        assert_eq!(trouble_of(&form), None);
        assert_eq!(trouble_of(&StatusCode::OK.into_response()), None);
        assert_eq!(trouble_of(&(StatusCode::FORBIDDEN, "no").into_response()), Some(Trouble::Forbidden));
    }
}
