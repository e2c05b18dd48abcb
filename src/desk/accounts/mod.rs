//! Editors come in by invitation, set a password themselves, sign in and out. Sessions are ours to end.
//! Must not know how a session travels: cookies are the web's.

mod password;

use std::time::Duration;

use serde_json::json;

use super::{Desk, DeskError, error::Result, notify::Telling};
use crate::{
    domain::{Actor, Editor, EmailAddress, FieldErrors, Id, Lang, Role, Timestamp, notice::Notice, secret::Secret},
    store::{self, AuditEntry, EditorAccount, Tx},
};

const HOUR: Duration = Duration::from_hours(1);

/// ASVS V7.3: a session ends after an hour without a request, and after twelve in any case.
pub const IDLE: Duration = HOUR;
const SESSION: Duration = Duration::from_hours(12);
/// ASVS V6.4.1.
const INVITATION: Duration = Duration::from_hours(72);
const RESET: Duration = Duration::from_mins(30);
/// Session activity is written at most this often: a reading editor should not cause a write each page.
const TOUCH: Duration = Duration::from_mins(1);

/// Tries before the hash is even looked at: by account from one address, and by account in all.
const TRIES_FROM_ONE: i64 = 10;
const TRIES_IN_ALL: i64 = 100;
/// ASVS V6.3.8, reliability W22.
const RESETS_PER_HOUR: i64 = 3;

impl Desk {
    /// Adds an editor and owes the invitation mail. The first admin is added by the program itself (`by` is none).
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when the address has an account, [`DeskError::Forbidden`] when `by` is no admin.
    pub async fn invite(
        &self,
        by: Option<&Editor>,
        email: EmailAddress,
        name: &str,
        role: Role,
        language: Lang,
    ) -> Result<Id<Editor>> {
        let name = name.trim();
        let mut errors = FieldErrors::default();
        if name.is_empty() {
            errors.add("name", "error-missing");
        } else if name.chars().count() > 120 || name.chars().any(char::is_control) {
            errors.add_with("name", "error-too-many-characters", &[("most", "120".to_owned())]);
        }
        if !errors.is_empty() {
            return Err(DeskError::Invalid(errors));
        }
        let now = self.clock().now();
        let editor = Editor { id: Id::new(), email, name: name.to_owned(), role, language, keys: true };
        let mut tx = self.store.begin().await?;
        if let Some(by) = by {
            self.check_role(&mut tx, by, Role::Admin).await?;
        }
        if !store::editor_insert(&mut tx, &editor, now).await? {
            errors.add("email", "error-account-exists");
            return Err(DeskError::Invalid(errors));
        }
        let invited_by = by.map(|by| by.name.clone()).unwrap_or_default();
        self.tell_editor(&mut tx, &editor, Notice::Invitation { editor: editor.id, invited_by }, now).await?;
        let actor = by.map_or(Actor::Program("command"), Actor::Editor);
        self.audit_account(&mut tx, &actor, "editor.invite", editor.id, json!({ "role": role.name() })).await?;
        tx.commit().await?;
        Ok(editor.id)
    }

    /// A fresh link for setting a password, for the letter or the command that carries it; using any of an editor's
    /// links ends the others.
    pub async fn password_link(&self, editor: Id<Editor>) -> Result<(Secret, Timestamp)> {
        let mut tx = self.store.begin().await?;
        let link = self.password_link_in(&mut tx, editor).await?;
        tx.commit().await?;
        Ok(link)
    }

    pub async fn password_link_in(&self, tx: &mut Tx, editor: Id<Editor>) -> Result<(Secret, Timestamp)> {
        let account = store::editor_lock(tx, editor).await?.ok_or(DeskError::NotFound)?;
        let now = self.clock().now();
        let lasts = if account.password_hash.is_some() { RESET } else { INVITATION };
        let secret = Secret::draw();
        store::editor_link_insert(tx, secret.hash().as_bytes(), editor, now, now + lasts).await?;
        Ok((secret, now + lasts))
    }

