//! A page read without rules: what it says of itself in data, in its own layout, and at last by general readers.
//! Must not know sources or rules; it is given a page's text and gives what it found, each with its place on the page.
//!
//! What a page states as data comes first (JSON-LD, Open Graph, microdata), then labels and headings that the page sets
//! out itself, then what general extractors make of it. Parsing is bounded; it is work for a blocking thread.

mod date;
mod document;
mod draft;
mod extras;
mod instead;
mod json_ld;
mod labels;
mod layout;
mod line;
mod microdata;
mod place;
#[cfg(test)]
mod places_measured;
mod read;
mod region;
mod stated;
#[cfg(test)]
mod tests;
mod text;
mod title;
mod told;
mod types;

use url::Url;

pub(super) use document::css_path;
pub(super) use draft::words;
pub use instead::Instead;
pub(super) use instead::{hides, hint};
pub(super) use labels::{Meaning, meaning};
pub use types::{Alternative, AutoPage, Extractor, Hints, LinkFound, Traced};

use crate::domain::reading::FetchFault;

/// Where and when, of a text that is not a page of its own: an entry of a feed with its title.
///
/// # Errors
/// As [`read`].
pub(super) fn facts(html: &str, title: &str, url: &Url, hints: &Hints) -> Result<AutoPage, FetchFault> {
    read::facts(html, title, url, hints)
}

/// Reads a page of one practice, or of one article, without any rule for its site.
///
/// `text` is the decoded page, `url` the address it was read from, after redirects.
///
/// # Errors
/// [`FetchFault::TooComplex`] when the page is nested too deep, too large, or takes more than its time.
pub fn read(text: &str, url: &Url, hints: &Hints) -> Result<AutoPage, FetchFault> {
    read::read(text, url, hints)
}
