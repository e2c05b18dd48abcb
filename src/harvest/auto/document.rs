//! A parsed page with what every finder asks for: its meta elements, its data, its headings.

use scraper::{ElementRef, Selector};
use serde_json::{Map, Value};
use url::Url;

use super::{json_ld, region::Aside, types::Traced};
use crate::{
    domain::candidate::Origin,
    harvest::{page::Page, prose},
};

/// A selector of ours, made once.
macro_rules! css {
    ($css:literal) => {{
        static SELECTOR: std::sync::LazyLock<scraper::Selector> =
            std::sync::LazyLock::new(|| scraper::Selector::parse($css).expect("a selector of ours"));
        &*SELECTOR
    }};
}
pub(super) use css;

/// `<meta>` with a name and a content.
pub(super) struct Meta<'a> {
    /// From `name`, `property`, `itemprop` or `http-equiv`; lower case.
    pub(super) name: String,
    pub(super) content: String,
    pub(super) element: ElementRef<'a>,
}

/// A node of JSON-LD with the element it stands in.
pub(super) struct Node<'a> {
    pub(super) map: Map<String, Value>,
    pub(super) element: ElementRef<'a>,
}

pub(super) struct Document<'a> {
    pub(super) page: &'a Page,
    pub(super) base: &'a Url,
    pub(super) metas: Vec<Meta<'a>>,
    pub(super) nodes: Vec<Node<'a>>,
    aside: Aside,
}

impl<'a> Document<'a> {
    pub(super) fn new(page: &'a Page, base: &'a Url) -> Self {
        let metas = Page::find(page.root(), css!("meta[content]")).filter_map(meta).collect();
        let mut nodes = Vec::new();
        for element in Page::find(page.root(), css!("script[type]")) {
            let kind = element.attr("type").unwrap_or_default();
            if kind.trim().to_ascii_lowercase().starts_with("application/ld+json") {
                let text: String = element.text().collect();
                nodes.extend(json_ld::nodes(&text).into_iter().map(|map| Node { map, element }));
            }
        }
        Self { page, base, metas, nodes, aside: Aside::of(page) }
    }

    pub(super) fn select(&self, selector: &'static Selector) -> Vec<ElementRef<'a>> {
        Page::find(self.page.root(), selector).collect()
    }

    /// Whether an element lies beside the page's subject.
    pub(super) fn is_aside(&self, element: ElementRef<'_>) -> bool {
        self.aside.holds(element)
    }

    /// The first meta element with one of the names, the names in their order.
    pub(super) fn meta(&self, names: &[&str]) -> Option<Traced<String>> {
        names.iter().find_map(|name| {
            let meta = self.metas.iter().find(|meta| meta.name == *name && !meta.content.is_empty())?;
            Some(Traced { value: meta.content.clone(), origin: origin(meta.element, &meta.content) })
        })
    }

    /// The nodes of JSON-LD that are one of the types, schema.org's prefix or not.
    pub(super) fn nodes_of<'b>(&'b self, is_type: impl Fn(&str) -> bool + 'b) -> impl Iterator<Item = &'b Node<'a>> {
        self.nodes.iter().filter(move |node| json_ld::is_of(&node.map, &is_type))
    }
}

fn meta(element: ElementRef<'_>) -> Option<Meta<'_>> {
    let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| element.attr(key))?;
    let content = prose::collapse(&unescaped(element.attr("content")?));
    Some(Meta { name: name.trim().to_lowercase(), content, element })
}

/// Character references that a page escaped twice.
pub(super) fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let fragment = scraper::Html::parse_fragment(&text.replace('<', "&lt;"));
    fragment.root_element().text().collect()
}

/// Where an element stands and what it said.
pub(super) fn origin(element: ElementRef<'_>, quote: &str) -> Origin {
    Origin::new(css_path(element), quote)
}

/// A selector that finds the element: from the nearest ancestor with an id, or from the root, by places among siblings.
pub(in crate::harvest) fn css_path(element: ElementRef<'_>) -> String {
    let mut steps = Vec::new();
    let mut at = Some(element);
    while let Some(here) = at {
        let name = here.value().name();
        if let Some(id) = here.value().id().filter(|id| is_plain(id)) {
            steps.push(format!("#{id}"));
            break;
        }
        if matches!(name, "html" | "head" | "body") {
            steps.push(name.to_owned());
            if name == "html" {
                break;
            }
        } else {
            if !is_plain(name) {
                // A name as `o:p` would have to be escaped.
                let before = here.prev_siblings().filter_map(ElementRef::wrap).count();
                steps.push(format!("*:nth-child({})", before + 1));
                at = here.parent().and_then(ElementRef::wrap);
                continue;
            }
            let same = |other: &ElementRef<'_>| other.value().name() == name;
            let before = here.prev_siblings().filter_map(ElementRef::wrap).filter(same).count();
            let is_alone = before == 0 && !here.next_siblings().filter_map(ElementRef::wrap).any(|other| same(&other));
            steps.push(if is_alone { name.to_owned() } else { format!("{name}:nth-of-type({})", before + 1) });
        }
        at = here.parent().and_then(ElementRef::wrap);
    }
    steps.reverse();
    steps.join(" > ")
}

/// An identifier that needs no escaping in CSS.
fn is_plain(name: &str) -> bool {
    name.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        && name.len() <= 80
}
