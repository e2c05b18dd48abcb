//! Background work that was given up: why, and what to do about it. For admins.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use i18n_embed_fl::fl;

use super::{
    frame::{Frame, Section},
    guard::SignedIn,
    trouble::{Result, Trouble},
};
use crate::{
    domain::Id,
    store::{
        self, Subject,
        owed::{GivenUp, Owed, Owing},
    },
    text,
    web::{App, assets, site::answer::page},
};

#[derive(Template)]
#[template(path = "desk/work.html")]
struct WorkPage {
    page: Frame,
    rows: Vec<Line>,
}

struct Line {
    what: String,
    when: String,
    reason: String,
    attempts: i64,
    action: String,
}

pub(super) async fn work(State(app): State<App>, signed: SignedIn) -> Result {
    let mut rows = Vec::new();
    for row in store::owed::given_up(app.store(), 200).await? {
        rows.push(Line {
            what: what(&app, &signed, &row).await?,
            when: text::date_time(signed.lang, row.at),
            reason: row.reason,
            attempts: row.attempts,
            action: format!("/desk/work/{}/{}", row.owed.owing.table(), row.owed.id),
        });
    }
    let frame = Frame::inside(&app, &signed, Section::Work, fl!(text::phrases(signed.lang), "desk-work")).await?;
    Ok(page(&WorkPage { page: frame, rows }))
}

/// The work by a name people know: a reference, an address, a source.
async fn what(app: &App, signed: &SignedIn, row: &GivenUp) -> Result<String> {
    let (store, t, id) = (app.store(), text::phrases(signed.lang), row.owed.id);
    let unnamed = || id.to_string();
    Ok(match row.owed.owing {
        Owing::Submission => {
            let sent = store::submission_by_id(store, Id::from_uuid(id)).await?;
            fl!(t, "desk-work-submission", name = sent.map_or_else(unnamed, |sent| sent.reference))
        }
        Owing::Notification => {
            let letter = store::notification_by_id(store, Id::from_uuid(id)).await?;
            fl!(t, "desk-work-notification", name = letter.map_or_else(unnamed, |letter| letter.recipient.to_string()))
        }
        Owing::Source => {
            let source = store::source_by_id(store, Id::from_uuid(id)).await?;
            fl!(t, "desk-work-source", name = source.map_or_else(unnamed, |source| source.name))
        }
        Owing::Rendition => {
            let subject = store::rendition_by_id(store, id).await?.map(|row| row.subject);
            let shelf = app.shelf();
            let name = match subject {
                Some(Subject::Practice(id)) => shelf.practice(id.uuid()).map(|it| it.record.title.clone()),
                Some(Subject::Collection(id)) => {
                    shelf.collections.iter().find(|it| it.row.id == id).map(|it| it.row.title(signed.lang))
                }
                None => None,
            };
            fl!(t, "desk-work-rendition", name = name.unwrap_or_else(unnamed))
        }
        Owing::Link => {
            let url = store::link_url(store, id).await?;
            fl!(t, "desk-work-link", url = url.unwrap_or_else(unnamed))
        }
        Owing::Import => {
            let import = store::import_by_id(store, Id::from_uuid(id)).await?;
            fl!(t, "desk-work-import", name = import.map_or_else(unnamed, |import| import.filename))
        }
    })
}

fn owed(table: &str, id: &str) -> Result<Owed> {
    let owing = Owing::ALL.into_iter().find(|owing| owing.table() == table).ok_or(Trouble::NotFound)?;
    let id = id.parse().map_err(|_| Trouble::NotFound)?;
    Ok(Owed { owing, id })
}

pub(super) async fn retry(
    State(app): State<App>,
    signed: SignedIn,
    Path((table, id)): Path<(String, String)>,
) -> Result {
    app.desk().retry_work(&signed.editor, owed(&table, &id)?).await?;
    Ok(Redirect::to("/desk/work").into_response())
}

pub(super) async fn discard(
    State(app): State<App>,
    signed: SignedIn,
    Path((table, id)): Path<(String, String)>,
) -> Result {
    app.desk().discard_work(&signed.editor, owed(&table, &id)?).await?;
    Ok(Redirect::to("/desk/work").into_response())
}
