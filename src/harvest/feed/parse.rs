//! A feed's text becomes entries: what the library does not take as it stands is put in order first.

use feedparser_rs::{ParseOptions, ParsedFeed, ParserLimits};

use super::hostile::refuse_hostile_xml;
use crate::domain::{field::Limit, reading::FetchFault, source::Limits};

/// What becomes of the markup in titles and texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::harvest) enum Markup {
    AsItStands,
    /// What could act is taken out, by the library.
    Cleaned,
}

/// Reads a feed that has been decoded.
pub(in crate::harvest) fn parse(text: &str, markup: Markup) -> Result<ParsedFeed, FetchFault> {
    refuse_hostile_xml(text)?;
    let limits = ParserLimits {
        max_entries: Limits::MOST_ITEMS as usize,
        max_text_length: 4 * Limit::BYTES,
        max_feed_size_bytes: text.len() + 3,
        ..ParserLimits::strict()
    };
    let options =
        ParseOptions { resolve_relative_uris: true, sanitize_html: markup == Markup::Cleaned, limits };
    // The text is UTF-8 already, whatever its declaration says: the mark in front makes the parser believe it.
    let marked = format!("\u{feff}{}", text.trim_start_matches('\u{feff}'));
    let feed = feedparser_rs::parse_with_options(marked.as_bytes(), &options).map_err(|_| FetchFault::NotAFeed)?;
    if feed.version.as_str().is_empty() { Err(FetchFault::NotAFeed) } else { Ok(feed) }
}
