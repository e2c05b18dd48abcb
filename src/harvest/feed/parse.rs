//! A feed's text becomes entries: what the library does not take as it stands is put in order first.

use std::borrow::Cow;

use feedparser_rs::{Entry, ParseOptions, ParsedFeed, ParserLimits};
use quick_xml::escape::unescape;
use url::Url;

use super::{hostile::refuse_hostile_xml, repair::repaired};
use crate::{
    domain::{field::Limit, reading::FetchFault, source::Limits},
    harvest::data::json,
};

/// Reads a feed that has been decoded and came from `base`. Its markup stays as it stands: it is cleaned by us, once,
/// when it becomes Markdown.
pub(in crate::harvest) fn parse(text: &str, base: &Url) -> Result<ParsedFeed, FetchFault> {
    refuse_hostile_xml(text)?;
    let text = text.trim_start_matches('\u{feff}');
    let text = match text.trim_start().chars().next() {
        Some('<') => repaired(text, base),
        // Of equal keys the first counts, here as in all JSON.
        Some('{') => json::parse(text).map_err(not_json)?.to_string().into(),
        _ => return Err(FetchFault::NotAFeed),
    };
    let limits = ParserLimits {
        max_entries: Limits::MOST_ITEMS as usize,
        max_text_length: 4 * Limit::BYTES,
        max_feed_size_bytes: text.len() + 3,
        ..ParserLimits::strict()
    };
    let options = ParseOptions { resolve_relative_uris: true, sanitize_html: false, limits };
    // The text is UTF-8 already, whatever its declaration says: the mark in front makes the parser believe it.
    let marked = format!("\u{feff}{text}");
    let mut feed = feedparser_rs::parse_with_options(marked.as_bytes(), &options).map_err(|_| FetchFault::NotAFeed)?;
    if feed.version.as_str().starts_with("atom") {
        feed.entries.iter_mut().for_each(unescape_link);
    }
    if feed.version.as_str().is_empty() { Err(FetchFault::NotAFeed) } else { Ok(feed) }
}

/// The library takes the attributes of Atom's links as they are written.
fn unescape_link(entry: &mut Entry) {
    let told = entry.link.as_deref().and_then(|link| unescape(link).ok()).map(Cow::into_owned);
    entry.link = told.or_else(|| entry.link.take());
}

fn not_json(fault: FetchFault) -> FetchFault {
    if fault == FetchFault::NotJson { FetchFault::NotAFeed } else { fault }
}
