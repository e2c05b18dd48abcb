//! All about one topic or one country: what it is, where and when it was done, and its practices.

use askama::Template;
use i18n_embed_fl::fl;

use super::{
    Drawing, Link, Page,
    list::{Paging, Row},
};
use crate::web::assets;

#[derive(Template)]
#[template(path = "site/subject.html")]
pub struct SubjectPage {
    pub page: Page,
    /// All topics, all countries.
    pub back: Link,
    pub name: String,
    /// `41 practices from 22 cities in 12 countries`.
    pub summary: String,
    /// May be empty.
    pub introduction: String,
    /// Of its first cities, as many as the band holds.
    pub mosaics: Vec<Drawing>,
    pub total: usize,
    /// The same practices with search and filter.
    pub explore: String,
    pub groups: Vec<Group>,
    pub rows: Vec<Row>,
    pub paging: Paging,
}

/// What the practices have in common, each with their number.
#[derive(Clone, Debug)]
pub struct Group {
    pub heading: String,
    /// Those after `unfolded` wait behind "Show all".
    pub entries: Vec<Counted>,
    pub unfolded: usize,
}

/// A name that leads to so many practices.
#[derive(Clone, Debug)]
pub struct Counted {
    pub name: String,
    pub href: String,
    pub practices: usize,
}

impl Group {
    #[must_use]
    pub fn first(&self) -> &[Counted] {
        &self.entries[..self.unfolded.min(self.entries.len())]
    }

    #[must_use]
    pub fn rest(&self) -> &[Counted] {
        &self.entries[self.unfolded.min(self.entries.len())..]
    }
}
