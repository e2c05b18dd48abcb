//! In and out: signing in, a forgotten password, setting one by a one-time link, the language of the pages.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::{
    frame::Frame,
    guard::{self, SignedIn, Visitor},
    trouble::{Result, Trouble},
    typed::Typed,
};
use crate::{
    desk::DeskError,
    domain::secret::Secret,
    text,
    web::{
        App, assets,
        caller::Caller,
        site::answer::{own_path, page, page_with},
    },
};

const HOME: &str = "/desk";

#[derive(Template)]
#[template(path = "desk/sign_in.html")]
struct SignInPage {
    page: Frame,
    next: String,
    email: String,
    error: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Next {
    next: String,
}

/// Where to go after signing in: a page of the desk, or its home (reliability: W15).
fn destination(next: &str) -> &str {
    let is_of_the_desk =
        |path: &&str| path.strip_prefix(HOME).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    own_path(next).filter(is_of_the_desk).unwrap_or(HOME)
}

pub(super) async fn sign_in_form(visitor: Visitor, Query(query): Query<Next>) -> Response {
    let next = destination(&query.next);
    if visitor.editor.is_some() {
        return Redirect::to(next).into_response();
    }
    page(&sign_in_page(&visitor, next, "", None))
}

fn sign_in_page(visitor: &Visitor, next: &str, email: &str, error: Option<String>) -> SignInPage {
    let mut page = Frame::outside(visitor, "");
    page.title = fl!(page.t, "desk-sign-in");
    page.wrong = error.is_some();
    SignInPage { page, next: next.to_owned(), email: email.to_owned(), error }
}

pub(super) async fn sign_in(State(app): State<App>, caller: Caller, visitor: Visitor, typed: Typed) -> Result {
    let (next, email) = (destination(typed.text("next")), typed.text("email"));
    match app.desk().sign_in(email, typed.text("password"), &caller.name()).await {
        Ok(session) => Ok(guard::signed_in(&app, &session, next)),
        // The same words whatever was wrong: nobody learns here who has an account.
        Err(DeskError::Forbidden) => {
            let error = fl!(text::phrases(visitor.lang), "desk-sign-in-wrong");
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &sign_in_page(&visitor, next, email, Some(error))))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result {
    if let Some(session) = guard::session_of(&app, &headers) {
        app.desk().sign_out(&session).await?;
    }
    Ok(guard::signed_out(&app))
}

#[derive(Template)]
#[template(path = "desk/forgotten.html")]
struct ForgottenPage {
    page: Frame,
    sent: bool,
}

pub(super) async fn forgotten_form(visitor: Visitor) -> Response {
    page(&forgotten_page(&visitor, false))
}

pub(super) async fn forgotten(State(app): State<App>, caller: Caller, visitor: Visitor, typed: Typed) -> Result {
    app.desk().forgot_password(typed.text("email"), &caller.name()).await?;
    Ok(page(&forgotten_page(&visitor, true)))
}

fn forgotten_page(visitor: &Visitor, sent: bool) -> ForgottenPage {
    let mut page = Frame::outside(visitor, "");
    page.title = fl!(page.t, "desk-forgotten");
    ForgottenPage { page, sent }
}

#[derive(Template)]
#[template(path = "desk/password.html")]
struct PasswordPage {
    page: Frame,
    /// Whose password it is; none when the link is used up, too old or never was.
    owner: Option<String>,
    email: String,
    link: String,
    error: Option<String>,
}

/// Looking at the link does not use it up: programs that scan mails look too.
pub(super) async fn password_form(State(app): State<App>, visitor: Visitor, Path(link): Path<String>) -> Result {
    password_page(&app, &visitor, &link, None).await
}

pub(super) async fn set_password(
    State(app): State<App>,
    visitor: Visitor,
    Path(link): Path<String>,
    typed: Typed,
) -> Result {
    let Ok(secret) = Secret::parse(&link) else { return password_page(&app, &visitor, "", None).await };
    match app.desk().set_password(&secret, typed.text("password")).await {
        Ok(session) => Ok(guard::signed_in(&app, &session, HOME)),
        Err(DeskError::NotFound) => password_page(&app, &visitor, "", None).await,
        Err(DeskError::Invalid(errors)) => {
            let error = errors.0.first().map(|error| text::field_error(visitor.lang, error));
            password_page(&app, &visitor, &link, error).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn password_page(app: &App, visitor: &Visitor, link: &str, error: Option<String>) -> Result {
    let owner = match Secret::parse(link) {
        Ok(secret) => app.desk().password_link_owner(&secret).await?,
        Err(_) => None,
    };
    let mut page = Frame::outside(visitor, "");
    page.title = fl!(page.t, "desk-password");
    page.wrong = error.is_some();
    let status = match (&owner, &error) {
        (None, _) => StatusCode::NOT_FOUND,
        (Some(_), Some(_)) => StatusCode::UNPROCESSABLE_ENTITY,
        (Some(_), None) => StatusCode::OK,
    };
    let (name, email) = owner.map(|owner| (owner.name, owner.email.to_string())).unzip();
    let template = PasswordPage { page, owner: name, email: email.unwrap_or_default(), link: link.to_owned(), error };
    Ok(page_with(status, &template))
}

/// Remembers the language of the desk's pages and returns.
pub(super) async fn set_language(State(app): State<App>, signed: SignedIn, typed: Typed) -> Result {
    let lang = typed.text("lang").parse().map_err(|_| Trouble::Unreadable)?;
    app.desk().set_language(&signed.editor, lang).await?;
    Ok(Redirect::to(destination(typed.text("back"))).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_desk_are_gone_to_after_signing_in() {
        assert_eq!(destination("/desk/items/1?view=mine"), "/desk/items/1?view=mine");
        for path in ["//evil.test", "/\\evil.test", "https:evil.test", "/en/practices", "/desks", "", "/desk\r\nx: y"] {
            assert_eq!(destination(path), HOME, "{path}");
        }
    }
}
