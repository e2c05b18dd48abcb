//! The general readers, each in a thread of its own: with a stack for deep pages, and so that one that gives up loses
//! nothing but its own text.

use std::thread;

use url::Url;

use super::{
    MOST_BYTES, Made,
    blocks::{self, Block},
    choose,
};
use crate::{
    domain::CleanText,
    harvest::{auto::types::Extractor, page::Page, prose},
};

/// They recurse over pages nested up to 512 deep.
const STACK: usize = 32 * 1024 * 1024;

/// Larger pages, in bytes and in pieces, are left to the quickest reader: the others would take seconds for them.
const MOST_BYTES_FOR_ALL: usize = 1_500_000;
const MOST_BLOCKS_FOR_ALL: usize = 10_000;

/// What a reader gives.
enum Raw {
    Html(String),
    /// Words, to be found again on the page.
    Words(String),
}

type Reader = fn(&str, &Url) -> Option<Raw>;

/// Every reader's text, those that found none left out.
pub(super) fn all(page: &Page, blocks: &[Block], html: &str, url: &Url) -> Vec<Made> {
    let is_large = html.len() > MOST_BYTES_FOR_ALL || blocks.len() > MOST_BLOCKS_FOR_ALL;
    let readers: [(Extractor, Reader); 3] = [
        (Extractor::Readability, readability),
        (Extractor::Trafilatura, trafilatura),
        (Extractor::RsTrafilatura, rs_trafilatura),
    ];
    let mut found = Vec::new();
    for (extractor, read) in readers {
        if is_large && extractor != Extractor::Readability {
            continue;
        }
        let raw = apart(|| read(html, url)).flatten();
        found.extend(raw.and_then(|raw| made(extractor, raw, page, blocks, url)));
    }
    found
}

fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name("reader".to_owned()).stack_size(STACK).spawn_scoped(scope, work);
        thread.ok()?.join().ok()
    })
}

/// What a reader gave as clean Markdown.
fn made(extractor: Extractor, raw: Raw, page: &Page, blocks: &[Block], url: &Url) -> Option<Made> {
    let found = match raw {
        Raw::Html(html) => prose::markdown_up_to(Page::parse(&html).ok()?.root(), url, MOST_BYTES),
        Raw::Words(words) => kept(page, blocks, &choose::shares(blocks, &words), url),
    };
    of(extractor, &found)
}

/// The pieces of a page that are kept by half or more.
pub(super) fn pieces(page: &Page, blocks: &[Block], shares: &[f32], url: &Url) -> Option<Made> {
    of(Extractor::Pieces, &kept(page, blocks, shares, url))
}

fn kept(page: &Page, blocks: &[Block], shares: &[f32], url: &Url) -> prose::Found {
    let kept = blocks::kept(page, blocks, shares);
    prose::markdown_where(page.root(), url, MOST_BYTES, |id| kept.contains(&id))
}

fn of(extractor: Extractor, found: &prose::Found) -> Option<Made> {
    let text = CleanText::from_markdown(&found.text);
    (!text.is_empty()).then_some(Made { extractor, text, hidden: found.hidden, cut: found.cut })
}

fn readability(html: &str, _url: &Url) -> Option<Raw> {
    let config = dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Raw, ..dom_smoothie::Config::default() };
    let mut reader = dom_smoothie::Readability::new(html, None, Some(config)).ok()?;
    Some(Raw::Html(reader.parse().ok()?.content.to_string()))
}

fn trafilatura(html: &str, _url: &Url) -> Option<Raw> {
    let options = trafilatura::Options::default()
        .with_fallback(true)
        .with_links(true)
        .with_html_date_mode(trafilatura::HtmlDateMode::Disabled);
    Some(Raw::Html(trafilatura::extract(html, &options).ok()?.content_html))
}

fn rs_trafilatura(html: &str, url: &Url) -> Option<Raw> {
    // The address helps it to tell an article from a forum or a shop.
    let options = rs_trafilatura::Options { url: Some(url.to_string()), ..rs_trafilatura::Options::default() };
    let found = rs_trafilatura::extract_with_options(html, &options).ok()?;
    // Its HTML is another text than its text, and a worse one.
    Some(Raw::Words(found.content_text))
}
