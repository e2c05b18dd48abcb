//! Which part of a page an element lies in: the page's subject, or what stands beside it.

use std::collections::{HashMap, HashSet};

use ego_tree::NodeId;
use scraper::ElementRef;

use super::document::{Document, css};
use crate::{
    domain::CleanText,
    harvest::{page::Page, prose},
};

/// An `article` in a list of teasers has a heading too: beyond these no heading is looked at.
const MOST_HEADINGS: usize = 60;

/// Pieces of a text that are looked for on the page.
const MOST_PIECES: usize = 2_000;

/// Marks in `class` and `id` of what is no part of a page's subject.
const ASIDE: [&str; 27] = [
    "comment",
    "sidebar",
    "related",
    "footer",
    "recommend",
    "teaser",
    "widget",
    "popular",
    "trending",
    "newsletter",
    "cookie",
    "menu",
    "navbar",
    "breadcrumb",
    "latest",
    "recent",
    "archive",
    "carousel",
    "promo",
    "more-",
    "advert",
    "disqus",
    "similar",
    "upcoming",
    "calendar",
    "copyright",
    "social-media",
];

/// What lies beside a page's subject: navigation, footer, comments, lists of other pages. What holds a heading of the first
/// rank never does, whatever it calls itself.
pub(super) struct Aside {
    spine: HashSet<NodeId>,
}

impl Aside {
    pub(super) fn of(page: &Page) -> Self {
        let headings = Page::find(page.root(), css!("h1, [itemprop~=headline]"));
        let spine =
            headings.take(MOST_HEADINGS).flat_map(|heading| heading.ancestors().map(|above| above.id())).collect();
        Self { spine }
    }

    pub(super) fn holds(&self, element: ElementRef<'_>) -> bool {
        std::iter::once(element)
            .chain(element.ancestors().filter_map(ElementRef::wrap))
            .take_while(|element| !self.spine.contains(&element.id()) && element.value().name() != "main")
            .any(is_marked)
    }
}

fn is_marked(element: ElementRef<'_>) -> bool {
    let value = element.value();
    if matches!(value.name(), "nav" | "aside" | "footer" | "form" | "noscript") {
        return true;
    }
    let marks = [value.attr("class"), value.attr("id")];
    marks.into_iter().flatten().any(|marks| {
        let marks = marks.to_ascii_lowercase();
        marks.split_ascii_whitespace().any(|mark| {
            ASIDE.iter().any(|aside| mark.contains(aside))
                && !["with-", "has-", "no-", "post-footer", "entry-footer"].iter().any(|not| mark.contains(not))
        })
    })
}

/// The smallest element that holds nearly all paragraphs of a text; none when the text is not of this page.
pub(super) fn holding<'a>(document: &Document<'a>, text: &CleanText) -> Option<ElementRef<'a>> {
    let plain = text.plain();
    let lines: HashSet<String> = plain.lines().map(prose::collapse).filter(|line| line.len() > 20).collect();
    let mut held = HashMap::new();
    let mut all = 0_usize;
    let pieces = css!("p, li, h1, h2, h3, h4, h5, h6, td, dd, blockquote, pre");
    for element in Page::find(document.page.root(), pieces) {
        if all >= MOST_PIECES || document.page.is_late() {
            break;
        }
        if !lines.contains(&prose::collapse(&element.text().collect::<String>())) {
            continue;
        }
        all += 1;
        for above in element.ancestors() {
            *held.entry(above.id()).or_insert(0_usize) += 1;
        }
    }
    let enough = (all * 4).div_ceil(5).max(1);
    // The deepest has the most ancestors.
    held.iter()
        .filter(|(_, count)| **count >= enough)
        .filter_map(|(id, _)| document.page.element(*id))
        .max_by_key(|element| element.ancestors().count())
}
