//! The editors' desk: the queue, one item with its decision, sources, published practices, texts, the log.
//! Every change is a form that works without scripts and goes through `desk`; roles are checked there. Must not change
//! anything on a GET.

mod cities;
mod entrance;
mod find;
mod flags;
mod frame;
mod guard;
mod happened;
mod imports;
mod item;
mod links;
mod log;
mod people;
mod published;
mod queue;
mod shown;
mod sources;
mod texts;
mod trouble;
mod typed;
mod work;

use axum::{
    Router, middleware,
    routing::{any, get, post},
};

pub use guard::{SignedIn, has_session, signed_in};

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
        .merge(sources::router())
        .merge(imports::router())
        .route("/desk/find", get(find::find))
        .route("/desk/cities", get(cities::cities))
        .route("/desk/published", get(published::published))
        .route("/desk/published/links", get(links::links))
        .route("/desk/published/{id}", get(published::revisions))
        .route("/desk/published/{id}/confirm", post(published::confirm))
        .route("/desk/texts", get(texts::texts))
        .route("/desk/texts/{name}/{lang}", get(texts::text_form).post(texts::save))
        .route("/desk/log", get(log::log))
        .route("/desk/work", get(work::work))
        .route("/desk/work/{table}/{id}/retry", post(work::retry))
        .route("/desk/work/{table}/{id}/discard", post(work::discard))
        .route("/desk/people", get(people::people).post(people::invite))
        .route("/desk/people/{id}", post(people::set_disabled))
        .route("/desk/profile", get(people::profile))
        .route("/desk/profile/keys", post(people::set_keys))
        .route("/desk/{*rest}", any(nowhere))
        .layer(middleware::from_fn_with_state(app.clone(), guard::recognise))
}

/// What may take longer than a page: partners are asked, politely, one request after the other.
pub fn trials(app: &App) -> Router<App> {
    sources::trials().layer(middleware::from_fn_with_state(app.clone(), guard::recognise))
}

/// Where files with many practices are sent.
pub fn uploads(app: &App) -> Router<App> {
    imports::uploads().layer(middleware::from_fn_with_state(app.clone(), guard::recognise))
}

async fn nowhere(_: SignedIn) -> trouble::Trouble {
    trouble::Trouble::NotFound
}
