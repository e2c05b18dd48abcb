//! Addresses that published practices send readers to, and whether they can still be reached.

use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Json, Result, Store, Tx,
    owed::{self, Lease},
    read, write,
};
use crate::domain::{Id, Timestamp, marker, reach::Reach};

/// A link that has failed more than once.
#[derive(Clone, Debug, FromRow)]
pub struct BrokenLink {
    pub url: String,
    pub outcome: Json<Reach>,
    pub failing_since: Timestamp,
}

/// All addresses there are, with their rows.
pub async fn link_list(store: &Store) -> Result<Vec<(String, Id<marker::Link>)>> {
    const SQL: &str = "select url, id from link order by url";
    Ok(read!(store, |c| sqlx::query_as(SQL).fetch_all(c).await)?)
}

/// Adds an address that owes its first look then; one that is there stays as it is.
pub async fn link_add(tx: &mut Tx, url: &str, due: Timestamp) -> Result<()> {
    const SQL: &str = "insert into link (id, url) values ($1, $2) on conflict (url) do nothing";
    let id = Id::<marker::Link>::new();
    let added = write!(tx, |c| sqlx::query(SQL).bind(id).bind(url).execute(c).await.map(|done| done.rows_affected()))?;
    if added == 1 {
        owed::owe(tx, id, due).await?;
    }
    Ok(())
}

/// Forgets an address that nothing links any more.
pub async fn link_delete(tx: &mut Tx, id: Id<marker::Link>) -> Result<()> {
    const SQL: &str = "delete from link where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).execute(c).await.map(drop))?;
    Ok(())
}

pub async fn link_url(store: &Store, id: Uuid) -> Result<Option<String>> {
    const SQL: &str = "select url from link where id = $1";
    Ok(read!(store, |c| sqlx::query_scalar(SQL).bind(id).fetch_optional(c).await)?)
}

/// Records how a look ended and answers how many have failed in a row; belongs into the transaction that settles the row.
pub async fn link_put(tx: &mut Tx, lease: &Lease, reach: &Reach) -> Result<i64> {
    const SQL: &str = "update link set outcome = $2, checked_at = $3,
        failures = case when $4 then failures + 1 else 0 end,
        failing_since = case when $4 then coalesce(failing_since, $3) end,
        told_at = case when $4 then told_at end
        where id = $1 returning failures";
    let now = tx.now();
    Ok(write!(tx, |c| sqlx::query_scalar(SQL)
        .bind(lease.owed.id)
        .bind(Json(reach))
        .bind(now)
        .bind(reach.is_broken())
        .fetch_one(c)
        .await)?)
}

/// Links that failed at least twice in a row, the longest first.
pub async fn link_broken(store: &Store, limit: i64) -> Result<Vec<BrokenLink>> {
    const SQL: &str = "select url, outcome, failing_since from link
        where failing_since is not null and failures > 1 order by failing_since, url limit $1";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(limit).fetch_all(c).await)?)
}

/// Broken links that editors have not been told of, the longest first.
pub async fn link_untold(tx: &mut Tx, limit: i64) -> Result<Vec<(Id<marker::Link>, String)>> {
    const SQL: &str = "select id, url from link
        where failing_since is not null and failures > 1 and told_at is null order by failing_since, url limit $1";
    Ok(write!(tx, |c| sqlx::query_as(SQL).bind(limit).fetch_all(c).await)?)
}

pub async fn link_set_told(tx: &mut Tx, id: Id<marker::Link>, at: Timestamp) -> Result<()> {
    const SQL: &str = "update link set told_at = $2 where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

pub async fn link_broken_count(store: &Store) -> Result<i64> {
    const SQL: &str = "select count(*) from link where failing_since is not null and failures > 1";
    Ok(read!(store, |c| sqlx::query_scalar(SQL).fetch_one(c).await)?)
}
