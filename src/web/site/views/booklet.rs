//! Where a reader picks the practices of a booklet.

use askama::Template;
use i18n_embed_fl::fl;

use super::{Link, Page, TextLanguage};
use crate::web::assets;

#[derive(Template)]
#[template(path = "site/booklet.html")]
pub struct BookletPage {
    pub page: Page,
    /// Proposed.
    pub title: String,
    pub action: String,
    /// The booklet of all of them, `PDF, 4 pages, 180 KB`, where it was made before.
    pub made: Option<Link>,
    /// The list the practices come from.
    pub back: Link,
    pub picks: Vec<Pick>,
    /// Practices a booklet holds.
    pub most: usize,
    /// Practices of the list past those.
    pub left_out: usize,
}

#[derive(Clone, Debug)]
pub struct Pick {
    pub slug: String,
    pub title: String,
    pub language: TextLanguage,
    pub cities: String,
}
