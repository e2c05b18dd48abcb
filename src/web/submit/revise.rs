//! A new version of what was sent. With questions from the editors, only those fields are asked again, and everything else
//! stays as it was, byte for byte; without, the whole form is.

use axum::{
    extract::{Multipart, State},
    http::StatusCode,
    response::{IntoResponse, Redirect},
};

use super::{
    case::{Case, Standing},
    fill::Filled,
    form::{self, Showing},
    parts::SEEN,
    send::{allowed, merge, refusal},
    sent::{Files, Sent},
    typed::Typed,
};
use crate::{
    desk::Words,
    domain::{
        Field, FieldErrors, Secret,
        submission::{CONSENT_WORDING, ParsedSubmission, SubmissionForm},
    },
    store,
    web::{
        App,
        site::{
            Visitor,
            answer::Answer,
            views::{
                error::Trouble,
                submit::{Revising, SubmitPage},
            },
        },
    },
};

/// New versions of one submission in an hour.
const VERSIONS: i64 = 20;
const HOUR: std::time::Duration = std::time::Duration::from_hours(1);

/// `GET /{lang}/status/{secret}/revise`
pub async fn show(State(app): State<App>, visitor: Visitor, case: Case) -> Answer {
    if !case.may_revise() {
        return Err(Trouble::Conflict);
    }
    let words = app.desk().words().await?;
    let before = store::upload_of_thread(app.store(), case.root).await?;
    let mut form = case.latest.raw.clone();
    // Who agreed to another wording is asked for this one.
    form.consent = case.latest.consent_wording == CONSENT_WORDING;
    let revision = Revision { app: &app, visitor: &visitor, case: &case, words: &words, asked: case.asked() };
    let page = revision.page(&form, &Filled::before(&before), &FieldErrors::default(), &Secret::draw());
    Ok(form::answer(StatusCode::OK, &page))
}

/// `POST /{lang}/status/{secret}/revise`
pub async fn send(State(app): State<App>, visitor: Visitor, case: Case, form: Multipart) -> Answer {
    let too_often = !allowed(&app, &format!("revise:{}", case.root), VERSIONS, HOUR).await?;
    let sent = Sent::read(&app, form, if too_often { Files::Leave } else { Files::Take }).await?;
    let typed = Typed::of(&sent);
    let words = app.desk().words().await?;
    let before = store::upload_of_thread(app.store(), case.root).await?;
    let seen: i64 = sent.one(SEEN).parse().map_err(|_| Trouble::Unreadable)?;
    let answers_only = !sent.has("contact_email");
    let asked = if answers_only { case.asked() } else { Vec::new() };
    let revision = Revision { app: &app, visitor: &visitor, case: &case, words: &words, asked };

    let (form, filled) = if answers_only {
        (revision.with_answers(&sent, &typed, seen), Filled::before(&before))
    } else {
        (typed.form.clone(), Filled::of(&app, &sent, &typed.pictures, &before).await?)
    };
    let uploads = filled.uploads();
    let same = form == case.latest.raw && uploads.iter().cloned().eq(before.iter().map(Into::into));
    let status = case.path(visitor.lang);
    if same && seen < case.latest.seq {
        // The same page sent twice: it is in already.
        return Ok(Redirect::to(&status).into_response());
    }
    if !case.may_revise() {
        return Err(Trouble::Conflict);
    }
    let mut errors = FieldErrors::default();
    if too_often {
        errors.add("form", "error-too-many-forms");
    }
    merge(&mut errors, &typed.faults);
    merge(&mut errors, &filled.faults);
    let (parsed, faults) = revision.judged(&form);
    merge(&mut errors, &faults);
    if seen < case.latest.seq {
        errors.add("seen", "error-sent-meanwhile");
    } else if same && errors.is_empty() {
        errors.add("seen", "error-nothing-changed");
    }
    match parsed.filter(|_| errors.is_empty()) {
        Some(parsed) => {
            app.desk().revise(case.root, &parsed, visitor.lang, &uploads).await?;
            Ok(Redirect::to(&status).into_response())
        }
        None => Ok(refusal(&errors, &revision.page(&form, &filled, &errors, &sent.key))),
    }
}

struct Revision<'a> {
    app: &'a App,
    visitor: &'a Visitor,
    case: &'a Case,
    words: &'a Words,
    /// What the form asks; empty when it is the whole form.
    asked: Vec<(Field, String)>,
}

impl Revision<'_> {
    /// The version the form was filled from, with the answers to what was asked about it.
    fn with_answers(&self, sent: &Sent, typed: &Typed, seen: i64) -> SubmissionForm {
        let base = self.case.thread.iter().find(|sending| sending.seq == seen).unwrap_or(&self.case.latest);
        let mut form = base.raw.clone();
        for field in self.case.asked_about(base).into_iter().filter(|field| sent.has(field.name())) {
            form.draft.set(field, typed.form.draft.get(field));
        }
        form
    }

    /// With questions, only the answers are judged: what else may have become wrong is not in this form to be mended.
    fn judged(&self, form: &SubmissionForm) -> (Option<ParsedSubmission>, FieldErrors) {
        match form.clone().parse(&self.words.vocabulary()) {
            Ok(parsed) => (Some(parsed), FieldErrors::default()),
            Err(mut errors) if !self.asked.is_empty() => {
                errors.0.retain(|error| self.asked.iter().any(|(field, _)| field.name() == error.place));
                let parsed = ParsedSubmission { form: form.clone(), contact: self.case.latest.contact.clone() };
                (Some(parsed), errors)
            }
            Err(errors) => (None, errors),
        }
    }

    fn page(&self, form: &SubmissionForm, filled: &Filled, errors: &FieldErrors, key: &Secret) -> SubmitPage {
        let (case, lang) = (self.case, self.visitor.lang);
        let message = match &case.standing {
            Standing::ChangesAsked(decision) => decision.message.trim().to_owned(),
            _ => String::new(),
        };
        let revising = Revising {
            reference: case.latest.reference.clone(),
            title: case.latest.raw.draft.get(Field::Title).trim().to_owned(),
            message,
            status: case.path(lang),
        };
        let path = format!("{}/revise", case.path(lang));
        let showing = Showing {
            form,
            filled,
            errors,
            asked: &self.asked,
            key,
            opened: self.app.clock().now(),
            seen: Some(case.latest.seq),
            revising: Some(revising),
        };
        form::page(self.app, self.visitor, self.words, &path, showing)
    }
}
