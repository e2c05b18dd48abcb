//! What people are told when something happens: the facts of a letter, without its words.

use serde::{Deserialize, Serialize};

use super::{
    Timestamp,
    review::{FieldNote, RejectReason},
};

/// One thing one person is told. Kept with the notification; the letter's words are made from it once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum Notice {
    /// We have your practice.
    Received(AboutSubmission),
    /// We have your changes.
    RevisionReceived(AboutSubmission),
    ChangesAsked {
        submission: AboutSubmission,
        message: String,
        notes: Vec<FieldNote>,
    },
    Rejected {
        submission: AboutSubmission,
        reason: RejectReason,
        message: String,
    },
    /// Approved, but published only on a later day.
    Approved {
        submission: AboutSubmission,
        publish_at: Timestamp,
    },
    /// Readers can see it.
    Published {
        submission: AboutSubmission,
        public_path: String,
    },
    /// To editors: a partner source needs a person.
    SourceAttention {
        source: String,
        desk_path: String,
        reason: SourceTrouble,
    },
    /// To editors: it works again.
    SourceRecovered {
        source: String,
        desk_path: String,
    },
    /// To a new editor: set a password.
    Invitation {
        invited_by: String,
        path: String,
        valid_until: Timestamp,
    },
    /// To an editor who forgot the password.
    PasswordReset {
        path: String,
        valid_until: Timestamp,
    },
}

/// What every letter about a submission needs to say which one it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutSubmission {
    pub reference: String,
    pub title: String,
    pub city: String,
    /// Of the status page: `/en/status/{secret}`.
    pub status_path: String,
}

/// Why a source needs a person; the phrase is `source-trouble-{name}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SourceTrouble {
    /// Failed this often in a row; the last reason in plain words' phrase.
    Failing {
        times: u32,
        phrase: String,
    },
    Refused {
        phrase: String,
    },
    /// Answers, but the rules match nothing.
    FoundNothing,
    /// Unusual yield: the run is held.
    Held {
        found: u32,
        expected_least: u32,
        expected_most: u32,
    },
}

impl Notice {
    /// Stable for ever: kept in the database.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Received(_) => "received",
            Self::RevisionReceived(_) => "revision_received",
            Self::ChangesAsked { .. } => "changes_asked",
            Self::Rejected { .. } => "rejected",
            Self::Approved { .. } => "approved",
            Self::Published { .. } => "published",
            Self::SourceAttention { .. } => "source_attention",
            Self::SourceRecovered { .. } => "source_recovered",
            Self::Invitation { .. } => "invitation",
            Self::PasswordReset { .. } => "password_reset",
        }
    }
}
