//! A network of any size, the same in every run: made-up practices of 150 cities, written into a database as the desk
//! would leave it. And questions about it that nobody asked before.

use std::{collections::HashSet, path::Path};

use practice_commons::{
    domain::{
        Choice, City, CityRef, CleanText, Clock, Country, Filter, Id, Lang, LanguageTag, Period, Record, Slug,
        Timestamp, TopicSlug, Topics,
    },
    store::{self, Blobs, NewRevision, Origin, Pool, Store},
};

use super::{Error, ask::Request};

/// What was put into the database.
pub struct Given {
    pub slugs: Vec<String>,
}

const COUNTRIES: [&str; 12] = ["IT", "FR", "PT", "ES", "GR", "UA", "NO", "DE", "PL", "SE", "IE", "RO"];
const TOPICS: [&str; 8] = [
    "education",
    "anti-rumour",
    "refugees",
    "multilingualism",
    "roma",
    "political-and-public-participation",
    "leadership-and-political-commitment",
    "culture",
];
const CITIES: usize = 150;
/// Practices written in one transaction.
const BATCH: usize = 1_000;
/// More than any run gets through.
const QUESTIONS: usize = 200_000;

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
    "accueil",
    "quartier",
    "habitants",
    "participation",
    "citoyenne",
    "formation",
    "logement",
    "neighbourhood",
    "the",
    "of",
    "and",
    "to",
    "with",
    "their",
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
    "garden",
];

/// The same numbers in every run (Knuth's multiplicative generator).
pub struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    /// Common words more often than rare ones; now and then one that little else has.
    fn text(&mut self, words: usize) -> String {
        let mut text = Vec::new();
        for _ in 0..words {
            let word = WORDS[self.below(WORDS.len()).min(self.below(WORDS.len()))];
            text.push(if self.below(10) == 0 { format!("{word}{}", self.below(5_000)) } else { word.to_owned() });
        }
        text.join(" ")
    }
}

/// Fills the database of the folder.
pub async fn fill(folder: &Path, practices: usize) -> Result<Given, Error> {
    let url = format!("sqlite:{}", folder.join("commons.db").display());
    let blobs = Blobs::open(&folder.join("files").display().to_string())?;
    let store = Store::open(&url, blobs, Clock::System).await?;
    store.migrate().await?;
    let (mut dice, topics) = (Dice(1), topics());
    let cities: Vec<City> = (0..CITIES).map(city).collect::<Result<_, _>>()?;
    let mut tx = store.begin().await?;
    for city in &cities {
        store::city_put(&mut tx, city).await?;
    }
    tx.commit().await?;
    let mut slugs = Vec::new();
    while slugs.len() < practices {
        let mut tx = store.begin().await?;
        for _ in 0..BATCH.min(practices - slugs.len()) {
            let slug = format!("practice-{}", slugs.len());
            put(&mut tx, &slug, &record(&mut dice, &cities, &topics), slugs.len()).await?;
            slugs.push(slug);
        }
        tx.commit().await?;
    }
    // No PDFs: two per practice would be set while we measure.
    if let Pool::Sqlite { write, .. } = store.pool() {
        sqlx::query("delete from rendition").execute(write).await?;
        sqlx::query("delete from Jobs").execute(write).await?;
    }
    store.close().await;
    Ok(Given { slugs })
}

fn city(number: usize) -> Result<City, Error> {
    Ok(City {
        id: Id::new(),
        slug: format!("city-{number}"),
        name: format!("City {number}"),
        names: [("fr".to_owned(), format!("Ville {number}"))].into(),
        aliases: Vec::new(),
        country: Country::parse(COUNTRIES[number % COUNTRIES.len()]).map_err(|error| error.to_string())?,
        language: Lang::En,
        position: None,
    })
}

/// About as long as what cities send: five hundred words.
fn record(dice: &mut Dice, cities: &[City], topics: &[TopicSlug]) -> Record {
    let first = 2006 + dice.below(18);
    let mut story = |words| CleanText::from_markdown(&dice.text(words));
    let record = Record {
        summary: story(60),
        purpose: story(80),
        rationale: story(80),
        process: story(160),
        impact: story(80),
        funding: story(20),
        ..Record::default()
    };
    Record {
        title: dice.text(8),
        statement: dice.text(15),
        cities: vec![CityRef::of(&cities[dice.below(cities.len())])],
        period: Some(Period::read(&format!("{first}-{}", first + dice.below(5)))),
        topics: {
            let mut own: Vec<TopicSlug> =
                (0..=dice.below(3)).map(|_| topics[dice.below(topics.len())].clone()).collect();
            own.sort();
            own.dedup();
            own
        },
        language: LanguageTag::parse(["en", "fr", "en", "uk", "el"][dice.below(5)]).ok(),
        ..record
    }
}

async fn put(tx: &mut store::Tx, slug: &str, record: &Record, number: usize) -> Result<(), Error> {
    let id = Id::new();
    let hours = i64::try_from(number)?;
    let at = Timestamp::from_micros(1_600_000_000_000_000 + hours * 60_000_000);
    store::practice_insert(tx, id, slug, &Origin::City, at).await?;
    let revision = NewRevision {
        id: Id::new(),
        practice: id,
        record: Some(record),
        decision: None,
        made_by: None,
        made_at: at,
        live_from: at,
    };
    Ok(store::revision_insert(tx, &revision).await?)
}

impl Given {
    /// Filters of two or three facets, in the canonical form of their address: each another question.
    pub fn lists() -> Vec<Request> {
        combinations().map(|query| Request::get(&format!("/en/practices?{query}"))).collect()
    }

    pub fn api() -> Vec<Request> {
        combinations().map(|query| Request::get(&format!("/api/v1/practices?{query}"))).collect()
    }

    /// Two words, of which one is in many texts and the other in few.
    pub fn searches() -> Vec<Request> {
        let mut dice = Dice(7);
        let mut word = || WORDS[dice.below(WORDS.len())];
        (0..QUESTIONS).map(|n| Request::get(&format!("/en/practices?q={}+{}{}", word(), word(), n % 5_000))).collect()
    }
}

/// Each once.
fn combinations() -> impl Iterator<Item = String> {
    let (mut dice, all) = (Dice(5), topics());
    let mut seen = HashSet::new();
    let draw = move || {
        let first = 2006 + dice.below(18);
        let years = (first..=first + dice.below(3)).filter_map(|year| i16::try_from(year).ok()).map(Choice::Year);
        let topics: Vec<_> = (0..=dice.below(3)).map(|_| Choice::Topic(all[dice.below(all.len())].clone())).collect();
        let cities: Vec<_> = (0..dice.below(4)).map(|_| format!("city-{}", dice.below(CITIES))).collect();
        let cities = cities.iter().filter_map(|slug| Slug::parse(slug).ok()).map(Choice::City);
        years
            .chain(topics)
            .chain(cities)
            .fold(Filter::default(), |filter, choice| filter.with(choice))
            .to_query_string()
    };
    std::iter::repeat_with(draw).filter(move |query| seen.insert(query.clone())).take(QUESTIONS)
}

fn topics() -> Vec<TopicSlug> {
    let topics = Topics::embedded();
    TOPICS.iter().filter_map(|name| topics.find(name)).collect()
}
