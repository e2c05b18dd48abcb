//! What a page sets out itself: labels with their values, headings with what stands under them.

use scraper::{ElementRef, Node};

use super::{
    document::{Document, css, css_path, origin},
    extras,
    labels::{self, Meaning},
    types::Traced,
};
use crate::{
    domain::{CleanText, candidate::Origin},
    harvest::{page::Page, prose},
};

/// A page of one practice has fewer labels.
const MOST_ENTRIES: usize = 300;
/// A cell's value stands in one of the next cells of its row.
const NEAR: usize = 5;
/// Elements that may belong to one label.
const MOST_VALUES: usize = 2_000;

/// A labelled place of the page.
pub(super) struct Entry<'a> {
    pub(super) meaning: Meaning,
    /// What holds the value: one element, or several in a row.
    pub(super) value: Vec<ElementRef<'a>>,
    /// Where the label stands.
    pub(super) label: ElementRef<'a>,
    /// The label's own words, which the first element may begin with.
    pub(super) words: String,
}

impl Entry<'_> {
    /// The value in one line, without its label.
    pub(super) fn line(&self) -> Traced<String> {
        // A list of descriptions is one value; what else follows the first words is what the page goes on with.
        let is_list = self.value.first().is_some_and(|first| first.value().name() == "dd");
        let said = self.value.iter().map(|element| {
            let text = prose::lines(*element).text;
            (*element, without_label(&text, &self.words).replace('\n', " "))
        });
        let mut said = said.filter(|(_, text)| !text.is_empty());
        let Some((element, mut text)) = said.next() else {
            return Traced { origin: origin(self.label, ""), value: String::new() };
        };
        if is_list {
            said.for_each(|(_, more)| text = format!("{text} {more}"));
        }
        Traced { origin: origin(element, &text), value: text }
    }

    /// The value as Markdown, without its label.
    pub(super) fn markdown(&self, base: &url::Url) -> Traced<CleanText> {
        let told = self.value.iter().filter(|element| !is_picture(**element));
        let parts = told.map(|element| prose::markdown(*element, base).text);
        let text = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
        let text = CleanText::from_markdown(without_ways_on(without_label(&text, &self.words), base));
        let element = self.value.first().copied().unwrap_or(self.label);
        let origin = Origin::new(css_path(element), &text.plain());
        Traced { origin, value: text }
    }
}

/// A picture with what is said of it: that goes with the pictures.
fn is_picture(element: ElementRef<'_>) -> bool {
    element.value().name() == "figure" && Page::find(element, css!("img")).next().is_some()
}

/// Without the links at its end that are all of their paragraph and lead to other pages of the site: "back", "next".
fn without_ways_on<'a>(text: &'a str, base: &url::Url) -> &'a str {
    let mut kept = text.trim_end();
    while let Some((before, last)) = kept.rsplit_once("\n\n") {
        let target = last.strip_prefix('[').and_then(|link| link.strip_suffix(')')?.split_once("]("));
        let target = target.and_then(|(_, target)| base.join(target).ok());
        let leads_on = target.is_some_and(|target| target.host() == base.host() && !extras::is_document(&target));
        if !leads_on {
            break;
        }
        kept = before.trim_end();
    }
    kept
}

/// Without the label it begins with, the marks of bold print around it, and its colon.
fn without_label<'a>(text: &'a str, label: &str) -> &'a str {
    let label = label.trim();
    let bare = text.trim_start_matches(['*', '_', '#', ' ']);
    match bare.strip_prefix(label) {
        Some(rest) if !label.is_empty() => {
            rest.trim_start_matches(['*', '_', ':', ' ', '\u{a0}', '\u{202f}', '\n', '\\', '-', '–'])
        }
        _ => text.trim(),
    }
}

/// Every known label and heading of the page with what belongs to it, in the order of the page.
pub(super) fn entries<'a>(document: &Document<'a>) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    let labels = css!(
        "h1, h2, h3, h4, h5, h6, dt, th, td:first-child, label, strong, b, [class*=label], [class*=Label], [class*=title], [class*=heading], p > span:first-child, p > u:first-child, summary, legend"
    );
    for element in Page::find(document.page.root(), labels) {
        if entries.len() >= MOST_ENTRIES || document.page.is_late() {
            break;
        }
        let words = prose::collapse(&element.text().take(12).collect::<String>());
        let Some(meaning) = labels::meaning(&words) else { continue };
        if document.is_aside(element) && meaning != Meaning::Private {
            continue;
        }
        // The bold words in a heading are the heading.
        if entries
            .last()
            .is_some_and(|last| last.words == words && element.ancestors().any(|above| above == *last.label))
        {
            continue;
        }
        let value = value_of(element, &words);
        entries.push(Entry { meaning, value, label: element, words });
    }
    entries
}

