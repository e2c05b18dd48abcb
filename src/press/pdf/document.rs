//! A document as the template takes it.

use std::collections::BTreeMap;

use i18n_embed_fl::fl;
use serde_json::{Value, json};
use typst::foundations::{Array, Bytes, Dict, IntoValue};

use super::{PdfError, fonts::FONTS, picture::Figure};
use crate::{
    domain::{CleanText, Field, Lang, LanguageTag, Timestamp, mosaic::Mosaic},
    press::{Part, Practice, TextLanguage},
    text,
};

/// What is to be set: one practice, or several behind a cover.
#[derive(Clone, Debug)]
pub struct Document {
    /// Stable: two files of the same document bear it.
    pub id: String,
    /// A practice alone has none.
    pub cover: Option<Cover>,
    pub sheets: Vec<Sheet>,
    pub lang: Lang,
    /// When the latest of its content went live.
    pub made_at: Timestamp,
}

/// What stands before the practices of a collection, or of a booklet that a reader put together.
#[derive(Clone, Debug, Default)]
pub struct Cover {
    pub title: String,
    /// Of the title.
    pub language: TextLanguage,
    pub introduction: CleanText,
    pub introduction_language: TextLanguage,
}

/// A practice with its city's ornament.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub practice: Practice,
    /// The editors' subhead that begins with it in a collection, and its language.
    pub subhead: Option<(String, TextLanguage)>,
    pub mosaic: Mosaic,
    /// Those that readers may see, each with its file.
    pub pictures: Vec<Figure>,
}

/// Letters that no typeface has are shown as a sign for that as long as they are this rare; a text that cannot be read is
/// no file at all.
const MISSING_MOST: f64 = 0.01;
/// The first of these that a typeface has.
const MISSING: [char; 3] = ['\u{fffd}', '\u{25a1}', '?'];

impl Document {
    pub(super) fn data(&self) -> Result<Value, PdfError> {
        let mut data = self.content();
        let mut letters = Letters::default();
        letters.check(&mut data);
        letters.verdict()?;
        Ok(data)
    }

    /// All that the template is given but the files of the pictures.
    pub(super) fn content(&self) -> Value {
        let words = text::phrases(self.lang);
        let site = fl!(words, "site-name");
        let day = text::date(self.lang, self.made_at);
        let alone = self.cover.is_none();
        let practices = self.sheets.iter().map(|sheet| sheet.data(self.lang, alone.then_some(&*day)));
        let first = self.sheets.first().map(|sheet| &sheet.practice).filter(|_| alone);
        let title = self.cover.as_ref().map(|cover| cover.title.as_str()).or(first.map(|it| it.title.as_str()));
        let places = self.sheets.iter().flat_map(|sheet| sheet.practice.places());
        let topics = self.sheets.iter().flat_map(|sheet| sheet.practice.topics.iter().map(|it| it.name.as_str()));
        let source = first.map_or(site.as_str(), |it| it.url.as_str());
        let n = self.sheets.len();
        json!({
            "title": title.unwrap_or(&site),
            "cover": self.cover.as_ref().map(|cover| cover.data(self.lang)),
            "subtitle": fl!(words, "site-pdf-subtitle", n = n, site = site.as_str(), day = day.as_str()),
            "lang": self.lang.tag(),
            "authors": once(places),
            "keywords": once(topics),
            "description": first.map(Practice::in_short).unwrap_or_default(),
            "footer": fl!(words, "site-pdf-footer", source = source, day = day.as_str()),
            "words": {
                "contents": fl!(words, "site-pdf-contents"),
                "references": fl!(words, "site-references"),
                "facts": fl!(words, "site-facts"),
            },
            "grouped": self.sheets.iter().any(|sheet| sheet.subhead.is_some()),
            "practices": practices.collect::<Vec<_>>(),
        })
    }

    /// The pictures of each practice, in the order of its words about them; one whose file is none is left out.
    pub(super) fn pictures(&self) -> Array {
        let printed = |figure: &Figure| {
            let mut it = Dict::new();
            if let Some(printed) = figure.printed() {
                it.insert("bytes".into(), Bytes::new(printed.bytes).into_value());
                it.insert("format".into(), printed.format.into_value());
                it.insert("share".into(), printed.share.into_value());
                it.insert("alt".into(), figure.picture.alt.as_str().into_value());
            }
            it.into_value()
        };
        self.sheets.iter().map(|sheet| sheet.pictures.iter().map(printed).collect::<Array>().into_value()).collect()
    }
}

