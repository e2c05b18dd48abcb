//! A run that may be long puts away what it finds, so that one that is cut short goes on where it was.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use super::{Desk, DeskError, KeptAt, KeptSnapshot, Result, keep_snapshots};
use crate::{
    domain::{
        Id,
        marker::Source,
        reading::{Begun, Finding, Ground, Portion},
    },
    store::{
        self, Json, StagedRow,
        owed::{self, Lease},
    },
};

/// What a run that was stopped had put away longer ago is read again.
const FRESH: Duration = Duration::from_hours(24);

impl Desk {
    /// What a run that was cut short had put away, read by the same rules.
    ///
    /// # Errors
    /// [`crate::store::StoreError::Fenced`] when the lease was lost meanwhile.
    pub async fn begun(&self, lease: &Lease, rules: &str) -> Result<Begun> {
        let id = Id::<Source>::from_uuid(lease.owed.id);
        let since = self.clock().now() - FRESH;
        let mut tx = self.store.begin().await?;
        owed::fence(&mut tx, lease).await?;
        store::staged_forget_old(&mut tx, id, rules, since).await?;
        store::passed_forget_old(&mut tx, id, rules, since).await?;
        let findings = store::staged_begun(&mut tx, id).await?;
        let passed = store::passed_of(&mut tx, id).await?;
        tx.commit().await?;
        Ok(Begun { findings, passed })
    }

    /// Puts away what a run has found so far. The bytes of its snapshots, `kept`, are in the blob store; `snapshots` are
    /// those of the run so far that more may be read from, by the name that candidates give them.
    ///
    /// # Errors
    /// [`crate::store::StoreError::Fenced`] when the lease was lost meanwhile.
    pub async fn put_away(
        &self,
        lease: &Lease,
        portion: Portion,
        kept: &[KeptSnapshot],
        snapshots: &mut HashMap<String, KeptAt>,
    ) -> Result<(), DeskError> {
        let id = Id::<Source>::from_uuid(lease.owed.id);
        let now = self.clock().now();
        let Portion { rules, findings, passed, ground, .. } = portion;
        let mut tx = self.store.begin().await?;
        if ground == Ground::New || !findings.is_empty() {
            owed::advance(&mut tx, lease).await?;
        } else {
            owed::fence(&mut tx, lease).await?;
        }
        if ground == Ground::BegunAnew {
            store::passed_forget(&mut tx, id).await?;
        }
        let new = keep_snapshots(&mut tx, id, kept).await?;
        if !findings.is_empty() {
            // What an earlier portion was read from, and this one not, is done with.
            let named: HashSet<&str> = findings.iter().map(|finding| finding.candidate.snapshot.as_str()).collect();
            snapshots.retain(|name, _| named.contains(name.as_str()));
        }
        snapshots.extend(new);
        let staged = |Finding { candidate, page_url, page }| StagedRow {
            id: Id::new(),
            source_id: id,
            external_id: candidate.external_id.clone(),
            rules: rules.clone(),
            snapshot_id: snapshots.get(&candidate.snapshot).map(|kept| kept.snapshot),
            candidate: Json(candidate),
            page_url,
            page: Json(page),
            staged_at: now,
        };
        let mut rows: Vec<StagedRow> = findings.into_iter().map(staged).collect();
        // Where a practice was read twice, the last time counts.
        let mut names = HashSet::new();
        rows.reverse();
        rows.retain(|row| names.insert(row.external_id.clone()));
        rows.reverse();
        store::staged_put(&mut tx, &rows).await?;
        store::passed_insert(&mut tx, id, &rules, &passed, now).await?;
        tx.commit().await?;
        Ok(())
    }
}
