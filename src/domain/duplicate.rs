//! Whether two records tell of the same practice: by city, title and the words of the text.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{Field, Record, fold::name_key};

/// From here on an editor is told.
pub const THRESHOLD: f64 = 0.6;

/// How many an editor is shown.
const NEAREST: usize = 3;

/// Words in a row that two texts have to share.
const SHINGLE: usize = 3;

/// Texts shorter than this say nothing by what they share.
const SHINGLES_LEAST: usize = 12;

/// A record to compare with.
pub struct Other<'a, K> {
    pub key: K,
    pub record: &'a Record,
}

/// A record that may tell of the same practice.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness<K> {
    pub key: K,
    /// From 0 to 1.
    pub score: f64,
    pub reason: Reason,
    pub title: String,
    /// Its first city; empty when it has none.
    pub city: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The same city tells of a practice with a like title: probably an earlier or later version.
    TitleAndCity,
    /// A like title, from a city that is not known to be the same: perhaps one project of several cities.
    Title,
    /// Long passages in common: a copy, whatever it is called.
    Text,
}

/// What likeness is judged by. Made once when a record is compared with many.
#[derive(Clone, Debug)]
pub struct Fingerprint {
    /// Words of the title, sorted, each once.
    title: Vec<String>,
    cities: Vec<String>,
    shingles: HashSet<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cities {
    Same,
    Unknown,
    Different,
}

impl Fingerprint {
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let cities =
            record.cities.iter().filter(|city| !city.name.is_empty()).map(|city| name_key(&city.name)).collect();
        let mut title: Vec<String> = name_key(&record.title).split(' ').map(str::to_owned).collect();
        title.sort_unstable();
        title.dedup();
        Self { title, cities, shingles: shingles(record) }
    }

    /// How alike, from 0 to 1, and by what.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> (f64, Reason) {
        let cities = self.cities(other);
        let title = self.title_without_cities(other).likeness(&other.title_without_cities(self));
        let text = self.text(other);
        let (reason, by_title) = match cities {
            Cities::Same => (Reason::TitleAndCity, title),
            Cities::Unknown => (Reason::Title, title * 0.9),
            // Many cities have a "Living library": only the very same title is worth a word.
            Cities::Different => (Reason::Title, title * 0.62),
        };
        let together = match text {
            Some(text) if cities == Cities::Same => by_title.max(0.5 * title + 0.5 * text),
            Some(text) => by_title.max(0.4 * title + 0.6 * text),
            None => by_title,
        };
        match text {
            Some(text) if text >= together => (text, Reason::Text),
            _ => (together, reason),
        }
    }

    fn cities(&self, other: &Self) -> Cities {
        if self.cities.is_empty() || other.cities.is_empty() {
            Cities::Unknown
        } else if self.cities.iter().any(|city| other.cities.contains(city)) {
            Cities::Same
        } else {
            Cities::Different
        }
    }

    /// "Bergen - A house for all" is "A house for all" in Bergen.
    fn title_without_cities(&self, other: &Self) -> Title<'_> {
        let is_city = |word: &&String| {
            self.cities.iter().chain(&other.cities).any(|city| city.split(' ').any(|part| part == word.as_str()))
        };
        let words: Vec<&str> = self.title.iter().filter(|word| !is_city(word)).map(String::as_str).collect();
        if words.is_empty() { Title(self.title.iter().map(String::as_str).collect()) } else { Title(words) }
    }

    /// How much of the shorter text stands in the longer one too; none when there is too little text to say.
    #[expect(clippy::cast_precision_loss, reason = "a record has thousands of words, not 2^52")]
    fn text(&self, other: &Self) -> Option<f64> {
        let least = self.shingles.len().min(other.shingles.len());
        let common = self.shingles.intersection(&other.shingles).count();
        (least >= SHINGLES_LEAST).then(|| common as f64 / least as f64)
    }
}

struct Title<'a>(Vec<&'a str>);

impl Title<'_> {
    /// Half by whole words, half by pairs of letters; the order of the words aside. Letters alone would take
    /// "participatory budgeting" for "participatory training".
    #[expect(clippy::cast_precision_loss, reason = "a title has tens of words")]
    fn likeness(&self, other: &Self) -> f64 {
        let common = self.0.iter().filter(|word| other.0.contains(word)).count();
        let all = self.0.len() + other.0.len() - common;
        let (one, other) = (self.0.concat(), other.0.concat());
        if one.is_empty() || other.is_empty() {
            return 0.0;
        }
        f64::midpoint(common as f64 / all as f64, strsim::sorensen_dice(&one, &other))
    }
}

/// The three nearest of the others that may tell of the same practice, nearest first.
pub fn possible<'a, K: 'a>(record: &Record, others: impl Iterator<Item = Other<'a, K>>) -> Vec<Likeness<K>> {
    let fingerprint = Fingerprint::of(record);
    let mut nearest: Vec<Likeness<K>> = others
        .filter_map(|Other { key, record }| {
            let (score, reason) = fingerprint.likeness(&Fingerprint::of(record));
            (score >= THRESHOLD).then(|| {
                let city = record.cities.first().map(|city| city.name.clone()).unwrap_or_default();
                Likeness { key, score, reason, title: record.title.clone(), city }
            })
        })
        .collect();
    nearest.sort_by(|one, other| other.score.total_cmp(&one.score));
    nearest.truncate(NEAREST);
    nearest
}