fn once<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = Vec::new();
    for word in words {
        if !seen.contains(&word) {
            seen.push(word);
        }
    }
    seen
}

impl Cover {
    fn data(&self, lang: Lang) -> Value {
        let introduction = self.introduction.blocks();
        json!({
            "title": in_language(&self.language, lang, json!({"text": self.title})),
            "introduction": in_language(&self.introduction_language, lang, json!({"blocks": introduction})),
        })
    }
}

impl Sheet {
    /// `day` is told where no page before this one tells it.
    fn data(&self, lang: Lang, day: Option<&str>) -> Value {
        let it = &self.practice;
        let (tag, dir) = language(&it.language, lang);
        let (original, original_dir) = self.original(lang);
        let story = it.texts.iter().filter(|part| !is_fact(part));
        let parts = story.map(|part| {
            let (tag, dir) = language(&part.language, lang);
            json!({"heading": part.heading, "lang": tag, "blocks": part.text.blocks(), "direction": dir})
        });
        let links = it.links.iter().map(|link| {
            let text = if link.title.is_empty() { &link.url } else { &link.title };
            json!({"url": link.url, "text": text})
        });
        let words = text::phrases(lang);
        let credits = self.pictures.iter().map(|figure| {
            let picture = &figure.picture;
            fl!(words, "site-picture-credit", credit = picture.credit.as_str(), licence = picture.licence.as_str())
        });
        let subhead = self.subhead.as_ref();
        json!({
            "credits": credits.collect::<Vec<_>>(),
            "subhead": subhead.map(|(text, own)| in_language(own, lang, json!({"text": text}))),
            "title": it.title,
            "statement": it.statement,
            "note": it.said.note,
            "lang": tag,
            "direction": dir,
            "original": original,
            "original_direction": original_dir,
            "place": self.place(),
            "mosaic": self.mosaic.svg(128),
            "facts": self.facts(lang, day),
            "parts": parts.collect::<Vec<_>>(),
            "links": links.collect::<Vec<_>>(),
        })
    }

    fn original(&self, lang: Lang) -> (String, &'static str) {
        let it = &self.practice;
        language(it.original_language.as_deref().unwrap_or(&it.language), lang)
    }

    /// Cities, countries and period, as above the title on the page.
    fn place(&self) -> [String; 3] {
        let it = &self.practice;
        let cities: Vec<&str> = it.cities.iter().map(|city| city.name.as_str()).filter(|it| !it.is_empty()).collect();
        let countries: Vec<&str> = it.countries().into_iter().map(|(_, name)| name).collect();
        let period = it.period.as_ref().map(|period| period.shown.clone());
        [cities.join(", "), countries.join(", "), period.unwrap_or_default()]
    }

