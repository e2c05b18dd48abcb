//! The sweep: every row that is due and that nobody works on gets a job. Whatever happened to its first one (lost, stuck,
//! never written), it is found here, at start and at least once a minute.

use std::{sync::Arc, time::Duration};

use tokio::time::sleep;
use tracing::info;

use super::{BoxError, housekeeping, room::Room};
use crate::store::{
    Result,
    owed::{self, Owing},
};

/// Rows of one kind taken up by one sweep. More wait for the next one, which then comes soon.
const MOST: i64 = 1_000;
/// Rows enqueued in one transaction, so that nobody waits long for the only writing connection.
const CHUNK: usize = 100;
/// Between two sweeps when something is about to be due.
const SOON: Duration = Duration::from_secs(5);

/// Gives sources that were missed while the program was down a time each. Once, at start.
pub(super) async fn catch_up(room: &Room) -> Result<()> {
    let mut tx = room.store.begin().await?;
    let before = tx.now() - room.settings.late;
    let spread = room.settings.spread;
    let moved = owed::spread_late(&mut tx, before, || spread.mul_f64(rand::random())).await?;
    tx.commit().await?;
    if moved > 0 {
        info!(sources = moved, "catching up with harvests that were missed");
    }
    Ok(())
}

/// Enqueues everything that is due; answers how many rows, and whether there are more.
pub(super) async fn sweep(room: &Room) -> Result<(usize, bool)> {
    let (mut found, mut more) = (0, false);
    for owing in Owing::ALL {
        let due = owed::due(&room.store, owing, MOST).await?;
        more |= i64::try_from(due.len()).is_ok_and(|rows| rows == MOST);
        found += due.len();
        for chunk in due.chunks(CHUNK) {
            let mut tx = room.store.begin().await?;
            for (owed, due, attempts) in chunk {
                owed::enqueue(&mut tx, *owed, *due, *attempts).await?;
            }
            tx.commit().await?;
        }
    }
    let mut tx = room.store.begin().await?;
    housekeeping::enqueue(&mut tx).await?;
    tx.commit().await?;
    Ok((found, more))
}

/// Sweeps until the program stops: once a minute, and sooner when a lease is about to run out or a row to become due.
pub(super) async fn run(room: Arc<Room>) -> Result<(), BoxError> {
    loop {
        let (_, more) = sweep(&room).await?;
        room.readiness.green(super::work::SWEEP);
        let soon = SOON.min(room.settings.sweep_every);
        let wait = if more {
            soon
        } else {
            let next = owed::next(&room.store).await?.map_or(Duration::MAX, |at| at.since(room.store.clock().now()));
            next.clamp(soon, room.settings.sweep_every)
        };
        tokio::select! {
            () = sleep(wait) => {}
            () = room.stop.cancelled() => return Ok(()),
        }
    }
}
