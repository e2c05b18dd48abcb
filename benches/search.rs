//! How long the index takes to build, to change and to answer: `cargo bench --bench search [documents]`.
//! Prints milliseconds, and each question against the plain list: ratios say more than the times of one machine.

#![expect(clippy::print_stdout, reason = "prints what it measured")]

use std::time::{Duration, Instant};

use practice_commons::{
    domain::{
        Choice, CityRef, CleanText, Country, Filter, Lang, LanguageTag, Period, Record, Slug, Sort, Timestamp,
        TopicSlug,
    },
    search::{Document, Index, Keys, SearchError, View},
    text,
};
use uuid::Uuid;

const VIEW: View = View { lang: Lang::En, current_year: 2024, per_page: 20 };
const ROUNDS: u32 = 50;

const WORDS: [&str; 40] = [
    "refugees",
    "city",
    "young",
    "people",
    "integration",
    "school",
    "mothers",
    "council",
    "training",
    "housing",
    "réfugiés",
    "accueil",
    "quartier",
    "habitants",
    "participation",
    "citoyenne",
    "école",
    "formation",
    "logement",
    "the",
    "of",
    "and",
    "des",
    "les",
    "une",
    "library",
    "festival",
    "theatre",
    "mediation",
    "rumours",
    "languages",
    "employment",
    "health",
    "volunteers",
    "neighbours",
    "market",
    "museum",
    "migrants",
    "associations",
    "dialogue",
];
const COUNTRIES: [&str; 8] = ["IT", "FR", "PT", "ES", "GR", "UA", "NO", "DE"];

/// The same numbers in every run (Knuth's multiplicative generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    /// Common words more often than rare ones; now and then one that nothing else has.
    fn text(&mut self, words: usize) -> String {
        let mut text = Vec::new();
        for _ in 0..words {
            let word = WORDS[self.below(WORDS.len()).min(self.below(WORDS.len()))];
            text.push(if self.below(10) == 0 { format!("{word}{}", self.below(5_000)) } else { word.to_owned() });
        }
        text.join(" ")
    }
}

fn document(number: usize, dice: &mut Dice) -> Document {
    let topic = |n: usize| serde_json::from_value::<TopicSlug>(format!("topic-{n}").into()).ok();
    let first = 2008 + dice.below(15);
    let country = COUNTRIES[dice.below(COUNTRIES.len())];
    let city = dice.below(150);
    let mut story = || CleanText::from_markdown(&dice.text(80));
    let record = Record {
        summary: story(),
        purpose: story(),
        rationale: story(),
        process: story(),
        impact: story(),
        ..Record::default()
    };
    let record = Record {
        title: dice.text(8),
        statement: dice.text(15),
        cities: vec![CityRef { id: None, name: format!("City {city}"), country: Country::parse(country).ok() }],
        period: Some(Period::read(&format!("{first}-{}", first + dice.below(5)))),
        topics: (0..=dice.below(3)).filter_map(|_| topic(dice.below(20))).collect(),
        language: LanguageTag::parse(["en", "fr", "en", "uk", "el"][dice.below(5)]).ok(),
        ..record
    };
    let keys = Keys {
        titles: Lang::ALL.map(|lang| text::sort_key(lang, &record.title)),
        cities: Some(Lang::ALL.map(|lang| text::sort_key(lang, &format!("City {city}")))),
    };
    Document {
        id: Uuid::from_u128(number as u128),
        keys,
        record,
        cities: Slug::parse(&format!("city-{city}")).into_iter().collect(),
        collections: Vec::new(),
        keywords: vec![(Lang::En, country.to_owned())],
        published_at: Timestamp::from_micros(i64::try_from(number).unwrap_or(0)),
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let made = work();
    (start.elapsed(), made)
}

fn main() -> Result<(), SearchError> {
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(5_000);
    let mut dice = Dice(1);
    let documents: Vec<_> = (0..count).map(|number| document(number, &mut dice)).collect();
    let index = Index::new()?;

    let (building, built) = timed(|| index.replace_all(documents.iter().cloned()));
    built?;
    println!("{count} documents: built in {:.0} ms", building.as_secs_f64() * 1e3);
    let (changing, changed) = timed(|| (0..ROUNDS).try_for_each(|n| index.put(document(n as usize, &mut dice))));
    changed?;
    println!("one change: {:.2} ms", (changing / ROUNDS).as_secs_f64() * 1e3);

    let plain = Filter::default();
    let year = plain.with(Choice::Year(2016));
    let narrowed = Slug::parse("city-7").map_or(year.clone(), |slug| year.with(Choice::City(slug)));
    let questions = [
        ("the plain list", plain.clone()),
        ("by title", plain.sorted(Sort::Title)),
        ("a year", year),
        ("a year and a city", narrowed),
        ("one common word", plain.with_words("refugees")),
        ("three words", plain.with_words("young people housing")),
        ("an unfinished word", plain.with_words("integr")),
        ("a phrase", plain.with_words("\"young people\"")),
        ("twenty words", plain.with_words(&WORDS[..20].join(" "))),
    ];
    let mut unit = None;
    for (name, question) in questions {
        let (time, total) =
            timed(|| (0..ROUNDS).try_fold(0, |_, _| index.query(&question, VIEW).map(|found| found.total)));
        let time = (time / ROUNDS).as_secs_f64();
        let unit = *unit.get_or_insert(time);
        println!("{name}: {:.2} ms, {:.1} × the plain list, {} found", time * 1e3, time / unit, total?);
    }
    Ok(())
}
