//! Places and years that stand in no line of their own: told in the title and the first sentences. Only what is said
//! plainly counts; everything else is left to an editor.

use std::{collections::BTreeSet, sync::LazyLock};

use regex::Regex;

use crate::domain::{CityRef, Country, Gazetteer, Meant, Period, WorldCity};

/// Words of a text that are looked at: what it is about is said at its beginning.
const BEGINNING: usize = 80;
/// Words of a name.
const LONGEST_NAME: usize = 4;
/// Shorter names are other words as well.
const SHORTEST_NAME: usize = 4;

/// Words after which a place stands, in the languages of the network.
const BEFORE_PLACES: [&str; 46] = [
    "in", "of", "at", "near", "from", "à", "de", "dans", "en", "nel", "nella", "a", "di", "da", "em", "na", "no", "do",
    "von", "aus", "bei", "nach", "te", "van", "w", "we", "z", "ze", "u", "iz", "v", "ve", "у", "в", "во", "з", "із",
    "из", "στη", "στην", "στο", "στον", "της", "του", "në", "i",
];

/// Cities whose names are everyday words: only a line of their own makes them a place.
const EVERYDAY: [&str; 22] = [
    "nice",
    "bath",
    "reading",
    "split",
    "mobile",
    "male",
    "orange",
    "sale",
    "deal",
    "best",
    "tours",
    "most",
    "bari",
    "victoria",
    "university",
    "central",
    "union",
    "hope",
    "august",
    "mary",
    "saint",
    "santa",
];

/// What a text says of where it happened.
#[derive(Debug, PartialEq)]
pub(super) enum Told {
    Nothing,
    City(CityRef),
    /// Several countries have a city of that name.
    Unsure(String, BTreeSet<Country>),
}

/// The one city a text is about: named after a word of place at its beginning, and in its title or again in the text.
pub(super) fn city(title: &str, text: &str, known: &Gazetteer, country: Option<Country>) -> Told {
    let words: Vec<&str> = text.split_whitespace().take(BEGINNING).collect();
    let mut found: Vec<(String, Told)> = Vec::new();
    let mut at = 0;
    while at + 1 < words.len() {
        let before = words[at].trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        let Some((length, name, told)) =
            BEFORE_PLACES.contains(&before.as_str()).then(|| named(&words[at + 1..], known, country)).flatten()
        else {
            at += 1;
            continue;
        };
        at += length;
        let is_borne_out = mentions(title, &name) > 0 || mentions(text, &name) > 1;
        if is_borne_out && !found.iter().any(|(other, _)| *other == name) {
            found.push((name, told));
        }
    }
    // Two cities: which of them it is about, the text does not say.
    if found.len() == 1 { found.remove(0).1 } else { Told::Nothing }
}

/// The longest name of a city that the words begin with.
fn named(words: &[&str], known: &Gazetteer, country: Option<Country>) -> Option<(usize, String, Told)> {
    (1..=LONGEST_NAME.min(words.len())).rev().find_map(|length| {
        let run = words[..length].join(" ");
        // A name ends where a sentence or its part does.
        let inner = words[..length - 1].iter().any(|word| word.ends_with([',', '.', ';', ':']));
        let name = run.trim_matches(|letter: char| !letter.is_alphanumeric());
        let starts = words[0].chars().find(|letter| letter.is_alphanumeric()).is_some_and(char::is_uppercase);
        let is_name = starts && !inner && name.chars().count() >= SHORTEST_NAME;
        if !is_name || is_everyday(name) {
            return None;
        }
        if let Some(city) = known.find(name) {
            return Some((length, name.to_owned(), Told::City(CityRef::of(city))));
        }
        match WorldCity::find(name, country) {
            Meant::Nothing => None,
            Meant::One(city) => {
                let city = CityRef { id: None, name: name.to_owned(), country: Some(city.country) };
                Some((length, name.to_owned(), Told::City(city)))
            }
            Meant::Several(countries) => Some((length, name.to_owned(), Told::Unsure(name.to_owned(), countries))),
        }
    })
}

/// Whether a city's name is an everyday word as well.
pub(super) fn is_everyday(name: &str) -> bool {
    EVERYDAY.contains(&name.to_lowercase().as_str())
}

