//! What can go wrong at the desk, as a page: the cause goes to the log, the visitor gets a sentence and a reference.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use i18n_embed_fl::fl;

use super::{frame::Frame, guard::Visitor};
use crate::{
    desk::DeskError,
    store::StoreError,
    web::{assets, site::answer::page_with},
};

/// Why there is no other page. Handlers answer with it; [`super::guard::recognise`] makes it a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    NotFound,
    /// Not for this role, or not for an item like this.
    Forbidden,
    /// The session ended while a form was open.
    SignedOut,
    /// The form is not one of ours.
    Unreadable,
    /// Not possible in the state the thing is in by now.
    Conflict,
    TooMany,
    Internal,
}

pub(super) type Result<T = Response> = std::result::Result<T, Trouble>;

impl Trouble {
    const fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::SignedOut => StatusCode::FORBIDDEN,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "the desk could not use the store");
        Self::Internal
    }
}

/// For actions whose `Stale` and `Invalid` have no page of their own.
impl From<DeskError> for Trouble {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::NotFound => Self::NotFound,
            DeskError::Forbidden => Self::Forbidden,
            DeskError::TooMany => Self::TooMany,
            DeskError::Stale(_)
            | DeskError::OtherChanged
            | DeskError::NotPossible(_)
            | DeskError::NotNow(_)
            | DeskError::SourceKnown { .. } => Self::Conflict,
            DeskError::Invalid(_) => Self::Unreadable,
            DeskError::Store(error) => error.into(),
            DeskError::BrokenOff(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the desk could not finish what it worked out"
                );
                Self::Internal
            }
        }
    }
}

#[derive(Template)]
#[template(path = "desk/trouble.html")]
pub(super) struct TroublePage {
    page: Frame,
    status: StatusCode,
    advice: String,
    reference: String,
    /// To the sign-in page rather than to the queue.
    outside: bool,
}

impl TroublePage {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "a trouble may grow facts")]
    pub fn new(visitor: &Visitor, trouble: &Trouble) -> Self {
        let mut page = Frame::outside(visitor, "");
        let t = page.t;
        let (title, advice) = match trouble {
            Trouble::NotFound => (fl!(t, "desk-not-found"), fl!(t, "desk-not-found-advice")),
            Trouble::Forbidden => (fl!(t, "desk-forbidden"), fl!(t, "desk-forbidden-advice")),
            Trouble::SignedOut => (fl!(t, "desk-signed-out"), fl!(t, "desk-signed-out-advice")),
            Trouble::Unreadable => (fl!(t, "site-error-unreadable"), fl!(t, "site-error-unreadable-advice")),
            Trouble::Conflict => (fl!(t, "desk-conflict"), fl!(t, "desk-conflict-advice")),
            Trouble::TooMany => (fl!(t, "site-error-too-many"), fl!(t, "desk-too-many-advice")),
            Trouble::Internal => (fl!(t, "site-error-internal"), fl!(t, "site-error-internal-advice")),
        };
        page.title = title;
        Self {
            page,
            status: trouble.status(),
            advice,
            reference: visitor.reference.clone(),
            outside: visitor.editor.is_none(),
        }
    }
}

impl IntoResponse for TroublePage {
    fn into_response(self) -> Response {
        let mut response = page_with(self.status, &self);
        if self.status == StatusCode::TOO_MANY_REQUESTS {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("900"));
        }
        response
    }
}
