//! The practices for programs: JSON to read, with the filters and the numbers of the site's own list. Its description
//! (`OpenAPI` 3.1) is made from the code. One thing can be sent: a practice, as by the form. Must not change anything else.

mod answers;
mod arguments;
mod asked;
mod describe;
mod practices;
mod problem;
mod submissions;
mod words;

use axum::{
    Router,
    http::header,
    middleware::from_fn_with_state,
    routing::{get, post},
};
use tower_http::{compression::CompressionLayer, set_header::SetResponseHeaderLayer};

pub use problem::problem;

use super::{App, caching, site::addresses};

/// Any site's script may read what everybody may read; no cookie is ever looked at.
pub fn router(app: &App) -> Router<App> {
    let any = axum::http::HeaderValue::from_static("*");
    let routes = Router::new()
        .route("/practices", get(practices::list))
        .route("/practices/{id}", get(practices::one))
        .route("/facets", get(practices::facets))
        .route("/topics", get(words::topics))
        .route("/cities", get(words::cities))
        .route("/countries", get(words::countries))
        .route("/collections", get(words::collections))
        .route("/openapi.json", get(describe::openapi))
        .layer(SetResponseHeaderLayer::overriding(header::ACCESS_CONTROL_ALLOW_ORIGIN, any))
        .layer(from_fn_with_state(app.clone(), caching::keep))
        .layer(CompressionLayer::new());
    // Not for scripts of other sites: whoever sends is a server, and browsers are not told that they may.
    let sending = Router::new().route("/submissions", post(submissions::create));
    Router::new().nest(addresses::API, routes.merge(sending))
}
