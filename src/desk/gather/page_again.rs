//! One page of a source that failed, read again because an editor wants it: filed as a run files it, and no run. Neither the
//! schedule nor the health of the source, its history, samples or usual yield are touched.

use super::{
    Desk, DeskError, Filing, KeptSnapshot, Result, Run,
    failed::{keep_failed, page_of, rests_until},
    keep_snapshots,
    sieve::Sieve,
};
use crate::{
    domain::{FailedKind, FailedPage, Id, Reading, Stage, candidate::Note, marker::Source},
    store::{
        self, FailedPageRow, Failure, Tx,
        owed::{self, Lease, Outcome},
    },
};

impl Desk {
    /// Files what came of reading one page again. `kept` are the pages that were read, `came` those that could not be.
    ///
    /// # Errors
    /// [`crate::store::StoreError::Fenced`] when the lease was lost meanwhile.
    pub async fn gather_page(
        &self,
        lease: &Lease,
        page: &FailedPageRow,
        reading: &Reading,
        kept: &[KeptSnapshot],
        came: &[KeptSnapshot],
    ) -> Result<()> {
        let id = Id::<Source>::from_uuid(lease.owed.id);
        let words = self.words().await?;
        let now = self.clock().now();
        let mut sieve = None;
        if !reading.candidates.is_empty() {
            self.fill_keys(&words).await?;
            sieve = Some(Sieve::new(words.clone(), self.others(&words).await?));
        }
        let mut tx = self.store.begin().await?;
        owed::fence(&mut tx, lease).await?;
        let source = store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        if let Some(failed) = self.failed_again(&mut tx, id, page, reading).await? {
            let kept = if failed.stage == Stage::Compare { kept } else { came };
            let pages = keep_failed(&mut tx, id, kept).await?;
            let failure = Failure {
                kind: FailedKind::Practice,
                external_id: &page.external_id,
                url: &page.url,
                stage: failed.stage,
                why: &failed.why,
                shared: failed.shared.as_deref(),
                snapshot: page_of(&pages, &failed),
                harvest: page.harvest_id,
                at: now,
                rests_until: rests_until(&failed, reading),
                seen_at: page.seen_at,
            };
            store::failed_page_put(&mut tx, id, &failure).await?;
            store::failed_page_tried(&mut tx, page, now, None).await?;
            store::snapshot_forget_failed(&mut tx, id, now).await?;
            tx.commit().await?;
            return Ok(());
        }
        let mut filing = Filing::new(&source, Run::Harvest(page.harvest_id), &words, now);
        filing.snapshots = keep_snapshots(&mut tx, id, kept).await?;
        filing.read = [page.external_id.as_str()].into();
        let moves = self.moves(&mut tx, &filing, reading).await?;
        filing.leave(moves);
        if let Some(sieve) = sieve {
            self.file_alone(&mut tx, &mut filing, &sieve, &reading.candidates).await?;
        }
        store::source_set_known(&mut tx, id, &filing.known_after(reading)).await?;
        let note = Note::new(match filing.counts {
            counts if counts.new > 0 => "source-page-came-new",
            counts if counts.changed > 0 => "source-page-came-changed",
            _ => "source-page-came-same",
        });
        let item = match store::source_record_lock(&mut tx, id, &page.external_id).await? {
            Some(record) => store::item_open_of_record(&mut tx, record.id).await?.map(|item| item.id),
            None => None,
        };
        store::failed_page_tried(&mut tx, page, now, Some((&note, item))).await?;
        store::practice_checked_changed(&mut tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What failed this time; a practice that contradicts what the source is measured by is not believed.
    async fn failed_again(
        &self,
        tx: &mut Tx,
        source: Id<Source>,
        page: &FailedPageRow,
        reading: &Reading,
    ) -> Result<Option<FailedPage>> {
        if let Some(failed) = reading.failed.first() {
            return Ok(Some(failed.clone()));
        }
        let failed = |stage: Stage, why: Note| FailedPage {
            kind: FailedKind::Practice,
            external_id: page.external_id.clone(),
            url: page.url.clone(),
            stage,
            why,
            page: reading.snapshots.first().cloned(),
            shared: None,
        };
        if reading.candidates.is_empty() && reading.unchanged.is_empty() {
            return Ok(Some(failed(Stage::Read, reading.outcome.note())));
        }
        let is_contradicted = self.contradicted(tx, source, reading).await?.is_some();
        Ok(is_contradicted.then(|| failed(Stage::Compare, Note::new("source-page-unlike"))))
    }

    /// All pages that were asked for are read: the next run is due as it was before.
    ///
    /// # Errors
    /// [`crate::store::StoreError::Fenced`] when the lease was lost meanwhile.
    pub async fn pages_read(&self, lease: &Lease) -> Result<()> {
        let id = Id::<Source>::from_uuid(lease.owed.id);
        let mut tx = self.store.begin().await?;
        owed::fence(&mut tx, lease).await?;
        let (due, then) = store::source_pages_due(&mut tx, id).await?;
        store::failed_page_ask_forget(&mut tx, id).await?;
        store::source_set_pages_due(&mut tx, id, None, None).await?;
        store::source_stop_forget(&mut tx, id).await?;
        let next = match then {
            // A run became due meanwhile, and comes now.
            _ if due != Some(lease.slot) => Outcome::GoesOn,
            Some(then) => Outcome::Next(then),
            None => Outcome::Done,
        };
        owed::settle(&mut tx, lease, next).await?;
        tx.commit().await?;
        Ok(())
    }
}
