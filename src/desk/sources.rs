//! Partner sources are added, changed, paused and read on demand.

use std::collections::BTreeSet;

use serde_json::json;

use super::{Desk, DeskError, KeptSnapshot, error::Result, gather::keep_snapshots, slug::slugify};
use crate::{
    domain::{
        Actor, Editor, FieldErrors, Id, Role, SourceSettings, Timestamp, health::Health, marker::Source,
        source::WebAddress,
    },
    store::{self, AuditEntry, Json, KeptSource, Tx, owed},
};

impl Desk {
    /// Adds a source; when `active` its first run is due at once. `by` is none for the command line.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with the faults of the settings, each at its place.
    pub async fn source_add(
        &self,
        by: Option<&Editor>,
        slug: Option<&str>,
        settings: &SourceSettings,
        active: bool,
    ) -> Result<String> {
        check(settings)?;
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        self.check_source_right(&mut tx, by).await?;
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
        self.audit_source(&mut tx, by, "source.add", source.id, json!({ "slug": source.slug })).await?;
        tx.commit().await?;
        Ok(source.slug)
    }

    /// Changes a source's settings and whether it is read.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with the faults; [`DeskError::NotPossible`]-like races answer [`DeskError::NotFound`] only
    /// when the source is gone, and [`DeskError::Invalid`] at `version` when somebody else changed it first.
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

    /// Makes a source due now, or as soon as its hosts want to be asked again. Answers when.
    pub async fn source_run(&self, by: Option<&Editor>, id: Id<Source>) -> Result<Timestamp> {
        let now = self.clock().now();
        let known = store::source_by_id(&self.store, id).await?.ok_or(DeskError::NotFound)?;
        let due = self.source_rests_until(&known.settings).await?.unwrap_or(now);
        let mut tx = self.store.begin().await?;
        if let Some(by) = by {
            self.check_editor(&mut tx, by).await?;
        }
        store::source_lock(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
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
