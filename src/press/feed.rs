//! Atom feeds (RFC 4287, paged as in RFC 5005, 3).

use atom_syndication::{Category, Content, FixedDateTime, Link, Person, Text};
use uuid::Uuid;

use super::{PressError, moment, xml_text};
use crate::domain::{Lang, Timestamp, clean_text::SafeHtml};

/// A list of practices, newest first.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Permanent, the same on every page of the feed: the address of its first page serves.
    pub id: String,
    pub title: String,
    pub subtitle: String,
    pub lang: Lang,
    /// Who publishes: the author where an entry names none.
    pub publisher: String,
    /// This page of the feed.
    pub url: String,
    /// The same list for people.
    pub page_url: String,
    /// The next and the previous page of the feed.
    pub next: Option<String>,
    pub previous: Option<String>,
    /// Of the list, as far as known; a newer entry makes the feed newer.
    pub updated_at: Timestamp,
    pub entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub id: Uuid,
    pub title: String,
    /// BCP 47 tag of title, summary and content where it is not that of the feed.
    pub language: Option<String>,
    /// The practice's page in each language of the interface.
    pub urls: Vec<(Lang, String)>,
    pub published_at: Timestamp,
    pub updated_at: Timestamp,
    /// Names of the cities.
    pub authors: Vec<String>,
    /// Slug and name of each topic.
    pub topics: Vec<(String, String)>,
    /// Plain text.
    pub summary: String,
    pub content: Option<SafeHtml>,
}

impl Feed {
    /// Media type of [`Feed::to_xml`].
    pub const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

    pub fn to_xml(&self) -> Result<String, PressError> {
        let newest = self.entries.iter().map(|entry| entry.updated_at).max();
        let feed = atom_syndication::Feed {
            title: plain(&self.title, None),
            id: xml_text(&self.id),
            updated: atom_moment(newest.unwrap_or(self.updated_at).max(self.updated_at)),
            authors: vec![person(&self.publisher)],
            links: self.links(),
            subtitle: (!self.subtitle.is_empty()).then(|| plain(&self.subtitle, None)),
            entries: self.entries.iter().map(Entry::to_atom).collect(),
            lang: Some(self.lang.tag().to_owned()),
            ..atom_syndication::Feed::default()
        };
        Ok(String::from_utf8(feed.write_to(Vec::new())?)?)
    }

    fn links(&self) -> Vec<Link> {
        let mut links = vec![
            link("self", &self.url, "application/atom+xml", None),
            link("alternate", &self.page_url, "text/html", Some(self.lang)),
        ];
        links.extend(self.next.iter().map(|url| link("next", url, "application/atom+xml", None)));
        links.extend(self.previous.iter().map(|url| link("previous", url, "application/atom+xml", None)));
        links
    }
}

impl Entry {
    fn to_atom(&self) -> atom_syndication::Entry {
        let language = self.language.as_deref();
        atom_syndication::Entry {
            title: plain(&self.title, language),
            id: format!("urn:uuid:{}", self.id),
            updated: atom_moment(self.updated_at),
            authors: self.authors.iter().map(|name| person(name)).collect(),
            categories: self.topics.iter().map(|(slug, name)| category(slug, name)).collect(),
            links: self.urls.iter().map(|(lang, url)| link("alternate", url, "text/html", Some(*lang))).collect(),
            published: Some(atom_moment(self.published_at)),
            // RFC 4287, 4.1.1.1: without content a reader needs a summary, be it empty.
            summary: (self.content.is_none() || !self.summary.is_empty()).then(|| plain(&self.summary, language)),
            content: self.content.as_ref().map(|html| Content {
                lang: language.map(xml_text),
                value: Some(xml_text(html.as_str())),
                content_type: Some("html".to_owned()),
                ..Content::default()
            }),
            ..atom_syndication::Entry::default()
        }
    }
}

fn plain(text: &str, language: Option<&str>) -> Text {
    Text { lang: language.map(xml_text), ..Text::plain(xml_text(text)) }
}

fn person(name: &str) -> Person {
    Person { name: xml_text(name), ..Person::default() }
}

fn category(slug: &str, name: &str) -> Category {
    Category { term: xml_text(slug), scheme: None, label: Some(xml_text(name)) }
}

fn link(rel: &str, url: &str, media_type: &str, lang: Option<Lang>) -> Link {
    Link {
        href: xml_text(url),
        rel: rel.to_owned(),
        hreflang: lang.map(|lang| lang.tag().to_owned()),
        mime_type: Some(media_type.to_owned()),
        ..Link::default()
    }
}

/// Years that Atom cannot write become the epoch.
fn atom_moment(at: Timestamp) -> FixedDateTime {
    moment(at).and_then(|moment| moment.parse().ok()).unwrap_or_default()
}
