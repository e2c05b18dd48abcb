//! What can be reused: a page for people, and the descriptions that catalogues read.

use axum::{extract::State, http::header, response::IntoResponse};
use i18n_embed_fl::fl;

use super::showing::Showing;
use crate::{
    domain::{Filter, Lang, Timestamp},
    press::{self, Catalogue, Concept, Distribution, JSON_FEED_MEDIA_TYPE, Licence, Service},
    text,
    web::{
        App,
        site::{
            Visitor, addresses,
            answer::{self, Answer},
            views::{
                Link,
                data::{DataPage, Offer},
            },
        },
    },
};

/// The repository in the catalogue: name and title.
const OAI: (&str, &str) = ("oai", "OAI-PMH");

/// `GET /{lang}/data`
pub async fn page(State(app): State<App>, visitor: Visitor) -> Answer {
    let showing = Showing::new(&app, &visitor);
    let words = text::phrases(showing.lang);
    let standing = showing.standing()?;
    let everything = &standing.everything;
    let mut page = showing.page(&addresses::data(showing.lang), fl!(words, "site-data"));
    page.description = fl!(words, "site-data-lede", n = everything.total);
    let list = |ending: &str| addresses::list_as(showing.lang, &Filter::default(), ending);
    let offer = |title: String, about: String, links: Vec<Link>| Offer { title, about, links };
    let link = |name: &str, address: &str| Link::new(name, address);
    let offers = vec![
        offer(
            fl!(words, "site-data-set"),
            fl!(words, "site-data-set-about"),
            vec![link("CSV", &addresses::data_set("csv")), link("JSON", &addresses::data_set("json"))],
        ),
        offer(
            fl!(words, "site-data-list"),
            fl!(words, "site-data-list-about"),
            vec![
                link("CSV", &list("csv")),
                link("JSON", &list("json")),
                link("RIS", &list("ris")),
                link("BibTeX", &list("bib")),
            ],
        ),
        offer(
            fl!(words, "site-data-feeds"),
            fl!(words, "site-data-feeds-about"),
            vec![link("Atom", &list("atom")), link("JSON Feed", &list("feed.json"))],
        ),
        offer(
            fl!(words, "site-data-api"),
            fl!(words, "site-data-api-about"),
            vec![
                link("OpenAPI 3.1", addresses::OPENAPI),
                link("/api/v1/practices", &format!("{}/practices", addresses::API)),
            ],
        ),
        offer(
            fl!(words, "site-data-oai"),
            fl!(words, "site-data-oai-about"),
            vec![link("OAI-PMH 2.0", &format!("{}?verb=Identify", addresses::OAI))],
        ),
        offer(
            fl!(words, "site-data-catalogue"),
            fl!(words, "site-data-catalogue-about"),
            vec![link("DCAT-AP 3.0", addresses::CATALOGUE), link("SKOS", addresses::TOPICS_VOCABULARY)],
        ),
    ];
    let licence = Link::new(Licence::CITY.0, Licence::CITY.1);
    Ok(answer::page(&DataPage { lede: page.description.clone(), offers, licence, page }))
}

/// `GET /data/catalogue.ttl`: DCAT-AP.
pub async fn catalogue(State(app): State<App>) -> Answer {
    let visitor = Visitor::nobody(Lang::default());
    let showing = Showing::new(&app, &visitor);
    let whole = |path: &str| format!("{}{path}", app.site().origin);
    let each = |say: &dyn Fn(Lang) -> String| Lang::ALL.map(|lang| (lang, say(lang))).to_vec();
    let practices = || showing.shelf.practices.values();
    let epoch = Timestamp::from_micros(0);
    let keywords = app.topics().all().filter(|topic| !topic.retired);
    let keywords = keywords.flat_map(|topic| Lang::ALL.map(|lang| (lang, topic.name(lang).to_owned())));
    let offered = |(name, title), path: &str, media_type, file_type| Distribution {
        name,
        title,
        url: whole(path),
        service: None,
        media_type,
        file_type,
    };
    let feed = addresses::list_as(showing.lang, &Filter::default(), "feed.json");
    let feed_type = JSON_FEED_MEDIA_TYPE.split(';').next().unwrap_or_default();
    let service = |name, title, path: &str, description: &str| Service {
        name,
        title,
        url: whole(path),
        description: whole(description),
    };
    let catalogue = Catalogue {
        url: whole(addresses::CATALOGUE),
        home: whole(&addresses::explore(showing.lang)),
        titles: each(&|lang| fl!(text::phrases(lang), "site-name")),
        descriptions: each(&|lang| fl!(text::phrases(lang), "site-data-lede", n = practices().count())),
        publisher: fl!(text::phrases(showing.lang), "site-name"),
        contact: app.site().contact.clone(),
        published_at: practices().map(|it| it.first_live_at).min().unwrap_or(epoch),
        updated_at: practices().map(|it| it.live_from).max().unwrap_or(epoch),
        licence: Licence::CITY.1.to_owned(),
        rights: each(&|lang| fl!(text::phrases(lang), "site-data-rights", licence = Licence::CITY.0)),
        keywords: keywords.collect(),
        topics_url: format!("{}#topics", whole(addresses::TOPICS_VOCABULARY)),
        topics_titles: each(&|lang| fl!(text::phrases(lang), "site-topics")),
        distributions: vec![
            offered(("csv", "CSV"), &addresses::data_set("csv"), "text/csv", "CSV"),
            offered(("json", "JSON"), &addresses::data_set("json"), "application/json", "JSON"),
            offered(("feed", "JSON Feed"), &feed, feed_type, "JSON"),
            Distribution { service: Some(OAI.0), ..offered(OAI, addresses::OAI, "text/xml", "XML") },
        ],
        services: vec![
            service("api", "API", addresses::API, addresses::OPENAPI),
            service(OAI.0, OAI.1, addresses::OAI, &format!("{}?verb=Identify", addresses::OAI)),
        ],
    };
    Ok(([(header::CONTENT_TYPE, Catalogue::MEDIA_TYPE)], catalogue.to_turtle()?).into_response())
}

/// `GET /data/topics.ttl`: SKOS.
pub async fn topics(State(app): State<App>) -> Answer {
    let concept = |topic: &crate::domain::Topic| Concept {
        slug: topic.slug.to_string(),
        names: Lang::ALL.map(|lang| (lang, topic.name(lang).to_owned())).into(),
        former: topic.former.iter().flat_map(former).collect(),
        eurovoc: topic.eurovoc.clone(),
        retired: topic.retired,
    };
    let concepts: Vec<Concept> = app.topics().all().map(concept).collect();
    let url = format!("{}{}", app.site().origin, addresses::TOPICS_VOCABULARY);
    let titles = Lang::ALL.map(|lang| (lang, fl!(text::phrases(lang), "site-topics")));
    let turtle = press::skos(&url, &titles, &concepts)?;
    Ok(([(header::CONTENT_TYPE, Catalogue::MEDIA_TYPE)], turtle).into_response())
}

fn former(former: &crate::domain::FormerTopic) -> Vec<(Lang, String)> {
    let names = [(Lang::En, &former.en), (Lang::Fr, &former.fr)];
    names.into_iter().filter_map(|(lang, name)| Some((lang, name.clone()?))).collect()
}
