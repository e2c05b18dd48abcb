//! Who asks for a page, as far as pages depend on it; and the thing an address names.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{HeaderMap, header, request::Parts},
};

use super::{
    TextSize, addresses,
    views::{Page, error::Trouble},
};
use crate::{
    domain::{Lang, Slug},
    web::{App, demo},
};

/// The reader of a page whose address begins with a language.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub lang: Lang,
    pub text_size: TextSize,
    /// The query part of the address, as it came.
    pub query: String,
    /// The filtered list from which the reader came to a practice, `/en/practices?topic=roma`, as the browser says it:
    /// believed for a way back and for nothing else.
    pub came_from: Option<String>,
}

impl Visitor {
    /// For what is told to no one in particular.
    #[must_use]
    pub fn nobody(lang: Lang) -> Self {
        Self { lang, text_size: TextSize::default(), query: String::new(), came_from: None }
    }

    /// The frame of a page at `path`, which begins with the language.
    #[must_use]
    pub fn page(&self, app: &App, path: &str, title: impl Into<String>) -> Page {
        let mut page = Page::new(self.lang, &app.site().origin, path, title);
        page.text_size = self.text_size;
        page.strip = demo::strip(app, self.lang);
        page
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Trouble> {
        let lang = parameter(parts, app, "lang").await.and_then(|lang| lang.parse().ok()).ok_or(Trouble::NotFound)?;
        Ok(Self {
            lang,
            text_size: TextSize::of(&parts.headers),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            came_from: came_from(parts.uri.path(), &parts.headers).map(str::to_owned),
        })
    }
}

/// The list from which the reader came to the practice at `path`. Kept pages are told apart by it, so nothing else of the
/// address a browser names may be looked at.
#[must_use]
pub fn came_from<'a>(path: &str, headers: &'a HeaderMap) -> Option<&'a str> {
    if !path.contains("/practices/") {
        return None;
    }
    let (_, rest) = headers.get(header::REFERER)?.to_str().ok()?.split_once("://")?;
    let address = &rest[rest.find('/')?..];
    let (list, _) = address.split_once('?')?;
    Lang::ALL.iter().any(|lang| addresses::explore(*lang) == list).then_some(address)
}

/// The `{slug}` of an address, and in which form the thing is asked for. What cannot be a slug names nothing, and is not
/// looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub slug: Slug,
    pub form: Form,
}

/// The form of a thing, by the ending of its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Page,
    Atom,
    JsonFeed,
    Ris,
    Bibtex,
    Csl,
    Pdf,
}

impl Form {
    /// What its addresses end in; none for the page itself.
    #[must_use]
    pub const fn ending(self) -> Option<&'static str> {
        match self {
            Self::Page => None,
            Self::Atom => Some("atom"),
            Self::JsonFeed => Some("feed.json"),
            Self::Ris => Some("ris"),
            Self::Bibtex => Some("bib"),
            Self::Csl => Some("csl.json"),
            Self::Pdf => Some("pdf"),
        }
    }

    fn by_ending(ending: &str) -> Option<Self> {
        let forms = [Self::Atom, Self::JsonFeed, Self::Ris, Self::Bibtex, Self::Csl, Self::Pdf];
        forms.into_iter().find(|form| form.ending() == Some(ending))
    }
}

impl Named {
    fn parse(name: &str) -> Option<Self> {
        // A slug has no full stop.
        let (slug, form) = match name.split_once('.') {
            None => (name, Form::Page),
            Some((slug, ending)) => (slug, Form::by_ending(ending)?),
        };
        Slug::parse(slug).ok().map(|slug| Self { slug, form })
    }
}

impl FromRequestParts<App> for Named {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Trouble> {
        parameter(parts, app, "slug").await.and_then(|name| Self::parse(&name)).ok_or(Trouble::NotFound)
    }
}

/// The last part of an address that differs from thing to thing, as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Last(pub String);

impl FromRequestParts<App> for Last {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Trouble> {
        let parameters = RawPathParams::from_request_parts(parts, app).await.map_err(|_| Trouble::NotFound)?;
        parameters.iter().last().map(|(_, value)| Self(value.to_owned())).ok_or(Trouble::NotFound)
    }
}

/// None, too, where the address is not UTF-8: such an address names nothing of ours.
async fn parameter(parts: &mut Parts, app: &App, name: &str) -> Option<String> {
    let parameters = RawPathParams::from_request_parts(parts, app).await.ok()?;
    parameters.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_a_slug_names_nothing() {
        let named = |name| Named::parse(name).map(|named| (named.slug.to_string(), named.form));
        assert_eq!(named("reggio-emilia"), Some(("reggio-emilia".to_owned(), Form::Page)));
        assert_eq!(named("reggio-emilia.atom"), Some(("reggio-emilia".to_owned(), Form::Atom)));
        assert_eq!(named("reggio-emilia.feed.json"), Some(("reggio-emilia".to_owned(), Form::JsonFeed)));
        for name in ["", ".atom", "a.atom.atom", "A", "é", "a\0", "../a", "1e3%", "a.json", "-"] {
            assert_eq!(named(name), None, "{name}");
        }
    }
}
