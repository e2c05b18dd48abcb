//! What a page depends on beside what is published: its address, the text size, and the list a reader came from.

use axum::{
    extract::{OriginalUri, Request},
    http::{Method, header},
};

use crate::web::{
    SiteSettings,
    desk::has_session,
    site::{TextSize, visitor},
};

/// Longer addresses are answered but not kept.
const LONGEST: usize = 2048;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key(Box<str>);

impl Key {
    /// None for what is never kept: writes, and the requests of editors, who see their own work without delay.
    pub fn of(request: &Request, site: &SiteSettings) -> Option<Self> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return None;
        }
        let headers = request.headers();
        if headers.contains_key(header::AUTHORIZATION) || has_session(headers, site.is_https()) {
            return None;
        }
        // Routers inside routers cut the address short.
        let uri = request.extensions().get::<OriginalUri>().map_or(request.uri(), |uri| &uri.0);
        let address = uri.path_and_query()?.as_str();
        let list = visitor::came_from(uri.path(), headers).unwrap_or_default();
        let letters = TextSize::of(headers).name();
        // No address and no name has a blank.
        (address.len() + list.len() < LONGEST).then(|| Self(format!("{address} {letters} {list}").into()))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}
