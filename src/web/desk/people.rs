//! Who may use the desk, for admins; and what each may set for themselves.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::{
    frame::{Frame, Section},
    guard::SignedIn,
    shown::role_words,
    trouble::{Result, Trouble},
    typed::Typed,
};
use crate::{
    desk::DeskError,
    domain::{EmailAddress, FieldErrors, Lang, Role},
    store::{self, EditorAccount},
    text,
    web::{
        App, assets,
        site::{
            answer::{page, page_with},
            views::question::{Answer, Choice, ErrorLink, Question, summary},
        },
    },
};

#[derive(Template)]
#[template(path = "desk/people.html")]
struct PeoplePage {
    page: Frame,
    people: Vec<Line>,
    questions: Vec<Question>,
    errors: Vec<ErrorLink>,
    invited: bool,
}

struct Line {
    name: String,
    email: String,
    role: String,
    state: String,
    me: bool,
    /// Where to close the account, or open it again.
    action: String,
    disabled: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    invited: String,
}

pub(super) async fn people(State(app): State<App>, signed: SignedIn, Query(done): Query<Done>) -> Result {
    people_page(&app, &signed, &Typed::default(), &FieldErrors::default(), !done.invited.is_empty()).await
}

async fn people_page(app: &App, signed: &SignedIn, typed: &Typed, errors: &FieldErrors, invited: bool) -> Result {
    if signed.editor.role < Role::Admin {
        return Err(Trouble::Forbidden);
    }
    let t = text::phrases(signed.lang);
    let accounts = store::editor_list(app.store()).await?;
    let questions = questions(signed, typed, errors);
    let label = |place: &str| questions.iter().find(|one| one.id == place).map(|one| one.label.as_str());
    let mut template = PeoplePage {
        page: Frame::inside(app, signed, Section::People, fl!(t, "desk-people")).await?,
        people: accounts.iter().map(|account| line(signed, account)).collect(),
        errors: summary(signed.lang, errors, label),
        questions: Vec::new(),
        invited,
    };
    template.questions = questions;
    template.page.wrong = !errors.is_empty();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(page_with(status, &template))
}

fn line(signed: &SignedIn, account: &EditorAccount) -> Line {
    let t = text::phrases(signed.lang);
    let state = match (account.disabled_at, &account.password_hash) {
        (Some(at), _) => fl!(t, "desk-person-disabled", when = text::date(signed.lang, at)),
        (None, None) => fl!(t, "desk-person-invited"),
        (None, Some(_)) => fl!(t, "desk-person-active"),
    };
    Line {
        name: account.editor.name.clone(),
        email: account.editor.email.to_string(),
        role: role_words(t, account.editor.role),
        state,
        me: account.editor.id == signed.editor.id,
        action: format!("/desk/people/{}", account.editor.id),
        disabled: account.disabled_at.is_some(),
    }
}

fn questions(signed: &SignedIn, typed: &Typed, errors: &FieldErrors) -> Vec<Question> {
    let t = text::phrases(signed.lang);
    let line =
        |name: &str, kind| Answer::Line { value: typed.text(name).to_owned(), kind, autocomplete: "off", list: None };
    let chosen = |name: &str, value: &str, first: bool| match typed.text(name) {
        "" => first,
        typed => typed == value,
    };
    let roles = [(Role::Editor, fl!(t, "desk-role-editor-hint")), (Role::Admin, fl!(t, "desk-role-admin-hint"))];
    let roles = roles.into_iter().map(|(role, label)| Choice {
        value: role.name().to_owned(),
        label,
        chosen: chosen("role", role.name(), role == Role::Editor),
    });
    let languages = Lang::ALL.into_iter().map(|lang| Choice {
        value: lang.tag().to_owned(),
        label: lang.own_name().to_owned(),
        chosen: chosen("language", lang.tag(), lang == signed.lang),
    });
    let mut questions = vec![
        Question::new("name", fl!(t, "desk-person"), line("name", "text")),
        Question::new("email", fl!(t, "desk-email"), line("email", "email")),
        Question::new("role", fl!(t, "desk-person-role"), Answer::Choice { options: roles.collect() }),
        Question::new("language", fl!(t, "desk-interface-language"), Answer::Choice { options: languages.collect() }),
    ];
    for question in &mut questions {
        question.error = errors.at(&question.id).map(|error| text::field_error(signed.lang, error));
    }
    questions
}

pub(super) async fn invite(State(app): State<App>, signed: SignedIn, typed: Typed) -> Result {
    let role = typed.text("role").parse().map_err(|_| Trouble::Unreadable)?;
    let language = typed.text("language").parse().map_err(|_| Trouble::Unreadable)?;
    let name = typed.text("name").trim();
    let mut errors = FieldErrors::default();
    if name.is_empty() {
        errors.add("name", "error-missing");
    }
    let email = EmailAddress::parse(typed.text("email"));
    let (Ok(email), true) = (&email, errors.is_empty()) else {
        if email.is_err() {
            errors.add("email", "error-email");
        }
        return people_page(&app, &signed, &typed, &errors, false).await;
    };
    match app.desk().invite(Some(&signed.editor), email.clone(), name, role, language).await {
        Ok(_) => Ok(Redirect::to("/desk/people?invited=yes").into_response()),
        Err(DeskError::Invalid(errors)) => people_page(&app, &signed, &typed, &errors, false).await,
        Err(error) => Err(error.into()),
    }
}

/// Closes an account or opens it again.
pub(super) async fn set_disabled(
    State(app): State<App>,
    signed: SignedIn,
    Path(id): Path<String>,
    typed: Typed,
) -> Result {
    let id = id.parse().map_err(|_| Trouble::NotFound)?;
    app.desk().set_disabled(&signed.editor, id, typed.text("do") == "disable").await?;
    Ok(Redirect::to("/desk/people").into_response())
}

#[derive(Template)]
#[template(path = "desk/profile.html")]
struct ProfilePage {
    page: Frame,
    email: String,
    role: String,
    keys: Vec<(&'static str, String)>,
}

pub(super) async fn profile(State(app): State<App>, signed: SignedIn) -> Result {
    let t = text::phrases(signed.lang);
    let keys = vec![
        ("a", fl!(t, "desk-key-a")),
        ("c", fl!(t, "desk-key-c")),
        ("r", fl!(t, "desk-key-r")),
        ("m", fl!(t, "desk-key-m")),
        ("e", fl!(t, "desk-key-e")),
        ("j k", fl!(t, "desk-key-jk")),
        ("d", fl!(t, "desk-key-d")),
        ("s", fl!(t, "desk-key-s")),
        ("z", fl!(t, "desk-key-z")),
        ("t", fl!(t, "desk-key-t")),
        ("/", fl!(t, "desk-key-slash")),
        ("?", fl!(t, "desk-key-question")),
    ];
    let frame = Frame::inside(&app, &signed, Section::Profile, fl!(t, "desk-profile")).await?;
    Ok(page(&ProfilePage {
        page: frame,
        email: signed.editor.email.to_string(),
        role: role_words(t, signed.editor.role),
        keys,
    }))
}

pub(super) async fn set_keys(State(app): State<App>, signed: SignedIn, typed: Typed) -> Result {
    app.desk().set_keys(&signed.editor, typed.text("keys") == "on").await?;
    Ok(Redirect::to("/desk/profile").into_response())
}
