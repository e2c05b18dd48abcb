//! The reader's choice among three text sizes, kept in one cookie that exists only once they choose.

use std::str::FromStr;

use axum::{
    Form,
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use serde::Deserialize;

use super::{addresses, answer};
use crate::domain::Lang;

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
pub async fn set(Path(lang): Path<String>, Form(choice): Form<Choice>) -> Response {
    let (Ok(lang), Ok(size)) = (lang.parse::<Lang>(), choice.size.parse::<TextSize>()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let cookie = Cookie::build((COOKIE, size.name()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(time::Duration::days(365))
        .build();
    let home = addresses::explore(lang);
    let back = answer::own_path(&choice.back).unwrap_or(&home);
    answer::see_other_with(back, header::SET_COOKIE, &cookie.to_string())
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request};
    use tower::ServiceExt;

    use super::*;

    async fn post(path: &str, form: &'static str) -> Response {
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        super::super::router::<()>().oneshot(request.body(Body::from(form)).unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn a_chosen_size_is_remembered_and_the_reader_returns() {
        let answer = post("/fr/text-size", "size=large&back=%2Ffr%2Fpractices%2Fx").await;
        assert_eq!(answer.status(), 303);
        assert_eq!(answer.headers()["location"], "/fr/practices/x");
        let mut headers = HeaderMap::new();
        let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap();
        headers.insert("cookie", cookie.parse().unwrap());
        assert_eq!(TextSize::of(&headers), TextSize::Large);
    }

    #[tokio::test]
    async fn a_foreign_place_to_return_to_is_not_followed() {
        let answer = post("/en/text-size", "size=small&back=%2F%2Fevil.test").await;
        assert_eq!(answer.headers()["location"], "/en/practices");
    }

    #[tokio::test]
    async fn an_unknown_size_is_refused() {
        assert_eq!(post("/en/text-size", "size=huge").await.status(), 400);
        assert_eq!(post("/xx/text-size", "size=large").await.status(), 400);
    }
}
