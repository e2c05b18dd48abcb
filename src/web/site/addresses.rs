//! The addresses of the public site, in one place: pages, letters and feeds link with these. Permanent: see CHANGELOG
//! before changing one. All are paths; the origin comes from the configuration.

use crate::domain::{Country, Filter, Lang};

/// The public home: every practice, with search and filters.
#[must_use]
pub fn explore(lang: Lang) -> String {
    format!("/{lang}/practices")
}

/// A list of practices with its filter: the one canonical address of the question.
#[must_use]
pub fn list(lang: Lang, filter: &Filter) -> String {
    with_query(explore(lang), filter)
}

/// The same list as an Atom feed.
#[must_use]
pub fn feed(lang: Lang, filter: &Filter) -> String {
    with_query(format!("/{lang}/practices.atom"), filter)
}

/// The same list in another form, by the ending of its address: `feed.json`, `csv`, `json`, `ris`.
#[must_use]
pub fn list_as(lang: Lang, filter: &Filter, ending: &str) -> String {
    with_query(format!("/{lang}/practices.{ending}"), filter)
}

/// `filter`, of which only the page may say something, behind the address of a list that has its own choice.
#[must_use]
pub fn with_query(path: String, filter: &Filter) -> String {
    let query = filter.to_query_string();
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

#[must_use]
pub fn practice(lang: Lang, slug: &str) -> String {
    format!("/{lang}/practices/{slug}")
}

/// The practice in another form: `ris`, `bib`, `csl.json`, `pdf`.
#[must_use]
pub fn practice_as(lang: Lang, slug: &str, ending: &str) -> String {
    format!("/{lang}/practices/{slug}.{ending}")
}

#[must_use]
pub fn cities(lang: Lang) -> String {
    format!("/{lang}/cities")
}

#[must_use]
pub fn city(lang: Lang, slug: &str) -> String {
    format!("/{lang}/cities/{slug}")
}

/// The city's practices as a feed: `atom`, `feed.json`.
#[must_use]
pub fn city_as(lang: Lang, slug: &str, ending: &str) -> String {
    format!("/{lang}/cities/{slug}.{ending}")
}

#[must_use]
pub fn topics(lang: Lang) -> String {
    format!("/{lang}/topics")
}

#[must_use]
pub fn topic(lang: Lang, slug: &str) -> String {
    format!("/{lang}/topics/{slug}")
}

#[must_use]
pub fn countries(lang: Lang) -> String {
    format!("/{lang}/countries")
}

/// A country by its code of ISO 3166-1, in small letters.
#[must_use]
pub fn country(lang: Lang, country: Country) -> String {
    format!("/{lang}/countries/{}", country.code().to_ascii_lowercase())
}

/// Topics, countries and years set against each other.
#[must_use]
pub fn coverage(lang: Lang) -> String {
    format!("/{lang}/coverage")
}

#[must_use]
pub fn collections(lang: Lang) -> String {
    format!("/{lang}/collections")
}

#[must_use]
pub fn collection(lang: Lang, slug: &str) -> String {
    format!("/{lang}/collections/{slug}")
}

/// The collection in another form: `atom`, `feed.json`, `pdf`.
#[must_use]
pub fn collection_as(lang: Lang, slug: &str, ending: &str) -> String {
    format!("/{lang}/collections/{slug}.{ending}")
}

/// A picture of a published practice, by the hash of its content.
#[must_use]
pub fn file(hash: &str) -> String {
    format!("/files/{hash}")
}

/// A picture drawn no wider than one of the listed widths.
#[must_use]
pub fn picture(hash: &str, width: u32) -> String {
    format!("/files/{hash}-{width}")
}

/// A page with nothing but text: `about`, `accessibility`, `privacy`, `how-practices-are-chosen`.
#[must_use]
pub fn plain(lang: Lang, slug: &str) -> String {
    format!("/{lang}/{slug}")
}

/// The form in which a city sends a practice.
#[must_use]
pub fn submit(lang: Lang) -> String {
    format!("/{lang}/submit")
}

/// Where the template for collecting practices is explained.
#[must_use]
pub fn template(lang: Lang) -> String {
    format!("/{lang}/template")
}

/// The same as a document to fill in.
#[must_use]
pub fn template_as(lang: Lang, ending: &str) -> String {
    format!("/{lang}/template.{ending}")
}

/// A list's practices to pick a booklet from.
#[must_use]
pub fn booklet(lang: Lang, filter: &Filter) -> String {
    with_query(format!("/{lang}/booklet"), filter)
}

/// The booklet itself, with what was picked as its query.
#[must_use]
pub fn booklet_file(lang: Lang) -> String {
    format!("/{lang}/booklet.pdf")
}

/// What can be reused, and how.
#[must_use]
pub fn data(lang: Lang) -> String {
    format!("/{lang}/data")
}

/// The full data set: `csv`, `json`.
#[must_use]
pub fn data_set(ending: &str) -> String {
    format!("/data/practices.{ending}")
}

/// The description of the data set for catalogues (DCAT-AP).
pub const CATALOGUE: &str = "/data/catalogue.ttl";
/// The topics as a vocabulary (SKOS).
pub const TOPICS_VOCABULARY: &str = "/data/topics.ttl";
/// The OAI-PMH repository.
pub const OAI: &str = "/oai";
/// The reading API, and its description.
pub const API: &str = "/api/v1";
pub const OPENAPI: &str = "/api/v1/openapi.json";

/// How browsers learn to search here.
#[must_use]
pub fn opensearch(lang: Lang) -> String {
    format!("/{lang}/opensearch.xml")
}

/// A city's own page about what it sent; the token is its only key.
#[must_use]
pub fn status(lang: Lang, token: &str) -> String {
    format!("/{lang}/status/{token}")
}

#[must_use]
pub fn text_size(lang: Lang) -> String {
    format!("/{lang}/text-size")
}
