//! Days in a page's own elements and words: `time`, what is labelled as published, and what stands by the title.

use std::{collections::HashSet, sync::LazyLock};

use ego_tree::NodeId;
use regex::Regex;
use scraper::{ElementRef, Node};
use time::Date;

use super::{Frame, traced, written};
use crate::{
    domain::fold,
    harvest::{
        auto::{
            document::{Document, css},
            types::Traced,
        },
        prose,
    },
};

/// Words before a day that make it the day of first publication, folded.
const PUBLISHED: [&str; 38] = [
    "published",
    "posted",
    "first submitted",
    "submitted",
    "created",
    "date of publication",
    "publication date",
    "publish date",
    "veroffentlicht",
    "erschienen",
    "erstellt",
    "publiziert",
    "eingestellt",
    "datum",
    "publie",
    "mis en ligne",
    "date de publication",
    "cree le",
    "pubblicato",
    "data di pubblicazione",
    "publicado",
    "fecha de publicacion",
    "data de publicacao",
    "δημοσιευτηκε",
    "ημερομηνια",
    "опубліковано",
    "дата публікації",
    "објављено",
    "objavljeno",
    "publikuar",
    "geplaatst",
    "opublikowano",
    "date",
    "written",
    "gespeichert von",
    "artikel wurde",
    "wurde am",
    "posted by",
];

/// Words before a day that say when a page was changed last.
const LATER: [&str; 12] = [
    "updated",
    "modified",
    "last change",
    "stand",
    "aktualisiert",
    "geandert",
    "mis a jour",
    "aggiornato",
    "actualizado",
    "atualizado",
    "оновлено",
    "ажурирано",
];

/// Words before a day that make it another day.
const OTHER: [&str; 22] = [
    "updated",
    "modified",
    "last change",
    "recent change",
    "edited",
    "aktualisiert",
    "geandert",
    "update",
    "mis a jour",
    "modifie",
    "aggiornato",
    "actualizado",
    "atualizado",
    "ενημερω",
    "оновлено",
    "azurirano",
    "ажурирано",
    "perditesuar",
    "copyright",
    "©",
    "retrieved",
    "accessed",
];

/// Lines longer than this are sentences.
const MOST_LINE: usize = 300;

/// `<time datetime>` and microdata, those marked as published before those that are not.
pub(super) fn published_times(document: &Document<'_>, frame: Frame) -> Option<(u8, Traced<Date>)> {
    let mut best: Option<(u8, Traced<Date>)> = None;
    for element in document.select(css!("time, abbr.published[title], [itemprop=datePublished], [property='schema:datePublished'], [property='dc:date dc:created']")) {
        if element.value().name() == "meta" {
            continue;
        }
        let Some(found) = time_of(element, frame) else { continue };
        let rank = rank_of(element);
        let is_quoted = element.ancestors().filter_map(ElementRef::wrap).any(|above| above.value().name() == "blockquote");
        // Beside the subject stand other pages' days: only where nothing else is found.
        let rank = if is_quoted { 9 } else if rank < 9 && document.is_aside(element) { 3 + rank } else { rank };
        if rank < 9 && best.as_ref().is_none_or(|(least, _)| rank < *least) {
            best = Some((rank, found));
        }
    }
    best
}

fn time_of(element: ElementRef<'_>, frame: Frame) -> Option<Traced<Date>> {
    let attributes = ["datetime", "content", "title"].iter().filter_map(|name| element.attr(name));
    let words = prose::lines(element).text;
    let texts = attributes.map(str::to_owned).chain([words]);
    texts.into_iter().find_map(|text| Some(traced(frame.read(&text)?, element, &text)))
}

/// 0 marked as published, 1 in the page's own heading, 2 elsewhere, 9 no publication.
fn rank_of(element: ElementRef<'_>) -> u8 {
    let marks = |element: ElementRef<'_>| {
        let value = element.value();
        ["itemprop", "class", "pubdate", "property", "id"]
            .iter()
            .filter_map(|name| value.attr(name).map(|mark| format!("{name}={}", mark.to_lowercase())))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let own = marks(element);
    let around = element.parent().and_then(ElementRef::wrap).map(marks).unwrap_or_default();
    let before = words_before(element);
    if ["modified", "updated", "expire"].iter().any(|word| own.contains(word)) && !own.contains("publish")
        || OTHER.iter().any(|word| before.ends_with(word))
    {
        return 9;
    }
    let says = |marks: &str| ["publish", "publica", "publie", "pubblica"].iter().any(|word| marks.contains(word));
    if says(&own) || own.contains("pubdate") || own.contains("entry-date") || says(&around) {
        return 0;
    }
    if ["meta", "byline", "dateline"].iter().any(|word| around.contains(word)) {
        return 1;
    }
    let in_header = element.ancestors().filter_map(ElementRef::wrap).any(|element| element.value().name() == "header");
    if in_header { 1 } else { 2 }
}

/// The last words before an element in its parent, folded, without the sign that ends a label.
fn words_before(element: ElementRef<'_>) -> String {
    let before = element.prev_siblings().find_map(|node| match node.value() {
        Node::Text(text) => Some(text.to_string()).filter(|text| !text.trim().is_empty()),
        Node::Element(_) => ElementRef::wrap(node).map(|element| element.text().collect::<String>()),
        _ => None,
    });
    label(&before.unwrap_or_default())
}

