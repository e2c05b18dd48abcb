//! What a page states as data of its subject: the text, a summary, and when, as schema.org's words in JSON-LD or microdata.

use scraper::{ElementRef, Selector};

use super::{
    document::{Document, Node, css, origin, unescaped},
    json_ld,
    microdata::Item,
    text::Made,
    types::{Extractor, Traced},
};
use crate::{
    domain::{CleanText, candidate::Origin, fold::name_key},
    harvest::{
        json_ld::{TYPES, covered, lasting},
        page::Page,
        prose,
    },
};

/// A shorter body is a teaser.
const LEAST_WORDS: usize = 40;
/// Properties that sum it up.
const SUMMARIES: [&str; 2] = ["abstract", "description"];
/// Words of a summary that stands on the page.
const LONGEST_SUMMARY: usize = 120;
/// Bytes of a text that are looked at.
const MOST_BYTES: usize = 256 * 1024;

/// The body a page states, where the general readers missed most of it: where they have it, theirs has its paragraphs.
pub(super) fn text(document: &Document<'_>, made: &[Made]) -> Option<(Made, Origin)> {
    let (text, place) = body(document)?;
    let words = text.plain();
    if words.split_whitespace().count() < LEAST_WORDS || made.first().is_some_and(|best| holds(&best.text, &words)) {
        return None;
    }
    let origin = origin(place, &words);
    Some((Made { extractor: Extractor::Stated, text, hidden: false, cut: false }, origin))
}

/// Whether a page states the body of its subject.
pub(super) fn is_told(document: &Document<'_>) -> bool {
    body(document).is_some_and(|(text, _)| text.word_count() >= LEAST_WORDS)
}

/// Whether a text has most words of another.
fn holds(text: &CleanText, words: &str) -> bool {
    let plain = text.plain();
    let known: std::collections::HashSet<&str> = plain.split_whitespace().collect();
    let (mut all, mut missing) = (0_usize, 0_usize);
    for word in words.split_whitespace() {
        all += 1;
        missing += usize::from(!known.contains(word));
    }
    missing * 2 < all
}

fn body<'a>(document: &Document<'a>) -> Option<(CleanText, ElementRef<'a>)> {
    let of_data = subjects(document).find_map(|node| {
        let body = ["articleBody", "text"].iter().find_map(|key| json_ld::text(&node.map, key))?;
        let body = &body[..body.floor_char_boundary(MOST_BYTES.min(body.len()))];
        Some((written(body, document)?, node.element))
    });
    of_data.or_else(|| {
        let element = Page::find(document.page.root(), css!("[itemprop~=articleBody]")).next()?;
        let text = CleanText::from_markdown(&prose::markdown_up_to(element, document.base, MOST_BYTES).text);
        (!text.is_empty()).then_some((text, element))
    })
}

/// Text of data: HTML where it looks like it, else as it stands.
fn written(text: &str, document: &Document<'_>) -> Option<CleanText> {
    let text = if text.contains("</") {
        let page = Page::parse(text).ok()?;
        CleanText::from_markdown(&prose::markdown_up_to(page.root(), document.base, MOST_BYTES).text)
    } else {
        let paragraphs = unescaped(text).replace("\r\n", "\n");
        let paragraphs = paragraphs.split('\n').map(prose::collapse).filter(|line| !line.is_empty());
        CleanText::from_markdown(&paragraphs.map(|line| prose::escaped(&line)).collect::<Vec<_>>().join("\n\n"))
    };
    (!text.is_empty()).then_some(text)
}

/// The description in data, where the page's head has none.
pub(super) fn summary(document: &Document<'_>) -> Option<Traced<CleanText>> {
    let of_data = subjects(document).find_map(|node| {
        let text = SUMMARIES.iter().find_map(|key| json_ld::text(&node.map, key))?;
        Some((written(&text, document)?, node.element))
    });
    let found = of_data.or_else(|| {
        let subject = Item::subject(document)?;
        let element = SUMMARIES.into_iter().flat_map(|key| subject.values(key)).next()?;
        let text = match element.attr("content") {
            Some(content) => prose::escaped(&prose::collapse(&unescaped(content))),
            None => prose::markdown_up_to(element, document.base, MOST_BYTES).text,
        };
        let text = CleanText::from_markdown(&text);
        // One that holds the whole text sums nothing up.
        let is_summary = (1..=LONGEST_SUMMARY).contains(&text.word_count());
        is_summary.then_some((text, element))
    });
    found.map(|(value, element)| Traced { origin: origin(element, &value.plain()), value })
}

/// From when to when the page's subject lasts. That of another thing on the page is not taken for it.
pub(super) fn period(document: &Document<'_>) -> Option<Traced<String>> {
    let of_data = subjects(document).find_map(|node| {
        let value = json_ld::text(&node.map, "temporalCoverage").map(|text| covered(&text));
        let value = value.or_else(|| lasting(&node.map)).filter(|value| !value.is_empty())?;
        Some(Traced { origin: origin(node.element, &value), value })
    });
    of_data.or_else(|| {
        let part = |selector: &'static Selector| {
            let mut found = Page::find(document.page.root(), selector).filter(|element| !document.is_aside(*element));
            let first = found.next()?;
            // Several things of the page have one: which is its subject, nobody says.
            if found.next().is_some() {
                return None;
            }
            let text = ["datetime", "content"].iter().find_map(|name| first.attr(name)).map(str::to_owned);
            let text = prose::collapse(&text.unwrap_or_else(|| prose::lines(first).text));
            (!text.is_empty()).then_some((first, text))
        };
        let day = |text: &str| text.split('T').next().unwrap_or(text).to_owned();
        if let Some((element, text)) = part(css!("[itemprop=temporalCoverage]")) {
            return Some(Traced { origin: origin(element, &text), value: covered(&text) });
        }
        let (element, start) = part(css!("[itemprop=startDate]"))?;
        let value = match part(css!("[itemprop=endDate]")) {
            Some((_, end)) if day(&end) != day(&start) => format!("{} – {}", day(&start), day(&end)),
            _ => day(&start),
        };
        Some(Traced { origin: origin(element, &value), value })
    })
}

/// The things a page is about: those that bear its title, or its only one.
fn subjects<'b, 'a>(document: &'b Document<'a>) -> impl Iterator<Item = &'b Node<'a>> {
    let things: Vec<&Node<'a>> = document.nodes_of(|name| TYPES.contains(&name)).collect();
    let title = Page::find(document.page.root(), css!("h1")).next().map(|heading| heading.text().collect::<String>());
    let title = title.map(|title| name_key(&title)).unwrap_or_default();
    let is_alone = things.len() == 1;
    things.into_iter().filter(move |node| {
        let name = ["headline", "name"].iter().find_map(|key| json_ld::text(&node.map, key)).unwrap_or_default();
        is_alone || !title.is_empty() && name_key(&name) == title
    })
}
