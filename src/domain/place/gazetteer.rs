//! Finding a city of the network by the words people write for it.

use std::collections::HashMap;

use super::{City, Country};
use crate::domain::{Id, fold::name_key};

/// The network's cities, to be found by any spelling.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    cities: Vec<City>,
    by_id: HashMap<Id<City>, usize>,
    by_slug: HashMap<String, usize>,
    /// Keys of [`City::name`]: they win over other spellings, so that Bergen is Bergen and not Mons.
    by_name: HashMap<String, Vec<usize>>,
    by_spelling: HashMap<String, Vec<usize>>,
}

impl Gazetteer {
    #[must_use]
    pub fn new(cities: Vec<City>) -> Self {
        let mut gazetteer = Self { cities, ..Self::default() };
        for (at, city) in gazetteer.cities.iter().enumerate() {
            gazetteer.by_id.insert(city.id, at);
            gazetteer.by_slug.insert(city.slug.clone(), at);
            note(&mut gazetteer.by_name, &city.name, at);
            for spelling in city.names.values().chain(&city.aliases) {
                note(&mut gazetteer.by_spelling, spelling, at);
            }
        }
        gazetteer
    }

    /// A city by `Name`, `Name, Country` or `Name (Country)`: case, accents, aliases and other scripts do not matter; a
    /// name borne by cities in two countries needs the country.
    #[must_use]
    pub fn find(&self, words: &str) -> Option<&City> {
        let whole = self.named(&name_key(words), None);
        if whole.is_some() {
            return whole;
        }
        let (name, country) = name_and_country(words);
        let country = country?;
        // "Reggio Emilia, Emilia-Romagna, Italy": the part before the region is tried too.
        let first = name.split(',').next().unwrap_or_default();
        [&name, first].iter().find_map(|name| self.named(&name_key(name), Some(country)))
    }

    #[must_use]
    pub fn get(&self, id: Id<City>) -> Option<&City> {
        self.by_id.get(&id).and_then(|at| self.cities.get(*at))
    }

    #[must_use]
    pub fn by_slug(&self, slug: &str) -> Option<&City> {
        self.by_slug.get(slug).and_then(|at| self.cities.get(*at))
    }

    pub fn cities(&self) -> impl Iterator<Item = &City> {
        self.cities.iter()
    }

    fn named(&self, key: &str, country: Option<Country>) -> Option<&City> {
        [&self.by_name, &self.by_spelling].into_iter().find_map(|index| {
            let bearers = index.get(key)?;
            let mut bearers = bearers
                .iter()
                .filter_map(|at| self.cities.get(*at))
                .filter(|city| country.is_none_or(|country| city.country == country));
            let city = bearers.next()?;
            bearers.next().is_none().then_some(city)
        })
    }
}

fn note(index: &mut HashMap<String, Vec<usize>>, spelling: &str, at: usize) {
    let key = name_key(spelling);
    if key.is_empty() {
        return;
    }
    let bearers = index.entry(key).or_default();
    if bearers.last() != Some(&at) {
        bearers.push(at);
    }
}

/// Takes `Name, Country` and `Name (Country)` apart; without a country at the end all words are the name.
pub(super) fn name_and_country(words: &str) -> (String, Option<Country>) {
    let words = trimmed(words);
    let with_country = |parts: (&str, &str)| Some((trimmed(parts.0).to_owned(), Some(Country::find(parts.1)?)));
    // The comma first: a country may have brackets in its name, "Myanmar (Burma)".
    let after_comma = words.rsplit_once(',').and_then(with_country);
    let in_brackets = || words.strip_suffix(')').and_then(|open| open.rsplit_once('(')).and_then(with_country);
    after_comma.or_else(in_brackets).unwrap_or_else(|| (words.to_owned(), None))
}

/// Without the marks that lists leave around a name.
pub(super) fn trimmed(words: &str) -> &str {
    words.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '-' | '–' | '•' | '*'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::{CityRef, Lang};

    fn a_city(name: &str, country: &str, names: &[(&str, &str)], aliases: &[&str]) -> City {
        City {
            id: Id::new(),
            slug: name_key(name).replace(' ', "-"),
            name: name.to_owned(),
            names: names.iter().map(|(tag, name)| ((*tag).to_owned(), (*name).to_owned())).collect::<BTreeMap<_, _>>(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            country: Country::parse(country).unwrap(),
            position: None,
            language: Lang::En,
        }
    }

    fn the_network() -> Gazetteer {
        Gazetteer::new(vec![
            a_city("Reggio Emilia", "IT", &[("fr", "Reggio d’Émilie")], &["Reggio nell’Emilia"]),
            a_city("London-Lewisham", "GB", &[], &["Lewisham", "London Borough of Lewisham"]),
            a_city("Vinnytsia", "UA", &[("uk", "Вінниця")], &["Vinnitsya", "Vinnitsa"]),
            a_city("Patras", "GR", &[("el", "Πάτρα")], &[]),
            a_city("Hamilton", "CA", &[], &[]),
            a_city("Hamilton", "NZ", &[], &["Kirikiriroa"]),
            a_city("Bergen", "NO", &[], &[]),
            a_city("Mons", "BE", &[("nl", "Bergen")], &[]),
            a_city("Donostia-San Sebastian", "ES", &[], &["San Sebastián"]),
        ])
    }

    #[test]
    fn a_city_is_found_by_any_spelling() {
        let network = the_network();
        for (words, slug) in [
            ("Reggio Emilia, Italy", "reggio-emilia"),
            ("REGGIO EMILIA (Italie)", "reggio-emilia"),
            ("Reggio Emilia, Emilia-Romagna, Italy", "reggio-emilia"),
            ("reggio d'emilie", "reggio-emilia"),
            ("London-Lewisham", "london-lewisham"),
            ("London Lewisham, UK", "london-lewisham"),
            ("Vinnitsya", "vinnytsia"),
            ("Vinnytsia, Ukraine", "vinnytsia"),
            ("ВІННИЦЯ", "vinnytsia"),
            ("πατρα", "patras"),
            ("Donostia/San Sebastián", "donostia-san-sebastian"),
            ("Bergen", "bergen"),
            ("Bergen, Belgium", "mons"),
        ] {
            assert_eq!(network.find(words).map(|city| city.slug.as_str()), Some(slug), "{words}");
        }
    }

    #[test]
    fn a_name_of_two_cities_needs_its_country() {
        let network = the_network();
        assert!(network.find("Hamilton").is_none());
        assert_eq!(network.find("Hamilton, New Zealand").unwrap().country.code(), "NZ");
        assert!(network.find("Hamilton, Scotland").is_none());
        assert!(network.find("Patras, Italy").is_none());
        assert!(network.find("").is_none());
    }

    #[test]
    fn unknown_cities_keep_their_words() {
        let network = the_network();
        let read = |words: &str| CityRef::read(words, &network);
        assert_eq!(read("Springfield").unwrap().name, "Springfield");
        let with_country = read("Springfield, USA").unwrap();
        assert_eq!((with_country.name.as_str(), with_country.country.unwrap().code()), ("Springfield", "US"));
        let country_only = read("Portugal").unwrap();
        assert_eq!((country_only.name.as_str(), country_only.words().as_str()), ("", "Portugal"));
        assert_eq!(read(" , "), None);
        for words in ["Springfield", "Springfield, USA", "Portugal", "Patras", "A, B", ", Italy", "Foo ()", "(Italy)"] {
            let city = read(words).unwrap();
            assert_eq!(read(&city.words()), Some(city), "{words}");
        }
    }
}
