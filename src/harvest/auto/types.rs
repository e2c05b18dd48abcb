//! What the automatic reading gives.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use time::Date;
use url::Url;

use super::Instead;
use crate::domain::{
    CityRef, CleanText, Country, Field, Gazetteer, LanguageTag, Timestamp,
    candidate::{Origin, PictureAtSource},
};

/// What is known about a page before it is read. All of it may be missing.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// The language of the source's texts, where the page says nothing.
    pub language: Option<LanguageTag>,
    /// The network's cities: a name among them is a city wherever it stands alone.
    pub cities: Option<Arc<Gazetteer>>,
    /// When the page was fetched: no date of publication lies after it.
    pub fetched_at: Option<Timestamp>,
}

/// What was found on a page. A field that is `None` or empty was not found; nothing is guessed without a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AutoPage {
    pub title: Option<Traced<String>>,
    /// One or two sentences that the page gives as its own description.
    pub summary: Option<Traced<CleanText>>,
    /// The main text, headings in it; the record's parts are also in [`AutoPage::parts`].
    pub text: Option<Traced<CleanText>>,
    /// Which reader gave the text.
    pub extractor: Option<Extractor>,
    /// What the other readers made of it, the most likely first: for an editor to pick from.
    pub alternatives: Vec<Alternative>,
    /// What the page says its address is, where that is on its own host.
    pub canonical: Option<Url>,
    pub language: Option<Traced<LanguageTag>>,
    /// The day it was first published.
    pub published: Option<Traced<Date>>,
    /// The body that answers for what the page tells; never a person.
    pub author_body: Option<Traced<String>>,
    /// Those of its main part.
    pub pictures: Vec<PictureAtSource>,
    /// Documents and pages the main text leads to.
    pub links: Vec<LinkFound>,
    /// The record's parts, by the headings and labels of the page.
    pub parts: BTreeMap<Field, Traced<CleanText>>,
    /// The words of what stands under headings and labels of contacts: whichever reader gave them without these, they are no
    /// part of a text.
    pub contacts: Vec<String>,
    pub cities: Vec<Traced<CityRef>>,
    /// The country of the practice, also where no city is known.
    pub country: Option<Traced<Country>>,
    /// The practice's years as the page writes them, for [`crate::domain::Period::read`].
    pub period: Option<Traced<String>>,
    /// A city that is named without its country, and the countries that have one of that name.
    pub unsure: Option<(String, BTreeSet<Country>)>,
    /// Part of what was read is hidden on the page.
    pub hidden: bool,
    /// There was more than a field can hold.
    pub cut: bool,
    /// What the page is instead of a practice.
    pub instead: Option<Instead>,
}

/// A value and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced<T> {
    pub value: T,
    pub origin: Origin,
}

/// Who found the main text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extractor {
    /// The page's own data: `articleBody` of schema.org, as JSON-LD or microdata.
    Stated,
    /// The crate `trafilatura`.
    Trafilatura,
    /// The crate `rs-trafilatura`.
    RsTrafilatura,
    /// The crate `dom_smoothie`, a port of Readability.
    Readability,
    /// The page's pieces, each judged by itself.
    Pieces,
    /// Everything on the page but its navigation.
    WholePage,
}

impl Extractor {
    /// Stands in what is stored and shown.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Trafilatura => "trafilatura",
            Self::RsTrafilatura => "rs-trafilatura",
            Self::Readability => "readability",
            Self::Pieces => "pieces",
            Self::WholePage => "whole-page",
        }
    }
}

/// Another reader's main text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    pub extractor: Extractor,
    pub text: CleanText,
}

/// A link out of the page's main part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkFound {
    /// Absolute.
    pub url: String,
    pub title: String,
    /// A file (PDF, DOCX, …), not a page.
    pub is_document: bool,
    pub element: String,
}
