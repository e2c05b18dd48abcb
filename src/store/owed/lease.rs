//! The lease of a row that owes work: taking it, holding it, being refused without it, and giving it back with a report.

use std::time::Duration;

use serde_json::json;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use super::{
    super::{
        Result, Store, StoreError, Tx,
        job::{self, Job, Twice},
        write,
    },
    Owed, Owing, enqueue,
};
use crate::domain::{Id, Timestamp};

/// After so many attempts in a row that ended without any report, the row is what kills the process.
pub const CRASHES_MOST: i64 = 3;

/// The right to work on a row, until somebody else gets a newer one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    pub owed: Owed,
    token: Uuid,
    /// 1 for the first; this one included.
    pub attempt: i64,
    /// When the row was due: the slot of a schedule that this attempt is for.
    pub slot: Timestamp,
}

impl Lease {
    pub(in crate::store) const fn token(&self) -> Uuid {
        self.token
    }

    /// Whether a failure of this attempt is the last one.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.attempt >= self.owed.owing.attempts_most()
    }
}

/// What came of looking at a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It owes nothing any more.
    Done,
    /// Done for this time; it owes the next on its schedule.
    Next(Timestamp),
    /// It did not work; to be tried again then.
    RetryAt(Timestamp, String),
    /// It will not work: shown on the desk with this reason.
    GaveUp(String),
    /// Not worked on after all (the program stops): as if never claimed.
    Untouched,
    /// Not worked on, for a reason that lies outside the row: due then, and no attempt of it.
    Postponed(Timestamp, String),
}

#[derive(FromRow)]
struct Standing {
    due_at: Timestamp,
    attempts: i64,
    crashes: i64,
    last_error: Option<String>,
    leased: bool,
}

/// Takes the lease of a row that is due and that nobody works on, and counts the attempt: both are committed before the
/// work starts, so a row that kills its process is counted too, and given up after [`CRASHES_MOST`] times.
pub async fn claim(store: &Store, owed: Owed, lease: Duration) -> Result<Option<Lease>> {
    let mut tx = store.begin().await?;
    let now = tx.now();
    let by_database = tx.database_now().await?;
    let Some(standing) = standing(&mut tx, owed, by_database).await? else { return Ok(None) };
    if standing.leased {
        return Ok(None);
    }
    if standing.due_at > now {
        // Clocks of machines differ a little: come back in time, under a key of its own (the other job is this one).
        let key =
            format!("{}:{}:{}:early:{}", owed.owing.queue(), owed.id, standing.due_at.micros(), now.unix_seconds());
        let payload = json!({ "id": owed.id });
        let (queue, due) = (owed.owing.queue(), standing.due_at);
        job::enqueue(&mut tx, &Job { queue, key: &key, payload: &payload, due, twice: Twice::Never }).await?;
        tx.commit().await?;
        return Ok(None);
    }
    if let Some(reason) = hopeless(owed.owing, &standing) {
        give_up(&mut tx, owed, now, &reason).await?;
        tx.commit().await?;
        return Ok(None);
    }
    let taken = Lease { owed, token: Id::<Lease>::new().uuid(), attempt: standing.attempts + 1, slot: standing.due_at };
    let sql = format!(
        "update {} set attempts = $2, crashes = crashes + 1, lease_token = $3, leased_until = $4 where id = $1",
        owed.owing.table()
    );
    write!(tx, |c| sqlx::query(AssertSqlSafe(sql))
        .bind(owed.id)
        .bind(taken.attempt)
        .bind(taken.token)
        .bind(by_database + lease)
        .execute(c)
        .await
        .map(drop))?;
    tx.commit().await?;
    Ok(Some(taken))
}

async fn standing(tx: &mut Tx, owed: Owed, now: Timestamp) -> Result<Option<Standing>> {
    let sql = format!(
        "select due_at, attempts, crashes, last_error, (leased_until is not null and leased_until > $2) as leased
        from {} where id = $1 and due_at is not null {}",
        owed.owing.table(),
        tx.lock()
    );
    Ok(write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(owed.id).bind(now).fetch_optional(c).await)?)
}

fn hopeless(owing: Owing, standing: &Standing) -> Option<String> {
    let last = standing.last_error.as_deref().map(|error| format!("; before that: {error}")).unwrap_or_default();
    if standing.crashes >= CRASHES_MOST {
        return Some(format!("the program ended {} times while working on this{last}", standing.crashes));
    }
    (standing.attempts >= owing.attempts_most())
        .then(|| format!("tried {} times, the last one without a report{last}", standing.attempts))
}

