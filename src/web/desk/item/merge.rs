//! Making one of two: the form of the comparison.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use i18n_embed_fl::fl;

use super::{
    super::{
        guard::SignedIn,
        queue::{self, Place},
        trouble::{Result, Trouble},
        typed::Typed,
    },
    Body, StaleView, alike,
    compare::{CompareView, Sent, picks},
    opened::Opened,
    parse, screen,
};
use crate::{
    desk::{DeskError, Joining, Stays},
    domain::review::{Decision, RejectReason},
    store::Merged,
    text,
    web::App,
};

/// `POST /desk/items/{id}/merge`
pub(super) async fn merge(State(app): State<App>, signed: SignedIn, Path(id): Path<String>, typed: Typed) -> Result {
    let id = parse(&id)?;
    let place = Place::of(typed.text("view"), typed.text("page"));
    let version = typed.number("version").ok_or(Trouble::Unreadable)?;
    let seen = typed.number("seen").ok_or(Trouble::Unreadable)?;
    let with = alike::parse(typed.text("with")).ok_or(Trouble::Unreadable)?;
    let into = match with {
        Merged::Item(id) => Stays::Item { id, version: seen },
        Merged::Practice(id) => Stays::Practice { id, revision: seen },
    };
    let message = typed.text("message").trim().to_owned();
    let joining = Joining { into, picks: picks(&typed), message };
    let next = queue::after(&app, &signed, &place, id).await?;
    let (status, sent) = match app.desk().merge(&signed.editor, id, version, &joining).await {
        Ok(_) => {
            // What stays may well be the next in the queue; it is looked at as it is now.
            let path = next.map_or_else(|| place.queue(), |next| place.item(next));
            return Ok(Redirect::to(&path).into_response());
        }
        Err(DeskError::Stale(stale)) => {
            let t = text::phrases(signed.lang);
            let decision = Decision::Reject { reason: RejectReason::Duplicate, message: joining.message.clone() };
            let opened = Opened::of(&app, stale.item.clone()).await?;
            let mut view = StaleView::read(&app, &signed, &place, &stale, &opened, &decision).await?;
            view.heading = fl!(t, "desk-stale-your-merging");
            view.typed =
                [(fl!(t, "desk-merge-message"), joining.message)].into_iter().filter(|one| !one.1.is_empty()).collect();
            return screen(&app, &signed, &place, opened, Body::Stale(view), StatusCode::CONFLICT).await;
        }
        Err(DeskError::OtherChanged) => {
            (StatusCode::CONFLICT, Sent { typed: Some(&typed), changed: true, ..Sent::default() })
        }
        Err(DeskError::Invalid(errors)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Sent { typed: Some(&typed), errors, ..Sent::default() })
        }
        Err(error) => return Err(error.into()),
    };
    let opened = Opened::read(&app, id).await?;
    let view = CompareView::read(&app, &signed, &place, &opened, with, sent).await?;
    screen(&app, &signed, &place, opened, Body::Compare(view), status).await
}
