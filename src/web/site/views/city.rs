//! Cities: one, and all by country.

use askama::Template;
use i18n_embed_fl::fl;

use super::{
    Drawing, Page, TextLanguage,
    list::{Paging, Row},
    map::Map,
};
use crate::web::assets;

#[derive(Template)]
#[template(path = "site/city.html")]
pub struct CityPage {
    pub page: Page,
    pub name: String,
    pub own_name: Option<OwnName>,
    pub country: String,
    pub country_href: String,
    pub mosaic: Drawing,
    pub total: usize,
    pub rows: Vec<Row>,
    pub paging: Paging,
}

/// A city's name in its own script, where it differs.
#[derive(Clone, Debug)]
pub struct OwnName {
    pub name: String,
    pub language: TextLanguage,
}

#[derive(Template)]
#[template(path = "site/cities.html")]
pub struct CitiesPage {
    pub page: Page,
    /// Cities in the list.
    pub total: usize,
    /// In the order of the page's language.
    pub countries: Vec<CountryGroup>,
    /// None while no city says where it lies.
    pub map: Option<Map>,
    /// The page of all countries.
    pub all_countries: String,
    /// Where topics, countries and years are set against each other.
    pub coverage: String,
}

#[derive(Clone, Debug)]
pub struct CountryGroup {
    /// ISO 3166-1 code, for the address of the heading.
    pub code: String,
    pub name: String,
    pub href: String,
    pub cities: Vec<CityEntry>,
}

#[derive(Clone, Debug)]
pub struct CityEntry {
    pub name: String,
    pub own_name: Option<OwnName>,
    pub href: String,
    pub practices: usize,
}
