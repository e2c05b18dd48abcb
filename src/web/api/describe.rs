//! The description of the API (`OpenAPI` 3.1), made from its code.

use axum::{Json, extract::State};
use utoipa::{
    OpenApi,
    openapi::{InfoBuilder, Server},
};

use super::{practices, submissions, words};
use crate::{
    press::Licence,
    web::{App, site::addresses},
};

#[derive(OpenApi)]
#[openapi(
    paths(
        practices::list,
        practices::one,
        practices::facets,
        words::topics,
        words::cities,
        words::countries,
        words::collections,
        submissions::create
    ),
    tags(
        (name = "practices", description = "Published practices"),
        (name = "submissions", description = "Practices that cities send"),
        (name = "words", description = "What practices can be filtered by")
    )
)]
struct Api;

/// `GET /api/v1/openapi.json`
pub async fn openapi(State(app): State<App>) -> Json<utoipa::openapi::OpenApi> {
    let mut description = Api::openapi();
    description.info = InfoBuilder::new()
        .title("Practice Commons")
        .version("1")
        .description(Some(
            "Good practices of cities, to be read by programs, and to be sent by those of cities. Answers carry an ETag and may be kept; ask again with \
             If-None-Match. Problems are told as in RFC 9457. Fields may be added; none is taken away within a version.",
        ))
        .license(Some(
            utoipa::openapi::LicenseBuilder::new()
                .name(format!("{} for what cities sent", Licence::CITY.0))
                .url(Some(Licence::CITY.1))
                .build(),
        ))
        .build();
    description.servers = Some(vec![Server::new(format!("{}{}", app.site().origin, addresses::API))]);
    Json(description)
}
