//! Files with many practices: brought, mapped, tried, begun. Filing their rows is gathering (`gather/import`).

use serde_json::json;

use super::{Desk, DeskError, error::Result, slug::slugify};
use crate::{
    domain::{
        Actor, Editor, Field, FieldErrors, Id, SourceSettings,
        health::Health,
        import::{ImportedRow, Mapping, Outcome, Table, Target, read_rows},
        marker::{Import, Source},
        source::{SourceKind, WebAddress},
    },
    store::{self, AuditEntry, Json, KeptImport, KeptSource, Tx, owed},
};

/// The list a file belongs to: what came in it before is known by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListChosen {
    Known(Id<Source>),
    /// `address` is the page that tells where the practices come from; readers are shown it.
    New {
        name: String,
        address: String,
    },
}

/// A file that was read and found to be a table; its bytes are in the blob store.
#[derive(Clone, Debug)]
pub struct NewImport {
    pub filename: String,
    pub blob: String,
    pub mapping: Mapping,
    pub rows: usize,
}

/// A row, and what would become of it.
#[derive(Clone, Debug)]
pub struct Tried {
    pub row: ImportedRow,
    pub outcome: Outcome,
}

const NAME_MOST: usize = 120;

impl Desk {
    /// Takes in a file; nothing of it is filed. `by` is none for the command line.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] at `list`, `list_name` or `list_address`.
    pub async fn import_bring(&self, by: Option<&Editor>, list: &ListChosen, new: &NewImport) -> Result<Id<Import>> {
        let now = self.clock().now();
        let mut tx = self.store.begin().await?;
        self.check_import_right(&mut tx, by).await?;
        let source_id = self.list_of(&mut tx, by, list).await?;
        let import = KeptImport {
            id: Id::new(),
            source_id,
            filename: new.filename.clone(),
            blob: new.blob.clone(),
            mapping: Json(new.mapping.clone()),
            row_count: i64::try_from(new.rows).unwrap_or(i64::MAX),
            made_by: by.map(|by| by.id),
            made_at: now,
            started_at: None,
            finished_at: None,
            due_at: None,
            last_error: None,
        };
        store::import_insert(&mut tx, &import).await?;
        self.audit_import(&mut tx, who(by), "import.bring", &import).await?;
        tx.commit().await?;
        Ok(import.id)
    }

    async fn list_of(&self, tx: &mut Tx, by: Option<&Editor>, list: &ListChosen) -> Result<Id<Source>> {
        let mut errors = FieldErrors::default();
        let known = store::source_list_lock(tx).await?.into_iter().filter(KeptSource::is_import);
        let (name, address) = match list {
            ListChosen::Known(id) => {
                if known.into_iter().any(|source| source.id == *id) {
                    return Ok(*id);
                }
                errors.add("list", "error-import-list");
                return Err(DeskError::Invalid(errors));
            }
            ListChosen::New { name, address } => (name.trim(), address.trim()),
        };
        if name.is_empty() {
            errors.add("list_name", "error-missing");
        } else if name.chars().count() > NAME_MOST {
            let counts = [("most", NAME_MOST.to_string()), ("count", name.chars().count().to_string())];
            errors.add_with("list_name", "error-too-many-characters", &counts);
        } else if known.into_iter().any(|source| source.name == name) {
            errors.add("list_name", "error-import-list-known");
        }
        let address = match WebAddress::parse(address) {
            Ok(address) => Some(address),
            Err(_) if address.is_empty() => {
                errors.add("list_address", "error-missing");
                None
            }
            Err(fault) => {
                errors.add("list_address", fault.phrase());
                None
            }
        };
        let Some(address) = address.filter(|_| errors.is_empty()) else { return Err(DeskError::Invalid(errors)) };
        self.new_list(tx, by, name, address.as_str()).await
    }

    /// A source that is never due.
    async fn new_list(&self, tx: &mut Tx, by: Option<&Editor>, name: &str, address: &str) -> Result<Id<Source>> {
        let now = self.clock().now();
        let settings = SourceSettings::of_kind(SourceKind::Import, name, address, "");
        let base = format!("list-{}", slugify(name));
        let mut source = KeptSource {
            id: Id::new(),
            slug: base.clone(),
            name: name.to_owned(),
            settings: Json(settings),
            active: false,
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
            if store::source_insert(tx, &source).await? {
                break;
            }
            source.slug = format!("{base}-{number}");
        }
        store::source_set_owner(tx, source.id, by.map(|by| by.id)).await?;
        Ok(source.id)
    }