    /// The facts of the page, in its order, and what only paper has to say.
    fn facts(&self, lang: Lang, day: Option<&str>) -> Vec<Value> {
        let (it, said, words) = (&self.practice, &self.practice.said, text::phrases(lang));
        let (tag, dir) = self.original(lang);
        let line = |text: &str| json!({"text": text, "url": null});
        let linked = |text: &str, url: &str| json!({"text": text, "url": url});
        let fact = |name: String, lines: Vec<Value>| json!({"name": name, "lines": lines, "lang": lang.tag(), "direction": "ltr"});
        let own =
            |name: String, lines: Vec<Value>| json!({"name": name, "lines": lines, "lang": tag, "direction": dir});
        let told = |part: Option<&Part>| {
            part.map(|part| {
                let (tag, dir) = language(&part.language, lang);
                json!({"name": part.heading, "blocks": part.text.blocks(), "lang": tag, "direction": dir})
            })
        };
        let some = |text: &str| if text.trim().is_empty() { Vec::new() } else { vec![line(text)] };
        let cities: Vec<Value> =
            it.cities.iter().filter(|city| !city.name.is_empty()).map(|it| line(&it.name)).collect();
        let countries: Vec<Value> = it.countries().into_iter().map(|(_, name)| line(name)).collect();
        let mut period = it.period.as_ref().map(|period| period.shown.clone()).unwrap_or_default();
        if let Some(written) = &said.as_written {
            period = format!("{period} {written}");
        }
        let collections =
            it.collections.iter().map(|collection| in_language(&collection.language, lang, line(&collection.title)));
        let source = it.source.as_ref().map(|source| source.url.as_str());
        let licence = it.licence.as_ref().map(|licence| licence.url.as_str());
        let maybe_linked =
            |text: &str, url: Option<&str>| vec![url.map_or_else(|| line(text), |url| linked(text, url))];
        let facts = [
            Some(fact(fl!(words, "site-fact-city", n = cities.len()), cities)),
            Some(fact(fl!(words, "site-fact-country", n = countries.len()), countries)),
            Some(fact(fl!(words, "site-fact-topics"), it.topics.iter().map(|topic| line(&topic.name)).collect())),
            Some(fact(fl!(words, "site-fact-period"), some(&period))),
            Some(fact(fl!(words, "site-fact-status"), some(said.status.as_deref().unwrap_or_default()))),
            Some(own(fl!(words, "site-fact-lead"), some(&it.lead))),
            Some(own(fl!(words, "site-fact-partners"), it.partners.iter().map(|partner| line(partner)).collect())),
            told(it.part(Field::Beneficiaries)),
            told(it.part(Field::Funding)),
            Some(fact(fl!(words, "site-fact-language"), some(&said.language))),
            Some(fact(fl!(words, "site-fact-collections"), collections.collect())),
            Some(fact(fl!(words, "site-fact-source"), maybe_linked(&said.source, source))),
            Some(fact(fl!(words, "site-fact-published"), some(&said.published))),
            Some(fact(fl!(words, "site-fact-confirmed"), some(said.confirmed.as_deref().unwrap_or_default()))),
            Some(fact(fl!(words, "site-fact-licence"), maybe_linked(&said.licence, licence))),
            Some(fact(fl!(words, "site-pdf-page"), vec![linked(&it.url, &it.url)])),
            Some(fact(fl!(words, "site-pdf-day"), some(day.unwrap_or_default()))),
        ];
        let is_told = |fact: &Value| fact["lines"].as_array().is_none_or(|lines| !lines.is_empty());
        facts.into_iter().flatten().filter(is_told).collect()
    }
}

/// Parts that stand among the facts.
fn is_fact(part: &Part) -> bool {
    [Field::Beneficiaries, Field::Funding].iter().any(|field| part.name == field.name())
}

/// A thing of the document marked with the language it is in.
fn in_language(own: &TextLanguage, lang: Lang, mut value: Value) -> Value {
    let (tag, dir) = language(&own.tag, lang);
    value["lang"] = tag.into();
    value["direction"] = dir.into();
    value
}

/// A tag as typst takes it, ISO 639 alone, and its direction; that of the page where there is none.
fn language(tag: &str, lang: Lang) -> (String, &'static str) {
    match LanguageTag::parse(tag) {
        Ok(tag) if matches!(tag.primary().len(), 2 | 3) => (tag.primary().to_owned(), tag.direction()),
        Ok(_) | Err(_) => (lang.tag().to_owned(), "ltr"),
    }
}

/// The letters of a document that no typeface has.
#[derive(Default)]
struct Letters {
    all: usize,
    missing: BTreeMap<char, usize>,
}

impl Letters {
    fn check(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => {
                self.all += text.chars().count();
                if text.chars().any(|letter| !FONTS.has(letter)) {
                    *text = text.chars().map(|letter| self.printed(letter)).collect();
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.check(value)),
            Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| {
                // Addresses are not printed as they stand here.
                if name != "url" && name != "mosaic" {
                    self.check(value);
                }
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn printed(&mut self, letter: char) -> char {
        if FONTS.has(letter) {
            return letter;
        }
        *self.missing.entry(letter).or_default() += 1;
        MISSING.into_iter().find(|sign| FONTS.has(*sign)).unwrap_or('?')
    }

    #[expect(clippy::cast_precision_loss, reason = "a share of letters")]
    fn verdict(&self) -> Result<(), PdfError> {
        let missing: usize = self.missing.values().sum();
        if missing as f64 > MISSING_MOST * self.all as f64 {
            return Err(PdfError::Letters(self.missing.keys().take(20).collect()));
        }
        Ok(())
    }
}
