//! Cities beyond the network's: `GeoNames` (CC BY 4.0), by way of `tools/vendor`.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::LazyLock,
};

use super::Country;
use crate::domain::fold::name_key;

/// Of several cities of one name, the largest is meant where it is so many times larger than the largest elsewhere.
const MUCH_LARGER: u32 = 5;

/// An old or foreign name this short is another word as often as not: it counts only with its country.
const LEAST_OTHER_NAME: usize = 5;

/// A city of the world; there are some 13,000, those of 15,000 people and more in Europe and around it, elsewhere of
/// 100,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorldCity {
    /// As it is written internationally.
    pub name: &'static str,
    pub country: Country,
    /// Inhabitants in thousands.
    pub thousands: u32,
}

/// What a name may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// Nothing by that name.
    Nothing,
    One(WorldCity),
    /// Cities in several countries, none much larger than the others.
    Several(BTreeSet<Country>),
}

struct World {
    cities: Vec<WorldCity>,
    /// Indexes by name, the most populous first; whether it is the city's own name.
    by_key: HashMap<String, Vec<(u16, bool)>>,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let mut world = World { cities: Vec::new(), by_key: HashMap::new() };
    for line in include_str!("../../../config/cities.tsv").lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&'static str> = line.split('\t').collect();
        let [country, thousands, name, others] = columns[..] else { continue };
        let (Ok(country), Ok(thousands)) = (Country::parse(country), thousands.parse()) else { continue };
        let Ok(at) = u16::try_from(world.cities.len()) else { break };
        world.cities.push(WorldCity { name, country, thousands });
        let others = others.split('|').filter(|other| !other.is_empty()).map(|other| (other, false));
        for (name, is_own) in std::iter::once((name, true)).chain(others) {
            let bearers = world.by_key.entry(name_key(name)).or_default();
            if bearers.last().is_none_or(|(known, _)| *known != at) {
                bearers.push((at, is_own));
            }
        }
    }
    world
});

impl WorldCity {
    /// The city a name means, in the country named beside it or in any; case, accents and the script do not matter. A
    /// city's own name comes before what others are called elsewhere.
    #[must_use]
    pub fn find(name: &str, country: Option<Country>) -> Meant {
        let key = name_key(name);
        let Some(bearers) = WORLD.by_key.get(&key) else { return Meant::Nothing };
        let is_long = key.chars().count() >= LEAST_OTHER_NAME;
        let within = |is_own: bool| -> Vec<WorldCity> {
            let bearers = bearers.iter().filter(|(_, own)| *own == is_own && (is_own || country.is_some() || is_long));
            let cities = bearers.filter_map(|(at, _)| WORLD.cities.get(usize::from(*at)).copied());
            cities.filter(|city| country.is_none_or(|country| city.country == country)).collect()
        };
        let mut cities = within(true);
        if cities.is_empty() {
            cities = within(false);
        }
        one_of(&cities)
    }
}

fn one_of(cities: &[WorldCity]) -> Meant {
    let mut largest: BTreeMap<Country, WorldCity> = BTreeMap::new();
    for city in cities {
        let known = largest.entry(city.country).or_insert(*city);
        if city.thousands > known.thousands {
            *known = *city;
        }
    }
    let mut by_size: Vec<WorldCity> = largest.into_values().collect();
    by_size.sort_by_key(|city| std::cmp::Reverse(city.thousands));
    match by_size[..] {
        [] => Meant::Nothing,
        [only] => Meant::One(only),
        [first, second, ..] if first.thousands >= second.thousands.saturating_mul(MUCH_LARGER) => Meant::One(first),
        _ => Meant::Several(by_size.iter().map(|city| city.country).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(name: &str, country: Option<&str>) -> String {
        match WorldCity::find(name, country.map(|code| Country::parse(code).unwrap())) {
            Meant::Nothing => String::new(),
            Meant::One(city) => format!("{} {}", city.name, city.country.code()),
            Meant::Several(countries) => countries.iter().map(Country::code).collect::<Vec<_>>().join(" "),
        }
    }

    #[test]
    fn a_city_is_found_by_its_names_in_any_script() {
        for (name, expected) in [
            ("Kikinda", "Kikinda RS"),
            ("Πάτρα", "Pátra GR"),
            ("Луцьк", "Lutsk UA"),
            ("GAND", ""),
            ("Ghent", "Gent BE"),
            ("Lisboa", "Lisbon PT"),
            ("Springtime", ""),
        ] {
            assert_eq!(find(name, None), expected, "{name}");
        }
        assert_eq!(find("Gand", Some("BE")), "Gent BE");
    }

    #[test]
    fn a_name_of_several_cities_is_settled_by_country_then_by_size() {
        assert_eq!(find("Brest", None), "BY FR");
        assert_eq!(find("Brest", Some("FR")), "Brest FR");
        assert_eq!(find("Paris", None), "Paris FR");
        assert_eq!(find("Brest", Some("PT")), "");
        assert!(find("Valencia", None).contains("ES"));
    }

    #[test]
    fn every_line_of_the_list_is_read() {
        let lines = include_str!("../../../config/cities.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(WORLD.cities.len(), lines);
        assert!(lines > 12_000 && WORLD.cities[0].thousands > 20_000);
    }
}
