//! The mails the demonstration caught: nothing leaves this machine.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use i18n_embed_fl::fl;

use super::doors::page;
use crate::{
    domain::Lang,
    mail::{Preview, preview},
    text,
    web::{
        App, assets,
        site::{answer, views::Page},
    },
};

#[derive(Template)]
#[template(path = "demo/mailbox.html")]
struct Mailbox {
    page: Page,
    letters: Vec<Line>,
}

struct Line {
    number: usize,
    subject: String,
    to: String,
}

#[derive(Template)]
#[template(path = "demo/letter.html")]
struct Letter {
    page: Page,
    number: usize,
    subject: String,
    to: String,
    from: String,
    lang: String,
    text: String,
    links: Vec<String>,
}

fn caught(app: &App, number: usize) -> Option<Preview> {
    let all = app.demo()?.outbox.all();
    all.get(number.checked_sub(1)?).map(|caught| preview(&caught.bytes))
}

/// Newest first.
pub(super) async fn list(State(app): State<App>) -> Response {
    let Some(demo) = app.demo() else { return StatusCode::NOT_FOUND.into_response() };
    let letters = demo
        .outbox
        .all()
        .iter()
        .enumerate()
        .rev()
        .map(|(place, caught)| {
            let preview = preview(&caught.bytes);
            Line { number: place + 1, subject: preview.subject().to_owned(), to: caught.to.to_string() }
        })
        .collect();
    let page = page(&app, "/demo/mailbox", fl!(text::phrases(Lang::En), "demo-mailbox"));
    answer::page(&Mailbox { page, letters })
}

pub(super) async fn letter(State(app): State<App>, Path(number): Path<usize>) -> Response {
    let Some(letter) = caught(&app, number) else { return StatusCode::NOT_FOUND.into_response() };
    let subject = letter.subject().to_owned();
    let page = page(&app, &format!("/demo/mailbox/{number}"), subject.clone());
    let own = format!("{}/", app.site().origin);
    answer::page(&Letter {
        page,
        number,
        subject,
        to: letter.header("to").to_owned(),
        from: letter.header("from").to_owned(),
        lang: letter.header("content-language").to_owned(),
        links: letter.links().filter(|link| link.starts_with(&own)).map(str::to_owned).collect(),
        text: letter.text,
    })
}

/// The HTML part alone, for the frame beside the text: no scripts, its own styles.
pub(super) async fn html(State(app): State<App>, Path(number): Path<usize>) -> Response {
    let Some(letter) = caught(&app, number) else { return StatusCode::NOT_FOUND.into_response() };
    const POLICY: HeaderValue = HeaderValue::from_static(
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation",
    );
    ([(header::CONTENT_SECURITY_POLICY, POLICY)], Html(letter.html)).into_response()
}
