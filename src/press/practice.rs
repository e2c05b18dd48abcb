//! A practice as it leaves the house: whole, flat, told in one language. Tables, citations, the API, OAI-PMH and PDF are
//! made from it, so that all of them say the same.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Said, Telling, TextLanguage, moment};
use crate::{
    domain::{
        CityRef, CleanText, Field, Gazetteer, Lang, LivePractice, Origin, Period, Record, Timestamp, Topics, record,
    },
    text,
};

/// The story in the order it is told.
pub const STORY: [Field; 8] = [
    Field::Summary,
    Field::Purpose,
    Field::Rationale,
    Field::Process,
    Field::Impact,
    Field::Evaluation,
    Field::Difficulties,
    Field::Advice,
];

/// One good practice of one or more cities. Texts are told in the language asked for where they exist in it, else in the
/// original; each says its language (BCP 47).
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Practice {
    /// Permanent.
    pub id: Uuid,
    /// The page for readers.
    #[schema(format = "uri")]
    pub url: String,
    pub title: String,
    /// One line that says what the practice is; may be empty.
    pub statement: String,
    /// Of title and statement (BCP 47).
    pub language: String,
    /// What the city wrote in (BCP 47), where it is known.
    pub original_language: Option<String>,
    /// How these words came about: `human`, `machine_draft`, `outdated` or `outdated_draft` for a translation; none for the city's own.
    pub translation: Option<String>,
    /// The languages of the interface it is translated into.
    pub translations: Vec<String>,
    /// The first one is the city whose practice it is.
    pub cities: Vec<City>,
    pub period: Option<Dates>,
    /// `running`, `ended` or `regular_service`.
    pub status: Option<String>,
    /// One to three, the main one first.
    pub topics: Vec<TopicName>,
    pub collections: Vec<Collection>,
    /// Who leads it; may be empty.
    pub lead: String,
    pub partners: Vec<String>,
    /// The parts of the story that have a text, in their order.
    pub texts: Vec<Part>,
    pub links: Vec<Reference>,
    pub pictures: Vec<Picture>,
    /// The page it was read from; none for what a city sent itself.
    pub source: Option<Source>,
    /// None: that of its source, which we do not know.
    pub licence: Option<Licence>,
    /// When readers could first see it (RFC 3339).
    #[schema(format = DateTime)]
    pub published_at: Option<String>,
    /// When this content went live (RFC 3339).
    #[schema(format = DateTime)]
    pub updated_at: Option<String>,
    /// When the city last said that it is still right (RFC 3339).
    #[schema(format = DateTime)]
    pub confirmed_at: Option<String>,
    /// Of its content, counted up from 1.
    pub version: i64,
    /// For those who set it in type: everything in it can be told from the rest.
    #[serde(skip)]
    pub said: Said,
}

/// A city, or a whole country where the name is empty.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct City {
    pub name: String,
    /// Its name in addresses and filters, for cities of the network.
    pub slug: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    pub country_name: Option<String>,
}

/// When it happened.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Dates {
    /// As the city or the source put it.
    pub written: String,
    /// As read, in the language asked for.
    pub shown: String,
    /// EDTF (ISO 8601-2), level 1: `2016/..`.
    pub edtf: Option<String>,
    pub first_year: Option<i16>,
    /// None: no end is stated.
    pub last_year: Option<i16>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TopicName {
    pub slug: String,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Collection {
    pub slug: String,
    pub title: String,
    /// Of the title.
    #[serde(skip)]
    pub language: TextLanguage,
}

/// A part of the story.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Part {
    /// `summary`, `purpose`, `rationale`, `process`, `impact`, `evaluation`, `difficulties`, `advice`, `beneficiaries` or
    /// `funding`.
    pub name: String,
    /// In the language asked for.
    pub heading: String,
    /// Of the text (BCP 47).
    pub language: String,
    /// `CommonMark` without raw HTML and pictures.
    #[serde(rename = "markdown")]
    #[schema(value_type = String)]
    pub text: CleanText,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Reference {
    pub title: String,
    #[schema(format = "uri")]
    pub url: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Picture {
    #[schema(format = "uri")]
    pub url: String,
    pub width: u32,
    pub height: u32,
    /// What it shows, in the original language.
    pub alt: String,
    pub credit: String,
    pub licence: String,
}

/// A partner's page.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Source {
    pub name: String,
    #[schema(format = "uri")]
    pub url: String,
    /// RFC 3339.
    #[schema(format = DateTime)]
    pub read_at: Option<String>,
    #[serde(skip)]
    pub(super) day: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Licence {
    pub name: String,
    #[schema(format = "uri")]
    pub url: String,
}

/// Where a practice and its pictures stand, absolute.
pub struct Addresses<'a> {
    pub page: String,
    /// Of a file, by its name.
    pub file: &'a dyn Fn(&str) -> String,
}

/// What a record does not say of itself.
#[derive(Clone, Debug)]
pub struct Facts {
    pub id: Uuid,
    pub url: String,
    pub version: i64,
    pub source: Option<Source>,
    pub published_at: Timestamp,
    pub updated_at: Timestamp,
    pub confirmed_at: Option<Timestamp>,
    pub collections: Vec<Collection>,
    pub pictures: Vec<Picture>,
}

/// Where names are looked up.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    pub topics: &'a Topics,
    pub gazetteer: &'a Gazetteer,
    pub lang: Lang,
}

