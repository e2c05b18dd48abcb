//! Runs that end without a report, for a fault of ours: the program ended while the source was read, or failed in a way of
//! its own. The source is read once a day all the same, and editors are told as of any other trouble.

use std::time::Duration;

use super::{Desk, DeskError, Result};
use crate::{
    domain::{
        Id,
        candidate::Note,
        marker::{Harvest, Source},
    },
    store::{
        self, HarvestCounts, HarvestRow, Json,
        owed::{self, Lease, Outcome},
    },
};

const PROBE_EVERY: Duration = Duration::from_hours(24);

impl Desk {
    /// Keeps a source away from the work that ends the program, but for one probe a day: reading it must not hurt others
    /// more than that, and must not end for ever either.
    ///
    /// # Errors
    /// [`crate::store::StoreError::Fenced`] when the lease was lost meanwhile.
    pub async fn contain(&self, lease: &Lease) -> Result<()> {
        let id = Id::<Source>::from_uuid(lease.owed.id);
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        owed::fence(&mut tx, lease).await?;
        let source = store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        let note = Note::new("source-fault-crash").with("count", lease.crashes);
        let run = HarvestRow {
            id: Id::<Harvest>::new(),
            source_id: id,
            slot: lease.slot,
            started_at: now,
            finished_at: Some(now),
            outcome: Some(note.phrase.clone()),
            counts: Json(HarvestCounts::default()),
            notes: Json(vec![note.clone()]),
        };
        store::harvest_insert(&mut tx, &run, None).await?;
        self.note_fault_of_ours(&mut tx, &source, note, now).await?;
        store::failed_page_ask_forget(&mut tx, id).await?;
        let reason = format!("the program ended {} times while working on this", lease.crashes);
        owed::settle(&mut tx, lease, Outcome::Contained(now + PROBE_EVERY, reason)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Says that attempt after attempt at a source failed without a report, before the next one.
    ///
    /// # Errors
    /// [`crate::store::StoreError::Fenced`] when the lease was lost meanwhile.
    pub async fn note_faltering(&self, lease: &Lease) -> Result<()> {
        let id = Id::<Source>::from_uuid(lease.owed.id);
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        owed::fence(&mut tx, lease).await?;
        let source = store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        let reason = source.last_error.clone().unwrap_or_default();
        let note = Note::new("source-fault-ours").with("reason", reason);
        self.note_fault_of_ours(&mut tx, &source, note, now).await?;
        tx.commit().await?;
        Ok(())
    }
}
