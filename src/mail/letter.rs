//! What a letter tells, and the letter made of it. The facts are kept with the notification; the words come from the
//! phrases of the recipient's language.

use super::{Letterhead, clean, html, plain, wording};
use crate::domain::{Lang, Timestamp, notice::Notice};

/// A subject is no longer than this, if need be at the cost of the title in it.
pub const SUBJECT_CHARS: usize = 60;

/// What a letter is written from.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    pub notice: &'a Notice,
    /// The name of whoever is written to; may be empty.
    pub name: &'a str,
    /// The whole address the one button leads to ([`Notice::target`]).
    pub link: &'a str,
    /// When the link stops working, where it does.
    pub until: Option<Timestamp>,
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
pub fn compose(occasion: &Occasion<'_>, lang: Lang, head: &Letterhead) -> Letter {
    written(&wording::content(occasion, lang, head), lang, head)
}

/// The letter of whoever tries out whether letters arrive.
#[must_use]
pub fn compose_test(sent_at: Timestamp, lang: Lang, head: &Letterhead) -> Letter {
    written(&wording::test(sent_at, lang, head), lang, head)
}

fn written(content: &Content, lang: Lang, head: &Letterhead) -> Letter {
    Letter {
        lang,
        text: plain::render(content, lang, head),
        html: html::render(content, lang, head),
        subject: clean::header(&content.subject, 200),
    }
}
