//! The title of what a page is about: its own heading before the names it gives itself elsewhere.

use std::cmp::Reverse;

use scraper::ElementRef;

use super::{
    document::{Document, css, origin},
    json_ld,
    types::Traced,
};
use crate::{
    domain::{candidate::Origin, fold::name_key, reading::FetchFault},
    harvest::prose,
};

/// Longer headings are no titles.
const MOST_TITLE: usize = 300;

/// Headings further down head parts of the page.
const MOST_HEADINGS: usize = 40;

/// What stands between a title and the name of the site.
const SEPARATORS: [&str; 12] = [" | ", " - ", " – ", " — ", " « ", " » ", " :: ", " · ", " • ", " / ", " < ", " > "];

/// An `h1` whose words lie in `title` or `og:title`; then what the page states; then its only heading.
pub(super) fn find(document: &Document<'_>) -> Result<Option<Traced<String>>, FetchFault> {
    let page_title = document.select(css!("title"))?.into_iter().find_map(|element| {
        let is_svg = element.ancestors().filter_map(ElementRef::wrap).any(|above| above.value().name() == "svg");
        let text = prose::collapse(&element.text().collect::<String>());
        (!is_svg && !text.is_empty()).then(|| Traced { origin: origin(element, &text), value: text })
    });
    let shared = document.meta(&[
        "og:title",
        "twitter:title",
        "dc.title",
        "dcterms.title",
        "title",
        "parsely-title",
        "sailthru.title",
    ]);
    let site = document.meta(&["og:site_name", "application-name"]).map(|site| site.value);
    let stated: Vec<&Traced<String>> = shared.iter().chain(&page_title).collect();
    let headings = headings(document)?;
    let named = headings.iter().filter(|heading| stated.iter().any(|stated| lies_in(&heading.value, &stated.value)));
    let named = named.filter(|heading| !is_site_name(&heading.value, document, page_title.as_ref()));
    // Of several, the one that says most: the name of the site is part of many a title. Equal ones by their rank.
    if let Some(best) = named.min_by_key(|heading| (Reverse(words(&heading.value).len()), heading.rank)) {
        let inner = stated.iter().find_map(|stated| end_of(&best.value, &without_site(&stated.value, site.as_deref())));
        let value = inner.unwrap_or_else(|| best.value.clone());
        return Ok(Some(Traced { value, origin: best.origin.clone() }));
    }
    let headline = document
        .nodes_of(|name| name.ends_with("Article") || name.ends_with("Posting") || name == "Product")
        .find_map(|node| {
            let text = prose::collapse(&super::document::unescaped(
                &json_ld::text(&node.map, "headline").or_else(|| json_ld::text(&node.map, "name"))?,
            ));
            Some(Traced { origin: origin(node.element, &text), value: text })
        });
    let without_site = |found: Traced<String>| {
        let value = without_site(&found.value, site.as_deref());
        Traced { value, ..found }
    };
    let first_rank: Vec<&Heading> = headings.iter().filter(|heading| heading.rank == 1).collect();
    let alone = if let [only] = first_rank[..] { Some(only.traced()) } else { None };
    let shared = shared.map(without_site);
    let any = || headings.iter().min_by_key(|heading| heading.rank).map(Heading::traced);
    Ok(headline.or(shared).or(alone).or_else(|| page_title.map(without_site)).or_else(any))
}

struct Heading {
    value: String,
    origin: Origin,
    rank: u8,
}

impl Heading {
    fn traced(&self) -> Traced<String> {
        Traced { value: self.value.clone(), origin: self.origin.clone() }
    }
}

/// A title that ends a heading, where something else stands before it: "Local news | Title".
fn end_of(heading: &str, stated: &str) -> Option<String> {
    let (all, end) = (words(heading), words(stated));
    let is_end = end.len() >= 3 && end.len() < all.len() && all.ends_with(&end) && end.len() * 2 > all.len();
    is_end.then(|| stated.to_owned())
}

/// The page's headings, outside of what stands beside its subject.
fn headings(document: &Document<'_>) -> Result<Vec<Heading>, FetchFault> {
    let mut found: Vec<Heading> = Vec::new();
    for element in document.select(css!("h1, h2, h3, [itemprop~=headline]"))?.into_iter().take(MOST_HEADINGS) {
        let text = prose::lines(element).text.replace('\n', " ");
        let rank = match element.value().name() {
            "meta" => continue,
            "h2" => 2,
            "h3" => 3,
            _ => 1,
        };
        let is_new = !found.iter().any(|known| known.value == text);
        if !text.is_empty() && text.len() <= MOST_TITLE && is_new && (rank == 1 || !document.is_aside(element)) {
            found.push(Heading { origin: origin(element, &text), value: text, rank });
        }
    }
    Ok(found)
}

fn words(text: &str) -> Vec<String> {
    name_key(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether nearly all words of a heading lie in a stated title. A title that was cut short counts by its beginning.
fn lies_in(heading: &str, stated: &str) -> bool {
    let (heading, stated) = (words(heading), words(stated));
    if heading.is_empty() || stated.is_empty() {
        return false;
    }
    let shared = heading.iter().filter(|word| stated.contains(word)).count();
    shared * 5 >= heading.len() * 4
        || stated.len() >= 4 && stated.iter().filter(|word| heading.contains(word)).count() * 10 >= stated.len() * 9
}

/// Whether a heading is what the title ends or begins with on each page of the site.
fn is_site_name(heading: &str, document: &Document<'_>, title: Option<&Traced<String>>) -> bool {
    let key = name_key(heading);
    let site = document.meta(&["og:site_name", "application-name"]);
    if site.is_some_and(|site| name_key(&site.value) == key) {
        return title.is_none_or(|title| name_key(&title.value) != key);
    }
    title.is_some_and(|title| {
        let parts: Vec<&str> = split(&title.value);
        // "Title | Site": the last part, and shorter than the first.
        parts.len() > 1
            && parts.last().is_some_and(|last| name_key(last) == key)
            && words(parts[0]).len() > words(heading).len()
    })
}

fn split(title: &str) -> Vec<&str> {
    for separator in SEPARATORS {
        if title.contains(separator) {
            return title.split(separator).map(str::trim).filter(|part| !part.is_empty()).collect();
        }
    }
    vec![title]
}

/// A title without the name of its site: what is stated as that name, or a short last part.
fn without_site(title: &str, site: Option<&str>) -> String {
    let parts = split(title);
    if parts.len() < 2 {
        return title.to_owned();
    }
    let site = site.map(name_key);
    let is_site = |part: &str| site.as_deref().is_some_and(|site| !site.is_empty() && name_key(part) == site);
    let kept: Vec<&str> = parts.iter().copied().filter(|part| !is_site(part)).collect();
    if kept.len() < parts.len() && !kept.is_empty() {
        return kept.join(" – ");
    }
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    let longest = if words(last).len() > 2 * words(first).len() { last } else { first };
    longest.to_owned()
}
