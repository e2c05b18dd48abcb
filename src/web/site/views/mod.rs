//! Pages as plain data: strings, links and counts, which handlers fill and templates show. Nothing here knows where the
//! data came from. Phrases are said by the templates, from `page.t`.

pub mod booklet;
pub mod city;
pub mod collection;
pub mod country;
pub mod coverage;
pub mod data;
pub mod error;
pub mod explore;
pub mod list;
pub mod map;
pub mod page;
pub mod plain;
pub mod practice;
pub mod question;
pub mod status;
pub mod subject;
pub mod submit;
pub mod topic;

#[cfg(test)]
mod samples;

pub use page::{Page, Section};

pub use crate::press::TextLanguage;

/// Words that lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub text: String,
    pub href: String,
    /// Of the words, where it is not that of the page.
    pub language: Option<TextLanguage>,
}

impl Link {
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into(), language: None }
    }

    /// The same words, said to be in a language.
    #[must_use]
    pub fn in_language(self, language: Option<TextLanguage>) -> Self {
        Self { language, ..self }
    }
}

/// A moment as machines and as people read it: `2026-05-03` and `3 May 2026`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    pub iso: String,
    pub shown: String,
}

/// SVG drawn by our own code, such as the mosaic of a city: printed as it is, so it never holds what people wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing(String);

impl Drawing {
    /// `svg` comes from our own drawing code (`domain::mosaic`) and from nowhere else.
    #[must_use]
    pub fn drawn(svg: String) -> Self {
        Self(svg)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
