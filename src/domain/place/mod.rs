//! Cities and countries.
//! Must not know where the network's cities are kept: a `Gazetteer` is made from a list.

mod country;
mod gazetteer;
mod position;
mod world;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::{
    country::{Country, NotACountry},
    gazetteer::Gazetteer,
    position::{NotOnTheGlobe, Position},
    world::{Meant, WorldCity},
};
use super::{Id, Lang};

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
    /// None while nobody said it: such a city is on every list and not on the map.
    #[serde(default)]
    pub position: Option<Position>,
    /// The language its letters are written in.
    pub language: Lang,
}

impl City {
    /// The name in a language of the interface.
    #[must_use]
    pub fn name_in(&self, lang: Lang) -> &str {
        self.names.get(lang.tag()).unwrap_or(&self.name)
    }
}

/// A city as a record names it: known to the network, or only by the words found. A practice of a whole country has the
/// country alone and an empty name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CityRef {
    pub id: Option<Id<City>>,
    pub name: String,
    pub country: Option<Country>,
}

impl CityRef {
    /// Reads `Name`, `Name, Country`, `Name (Country)` or `Country` against the network's cities; what they do not know
    /// keeps its words. None when there are no words.
    #[must_use]
    pub fn read(words: &str, gazetteer: &Gazetteer) -> Option<Self> {
        if let Some(city) = gazetteer.find(words) {
            return Some(Self::of(city));
        }
        if let Some(country) = Country::find(gazetteer::trimmed(words)) {
            return Some(Self { id: None, name: String::new(), country: Some(country) });
        }
        let (name, country) = gazetteer::name_and_country(words);
        (!name.is_empty() || country.is_some()).then_some(Self { id: None, name, country })
    }

    #[must_use]
    pub fn of(city: &City) -> Self {
        Self { id: Some(city.id), name: city.name.clone(), country: Some(city.country) }
    }

    /// The text form that [`CityRef::read`] reads again: `Name, Country` with the country's English name.
    #[must_use]
    pub fn words(&self) -> String {
        match (self.name.as_str(), self.country) {
            (name, None) => name.to_owned(),
            ("", Some(country)) => country.name(Lang::En).to_owned(),
            (name, Some(country)) => format!("{name}, {}", country.name(Lang::En)),
        }
    }
}