fn label(text: &str) -> String {
    let folded = fold(&prose::collapse(text));
    folded.trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != '©').to_owned()
}

/// A line that says "published" before its day.
pub(super) fn labelled(document: &Document<'_>, frame: Frame, everywhere: bool) -> Option<Traced<Date>> {
    let mut second = None;
    for (element, line) in lines(document, everywhere) {
        let Some((date, place)) = written::first(&line, frame.order).filter(|(date, _)| frame.holds(*date)) else {
            continue;
        };
        let mut before = label(&line[..place.start]);
        if before.is_empty() {
            before = words_before(element);
        }
        if OTHER.iter().any(|word| before.contains(word)) {
            continue;
        }
        if PUBLISHED.iter().any(|word| before.contains(word)) {
            return Some(traced(date, element, &line));
        }
        let marks = format!("{} {}", element.attr("class").unwrap_or_default(), element.attr("id").unwrap_or_default());
        let marks = marks.to_lowercase();
        let is_dated = ["date", "publi", "posted", "submitted", "byline", "meta", "time", "datum", "info"]
            .iter()
            .any(|word| marks.contains(word));
        if is_dated && second.is_none() && line.len() < 150 {
            second = Some(traced(date, element, &line));
        }
    }
    second
}

/// The keys under which pages keep their own data for scripts.
static IN_SCRIPTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)(?:"|&quot;|\\")(?:date_?published|first_?publication_?date|publish(?:ed)?_?(?:date|at|time|on)?|publication_?date|date_?posted|posted_?at|date_?created|created_?at)(?:"|&quot;|\\")\s*:\s*(?:"|&quot;|\\")((?:19|20)\d\d-\d\d-\d\d)"#)
        .expect("a pattern of ours")
});

/// What scripts are given to fill the page with.
pub(super) fn in_scripts(document: &Document<'_>, frame: Frame) -> Option<Traced<Date>> {
    for element in document.select(css!("script, [data-props], [data-page], [data-state]")) {
        let words: String = match element.value().name() {
            "script" => element.text().collect(),
            _ => element.value().attrs().map(|(_, value)| value).collect(),
        };
        for found in IN_SCRIPTS.captures_iter(&words).take(5) {
            if let Some(date) = frame.read(&found[1]) {
                return Some(traced(date, element, &found[0]));
            }
        }
    }
    None
}

/// The day of a later edition, where no other is known.
pub(super) fn later(document: &Document<'_>, frame: Frame) -> Option<Traced<Date>> {
    for (element, line) in lines(document, true) {
        if let Some((date, place)) = written::first(&line, frame.order).filter(|(date, _)| frame.holds(*date)) {
            let before = label(&line[..place.start]);
            if LATER.iter().any(|word| before.contains(word)) {
                return Some(traced(date, element, &line));
            }
        }
    }
    None
}

/// A short line that is little more than a day: after the title, where a page's own day stands; then before it, where
/// many a page says what day it is today.
pub(super) fn unlabelled(document: &Document<'_>, frame: Frame, everywhere: bool) -> Option<Traced<Date>> {
    let lines = lines(document, everywhere);
    let later: HashSet<NodeId> =
        document.select(css!("h1")).first().map(|title| following(*title).collect()).unwrap_or_default();
    let (after, before): (Vec<_>, Vec<_>) = lines.into_iter().partition(|(element, _)| later.contains(&element.id()));
    after.into_iter().chain(before).find_map(|(element, line)| {
        let (date, place) = written::first(&line, frame.order).filter(|(date, _)| frame.holds(*date))?;
        let is_little = line.len() <= place.len() + 40;
        let is_other = OTHER.iter().any(|word| fold(&line[..place.start]).contains(word));
        (is_little && !is_other).then(|| traced(date, element, &line))
    })
}

/// Everything that stands after an element, in it or not.
fn following(element: ElementRef<'_>) -> impl Iterator<Item = NodeId> {
    element
        .ancestors()
        .chain([*element])
        .flat_map(|above| above.next_siblings())
        .flat_map(|next| next.descendants())
        .map(|node| node.id())
}

/// The smallest elements whose own words hold a year, in the order of the page; those beside the page's subject only where
/// they are asked for.
fn lines<'a>(document: &Document<'a>, everywhere: bool) -> Vec<(ElementRef<'a>, String)> {
    let mut found = Vec::new();
    for element in document.select(css!("body *")) {
        let own: String = element.children().filter_map(|child| child.value().as_text().map(|text| &**text)).collect();
        let has_digits = own.bytes().filter(u8::is_ascii_digit).count() >= 3;
        if !has_digits
            || matches!(element.value().name(), "script" | "style" | "noscript" | "option" | "textarea" | "blockquote")
        {
            continue;
        }
        let words = prose::lines(element).text;
        if words.len() <= MOST_LINE && (everywhere || !document.is_aside(element)) {
            found.push((element, words.replace('\n', " ")));
        }
    }
    found
}
