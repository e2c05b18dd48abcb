//! The guides of docs/, to be read beside the demonstration.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use i18n_embed_fl::fl;

use super::doors::page;
use crate::{
    domain::{CleanText, Lang, clean_text::SafeHtml},
    text,
    web::{
        App, assets,
        site::{
            answer,
            views::{Link, Page},
        },
    },
};

const GUIDES: [(&str, &str); 3] = [
    ("city", include_str!("../../../docs/city.md")),
    ("editor", include_str!("../../../docs/editor.md")),
    ("operator", include_str!("../../../docs/operator.md")),
];

#[derive(Template)]
#[template(path = "demo/guides.html")]
struct Guides {
    page: Page,
    guides: Vec<Link>,
}

#[derive(Template)]
#[template(path = "demo/guide.html")]
struct Guide {
    page: Page,
    body: SafeHtml,
}

/// The first heading is the title, the rest the text.
fn parts(markdown: &str) -> (String, &str) {
    let (first, rest) = markdown.trim_start().split_once('\n').unwrap_or((markdown, ""));
    (first.trim_start_matches('#').trim().to_owned(), rest)
}

pub(super) async fn list(State(app): State<App>) -> Response {
    if app.demo().is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let guides = GUIDES.map(|(name, markdown)| Link::new(parts(markdown).0, format!("/demo/guides/{name}"))).to_vec();
    let page = page(&app, "/demo/guides", fl!(text::phrases(Lang::En), "demo-guides"));
    answer::page(&Guides { page, guides })
}

pub(super) async fn guide(State(app): State<App>, Path(name): Path<String>) -> Response {
    let found = GUIDES.into_iter().find(|(known, _)| *known == name).filter(|_| app.demo().is_some());
    let Some((name, markdown)) = found else { return StatusCode::NOT_FOUND.into_response() };
    let (title, body) = parts(markdown);
    let page = page(&app, &format!("/demo/guides/{name}"), title);
    answer::page(&Guide { page, body: CleanText::from_markdown(body).to_page_html() })
}
