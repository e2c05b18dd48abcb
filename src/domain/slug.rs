//! The short names of things in addresses.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Lower-case ASCII letters and digits in groups joined by single dashes: `reggio-emilia`. At most [`Slug::LIMIT`] bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

impl Slug {
    pub const LIMIT: usize = 100;

    /// # Errors
    /// When the text has another form; nothing is repaired.
    pub fn parse(text: &str) -> Result<Self, NotASlug> {
        let group = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if text.len() <= Self::LIMIT && text.split('-').all(group) { Ok(Self(text.to_owned())) } else { Err(NotASlug) }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Slug {
    type Error = NotASlug;

    fn try_from(text: String) -> Result<Self, NotASlug> {
        Self::parse(&text)
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

#[derive(Debug, thiserror::Error)]
#[error("no name of an address")]
pub struct NotASlug;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_lower_case_groups_joined_by_single_dashes() {
        for good in ["a", "reggio-emilia", "covid-19", "2016"] {
            assert_eq!(Slug::parse(good).unwrap().as_str(), good);
        }
        for wrong in ["", "-", "a-", "-a", "a--b", "A", "łódź", "a b", "a/b", &"a".repeat(101)] {
            assert!(Slug::parse(wrong).is_err(), "{wrong}");
        }
    }
}
