//! Whether two records tell of the same practice: by city, title and the words of the text.

mod others;

use std::hash::{DefaultHasher, Hash, Hasher};

use sha2::{Digest, Sha256};

pub use self::others::{Others, Questions};
use super::{Field, Record, fold::name_key};

/// From here on an editor is told.
pub const THRESHOLD: f64 = 0.6;

/// How many an editor is shown.
pub const NEAREST: usize = 3;

/// Words in a row that two texts have to share.
const SHINGLE: usize = 3;

/// Texts shorter than this say nothing by what they share.
const SHINGLES_LEAST: usize = 12;

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

/// What likeness is judged by. Made once for each record.
#[derive(Clone, Debug)]
pub struct Fingerprint {
    head: Head,
    /// Hashes of the words in a row, sorted, each once.
    shingles: Vec<u32>,
    /// The first city, as written.
    city: String,
    titled: String,
}

/// Title and cities.
#[derive(Clone, Debug)]
struct Head {
    /// Words of the title, sorted, each once.
    title: Vec<String>,
    cities: Vec<String>,
    /// Of all its cities' names.
    city_words: usize,
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
        Self::by(record, &Told::by(record))
    }

    #[must_use]
    pub fn by(record: &Record, told: &Told) -> Self {
        let named = record.cities.iter().filter(|city| !city.name.is_empty());
        let cities: Vec<String> = named.map(|city| name_key(&city.name)).collect();
        let city_words = cities.iter().map(|city| city.split(' ').count()).sum();
        let mut title: Vec<String> = name_key(&record.title).split(' ').map(str::to_owned).collect();
        title.sort_unstable();
        title.dedup();
        Self {
            head: Head { title, cities, city_words },
            shingles: shingles(told),
            city: record.cities.first().map(|city| city.name.clone()).unwrap_or_default(),
            titled: record.title.clone(),
        }
    }

    /// How alike, from 0 to 1, and by what.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> (f64, Reason) {
        let common = self.shingles.iter().filter(|shingle| other.shingles.binary_search(shingle).is_ok()).count();
        self.head.likeness(&other.head, in_common(common, self.shingles.len(), other.shingles.len()))
    }
}

/// How much of the shorter text stands in the longer one too; none when there is too little text to say.
#[expect(clippy::cast_precision_loss, reason = "a record has thousands of words, not 2^52")]
fn in_common(common: usize, one: usize, other: usize) -> Option<f64> {
    let least = one.min(other);
    (least >= SHINGLES_LEAST).then(|| common as f64 / least as f64)
}

impl Head {
    fn likeness(&self, other: &Self, text: Option<f64>) -> (f64, Reason) {
        let title = self.title_without_cities(other).likeness(&other.title_without_cities(self));
        together(title, text, self.cities(other))
    }

    /// Whether it can be worth telling, judged by how many words of the titles are the same: cheap, and never wrong in
    /// saying no.
    fn may_be_like(&self, other: &Self, common: usize, text: Option<f64>) -> bool {
        // So many words may be left out.
        let of_cities = self.city_words + other.city_words;
        let all = (self.title.len() + other.title.len() - common).saturating_sub(of_cities).max(common).max(1);
        let title = title_likeness(common, all, 1.0);
        // Neither cities nor what the two make together is more than the larger of them.
        title.max(text.unwrap_or_default()) >= THRESHOLD && together(title, text, self.cities(other)).0 >= THRESHOLD
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
}

struct Title<'a>(Vec<&'a str>);

impl Title<'_> {
    /// Half by whole words, half by pairs of letters; the order of the words aside. Letters alone would take
    /// "participatory budgeting" for "participatory training".
    fn likeness(&self, other: &Self) -> f64 {
        let common = self.0.iter().filter(|word| other.0.contains(word)).count();
        let all = self.0.len() + other.0.len() - common;
        let (one, other) = (self.0.concat(), other.0.concat());
        if one.is_empty() || other.is_empty() {
            return 0.0;
        }
        title_likeness(common, all, strsim::sorensen_dice(&one, &other))
    }
}

#[expect(clippy::cast_precision_loss, reason = "a title has tens of words")]
fn title_likeness(common: usize, all: usize, letters: f64) -> f64 {
    f64::midpoint(common as f64 / all as f64, letters)
}

