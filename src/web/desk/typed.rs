//! What was typed into a form: pairs of names and texts, with line ends as we keep them.

use axum::{
    Form,
    extract::{FromRequest, Request},
    response::{IntoResponse, Response},
};

use super::trouble::Trouble;

/// A form as sent. A name that is not there has the empty text; of several with one name the first counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed(Vec<(String, String)>);

impl Typed {
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(other, _)| other == name).map_or("", |(_, text)| text)
    }

    /// Every text sent under a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(other, _)| other == name).map(|(_, text)| text.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(other, _)| other == name)
    }

    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name).parse().ok()
    }

    #[cfg(test)]
    pub fn of(pairs: &[(&str, &str)]) -> Self {
        Self(pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
    }
}

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        // Browsers send CR LF (HTML, 4.10.22.4); we keep and count LF.
        let tidy = |(name, text): (String, String)| (name, text.replace("\r\n", "\n"));
        match Form::<Vec<(String, String)>>::from_request(request, state).await {
            Ok(Form(pairs)) => Ok(Self(pairs.into_iter().map(tidy).collect())),
            Err(_) => Err(Trouble::Unreadable.into_response()),
        }
    }
}
