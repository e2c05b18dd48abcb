//! What happens in the background: every job looks at a row that owes work, and does it. Here is the list of all queues.
//! apalis carries the jobs and nothing else: leases, attempts, back-off and giving up live in the rows (store/owed).
//! Must not know how work comes to be owed; the desk and the store write that down.

mod drain;
mod handlers;
mod harvests;
mod housekeeping;
mod imports;
mod letters;
mod links;
mod look;
mod office;
mod pages;
mod pictures;
mod readiness;
mod renditions;
mod room;
mod snapshots;
mod submissions;
mod supervise;
mod sweep;
mod wake;
mod watchdog;
mod wording;
mod work;
mod worker;

use std::time::Duration;

use crate::{domain::Backoff, store::owed::Owing};

pub use drain::DrainError;
pub use handlers::{Answer, BoxError, Handler, Handlers, handler};
pub use office::Office;
pub use readiness::Readiness;
pub use room::Settings;
pub use work::{Work, WorkError};

/// A queue of looks, and how they are done.
#[derive(Debug)]
pub struct Queue {
    /// Kept in databases: stable for ever.
    pub name: &'static str,
    /// The rows its jobs look at; housekeeping looks at everything.
    pub rows: Option<Owing>,
    /// How many looks one process does at the same time.
    pub at_once: usize,
    /// A look that takes longer is ended: it goes on at once where part of its work is put away, else it is tried again.
    pub limit: Duration,
    /// What a failed look waits before the next, unless its handler says otherwise.
    pub backoff: Backoff,
}

const fn queue(owing: Owing, at_once: usize, limit: Duration, backoff: Backoff) -> Queue {
    Queue { name: owing.queue(), rows: Some(owing), at_once, limit, backoff }
}

const fn doubling(first: Duration, most: Duration) -> Backoff {
    Backoff { first, factor: 2.0, most }
}

/// Every queue there is.
pub static QUEUES: [Queue; 7] = [
    queue(Owing::Submission, 2, Duration::from_mins(2), doubling(Duration::from_secs(30), Duration::from_hours(1))),
    // One letter at a time, so a crash doubles one mail at most; a whole send may take 15 minutes (reliability, 5).
    queue(Owing::Notification, 1, Duration::from_mins(16), doubling(Duration::from_mins(5), Duration::from_hours(1))),
    // Eight tries over 24 hours (reliability: P6), then once a day: sixteen hours, stretched by half at most.
    queue(Owing::Source, 4, Duration::from_hours(1), doubling(Duration::from_secs(680), Duration::from_hours(16))),
    // Typesetting takes a processor to itself for a moment: one at a time leaves the others to readers.
    queue(Owing::Rendition, 1, Duration::from_mins(2), doubling(Duration::from_mins(1), Duration::from_hours(1))),
    // A host is asked once in a while; the others need not wait for a slow one.
    queue(Owing::Link, 4, Duration::from_mins(5), doubling(Duration::from_hours(1), Duration::from_hours(24))),
    // A file at a time: its rows are many, and nobody waits for two.
    queue(Owing::Import, 1, Duration::from_mins(10), doubling(Duration::from_secs(30), Duration::from_hours(1))),
    Queue {
        name: housekeeping::QUEUE,
        rows: None,
        at_once: 1,
        limit: Duration::from_mins(10),
        backoff: doubling(Duration::from_mins(1), Duration::from_hours(1)),
    },
];
