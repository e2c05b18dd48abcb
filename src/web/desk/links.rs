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
    store::{self, LivePractice},
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
    /// The page as it was fetched last, where it was.
    copy: Option<Copied>,
}

struct Copied {
    href: String,
    when: String,
}

struct Where {
    practice: Link,
    tag: String,
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
        let copy = store::snapshot_of_url(store, &link.url).await?.map(|snapshot| Copied {
            href: format!("/desk/snapshots/{}", snapshot.id),
            when: text::date(lang, snapshot.fetched_at),
        });
        let why = link.outcome.0.note().map(|note| text::phrase(lang, &note.phrase, &note.arguments));
        broken.push(Line {
            why: why.unwrap_or_default(),
            since: text::date(lang, link.failing_since),
            since_iso: iso(link.failing_since),
            url: link.url,
            practices: practices.iter().map(|practice| place(&signed, practice)).collect(),
            copy,
        });
    }
    let frame = Frame::inside(&app, &signed, Section::Published, fl!(t, "desk-links")).await?;
    Ok(page(&LinksPage { page: frame, broken }))
}

fn place(signed: &SignedIn, practice: &LivePractice) -> Where {
    let record = &practice.record;
    Where {
        practice: Link::new(&record.title, addresses::practice(signed.lang, &practice.slug)),
        tag: record.language.as_ref().map_or_else(|| signed.lang.tag().to_owned(), |tag| tag.as_str().to_owned()),
    }
}
