//! Adding a source, changing its settings, pausing it, having it read now.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use i18n_embed_fl::fl;

use super::{
    super::{
        frame::{Frame, Section},
        guard::SignedIn,
        trouble::{Result, Trouble},
        typed::Typed,
    },
    by_slug,
    form::Inputs,
    replayed,
    show::{Settings, Wrong, source_page},
};
use crate::{
    desk::DeskError,
    domain::{FieldErrors, Role, SourceSettings},
    harvest,
    store::{self, KeptSource},
    text,
    web::{
        App, assets,
        site::{
            answer::page_with,
            views::{Link, question::Answer},
        },
    },
};

/// What a form or file says, or what is wrong with it at its place.
pub(super) fn read(app: &App, typed: &Typed) -> std::result::Result<SourceSettings, Box<Wrong>> {
    let wrong = |errors| {
        Box::new(if typed.has("toml") {
            Wrong::File(typed.text("toml").to_owned(), errors)
        } else {
            Wrong::Form(Inputs::typed(typed), errors)
        })
    };
    let file = if typed.has("toml") { typed.text("toml").to_owned() } else { Inputs::typed(typed).to_toml() };
    let settings = harvest::import(&file).map_err(wrong)?;
    let errors = app.reader().map(|reader| reader.check(&settings)).unwrap_or_default();
    if errors.is_empty() { Ok(settings) } else { Err(wrong(errors)) }
}

pub(super) fn again(typed: &Typed, errors: FieldErrors) -> Wrong {
    if typed.has("toml") {
        Wrong::File(typed.text("toml").to_owned(), errors)
    } else {
        Wrong::Form(Inputs::typed(typed), errors)
    }
}

