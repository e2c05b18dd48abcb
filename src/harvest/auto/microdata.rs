//! What a page states of its subject in microdata (HTML, 5): the properties of the item it is about.

use scraper::ElementRef;

use super::document::{Document, css};
use crate::{
    domain::fold::name_key,
    harvest::{json_ld::TYPES, page::Page, prose},
};

/// Items and properties beyond these are not looked at.
const MOST_ITEMS: usize = 30;
const MOST_PROPERTIES: usize = 500;

/// An element with `itemscope`.
#[derive(Clone, Copy)]
pub(super) struct Item<'a>(ElementRef<'a>);

impl<'a> Item<'a> {
    /// The thing the page is about: the one that bears its title, or its only one.
    pub(super) fn subject(document: &Document<'a>) -> Option<Self> {
        let found = Page::find(document.page.root(), css!("[itemscope][itemtype]")).map(Self);
        let things = found.filter(|item| item.is_one_of(|name| TYPES.contains(&name)));
        let things: Vec<Self> = things.take(MOST_ITEMS).collect();
        let heading = Page::find(document.page.root(), css!("h1")).next()?;
        let title = name_key(&heading.text().collect::<String>());
        let is_titled = |item: &&Self| {
            let name = item.values("headline").chain(item.values("name")).next();
            name.is_some_and(|element| name_key(&words(element)) == title)
        };
        let alone = things.first().filter(|item| things.len() == 1 && !document.is_aside(item.0));
        things.iter().find(is_titled).or(alone).copied()
    }

    /// The types by schema.org's names, whatever vocabulary they are of.
    pub(super) fn is_one_of(self, is_type: impl Fn(&str) -> bool) -> bool {
        let types = self.0.attr("itemtype").unwrap_or_default().split_ascii_whitespace();
        types.filter_map(|url| url.rsplit(['/', '#']).next()).any(is_type)
    }

    /// The elements that hold a property of this very item.
    pub(super) fn values(self, name: &'static str) -> impl Iterator<Item = ElementRef<'a>> {
        let all = Page::find(self.0, css!("[itemprop]")).take(MOST_PROPERTIES);
        all.filter(move |element| {
            let names = element.attr("itemprop").unwrap_or_default();
            names.split_ascii_whitespace().any(|one| one == name)
                && owner(*element).is_some_and(|owner| owner == self.0)
        })
    }

    /// The items that are a property of this one.
    pub(super) fn items(self, name: &'static str) -> impl Iterator<Item = Self> {
        self.values(name).filter(|element| element.attr("itemscope").is_some()).map(Item)
    }

    pub(super) const fn element(self) -> ElementRef<'a> {
        self.0
    }
}

/// The item a property belongs to.
fn owner(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    element.ancestors().filter_map(ElementRef::wrap).find(|above| above.attr("itemscope").is_some())
}

/// What a property says, on a line.
pub(super) fn words(element: ElementRef<'_>) -> String {
    let stated = element.attr("content").map(str::to_owned);
    prose::collapse(&stated.unwrap_or_else(|| prose::lines(element).text))
}
