//! Practices, filtered and counted as on the site.

use axum::{
    Json,
    extract::{Path, State},
    http::{StatusCode, Uri},
};
use url::form_urlencoded;
use uuid::Uuid;

use super::{
    answers::{FacetCount, FacetCounts, PracticeList, ValueCount},
    arguments::{LangArgument, ListArguments},
    asked::{Cursor, List, lang},
    problem::Problem,
};
use crate::{
    domain::Facet,
    press::Practice,
    search::Place,
    web::{
        App,
        site::{Showing, Teller, Visitor, addresses},
    },
};

/// Practices that a filter finds.
#[utoipa::path(
    get,
    path = "/practices",
    tag = "practices",
    operation_id = "listPractices",
    params(ListArguments),
    responses(
        (status = 200, description = "A part of the list", body = PracticeList),
        (status = 304, description = "As it was"),
        (status = 400, description = "An argument was not understood", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Nothing here has such a name", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn list(State(app): State<App>, uri: Uri) -> Result<Json<PracticeList>, Problem> {
    let asked = List::read(&uri, &app, &app.shelf())?;
    let visitor = Visitor::nobody(asked.lang);
    let showing = Showing::new(&app, &visitor);
    let found = showing.stretch(&asked.filter, asked.limit, asked.cursor.map(|cursor| cursor.0))?;
    let teller = Teller::of(&showing);
    let told = found.ids.iter().filter_map(|id| showing.shelf.practice(*id));
    let practices: Vec<Practice> = told.map(|practice| teller.tell(practice)).collect();
    let number = found.from + found.ids.len();
    let last = found.ids.last().filter(|_| number < found.total);
    let next_cursor = last.map(|id| Cursor(Place { number, id: *id }).written());
    let next = next_cursor
        .as_ref()
        .map(|cursor| format!("{}{}", app.site().origin, with_cursor(uri.query().unwrap_or_default(), cursor)));
    Ok(Json(PracticeList { total: found.total, practices, next_cursor, next }))
}

fn with_cursor(query: &str, cursor: &str) -> String {
    let mut address = form_urlencoded::Serializer::new(String::new());
    address.extend_pairs(form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "cursor"));
    address.append_pair("cursor", cursor);
    format!("{}/practices?{}", addresses::API, address.finish())
}

/// One practice.
#[utoipa::path(
    get,
    path = "/practices/{id}",
    tag = "practices",
    operation_id = "getPractice",
    params(("id" = String, Path, description = "Its id, or its name in its address"), LangArgument),
    responses(
        (status = 200, description = "The practice", body = Practice),
        (status = 304, description = "As it was"),
        (status = 400, description = "An argument was not understood", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Not published", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn one(State(app): State<App>, Path(id): Path<String>, uri: Uri) -> Result<Json<Practice>, Problem> {
    let visitor = Visitor::nobody(lang(&uri)?);
    let showing = Showing::new(&app, &visitor);
    let by_id = Uuid::try_parse(&id).ok().and_then(|id| showing.shelf.practice(id));
    let found = by_id.or_else(|| showing.shelf.practice_at(&id));
    let practice =
        found.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "no practice is published under this id"))?;
    Ok(Json(Teller::of(&showing).tell(practice)))
}

/// What each further choice would find.
#[utoipa::path(
    get,
    path = "/facets",
    tag = "practices",
    operation_id = "countFacets",
    params(ListArguments),
    responses(
        (status = 200, description = "Counts, as beside the site's list", body = FacetCounts),
        (status = 304, description = "As it was"),
        (status = 400, description = "An argument was not understood", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Nothing here has such a name", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn facets(State(app): State<App>, uri: Uri) -> Result<Json<FacetCounts>, Problem> {
    let asked = List::read(&uri, &app, &app.shelf())?;
    let visitor = Visitor::nobody(asked.lang);
    let showing = Showing::new(&app, &visitor);
    let found = showing.find(&asked.filter, 1)?;
    let counted = |facet: Facet| FacetCount {
        name: facet.name(),
        values: found
            .counts(facet)
            .map(|(choice, count)| ValueCount {
                value: choice.value().into_owned(),
                name: showing.choice_name(choice),
                count,
            })
            .collect(),
    };
    Ok(Json(FacetCounts { total: found.total, facets: Facet::ALL.map(counted).into() }))
}
