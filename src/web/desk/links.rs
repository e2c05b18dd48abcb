//! Links of published practices that lead nowhere, and what is kept of the page.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use i18n_embed_fl::fl;

use super::{
    frame::{Frame, Section},
    guard::SignedIn,
    happened::iso,
    trouble::Result,
};
use crate::{
    store::{self, BrokenLink, LivePractice, Origin},
    text,
    web::{
        App, assets,
        site::{addresses, answer::page, views::Link},
    },
};

/// Shown at once; those that fail longest come first.
const MOST: i64 = 200;

#[derive(Template)]
#[template(path = "desk/links.html")]
struct LinksPage {
    page: Frame,
    broken: Vec<Line>,
}

struct Line {
    url: String,
    why: String,
    since: String,
    since_iso: String,
    practices: Vec<Where>,
}

struct Where {
    practice: Link,
    tag: String,
    /// The page as it was read, for an address that is the practice's source.
    copy: Option<String>,
}

pub(super) async fn links(State(app): State<App>, signed: SignedIn) -> Result {
    let (store, lang, t) = (app.store(), signed.lang, text::phrases(signed.lang));
    let live = store::practice_live_list(store, app.clock().now()).await?;
    let mut linking: HashMap<&str, Vec<&LivePractice>> = HashMap::new();
    for practice in &live {
        for url in practice.links() {
            linking.entry(url).or_default().push(practice);
        }
    }
    let mut broken = Vec::new();
    for link in store::link_broken(store, MOST).await? {
        // What was taken off the site since is forgotten within the hour.
        let Some(practices) = linking.get(link.url.as_str()) else { continue };
        let mut places = Vec::new();
        for practice in practices {
            places.push(place(&app, &signed, practice, &link).await?);
        }
        let why = link.outcome.0.note().map(|note| text::phrase(lang, &note.phrase, &note.arguments));
        broken.push(Line {
            why: why.unwrap_or_default(),
            since: text::date(lang, link.failing_since),
            since_iso: iso(link.failing_since),
            url: link.url,
            practices: places,
        });
    }
    let frame = Frame::inside(&app, &signed, Section::Published, fl!(t, "desk-links")).await?;
    Ok(page(&LinksPage { page: frame, broken }))
}

async fn place(app: &App, signed: &SignedIn, practice: &LivePractice, link: &BrokenLink) -> Result<Where> {
    let is_source = matches!(&practice.origin, Origin::Source { url, .. } if *url == link.url);
    let copy = if is_source { store::snapshot_of_practice(app.store(), practice.id).await? } else { None };
    let record = &practice.record;
    Ok(Where {
        practice: Link::new(&record.title, addresses::practice(signed.lang, &practice.slug)),
        tag: record.language.as_ref().map_or_else(|| signed.lang.tag().to_owned(), |tag| tag.as_str().to_owned()),
        copy: copy.map(|snapshot| format!("/desk/snapshots/{snapshot}")),
    })
}