    /// Whose password a link would set; looking does not use it up.
    pub async fn password_link_owner(&self, link: &Secret) -> Result<Option<Editor>> {
        let now = self.clock().now();
        let account = store::editor_link_owner(&self.store, link.hash().as_bytes(), now).await?;
        Ok(account.map(|account| account.editor))
    }

    /// Sets a password by a one-time link, ends all sessions, and signs in.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when the link was used or is too old; [`DeskError::Invalid`] when the password is too weak:
    /// the link is then still good.
    pub async fn set_password(&self, link: &Secret, new_password: &str) -> Result<Secret> {
        let owner = self.password_link_owner(link).await?.ok_or(DeskError::NotFound)?;
        password::check(new_password, &[&owner.name, owner.email.as_str()])?;
        let hash = password::hash(new_password.to_owned()).await?;
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        let id = store::editor_link_use(&mut tx, link.hash().as_bytes(), now).await?.ok_or(DeskError::NotFound)?;
        store::editor_set_password(&mut tx, id, &hash).await?;
        store::session_end_all(&mut tx, id).await?;
        let session = self.start_session(&mut tx, id, now).await?;
        self.audit_account(&mut tx, &Actor::Editor(&owner), "editor.set_password", id, json!({})).await?;
        tx.commit().await?;
        Ok(session)
    }

    /// Signs in with address and password. `from` is the network address the try came from.
    ///
    /// # Errors
    /// [`DeskError::Forbidden`] for any wrong pair, whatever is wrong with it; [`DeskError::TooMany`] after too many tries.
    pub async fn sign_in(&self, email: &str, password: &str, from: &str) -> Result<Secret> {
        let email = EmailAddress::parse(email).ok();
        let name = email.as_ref().map_or_else(|| "nobody".to_owned(), |email| email.as_str().to_lowercase());
        self.allow(&format!("sign-in:{name}:{from}"), TRIES_FROM_ONE, Duration::from_mins(15)).await?;
        self.allow(&format!("sign-in:{name}"), TRIES_IN_ALL, HOUR).await?;
        let account = match &email {
            Some(email) => store::editor_by_email(&self.store, email).await?,
            None => None,
        };
        let usable = account.as_ref().filter(|account| account.disabled_at.is_none());
        let hash = usable.and_then(|account| account.password_hash.clone());
        if !password::is_right(password.to_owned(), hash).await {
            tracing::info!("sign-in refused");
            return Err(DeskError::Forbidden);
        }
        let editor = usable.map(|account| account.editor.clone()).ok_or(DeskError::Forbidden)?;
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        store::throttle_clear(&mut tx, &format!("sign-in:{name}:{from}")).await?;
        let session = self.start_session(&mut tx, editor.id, now).await?;
        self.audit_account(&mut tx, &Actor::Editor(&editor), "editor.sign_in", editor.id, json!({})).await?;
        tx.commit().await?;
        Ok(session)
    }

    /// Signs an editor in without a password: for the demo, whose link works only from the machine it runs on.
    pub async fn sign_in_demo(&self, editor: Id<Editor>) -> Result<Secret> {
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        let session = self.start_session(&mut tx, editor, now).await?;
        tx.commit().await?;
        Ok(session)
    }

    async fn start_session(&self, tx: &mut Tx, editor: Id<Editor>, now: Timestamp) -> Result<Secret> {
        let session = Secret::draw();
        store::session_insert(tx, session.hash().as_bytes(), editor, now, now + SESSION).await?;
        Ok(session)
    }

