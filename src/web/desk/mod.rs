//! The editors' desk: the queue, one item with its decision, sources, published practices, texts, the log.
//! Every change is a form that works without scripts and goes through `desk`; roles are checked there. Must not change
//! anything on a GET.

mod entrance;
mod flags;
mod frame;
mod guard;
mod happened;
mod item;
mod queue;
mod shown;
mod trouble;
mod typed;

use axum::{
    Router, middleware,
    routing::{any, get, post},
};

pub use guard::{SignedIn, signed_in};

use super::App;

/// Everything under `/desk`.
pub fn router(app: &App) -> Router<App> {
    Router::new()
        .route("/desk", get(queue::queue))
        .route("/desk/sign-in", get(entrance::sign_in_form).post(entrance::sign_in))
        .route("/desk/sign-out", post(entrance::sign_out))
        .route("/desk/forgotten", get(entrance::forgotten_form).post(entrance::forgotten))
        .route("/desk/password/{link}", get(entrance::password_form).post(entrance::set_password))
        .route("/desk/language", post(entrance::set_language))
        .merge(item::router())
        .route("/desk/{*rest}", any(nowhere))
        .layer(middleware::from_fn_with_state(app.clone(), guard::recognise))
}

async fn nowhere(_: SignedIn) -> trouble::Trouble {
    trouble::Trouble::NotFound
}
