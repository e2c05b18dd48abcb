//! A line in the log for each request, with its id. Never an address, a query, or a token: of a page whose address is its
//! only key the log has the pattern.

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use tokio::time::Instant;
use tracing::Instrument;

use super::shield::RequestId;

/// A layer: inside the one that draws the request's id.
pub async fn log(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let path = place(&request);
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let span = tracing::info_span!("request", request.id = id, %method, path);
    let began = Instant::now();
    let response = next.run(request).instrument(span.clone()).await;
    let (status, ms) = (response.status().as_u16(), began.elapsed().as_millis());
    span.in_scope(|| {
        if is_quiet(&path) && status < 400 {
            tracing::debug!(status, ms, "answered");
        } else {
            tracing::info!(status, ms, "answered");
        }
    });
    response
}

/// The path where it holds nothing but public names, else the pattern of its route.
fn place(request: &Request) -> String {
    const PUBLIC: [&str; 3] = ["lang", "slug", "path"];
    let Some(route) = request.extensions().get::<MatchedPath>() else { return "(no page)".to_owned() };
    let parameters = route.as_str().split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let public = parameters.map(|name| name.trim_start_matches('*')).all(|name| PUBLIC.contains(&name));
    if public { request.uri().path().to_owned() } else { route.as_str().to_owned() }
}

/// Asked for all the time, by machines and for every page.
fn is_quiet(path: &str) -> bool {
    ["/livez", "/readyz", "/assets/"].iter().any(|start| path.starts_with(start))
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, http::Request as Ask, middleware::from_fn, routing::get};
    use tower::ServiceExt;

    use super::*;

    /// What the log would say about a request.
    async fn said(path: &str) -> String {
        let tell = |request: Request, _: Next| async move { place(&request) };
        let router = Router::new()
            .route("/{lang}/practices/{slug}", get(|| async {}))
            .route("/{lang}/status/{token}", get(|| async {}))
            .fallback(|| async {})
            .layer(from_fn(tell));
        let answer = router.oneshot(Ask::get(path).body(Body::empty()).unwrap()).await.unwrap();
        String::from_utf8(axum::body::to_bytes(answer.into_body(), 1000).await.unwrap().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn no_key_and_nothing_typed_gets_into_the_log() {
        assert_eq!(said("/en/practices/welcome-week?q=my+name").await, "/en/practices/welcome-week");
        assert_eq!(said("/en/status/0123456789abcdef").await, "/{lang}/status/{token}");
        assert_eq!(said("/en/statu/0123456789abcdef").await, "(no page)");
    }
}
