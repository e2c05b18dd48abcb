//! Notices when work is due and nothing looks at it, or when nothing in the program moves at all. Either ends the process:
//! whoever runs it starts it again, and the rows still know what they owe.

use std::{
    process,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use tokio::time::{interval, sleep};
use tracing::{error, warn};

use super::{QUEUES, look::chain, room::Room, work::WorkError};
use crate::store::{Result, owed};

/// Returns when a queue is stuck; never as long as all is well.
pub(super) async fn watch(room: Arc<Room>) -> WorkError {
    loop {
        sleep(room.settings.patience / 12).await;
        match stuck(&room, room.settings.patience).await {
            Ok(None) => room.readiness.green("database"),
            Ok(Some(queue)) => {
                error!(queue, "work is due and nothing looks at it");
                room.readiness.red(queue, "work is due and nothing looks at it");
                return WorkError::Stuck { queue };
            }
            // Not our fault, and a restart would not help: workers come back with the database.
            Err(error) => {
                warn!(error = chain(&error), "the database does not answer");
                room.readiness.red("database", "does not answer");
            }
        }
    }
}

async fn stuck(room: &Room, patience: Duration) -> Result<Option<&'static str>> {
    let before = room.store.clock().now() - patience;
    for queue in &QUEUES {
        let Some(owing) = queue.rows else { continue };
        let idle = room.bench(queue).idle_for(queue).is_some_and(|idle| idle > patience);
        if idle && owed::waits_since(&room.store, owing, before).await? {
            return Ok(Some(queue.name));
        }
    }
    Ok(None)
}

const BEAT: Duration = Duration::from_secs(1);
/// "Internal software error" in sysexits.h.
const EXIT: i32 = 70;

/// Watches from a thread of its own that tasks still run: work that never yields can hold up every other part, [`watch`]
/// too. Beats as long as it is polled.
pub(super) async fn beat(frozen: Duration) {
    let beats = Arc::new(AtomicU64::new(0));
    let watched = Arc::downgrade(&beats);
    let started = thread::Builder::new().name("watchdog".to_owned()).spawn(move || {
        let (mut seen, mut missed) = (0, 0_u32);
        loop {
            thread::sleep(BEAT);
            let Some(beats) = watched.upgrade() else { return };
            let beat = beats.load(Ordering::Relaxed);
            // Counted, not timed: a process that was frozen as a whole has missed nothing.
            missed = if beat == seen { missed + 1 } else { 0 };
            seen = beat;
            if BEAT * missed >= frozen {
                error!("nothing has moved for {missed} s; ending the process");
                process::exit(EXIT);
            }
        }
    });
    if let Err(error) = started {
        warn!(%error, "could not start the watchdog's thread");
    }
    let mut every = interval(BEAT / 2);
    loop {
        every.tick().await;
        beats.fetch_add(1, Ordering::Relaxed);
    }
}