    /// Says what the columns of a file are taken for.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] at `mapping`, [`DeskError::NotFound`] also once it has begun.
    pub async fn import_map(&self, by: Option<&Editor>, id: Id<Import>, mapping: &Mapping) -> Result<()> {
        let mut tx = self.store.begin().await?;
        self.check_import_right(&mut tx, by).await?;
        let import = store::import_lock(&mut tx, id).await?.filter(|import| import.started_at.is_none());
        let import = import.ok_or(DeskError::NotFound)?;
        let mut errors = FieldErrors::default();
        if !mapping.doubled().is_empty() {
            errors.add("mapping", "error-import-doubled");
        }
        if mapping.column(Target::Field(Field::Title)).is_none() {
            errors.add("mapping", "error-import-no-title");
        }
        if mapping.0.len() != import.mapping.0.0.len() {
            return Err(DeskError::NotFound);
        }
        if !errors.is_empty() {
            return Err(DeskError::Invalid(errors));
        }
        store::import_set_mapping(&mut tx, id, mapping).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What would become of each row of a table in a list, none of which is there yet; nothing is written.
    pub async fn import_try(&self, list: Option<Id<Source>>, mapping: &Mapping, table: &Table) -> Result<Vec<Tried>> {
        let words = self.words().await?;
        let rows = read_rows(table, mapping, &words.vocabulary());
        let outcomes = self.outcomes(list, &rows, &words, self.clock().now()).await?;
        Ok(rows.into_iter().zip(outcomes).map(|(row, outcome)| Tried { row, outcome }).collect())
    }

    /// Begins a file, or goes on with one that was given up: its rows are filed in the background. Said twice, it is done
    /// once.
    pub async fn import_go(&self, by: &Editor, id: Id<Import>) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let import = self.begin(&mut tx, Some(by), id).await?;
        if import.finished_at.is_none() && import.due_at.is_none() {
            owed::owe(&mut tx, id, self.clock().now()).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// The same for the command line, which files the rows itself.
    pub async fn import_begin(&self, id: Id<Import>) -> Result<()> {
        let mut tx = self.store.begin().await?;
        self.begin(&mut tx, None, id).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn begin(&self, tx: &mut Tx, by: Option<&Editor>, id: Id<Import>) -> Result<KeptImport> {
        self.check_import_right(tx, by).await?;
        let import = store::import_lock(tx, id).await?.ok_or(DeskError::NotFound)?;
        if import.started_at.is_none() {
            store::import_set_started(tx, id, by.map(|by| by.id), self.clock().now()).await?;
            self.audit_import(tx, who(by), "import.begin", &import).await?;
        }
        Ok(import)
    }

    /// Throws away a file that was not begun.
    pub async fn import_discard(&self, by: Option<&Editor>, id: Id<Import>) -> Result<()> {
        let mut tx = self.store.begin().await?;
        self.check_import_right(&mut tx, by).await?;
        let import = store::import_lock(&mut tx, id).await?.filter(|import| import.started_at.is_none());
        let import = import.ok_or(DeskError::NotFound)?;
        store::import_forget(&mut tx, &import, self.clock().now()).await?;
        self.audit_import(&mut tx, who(by), "import.discard", &import).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn check_import_right(&self, tx: &mut Tx, by: Option<&Editor>) -> Result<()> {
        match by {
            Some(by) => self.check_editor(tx, by).await,
            None => Ok(()),
        }
    }

    pub(super) async fn audit_import(
        &self,
        tx: &mut Tx,
        actor: Actor<'_>,
        action: &'static str,
        import: &KeptImport,
    ) -> Result<()> {
        let entry = AuditEntry {
            at: self.clock().now(),
            actor: &actor,
            action,
            subject: "import",
            subject_id: import.id.uuid(),
            from: None,
            to: None,
            why: "",
            details: json!({ "file": import.filename, "rows": import.row_count }),
        };
        Ok(store::audit_insert(tx, entry).await?)
    }
}

fn who(by: Option<&Editor>) -> Actor<'_> {
    by.map_or(Actor::Program("command"), Actor::Editor)
}