pub(super) async fn save(State(app): State<App>, signed: SignedIn, Path(slug): Path<String>, typed: Typed) -> Result {
    let source = by_slug(&app, &slug).await?;
    let version = typed.number("version").ok_or(Trouble::Unreadable)?;
    let settings = match read(&app, &typed) {
        Ok(settings) => settings,
        Err(wrong) => {
            return source_page(&app, &signed, source, Some(*wrong), StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    keep(&app, &signed, source, version, &settings, &typed).await
}

/// An earlier version of the settings, on its way to be used again.
pub(super) async fn revert(State(app): State<App>, signed: SignedIn, Path(slug): Path<String>, typed: Typed) -> Result {
    if signed.editor.role < Role::Admin {
        return Err(Trouble::Forbidden);
    }
    let source = by_slug(&app, &slug).await?;
    let (seen, wanted) = typed.number("version").zip(typed.number("to")).ok_or(Trouble::Unreadable)?;
    let versions = store::source_version_list(app.store(), source.id, i64::MAX).await?;
    let version = versions.into_iter().find(|version| version.version == wanted).ok_or(Trouble::NotFound)?;
    keep(&app, &signed, source, seen, &version.settings, &typed).await
}

/// Other rules are first tried on the pages kept last; the difference is shown, and the change made when it is confirmed.
async fn keep(
    app: &App,
    signed: &SignedIn,
    source: KeptSource,
    version: i64,
    settings: &SourceSettings,
    typed: &Typed,
) -> Result {
    if signed.editor.role >= Role::Admin
        && version == source.version
        && typed.text("confirmed") != "yes"
        && !source.settings.reads_as(settings)
        && let Some(question) = replayed::ask(app, signed, &source, settings).await?
    {
        return Ok(question);
    }
    let active = source.active;
    let slug = source.slug.clone();
    match app.desk().source_change(Some(&signed.editor), source.id, version, settings, active).await {
        Ok(()) => Ok(to(&slug)),
        Err(DeskError::Invalid(errors)) => {
            // Somebody else saved first: the version is the newer one now, the typed text is still there.
            let status = match errors.at("version") {
                Some(_) => StatusCode::CONFLICT,
                None => StatusCode::UNPROCESSABLE_ENTITY,
            };
            source_page(app, signed, source, Some(again(typed, errors)), status).await
        }
        Err(DeskError::SourceKnown { name, .. }) => {
            source_page(app, signed, source, Some(again(typed, known_error(&name))), StatusCode::CONFLICT).await
        }
        Err(error) => Err(error.into()),
    }
}

fn to(slug: &str) -> Response {
    Redirect::to(&format!("/desk/sources/{slug}")).into_response()
}

pub(super) async fn run(State(app): State<App>, signed: SignedIn, Path(slug): Path<String>) -> Result {
    let source = by_slug(&app, &slug).await?;
    app.desk().source_run(Some(&signed.editor), source.id).await?;
    Ok(to(&slug))
}

pub(super) async fn stop(State(app): State<App>, signed: SignedIn, Path(slug): Path<String>) -> Result {
    let source = by_slug(&app, &slug).await?;
    app.desk().source_stop(&signed.editor, source.id).await?;
    Ok(to(&slug))
}

pub(super) async fn pause(app: State<App>, signed: SignedIn, slug: Path<String>) -> Result {
    switch(app, signed, slug, false).await
}

pub(super) async fn activate(app: State<App>, signed: SignedIn, slug: Path<String>) -> Result {
    switch(app, signed, slug, true).await
}

async fn switch(State(app): State<App>, signed: SignedIn, Path(slug): Path<String>, active: bool) -> Result {
    let source = by_slug(&app, &slug).await?;
    let settings = &source.settings.0;
    match app.desk().source_change(Some(&signed.editor), source.id, source.version, settings, active).await {
        Ok(()) => Ok(to(&slug)),
        // Changed between our look and our change.
        Err(DeskError::Invalid(errors)) if errors.at("version").is_some() => Err(Trouble::Conflict),
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "desk/source_new.html")]
struct NewSourcePage {
    page: Frame,
    address: String,
    /// What is wrong with the address.
    wrong: Option<String>,
    /// Whether the settings are what the page is about.
    by_hand: bool,
    settings: Settings,
    /// The source that reads this already.
    known: Option<Link>,
}

pub(super) async fn new_form(State(app): State<App>, signed: SignedIn) -> Result {
    new_page(&app, &signed, None, StatusCode::OK).await
}

pub(super) async fn add(State(app): State<App>, signed: SignedIn, typed: Typed) -> Result {
    let settings = match read(&app, &typed) {
        Ok(settings) => settings,
        Err(wrong) => return new_page(&app, &signed, Some(*wrong), StatusCode::UNPROCESSABLE_ENTITY).await,
    };
    let active = typed.text("active") == "yes";
    match app.desk().source_add(Some(&signed.editor), None, &settings, active).await {
        Ok(slug) => Ok(to(&slug)),
        Err(DeskError::Invalid(errors)) => {
            let wrong = again(&typed, errors);
            new_page(&app, &signed, Some(wrong), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(DeskError::SourceKnown { slug, name }) => {
            let wrong = again(&typed, known_error(&name));
            known_page(&app, &signed, wrong, &slug, &name).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn known_error(name: &str) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add_with("addresses", "error-source-known", &[("name", name.to_owned())]);
    errors
}

/// The page again, with the source that reads the same already.
pub(super) async fn known_page(app: &App, signed: &SignedIn, wrong: Wrong, slug: &str, name: &str) -> Result {
    let settings = Settings::of(signed, &SourceSettings::of_feed("", "", ""), Some(wrong));
    let known = Some(Link::new(name, format!("/desk/sources/{slug}")));
    page_of(app, signed, StatusCode::CONFLICT, |frame| NewSourcePage {
        page: frame,
        address: String::new(),
        wrong: None,
        by_hand: true,
        settings,
        known,
    })
    .await
}

pub(super) async fn new_page(app: &App, signed: &SignedIn, wrong: Option<Wrong>, status: StatusCode) -> Result {
    let by_hand = wrong.is_some();
    let mut settings = Settings::of(signed, &SourceSettings::of_feed("", "", ""), wrong);
    if settings.file_errors.is_empty() {
        settings.toml.clear();
    }
    page_of(app, signed, status, |frame| NewSourcePage {
        page: frame,
        address: String::new(),
        wrong: None,
        by_hand,
        settings,
        known: None,
    })
    .await
}

/// The page again for an address that is none.
pub(super) async fn address_again(app: &App, signed: &SignedIn, address: &str, wrong: String) -> Result {
    let mut settings = Settings::of(signed, &SourceSettings::of_feed("", "", ""), None);
    settings.toml.clear();
    let address = address.to_owned();
    page_of(app, signed, StatusCode::UNPROCESSABLE_ENTITY, |frame| NewSourcePage {
        page: frame,
        address,
        wrong: Some(wrong),
        by_hand: false,
        settings,
        known: None,
    })
    .await
}

/// The page filled in with settings that were found.
pub(super) async fn filled_in(app: &App, signed: &SignedIn, found: &SourceSettings) -> Result {
    let settings = Settings::of(signed, found, None);
    page_of(app, signed, StatusCode::OK, |frame| NewSourcePage {
        page: frame,
        address: String::new(),
        wrong: None,
        by_hand: true,
        settings,
        known: None,
    })
    .await
}

async fn page_of(
    app: &App,
    signed: &SignedIn,
    status: StatusCode,
    fill: impl FnOnce(Frame) -> NewSourcePage,
) -> Result {
    let title = fl!(text::phrases(signed.lang), "desk-source-add");
    let mut frame = Frame::inside(app, signed, Section::Sources, title).await?;
    frame.wrong = status.is_client_error();
    Ok(page_with(status, &fill(frame)))
}
