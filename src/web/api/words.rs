//! What practices can be filtered by, each with its number of practices.

use axum::{Json, extract::State, http::Uri};

use super::{
    answers::{CityEntry, CollectionEntry, CountryEntry, TopicEntry},
    arguments::LangArgument,
    asked::lang,
    problem::Problem,
};
use crate::{
    domain::{Choice, Facet, Slug},
    search::Found,
    text,
    web::{
        App,
        site::{Showing, Visitor},
    },
};

/// All topics.
#[utoipa::path(get, path = "/topics", tag = "words", operation_id = "listTopics", params(LangArgument), responses(
    (status = 200, description = "By name", body = Vec<TopicEntry>),
    (status = 400, description = "An argument was not understood", body = Problem, content_type = "application/problem+json")
))]
pub async fn topics(State(app): State<App>, uri: Uri) -> Result<Json<Vec<TopicEntry>>, Problem> {
    with_everything(&app, &uri, |showing, everything| {
        let topic = |topic: &crate::domain::Topic| TopicEntry {
            slug: topic.slug.to_string(),
            name: topic.name(showing.lang).to_owned(),
            retired: topic.retired,
            practices: everything.count(&Choice::Topic(topic.slug.clone())),
        };
        let mut topics: Vec<TopicEntry> = app.topics().all().map(topic).collect();
        text::sort_by_name(showing.lang, &mut topics, |topic| topic.name.clone());
        topics
    })
}

/// The cities of the network.
#[utoipa::path(get, path = "/cities", tag = "words", operation_id = "listCities", params(LangArgument), responses(
    (status = 200, description = "By name", body = Vec<CityEntry>),
    (status = 400, description = "An argument was not understood", body = Problem, content_type = "application/problem+json")
))]
pub async fn cities(State(app): State<App>, uri: Uri) -> Result<Json<Vec<CityEntry>>, Problem> {
    with_everything(&app, &uri, |showing, everything| {
        let city = |city: &crate::domain::City| CityEntry {
            slug: city.slug.clone(),
            name: city.name_in(showing.lang).to_owned(),
            country: city.country.code().to_owned(),
            practices: Slug::parse(&city.slug).map_or(0, |slug| everything.count(&Choice::City(slug))),
        };
        let mut cities: Vec<CityEntry> = showing.shelf.gazetteer.cities().map(city).collect();
        text::sort_by_name(showing.lang, &mut cities, |city| city.name.clone());
        cities
    })
}

/// The countries that have practices.
#[utoipa::path(get, path = "/countries", tag = "words", operation_id = "listCountries", params(LangArgument), responses(
    (status = 200, description = "By name", body = Vec<CountryEntry>),
    (status = 400, description = "An argument was not understood", body = Problem, content_type = "application/problem+json")
))]
pub async fn countries(State(app): State<App>, uri: Uri) -> Result<Json<Vec<CountryEntry>>, Problem> {
    with_everything(&app, &uri, |showing, everything| {
        let country = |(choice, practices): (&Choice, usize)| CountryEntry {
            code: choice.value().into_owned(),
            name: showing.choice_name(choice),
            practices,
        };
        let mut countries: Vec<CountryEntry> = everything.counts(Facet::Country).map(country).collect();
        text::sort_by_name(showing.lang, &mut countries, |country| country.name.clone());
        countries
    })
}

/// The collections, in the editors' order.
#[utoipa::path(get, path = "/collections", tag = "words", operation_id = "listCollections", params(LangArgument), responses(
    (status = 200, description = "In the editors' order", body = Vec<CollectionEntry>),
    (status = 400, description = "An argument was not understood", body = Problem, content_type = "application/problem+json")
))]
pub async fn collections(State(app): State<App>, uri: Uri) -> Result<Json<Vec<CollectionEntry>>, Problem> {
    with_everything(&app, &uri, |showing, everything| {
        let slugs = showing.shelf.collections.iter().filter_map(|it| Slug::parse(&it.row.slug).ok());
        let collection = |slug: Slug| {
            let choice = Choice::Collection(slug);
            CollectionEntry {
                slug: choice.value().into_owned(),
                title: showing.choice_name(&choice),
                practices: everything.count(&choice),
            }
        };
        slugs.map(collection).collect()
    })
}

fn with_everything<T>(
    app: &App,
    uri: &Uri,
    answer: impl FnOnce(&Showing<'_>, &Found) -> T,
) -> Result<Json<T>, Problem> {
    let visitor = Visitor::nobody(lang(uri)?);
    let showing = Showing::new(app, &visitor);
    let standing = showing.standing()?;
    Ok(Json(answer(&showing, &standing.everything)))
}
