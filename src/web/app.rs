//! What every page is made from: the desk, the search index, and how the site is reached.

use std::{net::IpAddr, sync::Arc};

use super::{
    caching::Kept,
    demo::DemoParts,
    shelf::{Shelf, Shelves},
};
use crate::{
    desk::Desk,
    domain::{Clock, Topics},
    harvest::Reader,
    search::Index,
    store::Store,
};

/// How the site is reached; from the configuration.
#[derive(Clone, Debug)]
pub struct SiteSettings {
    /// Scheme and host without a slash at the end, `https://practices.example`. Links in letters and feeds come from here
    /// and never from a request.
    pub origin: String,
    /// Machines whose `X-Forwarded-For` is believed: our own proxies.
    pub trusted_proxies: Vec<IpAddr>,
    /// Where people write to about the site itself.
    pub contact: String,
}

impl SiteSettings {
    /// Whether cookies can be marked `Secure` and named `__Host-`.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https://")
    }
}

/// Why the program is not ready, one line a part; empty when it is.
pub type Problems = Arc<dyn Fn() -> Vec<String> + Send + Sync>;

/// The state of the web. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>, Arc<Shelves>, Arc<Kept>);

/// What an [`App`] is put together from.
pub struct Parts {
    pub desk: Desk,
    pub index: Index,
    pub topics: Topics,
    pub site: SiteSettings,
    pub problems: Problems,
    /// For trying a source on the desk as a run would read it.
    pub reader: Option<Arc<Reader>>,
    /// What only the demonstration has.
    pub demo: Option<DemoParts>,
}

impl App {
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts), Arc::default(), Arc::default())
    }

    #[must_use]
    pub fn desk(&self) -> &Desk {
        &self.0.desk
    }

    #[must_use]
    pub fn store(&self) -> &Store {
        self.0.desk.store()
    }

    #[must_use]
    pub fn clock(&self) -> &Clock {
        self.0.desk.clock()
    }

    #[must_use]
    pub fn index(&self) -> &Index {
        &self.0.index
    }

    /// What is published, as this process knows it.
    #[must_use]
    pub fn shelf(&self) -> Shelf {
        self.1.now()
    }

    /// From now on readers see this; their pages are looked at again.
    pub(super) fn put_shelf(&self, fresh: Shelf) {
        self.1.put(fresh);
        self.2.outdate();
    }

    pub(super) fn kept(&self) -> &Kept {
        &self.2
    }

    #[must_use]
    pub fn topics(&self) -> &Topics {
        &self.0.topics
    }

    #[must_use]
    pub fn site(&self) -> &SiteSettings {
        &self.0.site
    }

    #[must_use]
    pub fn reader(&self) -> Option<&Arc<Reader>> {
        self.0.reader.as_ref()
    }

    #[must_use]
    pub fn demo(&self) -> Option<&DemoParts> {
        self.0.demo.as_ref()
    }

    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        (self.0.problems)()
    }
}
