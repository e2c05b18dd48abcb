//! What is done once in a while by whichever process comes first.

use std::time::Duration;

use super::{Result, Tx, write};
use crate::domain::Timestamp;

/// Whether it is time again, by when it was last done; if so it counts as done with this transaction.
pub async fn chore_begin(tx: &mut Tx, name: &str, every: Duration, now: Timestamp) -> Result<bool> {
    const SQL: &str = "insert into chore (name, done_at) values ($1, $2)
        on conflict (name) do update set done_at = excluded.done_at where chore.done_at <= $3";
    let begun = write!(tx, |c| sqlx::query(SQL)
        .bind(name)
        .bind(now)
        .bind(now - every)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(begun == 1)
}
