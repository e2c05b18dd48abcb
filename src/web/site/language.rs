//! Which language a visitor gets when the address names none.

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};

use super::{Visitor, addresses};
use crate::domain::Lang;

/// `GET /`: to the home in the language the browser asks for.
pub async fn choose(headers: HeaderMap) -> Response {
    let home = addresses::explore(preferred(&headers));
    (StatusCode::FOUND, [(header::LOCATION, home.as_str()), (header::VARY, "Accept-Language")]).into_response()
}

/// `GET /{lang}`: to the home of that language.
pub async fn home(visitor: Visitor) -> Redirect {
    Redirect::permanent(&addresses::explore(visitor.lang))
}

/// The interface language a browser likes best (RFC 9110, 12.5.4); English when it likes none of ours.
#[must_use]
pub fn preferred(headers: &HeaderMap) -> Lang {
    let wishes = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut best = (0.0, Lang::default());
    for wish in wishes.split(',').take(32) {
        let mut parts = wish.split(';');
        let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let weight = parts
            .find_map(|part| part.trim().strip_prefix("q="))
            .map_or(1.0, |weight| weight.parse::<f32>().unwrap_or(0.0).clamp(0.0, 1.0));
        let primary = tag.split('-').next().unwrap_or_default();
        if let Ok(lang) = primary.parse()
            && weight > best.0
        {
            best = (weight, lang);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(wishes: &str) -> Lang {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, wishes.parse().unwrap());
        preferred(&headers)
    }

    #[test]
    fn the_best_liked_language_wins() {
        assert_eq!(asked("fr-CH, fr;q=0.9, en;q=0.8"), Lang::Fr);
        assert_eq!(asked("de, en;q=0.5, fr;q=0.7"), Lang::Fr);
        assert_eq!(asked("uk, ru"), Lang::En);
        assert_eq!(asked("fr;q=0, en;q=0.1"), Lang::En);
        assert_eq!(asked(";;;q=nan,,fr;q=NaN"), Lang::En);
    }
}
