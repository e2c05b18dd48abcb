//! One page from its text to all that was found, each finder in its turn.

use std::collections::{BTreeMap, HashSet};

use ego_tree::NodeId;
use scraper::ElementRef;
use time::Date;
use url::Url;

use super::{
    date::{self, Frame, Order},
    document::{Document, css, origin},
    extras, instead,
    labels::Meaning,
    layout::{self, Entry},
    place, region, stated, text, title, told,
    types::{Alternative, AutoPage, Extractor, Hints, Traced},
};
use crate::{
    domain::{CleanText, Field, LanguageTag, Period, candidate::Origin, field::Limit, reading::FetchFault},
    harvest::{extract::stated_address, page::Page, prose},
};

/// A part of a record holds less; more of it is not put together.
const MOST_OF_A_PART: usize = Limit::BYTES;

/// More of them are no page of a practice.
const MOST_CONTACTS: usize = 20;

/// Larger pages, in bytes and in nodes, are given to no general reader: none of them keeps to a time.
const MOST_BYTES: usize = 4_000_000;
const MOST_NODES: usize = 100_000;
/// What of such a page is looked at as its text.
const MOST_TEXT: usize = 256 * 1024;

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
    found.summary = summary(&document).or_else(|| stated::summary(&document));
    found.parts = parts(&document, &entries, &base);
    found.contacts = contacts(&entries, &base);
    found.period = stated::period(&document).or_else(|| period(&entries));
    place::find(&document, &entries, &words, hints, &mut found);
    found.period = found.period.take().or_else(|| told_period(&words, &found));
    found.pictures = extras::pictures(&document, within);
    found.links = extras::links(&document, within, url);
    found.instead = instead::of(&document, &found);
    Ok(found)
}

/// Parts, where and when of a text that lies in no page of its own, as the entry of a feed.
pub(super) fn facts(html: &str, title: &str, url: &Url, hints: &Hints) -> Result<AutoPage, FetchFault> {
    let page = Page::parse(&format!("<h1>{}</h1>{html}", title.replace('&', "&amp;").replace('<', "&lt;")))?;
    let document = Document::new(&page, url);
    let title = Traced { value: title.to_owned(), origin: Origin::new("", title) };
    let mut found = AutoPage { title: Some(title), ..AutoPage::default() };
    let entries = layout::entries(&document);
    let words = prose::lines(page.root()).text;
    found.parts = parts(&document, &entries, url);
    found.contacts = contacts(&entries, url);
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
    let whole = document.select(css!("body")).first().copied().unwrap_or(document.page.root());
    let is_large = html.len() > MOST_BYTES || document.page.is_large(MOST_NODES) || document.page.is_late();
    let title = found.title.as_ref().map(|title| title.value.as_str()).unwrap_or_default();
    let made = if is_large { Vec::new() } else { text::find(document.page, html, document.base, title) };
    if is_large {
        let subject = document.select(css!("main, article, [role=main]")).first().copied().unwrap_or(whole);
        let all = prose::markdown_up_to(subject, document.base, MOST_TEXT);
        found.text = Some(Traced { value: CleanText::from_markdown(&all.text), origin: origin(subject, &all.text) })
            .filter(|text| !text.value.is_empty());
        found.extractor = found.text.as_ref().map(|_| Extractor::WholePage);
        (found.hidden, found.cut) = (all.hidden, all.cut);
        return subject;
    }
    if let Some((stated, origin)) = stated::text(document, &made) {
        found.text = Some(Traced { origin, value: stated.text });
        found.extractor = Some(stated.extractor);
        found.alternatives = alternatives(made);
        return whole;
    }
    let mut made = made.into_iter();
    let Some(best) = made.next() else { return whole };
    let within = region::holding(document, &best.text).unwrap_or(whole);
    let quote = best.text.plain();
    found.text = Some(Traced { origin: origin(within, &quote), value: best.text });
    found.extractor = Some(best.extractor);
    found.hidden = best.hidden;
    found.cut = best.cut;
    found.alternatives = alternatives(made);
    within
}

