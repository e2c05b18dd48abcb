//! The door into the desk: one button, on this machine only.

use askama::Template;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use i18n_embed_fl::fl;

use crate::{
    domain::Lang,
    store,
    web::{
        App, assets,
        caller::Caller,
        site::{answer, views::Page},
    },
};

#[derive(Template)]
#[template(path = "demo/desk.html")]
struct Door {
    page: Page,
    name: String,
}

/// A page of the demonstration.
pub(super) fn page(app: &App, path: &str, title: impl Into<String>) -> Page {
    let mut page = Page::new(Lang::En, &app.site().origin, path, title);
    page.indexed = false;
    page.strip = super::strip(app, Lang::En);
    page
}

pub(super) async fn desk(State(app): State<App>) -> Response {
    let Some(demo) = app.demo() else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(Some(account)) = store::editor_by_id(app.store(), demo.editor).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let page = page(&app, "/demo/desk", fl!(crate::text::phrases(Lang::En), "demo-desk"));
    answer::page(&Door { page, name: account.editor.name })
}

/// Signs in as the demonstration's editor.
pub(super) async fn sign_in(State(app): State<App>, caller: Caller) -> Response {
    let Some(demo) = app.demo().filter(|_| caller.is_this_machine()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match app.desk().sign_in_demo(demo.editor).await {
        Ok(session) => {
            let cookie = format!("session={}; Path=/; HttpOnly; SameSite=Lax", session.reveal());
            ([(header::SET_COOKIE, cookie)], Redirect::to("/desk")).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "could not sign in");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
