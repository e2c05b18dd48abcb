//! Pages of nothing but text, and the page of the template for collecting practices.

use askama::Template;
use i18n_embed_fl::fl;

use super::{Link, Page, TextLanguage};
use crate::{domain::clean_text::SafeHtml, web::assets};

/// About, accessibility, privacy, how practices are chosen.
#[derive(Template)]
#[template(path = "site/plain.html")]
pub struct PlainPage {
    pub page: Page,
    pub title: String,
    pub lede: String,
    pub body: SafeHtml,
    pub language: TextLanguage,
}

#[derive(Template)]
#[template(path = "site/template.html")]
pub struct TemplatePage {
    pub page: Page,
    pub title: String,
    pub introduction: SafeHtml,
    pub language: TextLanguage,
    /// The documents to fill in: `DOCX (Word), version of 12 May 2026`.
    pub files: Vec<Link>,
}
