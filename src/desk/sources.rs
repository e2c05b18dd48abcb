//! Partner sources are added, changed, paused and read on demand.

use std::collections::BTreeSet;

use serde_json::json;

use super::{Desk, DeskError, KeptSnapshot, error::Result, gather::keep_snapshots, slug::slugify};
use crate::{
    domain::{
        Actor, Editor, FieldErrors, Id, Role, SourceSettings, Timestamp, health::Health, marker::Source,
        sample::Sample, source::WebAddress,
    },
    store::{self, AuditEntry, Json, KeptSource, Tx, owed},
};

impl Desk {
    /// Adds a source; when `active` its first run is due at once. `by` is none for the command line. One that was removed
    /// and reads the same goes on under these settings: what it brought then is known, and does not arrive twice.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with the faults of the settings, each at its place; [`DeskError::SourceKnown`] when a source
    /// that was not removed reads one of the addresses.
    pub async fn source_add(
        &self,
        by: Option<&Editor>,
        slug: Option<&str>,
        settings: &SourceSettings,
        active: bool,
    ) -> Result<String> {
        self.source_add_chosen(by, slug, settings, active, &[]).await
    }

    /// The same with the first practices that somebody saw and chose the settings for: it is measured by them from its first
    /// run on.
    ///
    /// # Errors
    /// As [`Desk::source_add`].
    pub async fn source_add_chosen(
        &self,
        by: Option<&Editor>,
        slug: Option<&str>,
        settings: &SourceSettings,
        active: bool,
        seen: &[Sample],
    ) -> Result<String> {
        check(settings)?;
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        self.check_source_right(&mut tx, by).await?;
        let alike = store::source_list_lock(&mut tx).await?;
        let (removed, here): (Vec<_>, Vec<_>) = alike
            .into_iter()
            .filter(|source| source.settings.reads_the_same(settings))
            .partition(|source| source.retired_at.is_some());
        if let Some(source) = here.into_iter().next() {
            return Err(DeskError::SourceKnown { slug: source.slug, name: source.name });
        }
        if let Some(source) = removed.into_iter().next_back() {
            let slug = source.slug.clone();
            let id = source.id;
            self.take_up_again(&mut tx, by, source, settings, active).await?;
            self.pin_seen(&mut tx, id, seen).await?;
            tx.commit().await?;
            return Ok(slug);
        }
        let base = slug.map_or_else(|| slugify(&settings.name), slugify);
        let base = if base.is_empty() { "source".to_owned() } else { base };
        let mut source = KeptSource {
            id: Id::new(),
            slug: base.clone(),
            name: settings.name.clone(),
            settings: Json(settings.clone()),
            active,
            health: Json(Health::default()),
            made_at: now,
            changed_at: now,
            version: 1,
            due_at: None,
            last_error: None,
            gave_up_at: None,
            retired_at: None,
        };
        for number in 2_u32.. {
            if store::source_insert(&mut tx, &source).await? {
                break;
            }
            source.slug = format!("{base}-{number}");
        }
        if active {
            owed::owe(&mut tx, source.id, now).await?;
        }
        store::source_set_owner(&mut tx, source.id, by.map(|by| by.id)).await?;
        store::source_version_put(&mut tx, source.id, settings, by.map(|by| by.id), now).await?;
        self.pin_seen(&mut tx, source.id, seen).await?;
        self.audit_source(&mut tx, by, "source.add", source.id, json!({ "slug": source.slug })).await?;
        tx.commit().await?;
        Ok(source.slug)
    }

