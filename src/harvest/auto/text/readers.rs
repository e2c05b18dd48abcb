//! The general readers, each in a thread of its own: with a stack for deep pages, and so that one that gives up loses
//! nothing but its own text.

use std::{
    thread,
    time::{Duration, Instant},
};

use url::Url;

use super::{MOST_BYTES, Made};
use crate::{
    domain::CleanText,
    harvest::{auto::types::Extractor, page::Page, prose},
};

/// They recurse over pages nested up to 512 deep.
const STACK: usize = 32 * 1024 * 1024;

/// When the readers so far took longer, the others are not asked.
const MOST_TIME: Duration = Duration::from_millis(700);

/// Every reader's text, those that found none left out.
pub(super) fn all(html: &str, url: &Url) -> Vec<Made> {
    let started = Instant::now();
    let readers: [(Extractor, fn(&str, &Url) -> Option<String>); 3] = [
        (Extractor::Readability, readability),
        (Extractor::Trafilatura, trafilatura),
        (Extractor::RsTrafilatura, rs_trafilatura),
    ];
    let mut found = Vec::new();
    for (extractor, read) in readers {
        if started.elapsed() > MOST_TIME {
            break;
        }
        found.extend(apart(|| made(extractor, &read(html, url)?, url)).flatten());
    }
    found
}

fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name("reader".to_owned()).stack_size(STACK).spawn_scoped(scope, work);
        thread.ok()?.join().ok()
    })
}

/// A reader's HTML as clean Markdown.
fn made(extractor: Extractor, html: &str, url: &Url) -> Option<Made> {
    let page = Page::parse(html).ok()?;
    let found = prose::markdown_up_to(page.root(), url, MOST_BYTES);
    let text = CleanText::from_markdown(&found.text);
    (!text.is_empty()).then_some(Made { extractor, text, hidden: found.hidden, cut: found.cut })
}

fn readability(html: &str, _url: &Url) -> Option<String> {
    let config = dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Raw, ..dom_smoothie::Config::default() };
    let mut reader = dom_smoothie::Readability::new(html, None, Some(config)).ok()?;
    Some(reader.parse().ok()?.content.to_string())
}

fn trafilatura(html: &str, _url: &Url) -> Option<String> {
    let options = trafilatura::Options::default()
        .with_fallback(true)
        .with_links(true)
        .with_html_date_mode(trafilatura::HtmlDateMode::Disabled);
    Some(trafilatura::extract(html, &options).ok()?.content_html)
}

fn rs_trafilatura(html: &str, _url: &Url) -> Option<String> {
    let options = rs_trafilatura::Options { include_links: true, ..rs_trafilatura::Options::default() };
    rs_trafilatura::extract_with_options(html, &options).ok()?.content_html
}