async fn give_up(tx: &mut Tx, owed: Owed, now: Timestamp, reason: &str) -> Result<()> {
    let sql = format!(
        "update {} set due_at = null, gave_up_at = $2, last_error = $3, lease_token = null, leased_until = null where id = $1",
        owed.owing.table()
    );
    write!(tx, |c| sqlx::query(AssertSqlSafe(sql)).bind(owed.id).bind(now).bind(reason).execute(c).await.map(drop))?;
    Ok(())
}

/// Goes on holding a lease. False: it is somebody else's by now, or the row owes nothing any more.
pub async fn renew(store: &Store, lease: &Lease, by: Duration) -> Result<bool> {
    let mut tx = store.begin().await?;
    let now = tx.database_now().await?;
    let sql = format!(
        "update {} set leased_until = $3 where id = $1 and lease_token = $2 and due_at is not null",
        lease.owed.owing.table()
    );
    let held = write!(tx, |c| sqlx::query(AssertSqlSafe(sql))
        .bind(lease.owed.id)
        .bind(lease.token)
        .bind(now + by)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    tx.commit().await?;
    Ok(held == 1)
}

/// Refuses an effect that comes too late. Belongs into the transaction that records the effect; the row stays locked until
/// its commit, so nobody can take the lease in between.
///
/// # Errors
/// [`StoreError::Fenced`] when the lease is somebody else's by now, or the debt was taken away.
pub async fn fence(tx: &mut Tx, lease: &Lease) -> Result<()> {
    let sql = format!(
        "select 1 from {} where id = $1 and lease_token = $2 and due_at is not null {}",
        lease.owed.owing.table(),
        tx.lock()
    );
    let mine: Option<i32> = write!(tx, |c| sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(lease.owed.id)
        .bind(lease.token)
        .fetch_optional(c)
        .await)?;
    mine.map(drop).ok_or(StoreError::Fenced { row: lease.owed })
}

/// Like [`fence`], for a transaction that puts part of the work away: what gets on is not what ends the program, so attempts
/// and crashes are counted anew.
///
/// # Errors
/// [`StoreError::Fenced`] when the lease is somebody else's by now, or the debt was taken away.
pub async fn advance(tx: &mut Tx, lease: &Lease) -> Result<()> {
    fence(tx, lease).await?;
    let sql = format!("update {} set attempts = 1, crashes = 1 where id = $1", lease.owed.owing.table());
    write!(tx, |c| sqlx::query(AssertSqlSafe(sql)).bind(lease.owed.id).execute(c).await.map(drop))?;
    Ok(())
}

/// Writes down what came of the work and gives the lease back, in the transaction that records the work's effect. When
/// somebody made the row due anew or took its debt away in the meantime, that stands.
///
/// # Errors
/// [`StoreError::Fenced`] when the lease is somebody else's by now; the effect must not be committed then.
pub async fn settle(tx: &mut Tx, lease: &Lease, outcome: Outcome) -> Result<()> {
    let now = tx.now();
    let keeps_error = outcome == Outcome::Untouched;
    let (due, attempts, error, gave_up) = match outcome {
        Outcome::Done => (None, lease.attempt, None, None),
        Outcome::Next(due) => (Some(due), 0, None, None),
        Outcome::RetryAt(due, error) => (Some(due), lease.attempt, Some(error), None),
        Outcome::GaveUp(reason) => (None, lease.attempt, Some(reason), Some(now)),
        Outcome::Untouched => (Some(lease.slot), lease.attempt - 1, None, None),
        Outcome::Postponed(due, why) => (Some(due), lease.attempt - 1, Some(why), None),
    };
    let sql = format!(
        "update {} set due_at = case when due_at = $3 then $4 else due_at end,
            gave_up_at = case when due_at = $3 then $5 else gave_up_at end,
            attempts = case when due_at = $3 then $6 else 0 end, crashes = 0, lease_token = null, leased_until = null,
            last_error = case when $7 then last_error else $8 end
        where id = $1 and lease_token = $2 returning due_at, attempts",
        lease.owed.owing.table()
    );
    let after: Option<(Option<Timestamp>, i64)> = write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql))
        .bind(lease.owed.id)
        .bind(lease.token)
        .bind(lease.slot)
        .bind(due)
        .bind(gave_up)
        .bind(attempts)
        .bind(keeps_error)
        .bind(error)
        .fetch_optional(c)
        .await)?;
    let Some((due, attempts)) = after else { return Err(StoreError::Fenced { row: lease.owed }) };
    if let Some(due) = due {
        enqueue(tx, lease.owed, due, attempts).await?;
    }
    Ok(())
}
