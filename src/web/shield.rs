//! What stands between the network and every handler, errors included: security headers, cross-site writes refused, limits.
//! (reliability.md, section 4; OWASP ASVS 5.0 V3.4, V3.5.)

use std::sync::LazyLock;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::App;
use crate::domain::secret::Secret;

/// The value scripts of a desk page must carry, drawn for each such response.
#[derive(Clone, Debug)]
pub struct Nonce(pub String);

/// The id of a request, told on error pages and in the log.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// Of what readers are sent: the same each time.
static PUBLIC_POLICY: LazyLock<HeaderValue> = LazyLock::new(|| content_security_policy(None, false));
/// Headers added here, more or less.
const ADDED: usize = 9;

/// Adds to every response what browsers need to keep it safe, unless the handler was stricter.
pub async fn headers(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let desk = path == "/desk" || path.starts_with("/desk/");
    let private = desk || path.contains("/status/");
    let policy = if desk {
        let nonce = Secret::draw().reveal()[..32].to_owned();
        let policy = content_security_policy(Some(&nonce), true);
        request.extensions_mut().insert(Nonce(nonce));
        policy
    } else if path.starts_with("/demo/mailbox") {
        content_security_policy(None, true)
    } else {
        PUBLIC_POLICY.clone()
    };
    let id = Secret::draw().reveal()[..12].to_owned();
    let id_header = HeaderValue::from_str(&id);
    request.extensions_mut().insert(RequestId(id));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.reserve(ADDED);
    let mut set = |name: HeaderName, value: HeaderValue| {
        headers.entry(name).or_insert(value);
    };
    set(header::CONTENT_SECURITY_POLICY, policy);
    set(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    set(header::STRICT_TRANSPORT_SECURITY, HSTS);
    set(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    set(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    set(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=()"),
    );
    let referrer = if private { "no-referrer" } else { "strict-origin-when-cross-origin" };
    set(header::REFERRER_POLICY, HeaderValue::from_static(referrer));
    if private {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if !app.site().is_https() {
        headers.remove(header::STRICT_TRANSPORT_SECURITY);
    }
    if let Ok(id) = id_header {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    response
}

/// Without a nonce the site's own scripts may run.
fn content_security_policy(nonce: Option<&str>, framing: bool) -> HeaderValue {
    let script = match nonce {
        Some(nonce) => format!("script-src 'nonce-{nonce}' 'strict-dynamic'; require-trusted-types-for 'script'"),
        None => "script-src 'self'".to_owned(),
    };
    // The desk shows pages of partners, the demonstration its letters, each in a frame without scripts.
    let frames = if framing { "; frame-src 'self'" } else { "" };
    let policy = format!(
        "default-src 'none'; {script}; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'{frames}"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

/// Refuses writes that another site started (as in Go 1.25's `CrossOriginProtection`), and writes with a cookie that say
/// nothing about where they come from.
pub async fn same_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    if is_safe(request.method()) || may_write(request.headers(), &app.site().origin) {
        return next.run(request).await;
    }
    tracing::info!("cross-site write refused");
    (StatusCode::FORBIDDEN, "This form was sent from another site.\n").into_response()
}

/// All header lines of a request together; the cookies here have 100 bytes.
const HEADERS_MOST: usize = 16 << 10;

/// Refuses what a proxy in front of us may have read otherwise than we do, and closes the connection behind it, so that no
/// request can hide in another (reliability.md, W13, W16). The server itself refuses what is no HTTP, lines of more than
/// 64 KB and more than 100 headers, and closes behind a request with both `Content-Length` and `Transfer-Encoding`, which it
/// reads by the latter (RFC 9112, 6.1).
pub async fn wire(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(status) = refusal(request.method(), request.headers()) else { return next.run(request).await };
    let mut response = super::faults::refused(&app, &request, status);
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
    }
    response
}

fn refusal(method: &Method, headers: &HeaderMap) -> Option<StatusCode> {
    let codings: Vec<_> = headers.get_all(header::TRANSFER_ENCODING).iter().collect();
    let is_chunked = |coding: &&HeaderValue| coding.as_bytes().eq_ignore_ascii_case(b"chunked");
    // A name, a colon, a blank, a value, a line end.
    let size: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if matches!(*method, Method::TRACE | Method::CONNECT) {
        Some(StatusCode::METHOD_NOT_ALLOWED)
    } else if codings.len() > 1 || !codings.iter().all(is_chunked) || headers.get_all(header::HOST).iter().count() > 1 {
        Some(StatusCode::BAD_REQUEST)
    } else {
        (size > HEADERS_MOST).then_some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE)
    }
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn may_write(headers: &HeaderMap, own_origin: &str) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    let origin = text(header::ORIGIN);
    match text(HeaderName::from_static("sec-fetch-site")) {
        Some("same-origin" | "none") => return true,
        // A browser told us where the request comes from. Behind a proxy that changed the host, Origin may still be ours.
        Some(_) => return origin == Some(own_origin),
        None => {}
    }
    match origin {
        None => headers.get(header::COOKIE).is_none(),
        Some(origin) => origin == own_origin || text(header::HOST).is_some_and(|host| is_host_of(origin, host)),
    }
}

fn is_host_of(origin: &str, host: &str) -> bool {
    origin.split_once("://").is_some_and(|(_, rest)| rest == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        may_write(&headers, "https://practices.example")
    }

    #[test]
    fn writes_started_elsewhere_are_refused() {
        for (headers, allowed) in [
            (&[("sec-fetch-site", "same-origin")][..], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "cross-site"), ("origin", "https://evil.test")], false),
            (&[("sec-fetch-site", "same-site"), ("origin", "https://other.practices.example")], false),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("origin", "https://practices.example")], true),
            (&[("origin", "null"), ("host", "practices.example")], false),
            (&[("origin", "https://evil.test"), ("host", "practices.example")], false),
            (&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")], true),
            (&[("cookie", "session=x")], false),
            (&[], true),
        ] {
            assert_eq!(asked(headers), allowed, "{headers:?}");
        }
    }
}
