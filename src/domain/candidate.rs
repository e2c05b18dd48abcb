//! What was read from a partner source: one candidate for each practice found, and what a reading remembers for the next.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{Draft, Field, Id, Timestamp, marker, source::Part};

/// A practice as found on a partner's page or in a feed. It goes through the same parsers as the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Names the practice within its source, for ever: the address its listing gives, or the entry's id in a feed.
    pub external_id: String,
    /// Where a reader finds it.
    pub url: String,
    /// What the page says its address is, where it names its own host: a hint, never an identity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canonical: Option<String>,
    pub draft: Draft,
    pub published_at: Option<Timestamp>,
    /// SHA-256, in hex, of the page or feed it was read from: see [`super::reading::Snapshot`].
    pub snapshot: String,
    /// SHA-256, in hex, of the draft: equal when nothing an editor sees has changed.
    pub content_hash: String,
    pub change: Change,
    /// What an editor should know about how it was read.
    pub notes: Vec<Note>,
    /// Where each field stood, in the order of the page. A field the settings fill with a constant has none.
    #[serde(default)]
    pub origins: Origins,
    /// What other readers made of the main text, where it differs: for an editor to pick from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<OtherReading>,
    /// Pictures that go with the main text, at most [`PictureAtSource::MOST`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<PictureAtSource>,
}

/// Another reader's text for a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherReading {
    pub field: Field,
    /// Who read it: the name of a crate, or `whole-page`.
    pub reader: String,
    /// Markdown, as long as the field may be.
    pub text: String,
}

/// A picture on the partner's page. Only its address is kept: it may be republished when somebody has asked for its licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureAtSource {
    /// Absolute.
    pub url: String,
    /// What it shows, by its description or else its caption; empty when the page does not say.
    pub alt: String,
    /// As the page states it: `© City of X`; empty when it does not.
    pub credit: String,
    /// A CSS selector, as of an [`Origin`].
    pub element: String,
}

impl PictureAtSource {
    pub const MOST: usize = 20;
}

/// By field; several where its text was put together from several elements.
pub type Origins = BTreeMap<Field, Vec<Origin>>;

/// Where on a page, in a feed or in a file the text of a field stood. Which snapshot, and when, the candidate says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// On a page, a CSS selector (Selectors Level 4) that finds this one element in the page as fetched; in a feed, the
    /// name of the entry's element: `title`; elsewhere what such a format calls the place. Empty when it cannot be said:
    /// words spread over several elements, or read on a card.
    pub element: String,
    /// The words as they stood there, at most [`Origin::MOST_QUOTE`] characters of them.
    pub quote: String,
    /// A card: the element is on the listing page that names the practice, not on its own.
    #[serde(default)]
    pub from: Part,
}

impl Origin {
    pub const MOST_QUOTE: usize = 300;
    /// Elements of one field beyond these are not named.
    pub const MOST: usize = 20;

    /// Blanks collapse, and a quote too long ends with an ellipsis.
    #[must_use]
    pub fn new(element: impl Into<String>, words: &str) -> Self {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let quote = match words.char_indices().nth(Self::MOST_QUOTE) {
            Some(_) => words.chars().take(Self::MOST_QUOTE - 1).chain(['…']).collect(),
            None => words,
        };
        Self { element: element.into(), quote, from: Part::Page }
    }

    #[must_use]
    pub fn on_card(self) -> Self {
        Self { from: Part::Card, ..self }
    }
}

/// By field; where a later reading said nothing of a field, the reading before.
pub type ReadFields = BTreeMap<Field, ReadFrom>;

/// Where and when the text of a field was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadFrom {
    /// None when it was not kept.
    pub snapshot: Option<Id<marker::Snapshot>>,
    pub at: Timestamp,
    pub places: Vec<Origin>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Not seen in the reading before.
    New,
    /// Seen before with another content.
    Changed,
}

/// A practice the source no longer has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    pub external_id: String,
    pub url: String,
    pub why: GoneWhy,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoneWhy {
    /// Its page answers 404 or 410.
    Missing,
    /// No listing page names it any more.
    Unlisted,
    /// Its address leads to the page of another practice of the source, named by its external id.
    Merged { into: String },
}

/// The phrase of a reading that ended before all was read, because somebody waited for it.
pub const OUT_OF_TIME: &str = "source-note-out-of-time";

/// The phrase of a run that listed more or less than its settings expect.
pub const UNUSUAL_COUNT: &str = "source-unusual-count";

/// Something that happened, in words: a phrase `source-…` and its arguments. An argument `url` names the page concerned,
/// whether the phrase speaks of it or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub phrase: String,
    pub arguments: Vec<(String, String)>,
}

impl Note {
    #[must_use]
    pub fn new(phrase: &str) -> Self {
        Self { phrase: phrase.to_owned(), arguments: Vec::new() }
    }

    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "numbers and texts alike, by value or reference")]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.arguments.push((name.to_owned(), value.to_string()));
        self
    }
}

