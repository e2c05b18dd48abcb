//! The kinds of source, ready to run: what their settings say, compiled, every fault at its place.

use regex::Regex;
use scraper::Selector;
use url::Url;

use super::{data::Path, rules::selector};
use crate::domain::{
    FieldErrors,
    source::{JsonPaging, JsonRules, ListingRules, Pagination, SitemapRules, SourceKind, compile_pattern},
};

pub(super) enum Kind {
    Pages(Listing),
    Feed,
    Sitemap(Filter),
    Oai { set: Option<String> },
    Json(Places),
    JsonLd { types: Vec<String> },
    Ckan { query: Option<String>, filter: Option<String> },
}

pub(super) struct Listing {
    pub(super) card: Option<Selector>,
    pub(super) link: Selector,
    pub(super) next: Next,
}

pub(super) enum Next {
    None,
    Link(Selector),
    /// Address with `{page}`, first number.
    Numbered(String, u32),
}

/// Which addresses of a sitemap are practices.
pub(super) struct Filter {
    include: Option<Regex>,
    exclude: Option<Regex>,
}

/// Where practices stand in an answer.
pub(super) struct Places {
    pub(super) items: Path,
    pub(super) id: Option<Path>,
    pub(super) link: Option<Path>,
    pub(super) paging: Paging,
}

pub(super) enum Paging {
    None,
    Next(Path),
    Cursor(Path, String),
    Numbered(String, u32),
}

impl Kind {
    /// None where the errors say why.
    pub(super) fn compile(kind: &SourceKind, errors: &mut FieldErrors) -> Option<Self> {
        match kind {
            SourceKind::Pages { listing } => compile_listing(listing, errors).map(Self::Pages),
            SourceKind::Feed => Some(Self::Feed),
            SourceKind::Sitemap { sitemap } => Filter::compile(sitemap).map(Self::Sitemap),
            SourceKind::Oai { oai } => Some(Self::Oai { set: oai.set.clone() }),
            SourceKind::Json { json } => Places::compile(json, errors).map(Self::Json),
            SourceKind::JsonLd { json_ld } => Some(Self::JsonLd { types: json_ld.types.clone() }),
            SourceKind::Import => None,
            SourceKind::Ckan { ckan } => Some(Self::Ckan { query: ckan.query.clone(), filter: ckan.filter.clone() }),
        }
    }

    /// What to ask servers for (RFC 9110, 12.5.1).
    pub(super) const fn accept(&self) -> &'static str {
        match self {
            Self::Pages(_) | Self::Feed => {
                "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.1"
            }
            Self::Sitemap(_) => "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.5,*/*;q=0.1",
            Self::Oai { .. } => "text/xml,application/xml;q=0.9,*/*;q=0.1",
            Self::JsonLd { .. } => "application/ld+json,text/html;q=0.9,application/json;q=0.8,*/*;q=0.1",
            Self::Json(_) | Self::Ckan { .. } => "application/json,application/*;q=0.5,*/*;q=0.1",
        }
    }

    /// Whether files may come packed in themselves, as `sitemap.xml.gz` does.
    pub(super) const fn may_be_packed(&self) -> bool {
        matches!(self, Self::Sitemap(_))
    }

    /// The address of the listing page or answer that follows `number` others, where they are numbered.
    pub(super) fn numbered(&self, number: u32) -> Option<Url> {
        let (Self::Pages(Listing { next: Next::Numbered(address, first), .. })
        | Self::Json(Places { paging: Paging::Numbered(address, first), .. })) = self
        else {
            return None;
        };
        Url::parse(&address.replace("{page}", &first.saturating_add(number).to_string())).ok()
    }

    pub(super) const fn is_numbered(&self) -> bool {
        matches!(
            self,
            Self::Pages(Listing { next: Next::Numbered(..), .. })
                | Self::Json(Places { paging: Paging::Numbered(..), .. })
        )
    }
}

fn compile_listing(rules: &ListingRules, errors: &mut FieldErrors) -> Option<Listing> {
    let card = rules.card.as_ref().map(|card| selector("listing.card", card, errors));
    let link = selector("listing.link", &rules.link, errors);
    let next = match &rules.pagination {
        None => Some(Next::None),
        Some(Pagination::Next(next)) => selector("listing.next", next, errors).map(Next::Link),
        Some(Pagination::Numbered { address, first }) => Some(Next::Numbered(address.clone(), *first)),
    };
    link.zip(next).map(|(link, next)| Listing { card: card.flatten(), link, next })
}

impl Filter {
    fn compile(rules: &SitemapRules) -> Option<Self> {
        // A pattern that does not compile is already among the faults of the settings.
        let compile =
            |pattern: &Option<String>| pattern.as_ref().map(|pattern| compile_pattern(pattern)).transpose().ok();
        Some(Self { include: compile(&rules.include)?, exclude: compile(&rules.exclude)? })
    }

    pub(super) fn takes(&self, url: &Url) -> bool {
        self.include.as_ref().is_none_or(|include| include.is_match(url.as_str()))
            && !self.exclude.as_ref().is_some_and(|exclude| exclude.is_match(url.as_str()))
    }
}

impl Places {
    fn compile(rules: &JsonRules, errors: &mut FieldErrors) -> Option<Self> {
        let items = path("json.items", &rules.items, errors);
        let mut optional = |place: &str, text: &Option<String>| match text {
            None => Some(None),
            Some(text) => path(place, text, errors).map(Some),
        };
        let (id, link) = (optional("json.id", &rules.id), optional("json.link", &rules.link));
        let paging = match &rules.paging {
            None => Some(Paging::None),
            Some(JsonPaging::Next(text)) => path("json.next", text, errors).map(Paging::Next),
            Some(JsonPaging::Cursor { path: text, parameter }) => {
                path("json.cursor.path", text, errors).map(|path| Paging::Cursor(path, parameter.clone()))
            }
            Some(JsonPaging::Numbered { address, first }) => Some(Paging::Numbered(address.clone(), *first)),
        };
        Some(Self { items: items?, id: id?, link: link?, paging: paging? })
    }
}

/// A place in data; what is wrong with it is told at its place.
pub(super) fn path(place: &str, text: &str, errors: &mut FieldErrors) -> Option<Path> {
    match Path::parse(text) {
        Ok(path) => Some(path),
        Err(fault) => {
            if errors.at(place).is_none() {
                errors.add_with(place, "error-source-path", &[("fault", fault)]);
            }
            None
        }
    }
}
