//! How partner pages are read: fetch, guard, robots rules, feeds, extraction.
//! Must not know the database, the queue or the desk; it is given a source and gives back a reading.

pub mod auto;
mod charset;
mod ckan;
#[cfg(test)]
mod corpora;
mod costs;
mod data;
mod discover;
mod extract;
mod feed;
mod fetch;
mod gate;
mod globally_reachable;
mod guard;
mod inline_json;
mod json;
mod json_ld;
mod kinds;
mod manners;
mod media_type;
mod moment;
mod names;
mod oai;
mod page;
mod personal;
mod place;
mod point;
mod policy;
mod portions;
mod prose;
mod reach;
mod read;
mod repeats;
mod replay;
mod retry_after;
mod robots;
mod rules;
mod scope;
pub mod score;
mod score_formats;
mod sitemap;
mod sites;
mod snapshot;
mod spans;
mod story;
mod turns;
mod unpack;
mod unruled;
mod visit;

use std::sync::{Arc, PoisonError, RwLock};

pub use costs::{Bounds, costs};
pub use discover::{Discovery, Offer, SHOWN};
use fetch::Fetcher;
use gate::Gate;
pub use manners::{Manners, RobotsSay};
pub use names::{Lookup, Names, Played};
pub use point::{Piece, PointPage, page_text, point_page};
pub use policy::{Agent, AllowedHost, FetchPolicy, NotAHost, NotAnAgent};
pub use portions::{Handover, PutAway};
pub use reach::Look;
pub use read::PageAgain;
pub use replay::{KeptPage, Replayed, replay, replay_among};
use rules::Rules;
pub use score_formats::{Score, score_formats};
pub use snapshot::{Shown, Wanted, show_snapshot};
pub use turns::{Holder, Step, Turns};

use crate::domain::{Clock, FieldErrors, Gazetteer, SourceSettings, source::WebAddress};

/// Reads partner sources. One for the whole process: politeness towards a host is shared by all sources on it, and by all
/// processes that share [`Turns`].
pub struct Reader {
    fetcher: Fetcher,
    gate: Gate,
    policy: Arc<FetchPolicy>,
    agent: Agent,
    clock: Clock,
    cities: RwLock<Option<Arc<Gazetteer>>>,
}

/// The HTTP client could not be made, for want of certificates above all.
#[derive(Debug, thiserror::Error)]
#[error("could not make the client that fetches partner pages")]
pub struct ReaderError(#[from] reqwest::Error);

impl Reader {
    pub fn new(policy: FetchPolicy, agent: Agent, clock: Clock) -> Result<Self, ReaderError> {
        Self::with_names(policy, agent, clock, Names::System)
    }

    /// A reader that asks somebody else than the system where names lead.
    pub fn with_names(policy: FetchPolicy, agent: Agent, clock: Clock, names: Names) -> Result<Self, ReaderError> {
        let policy = Arc::new(policy);
        let fetcher = Fetcher::new(Arc::clone(&policy), &agent, clock.clone(), names)?;
        let gate = Gate::new(clock.clone());
        Ok(Self { fetcher, gate, policy, agent, clock, cities: RwLock::default() })
    }

    /// Shares the turns at hosts with other processes.
    #[must_use]
    pub fn taking_turns(mut self, turns: Arc<dyn Turns>) -> Self {
        self.gate.share(turns);
        self
    }

    /// Tells the network's cities: pages without rules that name one are of it, whatever else bears the name.
    pub fn know(&self, cities: Gazetteer) {
        *self.cities.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(cities));
    }

    fn compile(&self, settings: &SourceSettings) -> Result<Rules, FieldErrors> {
        let cities = self.cities.read().unwrap_or_else(PoisonError::into_inner).clone();
        Rules::compile(settings).map(|rules| rules.among(cities))
    }

    /// Everything that is wrong with settings, at its place: their values, their selectors and patterns, and addresses
    /// that may not be reached.
    #[must_use]
    pub fn check(&self, settings: &SourceSettings) -> FieldErrors {
        let mut errors = check(settings);
        for (index, address) in settings.addresses.iter().enumerate() {
            if let Ok(address) = WebAddress::parse(address)
                && let Err(refusal) = self.fetcher.guard().admit(address.url())
            {
                let note = refusal.note();
                let arguments: Vec<(&str, String)> =
                    note.arguments.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
                errors.add_with(format!("addresses.{}", index + 1), &note.phrase, &arguments);
            }
        }
        errors
    }
}

/// Everything that is wrong with settings but for what depends on the operator's policy.
#[must_use]
pub fn check(settings: &SourceSettings) -> FieldErrors {
    Rules::compile(settings).err().unwrap_or_default()
}

/// Tells readings by these rules from readings by others; none while the rules have faults.
#[must_use]
pub fn rules_hash(settings: &SourceSettings) -> Option<String> {
    Rules::compile(settings).ok().map(|rules| rules.hash)
}

/// Reads a settings file with all its faults at once, selectors included.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn import(toml: &str) -> Result<SourceSettings, FieldErrors> {
    let (settings, mut errors) = SourceSettings::read_toml(toml);
    for fault in check(&settings).0 {
        // What the file lacks or has in another form is already said at its place.
        if matches!(fault.phrase.as_str(), "error-source-selector" | "error-source-path")
            && errors.at(&fault.place).is_none()
        {
            errors.0.push(fault);
        }
    }
    if errors.is_empty() { Ok(settings) } else { Err(errors) }
}
