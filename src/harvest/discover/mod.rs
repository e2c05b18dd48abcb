//! From an address to ways of reading what lies there: lists on the page, feeds, sitemaps, data in pages and behind them,
//! repositories, catalogues. Each way found is a complete set of settings with its first real practices, read as a run
//! would read them.
//! Must not know what becomes of an offer; nothing is written anywhere.

mod clues;
mod data;
mod folders;
mod interface;
mod list;
mod look;
mod onward;
mod page;
mod paging;
mod repositories;
mod search;
mod shape;
mod sitemaps;

use std::time::Duration;

use url::Url;

use super::{Reader, sites::Sites};
use crate::domain::{
    Reading, SourceSettings,
    candidate::Note,
    reading::{FetchFault, Fix, Fixed},
    source::{SourceKind, WebAddress},
};
use search::Search;

/// How many lists of links a page holds that may be practices.
pub(super) fn lists_on(text: &str, here: &Url, sites: &Sites) -> Result<usize, FetchFault> {
    look::look(text, here, sites).map(|looked| looked.lists.len())
}

/// Practices shown with each offer.
pub const SHOWN: u32 = 3;

/// What an address offers.
#[derive(Debug, Default)]
pub struct Discovery {
    /// The best first.
    pub offers: Vec<Offer>,
    /// Why there are none, or what stood in the way of more: phrases `source-…`.
    pub notes: Vec<Note>,
}

/// One way to read a site.
#[derive(Debug)]
pub struct Offer {
    /// Complete: they can be kept as they are.
    pub settings: SourceSettings,
    /// What was found, in words: a phrase `source-offer-…`.
    pub how: Note,
    /// The first practices, at most [`SHOWN`].
    pub reading: Reading,
}

/// A way worth trying.
struct Way {
    settings: SourceSettings,
    how: Note,
    /// Set against what other ways find: a feed names the latest only, a sitemap more than practices.
    prior: f64,
}

impl Reader {
    /// Looks for ways to read what lies at an address, politely and for no longer than `within`: what was found by then
    /// is offered.
    pub async fn discover(&self, address: &WebAddress, within: Duration) -> Discovery {
        let mut search = Search::new(self, within);
        let deadline = search.deadline;
        if tokio::time::timeout_at(deadline, search.run(address)).await.is_err() {
            search.note(Note::new("source-find-late").with("seconds", within.as_secs()));
        }
        search.ended()
    }
}

impl Offer {
    /// The offer as it is kept for an editor.
    #[must_use]
    pub fn into_fix(self) -> Fix {
        let found = self.reading.candidates.into_iter();
        let found = found.map(|one| Fixed { external_id: one.external_id, url: one.url, draft: one.draft }).collect();
        Fix { how: self.how, settings: self.settings, found }
    }
}

impl Reader {
    /// Looks for other ways to read a source whose rules find nothing any more: the pages read automatically, and whatever
    /// its first address offers. Name, contact, schedule and limits stay.
    pub async fn mend(&self, settings: &SourceSettings, within: Duration) -> Discovery {
        let mut search = Search::new(self, within);
        let deadline = search.deadline;
        let looking = async {
            let is_ruled = !settings.fields.is_empty() || !settings.published.is_empty();
            if is_ruled && matches!(settings.kind, SourceKind::Pages { .. }) {
                let fields = std::collections::BTreeMap::new();
                let automatic = SourceSettings { fields, published: Vec::new(), ..settings.clone() };
                search.attempt(Way { settings: automatic, how: Note::new("source-offer-automatic"), prior: 2.0 }).await;
            }
            if let Some(address) = settings.addresses.first().and_then(|address| WebAddress::parse(address).ok()) {
                search.run(&address).await;
            }
        };
        if tokio::time::timeout_at(deadline, looking).await.is_err() {
            search.note(Note::new("source-find-late").with("seconds", within.as_secs()));
        }
        let mut discovery = search.ended();
        for offer in &mut discovery.offers {
            let found = std::mem::replace(&mut offer.settings, settings.clone());
            offer.settings.kind = found.kind;
            offer.settings.addresses = found.addresses;
            offer.settings.fields = found.fields;
            offer.settings.published = found.published;
        }
        discovery.offers.retain(|offer| offer.settings != *settings);
        discovery
    }
}
