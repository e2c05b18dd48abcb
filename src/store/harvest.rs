//! Runs over sources: one per source and slot, with what came of it.

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use super::{Json, Result, Store, Tx, read, staged_of_held, write};
use crate::domain::{
    Candidate, Id, Timestamp,
    candidate::{Gone, Known, Note},
    marker::{Harvest, Snapshot, Source},
};

/// Candidates of a held run that an editor is shown beyond its last portion.
const SHOWN: i64 = 500;

/// What a run came to, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HarvestCounts {
    pub listed: u32,
    pub new: u32,
    pub changed: u32,
    pub same: u32,
    pub gone: u32,
    pub failed: u32,
    pub requests: u32,
    pub bodies: u32,
}

/// What a run found, kept whole while an editor decides whether it is filed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HeldReading {
    /// Those that were not put away before the run was over.
    pub candidates: Vec<Candidate>,
    pub gone: Vec<Gone>,
    pub known: Known,
    /// The kept snapshots by the hash candidates name them with.
    pub snapshots: Vec<(String, Id<Snapshot>)>,
}

/// One run.
#[derive(Clone, Debug, FromRow)]
pub struct HarvestRow {
    pub id: Id<Harvest>,
    pub source_id: Id<Source>,
    pub slot: Timestamp,
    pub started_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    /// A phrase `source-outcome-…` or the like.
    pub outcome: Option<String>,
    pub counts: Json<HarvestCounts>,
    pub notes: Json<Vec<Note>>,
}

/// False when this slot of this source has been run.
pub async fn harvest_insert(tx: &mut Tx, harvest: &HarvestRow, held: Option<&HeldReading>) -> Result<bool> {
    const SQL: &str = "insert into harvest (id, source_id, slot, started_at, finished_at, outcome, counts, notes, held)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (source_id, slot) do nothing";
    let made = write!(tx, |c| sqlx::query(SQL)
        .bind(harvest.id)
        .bind(harvest.source_id)
        .bind(harvest.slot)
        .bind(harvest.started_at)
        .bind(harvest.finished_at)
        .bind(&harvest.outcome)
        .bind(harvest.counts)
        .bind(&harvest.notes)
        .bind(held.map(Json))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(made == 1)
}

/// What came of filing the run.
pub async fn harvest_set_counts(tx: &mut Tx, id: Id<Harvest>, counts: HarvestCounts) -> Result<()> {
    const SQL: &str = "update harvest set counts = $2 where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(Json(counts)).execute(c).await.map(drop))?;
    Ok(())
}

/// The latest runs of a source, newest first.
pub async fn harvest_list(store: &Store, source: Id<Source>, limit: i64) -> Result<Vec<HarvestRow>> {
    const SQL: &str = "select id, source_id, slot, started_at, finished_at, outcome, counts, notes from harvest
        where source_id = $1 order by slot desc limit $2";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(source).bind(limit).fetch_all(c).await)?)
}

/// A run, and what it found while it is held: of what it put away the first [`SHOWN`].
pub async fn harvest_by_id(store: &Store, id: Id<Harvest>) -> Result<Option<(HarvestRow, Option<HeldReading>)>> {
    const ROW: &str =
        "select id, source_id, slot, started_at, finished_at, outcome, counts, notes from harvest where id = $1";
    let row: Option<HarvestRow> = read!(store, |c| sqlx::query_as(ROW).bind(id).fetch_optional(c).await)?;
    const HELD: &str = "select held from harvest where id = $1";
    let held: Option<Option<Json<HeldReading>>> =
        read!(store, |c| sqlx::query_scalar(HELD).bind(id).fetch_optional(c).await)?;
    let mut held = held.flatten().map(|Json(held)| held);
    if let Some(held) = &mut held {
        held.candidates.splice(..0, staged_of_held(store, id, SHOWN).await?);
    }
    Ok(row.map(|row| (row, held)))
}

/// What a held run found, but for what it put away.
pub async fn harvest_held(tx: &mut Tx, id: Id<Harvest>) -> Result<Option<HeldReading>> {
    const SQL: &str = "select held from harvest where id = $1";
    let held: Option<Option<Json<HeldReading>>> =
        write!(tx, |c| sqlx::query_scalar(SQL).bind(id).fetch_optional(c).await)?;
    Ok(held.flatten().map(|Json(held)| held))
}

/// An editor lets a held run be filed from a moment on. None when it was filed before: there is nothing left to let through.
pub async fn harvest_release_held(tx: &mut Tx, id: Id<Harvest>, at: Timestamp) -> Result<Option<Id<Source>>> {
    const SQL: &str = "update harvest set release_at = $2 where id = $1 and held is not null returning source_id";
    Ok(write!(tx, |c| sqlx::query_scalar(SQL).bind(id).bind(at).fetch_optional(c).await)?)
}

/// What was held is not to be filed any more.
pub async fn harvest_drop_held(tx: &mut Tx, id: Id<Harvest>) -> Result<()> {
    const SQL: &str = "update harvest set held = null, release_at = null where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).execute(c).await.map(drop))?;
    Ok(())
}

/// The editor took that back in time.
pub async fn harvest_hold_again(tx: &mut Tx, id: Id<Harvest>) -> Result<()> {
    const SQL: &str = "update harvest set release_at = null where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).execute(c).await.map(drop))?;
    Ok(())
}

const RELEASED: &str = "select id, held from harvest
        where source_id = $1 and held is not null and release_at <= $2 order by slot limit 1";

/// The held run that may be filed now, if there is one, as it is.
pub async fn harvest_released(
    store: &Store,
    source: Id<Source>,
    now: Timestamp,
) -> Result<Option<(Id<Harvest>, HeldReading)>> {
    let found: Option<(Id<Harvest>, Json<HeldReading>)> =
        read!(store, |c| sqlx::query_as(RELEASED).bind(source).bind(now).fetch_optional(c).await)?;
    Ok(found.map(|(id, Json(held))| (id, held)))
}

/// The held run that may be filed now, if there is one, taken out so that it is filed once.
pub async fn harvest_take_released(
    tx: &mut Tx,
    source: Id<Source>,
    now: Timestamp,
) -> Result<Option<(Id<Harvest>, HeldReading)>> {
    let found: Option<(Id<Harvest>, Json<HeldReading>)> =
        write!(tx, |c| sqlx::query_as(RELEASED).bind(source).bind(now).fetch_optional(c).await)?;
    let Some((id, Json(held))) = found else { return Ok(None) };
    const TAKE: &str = "update harvest set held = null where id = $1";
    write!(tx, |c| sqlx::query(TAKE).bind(id).execute(c).await.map(drop))?;
    Ok(Some((id, held)))
}
