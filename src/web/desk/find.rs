//! Going to something by a few letters of its title or city: items, published practices, sources.

use askama::Template;
use axum::extract::{Query, State};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::{
    frame::{Frame, Section},
    guard::SignedIn,
    shown::kind_words,
    trouble::Result,
};
use crate::{
    domain::{Record, fold::fold},
    store::{self, QueueLine, QueueView},
    text,
    web::{
        App, assets,
        site::{answer::page, views::Link},
    },
};

/// How many of each kind are shown, and how many items are looked through.
const MOST: usize = 50;
const LOOKED_THROUGH: i64 = 5_000;

#[derive(Template)]
#[template(path = "desk/find.html")]
struct FindPage {
    page: Frame,
    words: String,
    groups: Vec<Group>,
}

struct Group {
    name: String,
    found: Vec<(Link, String)>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Words {
    q: String,
}

pub(super) async fn find(State(app): State<App>, signed: SignedIn, Query(asked): Query<Words>) -> Result {
    let t = text::phrases(signed.lang);
    let words: String = asked.q.chars().take(200).collect();
    let wanted: Vec<String> = fold(&words).split_whitespace().map(str::to_owned).collect();
    let mut groups = Vec::new();
    if !wanted.is_empty() {
        groups = vec![
            Group { name: fl!(t, "desk-found-items"), found: items(&app, &signed, &wanted).await? },
            Group { name: fl!(t, "desk-found-practices"), found: practices(&app, &signed, &wanted).await? },
            Group { name: fl!(t, "desk-found-sources"), found: sources(&app, &wanted).await? },
        ];
        groups.retain(|group| !group.found.is_empty());
    }
    let title =
        if wanted.is_empty() { fl!(t, "desk-find-title") } else { fl!(t, "desk-found", words = words.as_str()) };
    let frame = Frame::inside(&app, &signed, Section::Queue, title).await?;
    Ok(page(&FindPage { page: frame, words, groups }))
}

/// Whether every word begins somewhere in the text, whatever its accents and case.
fn has(text: &str, wanted: &[String]) -> bool {
    let text = fold(text);
    wanted.iter().all(|word| text.contains(word.as_str()))
}

async fn items(app: &App, signed: &SignedIn, wanted: &[String]) -> Result<Vec<(Link, String)>> {
    let (t, now) = (text::phrases(signed.lang), app.clock().now());
    let mut found = Vec::new();
    for view in [QueueView::All, QueueView::WithCities, QueueView::Done] {
        let lines = store::item_queue(app.store(), view, signed.editor.id, now, LOOKED_THROUGH, 0).await?;
        let shown = |line: &QueueLine| {
            let about = format!("{} · {}", line.city_name, kind_words(t, line.kind, line.channel));
            (Link::new(&line.title, format!("/desk/items/{}", line.id)), about)
        };
        let fitting = lines.iter().filter(|line| has(&format!("{} {}", line.title, line.city_name), wanted));
        found.extend(fitting.take(MOST).map(shown));
    }
    Ok(found)
}

async fn practices(app: &App, signed: &SignedIn, wanted: &[String]) -> Result<Vec<(Link, String)>> {
    let cities = |record: &Record| {
        let names: Vec<String> = record.cities.iter().map(|city| city.name.clone()).collect();
        text::list(signed.lang, &names)
    };
    let live = store::practice_live_list(app.store(), app.clock().now()).await?;
    let fitting = live.iter().filter(|one| has(&format!("{} {}", one.record.title, cities(&one.record)), wanted));
    let shown = fitting.take(MOST).map(|practice| {
        (Link::new(&practice.record.title, format!("/desk/published/{}", practice.id)), cities(&practice.record))
    });
    Ok(shown.collect())
}

async fn sources(app: &App, wanted: &[String]) -> Result<Vec<(Link, String)>> {
    let all = store::source_list(app.store()).await?;
    let fitting = all.iter().filter(|source| has(&source.name, wanted));
    Ok(fitting
        .map(|source| (Link::new(&source.name, format!("/desk/sources/{}", source.slug)), String::new()))
        .collect())
}
