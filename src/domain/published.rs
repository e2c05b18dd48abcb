//! What readers see of a practice, with where and when it came from.

use serde::{Deserialize, Serialize};

use super::{
    Id, Record, Timestamp,
    marker::{Practice, Source},
};

/// Where a practice came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "channel", rename_all = "snake_case")]
pub enum Origin {
    City,
    Source { source: Id<Source>, name: String, url: String, read_at: Timestamp },
}

impl Origin {
    /// The same after it was read again: on another day, and from another page only where that has moved.
    #[must_use]
    pub fn read_again(self, found: Self, has_moved: bool) -> Self {
        match (self, found) {
            (_, found) if has_moved => found,
            (Self::Source { source, url, .. }, Self::Source { source: again, name, read_at, .. })
                if source == again =>
            {
                Self::Source { source, name, url, read_at }
            }
            (before, _) => before,
        }
    }
}

/// A practice with what readers see of it.
#[derive(Clone, Debug)]
pub struct LivePractice {
    pub id: Id<Practice>,
    pub slug: String,
    pub origin: Origin,
    pub record: Record,
    pub first_live_at: Timestamp,
    pub live_from: Timestamp,
    pub confirmed_at: Option<Timestamp>,
    /// When what is told of it last changed: its content, its origin, or that it was confirmed.
    pub changed_at: Timestamp,
    pub revision: i64,
}

impl LivePractice {
    /// Every address its readers are sent to: its documents and links, and the page it was read from.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        let source = match &self.origin {
            Origin::City => None,
            Origin::Source { url, .. } => Some(url.as_str()),
        };
        self.record.links.iter().map(|link| link.url.as_str()).chain(source)
    }
}
