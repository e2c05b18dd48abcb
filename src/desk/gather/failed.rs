//! The pages of a run that failed: remembered until a run has read them.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::{Desk, Filing, KeptSnapshot, Result, keep_snapshots};
use crate::{
    domain::{
        FailedPage, Id, Reading, Timestamp,
        candidate::Unread,
        marker::{Snapshot, Source},
        reading::Outcome,
    },
    store::{self, FailedPageRow, Failure, Tx},
};

/// The partner wants to be left alone.
const SLOW_DOWN: &str = "source-fault-slow-down";

impl Desk {
    /// Remembers what failed and forgets what was read. `came` are the pages that came all the same; `seen_at` is when the
    /// practices of the source were known to be there before this run.
    pub(super) async fn note_failed_pages(
        &self,
        tx: &mut Tx,
        filing: &Filing<'_>,
        reading: &Reading,
        came: &[KeptSnapshot],
        seen_at: Option<Timestamp>,
    ) -> Result<()> {
        let Some(harvest) = filing.run.harvest() else { return Ok(()) };
        if matches!(reading.outcome, Outcome::Invalid(_)) {
            return Ok(());
        }
        let id = filing.source.id;
        let pages = keep_failed(tx, id, came).await?;
        for failed in &reading.failed {
            let failure = Failure {
                kind: failed.kind,
                external_id: &failed.external_id,
                url: &failed.url,
                stage: failed.stage,
                why: &failed.why,
                shared: failed.shared.as_deref(),
                snapshot: page_of(&pages, failed),
                harvest,
                at: reading.finished_at,
                rests_until: rests_until(failed, reading),
                seen_at,
            };
            store::failed_page_put(tx, id, &failure).await?;
        }
        // Mostly nothing fails, and a source may have a hundred thousand pages.
        let unchanged = LazyLock::new(|| reading.unchanged.iter().map(|id| &**id).collect::<HashSet<&str>>());
        for page in store::failed_page_list_lock(tx, id).await? {
            let still_fails = reading.known.unread.get(&page.external_id) == Some(&Unread::Failed);
            if page.harvest_id == harvest || still_fails && page.came.is_none() {
                continue;
            }
            let is_over = !reading.outcome.is_part()
                || page.came.is_some()
                || unchanged.contains(&*page.external_id)
                || self.was_filed(tx, filing, &page).await?;
            if is_over {
                store::failed_page_forget(tx, &page).await?;
            }
        }
        Ok(store::snapshot_forget_failed(tx, id, filing.now).await?)
    }

    async fn was_filed(&self, tx: &mut Tx, filing: &Filing<'_>, page: &FailedPageRow) -> Result<bool> {
        let record = store::source_record_lock(tx, filing.source.id, &page.external_id).await?;
        Ok(record.is_some_and(|record| record.last_seen_at == filing.now))
    }
}

/// By address and hash: one door may answer at many addresses.
type Pages = HashMap<(String, String), Id<Snapshot>>;

/// Keeps pages that could not be read apart from those that could.
pub(super) async fn keep_failed(tx: &mut Tx, source: Id<Source>, came: &[KeptSnapshot]) -> Result<Pages> {
    let mut pages = Pages::new();
    for page in came {
        for kept in keep_snapshots(tx, source, std::slice::from_ref(page)).await?.into_values() {
            store::snapshot_set_failed(tx, kept.snapshot).await?;
            pages.insert((page.url.clone(), page.sha256.clone()), kept.snapshot);
        }
    }
    Ok(pages)
}

pub(super) fn page_of(pages: &Pages, failed: &FailedPage) -> Option<Id<Snapshot>> {
    let page = failed.page.as_ref()?;
    pages.get(&(page.url.clone(), page.sha256.clone())).copied()
}

pub(super) fn rests_until(failed: &FailedPage, reading: &Reading) -> Option<Timestamp> {
    let rest = reading.retry_after.filter(|_| failed.why.phrase == SLOW_DOWN)?;
    Some(reading.finished_at + rest)
}
