//! The log of everything that was done.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Query, State};
use i18n_embed_fl::fl;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    frame::{Frame, Section},
    guard::SignedIn,
    happened::{Happened, happened},
    trouble::Result,
};
use crate::{
    store::{self, AuditRow},
    text,
    web::{
        App, assets,
        site::{answer::page, views::Link},
    },
};

const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "desk/log.html")]
struct LogPage {
    page: Frame,
    entries: Vec<(Happened, Option<Link>)>,
    older: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Before {
    before: String,
}

pub(super) async fn log(State(app): State<App>, signed: SignedIn, Query(from): Query<Before>) -> Result {
    let t = text::phrases(signed.lang);
    let rows =
        store::audit_recent(app.store(), from.before.parse().ok(), i64::try_from(PAGE + 1).unwrap_or(100)).await?;
    let sources: HashMap<Uuid, String> =
        store::source_list(app.store()).await?.into_iter().map(|source| (source.id.uuid(), source.slug)).collect();
    let about = |row: &AuditRow| match row.subject.as_str() {
        "review_item" => {
            Some(Link::new(fl!(t, "desk-log-item"), format!("/desk/items/{}?tab=history", row.subject_id)))
        }
        "source" => sources
            .get(&row.subject_id)
            .map(|slug| Link::new(fl!(t, "desk-log-source"), format!("/desk/sources/{slug}"))),
        "practice" => Some(Link::new(fl!(t, "desk-log-practice"), format!("/desk/published/{}", row.subject_id))),
        "import" => Some(Link::new(fl!(t, "desk-log-import"), format!("/desk/imports/{}", row.subject_id))),
        _ => None,
    };
    let older = (rows.len() > PAGE).then(|| rows[PAGE - 1].seq);
    let entries = rows.iter().take(PAGE).map(|row| (happened(signed.lang, app.topics(), row), about(row))).collect();
    let frame = Frame::inside(&app, &signed, Section::Log, fl!(t, "desk-log")).await?;
    Ok(page(&LogPage { page: frame, entries, older }))
}
