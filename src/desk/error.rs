//! Why an action did not happen, by what the caller can do about it.

use super::failed_pages::NotNow;
use crate::{
    domain::{FieldErrors, Timestamp, review::NotPossible},
    store::{Item, StoreError},
};

#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    #[error("not found")]
    NotFound,
    #[error("not allowed for this role")]
    Forbidden,
    /// Somebody changed it first. Nothing was done; what was typed is still with the caller.
    #[error("changed by somebody else in between")]
    Stale(Box<Stale>),
    /// What it was to be merged into has changed, or something about it is not decided yet. Nothing was done.
    #[error("what it was to be merged into is not as it was seen")]
    OtherChanged,
    /// What was typed is not right yet.
    #[error("{} faults in what was typed", .0.0.len())]
    Invalid(FieldErrors),
    /// One of the addresses is read by a source already.
    #[error("the source \"{slug}\" reads this already")]
    SourceKnown { slug: String, name: String },
    /// A page that failed is not read again just now.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    #[error(transparent)]
    NotPossible(#[from] NotPossible),
    /// Too often in too short a time.
    #[error("too many tries")]
    TooMany,
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What was worked out beside it did not come to its end.
    #[error("work beside was broken off")]
    BrokenOff(#[from] tokio::sync::oneshot::error::RecvError),
}

/// What the loser of a race is told.
#[derive(Clone, Debug)]
pub struct Stale {
    /// The item as it is now.
    pub item: Item,
    /// Who changed it, if a person did, and when.
    pub by: Option<String>,
    pub at: Option<Timestamp>,
}

pub type Result<T, E = DeskError> = std::result::Result<T, E>;
