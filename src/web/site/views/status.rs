//! The page of a city about what it sent: the receipt, and all that follows. Reached by a link alone, never indexed.

use askama::Template;
use i18n_embed_fl::fl;

use super::{Link, Moment, Page};
use crate::{domain::clean_text::SafeHtml, web::assets};

#[derive(Template)]
#[template(path = "site/status.html")]
pub struct StatusPage {
    pub page: Page,
    /// Said once, right after sending.
    pub just_sent: bool,
    /// `PR-2026-0412`.
    pub reference: String,
    pub title: String,
    pub city: String,
    pub turn: Turn,
    /// The five stages, in order.
    pub stages: Vec<StageLine>,
    /// What the editors ask, field by field, while it is the city's turn.
    pub asked: Vec<Asked>,
    /// The editors' words to the decision or the request, if any.
    pub message: SafeHtml,
    /// Where the form with what was sent waits to be changed, while the city may.
    pub revise: Option<String>,
    /// Where the city may take it back, as long as nothing is decided.
    pub withdraw: Option<String>,
    /// The published page.
    pub published: Option<Link>,
    /// Where the city says that the published text is still right.
    pub confirm: Option<Confirm>,
    /// When it last said so.
    pub confirmed: Option<Moment>,
    pub letters: Vec<LetterLine>,
    /// What was sent, for checking: field and text.
    pub answers: Vec<Answered>,
}

/// Who has to do something next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The editors; with the day by which they usually answer, if known.
    Editors {
        by: Option<Moment>,
    },
    City,
    /// Approved, and published at once or soon.
    Publishing,
    Published,
    Rejected,
    /// Made one with another one.
    Merged,
    /// Was published, and is no longer.
    TakenDown,
    /// The city took it back.
    Withdrawn,
}

#[derive(Clone, Debug)]
pub struct StageLine {
    pub stage: Stage,
    pub at: Option<Moment>,
    pub place: Place,
}

/// The five stages, as cities are told of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Received,
    Reading,
    Changes,
    Decided,
    Published,
}

/// Where a stage lies, seen from now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Done,
    Now,
    Ahead,
    /// Was not needed.
    Skipped,
}

/// The form by which a city confirms its text.
#[derive(Clone, Debug)]
pub struct Confirm {
    pub action: String,
    /// The revision that is confirmed.
    pub revision: i64,
}

/// What the editors ask about one field.
#[derive(Clone, Debug)]
pub struct Asked {
    pub field: String,
    pub note: String,
}

#[derive(Clone, Debug)]
pub struct LetterLine {
    pub subject: String,
    pub at: Moment,
    pub state: LetterState,
}

/// As far as we know: accepted is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterState {
    Waiting,
    Accepted,
    Deferred,
    Refused,
}

#[derive(Clone, Debug)]
pub struct Answered {
    pub field: String,
    pub text: String,
}

impl StageLine {
    /// The class of the line.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self.place {
            Place::Done => "done",
            Place::Now => "now",
            Place::Ahead => "ahead",
            Place::Skipped => "ahead skipped",
        }
    }
}

impl StatusPage {
    fn stage_name(&self, line: &StageLine) -> String {
        let t = self.page.t;
        match (line.stage, &self.turn) {
            (Stage::Received, _) => fl!(t, "submit-stage-received"),
            (Stage::Reading, _) => fl!(t, "submit-stage-reading"),
            (Stage::Changes, _) => fl!(t, "submit-stage-changes"),
            (Stage::Decided, Turn::Rejected) => fl!(t, "submit-stage-rejected"),
            (Stage::Decided, Turn::Merged) => fl!(t, "submit-stage-merged"),
            (Stage::Decided, Turn::Publishing | Turn::Published | Turn::TakenDown) => fl!(t, "submit-stage-approved"),
            (Stage::Decided, _) => fl!(t, "submit-stage-decided"),
            (Stage::Published, _) => fl!(t, "submit-stage-published"),
        }
    }

    fn place_name(&self, line: &StageLine) -> String {
        let t = self.page.t;
        match line.place {
            Place::Done => fl!(t, "submit-place-done"),
            Place::Now => fl!(t, "submit-place-now"),
            Place::Ahead => fl!(t, "submit-place-ahead"),
            Place::Skipped => fl!(t, "submit-place-skipped"),
        }
    }

    fn letter_state(&self, letter: &LetterLine) -> String {
        let t = self.page.t;
        match letter.state {
            LetterState::Waiting => fl!(t, "submit-letter-waiting"),
            LetterState::Accepted => fl!(t, "submit-letter-accepted"),
            LetterState::Deferred => fl!(t, "submit-letter-deferred"),
            LetterState::Refused => fl!(t, "submit-letter-refused"),
        }
    }

    /// What the button to the form says.
    fn revise_label(&self) -> String {
        let t = self.page.t;
        match self.turn {
            Turn::City => fl!(t, "submit-revise"),
            Turn::Published => fl!(t, "submit-revise-published"),
            Turn::Editors { .. }
            | Turn::Publishing
            | Turn::Rejected
            | Turn::Merged
            | Turn::TakenDown
            | Turn::Withdrawn => {
                fl!(t, "submit-revise-open")
            }
        }
    }

    /// The big line: whose turn it is.
    fn turn_line(&self) -> String {
        let t = self.page.t;
        match &self.turn {
            Turn::Editors { by: Some(day) } => fl!(t, "submit-turn-editors-by", day = day.shown.as_str()),
            Turn::Editors { by: None } => fl!(t, "submit-turn-editors"),
            Turn::City => fl!(t, "submit-turn-city"),
            Turn::Publishing => fl!(t, "submit-turn-publishing"),
            Turn::Published => fl!(t, "submit-turn-published"),
            Turn::Rejected => fl!(t, "submit-turn-rejected"),
            Turn::Merged => fl!(t, "submit-turn-merged"),
            Turn::TakenDown => fl!(t, "submit-turn-taken-down"),
            Turn::Withdrawn => fl!(t, "submit-turn-withdrawn"),
        }
    }
}
