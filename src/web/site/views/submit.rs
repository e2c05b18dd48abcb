//! The form in which a city tells of a practice: six groups of questions on one page; and the same form with only the
//! questions the editors came back to.

use askama::Template;
use i18n_embed_fl::fl;

use super::{
    Page,
    question::{self, Answer, ErrorLink, KeptFile, Question},
};
use crate::{
    domain::{
        Field, FieldErrors,
        rules::{self, For},
        submission::SubmissionForm,
    },
    web::assets,
};

pub mod steps;

#[derive(Template)]
#[template(path = "site/submit.html")]
pub struct SubmitPage {
    pub page: Page,
    /// Where the form is posted to, as `multipart/form-data`.
    pub action: String,
    /// What the form carries unseen: when it was opened, its key, the version it was filled from.
    pub hidden: Vec<(String, String)>,
    pub errors: Vec<ErrorLink>,
    pub steps: Vec<Step>,
    /// Offered while a city's name is typed: `Reggio Emilia, Italy`.
    pub city_names: Vec<String>,
    /// None when the form only answers what the editors asked.
    pub consent: Option<Consent>,
    /// What is being revised.
    pub revising: Option<Revising>,
}

/// A group of questions with a title.
#[derive(Clone, Debug)]
pub struct Step {
    pub number: usize,
    /// For the address of the group: `who`, `story`.
    pub id: &'static str,
    pub title: String,
    pub hint: String,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug)]
pub enum Block {
    One(Box<Question>),
    /// Questions that belong together under one legend: a picture with its description, credit and licence.
    Group {
        /// Shown closed: there is nothing in it yet.
        folded: bool,
        id: String,
        legend: String,
        hint: String,
        questions: Vec<Question>,
    },
}

impl Step {
    fn questions(&self) -> impl Iterator<Item = &Question> {
        self.blocks.iter().flat_map(|block| match block {
            Block::One(question) => std::slice::from_ref(question.as_ref()),
            Block::Group { questions, .. } => questions.as_slice(),
        })
    }
}

#[derive(Clone, Debug)]
pub struct Consent {
    pub given: bool,
    pub error: Option<String>,
    /// The version of the wording, sent and kept with the consent.
    pub version: &'static str,
}

#[derive(Clone, Debug)]
pub struct Revising {
    pub reference: String,
    pub title: String,
    /// The editors' words to the whole.
    pub message: String,
    /// Back to the status page.
    pub status: String,
}

/// What the form is filled with and what it offers.
pub struct Contents<'a> {
    pub form: &'a SubmissionForm,
    pub errors: &'a FieldErrors,
    /// Slug and name, in the order offered.
    pub topics: &'a [(String, String)],
    /// Tag and name of the languages a text may be written in.
    pub languages: &'a [(String, String)],
    pub city_names: Vec<String>,
    pub pictures: &'a [PictureRow],
    pub documents: Vec<KeptFile>,
    /// The editors' notes by field. When there are any, only these fields are shown.
    pub asked: &'a [(Field, String)],
}

/// A picture as typed so far: the file sent before, if any, and the words that go with it.
#[derive(Clone, Debug, Default)]
pub struct PictureRow {
    pub kept: Option<KeptFile>,
    pub alt: String,
    pub credit: String,
    pub licence: String,
}

/// The input people never see; whoever fills it in is a program.
pub const TRAP: &str = "website";

impl SubmitPage {
    /// The whole form, or with `asked` its revision. `page.title` and `revising` are the caller's.
    #[must_use]
    pub fn new(mut page: Page, action: impl Into<String>, contents: Contents<'_>) -> Self {
        let steps = steps::of(&page, &contents);
        let errors = in_order(contents.errors, &steps);
        let errors = question::summary(page.lang, &errors, |place| {
            steps
                .iter()
                .flat_map(Step::questions)
                .find(|question| question.id == place)
                .map(|found| found.label.as_str())
        });
        page.wrong = !errors.is_empty();
        let consent = contents.asked.is_empty().then(|| Consent {
            given: contents.form.consent,
            error: contents.errors.at("consent").map(|error| crate::text::field_error(page.lang, error)),
            version: crate::domain::submission::CONSENT_WORDING,
        });
        Self {
            action: action.into(),
            hidden: Vec::new(),
            errors,
            steps,
            city_names: contents.city_names,
            consent,
            revising: None,
            page,
        }
    }

    #[must_use]
    pub fn trap(&self) -> &'static str {
        TRAP
    }

    /// How many answers are enough to send the form, besides the consent.
    #[must_use]
    pub fn answers_needed(&self) -> usize {
        rules::answers_needed(For::Submit)
    }

    /// The number of the step in which consent is given.
    #[must_use]
    pub fn last_number(&self) -> usize {
        self.steps.len() + 1
    }
}

/// What is wrong, in the order of the questions; what belongs to no question comes first.
fn in_order(errors: &FieldErrors, steps: &[Step]) -> FieldErrors {
    let places: Vec<&str> = steps.iter().flat_map(Step::questions).map(|question| question.id.as_str()).collect();
    let order = |place: &str| match place {
        "consent" => Some(places.len()),
        _ => places.iter().position(|other| *other == place),
    };
    let mut errors = errors.clone();
    errors.0.sort_by_key(|error| order(&error.place));
    errors
}
