//! How a partner source has been doing.

use serde::{Deserialize, Serialize};

use super::{Timestamp, candidate::Note};

/// Kept with the source; moved on by each run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Health {
    pub condition: Condition,
    /// Runs in a row that did not read the source to its end.
    pub failures: u32,
    pub failing_since: Option<Timestamp>,
    pub last_success_at: Option<Timestamp>,
    /// What the last run came to, in words.
    pub last: Option<Note>,
    /// Editors were told that it needs a person, and not yet that it is well again.
    pub told: bool,
}

/// The source in one word; the phrase is `source-condition-{name}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Never read yet.
    #[default]
    New,
    Fine,
    /// It answers, but the rules match nothing: probably its layout changed.
    LayoutChanged,
    /// Something unusual was found and waits for an editor.
    Held,
    Refused,
    Failing,
    /// Its list is not at its address any more (404, 410).
    Gone,
}

/// Editors are told after this many failures in a row (reliability: F32).
pub const FAILURES_BEFORE_TELLING: u32 = 3;

impl Condition {
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Fine => "fine",
            Self::LayoutChanged => "layout_changed",
            Self::Held => "held",
            Self::Refused => "refused",
            Self::Failing => "failing",
            Self::Gone => "gone",
        }
    }

    /// Whether a person has to look.
    #[must_use]
    pub const fn needs_a_person(self) -> bool {
        matches!(self, Self::LayoutChanged | Self::Held | Self::Refused | Self::Failing | Self::Gone)
    }
}

impl Health {
    /// After a run that read the source to its end.
    #[must_use]
    pub fn after_success(self, now: Timestamp, last: Note) -> Self {
        Self {
            condition: Condition::Fine,
            failures: 0,
            failing_since: None,
            last_success_at: Some(now),
            last: Some(last),
            told: false,
        }
    }

    /// After a run that did not.
    #[must_use]
    pub fn after_trouble(self, now: Timestamp, condition: Condition, last: Note) -> Self {
        Self {
            condition,
            failures: self.failures.saturating_add(1),
            failing_since: self.failing_since.or(Some(now)),
            last: Some(last),
            ..self
        }
    }

    /// Editors hear of it once: at once when the layout changed or a run is held, after some failures in a row otherwise.
    #[must_use]
    pub const fn is_to_be_told(&self) -> bool {
        if self.told {
            return false;
        }
        match self.condition {
            Condition::New | Condition::Fine => false,
            Condition::LayoutChanged | Condition::Held | Condition::Refused => true,
            Condition::Failing | Condition::Gone => self.failures >= FAILURES_BEFORE_TELLING,
        }
    }
}
