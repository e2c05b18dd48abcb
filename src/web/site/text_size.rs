//! The reader's choice among three text sizes, kept in one cookie that exists only once they choose.

use std::str::FromStr;

use axum::{
    Form,
    extract::State,
    http::{HeaderMap, header},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use serde::Deserialize;

use super::{
    Visitor, addresses,
    answer::{self, Answer},
    views::error::Trouble,
};
use crate::web::App;

const COOKIE: &str = "text-size";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    Small,
    #[default]
    Medium,
    Large,
}

impl TextSize {
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// As in the form, the cookie and the style sheet's `data-text`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    /// What the reader chose before. A page that uses it varies with the cookie.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        CookieJar::from_headers(headers).get(COOKIE).and_then(|cookie| cookie.value().parse().ok()).unwrap_or_default()
    }
}

/// The name is no text size.
#[derive(Debug, thiserror::Error)]
#[error("no text size \"{0}\"")]
pub struct UnknownTextSize(String);

impl FromStr for TextSize {
    type Err = UnknownTextSize;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|size| size.name() == name).ok_or_else(|| UnknownTextSize(name.to_owned()))
    }
}

#[derive(Deserialize)]
pub struct Choice {
    size: String,
    #[serde(default)]
    back: String,
}

/// `POST /{lang}/text-size`: remembers the size for a year and returns to the page it was chosen on.
pub async fn set(State(app): State<App>, visitor: Visitor, Form(choice): Form<Choice>) -> Answer {
    let size: TextSize = choice.size.parse().map_err(|_| Trouble::Unreadable)?;
    let cookie = Cookie::build((COOKIE, size.name()))
        .path("/")
        .http_only(true)
        .secure(app.site().is_https())
        .same_site(SameSite::Lax)
        .max_age(time::Duration::days(365))
        .build();
    let home = addresses::explore(visitor.lang);
    let back = answer::own_path(&choice.back).unwrap_or(&home);
    Ok(answer::see_other_with(back, header::SET_COOKIE, &cookie.to_string()))
}
