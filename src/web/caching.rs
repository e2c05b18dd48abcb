//! Public pages may be kept, and are asked for again each time: what an editor publishes is seen at once, and what has not
//! changed costs a 304 (RFC 9110, 13).

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

use super::{assets::matches_etag, site::views::error::Trouble};

/// Gives each answer a validator made of its content; answers that care for themselves (with an `ETag` or `Cache-Control`
/// of their own) are left alone.
pub async fn validate(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let asked = request.headers().clone();
    let response = next.run(request).await;
    let cared_for = [header::ETAG, header::CACHE_CONTROL].iter().any(|name| response.headers().contains_key(name));
    if !reads || response.status() != StatusCode::OK || cared_for {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // Pages are made whole in memory; their size is bounded by what a page shows.
    let Ok(content) = to_bytes(body, usize::MAX).await else { return Trouble::Internal.into_response() };
    // Weak: compressed forms share it (RFC 9110, 8.8.3.3).
    let etag = format!("W/\"{}\"", hex::encode(&Sha256::digest(&content)[..16]));
    let unchanged = matches_etag(&asked, &etag);
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        parts.headers.insert(header::ETAG, etag);
    }
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // The text size is a cookie. Nothing else of a page depends on who asks.
    parts.headers.append(header::VARY, HeaderValue::from_static("cookie"));
    if unchanged {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, content.into())
}
