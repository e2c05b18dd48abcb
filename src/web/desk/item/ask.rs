//! The two forms that need words: asking the city for changes, and rejecting.

use i18n_embed_fl::fl;

use super::{
    super::{
        guard::SignedIn,
        shown::{field_name, reason_words},
        typed::Typed,
    },
    opened::Opened,
};
use crate::{
    domain::{
        Field, FieldErrors,
        review::{Channel, Decision, FieldNote, ItemKind, RejectReason},
    },
    text,
    web::site::views::question::{Answer, Choice, Question},
};

/// Asking for changes: a message and a note for each field, which the city sees beside it.
pub(super) struct AskView {
    pub version: i64,
    pub message: Question,
    pub notes: Vec<Question>,
    pub error: Option<String>,
}

/// Rejecting: a reason and words.
pub(super) struct RejectView {
    pub version: i64,
    /// None where only words are wanted.
    pub reasons: Option<Question>,
    pub message: Question,
    pub error: Option<String>,
    /// Where the first error is.
    pub wrong_at: &'static str,
    pub button: String,
    pub legend: String,
}

const MESSAGE: &str = "message";
const REASON: &str = "reason";

fn note_name(field: Field) -> String {
    format!("note_{field}")
}

/// The decision a form asks for, whether or not it is complete.
pub(super) fn asked(typed: &Typed) -> Decision {
    let note = |field: &Field| FieldNote { field: *field, note: typed.text(&note_name(*field)).trim().to_owned() };
    Decision::AskForChanges {
        message: typed.text(MESSAGE).trim().to_owned(),
        notes: Field::ALL.iter().map(note).filter(|note| !note.note.is_empty()).collect(),
    }
}

/// None without a reason.
pub(super) fn rejected(typed: &Typed) -> Option<Decision> {
    let reason = typed.text(REASON).parse().ok()?;
    Some(Decision::Reject { reason, message: typed.text(MESSAGE).trim().to_owned() })
}

fn area(id: &str, label: String, value: &str, rows: usize) -> Question {
    Question::new(id, label, Answer::Area { value: value.to_owned(), rows })
}

fn first_at(signed: &SignedIn, errors: &FieldErrors, place: &str) -> Option<String> {
    errors.at(place).map(|error| text::field_error(signed.lang, error))
}

impl AskView {
    pub fn fresh(signed: &SignedIn, opened: &Opened) -> Self {
        Self::with(signed, opened, &Typed::default(), &FieldErrors::default())
    }

    pub fn with(signed: &SignedIn, opened: &Opened, typed: &Typed, errors: &FieldErrors) -> Self {
        let (lang, t) = (signed.lang, text::phrases(signed.lang));
        let error = first_at(signed, errors, MESSAGE);
        let mut message = area(MESSAGE, fl!(t, "desk-ask-message"), typed.text(MESSAGE), 4)
            .hint(fl!(t, "desk-ask-message-hint"))
            .optional();
        message.error.clone_from(&error);
        let note = |field: &Field| {
            let name = note_name(*field);
            let value = typed.text(&name).to_owned();
            area(&name, field_name(lang, field.name()), &value, 2)
        };
        Self { version: opened.item.version, message, notes: Field::ALL.iter().map(note).collect(), error }
    }
}

impl RejectView {
    pub fn fresh(signed: &SignedIn, opened: &Opened) -> Self {
        Self::with(signed, opened, &Typed::default(), &FieldErrors::default())
    }

    pub fn with(signed: &SignedIn, opened: &Opened, typed: &Typed, errors: &FieldErrors) -> Self {
        let t = text::phrases(signed.lang);
        let of_text = matches!(opened.item.kind, ItemKind::New | ItemKind::Update);
        let option = |reason: &RejectReason| Choice {
            value: reason.name().to_owned(),
            label: reason_words(t, *reason),
            chosen: typed.text(REASON) == reason.name(),
        };
        let options = RejectReason::ALL.iter().map(option).collect();
        let mut reasons = Question::new(REASON, fl!(t, "desk-reject-reason"), Answer::Choice { options });
        reasons.error = first_at(signed, errors, REASON);
        let hint = match opened.item.channel {
            Channel::City => fl!(t, "desk-reject-message-hint"),
            Channel::Source | Channel::Import => fl!(t, "desk-reject-note-hint"),
        };
        let mut message = area(MESSAGE, fl!(t, "desk-reject-message"), typed.text(MESSAGE), 5).hint(hint);
        message.error = first_at(signed, errors, MESSAGE);
        let (legend, button) = match opened.item.kind {
            ItemKind::New | ItemKind::Update => (fl!(t, "desk-reject-legend"), fl!(t, "desk-reject-send")),
            ItemKind::Gone => (fl!(t, "desk-reject-gone"), fl!(t, "desk-reject-gone")),
            ItemKind::HeldRun => (fl!(t, "desk-reject-held"), fl!(t, "desk-reject-held")),
        };
        Self {
            version: opened.item.version,
            error: reasons.error.clone().or_else(|| message.error.clone()),
            wrong_at: if reasons.error.is_some() { REASON } else { MESSAGE },
            reasons: of_text.then_some(reasons),
            message,
            button,
            legend,
        }
    }
}