/// By title and text; more of either is never less.
fn together(title: f64, text: Option<f64>, cities: Cities) -> (f64, Reason) {
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

fn shingles(told: &Told) -> Vec<u32> {
    let mut shingles = Vec::new();
    for text in &told.0 {
        let words: Vec<u64> = text.split(' ').map(hash_of).collect();
        // Half of it: of some thousand in a text and a thousand in another, one in a thousand texts shares one by chance.
        shingles.extend(words.windows(SHINGLE).map(|words| u32::try_from(hash_of(words) >> 32).unwrap_or_default()));
    }
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

fn hash_of<T: Hash + ?Sized>(of: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// The words of a record's story, part by part, folded.
#[derive(Clone, Debug)]
pub struct Told(Vec<String>);

impl Told {
    #[must_use]
    pub fn by(record: &Record) -> Self {
        let parts = [Field::Summary, Field::Purpose, Field::Rationale, Field::Process, Field::Impact];
        let words = parts.into_iter().filter_map(|field| record.text(field)).map(|text| name_key(&text.plain()));
        Self(words.filter(|words| !words.is_empty()).collect())
    }

    /// A hash of title and story, the same for the same words however they are set: SHA-256 in hex. None when there is too
    /// little text to say that two are one.
    #[must_use]
    pub fn hash(&self, title: &str) -> Option<String> {
        let words: usize = self.0.iter().map(|text| text.split(' ').count()).sum();
        let mut hasher = Sha256::new();
        hasher.update(name_key(title));
        for text in &self.0 {
            hasher.update([0]);
            hasher.update(text);
        }
        (words >= SHINGLES_LEAST + SHINGLE - 1).then(|| hex::encode(hasher.finalize()))
    }
}

/// [`Told::hash`] of a record.
#[must_use]
pub fn text_hash(record: &Record) -> Option<String> {
    Told::by(record).hash(&record.title)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
        let titles = ["A house for all", "A house for all people", "Houses for all", "House for all", "Roads"];
        let mut others = Others::default();
        for (key, title) in titles.into_iter().enumerate() {
            others.add(key, &Fingerprint::of(&a_record(title, "Bergen", "")));
        }
        let found = others.nearest(&Fingerprint::of(&house), NEAREST, |_| true);
        assert_eq!(found.len(), 3);
        assert_eq!((found[0].key, found[0].city.as_str()), (0, "Bergen"));
        assert!(found.windows(2).all(|pair| pair[0].score >= pair[1].score));
        assert!(others.nearest(&Fingerprint::of(&house), NEAREST, |key| *key != 0).iter().all(|one| one.key != 0));
    }

    #[test]
    fn what_is_forgotten_is_not_told_and_the_rest_is() {
        let records: Vec<Fingerprint> = ["A house for all", "Roads", "House for all", "A house for all people"]
            .iter()
            .map(|title| Fingerprint::of(&a_record(title, "Bergen", TEXT)))
            .collect();
        let (mut all, mut rest) = (Others::default(), Others::default());
        for (key, record) in records.iter().enumerate() {
            all.add(key, record);
            if key >= 2 {
                rest.add(key, record);
            }
        }
        let asked = Questions::of(records.iter().collect());
        assert_eq!(all.nearest_to_each(&asked, 9, |_, _| true)[0].len(), 4);
        all.forget_first(2);
        assert_eq!(all.len(), 2);
        assert_eq!(all.nearest_to_each(&asked, 9, |_, _| true), rest.nearest_to_each(&asked, 9, |_, _| true));
        all.forget_first(9);
        assert!(all.is_empty() && all.nearest(&records[0], 9, |_| true).is_empty());
    }

    proptest! {
        /// Looking up what is shared finds whatever comparing each with each finds.
        #[test]
        fn no_likeness_is_missed(
            titles in proptest::collection::vec("(a|house|for|all|school|bergen| ){1,6}", 1..12),
            texts in proptest::collection::vec("((one|two|six|ten) ){0,40}", 12),
        ) {
            let records: Vec<Record> =
                titles.iter().zip(&texts).map(|(title, text)| a_record(title, "Bergen", text)).collect();
            let mut others = Others::default();
            for (key, record) in records.iter().enumerate() {
                others.add(key, &Fingerprint::of(record));
            }
            for record in &records {
                let looked_up = others.nearest(&Fingerprint::of(record), usize::MAX, |_| true);
                let each = records.iter().filter(|other| likeness(record, other).0 >= THRESHOLD).count();
                prop_assert_eq!(looked_up.len(), each);
                for found in looked_up {
                    prop_assert!((found.score - likeness(record, &records[found.key]).0).abs() < 1e-9);
                }
            }
        }
    }

    #[test]
    fn the_same_words_are_one_text_however_they_are_set() {
        let plain = text_hash(&a_record("A house for all", "Bergen", TEXT)).unwrap();
        let set = text_hash(&a_record("A House for All", "", &TEXT.replace("every month", "**every** month"))).unwrap();
        assert_eq!(plain, set);
        assert_ne!(text_hash(&a_record("A house for some", "Bergen", TEXT)), Some(plain));
        assert_eq!(text_hash(&a_record("A house for all", "Bergen", "Nothing is told.")), None);
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
        let copies = |old: &Fingerprint, new: &Fingerprint| {
            let common = old.shingles.iter().filter(|shingle| new.shingles.binary_search(shingle).is_ok()).count();
            old.head.title == new.head.title
                || in_common(common, old.shingles.len(), new.shingles.len()).is_some_and(|text| text > 0.9)
        };
        for (at, (old, _)) in pairs.iter().enumerate() {
            let others = pairs.iter().enumerate().filter(|(other, (_, new))| at != *other && !copies(old, new));
            wrong += others.filter(|(_, (_, new))| old.likeness(new).0 >= THRESHOLD).count();
        }
        println!("found {found} of {}, wrong {wrong}", pairs.len());
        assert!(found as f64 >= 0.9 * pairs.len() as f64 && wrong * 10 <= found);
    }
}
