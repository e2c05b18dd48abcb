//! Cities and published practices for a test, put in place as the store keeps them:
//! `a_practice("The library of people").in_city(&bradford).about("education").during("since 2016").put(&store)`.
#![expect(clippy::unwrap_used, reason = "what helps a test may fail as a test does")]

use std::{collections::BTreeMap, time::Duration};

use practice_commons::{
    domain::{
        City, CityRef, CleanText, Country, Field, Id, Lang, LanguageTag, Period, Record, Timestamp, Topics,
        marker::{Practice, Revision},
        record::{Link, Picture, Translation},
    },
    store::{self, NewRevision, Origin, Store},
};

pub fn a_city(slug: &str, name: &str, country: &str) -> City {
    City {
        id: Id::new(),
        slug: slug.to_owned(),
        name: name.to_owned(),
        names: BTreeMap::new(),
        aliases: Vec::new(),
        country: Country::parse(country).expect("a country of ISO 3166-1"),
        position: None,
        language: Lang::En,
    }
}

pub async fn put_city(store: &Store, city: &City) {
    let mut tx = store.begin().await.unwrap();
    store::city_put(&mut tx, city).await.unwrap();
    tx.commit().await.unwrap();
}

pub struct PracticeBuilder {
    slug: Option<String>,
    record: Record,
    origin: Origin,
    published_at: Timestamp,
    withdrawn: bool,
}

/// In English, sent by a city, published in 2024; with nothing but a title.
pub fn a_practice(title: &str) -> PracticeBuilder {
    PracticeBuilder {
        slug: None,
        record: Record {
            title: title.to_owned(),
            language: Some(LanguageTag::parse("en").unwrap()),
            ..Record::default()
        },
        origin: Origin::City,
        published_at: day(2024, 3, 12),
        withdrawn: false,
    }
}

pub fn day(year: i32, month: u8, day: u8) -> Timestamp {
    let month = time::Month::try_from(month).unwrap();
    Timestamp::from_utc(time::Date::from_calendar_date(year, month, day).unwrap().midnight().assume_utc())
}

impl PracticeBuilder {
    pub fn at(mut self, slug: &str) -> Self {
        self.slug = Some(slug.to_owned());
        self
    }

    pub fn in_city(mut self, city: &City) -> Self {
        self.record.cities.push(CityRef::of(city));
        self
    }

    pub fn about(mut self, topic: &str) -> Self {
        self.record.topics.push(Topics::embedded().find(topic).expect("a topic of the network"));
        self
    }

    pub fn during(mut self, words: &str) -> Self {
        self.record.period = Some(Period::read(words));
        self
    }

    pub fn written_in(mut self, language: &str) -> Self {
        self.record.language = Some(LanguageTag::parse(language).unwrap());
        self
    }

    pub fn stating(mut self, statement: &str) -> Self {
        statement.clone_into(&mut self.record.statement);
        self
    }

    pub fn telling(mut self, field: Field, markdown: &str) -> Self {
        match field {
            Field::Lead => markdown.clone_into(&mut self.record.lead),
            Field::Partners => self.record.partners = markdown.lines().map(str::to_owned).collect(),
            _ => self = self.telling_at_length(field, markdown),
        }
        self
    }

    fn telling_at_length(mut self, field: Field, markdown: &str) -> Self {
        let text = CleanText::from_markdown(markdown);
        match field {
            Field::Summary => self.record.summary = text,
            Field::Process => self.record.process = text,
            Field::Impact => self.record.impact = text,
            Field::Evaluation => self.record.evaluation = text,
            other => panic!("the builder tells no {other}"),
        }
        self
    }

    pub fn translated(mut self, translation: Translation) -> Self {
        self.record.translations.push(translation);
        self
    }

    pub fn with_picture(mut self, picture: Picture) -> Self {
        self.record.pictures.push(picture);
        self
    }

    pub fn with_link(mut self, line: &str) -> Self {
        self.record.links.push(Link::read(line).expect("a title and an address"));
        self
    }

    pub fn read_at(mut self, name: &str, url: &str) -> Self {
        let (source, read_at) = (Id::new(), self.published_at);
        self.origin = Origin::Source { source, name: name.to_owned(), url: url.to_owned(), read_at };
        self
    }

    pub fn published(mut self, at: Timestamp) -> Self {
        self.published_at = at;
        self
    }

    pub fn withdrawn(mut self) -> Self {
        self.withdrawn = true;
        self
    }

    pub async fn put(self, store: &Store) -> Id<Practice> {
        let id = Id::new();
        let slug = self.slug.unwrap_or_else(|| id.to_string());
        let mut tx = store.begin().await.unwrap();
        assert!(store::practice_insert(&mut tx, id, &slug, &self.origin, self.published_at).await.unwrap());
        let revision = |record, at| NewRevision {
            id: Id::<Revision>::new(),
            practice: id,
            record,
            decision: None,
            made_by: None,
            made_at: at,
            live_from: at,
        };
        store::revision_insert(&mut tx, &revision(Some(&self.record), self.published_at)).await.unwrap();
        if self.withdrawn {
            let later = self.published_at + Duration::from_hours(24);
            store::revision_insert(&mut tx, &revision(None, later)).await.unwrap();
        }
        tx.commit().await.unwrap();
        id
    }
}