fn alternatives(made: impl IntoIterator<Item = text::Made>) -> Vec<Alternative> {
    made.into_iter().map(|made| Alternative { extractor: made.extractor, text: made.text }).collect()
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
fn parts(document: &Document<'_>, entries: &[Entry<'_>], base: &Url) -> BTreeMap<Field, Traced<CleanText>> {
    let mut texts: BTreeMap<Field, (Vec<String>, usize, Origin)> = BTreeMap::new();
    let mut taken: HashSet<(Field, NodeId)> = HashSet::new();
    for entry in entries {
        let Meaning::Part(field) = entry.meaning else { continue };
        let lies_in_it = entry.label.ancestors().any(|above| taken.contains(&(field, above.id())));
        let is_full = texts.get(&field).is_some_and(|(_, bytes, _)| *bytes > MOST_OF_A_PART);
        if lies_in_it || is_full {
            continue;
        }
        if document.page.is_late() {
            break;
        }
        let part = entry.markdown(base);
        if part.value.is_empty() || is_placeholder(&part.value.plain()) {
            continue;
        }
        taken.extend(entry.value.iter().map(|element| (field, element.id())));
        let (parts, bytes, _) = texts.entry(field).or_insert_with(|| (Vec::new(), 0, part.origin));
        *bytes += part.value.markdown().len();
        parts.push(part.value.markdown().to_owned());
    }
    let whole = |(field, (parts, _, origin)): (Field, (Vec<String>, usize, Origin))| {
        (field, Traced { value: CleanText::from_markdown(&parts.join("\n\n")), origin })
    };
    texts.into_iter().map(whole).collect()
}

/// What stands under headings and labels of contacts, for a text that lacks these.
fn contacts(entries: &[Entry<'_>], base: &Url) -> Vec<String> {
    let private = entries.iter().filter(|entry| entry.meaning == Meaning::Private).take(MOST_CONTACTS);
    private.map(|entry| super::draft::words(entry.markdown(base).value.markdown())).collect()
}

/// What databases write where nobody has written anything.
fn is_placeholder(text: &str) -> bool {
    text.trim_start().starts_with("[no data")
}

/// The words of a labelled period, or of a labelled beginning and end. Where no years can be read in them the words are kept:
/// an editor sees them.
fn period(entries: &[Entry<'_>]) -> Option<Traced<String>> {
    let said = |meaning: Meaning| {
        let lines = entries.iter().filter(move |entry| entry.meaning == meaning).map(Entry::line);
        let mut lines: Vec<_> = lines
            .filter(|line| !line.value.is_empty() && line.value.len() <= 200 && !is_placeholder(&line.value))
            .collect();
        let readable = lines.iter().position(|line| Period::read(&line.value).span().is_some());
        (!lines.is_empty()).then(|| (readable.is_some(), lines.swap_remove(readable.unwrap_or(0))))
    };
    let period = said(Meaning::Period);
    if let Some((true, period)) = period {
        return Some(period);
    }
    let readable = |meaning: Meaning| said(meaning).filter(|(is_readable, _)| *is_readable).map(|(_, line)| line);
    let span = match (readable(Meaning::Start), readable(Meaning::End)) {
        (Some(start), Some(end)) => {
            let value = format!("{} – {}", days(&start.value), days(&end.value));
            let quote = format!("{} … {}", start.origin.quote, end.origin.quote);
            Some(Traced { value, origin: Origin { quote, ..start.origin } })
        }
        // What has begun and has no end goes on, unless its beginning is already said as a span.
        (Some(start), None) => Some(Traced { value: since(&start.value), ..start }),
        (None, _) => None,
    };
    let unread = || period.or_else(|| said(Meaning::Start)).map(|(_, line)| line);
    span.or_else(unread)
}

/// A beginning as an open period.
fn since(start: &str) -> String {
    let is_point = Period::read(start).years().is_some_and(|(first, last)| last == Some(first));
    if is_point { format!("{} –", days(start)) } else { start.to_owned() }
}

/// A moment without its time of day, which a period has no use for.
fn days(words: &str) -> String {
    let period = Period::read(words);
    match period.span().and_then(|span| span.start) {
        Some(date) if period.years().is_some() => date.to_string(),
        _ => words.to_owned(),
    }
}
