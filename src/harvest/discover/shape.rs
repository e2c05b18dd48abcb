//! The shape of an element: its tag and classes and those around it, as far as neighbours share them; and selectors made
//! from what several share.

use std::collections::BTreeSet;

use scraper::ElementRef;

use crate::domain::source::ListingRules;

/// How far around a link its shape goes.
const LEVELS: usize = 4;
/// How far a box may reach above its link.
const MOST_CLIMB: usize = 6;
/// Parents added to a selector that finds too much.
const MOST_CONTEXT: usize = 3;

/// Parts of class names and ids of what frames a page.
const FRAMES: [&str; 26] = [
    "nav",
    "navbar",
    "navigation",
    "menu",
    "footer",
    "breadcrumb",
    "breadcrumbs",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "sidebar",
    "share",
    "sharing",
    "social",
    "pager",
    "pagination",
    "paginate",
    "lang",
    "langs",
    "language",
    "languages",
    "skip",
    "toolbar",
    "tagcloud",
    "topbar",
];

/// Classes that say where in a list a box stands, or what it is about, not what it is.
const PASSING: [&str; 20] = [
    "odd",
    "even",
    "first",
    "last",
    "active",
    "current",
    "sticky",
    "featured",
    "new",
    "visited",
    "hidden",
    "visible",
    "lazy",
    "left",
    "right",
    "highlight",
    "highlighted",
    "selected",
    "alt",
    "big",
];
const PASSING_STARTS: [&str; 6] = ["category-", "tag-", "post-", "status-", "format-", "topic-"];

/// Whether it belongs to what stands on every page of a site.
pub(super) fn is_boilerplate(element: ElementRef<'_>) -> bool {
    for around in std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap)) {
        let value = around.value();
        match value.name() {
            "nav" | "footer" | "dialog" => return true,
            "header" if !is_in_content(around) => return true,
            _ => {}
        }
        if matches!(value.attr("role"), Some("navigation" | "banner" | "contentinfo" | "dialog" | "alertdialog")) {
            return true;
        }
        let names = value.classes().chain(value.id());
        if value.name() != "body"
            && value.name() != "html"
            && names.flat_map(words).any(|word| FRAMES.contains(&word.as_str()))
        {
            return true;
        }
    }
    false
}

/// A heading inside an article is no page's frame.
fn is_in_content(element: ElementRef<'_>) -> bool {
    let mut around = element.ancestors().filter_map(ElementRef::wrap);
    around.any(|element| matches!(element.value().name(), "article" | "section" | "main" | "li"))
}

fn words(name: &str) -> impl Iterator<Item = String> + '_ {
    name.split(['-', '_']).map(str::to_ascii_lowercase)
}

pub(super) fn has_heading(card: ElementRef<'_>, anchor: ElementRef<'_>) -> bool {
    let is_heading =
        |element: ElementRef<'_>| matches!(element.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    card.descendants().filter_map(ElementRef::wrap).any(is_heading)
        || anchor.ancestors().take(2).filter_map(ElementRef::wrap).any(is_heading)
}

/// Links with the same key lie in boxes of the same kind.
pub(super) fn key(anchor: ElementRef<'_>) -> String {
    let levels = up(anchor).take(LEVELS).map(|element| {
        let classes: BTreeSet<&str> = lasting(element).collect();
        format!("{}.{}", element.value().name(), classes.into_iter().collect::<Vec<_>>().join("."))
    });
    levels.collect::<Vec<_>>().join("<")
}

/// The element and those around it, up to the body.
fn up(element: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    std::iter::once(element)
        .chain(element.ancestors().filter_map(ElementRef::wrap))
        .take_while(|element| !matches!(element.value().name(), "body" | "html"))
}

/// Classes that name a kind of box and can be written in a selector as they are.
fn lasting(element: ElementRef<'_>) -> impl Iterator<Item = &str> {
    element.value().classes().filter(|class| {
        let plain = class.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_'));
        let starts = class.starts_with(|first: char| first.is_ascii_alphabetic());
        plain && starts && !PASSING.contains(class) && !PASSING_STARTS.iter().any(|passing| class.starts_with(passing))
    })
}

