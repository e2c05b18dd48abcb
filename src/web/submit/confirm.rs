//! The city says that its published text is still right: a button on its page, never a link in a letter.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect},
};
use serde::Deserialize;

use super::case::Case;
use crate::{
    desk::DeskError,
    web::{
        App,
        site::{Visitor, answer::Answer, views::error::Trouble},
    },
};

#[derive(Deserialize)]
pub struct Seen {
    /// The revision the city was shown.
    revision: i64,
}

/// `POST /{lang}/status/{secret}/confirm`
pub async fn confirm(State(app): State<App>, visitor: Visitor, case: Case, Form(seen): Form<Seen>) -> Answer {
    if case.confirmable().is_none() {
        return Err(Trouble::Conflict);
    }
    match app.desk().confirm_by_city(case.root, seen.revision).await {
        Ok(()) => Ok(Redirect::to(&case.path(visitor.lang)).into_response()),
        // Readers see another text by now: the city is to read that one first.
        Err(DeskError::Invalid(_)) => Err(Trouble::Conflict),
        Err(error) => Err(error.into()),
    }
}
