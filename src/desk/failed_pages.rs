//! An editor wants a page that failed to be read again, now and by itself.

use serde_json::json;

use super::{Desk, DeskError, error::Result};
use crate::{
    domain::{Editor, FailedKind, Id, Timestamp, marker::Source, source::WebAddress},
    store::{self, KeptSource, Tx, owed},
};

/// Why a page is not read again now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    #[error("the source was removed")]
    Removed,
    #[error("the source is paused")]
    Paused,
    #[error("the source is being read just now")]
    Running,
    /// A run of the source waits for an editor.
    #[error("a run of the source is held")]
    Held,
    /// Its host wants to be left alone until then.
    #[error("its host asked to be left alone for a while")]
    Resting(Timestamp),
    /// It does not fail any more, or was read again meanwhile, or is a list.
    #[error("this page does not wait to be read again")]
    NotFailing,
}

impl Desk {
    /// Has a page that failed read again by itself, at once. The next run stays due when it was.
    ///
    /// # Errors
    /// [`DeskError::NotNow`] with the reason.
    pub async fn source_try_page(&self, by: Option<&Editor>, id: Id<Source>, external_id: &str) -> Result<()> {
        let now = self.clock().now();
        let is_running = store::source_running(&self.store, id, now).await?.is_some();
        let rests_until = self.page_rests_until(id, external_id, now).await?;
        let mut tx = self.store.begin().await?;
        if let Some(by) = by {
            self.check_editor(&mut tx, by).await?;
        }
        let source = store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        let pages = store::failed_page_list_lock(&mut tx, id).await?;
        let is_it = |page: &&store::FailedPageRow| {
            page.kind() == FailedKind::Practice && page.external_id == external_id && page.came.is_none()
        };
        let refused = match source {
            _ if source.retired_at.is_some() => Some(NotNow::Removed),
            _ if !source.active => Some(NotNow::Paused),
            _ if is_running => Some(NotNow::Running),
            _ if store::item_open_held_run(&mut tx, id).await?.is_some() => Some(NotNow::Held),
            _ => None,
        };
        if let Some(refused) = refused {
            return Err(refused.into());
        }
        let page = pages.iter().find(is_it).ok_or(NotNow::NotFailing)?;
        if let Some(until) = rests_until.max(page.rests_until).filter(|until| *until > now) {
            return Err(NotNow::Resting(until).into());
        }
        store::failed_page_ask(&mut tx, page, now).await?;
        self.make_due_for_pages(&mut tx, &source, now).await?;
        self.audit_source(&mut tx, by, "source.page", id, json!({ "url": page.url })).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Until when the host of a page wants to be left alone.
    async fn page_rests_until(&self, id: Id<Source>, external_id: &str, now: Timestamp) -> Result<Option<Timestamp>> {
        let failing = store::failed_page_list(&self.store, id).await?;
        let page = failing.iter().find(|page| page.external_id == external_id);
        let address = page.and_then(|page| WebAddress::parse(&page.url).ok());
        match address.as_ref().and_then(|address| address.url().host_str()) {
            Some(host) => Ok(store::host_rests_until(&self.store, host, now).await?),
            None => Ok(None),
        }
    }

    /// Has the source looked at now, for its pages alone.
    async fn make_due_for_pages(&self, tx: &mut Tx, source: &KeptSource, now: Timestamp) -> Result<()> {
        let (due, _) = store::source_pages_due(tx, source.id).await?;
        if due.is_some() && due == source.due_at {
            // It is due for another page.
            return Ok(());
        }
        store::source_set_pages_due(tx, source.id, Some(now), source.due_at).await?;
        Ok(owed::owe(tx, source.id, now).await?)
    }
}
