//! When rules lose what they found, or what they find is unusual, other ways to read the source are looked for once and kept
//! beside the held run. They come into force only when an editor chooses one.

use std::time::Duration;

use super::{Desk, Result};
use crate::{
    domain::{
        Id, Reading,
        marker::Source,
        reading::{Fix, Outcome},
    },
    store::{
        self, KeptSource,
        owed::{self, Lease},
    },
};

/// The same source is not looked at again for so long.
const KEPT: Duration = Duration::from_hours(24);

impl Desk {
    /// Whether other ways to read the source should be looked for: its rules found nothing, or what they found is held for an
    /// editor, and nobody has looked lately.
    ///
    /// # Errors
    /// [`crate::store::StoreError::Fenced`] when the lease was lost meanwhile.
    pub async fn wants_fixes(&self, lease: &Lease, source: &KeptSource, reading: &Reading) -> Result<bool> {
        let kept = store::source_fixes(&self.store, source.id, source.version).await?;
        if kept.is_some_and(|(at, _)| self.clock().now().since(at) < KEPT) {
            return Ok(false);
        }
        if matches!(reading.outcome, Outcome::FoundNothing(_)) {
            return Ok(true);
        }
        // A partner in trouble is not asked for more.
        if !reading.outcome.is_complete() {
            return Ok(false);
        }
        if reading.unusual.is_some() {
            return Ok(true);
        }
        let mut tx = self.store.begin().await?;
        owed::fence(&mut tx, lease).await?;
        Ok(self.doubt(&mut tx, source.id, &source.settings, reading).await?.is_some())
    }

    /// Keeps what was found, also that nothing was.
    ///
    /// # Errors
    /// [`crate::store::StoreError::Fenced`] when the lease was lost meanwhile.
    pub async fn keep_fixes(&self, lease: &Lease, version: i64, fixes: &[Fix]) -> Result<()> {
        let id = Id::<Source>::from_uuid(lease.owed.id);
        let mut tx = self.store.begin().await?;
        owed::fence(&mut tx, lease).await?;
        store::source_fix_put(&mut tx, id, version, self.clock().now(), fixes).await?;
        tx.commit().await?;
        Ok(())
    }
}
