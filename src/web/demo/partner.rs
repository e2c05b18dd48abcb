//! A bundled partner site: a few files served over real HTTP, as they are, changed, or with another layout.

use std::{
    collections::BTreeMap,
    sync::Arc,
    sync::{Mutex, PoisonError},
};

use axum::{
    Router,
    body::Bytes,
    extract::State as Extract,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

/// How a partner site looks at the moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    AsItWas,
    /// One page says something new.
    Changed,
    /// The same practices in other markup.
    Broken,
}

impl State {
    /// The folder whose files replace the ones of the same name.
    const fn folder(self) -> Option<&'static str> {
        match self {
            Self::AsItWas => None,
            Self::Changed => Some("changed/"),
            Self::Broken => Some("broken/"),
        }
    }
}

/// The files of a site by their path below its root; `changed/…` and `broken/…` replace the ones of the same name.
#[derive(Debug, Default)]
pub struct PartnerSite {
    files: BTreeMap<String, Bytes>,
    state: Mutex<State>,
}

impl PartnerSite {
    #[must_use]
    pub fn new(files: BTreeMap<String, Vec<u8>>) -> Self {
        let files = files.into_iter().map(|(name, bytes)| (name, Bytes::from(bytes))).collect();
        Self { files, state: Mutex::default() }
    }

    #[must_use]
    pub fn state(&self) -> State {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn set(&self, state: State) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }

    /// Whether it has files for a state.
    #[must_use]
    pub fn can_be(&self, state: State) -> bool {
        state.folder().is_none_or(|folder| self.files.keys().any(|name| name.starts_with(folder)))
    }

    fn file(&self, path: &str) -> Option<&Bytes> {
        let name = path.trim_start_matches('/');
        let name = if name.is_empty() { "index.html" } else { name };
        if name.starts_with("changed/") || name.starts_with("broken/") {
            return None;
        }
        let replaced = self.state().folder().and_then(|folder| self.files.get(&format!("{folder}{name}")));
        replaced.or_else(|| self.files.get(name))
    }
}

/// The site as a server of its own.
pub fn serve(site: Arc<PartnerSite>) -> Router {
    Router::new().fallback(answer).with_state(site)
}

async fn answer(Extract(site): Extract<Arc<PartnerSite>>, uri: Uri, headers: HeaderMap) -> Response {
    let Some(file) = site.file(uri.path()) else { return (StatusCode::NOT_FOUND, "Not found\n").into_response() };
    let etag = format!("\"{}\"", &hex::encode(Sha256::digest(file))[..16]);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == etag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response();
    }
    let media_type = match uri.path().rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("atom") => "application/atom+xml",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "text/html; charset=utf-8",
    };
    ([(header::ETAG, etag), (header::CONTENT_TYPE, media_type.to_owned())], file.clone()).into_response()
}
