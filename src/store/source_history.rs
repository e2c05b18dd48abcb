//! What a source was: the versions of its settings, and the pages its practices were last read from.

use sqlx::FromRow;

use super::{HarvestCounts, Json, Result, SnapshotRow, Store, Tx, read, write};
use crate::domain::{
    Draft, Editor, Id, SourceSettings, Timestamp,
    marker::{Snapshot, Source},
};

/// Of a long feed or repository not every practice is looked at.
const SAMPLES: i64 = 500;

/// Settings as they were from one change to the next.
#[derive(Clone, Debug, FromRow)]
pub struct SourceVersion {
    pub version: i64,
    pub settings: Json<SourceSettings>,
    pub made_at: Timestamp,
    /// None for the command line.
    pub made_by: Option<String>,
}

/// Notes the settings that are in force now as the source's newest version; the same settings once.
pub async fn source_version_put(
    tx: &mut Tx,
    source: Id<Source>,
    settings: &SourceSettings,
    by: Option<Id<Editor>>,
    at: Timestamp,
) -> Result<()> {
    const SQL: &str = "insert into source_version (source_id, version, settings, made_by, made_at)
        select id, version, $2, $3, $4 from source where id = $1 on conflict (source_id, version) do nothing";
    write!(tx, |c| sqlx::query(SQL).bind(source).bind(Json(settings)).bind(by).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

/// The latest versions, newest first.
pub async fn source_version_list(store: &Store, source: Id<Source>, limit: i64) -> Result<Vec<SourceVersion>> {
    const SQL: &str = "select v.version, v.settings, v.made_at, e.name as made_by
        from source_version v left join editor e on e.id = v.made_by
        where v.source_id = $1 order by v.version desc limit $2";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(source).bind(limit).fetch_all(c).await)?)
}

/// A practice as it was last read and filed, with the page it was read from: what other rules are tried on.
#[derive(Clone, Debug, FromRow)]
pub struct SourceSample {
    pub external_id: String,
    pub draft: Json<Draft>,
    pub snapshot_id: Id<Snapshot>,
    pub url: String,
    pub blob: String,
    pub media_type: String,
}

/// What was read from the newest `pages` snapshots that practices were read from, newest first: at most [`SAMPLES`].
pub async fn source_sample_list(store: &Store, source: Id<Source>, pages: i64) -> Result<Vec<SourceSample>> {
    const SQL: &str = "select r.external_id, r.draft, s.id as snapshot_id, s.url, s.blob, s.media_type
        from source_record r join snapshot s on s.id = r.snapshot_id
        where r.source_id = $1 and r.gone_at is null and s.id in (
            select p.id from snapshot p where p.source_id = $1
                and exists (select 1 from source_record q where q.snapshot_id = p.id and q.gone_at is null)
            order by p.fetched_at desc, p.id desc limit $2)
        order by s.fetched_at desc, s.id desc, r.external_id limit $3";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(source).bind(pages).bind(SAMPLES).fetch_all(c).await)?)
}

/// The newest snapshot of an address among those of a source.
pub async fn snapshot_latest(store: &Store, source: Id<Source>, url: &str) -> Result<Option<SnapshotRow>> {
    const SQL: &str = "select id, source_id, url, blob, media_type, fetched_at from snapshot
        where source_id = $1 and url = $2 and not failed order by fetched_at desc, id desc limit 1";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(source).bind(url).fetch_optional(c).await)?)
}

/// The newest snapshot of an address, as it was asked for or where it led in the end, whichever source it was fetched for:
/// the archived copy of a link.
pub async fn snapshot_of_url(store: &Store, url: &str) -> Result<Option<SnapshotRow>> {
    const SQL: &str = "select s.id, s.source_id, s.url, s.blob, s.media_type, s.fetched_at from snapshot s
        where (s.url in ($1, $2) and not s.failed)
            or s.id in (select r.snapshot_id from source_record r where r.url in ($1, $2) and r.snapshot_id is not null)
        order by s.fetched_at desc, s.id desc limit 1";
    let page = url.split_once('#').map_or(url, |(page, _)| page);
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(url).bind(page).fetch_optional(c).await)?)
}

/// The newest snapshot of each address, the newest first.
pub async fn snapshot_newest(store: &Store, source: Id<Source>, limit: i64) -> Result<Vec<SnapshotRow>> {
    const SQL: &str = "select id, source_id, url, blob, media_type, fetched_at from (
            select id, source_id, url, blob, media_type, fetched_at,
                row_number() over (partition by url order by fetched_at desc, id desc) as place
            from snapshot where source_id = $1 and not failed) as pages
        where place = 1 order by fetched_at desc, id desc limit $2";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(source).bind(limit).fetch_all(c).await)?)
}

/// How a run ended.
#[derive(Clone, Debug, FromRow)]
pub struct HarvestEnd {
    pub source_id: Id<Source>,
    pub started_at: Timestamp,
    /// The phrase of the outcome.
    pub outcome: Option<String>,
    pub counts: Json<HarvestCounts>,
    /// It waits for an editor.
    pub held: bool,
}

/// How the latest runs of every source ended, newest first.
pub async fn harvest_strips(store: &Store, limit: i64) -> Result<Vec<HarvestEnd>> {
    const SQL: &str = "select source_id, started_at, outcome, counts, held from (
            select source_id, started_at, outcome, counts, (held is not null) as held,
                row_number() over (partition by source_id order by slot desc) as place
            from harvest) as runs
        where place <= $1 order by source_id, place";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(limit).fetch_all(c).await)?)
}
