//! The pages of the public site, one file a kind: what is published and what the address asks for become a view.
//! Nothing here changes anything, but for the text size a reader chooses for themselves.

mod cite;
mod city;
mod collection;
mod country;
mod coverage;
mod data;
mod explore;
mod export;
mod facets;
mod feed;
mod files;
mod history;
mod listing;
mod machines;
mod map;
mod oai;
mod ornament;
mod passage;
mod pdf;
mod pictures;
mod plain;
mod practice;
mod preview;
mod question;
mod related;
mod showing;
mod standing;
mod structured;
mod subject;
mod topic;
mod whole;

use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{get, post},
};
use tower_http::compression::CompressionLayer;

pub use preview::preview;
pub use showing::Showing;
pub use standing::{NamedChoice, Standing};
pub use whole::Teller;

use super::{addresses, language, text_size};
use crate::web::{App, caching};

/// Everything a reader can ask for, compressed: no page here holds a secret that its length could tell.
pub fn router(app: &App) -> Router<App> {
    Router::new()
        .route("/", get(language::choose))
        .route("/{lang}", get(language::home))
        .route("/{lang}/", get(language::home))
        .route("/{lang}/practices", get(explore::explore))
        .route("/{lang}/practices.atom", get(feed::atom))
        .route("/{lang}/practices.feed.json", get(feed::json))
        .route("/{lang}/practices.csv", get(export::csv))
        .route("/{lang}/practices.json", get(export::json))
        .route("/{lang}/practices.ris", get(export::ris))
        .route("/{lang}/practices.bib", get(export::bibtex))
        .route("/{lang}/booklet", get(pdf::booklet))
        .route("/{lang}/booklet.pdf", get(pdf::booklet_file))
        .route("/{lang}/data", get(data::page))
        .route("/{lang}/opensearch.xml", get(machines::opensearch))
        .route("/data/practices.csv", get(export::whole_csv))
        .route("/data/practices.json", get(export::whole_json))
        .route(addresses::CATALOGUE, get(data::catalogue))
        .route(addresses::TOPICS_VOCABULARY, get(data::topics))
        .route(addresses::OAI, get(oai::get).post(oai::post))
        .route("/oai/practice-1.xsd", get(oai::schema))
        .route("/{lang}/practices/{slug}", get(practice::practice))
        .route("/{lang}/cities", get(city::cities))
        .route("/{lang}/cities/{slug}", get(city::city))
        .route("/{lang}/topics", get(topic::topics))
        .route("/{lang}/topics/{slug}", get(topic::topic))
        .route("/{lang}/countries", get(country::countries))
        .route("/{lang}/countries/{slug}", get(country::country))
        .route("/{lang}/coverage", get(coverage::coverage))
        .route("/{lang}/collections", get(collection::collections))
        .route("/{lang}/collections/{slug}", get(collection::collection))
        .route("/{lang}/template", get(plain::template))
        .route("/{lang}/template.docx", get(plain::template_docx))
        .route("/{lang}/template.odt", get(plain::template_odt))
        .route("/{lang}/{page}", get(plain::page))
        .route("/{lang}/text-size", post(text_size::set))
        .route("/robots.txt", get(machines::robots))
        .route("/sitemap.xml", get(machines::sitemap))
        .route("/sitemaps/{number}", get(machines::sitemap_part))
        .route("/favicon.ico", get(machines::favicon))
        .layer(from_fn_with_state(app.clone(), caching::keep))
        // What is not kept: files and errors. What is kept is compressed already.
        .layer(CompressionLayer::new())
        // Pictures are compressed as they are, and bring their own validators.
        .route("/files/{name}", get(files::file))
}
