//! RSS, Atom and JSON feeds: each entry becomes a draft. Declarations of document types are refused, nothing they name
//! is looked up.

mod hostile;
mod parse;
mod repair;

use std::collections::HashMap;

use feedparser_rs::{Entry, ParsedFeed, TextConstruct, TextType};
use url::Url;

pub(super) use hostile::refuse_hostile_xml;
pub(super) use parse::parse;

use super::{
    auto, extract,
    page::Page,
    prose,
    rules::Rules,
    scope::plain_address,
    sites::canonical,
    story::{Item, Telling, bounded_id, hash},
    unruled,
};
use crate::domain::{Field, LanguageTag, Timestamp, candidate::Note, field::Limit, reading::FetchFault};

/// The entries of a feed, the first of each id.
pub(super) fn read(rules: &Rules, text: &str, base: &Url) -> Result<Vec<Item>, FetchFault> {
    let feed = parse(text, base)?;
    let ids = ids(&feed, base);
    let mut items: Vec<Item> = Vec::new();
    for (entry, external_id) in feed.entries.iter().zip(ids) {
        if !items.iter().any(|item| item.external_id == external_id) {
            items.push(item(rules, &feed, entry, external_id, base)?);
        }
    }
    Ok(items)
}

/// What each entry is known by: its id if no other has it too, else its address likewise, else its content.
fn ids(feed: &ParsedFeed, base: &Url) -> Vec<String> {
    let given: Vec<Option<String>> =
        feed.entries.iter().map(|entry| entry.id.as_ref().map(ToString::to_string)).collect();
    let links: Vec<Option<String>> = feed.entries.iter().map(|entry| link_of(entry, base).map(String::from)).collect();
    let (given_counts, link_counts) = (counts(&given), counts(&links));
    let is_own = |counts: &HashMap<String, usize>, id: &&String| !id.trim().is_empty() && counts.get(*id) == Some(&1);
    let own = feed.entries.iter().zip(&given).zip(&links).map(|((entry, id), link)| {
        let id = id.as_ref().filter(|id| is_own(&given_counts, id));
        let id = id.or_else(|| link.as_ref().filter(|link| is_own(&link_counts, link)));
        match id {
            Some(id) => bounded_id(id),
            None => hash(&[
                entry.title.as_deref().unwrap_or_default(),
                link.as_deref().unwrap_or_default(),
                entry.published_str.as_deref().unwrap_or_default(),
            ]),
        }
    });
    own.collect()
}

fn counts(ids: &[Option<String>]) -> HashMap<String, usize> {
    ids.iter().flatten().fold(HashMap::new(), |mut counts, id| {
        *counts.entry(id.clone()).or_default() += 1;
        counts
    })
}

/// The address of an entry; where it has none, its id may be one.
pub(super) fn link_of(entry: &Entry, base: &Url) -> Option<Url> {
    let id = entry.id.as_deref().filter(|id| id.starts_with("http://") || id.starts_with("https://"));
    let link = entry.link.as_deref().filter(|link| !link.trim().is_empty());
    plain_address(base, link.or(id)?).map(|url| canonical(&url))
}

fn item(rules: &Rules, feed: &ParsedFeed, entry: &Entry, external_id: String, base: &Url) -> Result<Item, FetchFault> {
    let link = link_of(entry, base);
    let within = link.clone().unwrap_or_else(|| base.clone());
    let title = entry.title_detail.as_ref().map(line).transpose()?.unwrap_or_default();
    let summary = entry.summary.as_deref().unwrap_or_default();
    let content = entry.content.iter().map(|content| content.value.as_str()).find(|text| !text.trim().is_empty());
    let story = content.unwrap_or(summary);
    let read = extract::page(rules, story, &within, None)?;
    let (mut draft, mut notes, mut origins) = (read.draft, read.notes, read.origins);
    let names = Names::of(feed, content.is_some());
    // What rules found in the story stands in the entry's element for it.
    for origin in origins.values_mut().flatten() {
        names.story.clone_into(&mut origin.element);
    }
    notes.retain(|note| {
        !note.phrase.starts_with("source-note-scripts") && !note.phrase.starts_with("source-note-login")
    });
    let body = story;
    let (mut story, told) = (markdown(story, &within)?, markdown(summary, &within)?);
    notes.extend(story.hidden.then(|| Note::new("source-note-hidden-text")));
    let stated = language(feed, entry);
    let said = if stated.is_some() { "language" } else { "" };
    let mut telling = Telling { draft: &mut draft, origins: &mut origins };
    telling.fill(Field::Title, title, "title");
    telling.fill(Field::Links, link.as_ref().map(Url::to_string).unwrap_or_default(), names.link);
    telling.fill(Field::Language, stated.or_else(|| rules.language.clone()).unwrap_or_default(), said);
    if rules.fields.is_empty() {
        let facts = auto::facts(body, telling.draft.get(Field::Title), &within, &unruled::hints(rules))?;
        let found = facts.draft();
        let of_facts = [Field::Cities, Field::Period].into_iter().chain(facts.parts.keys().copied());
        for field in of_facts {
            telling.fill(field, found.get(field).to_owned(), names.story);
        }
        notes.extend(facts.unsure.as_ref().map(|(name, countries)| unruled::unsure(name, countries)));
        if !facts.parts.is_empty() {
            // What stands in no part is kept beside them.
            story.text = facts.rest_of(&story.text);
        }
    }
    telling.tell(rules, (story, names.story), content.map(|_| (told, names.summary)));
    notes.dedup();
    let published = entry.published.or(entry.updated).map(|moment| Timestamp::from_micros(moment.timestamp_micros()));
    Ok(Item { external_id, url: within.to_string(), draft, published_at: published, notes, origins })
}

/// What an entry's elements are called in this kind of feed.
struct Names {
    link: &'static str,
    summary: &'static str,
    story: &'static str,
}

impl Names {
    fn of(feed: &ParsedFeed, has_content: bool) -> Self {
        let (link, summary, content) = match feed.version.as_str() {
            version if version.starts_with("rss") => ("link", "description", "content:encoded"),
            version if version.starts_with("json") => ("url", "summary", "content_html"),
            _ => ("link", "summary", "content"),
        };
        Self { link, summary, story: if has_content { content } else { summary } }
    }
}

fn language(feed: &ParsedFeed, entry: &Entry) -> Option<String> {
    let stated =
        entry.title_detail.as_ref().and_then(|title| title.language.as_ref()).or(feed.feed.language.as_ref())?;
    LanguageTag::parse(stated.trim()).ok().map(|tag| tag.as_str().to_owned())
}

/// A title in one line. Text is text; only what says it is HTML is read as such, and only once.
fn line(text: &TextConstruct) -> Result<String, FetchFault> {
    let plain = match text.content_type {
        TextType::Text => text.value.clone(),
        TextType::Html | TextType::Xhtml => prose::lines(Page::parse(&text.value)?.root()).text,
    };
    let plain = prose::collapse(&plain);
    Ok(plain[..plain.floor_char_boundary(Limit::BYTES)].to_owned())
}

fn markdown(html: &str, base: &Url) -> Result<prose::Found, FetchFault> {
    Ok(prose::markdown(Page::parse(html)?.root(), base))
}