impl Facts {
    /// Of a practice as readers see it; its collections are told in the language asked for.
    #[must_use]
    pub fn of(practice: &LivePractice, addresses: Addresses<'_>, collections: Vec<Collection>) -> Self {
        let picture = |picture: &record::Picture| Picture {
            url: (addresses.file)(&picture.blob),
            width: picture.width,
            height: picture.height,
            alt: picture.alt.clone(),
            credit: picture.credit.clone(),
            licence: picture.licence.clone(),
        };
        Self {
            id: practice.id.uuid(),
            version: practice.revision,
            source: match &practice.origin {
                Origin::City => None,
                Origin::Source { name, url, read_at, .. } => Some(Source::new(name, url, *read_at)),
            },
            published_at: practice.first_live_at,
            updated_at: practice.live_from,
            confirmed_at: practice.confirmed_at,
            collections,
            pictures: practice.record.shown_pictures().map(picture).collect(),
            url: addresses.page,
        }
    }
}

impl Collection {
    /// With its title and the language that is in.
    #[must_use]
    pub fn new(slug: &str, (title, language): (String, Lang)) -> Self {
        Self { slug: slug.to_owned(), title, language: language.into() }
    }
}

impl Source {
    #[must_use]
    pub fn new(name: &str, url: &str, read_at: Timestamp) -> Self {
        Self { name: name.to_owned(), url: url.to_owned(), read_at: moment(read_at), day: read_at }
    }
}

impl Licence {
    /// The licence cities give with their consent; partners' texts keep the one of their source, which we do not know.
    pub const CITY: (&str, &str) = ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/");

    #[must_use]
    pub fn of_cities() -> Self {
        Self { name: Self::CITY.0.to_owned(), url: Self::CITY.1.to_owned() }
    }
}

impl Practice {
    #[must_use]
    pub fn of(record: &Record, facts: Facts, around: &Surroundings<'_>) -> Self {
        Self::told(record, &Telling::of(record, around.lang), facts, around)
    }

    /// In the words the city wrote.
    #[must_use]
    pub fn original(record: &Record, facts: Facts, around: &Surroundings<'_>) -> Self {
        Self::told(record, &Telling::original(record, around.lang), facts, around)
    }

    fn told(record: &Record, telling: &Telling<'_>, facts: Facts, around: &Surroundings<'_>) -> Self {
        let lang = around.lang;
        let said = Said::of(record, telling, &facts, lang);
        let story = STORY.into_iter().filter_map(|field| told(field, telling.part(field)?, lang));
        let whole = [Field::Beneficiaries, Field::Funding].into_iter();
        let whole = whole.filter_map(|field| told(field, telling.part(field)?, lang));
        let topics = record
            .topics
            .iter()
            .map(|slug| TopicName { slug: slug.to_string(), name: around.topics.name(slug, lang).to_owned() });
        Self {
            id: facts.id,
            url: facts.url,
            title: telling.title().to_owned(),
            statement: telling.statement().to_owned(),
            language: telling.language().tag,
            original_language: record.language.as_ref().map(|tag| tag.as_str().to_owned()),
            translation: telling.translated().map(|state| state.name().to_owned()),
            translations: record.translations.iter().map(|it| it.language.tag().to_owned()).collect(),
            cities: record.cities.iter().map(|city| City::of(city, around)).collect(),
            period: record.period.as_ref().map(|period| Dates::of(period, lang)),
            status: record.status.map(|status| status.name().to_owned()),
            topics: topics.collect(),
            collections: facts.collections,
            lead: record.lead.clone(),
            partners: record.partners.clone(),
            texts: story.chain(whole).collect(),
            links: record.links.iter().map(Reference::of).collect(),
            pictures: facts.pictures,
            licence: facts.source.is_none().then(Licence::of_cities),
            source: facts.source,
            published_at: moment(facts.published_at),
            updated_at: moment(facts.updated_at),
            confirmed_at: facts.confirmed_at.and_then(moment),
            version: facts.version,
            said,
        }
    }

