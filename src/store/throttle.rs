//! How often something was tried lately, counted in the database so that every process sees it.

use std::time::Duration;

use super::{Result, Tx, write};
use crate::domain::Timestamp;

/// Counts one more try under a name and answers how many there were within the window that started with the first.
pub async fn throttle_count(tx: &mut Tx, name: &str, window: Duration, now: Timestamp) -> Result<i64> {
    const SQL: &str = "insert into throttle (name, count, since, until) values ($1, 1, $2, $3)
        on conflict (name) do update set
            count = case when throttle.until <= $2 then 1 else throttle.count + 1 end,
            since = case when throttle.until <= $2 then $2 else throttle.since end,
            until = case when throttle.until <= $2 then $3 else throttle.until end
        returning count";
    Ok(write!(tx, |c| sqlx::query_scalar(SQL).bind(name).bind(now).bind(now + window).fetch_one(c).await)?)
}

/// Forgets the tries under a name, after a success.
pub async fn throttle_clear(tx: &mut Tx, name: &str) -> Result<()> {
    const SQL: &str = "delete from throttle where name = $1";
    write!(tx, |c| sqlx::query(SQL).bind(name).execute(c).await.map(drop))?;
    Ok(())
}
