//! The topics practices are filed under, with their names and history.

use serde::{Deserialize, Serialize};

use super::Lang;

/// The stable name of a topic in addresses and in the database: `housing-and-urban-planning`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TopicSlug(pub(super) String);

impl TopicSlug {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The topics of the network, from `config/topics.toml`.
#[derive(Clone, Debug, Default)]
pub struct Topics {}

impl Topics {
    /// # Errors
    /// When the file is not TOML of the expected form, a slug repeats, or a name in a language is missing.
    pub fn from_toml(_text: &str) -> Result<Self, TopicsError> {
        Ok(Self {})
    }

    /// By slug, by an old slug, or by its name now or earlier in any language; case and accents do not matter.
    #[must_use]
    pub fn find(&self, _words: &str) -> Option<TopicSlug> {
        None
    }

    /// The topics in use, in the order of the file.
    pub fn active(&self) -> impl Iterator<Item = &TopicSlug> {
        std::iter::empty()
    }

    #[must_use]
    pub fn name(&self, _slug: &TopicSlug, _lang: Lang) -> &str {
        ""
    }
}

#[derive(Debug, thiserror::Error)]
#[error("could not read the topics: {0}")]
pub struct TopicsError(pub(super) String);
