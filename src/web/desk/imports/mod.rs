//! Many practices from a file: brought, mapped, tried, filed, and what became of each row.
//! Must not decide what a row is worth: `domain` reads it, `desk` files it.

mod bring;
mod go;
mod map;
mod rows;
mod show;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use super::trouble::{Result, Trouble};
use crate::{
    documents,
    domain::{
        Id,
        import::{TABLE_BYTES_MOST, Table},
        marker::Import,
    },
    store::{self, BlobName, KeptImport},
    web::App,
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/desk/imports", get(bring::show))
        .route("/desk/imports/{id}", get(show::show).post(map::save))
        .route("/desk/imports/{id}/trial", get(show::trial))
        .route("/desk/imports/{id}/go", post(go::go))
        .route("/desk/imports/{id}/discard", post(go::discard))
        .route("/desk/imports/{id}/refused", get(show::refused))
}

/// Where files are sent: what comes may come slowly. Of one that is a little too large the end is read, so that the page can
/// say so.
pub(super) fn uploads() -> Router<App> {
    Router::new().route("/desk/imports", post(bring::bring)).layer(DefaultBodyLimit::max(2 * TABLE_BYTES_MOST))
}

async fn by_id(app: &App, id: &str) -> Result<KeptImport> {
    let id: Id<Import> = id.parse().map_err(|_| Trouble::NotFound)?;
    store::import_by_id(app.store(), id).await?.ok_or(Trouble::NotFound)
}

/// The file, read again: what is kept is the file, not what was read of it.
async fn table_of(app: &App, import: &KeptImport) -> Result<Table> {
    let name = BlobName::parse(&import.blob).ok_or(Trouble::Internal)?;
    let bytes = app.store().blobs().get(&name).await?.ok_or(Trouble::Internal)?;
    let filename = import.filename.clone();
    let read = tokio::task::spawn_blocking(move || documents::read_table(&filename, &bytes)).await;
    read.map_err(|_| Trouble::Internal)?.map_err(|_| Trouble::Internal)
}