/// Rules that find these links and their boxes, from the simplest to the strictest.
pub(super) fn selectors(anchors: &[ElementRef<'_>]) -> Vec<ListingRules> {
    let height = climb(anchors);
    let level =
        |at: usize| -> Vec<ElementRef<'_>> { anchors.iter().filter_map(|anchor| up(*anchor).nth(at)).collect() };
    let levels: Vec<String> = (0..=height).map(|at| common(&level(at))).collect();
    let mut cards = vec![named(anchors, height, &levels[height])];
    let mut context = levels[height].clone();
    for at in height + 1..=height + MOST_CONTEXT {
        let around = level(at);
        if around.len() < anchors.len() {
            break;
        }
        let id = around[0].value().id().filter(|id| is_plain(id) && around.iter().all(|e| e.value().id() == Some(id)));
        context = match id {
            Some(id) => format!("#{id} > {context}"),
            None => format!("{} > {context}", common(&around)),
        };
        cards.push(context.clone());
        if id.is_some() {
            break;
        }
    }
    if height == 0 {
        return cards.into_iter().map(|link| ListingRules { link, ..ListingRules::default() }).collect();
    }
    let heading = anchors.iter().all(|anchor| up(*anchor).nth(1).is_some_and(is_heading));
    let short = if heading {
        format!("{} a", up(anchors[0]).nth(1).map_or("h3", |e| e.value().name()))
    } else {
        levels[0].clone()
    };
    let long = levels[..height].iter().rev().cloned().collect::<Vec<_>>().join(" > ");
    let mut rules = Vec::new();
    for card in &cards {
        for link in [&short, &long] {
            rules.push(ListingRules { card: Some(card.clone()), link: link.clone(), pagination: None });
        }
    }
    rules.dedup();
    rules
}

/// A bare tag is everywhere: the nearest thing around all boxes that has a name is put before it.
fn named(anchors: &[ElementRef<'_>], height: usize, card: &str) -> String {
    let around = |at: usize| up(anchors[0]).nth(at);
    let all_in =
        |element: &ElementRef<'_>| anchors.iter().all(|anchor| up(*anchor).any(|other| other.id() == element.id()));
    if card.contains('.') {
        return card.to_owned();
    }
    for element in (height + 1..=height + MOST_CONTEXT).map_while(around).filter(all_in) {
        let class = lasting(element).next().map(|class| format!(".{class}"));
        let name = class.or_else(|| element.value().id().filter(|id| is_plain(id)).map(|id| format!("#{id}")));
        if let Some(name) = name {
            return format!("{name} {card}");
        }
    }
    card.to_owned()
}

fn is_heading(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn is_plain(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// How many steps up each link still has a box of its own, all of one tag.
fn climb(anchors: &[ElementRef<'_>]) -> usize {
    let mut height = 0;
    for at in 1..=MOST_CLIMB {
        let around: Vec<ElementRef<'_>> = anchors.iter().filter_map(|anchor| up(*anchor).nth(at)).collect();
        let own: BTreeSet<_> = around.iter().map(|element| element.id()).collect();
        let tag = around.first().map(|element| element.value().name());
        let alike = around
            .iter()
            .all(|element| Some(element.value().name()) == tag && common_key(*element) == common_key(around[0]));
        if around.len() < anchors.len() || own.len() < anchors.len() || !alike {
            break;
        }
        height = at;
    }
    height
}

fn common_key(element: ElementRef<'_>) -> BTreeSet<&str> {
    lasting(element).collect()
}

/// Tag and up to two classes that all share.
fn common(elements: &[ElementRef<'_>]) -> String {
    let Some((first, others)) = elements.split_first() else { return "*".to_owned() };
    let shared =
        lasting(*first).filter(|class| others.iter().all(|other| lasting(*other).any(|theirs| theirs == *class)));
    std::iter::once(first.value().name()).chain(shared.take(2)).collect::<Vec<_>>().join(".")
}

/// A selector for one element among the whole page, without its place in a list: for links that stand alone.
pub(super) fn alone(element: ElementRef<'_>) -> Vec<String> {
    let value = element.value();
    let name = value.name();
    let mut ways = Vec::new();
    if let Some(id) = value.id().filter(|id| is_plain(id)) {
        ways.push(format!("#{id}"));
    }
    let classes: Vec<String> = lasting(element).map(str::to_owned).collect();
    ways.extend(classes.iter().map(|class| format!("{name}.{class}")));
    if classes.len() > 1 {
        ways.push(format!("{name}.{}", classes.join(".")));
    }
    for attribute in ["aria-label", "title"] {
        if let Some(text) = value.attr(attribute).filter(|text| !text.contains(['"', '\\', '\n'])) {
            ways.push(format!("{name}[{attribute}=\"{text}\"]"));
        }
    }
    for around in up(element).skip(1).take(2) {
        ways.extend(around.value().id().filter(|id| is_plain(id)).map(|id| format!("#{id} {name}")));
        ways.extend(lasting(around).map(|class| format!(".{class} > {name}:last-child")));
        ways.extend(lasting(around).map(|class| format!(".{class} {name}")));
    }
    ways
}
