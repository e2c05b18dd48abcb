//! A document as the template takes it.

use std::collections::BTreeMap;

use i18n_embed_fl::fl;
use serde_json::{Value, json};
use typst::foundations::{Array, Bytes, Dict, IntoValue};

use super::{PdfError, fonts::FONTS, picture::Figure};
use crate::{
    domain::{Lang, LanguageTag, Timestamp, mosaic::Mosaic},
    press::Practice,
    text,
};

/// What is to be set: one practice, or several as a booklet with contents.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Stable: two files of the same document bear it.
    pub id: &'a str,
    /// Of a booklet; a practice has its own.
    pub title: Option<&'a str>,
    pub sheets: &'a [Sheet],
    pub lang: Lang,
    /// When its content went live, or it was put together.
    pub made_at: Timestamp,
}

/// A practice with its city's ornament.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub practice: Practice,
    pub mosaic: Mosaic,
    /// Those that readers may see, each with its file.
    pub pictures: Vec<Figure>,
}

/// Letters that no typeface has are shown as a sign for that as long as they are this rare; a text that cannot be read is
/// no file at all.
const MISSING_MOST: f64 = 0.01;
/// The first of these that a typeface has.
const MISSING: [char; 3] = ['\u{fffd}', '\u{25a1}', '?'];

impl Document<'_> {
    pub(super) fn data(&self) -> Result<Value, PdfError> {
        let words = text::phrases(self.lang);
        let site = fl!(words, "site-name");
        let day = text::date(self.lang, self.made_at);
        let practices = self.sheets.iter().map(|sheet| sheet.data(self.lang, self.title.is_none().then_some(&*day)));
        let first = self.sheets.first().map(|sheet| &sheet.practice);
        let title = self.title.or(first.map(|it| it.title.as_str())).unwrap_or(&site);
        let places = self.sheets.iter().flat_map(|sheet| sheet.practice.places());
        let topics = self.sheets.iter().flat_map(|sheet| sheet.practice.topics.iter().map(|it| it.name.as_str()));
        let source = first.filter(|_| self.title.is_none()).map_or(site.as_str(), |it| it.url.as_str());
        let mut data = json!({
            "title": title,
            "booklet": self.title.is_some(),
            "subtitle": fl!(words, "site-pdf-subtitle", n = self.sheets.len(), site = site.as_str(), day = day.as_str()),
            "lang": self.lang.tag(),
            "authors": once(places),
            "keywords": once(topics),
            "description": first.filter(|_| self.title.is_none()).map(Practice::in_short).unwrap_or_default(),
            "footer": fl!(words, "site-pdf-footer", source = source, day = day.as_str()),
            "words": {
                "contents": fl!(words, "site-pdf-contents"),
                "references": fl!(words, "site-references"),
            },
            "practices": practices.collect::<Vec<_>>(),
        });
        let mut letters = Letters::default();
        letters.check(&mut data);
        letters.verdict()?;
        Ok(data)
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

impl Sheet {
    /// `day` is told where no page before this one tells it.
    fn data(&self, lang: Lang, day: Option<&str>) -> Value {
        let it = &self.practice;
        let (tag, dir) = language(&it.language, lang);
        let (original, _) = language(it.original_language.as_deref().unwrap_or(&it.language), lang);
        let parts = it.texts.iter().map(|part| {
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
        json!({
            "credits": credits.collect::<Vec<_>>(),
            "title": it.title,
            "statement": it.statement,
            "lang": tag,
            "direction": dir,
            "original": original,
            "place": self.place(),
            "mosaic": self.mosaic.svg(128),
            "facts": self.facts(lang, day),
            "parts": parts.collect::<Vec<_>>(),
            "links": links.collect::<Vec<_>>(),
        })
    }

    /// `Reggio Emilia, Italy, since 2016`.
    fn place(&self) -> String {
        let it = &self.practice;
        let mut words: Vec<&str> = it.places();
        words.extend(it.countries().into_iter().map(|(_, name)| name).filter(|name| !it.places().contains(name)));
        words.extend(it.period.as_ref().map(|period| period.shown.as_str()).filter(|shown| !shown.is_empty()));
        words.join(", ")
    }

    fn facts(&self, lang: Lang, day: Option<&str>) -> Vec<Value> {
        let (it, words) = (&self.practice, text::phrases(lang));
        let fact = |name: String, text: String| (name, text, None::<String>);
        let topics: Vec<&str> = it.topics.iter().map(|topic| topic.name.as_str()).collect();
        let mut facts = vec![
            fact(fl!(words, "site-fact-topics"), text::list(lang, &topics)),
            fact(fl!(words, "site-fact-lead"), it.lead.clone()),
            fact(fl!(words, "site-fact-partners"), text::list(lang, &it.partners)),
        ];
        if let Some(source) = &it.source {
            facts.push((fl!(words, "site-fact-source"), source.name.clone(), Some(source.url.clone())));
        }
        facts.push((fl!(words, "site-pdf-page"), it.url.clone(), Some(it.url.clone())));
        facts.push(fact(fl!(words, "site-pdf-day"), day.unwrap_or_default().to_owned()));
        if let Some(licence) = &it.licence {
            facts.push((fl!(words, "site-fact-licence"), licence.name.clone(), Some(licence.url.clone())));
        }
        let filled = facts.into_iter().filter(|(_, text, _)| !text.trim().is_empty());
        filled.map(|(name, text, url)| json!({"name": name, "text": text, "url": url})).collect()
    }
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
