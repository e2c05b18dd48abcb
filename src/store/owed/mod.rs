//! Rows that owe work: who looks at one now (a lease with a fencing token), how often it was tried, when it is tried again,
//! and when it is given up. Queues only point here, so a lost, doubled or stuck job costs delay, never data.

mod lease;
mod list;

use std::fmt;

use serde_json::json;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{
    Result, Tx,
    job::{self, Job, Twice},
    write,
};
use crate::domain::{
    Id, Timestamp,
    marker::{Import, Link, Notification, Rendition, Source, Submission},
};

pub use lease::{CRASHES_MOST, Lease, Outcome, advance, claim, fence, renew, settle};
pub use list::{GivenUp, discard, due, expire_leases, given_up, left, next, retry, spread_late, waits_since};

/// The kinds of rows that owe work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Owing {
    /// To be read into a review item.
    Submission,
    /// To be sent.
    Notification,
    /// To be harvested.
    Source,
    /// To be made as a PDF.
    Rendition,
    /// To be looked at, whether it can be reached.
    Link,
    /// To be filed row by row.
    Import,
}

impl Owing {
    pub const ALL: [Self; 6] =
        [Self::Submission, Self::Notification, Self::Source, Self::Rendition, Self::Link, Self::Import];

    #[must_use]
    pub const fn table(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::Notification => "notification",
            Self::Source => "source",
            Self::Rendition => "rendition",
            Self::Link => "link",
            Self::Import => "import",
        }
    }

    /// The queue whose jobs look at these rows. The names are kept in databases: stable for ever.
    #[must_use]
    pub const fn queue(self) -> &'static str {
        match self {
            Self::Submission => "read_submission",
            Self::Notification => "letter",
            Self::Source => "harvest",
            Self::Rendition => "rendition",
            Self::Link => "link",
            Self::Import => "import",
        }
    }

    /// After so many attempts without success a row is given up. Letters are tried for four days (RFC 5321, 4.5.4.1);
    /// their sender ends them by time, this only bounds a fault of ours. A source never is: partners come back, and nobody
    /// would notice that one is not read any more.
    #[must_use]
    pub const fn attempts_most(self) -> Option<i64> {
        match self {
            Self::Submission => Some(8),
            Self::Rendition | Self::Link | Self::Import => Some(5),
            Self::Notification => Some(150),
            Self::Source => None,
        }
    }
}

/// One row that may owe work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Owed {
    pub owing: Owing,
    pub id: Uuid,
}

impl From<Id<Submission>> for Owed {
    fn from(id: Id<Submission>) -> Self {
        Self { owing: Owing::Submission, id: id.uuid() }
    }
}
impl From<Id<Notification>> for Owed {
    fn from(id: Id<Notification>) -> Self {
        Self { owing: Owing::Notification, id: id.uuid() }
    }
}
impl From<Id<Source>> for Owed {
    fn from(id: Id<Source>) -> Self {
        Self { owing: Owing::Source, id: id.uuid() }
    }
}
impl From<Id<Rendition>> for Owed {
    fn from(id: Id<Rendition>) -> Self {
        Self { owing: Owing::Rendition, id: id.uuid() }
    }
}
impl From<Id<Link>> for Owed {
    fn from(id: Id<Link>) -> Self {
        Self { owing: Owing::Link, id: id.uuid() }
    }
}
impl From<Id<Import>> for Owed {
    fn from(id: Id<Import>) -> Self {
        Self { owing: Owing::Import, id: id.uuid() }
    }
}
impl fmt::Display for Owed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        std::write!(f, "{} {}", self.owing.table(), self.id)
    }
}

/// Says that a row owes work from then on, and enqueues the look at it, in the transaction that causes it. A row that was
/// given up is taken up again.
pub async fn owe(tx: &mut Tx, owed: impl Into<Owed>, due: Timestamp) -> Result<()> {
    let owed = owed.into();
    let sql = format!(
        "update {} set due_at = $2, attempts = 0, crashes = 0, gave_up_at = null, last_error = null where id = $1",
        owed.owing.table()
    );
    let changed = write!(tx, |c| sqlx::query(AssertSqlSafe(sql))
        .bind(owed.id)
        .bind(due)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if changed == 1 {
        enqueue(tx, owed, due, 0).await?;
    }
    Ok(())
}

/// Takes a row's debt away: what is at work on it is refused at its fence.
pub async fn forgive(tx: &mut Tx, owed: impl Into<Owed>) -> Result<()> {
    let owed = owed.into();
    let sql = format!("update {} set due_at = null, gave_up_at = null where id = $1", owed.owing.table());
    write!(tx, |c| sqlx::query(AssertSqlSafe(sql)).bind(owed.id).execute(c).await.map(drop))?;
    Ok(())
}

/// Puts a look at the row into its queue. The key names what the row is like now, so a look that already waits is enough,
/// and one that is over does not stand in the way of the next attempt.
pub async fn enqueue(tx: &mut Tx, owed: Owed, due: Timestamp, attempts: i64) -> Result<()> {
    let key = format!("{}:{}:{}:{attempts}", owed.owing.queue(), owed.id, due.micros());
    let payload = json!({ "id": owed.id });
    job::enqueue(tx, &Job { queue: owed.owing.queue(), key: &key, payload: &payload, due, twice: Twice::WhenOver })
        .await
}
