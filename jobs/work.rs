//! Runs all queues of this process, from the first look to the last.

use std::{future, sync::Arc, time::Duration};

use futures::future::join_all;
use tokio::{task::JoinSet, time::timeout};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use super::{Handlers, QUEUES, Readiness, Settings, room::Room, supervise::supervise, sweep, watchdog, worker};
use crate::store::{self, Engine, Result, Store, job, owed};

pub(super) const SWEEP: &str = "sweep";
const LISTENER: &str = "listener";

/// How long work that was ended may take to put its row back, and workers to end.
const LAST_WORDS: Duration = Duration::from_secs(3);

/// Why the background work ended although nobody asked it to. The program ends with it.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    #[error("work is due in the queue \"{queue}\" and nothing looks at it")]
    Stuck { queue: &'static str },
    #[error("could not start the background work")]
    Store(#[from] store::StoreError),
}

/// The background work of one process.
pub struct Work {
    pub(super) room: Arc<Room>,
}

impl Work {
    #[must_use]
    pub fn new(store: Store, handlers: Handlers, settings: Settings) -> Self {
        let readiness = Readiness::default();
        readiness.red(SWEEP, "starting");
        Self { room: Arc::new(Room::new(store, handlers, settings, readiness)) }
    }

    #[must_use]
    pub fn readiness(&self) -> Readiness {
        self.room.readiness.clone()
    }

    /// Enqueues everything that is due, as the running sweep does every minute; answers how many rows.
    pub async fn sweep(&self) -> Result<usize> {
        sweep::sweep(&self.room).await.map(|(found, _)| found)
    }

    /// Works until `stop` is cancelled; then takes on nothing new and waits for what is being done, at most as long as the
    /// settings say. What is not done by then is put back as if never begun.
    ///
    /// # Errors
    /// When it cannot start, or when work is due and nothing looks at it: end the process then.
    pub async fn run(self, stop: CancellationToken) -> Result<(), WorkError> {
        let room = self.room;
        // Whoever drops this future has stopped waiting for anything.
        let _ends = [&room.stop, &room.cut, &room.halt].map(|token| token.clone().drop_guard());
        tidy_up(&room.store).await?;
        sweep::catch_up(&room).await?;
        let mut parts = JoinSet::new();
        for queue in &QUEUES {
            parts.spawn(supervise(Arc::clone(&room), queue.name, move |room| worker::run(room, queue)));
        }
        parts.spawn(supervise(Arc::clone(&room), SWEEP, sweep::run));
        parts.spawn(supervise(Arc::clone(&room), LISTENER, |room| async move {
            room.readiness.green(LISTENER);
            let queues = QUEUES.each_ref().map(|queue| queue.name);
            tokio::select! {
                lost = store::listen(&room.store, &queues) => Ok(lost?),
                () = room.stop.cancelled() => Ok(()),
            }
        }));
        let ended = tokio::select! {
            () = stop.cancelled() => Ok(()),
            stuck = watchdog::watch(Arc::clone(&room)) => Err(stuck),
            () = watchdog::beat(room.settings.frozen) => future::pending().await,
        };
        room.readiness.red("work", "stopping");
        wind_down(&room, parts).await;
        ended
    }
}

/// What a dead process left: on SQLite all of it is ours. Elsewhere others may be at work; their silence tells in time.
async fn tidy_up(store: &Store) -> Result<()> {
    if store.engine() == Engine::Sqlite && store.starts_workers() {
        job::requeue(store).await?;
        owed::expire_leases(store).await?;
        store::host_turn_free_all(store).await?;
    }
    Ok(())
}

async fn wind_down(room: &Room, mut parts: JoinSet<()>) {
    room.stop.cancel();
    let within = room.settings.stop_within;
    // All slots of all queues: then nothing runs, and nothing can begin.
    let mut idle = std::pin::pin!(join_all(QUEUES.iter().map(|queue| {
        let slots = u32::try_from(queue.at_once).unwrap_or(u32::MAX);
        room.bench(queue).slots.acquire_many(slots)
    })));
    if timeout(within, &mut idle).await.is_err() {
        warn!(within = within.as_secs(), "some work is not done in time; putting its rows back");
        room.cut.cancel();
        if timeout(LAST_WORDS, &mut idle).await.is_err() {
            warn!("some rows could not be put back; their leases will run out");
        }
    }
    room.halt.cancel();
    let ended = timeout(LAST_WORDS, async { while parts.join_next().await.is_some() {} }).await;
    info!(clean = ended.is_ok(), "the background work has ended");
}
