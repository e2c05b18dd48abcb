//! What is done about a file that was seen: begun, or thrown away.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};

use super::{
    super::{guard::SignedIn, trouble::Result},
    by_id,
};
use crate::web::App;

pub(super) async fn go(State(app): State<App>, signed: SignedIn, Path(id): Path<String>) -> Result {
    let import = by_id(&app, &id).await?;
    app.desk().import_go(&signed.editor, import.id).await?;
    Ok(Redirect::to(&format!("/desk/imports/{}", import.id)).into_response())
}

pub(super) async fn discard(State(app): State<App>, signed: SignedIn, Path(id): Path<String>) -> Result {
    let import = by_id(&app, &id).await?;
    app.desk().import_discard(Some(&signed.editor), import.id).await?;
    Ok(Redirect::to("/desk/imports").into_response())
}
