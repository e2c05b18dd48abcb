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
    /// It vanished at its source before anybody decided.
    GoneAtSource,
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

/// What an item may be a duplicate of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum DuplicateOf {
    Practice { id: Uuid, slug: String },
    Item { id: Uuid },
}
