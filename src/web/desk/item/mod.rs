//! One item of the queue: what is proposed, what surrounds it, and the decision. Three columns, one address per tab.
//! Looking changes nothing; claiming, editing and deciding are forms.

mod alike;
mod ask;
mod changes;
mod compare;
mod conflicts;
mod decide;
mod edit;
mod edit_form;
mod head;
mod history;
mod merge;
mod messages;
mod opened;
mod origin;
mod panel;
mod preview;
mod read_at;
mod snapshot;
mod stale;
mod topics;

use askama::Template;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, Query, State},
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use i18n_embed_fl::fl;
use serde::Deserialize;

use self::{
    ask::{AskView, RejectView},
    changes::{Against, ChangesView},
    compare::{CompareView, Sent},
    edit_form::EditView,
    head::{Head, Tab, TabLink},
    history::HistoryView,
    messages::MessagesView,
    opened::Opened,
    origin::OriginView,
    panel::Panel,
    preview::PreviewView,
    stale::StaleView,
};
use super::{
    frame::{Frame, Section},
    guard::SignedIn,
    queue::{Column, Place},
    trouble::{Result, Trouble},
};
use crate::{
    domain::{Id, diff::Kind, marker::ReviewItem},
    web::{
        App, assets,
        site::{
            answer::page_with,
            views::question::{Answer, ErrorLink},
        },
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/desk/items/{id}", get(show))
        .route("/desk/items/{id}/claim", post(decide::claim))
        .route("/desk/items/{id}/release", post(decide::release))
        .route("/desk/items/{id}/edit", post(edit::save).layer(DefaultBodyLimit::max(edit::MOST)))
        .route("/desk/items/{id}/topics", post(topics::choose))
        .route("/desk/items/{id}/take", post(conflicts::take))
        .route("/desk/items/{id}/approve", post(decide::approve))
        .route("/desk/items/{id}/ask", post(decide::ask))
        .route("/desk/items/{id}/reject", post(decide::reject))
        .route("/desk/items/{id}/merge", post(merge::merge))
        .route("/desk/items/{id}/undo", post(decide::undo))
        .route("/desk/items/{id}/reopen", post(decide::reopen))
        .route("/desk/items/{id}/files/{blob}", get(origin::file))
        .route("/desk/items/{id}/preview", get(preview::page))
        .route("/desk/snapshots/{id}", get(snapshot::show))
}

/// The middle of the screen.
enum Body {
    Changes(ChangesView),
    Origin(OriginView),
    Preview(PreviewView),
    Messages(MessagesView),
    History(HistoryView),
    Edit(EditView),
    Ask(AskView),
    Reject(RejectView),
    Compare(CompareView),
    Stale(StaleView),
}

#[derive(Template)]
#[template(path = "desk/item.html")]
struct ItemPage {
    page: Frame,
    queue: Column,
    head: Head,
    tabs: Vec<TabLink>,
    body: Body,
    panel: Panel,
}

/// What of an item is looked at.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Look {
    tab: String,
    against: String,
    field: String,
    form: String,
    with: String,
}

async fn show(
    State(app): State<App>,
    signed: SignedIn,
    Path(id): Path<String>,
    Query(place): Query<Place>,
    Query(look): Query<Look>,
) -> Result {
    let opened = Opened::read(&app, parse(&id)?).await?;
    let body = match look.form.as_str() {
        "edit" if opened.is_open() => Body::Edit(EditView::fresh(&app, &signed, &opened)),
        "ask" if opened.allows_asking() => Body::Ask(AskView::fresh(&signed, &opened)),
        "reject" if opened.is_open() => Body::Reject(RejectView::fresh(&signed, &opened)),
        "compare" => {
            let with = alike::parse(&look.with).ok_or(Trouble::NotFound)?;
            Body::Compare(CompareView::read(&app, &signed, &place, &opened, with, Sent::default()).await?)
        }
        _ => match Tab::of(&opened, &look.tab) {
            Tab::Changes => {
                Body::Changes(ChangesView::read(&app, &signed, &opened, &place, Against::named(&look.against)).await?)
            }
            Tab::Origin => Body::Origin(OriginView::read(&app, &signed, &opened, look.field.parse().ok()).await?),
            Tab::Preview => Body::Preview(PreviewView::of(&signed, &opened)),
            Tab::Messages => Body::Messages(MessagesView::read(&app, &signed, &opened).await?),
            Tab::History => Body::History(HistoryView::read(&app, &signed, &opened).await?),
        },
    };
    screen(&app, &signed, &place, opened, body, StatusCode::OK).await
}

async fn screen(
    app: &App,
    signed: &SignedIn,
    place: &Place,
    opened: Opened,
    body: Body,
    status: StatusCode,
) -> Result<Response> {
    screen_with(app, signed, place, opened, body, status, Vec::new()).await
}

/// The whole screen round a body; `refused` says why an approval just tried was not possible.
async fn screen_with(
    app: &App,
    signed: &SignedIn,
    place: &Place,
    opened: Opened,
    body: Body,
    status: StatusCode,
    refused: Vec<ErrorLink>,
) -> Result<Response> {
    let queue = Column::read(app, signed, place, Some(opened.item.id)).await?;
    let head = Head::of(signed, &opened);
    let tabs = head::tabs(app, signed, place, &opened, &body).await?;
    let mut panel = Panel::read(app, signed, place, &opened, &queue, &body).await?;
    panel.refused = refused;
    let mut page = Frame::inside(app, signed, Section::Queue, head.title.clone()).await?;
    page.wrong = status.is_client_error();
    Ok(page_with(status, &ItemPage { page, queue, head, tabs, body, panel }))
}

/// An address that names no item has no page (reliability: W7).
fn parse(id: &str) -> Result<Id<ReviewItem>> {
    id.parse().map_err(|_| Trouble::NotFound)
}
