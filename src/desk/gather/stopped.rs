//! A run that an editor stopped: it is told who did, nothing it found since its last portion is kept, and the next one is
//! due as the schedule has it.

use std::time::Duration;

use super::{Desk, DeskError, Result};
use crate::{
    domain::{
        Id, Timestamp,
        candidate::Note,
        marker::{Harvest, Source},
        next_slot,
    },
    store::{
        self, HarvestCounts, HarvestRow, Json,
        owed::{self, Lease, Outcome},
    },
};

impl Desk {
    /// Records a stopped run.
    ///
    /// # Errors
    /// [`crate::store::StoreError::Fenced`] when the lease was lost meanwhile.
    pub async fn stopped(&self, lease: &Lease, started_at: Timestamp, by: &str, jitter: Duration) -> Result<()> {
        let id = Id::<Source>::from_uuid(lease.owed.id);
        let mut tx = self.store.begin().await?;
        owed::fence(&mut tx, lease).await?;
        let source = store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        let now = self.clock().now();
        let note = Note::new("source-outcome-stopped").with("who", by);
        let run = HarvestRow {
            id: Id::<Harvest>::new(),
            source_id: id,
            slot: lease.slot,
            started_at,
            finished_at: Some(now),
            outcome: Some(note.phrase.clone()),
            counts: Json(HarvestCounts::default()),
            notes: Json(vec![note.clone()]),
        };
        store::harvest_insert(&mut tx, &run, None).await?;
        // Being stopped says nothing about how the source is doing.
        let mut health = source.health.0.clone();
        health.last = Some(note);
        store::source_set_health(&mut tx, id, &health).await?;
        store::source_stop_forget(&mut tx, id).await?;
        let slot = next_slot(source.made_at, source.settings.every.duration(), now, jitter);
        let next = if source.active { Outcome::Next(slot) } else { Outcome::Done };
        owed::settle(&mut tx, lease, next).await?;
        tx.commit().await?;
        Ok(())
    }
}
