//! Cities and countries.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Id, Lang};

/// ISO 3166-1 alpha-2 code, upper case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

impl Country {
    /// # Errors
    /// When the code is not officially assigned.
    pub fn parse(_code: &str) -> Result<Self, NotACountry> {
        Err(NotACountry)
    }

    /// By code or by its name in any language the list knows; case and accents do not matter.
    #[must_use]
    pub fn find(_words: &str) -> Option<Self> {
        None
    }

    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("two ASCII letters")
    }
}

impl TryFrom<String> for Country {
    type Error = NotACountry;

    fn try_from(code: String) -> Result<Self, NotACountry> {
        Self::parse(&code)
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.code().to_owned()
    }
}

#[derive(Debug, thiserror::Error)]
#[error("no country of ISO 3166-1")]
pub struct NotACountry;

/// A city of the network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct City {
    pub id: Id<City>,
    /// In addresses: `reggio-emilia`.
    pub slug: String,
    pub name: String,
    /// The name in a language of the interface where it differs, and in the city's own script under its own tag.
    pub names: BTreeMap<String, String>,
    /// Other spellings, for finding it.
    pub aliases: Vec<String>,
    pub country: Country,
    /// The language its letters are written in.
    pub language: Lang,
}

/// A city as a record names it: known to the network, or only by the words found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CityRef {
    pub id: Option<Id<City>>,
    pub name: String,
    pub country: Option<Country>,
}

/// The network's cities, to be found by any spelling.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {}

impl Gazetteer {
    #[must_use]
    pub fn new(_cities: Vec<City>) -> Self {
        Self {}
    }

    /// A city by `Name` or `Name, Country`: case, accents, aliases and other scripts do not matter; a name borne by cities
    /// in two countries needs the country.
    #[must_use]
    pub fn find(&self, _words: &str) -> Option<&City> {
        None
    }

    #[must_use]
    pub fn get(&self, _id: Id<City>) -> Option<&City> {
        None
    }

    pub fn cities(&self) -> impl Iterator<Item = &City> {
        std::iter::empty()
    }
}
