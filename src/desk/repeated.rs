//! Requests that programs may send twice (draft-ietf-httpapi-idempotency-key-header-07): each key does one thing.

use std::time::Duration;

use sha2::{Digest as _, Sha256};

use super::{Desk, error::Result};
use crate::{
    domain::Secret,
    store::{self, KeptKey},
};

/// How long a key is remembered.
const REMEMBERED: Duration = Duration::from_hours(24);
/// Whoever has not ended by then is gone: a request may take half a minute.
const SILENCE: Duration = Duration::from_mins(1);

/// What a key was found to be.
#[derive(Clone, Debug)]
pub enum Repeated {
    /// To be done, or done before: with this link the same comes of it.
    Go(Secret),
    /// Somebody is doing it.
    InProgress,
    /// It was sent with something else.
    OtherBody,
}

impl Desk {
    /// Takes a key for a body. The link is made of both and of a salt that only we have: it is the same whenever the two come
    /// together, and nothing that is kept reveals it.
    pub async fn request_begin(&self, key: &str, body: &[u8]) -> Result<Repeated> {
        let now = self.clock().now();
        let (key_hash, body_hash) = (Sha256::digest(key), Sha256::digest(body));
        let salt = Secret::draw().hash().as_bytes().to_vec();
        let fresh = KeptKey { body_hash: body_hash.to_vec(), salt, taken_at: now, done: false };
        let mut tx = self.store.begin().await?;
        store::idempotency_forget_old(&mut tx, now - REMEMBERED).await?;
        let kept = if store::idempotency_insert(&mut tx, &key_hash, &fresh).await? {
            fresh
        } else {
            match store::idempotency_lock(&mut tx, &key_hash).await? {
                Some(kept) if kept.body_hash != body_hash.as_slice() => return Ok(Repeated::OtherBody),
                Some(kept) if !kept.done && now.since(kept.taken_at) < SILENCE => return Ok(Repeated::InProgress),
                Some(kept) => {
                    if !kept.done {
                        store::idempotency_take(&mut tx, &key_hash, now).await?;
                    }
                    kept
                }
                // Whoever had it gave it back in between.
                None => return Ok(Repeated::InProgress),
            }
        };
        tx.commit().await?;
        let link = Sha256::new().chain_update(&kept.salt).chain_update(key).chain_update([0]).chain_update(body);
        Ok(Repeated::Go(Secret::from_bytes(link.finalize().into())))
    }

    /// It is done, or (false) did not happen and the key is free.
    pub async fn request_end(&self, key: &str, is_done: bool) -> Result<()> {
        let key_hash = Sha256::digest(key);
        let mut tx = self.store.begin().await?;
        if is_done {
            store::idempotency_set_done(&mut tx, &key_hash).await?;
        } else {
            store::idempotency_forget(&mut tx, &key_hash).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
