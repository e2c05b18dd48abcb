//! What practices can be filtered by, each with its number of practices.

use axum::{Json, extract::State, http::Uri};

use super::{
    answers::{City, Collection, Country, Topic},
    asked::{LangArgument, lang},
    problem::Problem,
};
use crate::{
    domain::{Choice, Facet, Filter, Slug},
    search::Found,
    text,
    web::{
        App,
        site::{Showing, Visitor},
    },
};

/// All topics.
#[utoipa::path(get, path = "/topics", tag = "words", operation_id = "listTopics", params(LangArgument), responses(
    (status = 200, description = "By name", body = Vec<Topic>),
    (status = 400, description = "An argument was not understood", body = Problem, content_type = "application/problem+json")
))]
pub async fn topics(State(app): State<App>, uri: Uri) -> Result<Json<Vec<Topic>>, Problem> {
    with_everything(&app, &uri, |showing, everything| {
        let topic = |topic: &crate::domain::Topic| Topic {
            slug: topic.slug.to_string(),
            name: topic.name(showing.lang).to_owned(),
            retired: topic.retired,
            practices: everything.count(&Choice::Topic(topic.slug.clone())),
        };
        let mut topics: Vec<Topic> = app.topics().all().map(topic).collect();
        text::sort_by_name(showing.lang, &mut topics, |topic| topic.name.clone());
        topics
    })
}

/// The cities of the network.
#[utoipa::path(get, path = "/cities", tag = "words", operation_id = "listCities", params(LangArgument), responses(
    (status = 200, description = "By name", body = Vec<City>),
    (status = 400, description = "An argument was not understood", body = Problem, content_type = "application/problem+json")
))]
pub async fn cities(State(app): State<App>, uri: Uri) -> Result<Json<Vec<City>>, Problem> {
    with_everything(&app, &uri, |showing, everything| {
        let city = |city: &crate::domain::City| City {
            slug: city.slug.clone(),
            name: city.name_in(showing.lang).to_owned(),
            country: city.country.code().to_owned(),
            practices: Slug::parse(&city.slug).map_or(0, |slug| everything.count(&Choice::City(slug))),
        };
        let mut cities: Vec<City> = showing.shelf.gazetteer.cities().map(city).collect();
        text::sort_by_name(showing.lang, &mut cities, |city| city.name.clone());
        cities
    })
}

/// The countries that have practices.
#[utoipa::path(get, path = "/countries", tag = "words", operation_id = "listCountries", params(LangArgument), responses(
    (status = 200, description = "By name", body = Vec<Country>),
    (status = 400, description = "An argument was not understood", body = Problem, content_type = "application/problem+json")
))]
pub async fn countries(State(app): State<App>, uri: Uri) -> Result<Json<Vec<Country>>, Problem> {
    with_everything(&app, &uri, |showing, everything| {
        let country = |(choice, practices): (&Choice, usize)| Country {
            code: choice.value().into_owned(),
            name: showing.choice_name(choice),
            practices,
        };
        let mut countries: Vec<Country> = everything.counts(Facet::Country).map(country).collect();
        text::sort_by_name(showing.lang, &mut countries, |country| country.name.clone());
        countries
    })
}

/// The collections, in the editors' order.
#[utoipa::path(get, path = "/collections", tag = "words", operation_id = "listCollections", params(LangArgument), responses(
    (status = 200, description = "In the editors' order", body = Vec<Collection>),
    (status = 400, description = "An argument was not understood", body = Problem, content_type = "application/problem+json")
))]
pub async fn collections(State(app): State<App>, uri: Uri) -> Result<Json<Vec<Collection>>, Problem> {
    with_everything(&app, &uri, |showing, everything| {
        let slugs = showing.shelf.collections.iter().filter_map(|it| Slug::parse(&it.row.slug).ok());
        let collection = |slug: Slug| {
            let choice = Choice::Collection(slug);
            Collection {
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
    let everything = showing.find(&Filter::default(), 1)?;
    Ok(Json(answer(&showing, &everything)))
}
