//! A question of a form: label above, hint and error between, answer below. The same for every form of the site and desk.

use i18n_embed_fl::fl;

use crate::{
    domain::{FieldError, FieldErrors, Lang},
    text,
};

/// One question. `id` is also the input's name unless `name` says otherwise.
#[derive(Clone, Debug)]
pub struct Question {
    pub id: String,
    pub name: String,
    pub label: String,
    pub hint: String,
    pub optional: bool,
    /// What is wrong with the answer, in the page's language.
    pub error: Option<String>,
    /// What the editors ask about it.
    pub asked: Option<String>,
    pub counter: Option<Counter>,
    pub answer: Answer,
}

#[derive(Clone, Debug)]
pub enum Answer {
    Line {
        value: String,
        kind: &'static str,
        autocomplete: &'static str,
        list: Option<&'static str>,
    },
    Area {
        value: String,
        rows: usize,
    },
    /// One of a few: shown as radio buttons.
    Choice {
        options: Vec<Choice>,
    },
    /// One of many: shown as a list to open. The first may be empty.
    Select {
        options: Vec<Choice>,
    },
    /// Files to send.
    Files {
        accept: &'static str,
        multiple: bool,
        kept: Vec<KeptFile>,
    },
}

#[derive(Clone, Debug)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// A file sent before that need not be sent again; `token` names it in the hidden input `{name}_kept`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    pub token: String,
    /// Name and size: `parade.jpg, 1.2 MB`.
    pub label: String,
}

/// How much an answer may hold, and the sentences that say what is left. The script puts the number in place of the
/// digits; one and other are the plural's two forms.
#[derive(Clone, Debug)]
pub struct Counter {
    pub unit: &'static str,
    pub limit: usize,
    /// Said without script: `150 words at most`.
    pub most: String,
    pub left: [String; 2],
    pub over: [String; 2],
}

impl Counter {
    #[must_use]
    pub fn words(t: &text::Loader, limit: usize) -> Self {
        Self {
            unit: "words",
            limit,
            most: fl!(t, "submit-words-most", n = limit),
            left: [fl!(t, "submit-words-left", n = 1), fl!(t, "submit-words-left", n = 2)],
            over: [fl!(t, "submit-words-over", n = 1), fl!(t, "submit-words-over", n = 2)],
        }
    }

    #[must_use]
    pub fn characters(t: &text::Loader, limit: usize) -> Self {
        Self {
            unit: "characters",
            limit,
            most: fl!(t, "submit-characters-most", n = limit),
            left: [fl!(t, "submit-characters-left", n = 1), fl!(t, "submit-characters-left", n = 2)],
            over: [fl!(t, "submit-characters-over", n = 1), fl!(t, "submit-characters-over", n = 2)],
        }
    }
}

impl Question {
    #[must_use]
    pub fn new(id: impl Into<String>, label: impl Into<String>, answer: Answer) -> Self {
        let id = id.into();
        Self {
            name: id.clone(),
            id,
            label: label.into(),
            hint: String::new(),
            optional: false,
            error: None,
            asked: None,
            counter: None,
            answer,
        }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    #[must_use]
    pub fn counted(mut self, counter: Counter) -> Self {
        self.counter = Some(counter);
        self
    }

    /// The ids of what describes the answer, for `aria-describedby`; empty when nothing does.
    #[must_use]
    pub fn described_by(&self) -> String {
        let parts = [
            (!self.hint.is_empty(), "hint"),
            (self.asked.is_some(), "asked"),
            (self.error.is_some(), "error"),
            (self.counter.is_some(), "left"),
        ];
        let ids: Vec<String> =
            parts.iter().filter(|(present, _)| *present).map(|(_, part)| format!("{}-{part}", self.id)).collect();
        ids.join(" ")
    }

    /// Whether the question is a group with a legend rather than one input with a label.
    #[must_use]
    pub fn is_group(&self) -> bool {
        matches!(self.answer, Answer::Choice { .. })
    }
}

/// What the summary above a form links to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorLink {
    /// The question's id.
    pub to: String,
    pub text: String,
}

/// The summary of a form's errors, in their order, each with the label of the question it belongs to: read alone it must
/// still say what to do (WCAG 3.3.1).
#[must_use]
pub fn summary<'a>(lang: Lang, errors: &FieldErrors, label: impl Fn(&str) -> Option<&'a str>) -> Vec<ErrorLink> {
    let line = |error: &FieldError| {
        let words = text::field_error(lang, error);
        let text = match label(&error.place) {
            Some(label) => fl!(text::phrases(lang), "submit-error-at", question = label, error = words),
            None => words,
        };
        ErrorLink { to: error.place.clone(), text }
    };
    errors.0.iter().map(line).collect()
}
