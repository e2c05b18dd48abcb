//! The record of a good practice: what a city tells, typed.

use serde::{Deserialize, Serialize};

use super::{CityRef, CleanText, Lang, LanguageTag, Period, Timestamp, TopicSlug};

/// One content of a practice, as shown, reviewed and kept in revisions. Contact and consent are private and live with
/// the submission, origin with the review item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    pub title: String,
    /// One line that says what the practice is.
    pub statement: String,
    /// The city whose practice it is first.
    pub cities: Vec<CityRef>,
    pub period: Option<Period>,
    pub status: Option<PracticeStatus>,
    /// One to three, the main one first.
    pub topics: Vec<TopicSlug>,
    /// The language the texts are written in.
    pub language: Option<LanguageTag>,
    pub summary: CleanText,
    pub purpose: CleanText,
    pub rationale: CleanText,
    pub process: CleanText,
    pub impact: CleanText,
    pub evaluation: CleanText,
    pub beneficiaries: CleanText,
    pub lead: String,
    pub partners: Vec<String>,
    pub funding: CleanText,
    pub difficulties: CleanText,
    pub advice: CleanText,
    pub links: Vec<Link>,
    pub pictures: Vec<Picture>,
    pub translations: Vec<Translation>,
}

/// Whether the practice still happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PracticeStatus {
    Running,
    Ended,
    /// Became a regular service of the city.
    RegularService,
}

impl PracticeStatus {
    pub const ALL: [Self; 3] = [Self::Running, Self::Ended, Self::RegularService];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Ended => "ended",
            Self::RegularService => "regular_service",
        }
    }
}

/// A document or page that backs the practice. In text form, a line: `title | address`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub title: String,
    /// `http` or `https`.
    pub url: String,
}

/// A picture of the practice. Published only with description, credit and licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// SHA-256 of the file in the blob store, in hex.
    pub blob: String,
    pub media_type: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
    pub credit: String,
    pub licence: String,
}

/// The texts of a practice in another language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    pub language: Lang,
    pub state: TranslationState,
    pub made_at: Timestamp,
    pub title: String,
    pub statement: String,
    pub summary: CleanText,
    pub purpose: CleanText,
    pub rationale: CleanText,
    pub process: CleanText,
    pub impact: CleanText,
    pub advice: CleanText,
}

/// Who stands behind a translation, and whether the original has changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TranslationState {
    Human,
    MachineDraft,
    Outdated,
}
