//! Where the pieces of a page lie in its tree: in which elements, and what these call themselves.

use std::collections::HashMap;

use ego_tree::NodeId;
use scraper::ElementRef;

use super::blocks::Block;
use crate::harvest::{page::Page, prose};

/// What an element calls itself in its attributes, by general classes of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Mark {
    /// The frame around every page of a site.
    Chrome,
    /// Who wrote it, when, under which headings.
    Meta,
    Related,
    Share,
    Caption,
    Hidden,
}

#[rustfmt::skip]
const MARKS: [(Mark, &[&str]); 6] = [
    (Mark::Chrome, &[
        "sidebar", "footer", "widget", "menu", "navbar", "breadcrumb", "cookie", "banner", "modal", "popup", "overlay",
        "masthead", "topbar", "toolbar", "skip",
    ]),
    (Mark::Meta, &[
        "meta", "byline", "author", "date", "time", "posted", "tags", "tag-", "category", "credit", "info", "label",
    ]),
    (Mark::Related, &[
        "related", "recommend", "similar", "more-", "read-next", "also", "teaser", "promo", "popular", "trending",
        "latest", "recent", "upcoming", "archive", "carousel", "slider",
    ]),
    (Mark::Share, &[
        "share", "sharing", "social", "follow", "newsletter", "subscri", "signup", "sign-up", "donat", "advert",
        "sponsor", "promo",
    ]),
    (Mark::Caption, &["caption", "credit", "figure", "gallery", "image", "photo", "media"]),
    (Mark::Hidden, &[
        "hidden", "display:none", "display: none", "sr-only", "visually", "screen-reader", "collapse", "aria-hidden=true",
    ]),
];

/// The attributes that elements call themselves something in; `aria-label` is a label by its name.
#[rustfmt::skip]
const NAMING: [&str; 10] = [
    "class", "id", "itemprop", "role", "style", "hidden", "aria-hidden", "itemtype", "aria-label", "data-testid",
];

/// Elements around a piece that are near it.
const BY: usize = 3;

pub(super) struct Setting {
    /// The block the piece stands in.
    pub(super) nearest: &'static str,
    /// Everything it lies in, the nearest first.
    pub(super) above: Vec<NodeId>,
    /// Those of them that are blocks.
    blocks: Vec<NodeId>,
    /// The names of what it lies in, those that are asked for.
    names: Vec<&'static str>,
    /// One of them calls itself part of the frame.
    pub(super) is_within_chrome: bool,
    /// The marks of the nearest of them.
    pub(super) by: Vec<Mark>,
    /// The same for pieces in elements of the same names and classes.
    pub(super) kind: String,
}

impl Setting {
    pub(super) fn lies_in(&self, name: &str) -> bool {
        self.names.contains(&name)
    }

    /// The block so many levels above the nearest, or the outermost.
    pub(super) fn level(&self, level: usize) -> Option<NodeId> {
        self.blocks.get(level.min(self.blocks.len().checked_sub(1)?)).copied()
    }
}

/// Each piece's.
pub(super) fn settings(page: &Page, blocks: &[Block]) -> Vec<Setting> {
    let mut known: HashMap<NodeId, Vec<Mark>> = HashMap::new();
    blocks.iter().map(|block| setting(page, block, &mut known)).collect()
}

fn setting(page: &Page, block: &Block, known: &mut HashMap<NodeId, Vec<Mark>>) -> Setting {
    const ASKED: [&str; 8] = ["footer", "aside", "figure", "article", "main", "p", "td", "div"];
    let asked = |name: &str| ASKED.into_iter().find(|asked| *asked == name);
    let mut found = Setting {
        nearest: "",
        above: Vec::new(),
        blocks: Vec::new(),
        names: Vec::new(),
        is_within_chrome: false,
        by: Vec::new(),
        kind: String::new(),
    };
    let above = block.nodes.first().into_iter().flat_map(|first| page.above(*first)).filter_map(|id| page.element(id));
    for (distance, element) in above.enumerate() {
        let name = element.value().name();
        found.above.push(element.id());
        found.names.extend(asked(name));
        if prose::is_block(name) {
            if found.blocks.is_empty() {
                found.nearest = asked(name).unwrap_or_default();
            }
            found.blocks.push(element.id());
        }
        let marks = known.entry(element.id()).or_insert_with(|| marks(element));
        found.is_within_chrome |= marks.contains(&Mark::Chrome);
        if distance < BY {
            found.by.extend(marks.iter());
            let class = element.attr("class").and_then(|class| class.split(' ').next()).unwrap_or_default();
            found.kind.push_str(name);
            found.kind.push('.');
            found.kind.extend(class.chars().filter(|letter| !letter.is_numeric()));
            found.kind.push('>');
        }
    }
    found
}

fn marks(element: ElementRef<'_>) -> Vec<Mark> {
    if matches!(element.value().name(), "body" | "html") {
        return Vec::new();
    }
    let mut named = String::new();
    for name in NAMING {
        if let Some(value) = element.attr(name) {
            named.push_str(name);
            named.push('=');
            named.push_str(&value.to_lowercase());
            named.push(' ');
        }
    }
    let is = |words: &[&str]| words.iter().any(|word| named.contains(word));
    MARKS.iter().filter(|(_, words)| is(words)).map(|(mark, _)| *mark).collect()
}
