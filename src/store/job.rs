//! The queue's table as the store sees it: the one statement that enqueues a job in the caller's transaction, and the
//! upkeep of the table. A job says only "look at this row"; everything else about it is apalis' business.

use std::time::Duration;

use serde_json::Value;
use sqlx::AssertSqlSafe;
use ulid::Ulid;

use super::{Engine, Pool, Result, Store, Tx, write};
use crate::domain::Timestamp;

/// A job to be put into a queue.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    pub queue: &'static str,
    /// Jobs with the same key are one job, whoever enqueues them.
    pub key: &'a str,
    pub payload: &'a Value,
    /// Not before this moment.
    pub due: Timestamp,
    pub twice: Twice,
}

/// What happens when a job with this key was enqueued before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twice {
    /// Nothing, even if it is over.
    Never,
    /// It runs again if it is over or its worker is gone: the row says that it still owes work.
    WhenOver,
}

/// Longer than a worker is ever silent about a job that it fetched and that nobody has a lease for.
const STALE: i64 = 60;

/// Enqueues a job with the caller's transaction, and wakes the workers of this process after the commit. The library's own
/// push aborts a PostgreSQL transaction on a repeated key, and the later commit still says Ok (apalis-postgres 1.0.0).
pub async fn enqueue(tx: &mut Tx, job: &Job<'_>) -> Result<()> {
    let wait = job.due.since(tx.now());
    let engine = tx.engine();
    let sql = match engine {
        // Whole seconds: rounded up, so that no job runs before its time.
        Engine::Sqlite => {
            "insert into Jobs (job, id, job_type, status, attempts, max_attempts, run_at, priority, metadata, idempotency_key)
            values ($1, $2, $3, 'Pending', 0, 25, cast(strftime('%s', 'now') as integer) + $4, 0, '{}', $5)
            on conflict (job_type, idempotency_key) do update set
                status = 'Pending', attempts = 0, run_at = excluded.run_at, lock_by = null, lock_at = null, done_at = null
            where $6 and (Jobs.status in ('Done', 'Failed', 'Killed')
                or Jobs.lock_at < cast(strftime('%s', 'now') as integer) - $7)"
        }
        // What is due now gets the transaction's time: only then does apalis' trigger notify the workers.
        Engine::Postgres => {
            "insert into apalis.jobs (job, id, job_type, status, attempts, max_attempts, run_at, priority, metadata, idempotency_key)
            values ($1, $2, $3, 'Pending', 0, 25,
                case when $4::float8 > 0 then clock_timestamp() + make_interval(secs => $4) else now() end, 0, '', $5)
            on conflict (job_type, idempotency_key) do update set
                status = 'Pending', attempts = 0, run_at = excluded.run_at, lock_by = null, lock_at = null, done_at = null
            where $6 and (apalis.jobs.status in ('Done', 'Failed', 'Killed')
                or apalis.jobs.lock_at < now() - make_interval(secs => $7))"
        }
    };
    let payload = job.payload.to_string().into_bytes();
    let id = Ulid::generate().to_string();
    let again = job.twice == Twice::WhenOver;
    match tx.connection() {
        super::tx::Connection::Sqlite(c) => {
            let query = sqlx::query(sql).bind(payload).bind(id).bind(job.queue).bind(whole_seconds(wait)).bind(job.key);
            query.bind(again).bind(STALE).execute(c).await?;
        }
        super::tx::Connection::Postgres(c) => {
            let query = sqlx::query(sql).bind(payload).bind(id).bind(job.queue).bind(wait.as_secs_f64()).bind(job.key);
            #[expect(clippy::cast_precision_loss, reason = "sixty")]
            let stale = STALE as f64;
            query.bind(again).bind(stale).execute(c).await?;
        }
    }
    if wait.is_zero() {
        tx.nudge(job.queue);
    }
    Ok(())
}

/// Seconds to add to a clock that shows whole seconds only, so that the wait has passed for sure.
fn whole_seconds(wait: Duration) -> i64 {
    if wait.is_zero() { 0 } else { i64::try_from(wait.as_secs()).unwrap_or(i64::MAX / 2).min(i64::MAX / 2) + 2 }
}

/// Puts back what a process that ended had fetched. Only where one process owns the file: on PostgreSQL others may be at
/// work, and apalis finds out by their silence.
pub async fn requeue(store: &Store) -> Result<()> {
    if let Pool::Sqlite { write, .. } = store.pool() {
        const SQL: &str =
            "update Jobs set status = 'Pending', lock_by = null, lock_at = null where status in ('Queued', 'Running')";
        sqlx::query(SQL).execute(write).await?;
    }
    Ok(())
}

/// Forgets jobs that were over this long ago, and workers silent for as long that no job names. Without this the table
/// grows for ever and SQLite's acknowledgements slow down with it (engines.md, 2h). Answers how many jobs went.
pub async fn prune(store: &Store, after: Duration) -> Result<u64> {
    let mut tx = store.begin().await?;
    let seconds = i64::try_from(after.as_secs()).unwrap_or(i64::MAX / 2).min(i64::MAX / 2);
    let (jobs, workers, long_ago) = match store.engine() {
        Engine::Sqlite => ("Jobs", "Workers", "cast(strftime('%s', 'now') as integer) - $1"),
        Engine::Postgres => ("apalis.jobs", "apalis.workers", "now() - make_interval(secs => $1::float8)"),
    };
    let over = format!("delete from {jobs} where status in ('Done', 'Failed', 'Killed') and done_at < {long_ago}");
    let silent = format!(
        "delete from {workers} where last_seen < {long_ago}
            and id not in (select lock_by from {jobs} where lock_by is not null)"
    );
    let gone = write!(tx, |c| sqlx::query(AssertSqlSafe(over))
        .bind(seconds)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    write!(tx, |c| sqlx::query(AssertSqlSafe(silent)).bind(seconds).execute(c).await.map(drop))?;
    tx.commit().await?;
    if let Pool::Sqlite { write, .. } = store.pool() {
        sqlx::query("pragma optimize").execute(write).await?;
    }
    Ok(gone)
}
