//! What leaves the house as a file: feeds, sitemaps, and what machines read on a page.
//! Must not know where practices are kept; it is given them, with all addresses absolute.

mod feed;
mod sitemap;
mod structured;

use time::format_description::well_known::Rfc3339;

pub use feed::{Entry, Feed};
pub use sitemap::{Page, SITEMAP_URLS, sitemap, sitemap_index};
pub use structured::{Article, Place, Site, breadcrumbs, script};

use crate::domain::Timestamp;

/// A file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PressError {
    #[error("could not write the feed")]
    Feed(#[from] atom_syndication::Error),
    #[error("could not write the sitemap")]
    Sitemap(#[from] std::io::Error),
    #[error("could not write as UTF-8")]
    Utf8(#[from] std::string::FromUtf8Error),
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