/// What a label names: by its kind of element, then by its neighbours.
fn value_of<'a>(label: ElementRef<'a>, words: &str) -> Vec<ElementRef<'a>> {
    match label.value().name() {
        "dt" => following(label).take_while(|element| element.value().name() == "dd").collect(),
        "td" | "th" => following(label).take(NEAR).filter(|element| element.value().name() == "td").take(1).collect(),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" | "legend" => under_heading(label),
        _ => beside(label, words),
    }
}

fn following(element: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    element.next_siblings().filter_map(ElementRef::wrap).take(MOST_VALUES)
}

/// The level of a heading, 1 to 6; a line that is all bold is below any.
fn level(element: ElementRef<'_>) -> Option<u8> {
    match element.value().name() {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        _ => None,
    }
}

/// What follows a heading up to the next of its rank. A heading alone in its box (`header`, `div`) heads what follows the box.
fn under_heading(heading: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    let rank = level(heading).unwrap_or(6);
    let ends = |element: &ElementRef<'_>| {
        level(*element).is_some_and(|other| other <= rank)
            || element.select(css!("h1, h2, h3, h4, h5, h6")).next().and_then(level).is_some_and(|other| other <= rank)
    };
    let mut at = heading;
    for _ in 0..3 {
        let found: Vec<_> = following(at).take_while(|element| !ends(element)).collect();
        if found.iter().any(|element| element.text().any(|text| !text.trim().is_empty())) {
            return found;
        }
        // Something else of its rank follows in the same box: the heading is empty.
        if following(at).next().is_some_and(|element| ends(&element)) {
            return Vec::new();
        }
        match at.parent().and_then(ElementRef::wrap) {
            Some(parent) if !matches!(parent.value().name(), "body" | "main" | "article") => at = parent,
            _ => break,
        }
    }
    Vec::new()
}

/// What stands beside a label: the rest of its paragraph and the paragraphs up to the next label, or the next element.
fn beside<'a>(label: ElementRef<'a>, words: &str) -> Vec<ElementRef<'a>> {
    let Some(parent) = label.parent().and_then(ElementRef::wrap) else { return Vec::new() };
    if !begins_with(parent, label) {
        return Vec::new();
    }
    let is_bold = matches!(label.value().name(), "strong" | "b" | "u" | "span");
    let rest = prose::collapse(&parent.text().collect::<String>());
    let is_alone = rest.trim_end_matches(':').trim().len() <= words.len();
    if is_bold && matches!(parent.value().name(), "p" | "div" | "li" | "span" | "td") {
        let mut found = if is_alone { Vec::new() } else { vec![parent] };
        found.extend(following(parent).take_while(|element| level(*element).is_none() && !is_run_in(*element)));
        return found;
    }
    // `<div class=label>City</div><div>Lyon</div>`, `<label>City</label> Lyon`
    let next: Vec<_> = following(label).take(1).collect();
    let text_after =
        label.next_siblings().any(|node| matches!(node.value(), Node::Text(text) if !text.trim().is_empty()));
    if text_after || next.is_empty() && !is_alone { vec![parent] } else { next }
}

/// Whether an element's first words are another's.
fn begins_with(element: ElementRef<'_>, first: ElementRef<'_>) -> bool {
    first.prev_siblings().all(|node| match node.value() {
        Node::Text(text) => text.trim().is_empty(),
        Node::Element(_) => {
            ElementRef::wrap(node).is_none_or(|before| before.text().all(|text| text.trim().is_empty()))
        }
        _ => true,
    }) && element != first
}

/// A paragraph that begins with bold words ending in a colon, or is all bold and short.
fn is_run_in(element: ElementRef<'_>) -> bool {
    let first = element.children().find(|node| match node.value() {
        Node::Text(text) => !text.trim().is_empty(),
        Node::Element(_) => true,
        _ => false,
    });
    let Some(bold) =
        first.and_then(ElementRef::wrap).filter(|bold| matches!(bold.value().name(), "strong" | "b" | "u"))
    else {
        return false;
    };
    let words = prose::collapse(&bold.text().collect::<String>());
    let all = prose::collapse(&element.text().collect::<String>());
    words.ends_with(':') || labels::meaning(&words).is_some() || all.len() == words.len() && words.len() < 80
}
