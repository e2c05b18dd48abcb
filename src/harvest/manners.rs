//! How a source's hosts are treated: what their robots.txt says of its addresses, and how long we wait between requests.

use url::Url;

use super::{Reader, robots::Robots};
use crate::domain::{SourceSettings, Timestamp, candidate::Known};

/// Towards one origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manners {
    /// `https://partner.example`
    pub origin: String,
    pub robots: RobotsSay,
    /// Seconds from the end of one request to the next.
    pub delay: u64,
    /// When robots.txt was fetched.
    pub asked_at: Option<Timestamp>,
}

/// What robots.txt says of the source's addresses on an origin (RFC 9309).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RobotsSay {
    NotAsked,
    /// There is none, or it is empty.
    Nothing,
    Yes,
    /// No to one of them at least.
    No,
}

impl Reader {
    /// By the robots.txt that the last readings kept; nothing is fetched.
    #[must_use]
    pub fn manners(&self, settings: &SourceSettings, known: &Known) -> Vec<Manners> {
        let mut all: Vec<Manners> = Vec::new();
        let stated = u64::from(settings.limits.delay);
        for url in settings.addresses.iter().filter_map(|address| Url::parse(address).ok()) {
            let origin = url.origin().ascii_serialization();
            let least = if self.policy.allows(&url) { 0 } else { self.policy.least_delay.as_secs() };
            let (mut delay, mut robots) = (stated.max(least), RobotsSay::NotAsked);
            let kept = known.robots.get(&origin);
            if let Some(kept) = kept {
                let rules = Robots::parse(self.agent.token(), &kept.text);
                delay = delay.max(rules.delay().as_secs());
                robots = match (kept.text.trim().is_empty(), rules.allows(url.as_str())) {
                    (true, _) => RobotsSay::Nothing,
                    (false, true) => RobotsSay::Yes,
                    (false, false) => RobotsSay::No,
                };
            }
            match all.iter_mut().find(|one| one.origin == origin) {
                Some(one) if robots == RobotsSay::No => one.robots = robots,
                Some(_) => {}
                None => all.push(Manners { origin, robots, delay, asked_at: kept.map(|kept| kept.fetched_at) }),
            }
        }
        all
    }

    /// How we name ourselves in every request.
    #[must_use]
    pub fn agent(&self) -> &str {
        self.agent.header()
    }
}
