//! Removing a source, and having it read everything anew: each asked before it is done.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use i18n_embed_fl::fl;

use super::{
    super::{
        frame::{Frame, Section},
        guard::SignedIn,
        trouble::{Result, Trouble},
    },
    by_slug,
};
use crate::{
    domain::Role,
    text,
    web::{App, assets, site::answer::page},
};

#[derive(Template)]
#[template(path = "desk/source_confirm.html")]
struct ConfirmPage {
    page: Frame,
    slug: String,
    lede: String,
    action: &'static str,
    yes: String,
}

pub(super) async fn ask_remove(State(app): State<App>, signed: SignedIn, Path(slug): Path<String>) -> Result {
    let source = by_slug(&app, &slug).await?;
    let t = text::phrases(signed.lang);
    let title = fl!(t, "desk-source-remove-title", name = source.name.as_str());
    let (lede, yes) = (fl!(t, "desk-source-remove-lede"), fl!(t, "desk-source-remove-yes"));
    ask(&app, &signed, slug, title, (lede, "remove", yes)).await
}

pub(super) async fn ask_clear(State(app): State<App>, signed: SignedIn, Path(slug): Path<String>) -> Result {
    let source = by_slug(&app, &slug).await?;
    let t = text::phrases(signed.lang);
    let title = fl!(t, "desk-source-clear-title", name = source.name.as_str());
    let (lede, yes) = (fl!(t, "desk-source-clear-lede"), fl!(t, "desk-source-clear-yes"));
    ask(&app, &signed, slug, title, (lede, "clear", yes)).await
}

async fn ask(
    app: &App,
    signed: &SignedIn,
    slug: String,
    title: String,
    (lede, action, yes): (String, &'static str, String),
) -> Result {
    if signed.editor.role < Role::Admin {
        return Err(Trouble::Forbidden);
    }
    let frame = Frame::inside(app, signed, Section::Sources, title).await?;
    Ok(page(&ConfirmPage { page: frame, slug, lede, action, yes }))
}

pub(super) async fn remove(State(app): State<App>, signed: SignedIn, Path(slug): Path<String>) -> Result {
    let source = by_slug(&app, &slug).await?;
    app.desk().source_remove(&signed.editor, source.id).await?;
    Ok(Redirect::to("/desk/sources").into_response())
}

pub(super) async fn clear(State(app): State<App>, signed: SignedIn, Path(slug): Path<String>) -> Result {
    let source = by_slug(&app, &slug).await?;
    app.desk().source_clear(&signed.editor, source.id).await?;
    Ok(Redirect::to(&format!("/desk/sources/{slug}")).into_response())
}
