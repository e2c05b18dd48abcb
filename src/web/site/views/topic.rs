//! The topics, each with its number of practices.

use askama::Template;
use i18n_embed_fl::fl;

use super::Page;
use crate::web::assets;

#[derive(Template)]
#[template(path = "site/topics.html")]
pub struct TopicsPage {
    pub page: Page,
    pub topics: Vec<TopicEntry>,
    /// Where topics, countries and years are set against each other.
    pub coverage: String,
}

#[derive(Clone, Debug)]
pub struct TopicEntry {
    pub name: String,
    /// What it is about, in a sentence; may be empty.
    pub about: String,
    pub href: String,
    pub practices: usize,
}