/// What a reading leaves for the next one to the same source. Kept as it is, given back as it is; losing it costs one
/// full reading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Known {
    /// Hash of the rules the rest was read by: other rules make every page worth reading again.
    pub rules: String,
    /// By address.
    pub pages: BTreeMap<Arc<str>, Arc<KnownPage>>,
    /// By external id.
    pub items: BTreeMap<Arc<str>, Arc<KnownItem>>,
    /// Repositories that tell what has changed, by base address and set: from when on the next reading asks.
    pub since: BTreeMap<String, String>,
    /// robots.txt by origin, `https://partner.example`.
    pub robots: BTreeMap<String, KnownRobots>,
    /// By external id: what a listing named and the reading did not come to read. The next one reads it whole, and before
    /// the rest; what failed, after the rest.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub unread: BTreeMap<String, Unread>,
}

impl Known {
    /// The same in parts of at most so many pages, which [`Known::join`] makes whole.
    pub fn parts(&self, most: usize) -> impl Iterator<Item = Self> {
        let (mut pages, mut items, mut unread) = (self.pages.iter(), self.items.iter(), self.unread.iter());
        let mut rest = Some((self.since.clone(), self.robots.clone()));
        std::iter::from_fn(move || {
            let is_first = rest.is_some();
            let (since, robots) = rest.take().unwrap_or_default();
            let part = Self {
                rules: self.rules.clone(),
                pages: pages.by_ref().take(most).map(|(url, page)| (url.clone(), page.clone())).collect(),
                items: items.by_ref().take(most).map(|(id, item)| (id.clone(), item.clone())).collect(),
                since,
                robots,
                unread: unread.by_ref().take(most).map(|(id, why)| (id.clone(), *why)).collect(),
            };
            let is_empty = part.pages.is_empty() && part.items.is_empty() && part.unread.is_empty();
            (is_first || !is_empty).then_some(part)
        })
    }

    pub fn join(&mut self, part: Self) {
        let Self { rules, pages, items, since, robots, unread } = part;
        self.rules = rules;
        self.pages.extend(pages);
        self.items.extend(items);
        self.since.extend(since);
        self.robots.extend(robots);
        self.unread.extend(unread);
    }

    /// Has texts that are the same lie in memory once: a practice is mostly named by its address, on its list, as an item and
    /// as a page.
    pub fn share_texts(&mut self) {
        let Self { pages, items, .. } = self;
        let shared = |(id, mut item): (Arc<str>, Arc<KnownItem>)| {
            let id = pages.get_key_value(&id).map_or(id, |(url, _)| Arc::clone(url));
            share(&mut Arc::make_mut(&mut item).url, Some(&id));
            (id, item)
        };
        *items = std::mem::take(items).into_iter().map(shared).collect();
        for page in pages.values_mut().filter(|page| !page.cards.is_empty()) {
            for card in &mut Arc::make_mut(page).cards {
                let known = items.get_key_value(&card.external_id).map(|(id, _)| id);
                share(&mut card.external_id, known);
                share(&mut card.url, Some(&card.external_id));
            }
        }
    }
}

fn share(text: &mut Arc<str>, other: Option<&Arc<str>>) {
    if let Some(other) = other.filter(|other| *other == text) {
        *text = Arc::clone(other);
    }
}

/// Why a practice that a listing named was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unread {
    /// So many readings in a row broke off before.
    Unreached(u32),
    /// Its page could not be read.
    Failed,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KnownPage {
    #[serde(skip_serializing_if = "Validators::is_empty")]
    pub validators: Validators,
    /// SHA-256 of the body, in hex.
    pub sha256: String,
    /// For listing pages and feeds: what they named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<Card>,
    /// For some pages read without rules: fingerprints of the pieces of their text, to tell what the site's pages repeat.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<u64>,
    /// For listing pages: the page they lead on to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// One practice as its listing names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Card {
    pub external_id: Arc<str>,
    pub url: Arc<str>,
    /// What rules `from = "card"` found, by the rule's place: `cities.1`; what a sitemap or data says of it, by its name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub texts: BTreeMap<String, String>,
}

impl Card {
    /// Where both are the same, they lie in memory once.
    #[must_use]
    pub fn new(external_id: &str, url: &str) -> Self {
        let external_id: Arc<str> = external_id.into();
        let url = if *external_id == *url { Arc::clone(&external_id) } else { url.into() };
        Self { external_id, url, texts: BTreeMap::new() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownItem {
    pub url: Arc<str>,
    pub content_hash: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownRobots {
    pub text: String,
    pub validators: Validators,
    pub fetched_at: Timestamp,
}

/// What a server gave to recognise a page again (RFC 9110, 8.8).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Validators {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

impl Validators {
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_are_the_same_are_shared_and_nothing_else_changes() {
        let (list, practice) = ("https://a.example/", "https://a.example/1");
        let cards = vec![Card::new(practice, practice), Card::new("2", "https://a.example/2")];
        let item = KnownItem { url: practice.into(), content_hash: "x".to_owned() };
        let mut known = Known {
            pages: [
                (list.into(), KnownPage { cards, ..KnownPage::default() }.into()),
                (practice.into(), KnownPage::default().into()),
            ]
            .into(),
            items: [(practice.into(), item.into())].into(),
            ..Known::default()
        };
        let before = known.clone();
        known.share_texts();
        assert_eq!(known, before);
        let (name, item) = known.items.get_key_value(practice).unwrap();
        let (page, _) = known.pages.get_key_value(practice).unwrap();
        let card = &known.pages[list].cards[0];
        assert!([page, &item.url, &card.external_id, &card.url].into_iter().all(|text| Arc::ptr_eq(text, name)));
    }
}
