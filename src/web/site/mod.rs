//! The public site: what readers see without an account, in each language under its own address.
//! `views` are the pages as plain data; handlers fill them. Must not change anything on a GET.

pub mod addresses;
pub mod answer;
pub mod language;
pub mod text_size;
pub mod views;

use axum::{
    Router,
    routing::{get, post},
};

pub use text_size::TextSize;

/// The routes that need nothing but the request: `/`, `/{lang}`, `/{lang}/text-size` and the assets.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/", get(language::choose))
        .route("/{lang}", get(language::home))
        .route("/{lang}/", get(language::home))
        .route("/{lang}/text-size", post(text_size::set))
        .merge(super::assets::router())
}
