//! What machines read on the page of a practice (schema.org).

use i18n_embed_fl::fl;

use super::showing::Showing;
use crate::{
    domain::CityRef,
    press::{self, Article, Licence, Telling},
    store::{LivePractice, Origin},
    text,
    web::site::{addresses, views::page::JsonLd},
};

/// The practice as an article about a project, and where its page stands in the site.
pub fn practice(showing: &Showing<'_>, practice: &LivePractice, telling: &Telling<'_>) -> JsonLd {
    let (lang, record, origin) = (showing.lang, &practice.record, showing.app.site().origin.as_str());
    let words = text::phrases(lang);
    let whole = |path: String| format!("{origin}{path}");
    let (site, home) = (fl!(words, "site-name"), whole(addresses::explore(lang)));
    let url = whole(addresses::practice(lang, &practice.slug));
    let description = press::excerpt(&telling.in_short());
    let named: Vec<(String, &CityRef)> =
        record.cities.iter().map(|city| (showing.city_name(city), city)).filter(|(name, _)| !name.is_empty()).collect();
    let places = named.iter().map(|(name, city)| press::Place {
        city: name,
        country: city.country.map(|country| (country, country.name(lang))),
    });
    let topics: Vec<String> = record.topics.iter().map(|topic| showing.topic_name(topic)).collect();
    let pictures: Vec<String> = record.shown_pictures().map(|picture| whole(addresses::file(&picture.blob))).collect();
    let language = telling.language().tag;
    let article = Article {
        url: &url,
        title: telling.title(),
        description: &description,
        language: Some(&language),
        published_at: practice.first_live_at,
        updated_at: practice.live_from,
        places: places.collect(),
        period: record.period.as_ref(),
        topics: topics.iter().map(String::as_str).collect(),
        lead: &record.lead,
        licence: matches!(practice.origin, Origin::City).then_some(Licence::CITY.1),
        based_on: match &practice.origin {
            Origin::City => None,
            Origin::Source { url, .. } => Some(url),
        },
        pictures: pictures.iter().map(String::as_str).collect(),
        publisher: press::Site { name: &site, url: &home },
    };
    let practices = fl!(words, "site-nav-practices");
    let crumbs = press::breadcrumbs(&[(practices.as_str(), &home), (telling.title(), &url)]);
    JsonLd::new(&[article.to_json(), crumbs])
}
