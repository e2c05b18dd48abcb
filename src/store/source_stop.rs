//! Runs that somebody asked to stop: the wish lies in the source's row, and whoever runs looks at it.

use super::{Result, Store, Tx, owed::Lease, read, write};
use crate::domain::{Editor, Id, Timestamp, marker::Source};

/// Asks the run under way to stop. False when there is none.
pub async fn source_stop_ask(tx: &mut Tx, id: Id<Source>, by: Id<Editor>) -> Result<bool> {
    const SQL: &str = "update source set stop_token = lease_token, stop_slot = due_at, stop_by = $2
        where id = $1 and lease_token is not null and due_at is not null";
    let asked = write!(tx, |c| sqlx::query(SQL).bind(id).bind(by).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(asked == 1)
}

/// The name of who asked for this run to stop; a run of the same slot on another machine counts as the same.
pub async fn source_stop_asked(store: &Store, lease: &Lease) -> Result<Option<String>> {
    const SQL: &str = "select e.name from source s join editor e on e.id = s.stop_by
        where s.id = $1 and (s.stop_token = $2 or s.stop_slot = $3)";
    Ok(read!(store, |c| sqlx::query_scalar(SQL)
        .bind(lease.owed.id)
        .bind(lease.token())
        .bind(lease.slot)
        .fetch_optional(c)
        .await)?)
}

/// The wish is fulfilled.
pub async fn source_stop_forget(tx: &mut Tx, id: Id<Source>) -> Result<()> {
    const SQL: &str = "update source set stop_token = null, stop_slot = null, stop_by = null where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).execute(c).await.map(drop))?;
    Ok(())
}

/// Whether a run is under way, and if so whether it was asked to stop.
pub async fn source_running(store: &Store, id: Id<Source>, now: Timestamp) -> Result<Option<bool>> {
    const SQL: &str = "select (stop_token is not null and stop_token = lease_token) from source
        where id = $1 and due_at is not null and lease_token is not null and leased_until > $2";
    Ok(read!(store, |c| sqlx::query_scalar(SQL).bind(id).bind(now).fetch_optional(c).await)?)
}
