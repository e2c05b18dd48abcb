//! Lists of practices: the rows and the way to the next page.

use super::{Drawing, Link, TextLanguage};
use crate::{
    domain::{Lang, LanguageTag},
    search::{Marking, Runs},
};

/// A practice in a list. Its title is the one link to it.
#[derive(Clone, Debug)]
pub struct Row {
    pub href: String,
    pub title: String,
    /// Of title and summary.
    pub language: TextLanguage,
    /// The cities' names, joined as the page's language joins them.
    pub cities: String,
    pub country: String,
    /// As shown: `2016`, `Since 2014`.
    pub period: String,
    /// The statement, or the summary where there is none.
    pub summary: String,
    /// In place of the summary: what was found.
    pub passage: Option<Told>,
    pub topics: Vec<Link>,
    /// Of its first city, else of the practice.
    pub mosaic: Drawing,
    /// What was asked for, marked wherever the row says it.
    pub asked: Marking,
}

/// A passage in runs of text, of which some are what was asked for.
#[derive(Clone, Debug)]
pub struct Told {
    pub runs: Runs,
    pub language: TextLanguage,
}

impl Row {
    /// A text of the practice in the row's language.
    #[must_use]
    pub fn own(&self, text: &str) -> Runs {
        self.marked(text, &self.language.tag)
    }

    /// A name in the page's language.
    #[must_use]
    pub fn name(&self, name: &str, lang: &Lang) -> Runs {
        self.marked(name, lang.tag())
    }

    fn marked(&self, text: &str, tag: &str) -> Runs {
        let language = if self.asked.is_empty() { None } else { LanguageTag::parse(tag).ok() };
        self.asked.runs(text, language.as_ref())
    }
}

/// Where a page stands in a list of several. Counted from 1.
#[derive(Clone, Debug, Default)]
pub struct Paging {
    pub number: usize,
    pub of: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
}