    /// Names of its cities, the countries of those that have none.
    #[must_use]
    pub fn places(&self) -> Vec<&str> {
        let name = |city: &'_ City| !city.name.is_empty();
        let countries = || self.cities.iter().filter_map(|city| city.country_name.as_deref());
        let named: Vec<&str> = self.cities.iter().filter(|city| name(city)).map(|city| city.name.as_str()).collect();
        if named.is_empty() { countries().collect() } else { named }
    }

    /// The countries of its cities, each once: code and name.
    #[must_use]
    pub fn countries(&self) -> Vec<(&str, &str)> {
        let mut countries: Vec<(&str, &str)> = Vec::new();
        for city in &self.cities {
            if let (Some(code), Some(name)) = (&city.country, &city.country_name)
                && !countries.iter().any(|(known, _)| known == code)
            {
                countries.push((code, name));
            }
        }
        countries
    }

    #[must_use]
    pub fn part(&self, field: Field) -> Option<&Part> {
        self.texts.iter().find(|part| part.name == field.name())
    }

    /// The statement, or the beginning of the summary where there is none; plain.
    #[must_use]
    pub fn in_short(&self) -> String {
        if !self.statement.is_empty() {
            return self.statement.clone();
        }
        self.part(Field::Summary).map(|part| super::excerpt(&part.text.plain())).unwrap_or_default()
    }
}

fn told(field: Field, (words, language): (&CleanText, TextLanguage), lang: Lang) -> Option<Part> {
    (!words.is_empty()).then(|| Part {
        name: field.name().to_owned(),
        heading: text::phrase::<&str, &str>(lang, field.label(), &[]),
        language: language.tag,
        text: words.clone(),
    })
}

impl City {
    pub(super) fn of(city: &CityRef, around: &Surroundings<'_>) -> Self {
        let known = city.id.and_then(|id| around.gazetteer.get(id));
        Self {
            name: known.map_or(city.name.as_str(), |known| known.name_in(around.lang)).to_owned(),
            slug: known.map(|known| known.slug.clone()),
            country: city.country.map(|country| country.code().to_owned()),
            country_name: city.country.map(|country| country.name(around.lang).to_owned()),
        }
    }
}

impl Dates {
    fn of(period: &Period, lang: Lang) -> Self {
        let years = period.years();
        Self {
            written: period.written().to_owned(),
            shown: text::period(lang, period),
            edtf: period.edtf(),
            first_year: years.map(|(first, _)| first),
            last_year: years.and_then(|(_, last)| last),
        }
    }
}

impl Reference {
    fn of(link: &record::Link) -> Self {
        Self { title: link.title.clone(), url: link.url.clone() }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::LanguageTag;

    pub fn a_practice() -> Practice {
        let record = Record {
            title: "A library {of} people & \"others\"".to_owned(),
            cities: vec![CityRef { id: None, name: "Łódź".to_owned(), country: None }],
            period: Some(Period::read("since 2016")),
            language: LanguageTag::parse("en").ok(),
            summary: CleanText::from_markdown("Residents **lend** their story."),
            ..Record::default()
        };
        let (topics, gazetteer) = (Topics::embedded(), Gazetteer::default());
        let facts = Facts {
            id: Uuid::from_u128(7),
            url: "https://practices.example/en/practices/library".to_owned(),
            version: 1,
            source: None,
            published_at: Timestamp::from_micros(1_700_000_000_000_000),
            updated_at: Timestamp::from_micros(1_700_000_000_000_000),
            confirmed_at: None,
            collections: Vec::new(),
            pictures: Vec::new(),
        };
        Practice::of(&record, facts, &Surroundings { topics: &topics, gazetteer: &gazetteer, lang: Lang::En })
    }

    #[test]
    fn only_parts_with_a_text_are_told() {
        let practice = a_practice();
        assert_eq!(practice.texts.iter().map(|part| part.name.as_str()).collect::<Vec<_>>(), ["summary"]);
        assert_eq!((practice.places(), practice.in_short().as_str()), (vec!["Łódź"], "Residents lend their story."));
        let json = serde_json::to_value(&practice).unwrap();
        assert_eq!(json["period"]["edtf"], "2016/..");
        assert_eq!(json["texts"][0]["markdown"], "Residents **lend** their story.");
    }
}