/// How often a name stands in a text, as words of its own.
fn mentions(text: &str, name: &str) -> usize {
    let is_apart = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    text.match_indices(name)
        .filter(|(at, _)| is_apart(text[..*at].chars().next_back()) && is_apart(text[at + name.len()..].chars().next()))
        .count()
}

/// Years said in words: from one to another, since one, in one where that is how the text begins.
static YEARS: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    let year = r"(?:19|20)\d\d";
    let patterns = [
        format!(
            r"(?i)\b(?:from|between|von|zwischen|de|entre|dal|tra|fra|desde|van|tussen|od|między|від|з|із|από|между)\s+(?:[\p{{L}}'’]+\s+){{0,2}}?{year}\s+(?:to|and|until|bis|und|à|et|a|e|y|al|en|tot|do|i|та|до|έως|και|und)\s+(?:[\p{{L}}'’]+\s+){{0,2}}?{year}\b"
        ),
        format!(r"(?i)\b(?:since|seit|depuis|dal|desde|sinds|od|від|з|із|από)\s+(?:[\p{{L}}'’]+\s+){{0,2}}?{year}\b"),
        format!(r"(?i)^\W*(?:in|en|im jahre?|nel|em|w|u|у|в|το)\s+{year}\b"),
    ];
    patterns.map(|pattern| Regex::new(&pattern).expect("a pattern of ours"))
});

/// Years before this are a city's history, not a practice's.
const EARLIEST: i16 = 1960;

/// The words of a text's beginning that say when it was.
pub(super) fn period(text: &str) -> Option<String> {
    let beginning = text.split_whitespace().take(BEGINNING).collect::<Vec<_>>().join(" ");
    YEARS.iter().find_map(|pattern| {
        let words = pattern.find(&beginning)?.as_str().trim_start_matches(|letter: char| !letter.is_alphanumeric());
        let years = Period::read(words).years()?;
        (years.0 >= EARLIEST).then(|| words.to_owned())
    })
}

/// Whether a line says from when to when, or since when: a single day or year may be that of the page.
pub(super) fn is_span(line: &str) -> bool {
    let letters = line.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    let period = Period::read(line);
    letters <= 3 && period.years().is_some_and(|(first, last)| first >= EARLIEST && last != Some(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(title: &str, text: &str) -> String {
        match city(title, text, &Gazetteer::default(), None) {
            Told::Nothing => String::new(),
            Told::City(city) => city.words(),
            Told::Unsure(name, countries) => format!("{name}? {}", countries.len()),
        }
    }

    #[test]
    fn the_one_city_a_text_is_about_is_named() {
        assert_eq!(
            told("Graz repairs together", "Between 2017 and 2020 a hall in Graz turned into a shop."),
            "Graz, Austria"
        );
        assert_eq!(
            told("A choir", "The city of Reggio nell'Emilia sings. In Reggio nell'Emilia all do."),
            "Reggio nell'Emilia, Italy"
        );
        assert_eq!(told("Brest chante", "Au port de Brest on chante."), "Brest? 2");
        for (title, text) in [
            // Named once, or beside another, or an everyday word, or no place at all.
            ("A choir", "It was made with the University of Turku."),
            ("Graz and Turku", "A hall in Graz and a rink in Turku."),
            ("A nice day", "It was seen in Nice, and in Nice again."),
            ("In Spring", "They met in Spring and in Spring again."),
        ] {
            assert_eq!(told(title, text), "", "{title}");
        }
    }

    #[test]
    fn years_in_a_first_sentence_are_a_period() {
        for (text, expected) in [
            ("When the bell rings the gates stay open. Since 2019 the city has kept them so.", "Since 2019"),
            ("From 2021 to 2024 the rink was an office.", "From 2021 to 2024"),
            ("Between 2017 and 2020 a hall.", "Between 2017 and 2020"),
            ("In 2018 the museum emptied its hall.", "In 2018"),
            ("Depuis 2014, les aînés racontent.", "Depuis 2014"),
        ] {
            assert_eq!(period(text).as_deref(), Some(expected));
        }
        for none in ["The port was dug in 2018.", "Since 1817 it has had a university.", "Two thousand people came."] {
            assert_eq!(period(none), None, "{none}");
        }
        assert!(is_span("2016 - 2020") && is_span("since 2014") && !is_span("15 mars 2024") && !is_span("2024"));
    }
}
