//! Somebody says that a published text is still right: its city on the page of what it sent, or an editor whom the city told
//! so. Once a year without a word the city is asked.

use std::time::Duration;

use serde_json::json;

use super::{
    Desk, DeskError,
    error::Result,
    notify::{Telling, about},
};
use crate::{
    domain::{
        Actor, Editor, FieldErrors, Id,
        marker::{Practice, Submission},
        notice::Notice,
    },
    store::{self, AuditEntry, Tx},
};

/// In characters: a line about a call or a letter.
const HOW_MOST: usize = 500;
/// A city that was not heard of for so long is asked, and again after as long.
const ASKED_AFTER: Duration = Duration::from_hours(365 * 24);
/// Cities asked in one go: after years of silence not all on the same day.
const ASKED_AT_ONCE: i64 = 20;

impl Desk {
    /// The city confirms the text that readers see; `seen` is the revision it was shown.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when nothing of it is published, [`DeskError::Invalid`] at `revision` when readers see another
    /// text by now.
    pub async fn confirm_by_city(&self, root: Id<Submission>, seen: i64) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let latest = store::submission_latest(&mut tx, root).await?.ok_or(DeskError::NotFound)?;
        let item = latest.item_id.ok_or(DeskError::NotFound)?;
        let item = store::item_lock(&mut tx, item).await?.ok_or(DeskError::NotFound)?;
        let practice = item.practice_id.ok_or(DeskError::NotFound)?;
        self.confirm(&mut tx, &Actor::City(root), practice, seen, "").await?;
        tx.commit().await?;
        Ok(())
    }

    /// An editor notes that the city confirmed it, and how the city said so.
    ///
    /// # Errors
    /// As [`Desk::confirm_by_city`], and at `how` when that is missing or too long.
    pub async fn confirm_by_editor(&self, editor: &Editor, practice: Id<Practice>, seen: i64, how: &str) -> Result<()> {
        let (how, mut errors) = (how.trim(), FieldErrors::default());
        if how.is_empty() {
            errors.add("how", "error-missing");
        }
        if how.chars().count() > HOW_MOST {
            errors.add_with("how", "error-too-many-characters", &[("most", HOW_MOST.to_string())]);
        }
        if !errors.is_empty() {
            return Err(DeskError::Invalid(errors));
        }
        let mut tx = self.store.begin().await?;
        self.check_editor(&mut tx, editor).await?;
        self.confirm(&mut tx, &Actor::Editor(editor), practice, seen, how).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Asks cities by mail whether what readers see is still right, a year after it went live, was confirmed, or they were
    /// last asked. Answers how many; run twice, nobody is asked twice.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn ask_whether_right(&self) -> Result<usize> {
        let now = self.clock().now();
        let since = now - ASKED_AFTER;
        let mut asked = 0;
        for practice in store::practice_unconfirmed(&self.store, now, since, ASKED_AT_ONCE).await? {
            let mut tx = self.store.begin().await?;
            if store::practice_ask(&mut tx, practice, since).await?
                && let Some(live) = store::practice_live_lock(&mut tx, practice, now).await?
                && let Some(sent) = store::submission_of_practice(&mut tx, practice).await?
            {
                let city = live.record.cities.first().map(|city| city.name.clone()).unwrap_or_default();
                let notice = Notice::StillRight { submission: about(&sent, &live.record.title, &city) };
                let event = format!("still-right:{practice}:{}", now.micros());
                self.tell(&mut tx, Telling::to_contact(&sent, event, notice, now)).await?;
                let entry = AuditEntry {
                    at: now,
                    actor: &Actor::Program("housekeeping"),
                    action: "practice.ask",
                    subject: "practice",
                    subject_id: practice.uuid(),
                    from: None,
                    to: None,
                    why: "",
                    details: json!({ "reference": sent.reference }),
                };
                store::audit_insert(&mut tx, entry).await?;
                asked += 1;
            }
            tx.commit().await?;
        }
        Ok(asked)
    }

    async fn confirm(
        &self,
        tx: &mut Tx,
        actor: &Actor<'_>,
        practice: Id<Practice>,
        seen: i64,
        why: &str,
    ) -> Result<()> {
        let now = self.clock().now();
        let live = store::practice_live_lock(tx, practice, now).await?.ok_or(DeskError::NotFound)?;
        if live.revision != seen {
            let mut errors = FieldErrors::default();
            errors.add("revision", "error-revision-changed-meanwhile");
            return Err(DeskError::Invalid(errors));
        }
        store::practice_confirm(tx, practice, now).await?;
        let entry = AuditEntry {
            at: now,
            actor,
            action: "practice.confirm",
            subject: "practice",
            subject_id: practice.uuid(),
            from: None,
            to: None,
            why,
            details: json!({ "revision": seen }),
        };
        Ok(store::audit_insert(tx, entry).await?)
    }
}
