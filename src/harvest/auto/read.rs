//! One page from its text to all that was found, each finder in its turn.

use std::collections::BTreeMap;

use scraper::ElementRef;
use time::Date;
use url::Url;

use super::{
    date::{self, Frame, Order},
    document::{Document, css, origin},
    extras,
    labels::Meaning,
    layout::{self, Entry},
    place, region, text, title, told,
    types::{Alternative, AutoPage, Hints, Traced},
};
use crate::{
    domain::{CleanText, Field, LanguageTag, Period, candidate::Origin, reading::FetchFault},
    harvest::{extract::stated_address, page::Page, prose},
};

pub(super) fn read(html: &str, url: &Url, hints: &Hints) -> Result<AutoPage, FetchFault> {
    // Nothing else may look at a page before this has found it neither too deep nor too large.
    let page = Page::parse(html)?;
    let base = base(&page, url);
    let document = Document::new(&page, &base);
    let canonical = stated_address(&page, url);
    let mut found = AutoPage { title: title::find(&document), canonical, ..AutoPage::default() };
    let entries = layout::entries(&document);
    let within = main_text(&document, html, &mut found);
    let words = found.text.as_ref().map(|text| text.value.plain()).unwrap_or_default();
    found.language = extras::language(&document, &words, hints);
    found.published = date::find(&document, url, frame(url, found.language.as_ref(), hints));
    found.author_body = extras::author_body(&document);
    found.summary = summary(&document);
    found.parts = parts(&entries, &base);
    found.period = period(&entries);
    place::find(&document, &entries, &words, hints, &mut found);
    found.period = found.period.take().or_else(|| told_period(&words, &found));
    found.pictures = extras::pictures(&document, within);
    found.links = extras::links(&document, within, url);
    Ok(found)
}

/// Where and when alone, of a text that lies in no page of its own, as the entry of a feed.
pub(super) fn facts(html: &str, title: &str, url: &Url, hints: &Hints) -> Result<AutoPage, FetchFault> {
    let page = Page::parse(&format!("<h1>{}</h1>{html}", title.replace('&', "&amp;").replace('<', "&lt;")))?;
    let document = Document::new(&page, url);
    let title = Traced { value: title.to_owned(), origin: Origin::new("", title) };
    let mut found = AutoPage { title: Some(title), ..AutoPage::default() };
    let entries = layout::entries(&document);
    let words = prose::lines(page.root()).text;
    found.period = period(&entries);
    place::find(&document, &entries, &words, hints, &mut found);
    found.period = found.period.take().or_else(|| told_period(&words, &found));
    Ok(found)
}

/// The years the first sentences say.
fn told_period(words: &str, found: &AutoPage) -> Option<Traced<String>> {
    let value = told::period(words)?;
    let element = found.text.as_ref().map(|text| text.origin.element.clone()).unwrap_or_default();
    Some(Traced { origin: Origin::new(element, &value), value })
}

/// Relative addresses start from `base` where the page has one.
fn base(page: &Page, url: &Url) -> Url {
    let stated =
        Page::find(page.root(), css!("base[href]")).next().and_then(|element| url.join(element.attr("href")?).ok());
    stated.filter(|base| matches!(base.scheme(), "http" | "https")).unwrap_or_else(|| url.clone())
}

/// Dates as this page would write them.
fn frame(url: &Url, language: Option<&Traced<LanguageTag>>, hints: &Hints) -> Frame {
    let tag = language.map(|language| language.value.as_str().to_ascii_lowercase()).unwrap_or_default();
    let domain = url.domain().and_then(|domain| domain.rsplit('.').next()).unwrap_or_default();
    let american = match tag.as_str() {
        "en-us" => true,
        "en" => matches!(domain, "com" | "us" | "gov" | "edu" | "mil" | "net" | "org"),
        _ => false,
    };
    Frame {
        latest: hints.fetched_at.map_or(Date::MAX, |moment| moment.to_utc().date()),
        order: if american { Order::MonthFirst } else { Order::DayFirst },
    }
}

/// The main text, the others' for an editor to pick from, and the element that holds it.
fn main_text<'a>(document: &Document<'a>, html: &str, found: &mut AutoPage) -> ElementRef<'a> {
    let mut made = text::find(document.page, html, document.base).into_iter();
    let whole = document.select(css!("body")).first().copied().unwrap_or(document.page.root());
    let Some(best) = made.next() else { return whole };
    let within = region::holding(document, &best.text).unwrap_or(whole);
    let quote = best.text.plain();
    found.text = Some(Traced { origin: origin(within, &quote), value: best.text });
    found.extractor = Some(best.extractor);
    found.hidden = best.hidden;
    found.cut = best.cut;
    found.alternatives = made.map(|made| Alternative { extractor: made.extractor, text: made.text }).collect();
    within
}

/// What the page says of itself in a sentence or two.
fn summary(document: &Document<'_>) -> Option<Traced<CleanText>> {
    let stated = document.meta(&[
        "og:description",
        "description",
        "dc.description",
        "dcterms.description",
        "twitter:description",
    ])?;
    let text = CleanText::from_markdown(&prose::escaped(&stated.value));
    (!text.is_empty()).then_some(Traced { value: text, origin: stated.origin })
}

/// The record's parts by the headings and labels of the page; what stands twice under one name is put together.
fn parts(entries: &[Entry<'_>], base: &Url) -> BTreeMap<Field, Traced<CleanText>> {
    let mut parts: BTreeMap<Field, Traced<CleanText>> = BTreeMap::new();
    let mut taken: Vec<(Field, ElementRef<'_>)> = Vec::new();
    for entry in entries {
        let Meaning::Part(field) = entry.meaning else { continue };
        let lies_in_it = taken
            .iter()
            .any(|(known, element)| *known == field && entry.label.ancestors().any(|above| above == **element));
        if lies_in_it {
            continue;
        }
        let part = entry.markdown(base);
        if part.value.is_empty() || part.value.plain().starts_with("[no data") {
            continue;
        }
        taken.extend(entry.value.iter().map(|element| (field, *element)));
        match parts.get_mut(&field) {
            Some(known) => {
                let both = format!("{}\n\n{}", known.value.markdown(), part.value.markdown());
                known.value = CleanText::from_markdown(&both);
            }
            None => {
                parts.insert(field, part);
            }
        }
    }
    parts
}

/// The words of a labelled period, or of a labelled beginning and end, where years can be read in them.
fn period(entries: &[Entry<'_>]) -> Option<Traced<String>> {
    let says = |meaning: Meaning| {
        entries
            .iter()
            .filter(move |entry| entry.meaning == meaning)
            .map(Entry::line)
            .find(|line| line.value.len() <= 200 && Period::read(&line.value).span().is_some())
    };
    if let Some(period) = says(Meaning::Period) {
        return Some(period);
    }
    let (start, end) = (says(Meaning::Start), says(Meaning::End));
    match (start, end) {
        (Some(start), Some(end)) => {
            let value = format!("{} – {}", days(&start.value), days(&end.value));
            let quote = format!("{} … {}", start.origin.quote, end.origin.quote);
            Some(Traced { value, origin: Origin { quote, ..start.origin } })
        }
        (Some(start), None) => Some(Traced { value: days(&start.value), ..start }),
        _ => None,
    }
}

/// A moment without its time of day, which a period has no use for.
fn days(words: &str) -> String {
    let period = Period::read(words);
    match period.span().and_then(|span| span.start) {
        Some(date) if period.years().is_some() => date.to_string(),
        _ => words.to_owned(),
    }
}
