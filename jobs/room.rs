//! What all parts of the runner share.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::{sync::Semaphore, time::Instant};
use tokio_util::sync::CancellationToken;

use super::{Handlers, QUEUES, Queue, Readiness};
use crate::store::Store;

/// How the runner keeps time. The defaults are the promises of reliability.md; tests shorten them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How often a worker looks for jobs when nothing wakes it.
    pub tick: Duration,
    /// How often a worker says that it lives; after three times the silence, its jobs are taken by others. Whole seconds.
    pub heartbeat: Duration,
    /// At most this long until a row that is due is found, whatever happened to its job.
    pub sweep_every: Duration,
    /// Work that has been due for this long while its queue stood still means that the process is broken: three sweeps.
    pub patience: Duration,
    /// Nothing at all having moved for this long means the same. Whole seconds.
    pub frozen: Duration,
    /// How long a row stays with a process that has fallen silent.
    pub lease: Duration,
    /// How long running work may go on after the program was asked to stop.
    pub stop_within: Duration,
    /// A worker that ended is started again after this long, then twice as long each time...
    pub restart_first: Duration,
    /// ...up to this: short enough to be back within 15 s of a database that was away (reliability: P11).
    pub restart_most: Duration,
    /// A source later than this at start was missed while the program was down...
    pub late: Duration,
    /// ...and gets a time within this span, so that a long list does not start at once (reliability: P8).
    pub spread: Duration,
    /// Pages of partners that nothing needs any more are forgotten after this.
    pub snapshots_for: Duration,
    /// Shortens the time limits of all queues.
    pub limit_most: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            tick: Duration::from_secs(1),
            heartbeat: Duration::from_secs(10),
            sweep_every: Duration::from_mins(1),
            patience: Duration::from_mins(3),
            frozen: Duration::from_mins(1),
            lease: Duration::from_secs(40),
            stop_within: Duration::from_secs(25),
            restart_first: Duration::from_millis(500),
            restart_most: Duration::from_secs(10),
            late: Duration::from_mins(5),
            spread: Duration::from_mins(12),
            snapshots_for: Duration::from_hours(400 * 24),
            limit_most: Duration::MAX,
        }
    }
}

/// The shared part of a running [`Work`](super::Work).
pub(super) struct Room {
    pub store: Store,
    pub handlers: Handlers,
    pub settings: Settings,
    pub readiness: Readiness,
    /// Nothing new is begun.
    pub stop: CancellationToken,
    /// What runs is ended.
    pub cut: CancellationToken,
    /// Nothing runs any more, so the workers may end. Not before: a worker that was told to stop leaves its own statements
    /// half done until its jobs are over, and on SQLite those statements hold the connection that the jobs wait for
    /// (apalis-core 1.0.0).
    pub halt: CancellationToken,
    benches: [Bench; QUEUES.len()],
}

/// The places of one queue. They outlast its workers: a look goes on when the worker that began it has ended.
pub(super) struct Bench {
    pub slots: Semaphore,
    looked: Mutex<Instant>,
}

impl Room {
    pub(super) fn new(store: Store, handlers: Handlers, settings: Settings, readiness: Readiness) -> Self {
        let benches = std::array::from_fn(|nth| Bench {
            slots: Semaphore::new(QUEUES[nth].at_once),
            looked: Mutex::new(Instant::now()),
        });
        let (stop, cut, halt) = Default::default();
        Self { store, handlers, settings, readiness, stop, cut, halt, benches }
    }

    pub(super) fn bench(&self, queue: &Queue) -> &Bench {
        let nth = QUEUES.iter().position(|other| other.name == queue.name).expect("there are no other queues");
        &self.benches[nth]
    }
}

impl Bench {
    /// Remembers that something was looked at.
    pub(super) fn note_look(&self) {
        *self.looked.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Since when nothing is being looked at and nothing was; none while something is.
    pub(super) fn idle_for(&self, queue: &Queue) -> Option<Duration> {
        let busy = self.slots.available_permits() < queue.at_once;
        (!busy).then(|| self.looked.lock().unwrap_or_else(PoisonError::into_inner).elapsed())
    }
}
