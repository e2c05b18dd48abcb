//! Small actions around the review: texts of the site, and background work that was given up.

use serde_json::json;

use super::{Desk, DeskError, error::Result};
use crate::{
    domain::{Actor, Editor, FieldErrors, Id, Lang, Role},
    store::{
        self, AuditEntry,
        owed::{self, Owed},
    },
};

/// In bytes.
const TEXT_MOST: usize = 64 * 1024;

impl Desk {
    /// Keeps the next version of a text of the site.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] at `body` when it is too long, at `version` when somebody else changed it since `seen`.
    pub async fn save_text(&self, editor: &Editor, name: &str, language: Lang, seen: i64, body: &str) -> Result<()> {
        let mut errors = FieldErrors::default();
        if body.len() > TEXT_MOST {
            errors.add_with("body", "error-too-many-characters", &[("most", TEXT_MOST.to_string())]);
            return Err(DeskError::Invalid(errors));
        }
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        self.check_editor(&mut tx, editor).await?;
        if !store::site_text_insert(&mut tx, name, language, seen, body, Some(editor.id), now).await? {
            errors.add("version", "error-text-changed-meanwhile");
            return Err(DeskError::Invalid(errors));
        }
        let entry = AuditEntry {
            at: now,
            actor: &Actor::Editor(editor),
            action: "text.save",
            subject: "site_text",
            subject_id: Id::<Editor>::new().uuid(),
            from: None,
            to: None,
            why: "",
            details: json!({ "name": name, "language": language.tag(), "version": seen + 1 }),
        };
        store::audit_insert(&mut tx, entry).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Makes an earlier version of a text the next one; `to` 0 is the one the site started with, which is `first`.
    ///
    /// # Errors
    /// As [`Desk::save_text`], and [`DeskError::NotFound`] when there is no such version.
    pub async fn reuse_text(
        &self,
        editor: &Editor,
        (name, language): (&str, Lang),
        seen: i64,
        to: i64,
        first: &str,
    ) -> Result<()> {
        let body = match to {
            0 => first.to_owned(),
            _ => store::site_text_version(&self.store, name, language, to).await?.ok_or(DeskError::NotFound)?,
        };
        self.save_text(editor, name, language, seen, &body).await
    }

    /// Tries given-up work again, from the first attempt. False when it is not given up any more.
    pub async fn retry_work(&self, admin: &Editor, owed: Owed) -> Result<bool> {
        let mut tx = self.store.begin().await?;
        self.check_role(&mut tx, admin, Role::Admin).await?;
        let done = owed::retry(&mut tx, owed).await?;
        self.audit_work(&mut tx, admin, "work.retry", owed).await?;
        tx.commit().await?;
        Ok(done)
    }

    /// Takes given-up work off the list for good. False when it is not given up any more.
    pub async fn discard_work(&self, admin: &Editor, owed: Owed) -> Result<bool> {
        let mut tx = self.store.begin().await?;
        self.check_role(&mut tx, admin, Role::Admin).await?;
        let done = owed::discard(&mut tx, owed).await?;
        self.audit_work(&mut tx, admin, "work.discard", owed).await?;
        tx.commit().await?;
        Ok(done)
    }

    async fn audit_work(&self, tx: &mut store::Tx, admin: &Editor, action: &'static str, owed: Owed) -> Result<()> {
        let entry = AuditEntry {
            at: self.clock().now(),
            actor: &Actor::Editor(admin),
            action,
            subject: owed.owing.table(),
            subject_id: owed.id,
            from: None,
            to: None,
            why: "",
            details: json!({}),
        };
        Ok(store::audit_insert(tx, entry).await?)
    }
}
