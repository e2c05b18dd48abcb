//! What leaves the house as a file: feeds, sitemaps, tables, citations, catalogues, pictures for pages, and what machines
//! read on a page.
//! Must not know where practices are kept; it is given them, with all addresses absolute.

mod catalogue;
pub mod cite;
mod feed;
mod json_feed;
pub mod oai;
mod opensearch;
pub mod pdf;
mod practice;
mod refused;
mod said;
mod sitemap;
mod smaller;
mod structured;
mod table;
mod telling;
mod versions;

use time::format_description::well_known::Rfc3339;

pub use catalogue::{Catalogue, Concept, Distribution, Service, skos};
pub use cite::{Citation, RIS_MEDIA_TYPE};

pub use feed::{Entry, Feed};
pub use json_feed::MEDIA_TYPE as JSON_FEED_MEDIA_TYPE;

pub use opensearch::OpenSearch;
pub use practice::{
    Addresses, City, Collection, Dates, Facts, Licence, Part, Picture, Practice, Reference, STORY, Source,
    Surroundings, TopicName,
};
pub use refused::{fault_words, refused_table};
pub use said::Said;
pub use sitemap::{Page, SITEMAP_URLS, sitemap, sitemap_index};
pub use smaller::{Smaller, smaller, smaller_of};
pub use structured::{Article, Place, Site, breadcrumbs, script};
pub use table::{COLUMNS, MEDIA_TYPE as TABLE_MEDIA_TYPE, head as table_head, rows as table_rows};
pub use telling::{Telling, TextLanguage, excerpt};
pub use versions::Versions;

use crate::domain::Timestamp;

/// A file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PressError {
    #[error("could not write the feed")]
    Feed(#[from] atom_syndication::Error),
    #[error("could not write a file")]
    Write(#[from] std::io::Error),
    #[error("could not write a table")]
    Table(#[from] csv::Error),
    #[error("could not write as UTF-8")]
    Utf8(#[from] std::string::FromUtf8Error),
    #[error("could not name {0:?} in a catalogue")]
    Iri(String),
}

/// Without the characters XML 1.0 cannot hold in any form (2.2, `Char`).
fn xml_text(text: &str) -> String {
    let holds = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(holds).collect()
}

/// RFC 3339 in whole seconds, UTC; none for years it cannot write.
fn moment(at: Timestamp) -> Option<String> {
    at.to_utc().replace_nanosecond(0).ok()?.format(&Rfc3339).ok()
}
