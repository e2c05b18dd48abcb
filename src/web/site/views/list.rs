//! Lists of practices: the rows and the way to the next page.

use super::{Drawing, Link, TextLanguage};

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
    /// In place of the summary: what was found, in runs of text of which some are the words asked for.
    pub passage: Vec<(String, bool)>,
    pub topics: Vec<Link>,
    /// Of its first city, else of the practice.
    pub mosaic: Drawing,
}

/// Where a page stands in a list of several. Counted from 1.
#[derive(Clone, Debug, Default)]
pub struct Paging {
    pub number: usize,
    pub of: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
}