fn shingles(record: &Record) -> HashSet<u64> {
    let mut shingles = HashSet::new();
    for field in [Field::Summary, Field::Purpose, Field::Rationale, Field::Process, Field::Impact] {
        let Some(text) = record.text(field) else { continue };
        let key = name_key(&text.plain());
        let words: Vec<&str> = key.split(' ').collect();
        shingles.extend(words.windows(SHINGLE).map(|words| {
            let mut hasher = DefaultHasher::new();
            words.hash(&mut hasher);
            hasher.finish()
        }));
    }
    shingles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CityRef, CleanText};

    const TEXT: &str = "The city opened a house where newcomers and neighbours cook, learn and argue together, and where \
        the council meets every month to hear what has to change in the streets around.";

    fn a_record(title: &str, city: &str, text: &str) -> Record {
        let cities =
            if city.is_empty() { vec![] } else { vec![CityRef { id: None, name: city.to_owned(), country: None }] };
        Record { title: title.to_owned(), cities, process: CleanText::from_markdown(text), ..Record::default() }
    }

    fn likeness(one: &Record, other: &Record) -> (f64, Reason) {
        Fingerprint::of(one).likeness(&Fingerprint::of(other))
    }

    #[test]
    fn the_same_practice_is_found_again() {
        let house = a_record("A house for all", "Bergen", TEXT);
        for (title, city, text, reason) in [
            ("A HOUSE for all!", "Bergen", "", Reason::TitleAndCity),
            ("Bergen: House for All", "bergen", "", Reason::TitleAndCity),
            ("A house for all", "", "", Reason::Title),
            ("A house for all", "Oslo", "", Reason::Title),
            ("The open kitchen", "Bergen", TEXT, Reason::Text),
            ("Something else", "Oslo", TEXT, Reason::Text),
        ] {
            let found = likeness(&house, &a_record(title, city, text));
            assert!(found.0 >= THRESHOLD && found.1 == reason, "{title}, {city}: {found:?}");
        }
    }

    #[test]
    fn another_practice_is_not() {
        let house = a_record("A house for all", "Bergen", TEXT);
        for (title, city) in
            [("A school for all ages", "Oslo"), ("Welcome guide", "Bergen"), ("", ""), ("Haus der Kulturen", "Berlin")]
        {
            let found = likeness(
                &house,
                &a_record(title, city, "Another text about something that has nothing to do with it."),
            );
            assert!(found.0 < THRESHOLD, "{title}: {found:?}");
        }
    }

    #[test]
    fn the_nearest_three_are_told() {
        let house = a_record("A house for all", "Bergen", TEXT);
        let others: Vec<Record> =
            ["A house for all", "A house for all people", "Houses for all", "House for all", "Roads"]
                .map(|title| a_record(title, "Bergen", ""))
                .into();
        let found = possible(&house, others.iter().enumerate().map(|(key, record)| Other { key, record }));
        assert_eq!(found.len(), 3);
        assert_eq!((found[0].key, found[0].city.as_str()), (0, "Bergen"));
        assert!(found.windows(2).all(|pair| pair[0].score >= pair[1].score));
    }

    /// Measured on records edited by their authors over nine years. Some stubs share their whole text: those are copies.
    #[test]
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    fn edited_records_are_recognised_and_others_are_not() {
        let Ok(corpora) = std::env::var("CORPORA") else {
            println!("corpora left out");
            return;
        };
        let lines =
            std::fs::read_to_string(format!("{corpora}/near-duplicates/participedia-2016-to-2025.jsonl")).unwrap();
        let pairs: Vec<(Fingerprint, Fingerprint)> = lines
            .lines()
            .map(|line| {
                let line: serde_json::Value = serde_json::from_str(line).unwrap();
                let record = |title: &str, text: &str| {
                    Fingerprint::of(&a_record(line[title].as_str().unwrap(), "", line[text].as_str().unwrap()))
                };
                (record("old_title", "old_text"), record("new_title", "new_text"))
            })
            .collect();
        let found = pairs.iter().filter(|(old, new)| old.likeness(new).0 >= THRESHOLD).count();
        let mut wrong = 0;
        let copies = |old: &Fingerprint, new: &Fingerprint| old.title == new.title || old.text(new) > Some(0.9);
        for (at, (old, _)) in pairs.iter().enumerate() {
            let others = pairs.iter().enumerate().filter(|(other, (_, new))| at != *other && !copies(old, new));
            wrong += others.filter(|(_, (_, new))| old.likeness(new).0 >= THRESHOLD).count();
        }
        println!("found {found} of {}, wrong {wrong}", pairs.len());
        assert!(found as f64 >= 0.9 * pairs.len() as f64 && wrong * 10 <= found);
    }
}
