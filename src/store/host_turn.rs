//! Whose turn it is at a partner's host, for all processes that share the database. Each step is one short transaction:
//! none is open while somebody waits for a turn or for an answer. Measured by the clock of the database, as leases are.

use std::time::Duration;

use sqlx::FromRow;
use uuid::Uuid;

use super::{Result, Store, Tx, read, write};
use crate::domain::{
    Timestamp,
    turn::{Asking, HostState, Turn},
};

#[derive(FromRow)]
struct Row {
    holder: Option<Uuid>,
    held_until: Option<Timestamp>,
    ended_at: Option<Timestamp>,
    crawl_delay: i64,
    rest_until: Option<Timestamp>,
}

impl Row {
    fn state(&self, now: Timestamp) -> HostState {
        let held_until = self.held_until.filter(|_| self.holder.is_some());
        // Of a holder that died it is not known when its request ended: at the latest with its lease.
        let ended_at = self.ended_at.max(held_until.filter(|until| *until <= now));
        HostState {
            ended_ago: ended_at.map(|at| now.since(at)),
            held_for: held_until.filter(|until| *until > now).map(|until| until.since(now)),
            rests_for: self.rest_until.map_or(Duration::ZERO, |until| until.since(now)),
            crawl_delay: Duration::from_millis(self.crawl_delay.unsigned_abs()),
        }
    }
}

/// Takes the turn if it is free, for at most `lease`; else says when to come again.
pub async fn host_turn_take(store: &Store, host: &str, holder: Uuid, asking: Asking, lease: Duration) -> Result<Turn> {
    let mut tx = store.begin().await?;
    let now = tx.database_now().await?;
    let row = if let Some(row) = host_turn_lock(&mut tx, host).await? {
        row
    } else {
        host_turn_add(&mut tx, host, now).await?;
        host_turn_lock(&mut tx, host).await?.ok_or(sqlx::Error::RowNotFound)?
    };
    let turn = row.state(now).turn(asking);
    if turn == Turn::Yours {
        const SQL: &str = "update host_turn set holder = $2, held_until = $3, crawl_delay = coalesce($4, crawl_delay),
            used_at = $5 where host = $1";
        let crawl_delay = asking.crawl_delay.map(|delay| i64::try_from(delay.as_millis()).unwrap_or(i64::MAX));
        write!(tx, |c| sqlx::query(SQL)
            .bind(host)
            .bind(holder)
            .bind(now + lease)
            .bind(crawl_delay)
            .bind(now)
            .execute(c)
            .await
            .map(drop))?;
        tx.commit().await?;
    }
    Ok(turn)
}

async fn host_turn_lock(tx: &mut Tx, host: &str) -> Result<Option<Row>> {
    let sql = format!(
        "select holder, held_until, ended_at, crawl_delay, rest_until from host_turn where host = $1 {}",
        tx.lock()
    );
    Ok(write!(tx, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(host).fetch_optional(c).await)?)
}

async fn host_turn_add(tx: &mut Tx, host: &str, now: Timestamp) -> Result<()> {
    const SQL: &str = "insert into host_turn (host, used_at) values ($1, $2) on conflict (host) do nothing";
    write!(tx, |c| sqlx::query(SQL).bind(host).bind(now).execute(c).await.map(drop))?;
    Ok(())
}

/// The request is over: the pause begins. With `rest`, nobody asks this host again before that time is over, whoever holds
/// the turn by now.
pub async fn host_turn_end(store: &Store, host: &str, holder: Uuid, rest: Option<Duration>) -> Result<()> {
    const SQL: &str = "update host_turn set
            ended_at = case when holder = $2 then $3 else ended_at end,
            held_until = case when holder = $2 then null else held_until end,
            rest_until = case when $4 is not null and (rest_until is null or rest_until < $4) then $4 else rest_until end,
            holder = case when holder = $2 then null else holder end
        where host = $1";
    let mut tx = store.begin().await?;
    let now = tx.database_now().await?;
    write!(tx, |c| sqlx::query(SQL)
        .bind(host)
        .bind(holder)
        .bind(now)
        .bind(rest.map(|rest| now + rest))
        .execute(c)
        .await
        .map(drop))?;
    tx.commit().await
}

/// When a host that asked to be left alone may be asked again, if that is not yet: of this name, whatever the port.
pub async fn host_rests_until(store: &Store, host: &str, now: Timestamp) -> Result<Option<Timestamp>> {
    const SQL: &str = "select max(rest_until) from host_turn
        where (host = $1 or substr(host, 1, length($2)) = $2) and rest_until > $3";
    // Hosts that the operator opened one by one are kept with their port.
    Ok(read!(store, |c| sqlx::query_scalar(SQL).bind(host).bind(format!("{host}:")).bind(now).fetch_one(c).await)?)
}

/// On an SQLite file that this process has for itself, whoever talked to a host when it was last used is dead.
pub async fn host_turn_free_all(store: &Store) -> Result<()> {
    const SQL: &str = "update host_turn set ended_at = $1, held_until = null, holder = null where holder is not null";
    let mut tx = store.begin().await?;
    let now = tx.now();
    write!(tx, |c| sqlx::query(SQL).bind(now).execute(c).await.map(drop))?;
    tx.commit().await
}

/// Forgets hosts that nobody has asked since then.
pub async fn host_turn_prune(tx: &mut Tx, used_before: Timestamp) -> Result<()> {
    const SQL: &str = "delete from host_turn where used_at < $1";
    write!(tx, |c| sqlx::query(SQL).bind(used_before).execute(c).await.map(drop))?;
    Ok(())
}
