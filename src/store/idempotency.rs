//! Keys that programs send along, so that a request that was sent twice is done once.

use sqlx::FromRow;

use super::{Result, Tx, write};
use crate::domain::Timestamp;

/// A key as kept: hashes alone.
#[derive(Clone, Debug, FromRow)]
pub struct KeptKey {
    pub body_hash: Vec<u8>,
    pub salt: Vec<u8>,
    /// When somebody began to do what it was sent with.
    pub taken_at: Timestamp,
    pub done: bool,
}

/// False when the key is known.
pub async fn idempotency_insert(tx: &mut Tx, key_hash: &[u8], key: &KeptKey) -> Result<bool> {
    const SQL: &str = "insert into idempotency_key (key_hash, body_hash, salt, taken_at, done)
        values ($1, $2, $3, $4, $5) on conflict (key_hash) do nothing";
    let made = write!(tx, |c| sqlx::query(SQL)
        .bind(key_hash)
        .bind(&key.body_hash)
        .bind(&key.salt)
        .bind(key.taken_at)
        .bind(key.done)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(made == 1)
}

pub async fn idempotency_lock(tx: &mut Tx, key_hash: &[u8]) -> Result<Option<KeptKey>> {
    let sql = format!("select body_hash, salt, taken_at, done from idempotency_key where key_hash = $1 {}", tx.lock());
    Ok(write!(tx, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(key_hash).fetch_optional(c).await)?)
}

/// Somebody begins anew, in the place of who fell silent.
pub async fn idempotency_take(tx: &mut Tx, key_hash: &[u8], at: Timestamp) -> Result<()> {
    const SQL: &str = "update idempotency_key set taken_at = $2 where key_hash = $1";
    write!(tx, |c| sqlx::query(SQL).bind(key_hash).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

pub async fn idempotency_set_done(tx: &mut Tx, key_hash: &[u8]) -> Result<()> {
    const SQL: &str = "update idempotency_key set done = true where key_hash = $1";
    write!(tx, |c| sqlx::query(SQL).bind(key_hash).execute(c).await.map(drop))?;
    Ok(())
}

/// Forgets a key: what it was sent with did not happen.
pub async fn idempotency_forget(tx: &mut Tx, key_hash: &[u8]) -> Result<()> {
    const SQL: &str = "delete from idempotency_key where key_hash = $1 and not done";
    write!(tx, |c| sqlx::query(SQL).bind(key_hash).execute(c).await.map(drop))?;
    Ok(())
}

pub async fn idempotency_forget_old(tx: &mut Tx, before: Timestamp) -> Result<()> {
    const SQL: &str = "delete from idempotency_key where taken_at < $1";
    write!(tx, |c| sqlx::query(SQL).bind(before).execute(c).await.map(drop))?;
    Ok(())
}
