//! Collections: practices chosen by editors, with an introduction.

use askama::Template;
use i18n_embed_fl::fl;

use super::{Drawing, Link, Page, TextLanguage, list::Row};
use crate::{domain::clean_text::SafeHtml, web::assets};

#[derive(Template)]
#[template(path = "site/collections.html")]
pub struct CollectionsPage {
    pub page: Page,
    pub collections: Vec<CollectionEntry>,
}

#[derive(Clone, Debug)]
pub struct CollectionEntry {
    pub title: String,
    pub language: TextLanguage,
    pub href: String,
    pub introduction: String,
    pub introduction_language: TextLanguage,
    pub practices: usize,
    /// Of its first practice.
    pub mosaic: Drawing,
}

#[derive(Template)]
#[template(path = "site/collection.html")]
pub struct CollectionPage {
    pub page: Page,
    pub title: String,
    pub introduction: SafeHtml,
    /// Of the title.
    pub language: TextLanguage,
    pub introduction_language: TextLanguage,
    /// Up to nine of its cities.
    pub mosaics: Vec<Drawing>,
    /// The file of all of them, where there is one.
    pub pdf: Option<Link>,
    pub total: usize,
    pub groups: Vec<Group>,
}

/// Practices under one of the editors' subheads; a first group may go without.
#[derive(Clone, Debug)]
pub struct Group {
    /// With the language it is in.
    pub heading: Option<(String, TextLanguage)>,
    pub rows: Vec<Row>,
}
