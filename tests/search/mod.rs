//! The index as the site asks it: words, facets, order, changes.

mod changes;
mod facets;
mod folder;
mod stretches;
mod words;

use practice_commons::{
    domain::{
        CityRef, CleanText, Country, Filter, Lang, LanguageTag, Period, Record, Slug, Timestamp, TopicSlug,
        record::{Translation, TranslationState},
    },
    search::{Document, Found, Index, Keys, View},
    text,
};
use uuid::Uuid;

const VIEW: View = View { lang: Lang::En, current_year: 2024, per_page: 20 };

/// A practice that is there to be found.
#[derive(Clone, Debug)]
struct Practice(Document);

fn a_practice(title: &str) -> Practice {
    let record = Record { title: title.to_owned(), ..Record::default() };
    // The same title is the same practice, in every run.
    let id = title.bytes().fold(7_u128, |id, byte| id.wrapping_mul(257).wrapping_add(byte.into()));
    Practice(Document {
        id: Uuid::from_u128(id),
        record,
        cities: Vec::new(),
        collections: Vec::new(),
        keywords: Vec::new(),
        published_at: Timestamp::from_micros(0),
        keys: Keys::default(),
    })
}

impl Practice {
    /// With the keys the site would give it: those of its title, and of its city, in each language.
    fn document(self) -> Document {
        let record = &self.0.record;
        let title = |lang| {
            let own = record.language.as_ref().is_some_and(|tag| tag.primary() == Lang::tag(lang));
            let translated = record.translations.iter().find(|it| it.language == lang && !own);
            text::sort_key(lang, translated.map_or(&record.title, |it| &it.title))
        };
        let city = record.cities.iter().find(|city| !city.name.is_empty());
        let keys = Keys {
            titles: Lang::ALL.map(title),
            cities: city.map(|city| Lang::ALL.map(|lang| text::sort_key(lang, &city.name))),
        };
        Document { keys, ..self.0 }
    }

    fn written_in(mut self, tag: &str) -> Self {
        self.0.record.language = LanguageTag::parse(tag).ok();
        self
    }

    fn telling(mut self, summary: &str) -> Self {
        self.0.record.summary = CleanText::from_markdown(summary);
        self
    }

    fn on(mut self, topics: &[&str]) -> Self {
        self.0.record.topics = topics.iter().map(|slug| topic(slug)).collect();
        self
    }

    fn of(mut self, city: &str, country: &str) -> Self {
        let country = Country::parse(country).ok();
        assert!(country.is_some(), "a country that is none");
        self.0.record.cities.push(CityRef { id: None, name: city.to_owned(), country });
        self.0.cities.extend(Slug::parse(&city.to_lowercase()));
        self
    }

    fn during(mut self, period: &str) -> Self {
        self.0.record.period = (!period.is_empty()).then(|| Period::read(period));
        self
    }

    fn collected_in(mut self, collection: &str) -> Self {
        self.0.collections.extend(Slug::parse(collection));
        self
    }

    fn keyword(mut self, lang: Lang, word: &str) -> Self {
        self.0.keywords.push((lang, word.to_owned()));
        self
    }

    fn published(mut self, at: i64) -> Self {
        self.0.published_at = Timestamp::from_micros(at);
        self
    }

    fn translated(mut self, language: Lang, title: &str, summary: &str) -> Self {
        self.0.record.translations.push(Translation {
            language,
            state: TranslationState::Human,
            made_at: Timestamp::from_micros(0),
            title: title.to_owned(),
            statement: String::new(),
            summary: CleanText::from_markdown(summary),
            purpose: CleanText::default(),
            rationale: CleanText::default(),
            process: CleanText::default(),
            impact: CleanText::default(),
            advice: CleanText::default(),
        });
        self
    }
}

fn topic(slug: &str) -> TopicSlug {
    serde_json::from_value(slug.into()).expect("a slug")
}

fn index_of(practices: impl IntoIterator<Item = Practice>) -> Index {
    let index = Index::new().expect("an index");
    index.replace_all(practices.into_iter().map(Practice::document).collect::<Vec<_>>()).expect("indexed");
    index
}

fn ask(index: &Index, filter: &Filter) -> Found {
    index.query(filter, VIEW).expect("an answer")
}

/// The titles of what the words find, in the order of the list.
fn titles(index: &Index, practices: &[Practice], filter: &Filter) -> Vec<String> {
    let title = |id: &Uuid| {
        practices.iter().find(|practice| practice.0.id == *id).expect("one of these").0.record.title.clone()
    };
    ask(index, filter).ids.iter().map(title).collect()
}
