//! Where cities send practices and follow them: the form with its files, the page about what became of it, its revision and
//! its withdrawal. A link with a secret is the only key; no page here is for search engines or caches.
//! Must not decide what is a good submission: `domain` says what is missing, `desk` takes it in.

mod case;
mod confirm;
pub mod files;
mod fill;
mod form;
mod parts;
mod revise;
mod send;
mod sent;
mod status;
mod typed;
mod withdraw;

pub(super) use send::{FORMS_FROM_ONE, HOUR, allowed, is_flooded};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use super::App;

/// What a request may hold before it is cut off: more than all files together, so that a form with one file too many is
/// still read to its end and comes back with everything typed.
const BODY_MOST: usize = 150 << 20;

/// The form, and the page of each submission.
pub fn router() -> Router<App> {
    Router::new()
        .route("/{lang}/submit", get(form::show))
        .route("/{lang}/status/{secret}", get(status::show))
        .route("/{lang}/status/{secret}/revise", get(revise::show))
        .route("/{lang}/status/{secret}/confirm", post(confirm::confirm))
        .route("/{lang}/status/{secret}/withdraw", get(withdraw::ask).post(withdraw::withdraw))
}

/// Where forms with files are sent: what comes is large, and may come slowly.
pub fn uploads() -> Router<App> {
    Router::new()
        .route("/{lang}/submit", post(send::send))
        .route("/{lang}/status/{secret}/revise", post(revise::send))
        .layer(DefaultBodyLimit::max(BODY_MOST))
}
