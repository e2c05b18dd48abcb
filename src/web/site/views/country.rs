//! The countries, each with its cities and practices in numbers.

use askama::Template;
use i18n_embed_fl::fl;

use super::Page;
use crate::web::assets;

#[derive(Template)]
#[template(path = "site/countries.html")]
pub struct CountriesPage {
    pub page: Page,
    /// In the order of the page's language.
    pub countries: Vec<CountryEntry>,
    /// Where topics, countries and years are set against each other.
    pub coverage: String,
}

#[derive(Clone, Debug)]
pub struct CountryEntry {
    pub name: String,
    pub href: String,
    /// Its cities with practices.
    pub cities: usize,
    pub practices: usize,
}
