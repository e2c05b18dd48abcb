//! What people are told when something happens: the facts of a letter, without its words.

use serde::{Deserialize, Serialize};

use super::{
    Editor, Id, Timestamp,
    candidate::Note,
    marker::Submission,
    review::{FieldNote, RejectReason},
};

/// One thing one person is told. Kept with the notification; the letter's words are made from it once, and with them the
/// secret link it carries: no secret is kept in the facts.
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
    /// It tells of the same as another one, with which it was made one.
    Merged {
        submission: AboutSubmission,
        /// The title of what stays.
        into: String,
        /// Where readers find that, once they do.
        public_path: Option<String>,
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
    /// To a city, a year after it was last heard of: is the published text still right?
    StillRight {
        submission: AboutSubmission,
    },
    /// To a city that lost its link: another one.
    StatusLink(AboutSubmission),
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
    /// To editors: links of published practices lead nowhere, some of them named.
    LinksBroken {
        count: u32,
        urls: Vec<String>,
    },
    /// To a new editor: set a password.
    Invitation {
        editor: Id<Editor>,
        invited_by: String,
    },
    /// To an editor who forgot the password.
    PasswordReset {
        editor: Id<Editor>,
    },
}

/// What every letter about a submission needs to say which one it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutSubmission {
    pub reference: String,
    pub title: String,
    pub city: String,
    /// The first sending: whoever holds a link to it sees its status page.
    pub root: Id<Submission>,
}

/// Why a source needs a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SourceTrouble {
    /// Failed this often in a row, the last time for this reason.
    Failing {
        times: u32,
        reason: Note,
    },
    Refused {
        reason: Note,
    },
    /// Answers, but the rules match nothing.
    FoundNothing,
    /// Unusual yield: the run is held.
    Held {
        found: u32,
        expected_least: u32,
        expected_most: u32,
    },
    /// Something else is unusual: the run is held.
    Unusual {
        reason: Note,
    },
}

/// Where a letter's one button leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The status page of a submission, behind a secret made for this letter.
    Status(Id<Submission>),
    /// The page that sets a password, behind a secret made for this letter.
    Password(Id<Editor>),
    /// A path of our site.
    Path(String),
}

impl Notice {
    #[must_use]
    pub fn target(&self) -> Target {
        match self {
            Self::Received(submission)
            | Self::RevisionReceived(submission)
            | Self::StatusLink(submission)
            | Self::StillRight { submission }
            | Self::ChangesAsked { submission, .. }
            | Self::Rejected { submission, .. }
            | Self::Approved { submission, .. }
            | Self::Merged { submission, public_path: None, .. } => Target::Status(submission.root),
            Self::Merged { public_path: Some(path), .. } => Target::Path(path.clone()),
            Self::Published { public_path, .. } => Target::Path(public_path.clone()),
            Self::SourceAttention { desk_path, .. } | Self::SourceRecovered { desk_path, .. } => {
                Target::Path(desk_path.clone())
            }
            Self::LinksBroken { .. } => Target::Path("/desk/published/links".to_owned()),
            Self::Invitation { editor, .. } | Self::PasswordReset { editor } => Target::Password(*editor),
        }
    }

    /// Stable for ever: kept in the database.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Received(_) => "received",
            Self::RevisionReceived(_) => "revision_received",
            Self::ChangesAsked { .. } => "changes_asked",
            Self::Rejected { .. } => "rejected",
            Self::Merged { .. } => "merged",
            Self::Approved { .. } => "approved",
            Self::Published { .. } => "published",
            Self::StillRight { .. } => "still_right",
            Self::StatusLink(_) => "status_link",
            Self::SourceAttention { .. } => "source_attention",
            Self::SourceRecovered { .. } => "source_recovered",
            Self::LinksBroken { .. } => "links_broken",
            Self::Invitation { .. } => "invitation",
            Self::PasswordReset { .. } => "password_reset",
        }
    }
}
