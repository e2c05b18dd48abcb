//! What runs over sources have put away before they were over, and what held runs found.

use sqlx::FromRow;
use uuid::Uuid;

use super::{Json, Result, Store, Tx, read, write};
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
    pub page: Json<KnownPage>,
    pub snapshot_id: Option<Id<Snapshot>>,
    pub staged_at: Timestamp,
}

const COLUMNS: &str = "id, source_id, external_id, rules, candidate, page_url, page, snapshot_id, staged_at";

/// Puts a candidate away for the run that goes on, in the place of what it said before.
pub async fn staged_put(tx: &mut Tx, row: &StagedRow) -> Result<()> {
    let sql = format!(
        "insert into staged ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (source_id, external_id) where harvest_id is null do update set rules = excluded.rules,
            candidate = excluded.candidate, page_url = excluded.page_url, page = excluded.page,
            snapshot_id = excluded.snapshot_id, staged_at = excluded.staged_at"
    );
    write!(tx, |c| sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(row.id)
        .bind(row.source_id)
        .bind(&row.external_id)
        .bind(&row.rules)
        .bind(&row.candidate)
        .bind(&row.page_url)
        .bind(&row.page)
        .bind(row.snapshot_id)
        .bind(row.staged_at)
        .execute(c)
        .await
        .map(drop))?;
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
    let rows: Vec<(String, Json<Candidate>, String, Json<KnownPage>)> =
        write!(tx, |c| sqlx::query_as(SQL).bind(source).fetch_all(c).await)?;
    let begun =
        |(external_id, Json(candidate), page_url, Json(page)): (String, Json<Candidate>, _, Json<KnownPage>)| {
            let Candidate { url, content_hash, change, .. } = candidate;
            BegunFinding { external_id, url, content_hash, change, page_url, page }
        };
    Ok(rows.into_iter().map(begun).collect())
}

/// Candidates read at a time.
const BATCH: i64 = 200;

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
    pub async fn next(&mut self, tx: &mut Tx) -> Result<Vec<StagedRow>> {
        let rows = write!(tx, |c| sqlx::query_as(sqlx::AssertSqlSafe(page_of(self.harvest)))
            .bind(self.source)
            .bind(self.harvest)
            .bind(self.after)
            .bind(BATCH)
            .fetch_all(c)
            .await)?;
        Ok(self.passed(rows))
    }

    /// Like [`StagedWalk::next`] outside a transaction.
    pub async fn next_seen(&mut self, store: &Store) -> Result<Vec<StagedRow>> {
        let rows = read!(store, |c| sqlx::query_as(sqlx::AssertSqlSafe(page_of(self.harvest)))
            .bind(self.source)
            .bind(self.harvest)
            .bind(self.after)
            .bind(BATCH)
            .fetch_all(c)
            .await)?;
        Ok(self.passed(rows))
    }

    fn passed(&mut self, rows: Vec<StagedRow>) -> Vec<StagedRow> {
        self.after = rows.last().map_or(self.after, |last| last.id);
        rows
    }
}

/// Of source `$1` and run `$2`, after `$3`, at most `$4`.
fn page_of(harvest: Option<Id<Harvest>>) -> String {
    format!("select {COLUMNS} from staged where source_id = $1 and {} and id > $3 order by id limit $4", of(harvest))
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
