//! Working on an item before deciding: opening claims it, editing keeps every text, letting go frees it.

use serde_json::json;

use super::{
    Desk, DeskError, Stale,
    error::Result,
    receive::{describe, flags_of},
};
use crate::{
    domain::{
        Actor, Draft, Editor, Field, FieldErrors, Id, Role, TopicSlug, flag::Flag, marker::ReviewItem, review::Phase,
    },
    store::{self, AuditEntry, Claim, Item, Tx},
};

/// An item as an editor opened it.
#[derive(Clone, Debug)]
pub struct Opened {
    pub item: Item,
    /// Who has it: the editor, or somebody who came first.
    pub claim: Option<Claim>,
}

impl Desk {
    /// Opens an item and claims it for the editor, unless somebody else has it or it is not waiting for editors.
    pub async fn open(&self, editor: &Editor, id: Id<ReviewItem>) -> Result<Opened> {
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        self.check_editor(&mut tx, editor).await?;
        let wanted = Claim { by: editor.id, until: now + self.settings.claim_lasts };
        let claim = store::item_claim(&mut tx, id, wanted, now).await?;
        let item = store::item_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        tx.commit().await?;
        Ok(Opened { item, claim })
    }

    /// Lets go of an item without a decision.
    pub async fn release(&self, editor: &Editor, id: Id<ReviewItem>) -> Result<()> {
        let mut tx = self.store.begin().await?;
        store::item_release(&mut tx, id, editor.id).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes an editor's corrections of some fields. Texts that break a rule are refused with their faults; nothing else
    /// of the draft is judged here.
    ///
    /// # Errors
    /// [`DeskError::Stale`] when the item changed since `version`, [`DeskError::Invalid`] with the faults in the fields given.
    pub async fn edit(
        &self,
        editor: &Editor,
        id: Id<ReviewItem>,
        version: i64,
        changes: &[(Field, String)],
    ) -> Result<Item> {
        let words = self.words().await?;
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        self.check_editor(&mut tx, editor).await?;
        let mut item = self.lock_as_seen(&mut tx, id, version).await?;
        if item.state.phase() != Phase::Open {
            return Err(self.stale(&mut tx, item).await?);
        }
        let before = item.draft.clone();
        for (field, text) in changes {
            item.draft.set(*field, text.clone());
        }
        if item.draft == before {
            return Ok(item);
        }
        let (record, errors) = words.read(&item.draft);
        let ours = FieldErrors(
            errors.0.into_iter().filter(|error| changes.iter().any(|(field, _)| error.place == field.name())).collect(),
        );
        if !ours.is_empty() {
            return Err(DeskError::Invalid(ours));
        }
        describe(&mut item, &record);
        item.flags = after_edit(&item.flags, changes);
        item.flags.extend(flags_of(&record));
        item.claim = Some(Claim { by: editor.id, until: now + self.settings.claim_lasts });
        if !store::item_update(&mut tx, &mut item).await? {
            return Err(self.stale(&mut tx, item).await?);
        }
        let entry = AuditEntry {
            at: now,
            actor: &Actor::Editor(editor),
            action: "item.edit",
            subject: "review_item",
            subject_id: id.uuid(),
            from: Some(item.state.phase().name()),
            to: Some(item.state.phase().name()),
            why: "",
            details: json!({ "before": changed(&before, &item.draft), "after": changed(&item.draft, &before) }),
        };
        store::audit_insert(&mut tx, entry).await?;
        tx.commit().await?;
        Ok(item)
    }

    /// Has a topic suggested no more for an item.
    pub async fn refuse_topic(&self, editor: &Editor, id: Id<ReviewItem>, topic: &TopicSlug) -> Result<()> {
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        self.check_editor(&mut tx, editor).await?;
        let item = store::item_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        if store::topic_refuse(&mut tx, id, topic).await? {
            let phase = Some(item.state.phase().name());
            let entry = AuditEntry {
                at: now,
                actor: &Actor::Editor(editor),
                action: "item.refuse_topic",
                subject: "review_item",
                subject_id: id.uuid(),
                from: phase,
                to: phase,
                why: "",
                details: json!({ "topic": topic }),
            };
            store::audit_insert(&mut tx, entry).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Takes what the source says of a field that was changed here, too.
    ///
    /// # Errors
    /// As [`Desk::edit`]; [`DeskError::NotFound`] when there is no such conflict.
    pub async fn take_theirs(&self, editor: &Editor, id: Id<ReviewItem>, version: i64, field: Field) -> Result<Item> {
        let conflicts = store::item_conflicts(&self.store, id).await?;
        let conflict = conflicts.into_iter().find(|one| one.field == field).ok_or(DeskError::NotFound)?;
        self.edit(editor, id, version, &[(field, conflict.theirs)]).await
    }

    /// The role as it is at the moment of the change, not as it was when the page was drawn.
    pub(super) async fn check_editor(&self, tx: &mut Tx, editor: &Editor) -> Result<()> {
        self.check_role(tx, editor, Role::Editor).await
    }

    pub(super) async fn check_role(&self, tx: &mut Tx, editor: &Editor, least: Role) -> Result<()> {
        let account = store::editor_lock(tx, editor.id).await?.ok_or(DeskError::Forbidden)?;
        if account.disabled_at.is_some() || account.editor.role < least {
            return Err(DeskError::Forbidden);
        }
        Ok(())
    }

    /// The item, locked, as long as it is the version the editor saw.
    pub(super) async fn lock_as_seen(&self, tx: &mut Tx, id: Id<ReviewItem>, version: i64) -> Result<Item> {
        let item = store::item_lock(tx, id).await?.ok_or(DeskError::NotFound)?;
        if item.version == version { Ok(item) } else { Err(self.stale(tx, item).await?) }
    }

    /// Who changed the item, as told to the one who came second.
    pub(super) async fn stale(&self, tx: &mut Tx, item: Item) -> Result<DeskError> {
        let decided = item.state.decided().map(|decided| decided.by);
        let latest = store::decision_latest(tx, item.id).await?;
        let (by, at) = match (decided, latest) {
            (Some(_), Some(decision)) => (Some(decision.made_by_name), Some(decision.made_at)),
            _ => {
                store::audit_last_editor(tx, item.id.uuid()).await?.map_or((None, None), |(name, at)| (name, Some(at)))
            }
        };
        Ok(DeskError::Stale(Box::new(Stale { item, by, at })))
    }
}

/// What an edit leaves of the remarks: those about the text are made anew, and a conflict in a field that was edited is
/// decided.
fn after_edit(flags: &[Flag], changes: &[(Field, String)]) -> Vec<Flag> {
    let is_edited = |name: &str| changes.iter().any(|(field, _)| field.name() == name);
    let left = |flag: &Flag| match flag {
        Flag::PeriodUnread | Flag::UnknownCity => None,
        Flag::CityUnsure { .. } => Some(flag.clone()).filter(|_| !is_edited(Field::Cities.name())),
        Flag::Conflict { fields } => {
            let fields: Vec<String> = fields.iter().filter(|name| !is_edited(name)).cloned().collect();
            (!fields.is_empty()).then_some(Flag::Conflict { fields })
        }
        _ => Some(flag.clone()),
    };
    flags.iter().filter_map(left).collect()
}

/// The fields of `a` that differ in `b`.
pub(super) fn changed(a: &Draft, b: &Draft) -> Draft {
    let mut only = Draft::default();
    for field in Field::ALL.iter().copied().filter(|field| a.get(*field) != b.get(*field)) {
        only.set(field, a.get(field));
    }
    only
}
