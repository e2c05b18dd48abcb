//! The page of one practice.

use askama::Template;
use i18n_embed_fl::fl;

use super::{Drawing, Link, Moment, Page, TextLanguage};
use crate::{domain::clean_text::SafeHtml, web::assets};

#[derive(Template)]
#[template(path = "site/practice.html")]
pub struct PracticePage {
    pub page: Page,
    /// The list the reader came from, with its filters: `41 practices in Education`.
    pub back: Link,
    pub mosaic: Drawing,
    pub title: String,
    pub statement: String,
    /// Of title and statement.
    pub language: TextLanguage,
    /// Of what is not translated: who leads, who takes part, who benefits, what it cost.
    pub original: TextLanguage,
    /// Said above the story: the text is in another language than the page, or a machine translated it.
    pub language_note: Option<String>,
    /// The same practice in other languages: text is the language's own name.
    pub translations: Vec<Translation>,
    pub cities: Vec<CityFact>,
    pub country: String,
    /// The same, each with its page.
    pub countries: Vec<Link>,
    pub topics: Vec<Link>,
    pub period: Option<PeriodFact>,
    /// `Still running`.
    pub status: Option<String>,
    /// The language's name in the page's language.
    pub language_name: String,
    pub lead: String,
    pub partners: Vec<String>,
    pub beneficiaries: SafeHtml,
    pub funding: SafeHtml,
    pub source: Stated,
    /// When it was last seen at its source.
    pub checked: Option<Moment>,
    pub published: Option<Moment>,
    /// When the city last said that the text is still right.
    pub confirmed: Option<Moment>,
    /// The licence of the text, or whose it is.
    pub licence: Stated,
    /// The collections it belongs to.
    pub collections: Vec<Link>,
    pub pictures: Vec<PictureView>,
    /// Purpose, rationale, process and so on: only those with a text.
    pub parts: Vec<Part>,
    /// Documents and links.
    pub references: Vec<Link>,
    pub cite: Cite,
    /// Up to three.
    pub related: Vec<Related>,
    /// The file, `PDF, 4 pages, 180 KB`, where there is one.
    pub pdf: Option<Link>,
    /// A letter to somebody who should read it: the reader's own mail program, nobody else's service.
    pub share: Option<Link>,
    /// What was done to the text when, latest first.
    pub history: Vec<Event>,
}

/// A day on which the text changed, and how, in sentences.
#[derive(Clone, Debug)]
pub struct Event {
    pub day: Moment,
    pub sentences: Vec<String>,
}

/// Another practice a reader may want next, and why.
#[derive(Clone, Debug)]
pub struct Related {
    pub link: Link,
    pub language: TextLanguage,
    pub cities: String,
    pub why: Why,
}

/// Why it is named: a sentence around a name, which may be in a language of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Why {
    pub before: String,
    pub name: String,
    /// Of the name, where it is not that of the page.
    pub language: Option<TextLanguage>,
    pub after: String,
}

/// How the practice is cited: in words, and as files for reference managers.
#[derive(Clone, Debug, Default)]
pub struct Cite {
    pub words: String,
    pub files: Vec<Link>,
}

#[derive(Clone, Debug)]
pub struct Translation {
    /// Of the text it leads to; the words of the link may be in another.
    pub language: TextLanguage,
    pub link: Link,
}

#[derive(Clone, Debug)]
pub struct CityFact {
    pub name: String,
    /// None for a city the network does not know.
    pub href: Option<String>,
    /// Practices of the city, this one included; not said when zero.
    pub practices: usize,
}

#[derive(Clone, Debug)]
pub struct PeriodFact {
    /// As read, in the page's language: `Since 2016`.
    pub shown: String,
    /// That the source says it otherwise, and how.
    pub written: Option<String>,
}

/// Something said, with the page behind it where there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    pub words: String,
    pub href: Option<String>,
}

#[derive(Clone, Debug)]
pub struct PictureView {
    /// The name of its file.
    pub blob: String,
    /// The smaller drawings with their widths, as `srcset` has them; empty where there are none.
    pub srcset: String,
    pub src: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
    pub credit: String,
    pub licence: String,
}

/// A part of the story.
#[derive(Clone, Debug)]
pub struct Part {
    /// The field's name, for the address of the heading.
    pub name: String,
    pub heading: String,
    pub html: SafeHtml,
    pub language: TextLanguage,
}
