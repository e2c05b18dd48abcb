//! Who looks after a source, and what it is measured by.

use serde_json::json;

use super::{Desk, DeskError, error::Result};
use crate::{
    domain::{Editor, Id, marker::Source, sample::Expectation},
    store::{self, Json, PINNED_MOST, PinnedSample},
};

impl Desk {
    /// Says who is told how a source does; none: every editor.
    pub async fn source_set_owner(&self, by: &Editor, id: Id<Source>, owner: Option<Id<Editor>>) -> Result<()> {
        let mut tx = self.store.begin().await?;
        self.check_source_right(&mut tx, Some(by)).await?;
        store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        if let Some(owner) = owner {
            let account = store::editor_lock(&mut tx, owner).await?.ok_or(DeskError::NotFound)?;
            if account.disabled_at.is_some() {
                return Err(DeskError::NotFound);
            }
        }
        store::source_set_owner(&mut tx, id, owner).await?;
        self.audit_source(&mut tx, Some(by), "source.owner", id, json!({ "owner": owner })).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Measures a source by what its practices say now: by those pinned before that are still there, and by others of it
    /// where too few are.
    pub async fn source_pin_again(&self, by: &Editor, id: Id<Source>) -> Result<()> {
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        self.check_source_right(&mut tx, Some(by)).await?;
        store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        let before = store::source_pins(&mut tx, id).await?;
        store::source_pin_forget_all(&mut tx, id).await?;
        let mut pinned = Vec::new();
        for sample in before {
            let known = store::source_record_lock(&mut tx, id, &sample.external_id).await?;
            if let Some(record) = known.filter(|record| record.gone_at.is_none()) {
                pinned.push((record.external_id, record.url, record.draft.0));
            }
        }
        for other in store::source_record_oldest(&mut tx, id, PINNED_MOST * 2).await? {
            if pinned.iter().all(|(external_id, ..)| *external_id != other.0) {
                pinned.push(other);
            }
        }
        for (external_id, url, draft) in pinned.into_iter().take(usize::try_from(PINNED_MOST).unwrap_or(usize::MAX)) {
            let expected = Json(Expectation::of(&draft));
            store::source_pin_put(&mut tx, id, &PinnedSample { external_id, url, expected, pinned_at: now }).await?;
        }
        self.audit_source(&mut tx, Some(by), "source.pin", id, json!({})).await?;
        tx.commit().await?;
        Ok(())
    }
}
