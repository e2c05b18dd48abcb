//! Undo within the window, reopen for ever after.

use serde_json::json;

use super::{Desk, DeskError, error::Result};
use crate::{
    domain::{
        Actor, Draft, Editor, Id,
        marker::ReviewItem,
        review::{Event, ItemKind},
    },
    store::{self, AuditEntry, Item, Tx},
};

impl Desk {
    /// Takes a decision back before anybody was told: no mail, nothing published.
    ///
    /// # Errors
    /// [`DeskError::NotPossible`] when the window has ended: reopen instead; [`DeskError::Stale`] with what it was merged into,
    /// when that was merged itself since: to be taken back first.
    pub async fn undo(&self, editor: &Editor, id: Id<ReviewItem>) -> Result<Item> {
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        self.check_editor(&mut tx, editor).await?;
        let mut item = store::item_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        let before = item.state.phase();
        let decided = item.state.decided().cloned();
        item.state = item.state.clone().after(Event::Undo { now })?;
        if let Some(decided) = decided {
            store::revision_cancel(&mut tx, decided.decision, now).await?;
            store::notification_cancel(&mut tx, decided.decision, now).await?;
            store::decision_undo(&mut tx, decided.decision, Some(editor.id), now).await?;
            keep_origin(&mut tx, &item).await?;
            self.part(&mut tx, &Actor::Editor(editor), &mut item, decided.decision).await?;
        }
        hold_again(&mut tx, &item).await?;
        self.take_newer_in(&mut tx, editor, &mut item).await?;
        item.entered_at = now;
        store::item_update(&mut tx, &mut item).await?;
        let entry = AuditEntry {
            at: now,
            actor: &Actor::Editor(editor),
            action: "item.undo",
            subject: "review_item",
            subject_id: id.uuid(),
            from: Some(before.name()),
            to: Some(item.state.phase().name()),
            why: "",
            details: json!({}),
        };
        store::audit_insert(&mut tx, entry).await?;
        tx.commit().await?;
        Ok(item)
    }

    /// Puts a decided item back before the editors. What was published stays until it is decided again; what was to be
    /// published later is not, and nobody is told that it was.
    ///
    /// # Errors
    /// [`DeskError::NotPossible`] when it is open already or can still be undone; [`DeskError::Stale`] as [`Desk::undo`].
    pub async fn reopen(&self, editor: &Editor, id: Id<ReviewItem>, why: &str) -> Result<Item> {
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        self.check_editor(&mut tx, editor).await?;
        let mut item = store::item_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        if let Some(record) = item.source_record_id
            && let Some(other) = store::item_open_of_record(&mut tx, record).await?
            && other.id != id
        {
            // The source has since brought something newer, which is open: that one is to be decided.
            return Err(self.stale(&mut tx, other).await?);
        }
        let before = item.state.phase();
        let decided = item.state.decided().cloned();
        item.state = item.state.clone().after(Event::Reopen { now })?;
        if let Some(decided) = decided {
            if store::revision_cancel_ahead(&mut tx, decided.decision, now).await? {
                store::notification_cancel(&mut tx, decided.decision, now).await?;
                keep_origin(&mut tx, &item).await?;
            }
            self.part(&mut tx, &Actor::Editor(editor), &mut item, decided.decision).await?;
        }
        hold_again(&mut tx, &item).await?;
        self.compare_with_live(&mut tx, &mut item).await?;
        item.entered_at = now;
        item.due_at = now + self.settings.review_within;
        store::item_update(&mut tx, &mut item).await?;
        let entry = AuditEntry {
            at: now,
            actor: &Actor::Editor(editor),
            action: "item.reopen",
            subject: "review_item",
            subject_id: id.uuid(),
            from: Some(before.name()),
            to: Some(item.state.phase().name()),
            why,
            details: json!({}),
        };
        store::audit_insert(&mut tx, entry).await?;
        tx.commit().await?;
        Ok(item)
    }

    /// A practice that readers see by now is proposed as its update.
    async fn compare_with_live(&self, tx: &mut Tx, item: &mut Item) -> Result<()> {
        let Some(practice) = item.practice_id.filter(|_| matches!(item.kind, ItemKind::New | ItemKind::Update)) else {
            return Ok(());
        };
        if let Some(live) = store::practice_live_lock(tx, practice, self.clock().now()).await? {
            item.kind = ItemKind::Update;
            item.base = Some(Draft::of(&live.record, &self.topics));
        }
        Ok(())
    }
}

/// Readers are not told of a later reading after all, nor sent to where its page has moved.
async fn keep_origin(tx: &mut Tx, item: &Item) -> Result<()> {
    let was_read = item.source_record_id.is_some() && matches!(item.kind, ItemKind::New | ItemKind::Update);
    if let Some(practice) = item.practice_id.filter(|_| was_read) {
        store::practice_keep_origin(tx, practice).await?;
    }
    Ok(())
}

/// What was let through and is not filed yet waits for editors again.
async fn hold_again(tx: &mut Tx, item: &Item) -> Result<()> {
    if let (ItemKind::HeldRun, Some(harvest)) = (item.kind, item.harvest_id) {
        store::harvest_hold_again(tx, harvest).await?;
    }
    Ok(())
}
