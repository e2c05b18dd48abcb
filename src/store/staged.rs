//! What runs over sources have put away before they were over, and what held runs found.

use std::sync::Arc;

use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::{Json, ROWS_AT_ONCE, Result, Store, Tx, read, write};
use crate::domain::{
    Candidate, Id, Timestamp,
    candidate::KnownPage,
    marker::{Harvest, Snapshot, Source, Staged},
    reading::BegunFinding,
};

/// One candidate put away.
#[derive(Clone, Debug, FromRow)]
pub struct StagedRow {
    pub id: Id<Staged>,
    pub source_id: Id<Source>,
    pub external_id: String,
    /// Hash of the rules it was read by.
    pub rules: String,
    pub candidate: Json<Candidate>,
    pub page_url: String,
    pub page: Json<Arc<KnownPage>>,
    pub snapshot_id: Option<Id<Snapshot>>,
    pub staged_at: Timestamp,
}

const COLUMNS: &str = "id, source_id, external_id, rules, candidate, page_url, page, snapshot_id, staged_at";

/// Puts candidates away for the run that goes on, each in the place of what it said before. No two of one name.
pub async fn staged_put(tx: &mut Tx, rows: &[StagedRow]) -> Result<()> {
    let sql = format!("insert into staged ({COLUMNS}) ");
    for rows in rows.chunks(ROWS_AT_ONCE) {
        write!(tx, |c| {
            let mut query = QueryBuilder::new(sql.as_str());
            query.push_values(rows, |mut values, row| {
                values
                    .push_bind(row.id)
                    .push_bind(row.source_id)
                    .push_bind(&row.external_id)
                    .push_bind(&row.rules)
                    .push_bind(&row.candidate)
                    .push_bind(&row.page_url)
                    .push_bind(&row.page)
                    .push_bind(row.snapshot_id)
                    .push_bind(row.staged_at);
            });
            query.push(
                " on conflict (source_id, external_id) where harvest_id is null do update set rules = excluded.rules,
                    candidate = excluded.candidate, page_url = excluded.page_url, page = excluded.page,
                    snapshot_id = excluded.snapshot_id, staged_at = excluded.staged_at",
            );
            query.build().execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// Forgets what was put away by other rules, and what a run that somebody stopped had put away before `since`: those pages
/// are read again. What the run that goes on has put away is kept however long it takes.
pub async fn staged_forget_old(tx: &mut Tx, source: Id<Source>, rules: &str, since: Timestamp) -> Result<()> {
    const SQL: &str =
        "delete from staged where source_id = $1 and harvest_id is null and (rules <> $2 or (staged_at < $3
            and staged_at <= (select max(finished_at) from harvest where source_id = $1)))";
    write!(tx, |c| sqlx::query(SQL).bind(source).bind(rules).bind(since).execute(c).await.map(drop))?;
    Ok(())
}

/// What a run that was cut short had put away.
pub async fn staged_begun(tx: &mut Tx, source: Id<Source>) -> Result<Vec<BegunFinding>> {
    const SQL: &str = "select external_id, candidate, page_url, page from staged
        where source_id = $1 and harvest_id is null order by id";
    type Row = (String, Json<Candidate>, String, Json<Arc<KnownPage>>);
    let rows: Vec<Row> = write!(tx, |c| sqlx::query_as(SQL).bind(source).fetch_all(c).await)?;
    let begun = |(external_id, Json(candidate), page_url, Json(page)): Row| {
        let Candidate { url, content_hash, change, .. } = candidate;
        BegunFinding { external_id, url, content_hash, change, page_url, page }
    };
    Ok(rows.into_iter().map(begun).collect())
}

/// Candidates read at a time.
const BATCH: usize = 200;

/// Goes through what a run has put away, in the order it was read, some at a time.
#[derive(Debug)]
pub struct StagedWalk {
    source: Id<Source>,
    harvest: Option<Id<Harvest>>,
    after: Id<Staged>,
}

impl StagedWalk {
    /// Of the run that goes on (none) or of a held one.
    #[must_use]
    pub fn over(source: Id<Source>, harvest: Option<Id<Harvest>>) -> Self {
        Self { source, harvest, after: Id::from_uuid(Uuid::nil()) }
    }

    /// The next ones; none at the end.
    pub async fn next(&mut self, tx: &mut Tx) -> Result<Vec<StagedFinding>> {
        let sql = format!(
            "select id, candidate, snapshot_id,
                (select fetched_at from snapshot where snapshot.id = staged.snapshot_id) as fetched_at
            from staged where source_id = $1 and {} and id > $3 order by id limit {BATCH}",
            of(self.harvest)
        );
        let rows: Vec<StagedFinding> = write!(tx, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(self.source)
            .bind(self.harvest)
            .bind(self.after)
            .fetch_all(c)
            .await)?;
        self.after = rows.last().map_or(self.after, |last| last.id);
        Ok(rows)
    }
}

/// A candidate that was put away, and the page it was read from.
#[derive(Clone, Debug, FromRow)]
pub struct StagedFinding {
    pub id: Id<Staged>,
    pub candidate: Json<Candidate>,
    pub snapshot_id: Option<Id<Snapshot>>,
    pub fetched_at: Option<Timestamp>,
}

/// Whether a run put anything away: the run that goes on (none) or a held one.
pub async fn staged_any(store: &Store, source: Id<Source>, harvest: Option<Id<Harvest>>) -> Result<bool> {
    let sql = format!("select exists (select 1 from staged where source_id = $1 and {})", of(harvest));
    Ok(read!(store, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(source).bind(harvest).fetch_one(c).await)?)
}

/// How many pages that were known and say something else the run that goes on has put away.
pub async fn staged_changed(tx: &mut Tx, source: Id<Source>) -> Result<i64> {
    const SQL: &str = "select count(*) from staged
        where source_id = $1 and harvest_id is null and candidate ->> 'change' = 'changed'";
    Ok(write!(tx, |c| sqlx::query_scalar(SQL).bind(source).fetch_one(c).await)?)
}

/// The first candidates that the run that goes on has put away.
pub async fn staged_first(tx: &mut Tx, source: Id<Source>, limit: i64) -> Result<Vec<Candidate>> {
    const SQL: &str = "select candidate from staged where source_id = $1 and harvest_id is null order by id limit $2";
    let rows: Vec<Json<Candidate>> =
        write!(tx, |c| sqlx::query_scalar(SQL).bind(source).bind(limit).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|Json(candidate)| candidate).collect())
}

/// What a run put away of one practice: of the run that goes on (none) or of a held one.
pub async fn staged_of(
    tx: &mut Tx,
    source: Id<Source>,
    harvest: Option<Id<Harvest>>,
    external_id: &str,
) -> Result<Option<Candidate>> {
    let sql = format!(
        "select candidate from staged where source_id = $1 and {} and external_id = $3 order by id desc limit 1",
        of(harvest)
    );
    let found: Option<Json<Candidate>> = write!(tx, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .bind(source)
        .bind(harvest)
        .bind(external_id)
        .fetch_optional(c)
        .await)?;
    Ok(found.map(|Json(candidate)| candidate))
}

/// What a held run put away stays with it until an editor decides.
pub async fn staged_hold(tx: &mut Tx, source: Id<Source>, harvest: Id<Harvest>) -> Result<()> {
    const SQL: &str = "update staged set harvest_id = $2 where source_id = $1 and harvest_id is null";
    write!(tx, |c| sqlx::query(SQL).bind(source).bind(harvest).execute(c).await.map(drop))?;
    Ok(())
}

/// It has been filed.
pub async fn staged_forget(tx: &mut Tx, source: Id<Source>, harvest: Option<Id<Harvest>>) -> Result<()> {
    let sql = format!("delete from staged where source_id = $1 and {}", of(harvest));
    write!(tx, |c| sqlx::query(sqlx::AssertSqlSafe(sql)).bind(source).bind(harvest).execute(c).await.map(drop))?;
    Ok(())
}

/// The first candidates of a held run, for an editor to look at.
pub async fn staged_of_held(store: &Store, harvest: Id<Harvest>, limit: i64) -> Result<Vec<Candidate>> {
    const SQL: &str = "select candidate from staged where harvest_id = $1 order by id limit $2";
    let rows: Vec<Json<Candidate>> =
        read!(store, |c| sqlx::query_scalar(SQL).bind(harvest).bind(limit).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|Json(candidate)| candidate).collect())
}

/// `$2` must be used on either engine.
fn of(harvest: Option<Id<Harvest>>) -> &'static str {
    if harvest.is_some() { "harvest_id = $2" } else { "harvest_id is null and $2 is null" }
}
