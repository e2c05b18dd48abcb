//! Pages that say what went wrong and what to do. They need nothing but the phrases, so that they can always be shown.

use askama::Template;
use axum::http::StatusCode;
use i18n_embed_fl::fl;

use super::Page;
use crate::{domain::Lang, web::assets};

#[derive(Template)]
#[template(path = "site/error.html")]
pub struct ErrorPage {
    pub page: Page,
    pub trouble: Trouble,
    /// The request's id, to be told to the people who run the site.
    pub reference: String,
}

/// What went wrong, as far as a visitor can do something about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The form could not be read at all.
    Unreadable,
    /// Asked from another site, or not allowed.
    Forbidden,
    NotFound,
    /// The page is there, but not for this kind of request.
    WrongMethod,
    /// Was here once, and was withdrawn.
    Gone,
    /// Someone else changed it meanwhile.
    Conflict,
    /// More was sent than is taken; the limit as shown, `20 MB`.
    TooLarge {
        limit: String,
    },
    TooMany {
        seconds: u32,
    },
    Internal,
    Unavailable {
        seconds: u32,
    },
}

impl Trouble {
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Gone => StatusCode::GONE,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// After how long it is worth trying again.
    #[must_use]
    pub fn seconds(&self) -> Option<u32> {
        match self {
            Self::TooMany { seconds } | Self::Unavailable { seconds } => Some(*seconds),
            Self::Unreadable
            | Self::Forbidden
            | Self::NotFound
            | Self::WrongMethod
            | Self::Gone
            | Self::Conflict
            | Self::TooLarge { .. }
            | Self::Internal => None,
        }
    }

    fn minutes(seconds: u32) -> u32 {
        seconds.div_ceil(60).max(1)
    }
}

impl ErrorPage {
    /// `path` is the address asked for; the language switch keeps it.
    #[must_use]
    pub fn new(lang: Lang, origin: &str, path: &str, trouble: Trouble, reference: impl Into<String>) -> Self {
        let mut page = Page::new(lang, origin, path, "");
        page.title = Self::title(&page, &trouble);
        page.indexed = false;
        Self { page, trouble, reference: reference.into() }
    }

    fn title(page: &Page, trouble: &Trouble) -> String {
        match trouble {
            Trouble::Unreadable => fl!(page.t, "site-error-unreadable"),
            Trouble::Forbidden => fl!(page.t, "site-error-forbidden"),
            Trouble::NotFound => fl!(page.t, "site-error-not-found"),
            Trouble::WrongMethod => fl!(page.t, "site-error-wrong-method"),
            Trouble::Gone => fl!(page.t, "site-error-gone"),
            Trouble::Conflict => fl!(page.t, "site-error-conflict"),
            Trouble::TooLarge { .. } => fl!(page.t, "site-error-too-large"),
            Trouble::TooMany { .. } => fl!(page.t, "site-error-too-many"),
            Trouble::Internal => fl!(page.t, "site-error-internal"),
            Trouble::Unavailable { .. } => fl!(page.t, "site-error-unavailable"),
        }
    }

    /// What happened and what the visitor can do.
    #[must_use]
    pub fn advice(&self) -> String {
        let t = self.page.t;
        match &self.trouble {
            Trouble::Unreadable => fl!(t, "site-error-unreadable-advice"),
            Trouble::Forbidden => fl!(t, "site-error-forbidden-advice"),
            Trouble::NotFound => fl!(t, "site-error-not-found-advice"),
            Trouble::WrongMethod => fl!(t, "site-error-wrong-method-advice"),
            Trouble::Gone => fl!(t, "site-error-gone-advice"),
            Trouble::Conflict => fl!(t, "site-error-conflict-advice"),
            Trouble::TooLarge { limit } => fl!(t, "site-error-too-large-advice", limit = limit.as_str()),
            Trouble::TooMany { seconds } => fl!(t, "site-error-too-many-advice", minutes = Trouble::minutes(*seconds)),
            Trouble::Internal => fl!(t, "site-error-internal-advice"),
            Trouble::Unavailable { seconds } => {
                fl!(t, "site-error-unavailable-advice", minutes = Trouble::minutes(*seconds))
            }
        }
    }
}
