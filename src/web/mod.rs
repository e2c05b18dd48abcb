//! How people reach it: the public site, the pages of cities, the desk of editors.
//! Reads the store; changes things through the desk alone.

mod api;
pub mod app;
pub mod assets;
mod caching;
pub mod caller;
pub mod demo;
pub mod desk;
pub mod faults;
pub mod health;
pub mod indexing;
mod log;
mod records;
pub mod shelf;
pub mod shield;
pub mod site;
pub mod submit;

use std::time::Duration;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
};
use tower::ServiceBuilder;
use tower_http::{catch_panic::CatchPanicLayer, timeout::TimeoutLayer};

pub use app::{App, Parts, SiteSettings};
pub use demo::DemoParts;

/// How long a page may take to be made.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a form with all its files may take over a slow line, and a little more.
const UPLOAD: Duration = Duration::from_mins(25);

/// Everything that can be asked. Each layer sees what the ones below it answer, so that every answer has its headers, every
/// error its page, and every request its line in the log.
pub fn router(app: App) -> Router {
    let outermost_first = ServiceBuilder::new()
        .layer(from_fn_with_state(app.clone(), shield::headers))
        .layer(from_fn(log::log))
        .layer(from_fn_with_state(app.clone(), shield::wire))
        .layer(from_fn_with_state(app.clone(), caching::look))
        .layer(from_fn_with_state(app.clone(), faults::tell))
        .layer(CatchPanicLayer::custom(faults::caught))
        .layer(from_fn_with_state(app.clone(), shield::same_origin))
        .layer(DefaultBodyLimit::max(faults::BODY_MOST));
    Router::new()
        .merge(within(PATIENCE, site::router(&app)))
        .merge(within(PATIENCE, api::router(&app)))
        .merge(within(PATIENCE, health::router()))
        .merge(within(PATIENCE, demo::router()))
        .merge(within(PATIENCE, desk::router(&app)))
        .merge(within(4 * PATIENCE, desk::trials(&app)))
        .merge(within(UPLOAD, desk::uploads(&app)))
        .merge(within(PATIENCE, submit::router()))
        .merge(within(UPLOAD, submit::uploads()))
        .merge(assets::router())
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(outermost_first)
        .with_state(app)
}

/// Routes that answer within this time, or say that the site is busy.
fn within(patience: Duration, routes: Router<App>) -> Router<App> {
    routes.layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, patience))
}
