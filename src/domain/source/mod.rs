//! A partner source: where its pages are, how often they are read, and by which rules.
//! Settings are kept in the database and move as TOML; everything wrong with them is said at once, each fault at its place.

mod address;
mod check;
mod kinds;
mod pointed;
mod schedule;
mod settings_file;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use address::{AddressFault, WebAddress, is_host_name};
pub(crate) use check::compile as compile_pattern;
pub use kinds::{CkanRules, JsonLdRules, JsonPaging, JsonRules, OaiRules, SitemapRules, SourceKind};
pub use pointed::{Take, Target};
pub use schedule::Every;

use super::{Field, LanguageTag, same_page};

/// How one partner source is read. Valid when [`SourceSettings::faults`] is empty and the rules' selectors are CSS, which
/// `harvest::check` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceSettings {
    pub name: String,
    /// The language of the texts where the pages do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageTag>,
    /// Listing pages, feeds, or what else the kind says.
    pub addresses: Vec<String>,
    pub every: Every,
    /// Who at the partner's is to be asked: a mail address or a page.
    pub contact: String,
    /// Further hosts pages may lie on, `docs.partner.example` or `*.partner.example`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<String>,
    #[serde(default)]
    pub limits: Limits,
    #[serde(flatten)]
    pub kind: SourceKind,
    /// Per field the rules that find it, tried in order; the first that gives a text wins. Pages without any are read
    /// automatically; in a feed they read the entry's own text, in data its places, and come before what the feed or data
    /// states.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<Field, Vec<FieldRule>>,
    /// Rules that find when the page was published (RFC 3339, or a date `2024-05-31`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub published: Vec<FieldRule>,
}

/// How a listing page names the pages of single practices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListingRules {
    /// CSS selector of the box around one practice; rules `from = "card"` read inside it. Without it the page is one box.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
    /// CSS selector of the link to the practice's page, inside the card.
    pub link: String,
    /// None: the listing is one page.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub pagination: Option<Pagination>,
}

/// How a listing goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pagination {
    /// CSS selector of the link to the next listing page.
    Next(String),
    /// An address with `{page}` in it, counted up from `first` (the page after the listing address) until a page brings nothing new.
    Numbered { address: String, first: u32 },
}

/// One way to find a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum FieldRule {
    /// The text, or an attribute, of the elements a CSS selector finds; of that, what a pattern captures.
    Select {
        select: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attribute: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pattern: Option<String>,
        #[serde(default, skip_serializing_if = "Part::is_page")]
        from: Part,
    },
    /// What a pattern captures in the text of the whole page or card: its first group, or all of it.
    Pattern {
        pattern: String,
        #[serde(default, skip_serializing_if = "Part::is_page")]
        from: Part,
    },
    /// A text at a place in a practice's data: a JSON Pointer (RFC 6901) or JSON path (RFC 9535); of that, what a pattern
    /// captures.
    Path {
        path: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pattern: Option<String>,
    },
    /// Always the same.
    Constant { constant: String },
}

/// Where a rule looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The practice's own page.
    #[default]
    Page,
    /// Its card on the listing page.
    Card,
}

impl Part {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    fn is_page(&self) -> bool {
        *self == Self::Page
    }
}

/// How much one run may take from the partner, and what it is expected to find.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Listing pages in one run.
    pub pages: u32,
    /// Practices in one run.
    pub items: u32,
    /// Seconds between two requests to one host.
    pub delay: u32,
    /// How many practices a run usually lists; a run outside is held for an editor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Expected>,
}

impl Limits {
    pub const MOST_PAGES: u32 = 500;
    pub const MOST_ITEMS: u32 = 100_000;
    pub const LONGEST_DELAY: u32 = 600;
}

impl Default for Limits {
    fn default() -> Self {
        Self { pages: 50, items: 200, delay: 5, expected: None }
    }
}

/// A range of counts, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    pub least: u32,
    pub most: u32,
}

impl SourceSettings {
    /// Whether these read what others read: an address in common, whatever its form, and not another part of what lies
    /// there.
    #[must_use]
    pub fn reads_the_same(&self, other: &Self) -> bool {
        let is_other_part = match (&self.kind, &other.kind) {
            (SourceKind::Oai { oai }, SourceKind::Oai { oai: others }) => oai != others,
            (SourceKind::Ckan { ckan }, SourceKind::Ckan { ckan: others }) => ckan != others,
            (SourceKind::Import, _) | (_, SourceKind::Import) => true,
            _ => false,
        };
        let is_there =
            |address: &String| other.addresses.iter().any(|other| same_page::is_same(address.trim(), other.trim()));
        !is_other_part && self.addresses.iter().any(is_there)
    }

    /// Where readers find a practice: a row of a list may have no page of its own, and then the list's stands for it.
    #[must_use]
    pub fn page_of(&self, own: String) -> String {
        let is_listed = own.is_empty() && self.kind == SourceKind::Import;
        if is_listed { self.addresses.first().cloned().unwrap_or_default() } else { own }
    }

    /// Whether pages are read as by other settings: by the same rules, from the same addresses.
    #[must_use]
    pub fn reads_as(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.fields == other.fields
            && self.published == other.published
            && self.language == other.language
            && self.addresses == other.addresses
    }

    /// Settings of a feed that need nothing but its address.
    #[must_use]
    pub fn of_feed(name: &str, address: &str, contact: &str) -> Self {
        Self::of_kind(SourceKind::Feed, name, address, contact)
    }

    /// Settings of a kind at one address, with nothing else said.
    #[must_use]
    pub fn of_kind(kind: SourceKind, name: &str, address: &str, contact: &str) -> Self {
        Self {
            name: name.to_owned(),
            language: None,
            addresses: vec![address.to_owned()],
            every: Every::default(),
            contact: contact.to_owned(),
            hosts: Vec::new(),
            limits: Limits::default(),
            kind,
            fields: BTreeMap::new(),
            published: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_known_by_its_addresses_whatever_their_form() {
        let feed = SourceSettings::of_feed("a", "https://partner.example/list", "x");
        let pages = SourceKind::Pages { listing: ListingRules::default() };
        let again = SourceSettings::of_kind(pages, "b", "http://www.partner.example/list/?utm_source=mail", "y");
        assert!(feed.reads_the_same(&again));
        assert!(!feed.reads_the_same(&SourceSettings::of_feed("a", "https://partner.example/other", "x")));
        let set = |set: &str| {
            let oai = OaiRules { set: Some(set.to_owned()) };
            SourceSettings::of_kind(SourceKind::Oai { oai }, "r", "https://r.example/oai", "x")
        };
        assert!(set("a").reads_the_same(&set("a")));
        assert!(!set("a").reads_the_same(&set("b")), "two parts of one repository are two sources");
    }
}
