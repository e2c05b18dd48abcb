//! The pages of a city: the form, its revision, the status.

use std::sync::LazyLock;

use i18n_embed_fl::fl;

use super::{day, html, page};
use crate::{
    domain::{Field, FieldErrors, Lang, submission::SubmissionForm},
    text::phrases,
    web::site::views::{
        Section,
        question::KeptFile,
        status::{Answered, Asked, LetterLine, LetterState, Place, Stage, StageLine, StatusPage, Turn},
        submit::{Contents, PictureRow, Revising, SubmitPage},
    },
};

fn contents<'a>(
    form: &'a SubmissionForm,
    errors: &'a FieldErrors,
    asked: &'a [(Field, String)],
    pictures: &'a [PictureRow],
) -> Contents<'a> {
    static TOPICS: LazyLock<Vec<(String, String)>> =
        LazyLock::new(|| vec![("education".into(), "Education".into()), ("roma".into(), "Roma".into())]);
    static LANGUAGES: LazyLock<Vec<(String, String)>> =
        LazyLock::new(|| vec![("en".into(), "English".into()), ("uk".into(), "Ukrainian".into())]);
    Contents {
        form,
        errors,
        topics: &TOPICS,
        languages: &LANGUAGES,
        city_names: vec!["Bradford, United Kingdom".into(), "Reggio Emilia, Italy".into()],
        pictures,
        documents: Vec::new(),
        asked,
    }
}

pub(super) fn submit(lang: Lang, wrong: bool) -> SubmitPage {
    let mut form = SubmissionForm::default();
    let mut errors = FieldErrors::default();
    let mut pictures = vec![PictureRow::default(); 3];
    if wrong {
        form.draft.set(Field::Cities, "Bradford\nReggio Emilia, Italy");
        form.draft.set(Field::Title, "The library of people & <others>");
        form.draft.set(Field::Topics, "roma");
        form.draft.set(Field::Status, "ended");
        form.contact_email = "olena@".into();
        pictures[0].kept = Some(KeptFile { token: "a1".into(), label: "parade.jpg, 1.2 MB".into() });
        for place in ["cities", "contact_email", "status", "purpose", "consent"] {
            errors.add(place, "error-missing");
        }
    }
    let page = page(lang, "submit", &fl!(phrases(lang), "submit-title")).in_section(Section::Submit);
    SubmitPage::new(page, format!("/{lang}/submit"), contents(&form, &errors, &[], &pictures))
}

pub(super) fn revise(lang: Lang) -> SubmitPage {
    let mut form = SubmissionForm::default();
    form.draft.set(Field::Impact, "Three schools joined.");
    let asked = [
        (Field::Period, "In which year did it begin?".to_owned()),
        (Field::Impact, "How many children, and how do you know?".to_owned()),
    ];
    let page = page(lang, "revise", &fl!(phrases(lang), "submit-revise-title"));
    let mut page = SubmitPage::new(page, "#", contents(&form, &FieldErrors::default(), &asked, &[]));
    page.revising = Some(Revising {
        reference: "PR-2026-0412".into(),
        title: "Weeks of culture".into(),
        message: "A fine text. Two small questions.".into(),
        status: "#".into(),
    });
    page
}

pub(super) fn status(lang: Lang, just_sent: bool) -> StatusPage {
    let mut page = page(lang, "status", &fl!(phrases(lang), "submit-status-title"));
    page.indexed = false;
    let line =
        |stage, place, at: Option<&str>| StageLine { stage, at: at.map(|shown| day("2026-11-20", shown)), place };
    let places = if just_sent {
        [Place::Done, Place::Now, Place::Skipped, Place::Ahead, Place::Ahead]
    } else {
        [Place::Done, Place::Done, Place::Now, Place::Ahead, Place::Ahead]
    };
    let stages = [Stage::Received, Stage::Reading, Stage::Changes, Stage::Decided, Stage::Published];
    let asked = |field: &str, note: &str| Asked { field: field.into(), note: note.into() };
    StatusPage {
        page,
        just_sent,
        reference: "PR-2026-0412".into(),
        title: "Weeks of culture".into(),
        city: "Melitopol".into(),
        turn: if just_sent { Turn::Editors { by: Some(day("2026-12-04", "4 December 2026")) } } else { Turn::City },
        stages: stages
            .into_iter()
            .zip(places)
            .map(|(stage, place)| line(stage, place, (place == Place::Done).then_some("20 November 2026")))
            .collect(),
        asked: if just_sent {
            Vec::new()
        } else {
            vec![asked("Period", "In which year did it begin?"), asked("Impact", "How many children?")]
        },
        message: if just_sent { html("") } else { html("A fine text.") },
        revise: (!just_sent).then(|| "#".into()),
        withdraw: Some("#".into()),
        published: None,
        confirm: None,
        confirmed: None,
        letters: vec![LetterLine {
            subject: "We have received “Weeks of culture”".into(),
            at: day("2026-11-20", "20 November 2026"),
            state: LetterState::Accepted,
        }],
        answers: vec![Answered { field: "Title".into(), text: "Weeks of culture".into() }],
    }
}
