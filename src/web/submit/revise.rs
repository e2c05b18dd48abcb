//! A new version of what was sent. With questions from the editors, only those fields are asked again, and everything else
//! stays as it was, byte for byte; without, the whole form is.

use axum::{
    extract::{Multipart, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
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
    store::{self, UploadRow},
    web::{
        App,
        site::{
            Visitor,
            answer::Answer,
            views::{error::Trouble, submit::Revising},
        },
    },
};

/// New versions of one submission in an hour.
const VERSIONS: i64 = 20;
const HOUR: std::time::Duration = std::time::Duration::from_secs(3_600);

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
    let page = Revision { app: &app, visitor: &visitor, case: &case, words: &words };
    Ok(page.shown(StatusCode::OK, &form, &Filled::before(&before), &FieldErrors::default(), &Secret::draw()))
}

/// `POST /{lang}/status/{secret}/revise`
pub async fn send(State(app): State<App>, visitor: Visitor, case: Case, form: Multipart) -> Answer {
    let too_often = !allowed(&app, &format!("revise:{}", case.root), VERSIONS, HOUR).await?;
    let sent = Sent::read(&app, form, if too_often { Files::Leave } else { Files::Take }).await?;
    let typed = Typed::of(&sent);
    let words = app.desk().words().await?;
    let before = store::upload_of_thread(app.store(), case.root).await?;
    let seen: i64 = sent.one(SEEN).parse().map_err(|_| Trouble::Unreadable)?;
    let status = case.path(visitor.lang);
    let revision = Revision { app: &app, visitor: &visitor, case: &case, words: &words };

    let (form, filled) = revision.version(&sent, &typed, &before).await?;
    let uploads = filled.uploads();
    let same = form == case.latest.raw && uploads.iter().cloned().eq(before.iter().map(Into::into));
    if same && seen < case.latest.seq {
        // The same page sent twice: it is in already.
        return Ok(Redirect::to(&status).into_response());
    }
    if !case.may_revise() {
        return Err(Trouble::Conflict);
    }
    let (parsed, mut errors) = revision.judged(&form);
    merge(&mut errors, &typed.faults);
    merge(&mut errors, &filled.faults);
    if seen < case.latest.seq {
        errors.add("seen", "error-sent-meanwhile");
    } else if same && errors.is_empty() {
        errors.add("seen", "error-nothing-changed");
    }
    if too_often {
        errors.add("form", "error-too-many-forms");
    }
    match parsed.filter(|_| errors.is_empty()) {
        Some(parsed) => {
            app.desk().revise(case.root, &parsed, visitor.lang, &uploads).await?;
            Ok(Redirect::to(&status).into_response())
        }
        None => Ok(revision.refused(&form, &filled, &errors, &sent.key)),
    }
}

struct Revision<'a> {
    app: &'a App,
    visitor: &'a Visitor,
    case: &'a Case,
    words: &'a Words,
}

impl Revision<'_> {
    /// The new version: the answers to what was asked in the text as it was, or the whole form.
    async fn version(
        &self,
        sent: &Sent,
        typed: &Typed,
        before: &[UploadRow],
    ) -> Result<(SubmissionForm, Filled), Trouble> {
        let asked = self.case.asked();
        if asked.is_empty() {
            let filled = Filled::of(self.app, sent, &typed.pictures, before).await?;
            return Ok((typed.form.clone(), filled));
        }
        let mut form = self.case.latest.raw.clone();
        for (field, _) in &asked {
            form.draft.set(*field, typed.form.draft.get(*field));
        }
        Ok((form, Filled::before(before)))
    }

    /// With questions, only the answers are judged: what else may have become wrong is not in this form to be mended.
    fn judged(&self, form: &SubmissionForm) -> (Option<ParsedSubmission>, FieldErrors) {
        let asked = self.case.asked();
        match form.clone().parse(&self.words.vocabulary()) {
            Ok(parsed) => (Some(parsed), FieldErrors::default()),
            Err(mut errors) if !asked.is_empty() => {
                let is_asked = |place: &str| asked.iter().any(|(field, _)| field.name() == place);
                errors.0.retain(|error| is_asked(&error.place));
                let parsed = ParsedSubmission { form: form.clone(), contact: self.case.latest.contact.clone() };
                (Some(parsed), errors)
            }
            Err(errors) => (None, errors),
        }
    }

    fn refused(&self, form: &SubmissionForm, filled: &Filled, errors: &FieldErrors, key: &Secret) -> Response {
        let page = self.page(form, filled, errors, key);
        refusal(errors, &page)
    }

    fn shown(
        &self,
        status: StatusCode,
        form: &SubmissionForm,
        filled: &Filled,
        errors: &FieldErrors,
        key: &Secret,
    ) -> Response {
        form::answer(status, &self.page(form, filled, errors, key))
    }

    fn page(
        &self,
        form: &SubmissionForm,
        filled: &Filled,
        errors: &FieldErrors,
        key: &Secret,
    ) -> crate::web::site::views::submit::SubmitPage {
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
            asked: &case.asked(),
            key,
            opened: self.app.clock().now(),
            seen: Some(case.latest.seq),
            revising: Some(revising),
        };
        form::page(self.app, self.visitor, self.words, &path, showing)
    }
}
