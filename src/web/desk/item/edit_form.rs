//! The form that edits every field of a proposal in place.

use i18n_embed_fl::fl;

use super::{
    super::{
        guard::SignedIn,
        shown::{field_name, status_words},
        typed::Typed,
    },
    opened::Opened,
};
use crate::{
    domain::{
        CleanText, Draft, Field, FieldErrors, Topics,
        candidate::OtherReading,
        clean_text::SafeHtml,
        diff::{Piece, pieces},
        field::Limit,
        record::PracticeStatus,
    },
    text::{self, Loader},
    web::{
        App,
        site::views::question::{Answer, Choice, Counter, ErrorLink, Question, summary},
    },
};

/// A part of the story as it will be set.
pub(super) struct Part {
    pub name: String,
    pub html: SafeHtml,
}

pub(super) struct EditView {
    pub version: i64,
    pub questions: Vec<Question>,
    /// What each field said when the form was opened, to tell later what was changed in it.
    pub was: Vec<(String, String)>,
    pub errors: Vec<ErrorLink>,
    pub preview: Vec<Part>,
    pub stale: Option<StaleNote>,
    /// What other readers made of the page, each to be put into the form.
    pub readings: Vec<ReadingShown>,
    /// A field that another reading was put into, and what stood there.
    pub put_back: Option<PutBack>,
}

/// Another reader's text for a field.
pub(super) struct ReadingShown {
    /// Its place among the item's readings.
    pub number: usize,
    pub field: String,
    pub reader: String,
    pub html: SafeHtml,
}

/// The text that a reading took the place of.
pub(super) struct PutBack {
    pub field: Field,
    pub name: String,
    pub text: String,
}

/// Somebody else changed the item while the form was open.
pub(super) struct StaleNote {
    pub said: String,
    /// Fields both changed: theirs and yours.
    pub both: Vec<Both>,
}

pub(super) struct Both {
    pub name: String,
    pub theirs: Vec<Piece>,
    pub yours: Vec<Piece>,
}

/// What the form was filled with.
pub(super) struct Filled<'a> {
    pub version: i64,
    pub draft: &'a Draft,
    pub was: &'a Draft,
    pub errors: &'a FieldErrors,
}

/// The fields as typed.
pub(super) fn typed_draft(typed: &Typed) -> Draft {
    let text = |field: Field| match field {
        Field::Topics => typed.all("topics").filter(|topic| !topic.is_empty()).collect::<Vec<_>>().join("\n"),
        _ => typed.text(field.name()).to_owned(),
    };
    Field::ALL.iter().filter(|field| typed.has(field.name())).map(|field| (*field, text(*field))).collect()
}

/// The fields as they were when the form was opened.
pub(super) fn former_draft(typed: &Typed) -> Draft {
    Field::ALL.iter().map(|field| (*field, typed.text(&was_name(*field)).to_owned())).collect()
}

fn was_name(field: Field) -> String {
    format!("was_{field}")
}

/// The two sides of a field both changed.
pub(super) fn both(signed: &SignedIn, field: Field, theirs: &str, yours: &str) -> Both {
    use crate::domain::diff::Kind;
    let pieces = pieces(theirs, yours);
    let side = |other: Kind| pieces.iter().filter(|piece| piece.kind != other).cloned().collect();
    Both { name: field_name(signed.lang, field.name()), theirs: side(Kind::Added), yours: side(Kind::Removed) }
}

impl EditView {
    pub fn fresh(app: &App, signed: &SignedIn, opened: &Opened) -> Self {
        let (draft, errors) = (&opened.item.draft, FieldErrors::default());
        let filled = Filled { version: opened.item.version, draft, was: draft, errors: &errors };
        Self::with(app, signed, &filled).beside(signed, opened)
    }

    /// With what other readers made of the page.
    pub fn beside(mut self, signed: &SignedIn, opened: &Opened) -> Self {
        let shown = |(number, reading): (usize, &OtherReading)| ReadingShown {
            number,
            field: field_name(signed.lang, reading.field.name()),
            reader: reading.reader.clone(),
            html: CleanText::from_markdown(&reading.text).to_html(),
        };
        self.readings = opened.readings.iter().enumerate().map(shown).collect();
        self
    }

    /// After a reading was put into a field: what stood there can be had again.
    pub fn with_put_back(mut self, signed: &SignedIn, field: Field, text: &str) -> Self {
        let name = field_name(signed.lang, field.name());
        self.put_back = Some(PutBack { field, name, text: text.to_owned() });
        self
    }