    /// Who a session belongs to, while it lasts.
    pub async fn session(&self, session: &Secret) -> Result<Option<EditorAccount>> {
        let now = self.clock().now();
        let hash = session.hash();
        let Some((account, seen)) = store::session_editor(&self.store, hash.as_bytes(), now, now - IDLE).await? else {
            return Ok(None);
        };
        if now.since(seen) > TOUCH {
            let mut tx = self.store.begin().await?;
            store::session_touch(&mut tx, hash.as_bytes(), now).await?;
            tx.commit().await?;
        }
        Ok(Some(account))
    }

    pub async fn sign_out(&self, session: &Secret) -> Result<()> {
        let mut tx = self.store.begin().await?;
        store::session_end(&mut tx, session.hash().as_bytes()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Owes a mail with a link that sets a new password, if the address has an account. Says the same either way.
    pub async fn forgot_password(&self, email: &str, from: &str) -> Result<()> {
        self.allow(&format!("reset-from:{from}"), 20, HOUR).await?;
        let Ok(email) = EmailAddress::parse(email) else { return Ok(()) };
        let Some(account) = store::editor_by_email(&self.store, &email).await? else { return Ok(()) };
        if account.disabled_at.is_some()
            || self.allow(&format!("reset:{}", account.editor.id), RESETS_PER_HOUR, HOUR).await.is_err()
        {
            return Ok(());
        }
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        self.tell_editor(&mut tx, &account.editor, Notice::PasswordReset { editor: account.editor.id }, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Switches the single-key shortcuts on or off.
    pub async fn set_keys(&self, editor: &Editor, keys: bool) -> Result<()> {
        let mut tx = self.store.begin().await?;
        store::editor_set_keys(&mut tx, editor.id, keys).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The language of the desk's pages and of the letters to this editor.
    pub async fn set_language(&self, editor: &Editor, language: Lang) -> Result<()> {
        let mut tx = self.store.begin().await?;
        store::editor_set_language(&mut tx, editor.id, language).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Lets an editor in no more, at once and in every process, or again.
    ///
    /// # Errors
    /// [`DeskError::Forbidden`] unless `by` is another admin.
    pub async fn set_disabled(&self, by: &Editor, id: Id<Editor>, disabled: bool) -> Result<()> {
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        self.check_role(&mut tx, by, Role::Admin).await?;
        if by.id == id {
            return Err(DeskError::Forbidden);
        }
        store::editor_set_disabled(&mut tx, id, disabled.then_some(now)).await?;
        store::session_end_all(&mut tx, id).await?;
        let action = if disabled { "editor.disable" } else { "editor.enable" };
        self.audit_account(&mut tx, &Actor::Editor(by), action, id, json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Counts a try under a name.
    ///
    /// # Errors
    /// [`DeskError::TooMany`] when there were more than `most` within the window.
    pub async fn allow(&self, name: &str, most: i64, window: Duration) -> Result<()> {
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        let count = store::throttle_count(&mut tx, name, window, now).await?;
        tx.commit().await?;
        if count > most { Err(DeskError::TooMany) } else { Ok(()) }
    }

    async fn tell_editor(&self, tx: &mut Tx, editor: &Editor, notice: Notice, now: Timestamp) -> Result<()> {
        let telling = Telling {
            event: format!("{}:{}:{}", notice.kind(), editor.id, now.micros()),
            recipient: editor.email.clone(),
            recipient_name: editor.name.clone(),
            language: editor.language,
            notice,
            thread: format!("editor:{}", editor.id),
            item: None,
            submission: None,
            source: None,
            decision: None,
            about_at: now,
            due_at: now,
        };
        self.tell(tx, telling).await
    }

    async fn audit_account(
        &self,
        tx: &mut Tx,
        actor: &Actor<'_>,
        action: &'static str,
        subject: Id<Editor>,
        details: serde_json::Value,
    ) -> Result<()> {
        let entry = AuditEntry {
            at: self.clock().now(),
            actor,
            action,
            subject: "editor",
            subject_id: subject.uuid(),
            from: None,
            to: None,
            why: "",
            details,
        };
        Ok(store::audit_insert(tx, entry).await?)
    }
}
