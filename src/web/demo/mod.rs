//! What only the demonstration shows: doors into the desk, the mails caught, the partner sites and what can be done to them.
//! Nothing of this is reachable in a real site: the routes answer 404 unless the demonstration put its parts in.

mod doors;
mod guides;
mod mailbox;
mod partner;
mod partners;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};
use i18n_embed_fl::fl;

use super::{
    App,
    site::{
        addresses,
        views::{Link, page::Strip},
    },
};
use crate::{
    domain::{Editor, Id, Lang, marker::Source},
    mail::transport::Outbox,
    text,
};

pub use partner::{PartnerSite, State, serve};

/// What the demonstration's pages are made from.
#[derive(Clone, Debug)]
pub struct DemoParts {
    pub outbox: Outbox,
    /// Who the door into the desk opens for.
    pub editor: Id<Editor>,
    pub partners: Vec<DemoPartner>,
}

/// A bundled partner site.
#[derive(Clone, Debug)]
pub struct DemoPartner {
    pub name: String,
    /// Where it is served.
    pub address: String,
    pub source: Id<Source>,
    pub source_slug: String,
    pub site: Arc<PartnerSite>,
}

/// The routes below `/demo`.
pub fn router() -> Router<App> {
    Router::new()
        .route("/demo/desk", get(doors::desk).post(doors::sign_in))
        .route("/demo/mailbox", get(mailbox::list))
        .route("/demo/mailbox/{number}", get(mailbox::letter))
        .route("/demo/mailbox/{number}/html", get(mailbox::html))
        .route("/demo/partners", get(partners::show))
        .route("/demo/partners/{number}", post(partners::change))
        .route("/demo/guides", get(guides::list))
        .route("/demo/guides/{name}", get(guides::guide))
}

/// The line above every page: what this is, and what to try.
#[must_use]
pub fn strip(app: &App, lang: Lang) -> Option<Strip> {
    app.demo()?;
    let t = text::phrases(lang);
    Some(Strip {
        name: fl!(text::phrases(lang), "site-strip"),
        text: fl!(t, "demo-strip"),
        links: vec![
            Link::new(fl!(t, "demo-strip-filter"), format!("{}?topic=roma", addresses::explore(lang))),
            Link::new(fl!(t, "demo-strip-desk"), "/demo/desk"),
            Link::new(fl!(t, "demo-strip-mailbox"), "/demo/mailbox"),
            Link::new(fl!(t, "demo-strip-partners"), "/demo/partners"),
        ],
    })
}
