//! A practice for the full data set: as others tell it, and in each of its languages.

use serde::Serialize;

use super::{Part, Practice};

/// A practice with all its language versions, the original first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Versions<'a> {
    #[serde(flatten)]
    practice: &'a Practice,
    versions: Vec<Version<'a>>,
}

/// What differs from language to language.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Version<'a> {
    language: &'a str,
    translation: Option<&'a str>,
    url: &'a str,
    title: &'a str,
    statement: &'a str,
    texts: &'a [Part],
}

impl<'a> Versions<'a> {
    /// The practice as readers of one language are told it, and all the ways it can be told.
    #[must_use]
    pub fn of(practice: &'a Practice, versions: &'a [Practice]) -> Self {
        let version = |it: &'a Practice| Version {
            language: &it.language,
            translation: it.translation.as_deref(),
            url: &it.url,
            title: &it.title,
            statement: &it.statement,
            texts: &it.texts,
        };
        Self { practice, versions: versions.iter().map(version).collect() }
    }
}
