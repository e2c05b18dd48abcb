//! For whoever starts and stops the program: is it alive, is it ready, and if not why.

use axum::{
    Extension, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};

use super::{App, faults::ForPrograms};

pub fn router() -> Router<App> {
    Router::new().route("/livez", get(|| async { "alive\n" })).route("/readyz", get(ready))
}

/// 200 when the database answers and the background work of this process is well; else 503 with one reason a line.
async fn ready(State(app): State<App>) -> Response {
    let mut problems = app.problems();
    if app.store().ping().await.is_err() {
        problems.push("database: does not answer".to_owned());
    }
    if problems.is_empty() {
        return "ready\n".into_response();
    }
    (StatusCode::SERVICE_UNAVAILABLE, Extension(ForPrograms), format!("{}\n", problems.join("\n"))).into_response()
}
