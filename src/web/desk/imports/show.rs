//! A file: its columns while it waits, what it would bring, and what became of each row.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Redirect},
};
use i18n_embed_fl::fl;

use super::{
    super::{
        frame::{Frame, Section},
        guard::SignedIn,
        trouble::{Result, Trouble},
    },
    by_id, map,
    rows::{Asked, Row, RowsShown},
    table_of,
};
use crate::{
    domain::{FieldErrors, import::Outcome},
    press,
    store::{self, KeptImport},
    text::{self, Loader},
    web::{App, assets, site::answer::page},
};

/// How far a file has come.
pub(super) fn state_words(t: &Loader, import: &KeptImport) -> String {
    match (import.started_at, import.finished_at, import.due_at) {
        (None, ..) => fl!(t, "desk-import-waits"),
        (_, Some(_), _) => fl!(t, "desk-import-done"),
        (_, None, Some(_)) => fl!(t, "desk-import-runs"),
        (_, None, None) => fl!(t, "desk-import-stopped"),
    }
}

#[derive(Template)]
#[template(path = "desk/import_trial.html")]
struct TrialPage {
    page: Frame,
    action: String,
    shown: RowsShown,
    refused: Option<String>,
    /// Whether anything would enter the queue.
    brings: bool,
}

#[derive(Template)]
#[template(path = "desk/import_done.html")]
struct DonePage {
    page: Frame,
    action: String,
    state: String,
    /// What went wrong, where nobody works on it any more.
    stopped: Option<String>,
    runs: bool,
    list: String,
    shown: RowsShown,
    refused: Option<String>,
}

/// `GET /desk/imports/{id}`
pub(super) async fn show(
    State(app): State<App>,
    signed: SignedIn,
    Path(id): Path<String>,
    asked: Query<Asked>,
) -> Result {
    let import = by_id(&app, &id).await?;
    if import.started_at.is_none() {
        return map::page(&app, &signed, &import, &import.mapping, &FieldErrors::default()).await;
    }
    let t = text::phrases(signed.lang);
    let table = table_of(&app, &import).await?;
    let filed = store::import_row_list(app.store(), import.id).await?;
    let items = store::import_items(app.store(), import.id).await?;
    let has_refused = filed.iter().any(|row| row.outcome == Outcome::Refused);
    let rows = filed.into_iter().map(|row| Row {
        number: row.number,
        href: row.record.and_then(|record| items.get(&record)).map(|item| format!("/desk/items/{item}")),
        outcome: row.outcome,
        faults: press::fault_words(&table, &import.mapping, &row.faults, signed.lang),
        title: row.title,
    });
    let action = format!("/desk/imports/{}", import.id);
    let shown = RowsShown::of(t, &action, &asked, rows.collect());
    let lists = store::import_lists(app.store()).await?;
    let is_stopped = import.finished_at.is_none() && import.due_at.is_none();
    Ok(page(&DonePage {
        page: Frame::inside(&app, &signed, Section::Sources, &import.filename).await?,
        state: state_words(t, &import),
        stopped: is_stopped.then(|| import.last_error.clone().unwrap_or_default()),
        runs: import.finished_at.is_none() && !is_stopped,
        list: lists.into_iter().find(|(id, _)| *id == import.source_id).map(|(_, list)| list.name).unwrap_or_default(),
        shown,
        refused: has_refused.then(|| format!("{action}/refused")),
        action,
    }))
}

/// `GET /desk/imports/{id}/trial`: nothing is written.
pub(super) async fn trial(
    State(app): State<App>,
    signed: SignedIn,
    Path(id): Path<String>,
    asked: Query<Asked>,
) -> Result {
    let import = by_id(&app, &id).await?;
    let action = format!("/desk/imports/{}", import.id);
    if import.started_at.is_some() {
        return Ok(Redirect::to(&action).into_response());
    }
    let t = text::phrases(signed.lang);
    let table = table_of(&app, &import).await?;
    let tried = app.desk().import_try(Some(import.source_id), &import.mapping, &table).await?;
    let brings = tried.iter().any(|tried| matches!(tried.outcome, Outcome::New | Outcome::Changed));
    let has_refused = tried.iter().any(|tried| tried.outcome == Outcome::Refused);
    let rows = tried.into_iter().map(|tried| Row {
        number: tried.row.number,
        href: None,
        outcome: tried.outcome,
        faults: press::fault_words(&table, &import.mapping, &tried.row.faults, signed.lang),
        title: tried.row.record.title,
    });
    let shown = RowsShown::of(t, &format!("{action}/trial"), &asked, rows.collect());
    Ok(page(&TrialPage {
        page: Frame::inside(&app, &signed, Section::Sources, &import.filename).await?,
        refused: has_refused.then(|| format!("{action}/refused")),
        action,
        shown,
        brings,
    }))
}

/// `GET /desk/imports/{id}/refused`: the rows that were not taken, or would not be, with the reasons.
pub(super) async fn refused(State(app): State<App>, signed: SignedIn, Path(id): Path<String>) -> Result {
    let import = by_id(&app, &id).await?;
    let table = table_of(&app, &import).await?;
    let faults: BTreeMap<u32, FieldErrors> = if import.started_at.is_some() {
        let rows = store::import_row_list(app.store(), import.id).await?.into_iter();
        rows.filter(|row| row.outcome == Outcome::Refused).map(|row| (row.number, row.faults)).collect()
    } else {
        let rows = app.desk().import_try(Some(import.source_id), &import.mapping, &table).await?.into_iter();
        rows.filter(|tried| tried.outcome == Outcome::Refused).map(|it| (it.row.number, it.row.faults)).collect()
    };
    let bytes = press::refused_table(&table, &import.mapping, &faults, signed.lang).map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "could not write the refused rows");
        Trouble::Internal
    })?;
    let headers = [
        (header::CONTENT_TYPE, press::TABLE_MEDIA_TYPE),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"refused.csv\""),
    ];
    Ok((headers, bytes).into_response())
}
