//! What the program noticed about a review item, for the editor to weigh.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::candidate::Note;

/// A remark on an item; the phrase is `desk-flag-{name}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "flag", rename_all = "snake_case")]
pub enum Flag {
    /// Probably the same practice as one we have; score from 0 to 1.
    PossibleDuplicate { of: DuplicateOf, title: String, city: String, score: f64 },
    /// The years could not be read from the words.
    PeriodUnread,
    /// The city is not of the network.
    UnknownCity,
    /// The text seems to be in another language than stated.
    LanguageDiffers { stated: String, guessed: String },
    /// A form filled in too fast, or the field that people do not see was filled.
    Suspicious,
    /// Surely a copy: another record has the same page or the same words.
    ExactDuplicate { of: DuplicateOf, title: String, city: String, by: SameBy },
    /// Its page answers at the source that it is no more.
    GoneAtSource,
    /// The page may still be there, but the source's list names it no more.
    UnlistedAtSource,
    /// Its address leads to the page of another practice by now.
    MergedAtSource { into: Option<DuplicateOf>, title: String },
    /// The page is the same at another address.
    MovedAtSource { from: String, to: String },
    /// The page is written in another language than before.
    LanguageChanged { from: String, to: String },
    /// Part of the text is hidden on the partner's page.
    HiddenText,
    /// The text was too long and has been cut.
    Cut,
    /// Words that most pages of the source have were left out.
    Repeated { words: String },
    /// Several countries, by their codes, have a city of this name.
    CityUnsure { city: String, countries: Vec<String> },
    /// The city sent it again after changes were asked.
    Revised,
    /// The same field was changed here and at the source.
    Conflict { fields: Vec<String> },
    /// The run it belongs to found another number of practices than its settings expect.
    UnusualYield { found: u32, expected_least: u32, expected_most: u32 },
    /// Something else is unusual about the run it belongs to.
    Unusual { reason: Note },
    /// The rules of its source found nothing: probably the layout has changed.
    FoundNothing,
}

/// By what a copy was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SameBy {
    /// Both are read at one address.
    Address,
    /// One page says that its address is the other's, or both name the same.
    Canonical,
    /// Title and text have the same words.
    Text,
}

impl Flag {
    /// What a reader of pages noted and an editor should know.
    #[must_use]
    pub fn of_note(note: &Note) -> Option<Self> {
        let argument = |name: &str| {
            note.arguments.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).unwrap_or_default()
        };
        Some(match note.phrase.as_str() {
            "source-note-hidden-text" => Self::HiddenText,
            "source-note-cut" => Self::Cut,
            "source-note-repeated" => Self::Repeated { words: argument("words").to_owned() },
            "source-note-city-unsure" => Self::CityUnsure {
                city: argument("city").to_owned(),
                countries: argument("countries").split(", ").map(str::to_owned).collect(),
            },
            _ => return None,
        })
    }

    /// Whether it can be told from the text alone, and so is told anew with every new text.
    #[must_use]
    pub const fn is_of_text(&self) -> bool {
        match self {
            Self::PeriodUnread
            | Self::UnknownCity
            | Self::Conflict { .. }
            | Self::HiddenText
            | Self::Cut
            | Self::Repeated { .. }
            | Self::CityUnsure { .. } => true,
            Self::PossibleDuplicate { .. }
            | Self::LanguageDiffers { .. }
            | Self::Suspicious
            | Self::ExactDuplicate { .. }
            | Self::GoneAtSource
            | Self::UnlistedAtSource
            | Self::MergedAtSource { .. }
            | Self::MovedAtSource { .. }
            | Self::LanguageChanged { .. }
            | Self::Revised
            | Self::UnusualYield { .. }
            | Self::Unusual { .. }
            | Self::FoundNothing => false,
        }
    }

    /// Whether it was noticed while the page was read, and cannot be told from the text as it was filed.
    #[must_use]
    pub const fn is_of_page(&self) -> bool {
        matches!(self, Self::HiddenText | Self::Cut | Self::Repeated { .. } | Self::CityUnsure { .. })
    }

    /// Whether it says that the page is no longer where it was read.
    #[must_use]
    pub const fn is_absence(&self) -> bool {
        matches!(self, Self::GoneAtSource | Self::UnlistedAtSource | Self::MergedAtSource { .. })
    }

    /// Whether it names another record that may be the same.
    #[must_use]
    pub const fn is_likeness(&self) -> bool {
        matches!(self, Self::PossibleDuplicate { .. } | Self::ExactDuplicate { .. })
    }
}

/// What an item may be a duplicate of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum DuplicateOf {
    Practice { id: Uuid, slug: String },
    Item { id: Uuid },
}
