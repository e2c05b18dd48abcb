//! What can be reused, and how.

use askama::Template;
use i18n_embed_fl::fl;

use super::{Link, Page};
use crate::web::assets;

#[derive(Template)]
#[template(path = "site/data.html")]
pub struct DataPage {
    pub page: Page,
    pub lede: String,
    pub offers: Vec<Offer>,
    /// Of what cities sent.
    pub licence: Link,
}

/// One way to have the practices.
#[derive(Clone, Debug)]
pub struct Offer {
    pub title: String,
    pub about: String,
    pub links: Vec<Link>,
}
