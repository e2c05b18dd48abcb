//! What a page says of itself and of the ways to read its site: name, language, whom to ask, feeds, scripts' data, lists.

use scraper::Selector;
use url::Url;

use super::{
    super::{auto, extract::base_of, page::Page, prose, scope::absolute, sites::Sites},
    clues::Clues,
    list::{List, Place},
    onward,
};
use crate::domain::{EmailAddress, LanguageTag, candidate::Note, reading::FetchFault, source::Pagination};

/// A page looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Looked {
    pub(super) name: Option<String>,
    pub(super) language: Option<LanguageTag>,
    pub(super) contact: Option<String>,
    pub(super) feeds: Vec<Url>,
    pub(super) lists: Vec<List>,
    pub(super) pagination: Option<Pagination>,
    pub(super) clues: Clues,
    /// A page that asks visitors to sign in, or that scripts have yet to fill.
    pub(super) hint: Option<Note>,
}

const FEED_TYPES: [&str; 5] =
    ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/xml"];
const MOST_FEEDS: usize = 3;

pub(super) fn look(text: &str, here: &Url, sites: &Sites) -> Result<Looked, FetchFault> {
    let page = Page::parse(text)?;
    let base = base_of(&page, here);
    let place = Place { page: &page, base: &base, here, sites };
    let lists = place.lists()?;
    Ok(Looked {
        name: name(&page)?,
        language: page.root().attr("lang").and_then(|tag| LanguageTag::parse(tag.trim()).ok()),
        contact: contact(&page)?,
        feeds: feeds(&place)?,
        pagination: if lists.is_empty() { None } else { onward::pagination(&place)? },
        clues: Clues::of(&place, text)?,
        lists,
        hint: auto::hint(&page).map(auto::Instead::note),
    })
}

fn first(page: &Page, css: &str, attribute: Option<&str>) -> Result<Option<String>, FetchFault> {
    let selector = Selector::parse(css).expect("a selector of ours");
    let found = page.select(page.root(), &selector)?;
    let text = found.first().and_then(|element| match attribute {
        Some(name) => element.attr(name).map(str::to_owned),
        None => Some(element.text().collect()),
    });
    Ok(text.map(|text| prose::collapse(&text)).filter(|text| !text.is_empty()))
}

/// What the site calls itself; else the last part of the page's title, where sites put their name.
fn name(page: &Page) -> Result<Option<String>, FetchFault> {
    const LONGEST: usize = 80;
    let own = first(page, "meta[property=\"og:site_name\"], meta[name=application-name]", Some("content"))?;
    let name = match own {
        Some(own) => Some(own),
        None => first(page, "title", None)?.map(|title| last_part(&title).to_owned()),
    };
    Ok(name.map(|name| name.chars().take(LONGEST).collect()))
}

fn last_part(title: &str) -> &str {
    [" | ", " – ", " — ", " - ", " · ", " :: "]
        .iter()
        .filter_map(|between| title.rsplit_once(between))
        .map(|(_, last)| last.trim())
        .find(|last| !last.is_empty())
        .unwrap_or(title)
}

fn contact(page: &Page) -> Result<Option<String>, FetchFault> {
    let href = first(page, "a[href^=\"mailto:\"]", Some("href"))?;
    let typed = href.as_deref().and_then(|href| href.strip_prefix("mailto:")).unwrap_or_default();
    let address = typed.split('?').next().unwrap_or_default();
    Ok(EmailAddress::parse(address).ok().map(|address| address.to_string()))
}

/// Feeds the page names, in its head first. Those of comments are not the site's.
fn feeds(place: &Place<'_>) -> Result<Vec<Url>, FetchFault> {
    let mut feeds: Vec<Url> = Vec::new();
    for (css, linked) in [("link[rel~=\"alternate\"][href]", true), ("a[href]", false)] {
        let selector = Selector::parse(css).expect("a selector of ours");
        for element in place.page.select(place.page.root(), &selector)? {
            let stated = element.attr("type").unwrap_or_default().trim().to_ascii_lowercase();
            let Some(url) = element.attr("href").and_then(|href| absolute(place.base, href)) else { continue };
            let is_feed = if linked { FEED_TYPES.contains(&stated.as_str()) } else { looks_like_feed(&url) };
            if is_feed && place.sites.hold(&url) && !url.path().contains("comment") && !feeds.contains(&url) {
                feeds.push(url);
            }
        }
    }
    feeds.truncate(MOST_FEEDS);
    Ok(feeds)
}

fn looks_like_feed(url: &Url) -> bool {
    let path = url.path().trim_end_matches('/').to_ascii_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    matches!(last, "rss" | "feed" | "atom" | "feeds" | "rss.xml" | "feed.xml" | "atom.xml" | "index.rdf" | "feed.json")
        || last.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "rss" | "atom"))
}
