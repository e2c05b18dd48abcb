//! The countries of ISO 3166-1 and their names (Unicode CLDR, see `tools/vendor`).

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    str::FromStr,
    sync::LazyLock,
};

use serde::{Deserialize, Serialize};

use crate::domain::{Lang, fold::name_key};

/// ISO 3166-1 alpha-2 code, upper case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

/// Names in use that the CLDR does not list.
const ALIASES: [(&str, &str); 38] = [
    ("BA", "Bosnia and Herzegovina"),
    ("CD", "Democratic Republic of the Congo"),
    ("CG", "Republic of the Congo"),
    ("CZ", "Czech Rep."),
    ("DE", "Federal Republic of Germany"),
    ("FR", "French Republic"),
    ("GB", "Great Britain"),
    ("GB", "Britain"),
    ("GB", "United Kingdom of Great Britain and Northern Ireland"),
    ("GB", "Grande-Bretagne"),
    ("GB", "England"),
    ("GB", "Angleterre"),
    ("GB", "Scotland"),
    ("GB", "Écosse"),
    ("GB", "Wales"),
    ("GB", "Pays de Galles"),
    ("GB", "Northern Ireland"),
    ("GB", "Irlande du Nord"),
    ("IE", "Republic of Ireland"),
    ("IE", "Éire"),
    ("IR", "Islamic Republic of Iran"),
    ("KR", "Korea"),
    ("KR", "Corée"),
    ("KR", "Republic of Korea"),
    ("KR", "République de Corée"),
    ("KR", "한국"),
    ("KR", "대한민국"),
    ("MD", "Republic of Moldova"),
    ("MK", "Macedonia"),
    ("MM", "Burma"),
    ("NL", "Holland"),
    ("NL", "Hollande"),
    ("RU", "Russian Federation"),
    ("SK", "Slovak Republic"),
    ("US", "USA"),
    ("US", "U.S.A."),
    ("US", "United States of America"),
    ("VA", "Holy See"),
];

#[derive(Deserialize)]
struct List {
    /// Code, English name, French name, other names.
    countries: Vec<(String, String, String, Vec<String>)>,
}

struct Names {
    shown: BTreeMap<Country, [String; 2]>,
    by_key: HashMap<String, Country>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let list: List = serde_json::from_str(include_str!("../../../config/countries.json"))
        .expect("config/countries.json is written by tools/vendor and read by a test");
    let mut names = Names { shown: BTreeMap::new(), by_key: HashMap::new() };
    for (code, english, french, others) in list.countries {
        let Some(country) = two_letters(&code) else { continue };
        for name in others.iter().chain([&english, &french]) {
            names.by_key.insert(name_key(name), country);
        }
        names.shown.insert(country, [english, french]);
    }
    for (code, name) in ALIASES {
        if let Some(country) = two_letters(code) {
            names.by_key.entry(name_key(name)).or_insert(country);
        }
    }
    names
});

fn two_letters(code: &str) -> Option<Country> {
    let letters: [u8; 2] = code.as_bytes().try_into().ok()?;
    letters.iter().all(u8::is_ascii_alphabetic).then(|| Country(letters.map(|letter| letter.to_ascii_uppercase())))
}

impl Country {
    /// # Errors
    /// When the code is not officially assigned. Case does not matter.
    pub fn parse(code: &str) -> Result<Self, NotACountry> {
        two_letters(code).filter(|country| NAMES.shown.contains_key(country)).ok_or(NotACountry)
    }

    /// By code or by its name in any language the list knows; case and accents do not matter.
    #[must_use]
    pub fn find(words: &str) -> Option<Self> {
        let words = words.trim();
        if words.len() > 200 {
            return None;
        }
        let key = name_key(words);
        let named = |key: &str| NAMES.by_key.get(key).copied();
        Self::parse(words).ok().or_else(|| named(&key)).or_else(|| named(key.strip_prefix("the ")?))
    }

    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "only `two_letters` makes one")]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("two ASCII letters")
    }

    /// The name to show, as the CLDR has it: `South Korea`, `Corée du Sud`.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &'static str {
        let [english, french] = &NAMES.shown[self];
        match lang {
            Lang::En => english,
            Lang::Fr => french,
        }
    }

    /// All countries, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.shown.keys().copied()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Country {
    type Err = NotACountry;

    fn from_str(code: &str) -> Result<Self, NotACountry> {
        Self::parse(code)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_countries_have_a_name_in_each_language_and_are_found_by_it() {
        assert_eq!(Country::all().count(), 249);
        for country in Country::all() {
            for lang in Lang::ALL {
                assert!(!country.name(lang).is_empty());
                assert_eq!(Country::find(country.name(lang)), Some(country), "{}", country.name(lang));
            }
            assert_eq!(Country::find(country.code()), Some(country));
        }
    }

    #[test]
    fn no_name_means_two_countries() {
        let list: List = serde_json::from_str(include_str!("../../../config/countries.json")).unwrap();
        for (code, english, french, others) in list.countries {
            for name in others.iter().chain([&english, &french]) {
                assert_eq!(Country::find(name).unwrap().code(), code, "{name}");
            }
        }
        for (code, name) in ALIASES {
            assert_eq!(Country::find(name).unwrap().code(), code, "{name}");
        }
    }

    #[test]
    fn names_are_those_of_the_cldr() {
        let korea = Country::parse("KR").unwrap();
        assert_eq!((korea.name(Lang::En), korea.name(Lang::Fr)), ("South Korea", "Corée du Sud"));
    }

    #[test]
    fn a_country_is_found_however_it_is_written() {
        for (words, code) in [
            ("UK", "GB"),
            ("royaume uni", "GB"),
            ("Korea", "KR"),
            ("Holland", "NL"),
            ("the Netherlands", "NL"),
            ("Czech Republic", "CZ"),
            ("Türkiye", "TR"),
            ("turkey", "TR"),
            ("Ελλάδα", "GR"),
            ("УКРАЇНА", "UA"),
            ("Cote d'Ivoire", "CI"),
            ("it", "IT"),
        ] {
            assert_eq!(Country::find(words).map(|country| country.code().to_owned()).as_deref(), Some(code), "{words}");
        }
        assert_eq!(Country::find("Atlantis"), None);
        assert_eq!(Country::find(""), None);
        assert!(Country::parse("XK").is_err());
        assert!(Country::parse("UK").is_err());
    }
}
