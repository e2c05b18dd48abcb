//! What people do: one action is one transaction that checks, changes, records, and owes what follows.
//! Every entrance (page, job, command) calls the same action; roles are checked here.
//! Must not know the network, pages or the wording of letters.

mod accounts;
mod alike;
mod confirm;
mod decide;
mod error;
mod failed_pages;
mod gather;
mod health;
mod imports;
mod links;
mod merging;
mod newer;
mod notify;
mod office;
mod papers;
mod parting;
mod publish;
mod queue;
mod receive;
mod repeated;
mod revert;
mod slug;
mod source_care;
mod sources;
mod submit;
mod uploads;
mod words;

use std::time::Duration;

pub use accounts::IDLE;
pub use error::{DeskError, Stale};
pub use failed_pages::NotNow;
pub use gather::KeptSnapshot;
pub use imports::{ListChosen, NewImport, Tried};
pub use merging::{Joining, Stays};
pub use publish::{carry_translations, checklist, has_moved, requirement};
pub use queue::Opened;
pub use repeated::Repeated;
pub use submit::{NewUpload, Receipt};
pub use words::Words;

use crate::{
    domain::{Clock, Topics},
    store::Store,
};

/// How the desk works here; from the configuration.
#[derive(Clone, Debug)]
pub struct DeskSettings {
    /// How long a decision can be undone before anybody is told.
    pub undo_window: Duration,
    /// How soon an editor is expected to look.
    pub review_within: Duration,
    /// How long an item stays with the editor who opened it.
    pub claim_lasts: Duration,
    /// How long a link to a status page opens it.
    pub link_lasts: Duration,
    /// The right-hand side of Message-IDs (RFC 5322, 3.6.4).
    pub mail_domain: String,
}

impl Default for DeskSettings {
    fn default() -> Self {
        let days = |n: u64| Duration::from_secs(n * 24 * 3600);
        Self {
            undo_window: Duration::from_secs(30),
            review_within: days(14),
            claim_lasts: Duration::from_mins(15),
            link_lasts: days(365),
            mail_domain: "localhost".to_owned(),
        }
    }
}

/// The actions. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Desk {
    store: Store,
    topics: std::sync::Arc<Topics>,
    settings: DeskSettings,
}

impl Desk {
    #[must_use]
    pub fn new(store: Store, topics: Topics, settings: DeskSettings) -> Self {
        Self { store, topics: std::sync::Arc::new(topics), settings }
    }

    #[must_use]
    pub fn topics(&self) -> &Topics {
        &self.topics
    }

    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    #[must_use]
    pub fn settings(&self) -> &DeskSettings {
        &self.settings
    }

    #[must_use]
    pub fn clock(&self) -> &Clock {
        self.store.clock()
    }
}
