//! Rows that owe work, seen from above: what is due, what waits, what was given up.

use std::time::Duration;

use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use super::{
    super::{Engine, Result, Store, Tx, read, write},
    Owed, Owing, enqueue,
};
use crate::domain::{Clock, Id, Timestamp, marker::Source};

/// No lease, or one that ran out; `$2` is the time by the clock that leases are measured by.
const UNLEASED: &str = "(leased_until is null or leased_until <= $2)";

/// The rows of a kind that are due and that nobody works on, the longest due first, with what their look is enqueued by.
pub async fn due(store: &Store, owing: Owing, limit: i64) -> Result<Vec<(Owed, Timestamp, i64)>> {
    let sql = format!(
        "select id, due_at, attempts from {} where due_at <= $1 and {UNLEASED} order by due_at, id limit $3",
        owing.table()
    );
    let (now, leases) = (store.clock().now(), lease_clock(store).await?);
    let rows: Vec<(Uuid, Timestamp, i64)> =
        read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(now).bind(leases).bind(limit).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, due, attempts)| (Owed { owing, id }, due, attempts)).collect())
}

/// When the next row that is not due yet, or that somebody works on, has to be looked at.
pub async fn next(store: &Store) -> Result<Option<Timestamp>> {
    let (now, leases) = (store.clock().now(), lease_clock(store).await?);
    let mut soonest: Option<Timestamp> = None;
    for owing in Owing::ALL {
        let sql = format!(
            "select min(case when leased_until > $2 then leased_until else due_at end) from {}
            where due_at > $1 or (due_at is not null and leased_until > $2)",
            owing.table()
        );
        let next: Option<Timestamp> =
            read!(store, |c| sqlx::query_scalar(AssertSqlSafe(sql)).bind(now).bind(leases).fetch_one(c).await)?;
        soonest = [soonest, next].into_iter().flatten().min();
    }
    Ok(soonest)
}

/// Whether a row of this kind has been due since before a moment and nobody works on it.
pub async fn waits_since(store: &Store, owing: Owing, before: Timestamp) -> Result<bool> {
    let sql = format!("select id from {} where due_at < $1 and {UNLEASED} limit 1", owing.table());
    let leases = lease_clock(store).await?;
    let row: Option<Uuid> =
        read!(store, |c| sqlx::query_scalar(AssertSqlSafe(sql)).bind(before).bind(leases).fetch_optional(c).await)?;
    Ok(row.is_some())
}

/// The rows that are due now, whether or not somebody works on them.
pub async fn left(store: &Store) -> Result<Vec<Owed>> {
    let now = store.clock().now();
    let mut left = Vec::new();
    for owing in Owing::ALL {
        let sql = format!("select id from {} where due_at <= $1 order by due_at, id limit 100", owing.table());
        let ids: Vec<Uuid> = read!(store, |c| sqlx::query_scalar(AssertSqlSafe(sql)).bind(now).fetch_all(c).await)?;
        left.extend(ids.into_iter().map(|id| Owed { owing, id }));
    }
    Ok(left)
}

/// Ends every lease: for a process that has just started and owns the file alone, they belong to the dead. The crash of
/// each stays counted.
pub async fn expire_leases(store: &Store) -> Result<()> {
    let mut tx = store.begin().await?;
    for owing in Owing::ALL {
        let sql = format!("update {} set leased_until = null where leased_until is not null", owing.table());
        write!(tx, |c| sqlx::query(AssertSqlSafe(sql)).execute(c).await.map(drop))?;
    }
    tx.commit().await
}

/// Sources that were due long ago (the program was down) get a new time each, so that they do not all run at once: one
/// run catches up. `wait` gives each its own. Answers how many were moved.
pub async fn spread_late(tx: &mut Tx, before: Timestamp, mut wait: impl FnMut() -> Duration) -> Result<usize> {
    const MOVE: &str = "update source set due_at = $2 where id = $1";
    let now = tx.now();
    let sql = format!(
        "select id from source where due_at < $1 and attempts = 0 and lease_token is null order by due_at, id limit 10000 {}",
        tx.lock_free()
    );
    let late: Vec<Id<Source>> = write!(tx, |c| sqlx::query_scalar(AssertSqlSafe(sql)).bind(before).fetch_all(c).await)?;
    for id in &late {
        let due = now + wait();
        write!(tx, |c| sqlx::query(MOVE).bind(id).bind(due).execute(c).await.map(drop))?;
        enqueue(tx, Owed::from(*id), due, 0).await?;
    }
    Ok(late.len())
}

/// A row that was given up, for the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenUp {
    pub owed: Owed,
    pub at: Timestamp,
    pub attempts: i64,
    pub reason: String,
}

#[derive(FromRow)]
struct GivenUpRow {
    id: Uuid,
    gave_up_at: Timestamp,
    attempts: i64,
    last_error: Option<String>,
}

/// What was given up, latest first.
pub async fn given_up(store: &Store, limit: usize) -> Result<Vec<GivenUp>> {
    let mut all = Vec::new();
    for owing in Owing::ALL {
        let sql = format!(
            "select id, gave_up_at, attempts, last_error from {} where gave_up_at is not null
            order by gave_up_at desc, id desc limit $1",
            owing.table()
        );
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows: Vec<GivenUpRow> = read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(most).fetch_all(c).await)?;
        all.extend(rows.into_iter().map(|row| GivenUp {
            owed: Owed { owing, id: row.id },
            at: row.gave_up_at,
            attempts: row.attempts,
            reason: row.last_error.unwrap_or_default(),
        }));
    }
    all.sort_by_key(|row| std::cmp::Reverse((row.at, row.owed.id)));
    all.truncate(limit);
    Ok(all)
}

/// Tries a given-up row again, from the first attempt. False when it is not given up any more.
pub async fn retry(tx: &mut Tx, owed: Owed) -> Result<bool> {
    let now = tx.now();
    let sql = format!(
        "update {} set due_at = $2, attempts = 0, crashes = 0, gave_up_at = null where id = $1 and gave_up_at is not null",
        owed.owing.table()
    );
    let changed = write!(tx, |c| sqlx::query(AssertSqlSafe(sql))
        .bind(owed.id)
        .bind(now)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if changed == 1 {
        enqueue(tx, owed, now, 0).await?;
    }
    Ok(changed == 1)
}

/// Takes a given-up row off the list; its last error stays with it. False when it is not given up any more.
pub async fn discard(tx: &mut Tx, owed: Owed) -> Result<bool> {
    let sql = format!("update {} set gave_up_at = null where id = $1 and gave_up_at is not null", owed.owing.table());
    let changed = write!(tx, |c| sqlx::query(AssertSqlSafe(sql))
        .bind(owed.id)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// What `database_now` of a transaction says, outside one.
async fn lease_clock(store: &Store) -> Result<Timestamp> {
    match (store.engine(), store.clock()) {
        (Engine::Postgres, Clock::System) => {
            Ok(read!(store, |c| sqlx::query_scalar("select current_timestamp").fetch_one(c).await)?)
        }
        (Engine::Postgres | Engine::Sqlite, clock) => Ok(clock.now()),
    }
}