    /// Changes a source's settings and whether it is read.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with the faults; [`DeskError::NotPossible`]-like races answer [`DeskError::NotFound`] only
    /// when the source is gone, and [`DeskError::Invalid`] at `version` when somebody else changed it first;
    /// [`DeskError::SourceKnown`] when another source reads what this one did not read before.
    pub async fn source_change(
        &self,
        by: Option<&Editor>,
        id: Id<Source>,
        version: i64,
        settings: &SourceSettings,
        active: bool,
    ) -> Result<()> {
        check(settings)?;
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        self.check_source_right(&mut tx, by).await?;
        let before = store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        let is_taken = |other: &KeptSource| {
            other.id != id
                && other.retired_at.is_none()
                && other.settings.reads_the_same(settings)
                && !other.settings.reads_the_same(&before.settings)
        };
        if let Some(other) = store::source_list_lock(&mut tx).await?.into_iter().find(is_taken) {
            return Err(DeskError::SourceKnown { slug: other.slug, name: other.name });
        }
        if !store::source_update(&mut tx, id, version, settings, active, now).await? {
            let mut errors = FieldErrors::default();
            errors.add("version", "error-source-changed-meanwhile");
            return Err(DeskError::Invalid(errors));
        }
        if before.settings.0 != *settings {
            store::source_version_put(&mut tx, id, settings, by.map(|by| by.id), now).await?;
        }
        match (before.active, active) {
            (false, true) => owed::owe(&mut tx, id, now).await?,
            (true, false) => owed::forgive(&mut tx, id).await?,
            (true, true) | (false, false) => {}
        }
        let details = json!({ "before": before.settings.0.to_toml(), "after": settings.to_toml(), "active": active });
        self.audit_source(&mut tx, by, "source.change", id, details).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn take_up_again(
        &self,
        tx: &mut Tx,
        by: Option<&Editor>,
        source: KeptSource,
        settings: &SourceSettings,
        active: bool,
    ) -> Result<()> {
        let now = self.clock().now();
        store::source_set_retired(tx, source.id, None).await?;
        if !store::source_update(tx, source.id, source.version + 1, settings, active, now).await? {
            return Err(DeskError::NotFound);
        }
        if source.settings.0 != *settings {
            store::source_version_put(tx, source.id, settings, by.map(|by| by.id), now).await?;
        }
        if active {
            owed::owe(tx, source.id, now).await?;
        }
        self.audit_source(tx, by, "source.add_again", source.id, json!({ "slug": source.slug })).await
    }

    /// Removes a source: it is not read any more, and a run under way is asked to stop. Records, items and practices stay.
    pub async fn source_remove(&self, by: &Editor, id: Id<Source>) -> Result<()> {
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        self.check_source_right(&mut tx, Some(by)).await?;
        let source = store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        if source.retired_at.is_some() {
            return Ok(());
        }
        if !store::source_update(&mut tx, id, source.version, &source.settings, false, now).await? {
            return Err(DeskError::NotFound);
        }
        store::source_set_retired(&mut tx, id, Some(now)).await?;
        store::source_stop_ask(&mut tx, id, by.id).await?;
        owed::forgive(&mut tx, id).await?;
        self.audit_source(&mut tx, Some(by), "source.remove", id, json!({ "slug": source.slug })).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Forgets what was read of a source, so that the next run reads every page anew. Which practices it has is remembered:
    /// what is known does not arrive again. A run under way would remember in the end, so it is asked to stop.
    pub async fn source_clear(&self, by: &Editor, id: Id<Source>) -> Result<()> {
        let mut tx = self.store.begin().await?;
        self.check_source_right(&mut tx, Some(by)).await?;
        store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        store::source_stop_ask(&mut tx, id, by.id).await?;
        store::source_forget_pages(&mut tx, id).await?;
        store::staged_forget(&mut tx, id, None).await?;
        store::passed_forget(&mut tx, id).await?;
        self.audit_source(&mut tx, Some(by), "source.clear", id, json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Makes a source due now, or as soon as its hosts want to be asked again. Answers when.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] also when it was removed.
    pub async fn source_run(&self, by: Option<&Editor>, id: Id<Source>) -> Result<Timestamp> {
        let now = self.clock().now();
        let known = store::source_by_id(&self.store, id).await?.ok_or(DeskError::NotFound)?;
        let due = self.source_rests_until(&known.settings).await?.unwrap_or(now);
        let mut tx = self.store.begin().await?;
        if let Some(by) = by {
            self.check_editor(&mut tx, by).await?;
        }
        let source = store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        if source.retired_at.is_some() {
            return Err(DeskError::NotFound);
        }
        owed::owe(&mut tx, id, due).await?;
        self.audit_source(&mut tx, by, "source.run", id, json!({})).await?;
        tx.commit().await?;
        Ok(due)
    }

    /// Until when a host of the source wants to be left alone, by whichever source or process it was told.
    pub async fn source_rests_until(&self, settings: &SourceSettings) -> Result<Option<Timestamp>> {
        let now = self.clock().now();
        let addresses = settings.addresses.iter().filter_map(|address| WebAddress::parse(address).ok());
        let hosts: BTreeSet<String> =
            addresses.filter_map(|address| address.url().host_str().map(str::to_owned)).collect();
        let mut latest = None;
        for host in &hosts {
            latest = latest.max(store::host_rests_until(&self.store, host, now).await?);
        }
        Ok(latest)
    }

    /// Asks the run under way to stop; it does within seconds, on whatever machine. Nothing happens when there is none.
    pub async fn source_stop(&self, by: &Editor, id: Id<Source>) -> Result<()> {
        let mut tx = self.store.begin().await?;
        self.check_editor(&mut tx, by).await?;
        store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        if store::source_stop_ask(&mut tx, id, by.id).await? {
            self.audit_source(&mut tx, Some(by), "source.stop", id, json!({})).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Keeps pages that were fetched to be pointed at. Their bytes are in the blob store.
    pub async fn source_keep_pages(&self, by: &Editor, id: Id<Source>, pages: &[KeptSnapshot]) -> Result<()> {
        let mut tx = self.store.begin().await?;
        self.check_source_right(&mut tx, Some(by)).await?;
        store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        keep_snapshots(&mut tx, id, pages).await?;
        self.audit_source(&mut tx, Some(by), "source.pages", id, json!({ "pages": pages.len() })).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn check_source_right(&self, tx: &mut Tx, by: Option<&Editor>) -> Result<()> {
        match by {
            Some(by) => self.check_role(tx, by, Role::Admin).await,
            None => Ok(()),
        }
    }

    pub(super) async fn audit_source(
        &self,
        tx: &mut Tx,
        by: Option<&Editor>,
        action: &'static str,
        id: Id<Source>,
        details: serde_json::Value,
    ) -> Result<()> {
        let actor = by.map_or(Actor::Program("command"), Actor::Editor);
        let entry = AuditEntry {
            at: self.clock().now(),
            actor: &actor,
            action,
            subject: "source",
            subject_id: id.uuid(),
            from: None,
            to: None,
            why: "",
            details,
        };
        Ok(store::audit_insert(tx, entry).await?)
    }
}

fn check(settings: &SourceSettings) -> Result<()> {
    let faults = settings.faults();
    if faults.is_empty() { Ok(()) } else { Err(DeskError::Invalid(faults)) }
}
