//! A page that a run could not read: at which stage it ended, why, and what came of it.

use super::{
    candidate::Note,
    reading::{FetchFault, Snapshot},
};

/// A page of a run that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedPage {
    pub kind: FailedKind,
    /// Of the practice; of a list the address.
    pub external_id: String,
    pub url: String,
    pub stage: Stage,
    pub why: Note,
    /// The page as it came, if one came.
    pub page: Option<Snapshot>,
    /// What it shares with other pages, where that is why it was left out: the address it leads to, or a hash of its words.
    pub shared: Option<String>,
}

impl FailedPage {
    /// Kept of one run: past this they tell nothing more.
    pub const MOST: usize = 100;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailedKind {
    /// Names practices: it is read again by a run alone.
    List,
    Practice,
}

impl FailedKind {
    pub const ALL: [Self; 2] = [Self::List, Self::Practice];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Practice => "practice",
        }
    }
}

/// Where the way of a page ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// It was not asked for, by the partner's rules or ours.
    Permission,
    /// It did not come.
    Fetch,
    /// It came, and is nothing that can be read.
    Read,
    /// It was read, and holds no practice.
    Extract,
    /// It holds a practice that is not believed.
    Compare,
}

impl Stage {
    pub const ALL: [Self; 5] = [Self::Permission, Self::Fetch, Self::Read, Self::Extract, Self::Compare];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Permission => "permission",
            Self::Fetch => "fetch",
            Self::Read => "read",
            Self::Extract => "extract",
            Self::Compare => "compare",
        }
    }
}

impl FetchFault {
    /// Whether the page came, and it is its content that cannot be read.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Name { .. }
            | Self::Connect { .. }
            | Self::Tls { .. }
            | Self::TimedOut
            | Self::Interrupted
            | Self::Protocol
            | Self::Status(_)
            | Self::SlowDown { .. }
            | Self::TooManyRedirects
            | Self::BadRedirect
            | Self::HeadersTooLarge
            | Self::TooLarge => Stage::Fetch,
            Self::Bomb
            | Self::Encoding
            | Self::MediaType { .. }
            | Self::TooComplex
            | Self::Dtd
            | Self::NotAFeed
            | Self::NotASitemap
            | Self::NotOai
            | Self::NotJson
            | Self::Declined { .. }
            | Self::Unreadable => Stage::Read,
        }
    }
}
