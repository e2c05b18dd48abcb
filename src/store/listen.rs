//! Being told by PostgreSQL that another process enqueued a job. One connection serves all queues: the library's own
//! listener takes one each, and stays deaf after the first failed reconnect (apalis-postgres 1.0.0, sqlx 0.9.0 `into_stream`).
//! Speed only: the workers' tick finds every job without it.

use std::{future, time::Duration};

use serde::Deserialize;
use sqlx::{Executor as _, postgres::PgListener};
use tokio::time::timeout;

use super::{Pool, Result, Store};

/// What apalis' trigger says at each insert.
#[derive(Deserialize)]
struct Inserted {
    job_type: String,
}

const CHANNEL: &str = "apalis::job::insert";
/// Silence after which the link is tried, since a half-open one is silent too.
const SILENCE: Duration = Duration::from_secs(30);
const ANSWER: Duration = Duration::from_secs(5);

/// Wakes the workers of these queues whenever a job of theirs is committed anywhere. Returns only with an error; start it
/// again then. On SQLite all jobs come from this process, so there is nothing to hear.
///
/// # Errors
/// When the link to the database is lost.
pub async fn listen(store: &Store, queues: &[&'static str]) -> Result<()> {
    let Pool::Postgres(pool) = store.pool() else { return future::pending().await };
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    let nudge_all = || {
        for queue in queues {
            store.nudges().nudge(queue);
        }
    };
    // What was committed while nobody listened.
    nudge_all();
    loop {
        match timeout(SILENCE, listener.try_recv()).await {
            Ok(Ok(Some(notification))) => {
                let Ok(Inserted { job_type }) = serde_json::from_str(notification.payload()) else { continue };
                if let Some(queue) = queues.iter().find(|queue| **queue == job_type) {
                    store.nudges().nudge(queue);
                }
            }
            // The link broke and is there again.
            Ok(Ok(None)) => nudge_all(),
            Ok(Err(error)) => return Err(error.into()),
            Err(_silent) => {
                let answer = timeout(ANSWER, listener.execute("select 1")).await;
                answer.map_err(|_| sqlx::Error::PoolTimedOut)??;
            }
        }
    }
}
