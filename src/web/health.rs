//! For whoever starts and stops the program: is it alive, is it ready, and if not why.

use axum::{
    Extension, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};

use super::{App, app::Problems, faults::ForPrograms};
use crate::store::Store;

pub fn router() -> Router<App> {
    Router::new()
        .route("/livez", get(alive))
        .route("/readyz", get(|State(app): State<App>| async move { ready(app.store(), app.problems()).await }))
}

/// The same for a process without a site.
pub fn alone(store: Store, problems: Problems) -> Router {
    let readiness = move || {
        let (store, problems) = (store.clone(), problems());
        async move { ready(&store, problems).await }
    };
    Router::new().route("/livez", get(alive)).route("/readyz", get(readiness))
}

async fn alive() -> &'static str {
    "alive\n"
}

/// 200 when the database answers and the background work of this process is well; else 503 with one reason a line.
async fn ready(store: &Store, mut problems: Vec<String>) -> Response {
    if store.ping().await.is_err() {
        problems.push("database: does not answer".to_owned());
    }
    if problems.is_empty() {
        return "ready\n".into_response();
    }
    (StatusCode::SERVICE_UNAVAILABLE, Extension(ForPrograms), format!("{}\n", problems.join("\n"))).into_response()
}
