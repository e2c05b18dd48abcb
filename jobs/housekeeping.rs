//! Once an hour, in one of the processes: forgetting what nobody needs any more, looking for files that no longer say what
//! the pages say, and drawing pictures that pages have to show whole.

use std::{sync::Arc, time::Duration};

use serde_json::json;
use tokio::time::timeout;
use tracing::{info, warn};

use super::{Queue, links, look::chain, room::Room, snapshots};
use crate::{
    domain::Timestamp,
    store::{
        self, BlobName, Result, Store, Tx,
        job::{self, Job, Twice},
    },
};

pub(super) const QUEUE: &str = "housekeeping";

const HOUR: i64 = 3_600;
/// Finished jobs are of use only against a second one with the same key.
const JOBS_FOR: Duration = Duration::from_hours(24);
/// The bytes of letters (reliability: P22).
const LETTERS_FOR: Duration = Duration::from_hours(90 * 24);
/// Changes that every process knows by then; whoever was away builds its index anew.
const CHANGES_FOR: Duration = Duration::from_hours(7 * 24);
/// More than any process looks back.
const CHANGES_LEAST: i64 = 10_000;
/// Files of forms that nobody sends any more.
const FORMS_FOR: Duration = Duration::from_hours(48);
/// Booklets that readers put together: made anew when somebody still has the address.
const BOOKLETS_FOR: Duration = Duration::from_hours(30 * 24);
/// Hosts of partners that nobody asks any more.
const HOSTS_FOR: Duration = Duration::from_hours(30 * 24);

/// Enqueues this hour's housekeeping; the first process to say so wins.
pub(super) async fn enqueue(tx: &mut Tx) -> Result<()> {
    let hour = tx.now().unix_seconds().div_euclid(HOUR);
    let (key, payload) = (format!("{QUEUE}:{hour}"), json!({ "hour": hour }));
    job::enqueue(tx, &Job { queue: QUEUE, key: &key, payload: &payload, due: tx.now(), twice: Twice::Never }).await
}

/// Does it. What fails is done an hour later.
pub(super) async fn run(room: &Arc<Room>, queue: &Queue) {
    let now = room.store.clock().now();
    let kept = tokio::select! {
        kept = timeout(queue.limit, async {
            let kept = keep_house(&room.store, now, room.settings.snapshots_for).await;
            if let Err(error) = (room.handlers.renew)().await {
                warn!(error = chain(error.as_ref()), "could not look after files, pictures and links");
            }
            kept
        }) => kept,
        () = room.cut.cancelled() => return,
    };
    match kept {
        Ok(Ok(jobs)) => info!(jobs, "house kept"),
        Ok(Err(error)) => warn!(error = chain(&error), "could not keep house"),
        Err(_) => warn!("could not keep house in time"),
    }
}

pub(super) async fn keep_house(store: &Store, now: Timestamp, snapshots_for: Duration) -> Result<u64> {
    let jobs = job::prune(store, JOBS_FOR).await?;
    let mut tx = store.begin().await?;
    store::session_prune(&mut tx, now).await?;
    store::notification_prune(&mut tx, now - LETTERS_FOR).await?;
    store::change_forget(&mut tx, now - CHANGES_FOR, CHANGES_LEAST).await?;
    store::host_turn_prune(&mut tx, now - HOSTS_FOR).await?;
    let unsent = store::pending_upload_prune(&mut tx, now - FORMS_FOR).await?;
    let booklets = store::booklet_prune(&mut tx, now - BOOKLETS_FOR).await?;
    tx.commit().await?;
    links::note(store, now).await?;
    for name in unsent.iter().filter_map(|blob| BlobName::parse(blob)) {
        // The same file may have come with a form that was sent.
        if !store::upload_names_blob(store, name.as_str()).await? {
            let mut tx = store.begin().await?;
            let sizes = store::picture_size_forget(&mut tx, name.as_str()).await?;
            tx.commit().await?;
            for file in sizes.iter().filter_map(|file| BlobName::parse(file)) {
                store.blobs().delete(&file).await?;
            }
            store.blobs().delete(&name).await?;
        }
    }
    for name in booklets.iter().filter_map(|blob| BlobName::parse(blob)) {
        if !store::rendition_names_blob(store, name.as_str()).await? {
            store.blobs().delete(&name).await?;
        }
    }
    snapshots::forget_old(store, now, snapshots_for).await?;
    Ok(jobs)
}
