//! Once a day, pages of partners that have grown old are forgotten: rows first, in portions, then the files that nothing
//! names any more.

use std::time::Duration;

use crate::{
    domain::Timestamp,
    store::{self, BlobName, Result, Store},
};

const DAY: Duration = Duration::from_hours(24);
/// A little less than a day, so that the hour does not move on from day to day.
const EVERY: Duration = Duration::from_mins(23 * 60 + 30);
/// Rows in one transaction, and in one day: a backlog takes some days.
const PORTION: i64 = 200;
const MOST: usize = 20_000;

/// Forgets what is older than `kept_for`, at most once in a day, whichever process asks.
pub(super) async fn forget_old(store: &Store, now: Timestamp, kept_for: Duration) -> Result<()> {
    let mut tx = store.begin().await?;
    let is_time = store::chore_begin(&mut tx, "snapshots", EVERY, now).await?;
    tx.commit().await?;
    if !is_time {
        return Ok(());
    }
    let before = now - kept_for;
    let mut candidates = store::snapshot_old_list(store, before, None, PORTION).await?;
    if !candidates.is_empty() {
        let needed = store::snapshot_needed(store).await?;
        let mut forgotten = 0;
        while let Some(last) = candidates.last().copied() {
            let mut tx = store.begin().await?;
            for id in candidates.into_iter().filter(|id| !needed.contains(id)) {
                forgotten += usize::from(store::snapshot_forget(&mut tx, id, now).await?);
            }
            tx.commit().await?;
            if forgotten >= MOST {
                break;
            }
            candidates = store::snapshot_old_list(store, before, Some(last), PORTION).await?;
        }
        tracing::info!(snapshots = forgotten, "old pages forgotten");
    }
    delete_files(store, now).await
}

/// A file that was put again within the day may belong to a row that is about to be written: it waits.
async fn delete_files(store: &Store, now: Timestamp) -> Result<()> {
    for blob in store::blob_unused_list(store, i64::try_from(MOST).unwrap_or(i64::MAX)).await? {
        let settled = match BlobName::parse(&blob) {
            Some(name) if !store::blob_is_named(store, &blob).await? => {
                store.blobs().delete_older(&name, now - DAY).await?
            }
            // Something needs it after all, or it is no file of ours.
            Some(_) | None => true,
        };
        if settled {
            let mut tx = store.begin().await?;
            store::blob_unused_forget(&mut tx, &blob).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}
