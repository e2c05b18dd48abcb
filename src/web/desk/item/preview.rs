//! The proposal as readers would see it.

use super::{
    super::{
        guard::SignedIn,
        shown::{field_name, item_mosaic, status_words},
    },
    opened::Opened,
};
use crate::{
    domain::{CleanText, Field, clean_text::SafeHtml, record::Picture},
    text,
    web::{
        App,
        site::views::{Drawing, Link, TextLanguage},
    },
};

pub(super) struct PreviewView {
    pub mosaic: Drawing,
    pub place: String,
    pub period: String,
    pub title: String,
    pub statement: String,
    pub parts: Vec<Part>,
    pub facts: Vec<Fact>,
    pub links: Vec<Link>,
    pub pictures: Vec<Picture>,
    pub language: TextLanguage,
}

pub(super) struct Part {
    pub name: String,
    pub html: SafeHtml,
}

pub(super) struct Fact {
    pub name: String,
    pub text: String,
}

const STORY: [Field; 8] = [
    Field::Summary,
    Field::Purpose,
    Field::Rationale,
    Field::Process,
    Field::Impact,
    Field::Evaluation,
    Field::Difficulties,
    Field::Advice,
];

impl PreviewView {
    pub fn of(app: &App, signed: &SignedIn, opened: &Opened) -> Self {
        let (lang, record, item) = (signed.lang, &opened.record, &opened.item);
        let part = |field: Field| {
            let html = record.text(field).map(CleanText::to_html).filter(|html| !html.as_str().is_empty())?;
            Some(Part { name: field_name(lang, field.name()), html })
        };
        let places: Vec<String> = record
            .cities
            .iter()
            .map(|city| {
                let known =
                    city.id.and_then(|id| opened.words.gazetteer.get(id)).map(|known| known.name_in(lang).to_owned());
                let country = city.country.map(|country| country.name(lang).to_owned());
                [known.or_else(|| Some(city.name.clone()).filter(|name| !name.is_empty())), country]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(", ")
            })
            .collect();
        Self {
            mosaic: item_mosaic(item.city_id, &item.city_name, &item.title),
            place: places.join(" · "),
            period: record.period.as_ref().map(|period| text::period(lang, period)).unwrap_or_default(),
            title: record.title.clone(),
            statement: record.statement.clone(),
            parts: STORY.into_iter().filter_map(part).collect(),
            facts: facts(app, signed, opened),
            links: record
                .links
                .iter()
                .map(|link| Link::new(if link.title.is_empty() { &link.url } else { &link.title }, &link.url))
                .collect(),
            pictures: item.pictures.clone(),
            language: record.language.as_ref().map_or_else(|| TextLanguage::from(lang), TextLanguage::from),
        }
    }
}

fn facts(app: &App, signed: &SignedIn, opened: &Opened) -> Vec<Fact> {
    let (lang, record) = (signed.lang, &opened.record);
    let topics: Vec<&str> = record.topics.iter().map(|topic| app.topics().name(topic, lang)).collect();
    let all = [
        (Field::Topics, text::list(lang, &topics)),
        (Field::Status, record.status.map(|status| status_words(text::phrases(lang), status)).unwrap_or_default()),
        (Field::Lead, record.lead.clone()),
        (Field::Partners, text::list(lang, &record.partners)),
        (Field::Beneficiaries, record.beneficiaries.plain()),
        (Field::Funding, record.funding.plain()),
        (Field::Language, record.language.as_ref().map(|tag| text::language_name(lang, tag)).unwrap_or_default()),
    ];
    let named = |(field, text): (Field, String)| Fact { name: field_name(lang, field.name()), text };
    all.into_iter().map(named).filter(|fact| !fact.text.is_empty()).collect()
}
