//! Taking back what was sent: a page that asks, and a button that does it.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use i18n_embed_fl::fl;

use super::case::Case;
use crate::{
    domain::Field,
    text::phrases,
    web::{
        App, assets,
        site::{
            Visitor,
            answer::{self, Answer},
            views::{Page, error::Trouble},
        },
    },
};

#[derive(Template)]
#[template(path = "site/withdraw.html")]
struct WithdrawPage {
    page: Page,
    title: String,
    reference: String,
    /// Back to the status page.
    status: String,
}

/// `GET /{lang}/status/{secret}/withdraw`
pub async fn ask(State(app): State<App>, visitor: Visitor, case: Case) -> Answer {
    if !case.may_withdraw() {
        return Err(Trouble::Conflict);
    }
    let status = case.path(visitor.lang);
    let title = fl!(phrases(visitor.lang), "submit-withdraw-title");
    let mut page = visitor.page(&app, &format!("{status}/withdraw"), title);
    page.indexed = false;
    let (title, reference) = (case.latest.raw.draft.get(Field::Title).trim().to_owned(), case.latest.reference.clone());
    Ok(answer::page(&WithdrawPage { page, title, reference, status }))
}

/// `POST /{lang}/status/{secret}/withdraw`
pub async fn withdraw(State(app): State<App>, visitor: Visitor, case: Case) -> Answer {
    if case.may_withdraw() {
        app.desk().withdraw(case.root).await?;
    } else if !matches!(case.standing, super::case::Standing::Withdrawn) {
        return Err(Trouble::Conflict);
    }
    Ok(Redirect::to(&case.path(visitor.lang)).into_response())
}
