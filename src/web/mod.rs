//! How people reach it: the public site, the pages of cities, the desk of editors.
//! Reads the store; changes things through the desk alone.

pub mod app;
pub mod assets;
pub mod caller;
pub mod demo;
pub mod desk;
pub mod health;
pub mod indexing;
pub mod shelf;
pub mod shield;
pub mod site;

pub use app::{App, Parts, SiteSettings};
pub use demo::DemoParts;

/// Everything that can be asked.
pub fn router(app: App) -> axum::Router {
    axum::Router::new()
        .merge(site::router())
        .merge(health::router())
        .merge(demo::router())
        .merge(desk::router(&app))
        .with_state(app)
}
