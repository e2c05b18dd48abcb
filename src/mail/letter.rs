//! What a letter tells, and the letter made of it. The facts are kept with the notification; the words come from the
//! phrases of the recipient's language.

use serde::{Deserialize, Serialize};

use super::{Letterhead, clean, html, plain, wording};
use crate::domain::{Field, Lang, Timestamp};

/// A subject is no longer than this, if need be at the cost of the title in it.
pub const SUBJECT_CHARS: usize = 60;

/// The practice a letter is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub title: String,
    pub city: String,
    /// Name of the person written to; may be empty.
    pub contact: String,
    /// As in `PR-2026-0412`.
    pub reference: String,
}

/// What the editors ask to have changed, in one field or in the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub field: Option<Field>,
    pub text: String,
}

/// The letters there are, each with the facts it tells. Links are whole addresses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub enum LetterKind {
    /// To a city: its submission has arrived.
    Received { about: About, status: String },
    /// To a city: what is to be changed before the practice can be published.
    ChangesAsked { about: About, notes: Vec<Note>, change: String, until: Option<Timestamp> },
    /// To a city: the practice will not be published. `reason` is a phrase key, told where the phrase exists.
    Rejected { about: About, reason: Option<String>, text: String, status: String },
    /// To a city: the practice will be published.
    Approved { about: About, publishes_at: Option<Timestamp>, status: String },
    /// To a city: the practice can be read by all.
    Published { about: About, page: String },
    /// To a city that lost its link.
    StatusLink { about: About, status: String },
    /// To editors: a partner source cannot be read as usual. `problem` is a phrase key with its arguments.
    SourceAttention {
        editor: String,
        source: String,
        problem: String,
        arguments: Vec<(String, String)>,
        since: Timestamp,
        desk: String,
    },
    /// To editors who were told that a source needs attention: it is read as usual again.
    SourceRecovered { editor: String, source: String, desk: String },
    /// To a new editor: set a password.
    Invitation { editor: String, link: String, until: Timestamp },
    /// To an editor who forgot the password.
    PasswordReset { editor: String, link: String, until: Timestamp },
    /// To whoever tries whether letters arrive.
    Test { sent_at: Timestamp },
}

/// A letter in one language, ready to be made a message ([`Letter::bytes`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub lang: Lang,
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// What a letter says, before it takes the form of text or HTML.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub subject: String,
    pub title: String,
    pub greeting: String,
    pub parts: Vec<Part>,
    pub button: Button,
    /// After the button, in small print.
    pub small: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) enum Part {
    Words(String),
    /// What an editor wrote, with the name of what it is about.
    Quote {
        heading: Option<String>,
        text: String,
    },
}

#[derive(Clone, Debug)]
pub(super) struct Button {
    pub label: String,
    pub link: String,
}

/// Writes a letter: text and HTML from the same facts, one next step, every link in full in the text.
#[must_use]
pub fn compose(kind: &LetterKind, lang: Lang, head: &Letterhead) -> Letter {
    let content = wording::content(kind, lang, head);
    Letter {
        lang,
        text: plain::render(&content, lang, head),
        html: html::render(&content, lang, head),
        subject: clean::header(&content.subject, 200),
    }
}