    pub fn with(app: &App, signed: &SignedIn, filled: &Filled<'_>) -> Self {
        let asked = |field: &Field| {
            let mut questions = match field {
                Field::Topics => topic_questions(app, signed, filled.draft.get(*field)),
                _ => vec![question(signed, *field, filled.draft.get(*field))],
            };
            if let Some(first) = questions.first_mut() {
                first.error = filled.errors.at(field.name()).map(|error| text::field_error(signed.lang, error));
            }
            questions
        };
        let questions: Vec<Question> = Field::ALL.iter().flat_map(asked).collect();
        let label = |place: &str| questions.iter().find(|one| one.id == place).map(|one| one.label.as_str());
        let errors = summary(signed.lang, filled.errors, label);
        let was = Field::ALL.iter().map(|field| (was_name(*field), filled.was.get(*field).to_owned())).collect();
        Self {
            version: filled.version,
            questions,
            was,
            errors,
            preview: Vec::new(),
            stale: None,
            readings: Vec::new(),
            put_back: None,
        }
    }

    /// Shows what was typed as readers would see it.
    pub fn previewed(mut self, signed: &SignedIn, draft: &Draft) -> Self {
        let markdown = |field: &&Field| matches!(field.limit(), Limit::Words(_)) && !draft.get(**field).is_empty();
        let part = |field: &Field| Part {
            name: field_name(signed.lang, field.name()),
            html: CleanText::from_markdown(draft.get(*field)).to_html(),
        };
        self.preview = Field::ALL.iter().filter(markdown).map(part).collect();
        self
    }
}

fn question(signed: &SignedIn, field: Field, value: &str) -> Question {
    let t = text::phrases(signed.lang);
    let label = field_name(signed.lang, field.name());
    let line = || Answer::Line { value: value.to_owned(), kind: "text", autocomplete: "off", list: None };
    let area = |rows| Answer::Area { value: value.to_owned(), rows };
    let answer = match field {
        Field::Title | Field::Statement | Field::Period | Field::Language | Field::Lead => line(),
        Field::Cities | Field::Partners | Field::Links => area(3),
        Field::Status => Answer::Select { options: states(t, value) },
        _ => area(6),
    };
    let question = Question::new(field.name(), label, answer);
    let question = match field {
        Field::Cities => question.hint(fl!(t, "desk-edit-cities-hint")),
        Field::Partners => question.hint(fl!(t, "field-partners-hint")),
        Field::Links => question.hint(fl!(t, "field-links-hint")),
        Field::Language => question.hint(fl!(t, "desk-edit-language-hint")),
        _ => question,
    };
    match field.limit() {
        Limit::Words(most) => question.counted(Counter::words(t, most)),
        Limit::Chars(most) if matches!(question.answer, Answer::Line { .. }) && field != Field::Language => {
            question.counted(Counter::characters(t, most))
        }
        Limit::Chars(_) | Limit::Lines(_) => question,
    }
}

fn states(t: &Loader, value: &str) -> Vec<Choice> {
    let chosen = PracticeStatus::find(value);
    let empty = Choice { value: String::new(), label: fl!(t, "desk-unsaid"), chosen: value.is_empty() };
    let unread = (chosen.is_none() && !value.is_empty()).then(|| Choice {
        value: value.to_owned(),
        label: value.to_owned(),
        chosen: true,
    });
    let known = PracticeStatus::ALL.into_iter().map(|status| Choice {
        value: status.name().to_owned(),
        label: status_words(t, status),
        chosen: chosen == Some(status),
    });
    [empty].into_iter().chain(unread).chain(known).collect()
}

/// One list for each topic, the main one first; always three, more while a text has more.
fn topic_questions(app: &App, signed: &SignedIn, value: &str) -> Vec<Question> {
    let t = text::phrases(signed.lang);
    let lines: Vec<&str> = value.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let one = |at: usize| {
        let (id, label) = if at == 0 {
            ("topics".to_owned(), fl!(t, "submit-topic-main"))
        } else {
            let number: usize = at + 1;
            (format!("topics-{number}"), fl!(t, "desk-edit-topic", number = number))
        };
        let options = topic_options(signed, app.topics(), lines.get(at).copied().unwrap_or_default());
        let mut question = Question::new(id, label, Answer::Select { options });
        Field::Topics.name().clone_into(&mut question.name);
        question
    };
    (0..lines.len().max(3)).map(one).collect()
}

/// The topics in use; what is no topic of ours stays as it is until an editor replaces it.
fn topic_options(signed: &SignedIn, topics: &Topics, value: &str) -> Vec<Choice> {
    let chosen = topics.find(value);
    let mut options: Vec<Choice> = topics
        .active()
        .map(|slug| Choice {
            value: slug.as_str().to_owned(),
            label: topics.name(slug, signed.lang).to_owned(),
            chosen: chosen.as_ref() == Some(slug),
        })
        .collect();
    text::sort_by_name(signed.lang, &mut options, |option| option.label.clone());
    if !value.is_empty() && !options.iter().any(|option| option.chosen) {
        options.insert(0, Choice { value: value.to_owned(), label: value.to_owned(), chosen: true });
    }
    let unsaid = fl!(text::phrases(signed.lang), "desk-unsaid");
    options.insert(0, Choice { value: String::new(), label: unsaid, chosen: value.is_empty() });
    options
}
