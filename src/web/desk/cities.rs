//! The cities of the network, with what is published of each.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use i18n_embed_fl::fl;

use super::{
    frame::{Frame, Section},
    guard::SignedIn,
    trouble::Result,
};
use crate::{
    domain::{City, Id},
    store, text,
    web::{
        App, assets,
        site::{addresses, answer::page},
    },
};

#[derive(Template)]
#[template(path = "desk/cities.html")]
struct CitiesPage {
    page: Frame,
    cities: Vec<Line>,
}

struct Line {
    name: String,
    href: String,
    country: &'static str,
    practices: usize,
    language: &'static str,
}

pub(super) async fn cities(State(app): State<App>, signed: SignedIn) -> Result {
    let lang = signed.lang;
    let now = app.clock().now();
    let mut practices: HashMap<Id<City>, usize> = HashMap::new();
    for practice in store::practice_live_list(app.store(), now).await? {
        for city in practice.record.cities.iter().filter_map(|city| city.id) {
            *practices.entry(city).or_default() += 1;
        }
    }
    let mut lines: Vec<Line> = store::city_list(app.store())
        .await?
        .into_iter()
        .map(|city| Line {
            name: city.name_in(lang).to_owned(),
            href: addresses::city(lang, &city.slug),
            country: city.country.name(lang),
            practices: practices.get(&city.id).copied().unwrap_or(0),
            language: city.language.own_name(),
        })
        .collect();
    text::sort_by_name(lang, &mut lines, |line| line.name.clone());
    let frame = Frame::inside(&app, &signed, Section::Cities, fl!(text::phrases(lang), "desk-cities")).await?;
    Ok(page(&CitiesPage { page: frame, cities: lines }))
}
