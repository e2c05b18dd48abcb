//! The pages of a source that could not be read, one row a page: until a run has read it, or does not come to it any more.

use sqlx::FromRow;

use super::{Json, KeptSource, Result, Store, Tx, read, write};
use crate::domain::{
    FailedKind, Id, Stage, Timestamp,
    candidate::Note,
    marker::{Harvest, ReviewItem, Snapshot, Source},
};

/// A page that failed, as kept.
#[derive(Clone, Debug, FromRow)]
pub struct FailedPageRow {
    pub source_id: Id<Source>,
    kind: String,
    /// Of the practice; of a list its address.
    pub external_id: String,
    pub url: String,
    stage: String,
    pub why: Json<Note>,
    pub shared: Option<String>,
    /// As it came, if it came.
    pub snapshot_id: Option<Id<Snapshot>>,
    /// The run it failed in last.
    pub harvest_id: Id<Harvest>,
    pub failed_at: Timestamp,
    pub first_failed_at: Timestamp,
    /// Until when its host wants to be left alone.
    pub rests_until: Option<Timestamp>,
    /// When its practice was last known to be there.
    pub seen_at: Option<Timestamp>,
    /// Since when somebody waits for it to be read again.
    pub asked_at: Option<Timestamp>,
    /// When it was last read again.
    pub tried_at: Option<Timestamp>,
    /// What came of that; none while it fails.
    pub came: Option<Json<Note>>,
    pub item_id: Option<Id<ReviewItem>>,
}

const COLUMNS: &str = "source_id, kind, external_id, url, stage, why, shared, snapshot_id, harvest_id, failed_at,
    first_failed_at, rests_until, seen_at, asked_at, tried_at, came, item_id";

/// Pages shown of one source.
const SHOWN: i64 = 200;

impl FailedPageRow {
    #[must_use]
    pub fn kind(&self) -> FailedKind {
        FailedKind::ALL.into_iter().find(|kind| kind.name() == self.kind).unwrap_or(FailedKind::List)
    }

    #[must_use]
    pub fn stage(&self) -> Stage {
        Stage::ALL.into_iter().find(|stage| stage.name() == self.stage).unwrap_or(Stage::Read)
    }
}

/// A page that fails now.
#[derive(Debug)]
pub struct Failure<'a> {
    pub kind: FailedKind,
    pub external_id: &'a str,
    pub url: &'a str,
    pub stage: Stage,
    pub why: &'a Note,
    pub shared: Option<&'a str>,
    pub snapshot: Option<Id<Snapshot>>,
    pub harvest: Id<Harvest>,
    pub at: Timestamp,
    pub rests_until: Option<Timestamp>,
    pub seen_at: Option<Timestamp>,
}

/// Since when it fails, and when it was seen before that, is remembered from run to run.
pub async fn failed_page_put(tx: &mut Tx, source: Id<Source>, failure: &Failure<'_>) -> Result<()> {
    const SQL: &str = "insert into failed_page (source_id, kind, external_id, url, stage, why, shared, snapshot_id,
            harvest_id, failed_at, first_failed_at, rests_until, seen_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12)
        on conflict (source_id, kind, external_id) do update set url = excluded.url, stage = excluded.stage,
            why = excluded.why, shared = excluded.shared, snapshot_id = excluded.snapshot_id,
            harvest_id = excluded.harvest_id, failed_at = excluded.failed_at, rests_until = excluded.rests_until,
            first_failed_at = case when failed_page.came is null then failed_page.first_failed_at
                else excluded.first_failed_at end,
            seen_at = case when failed_page.came is null then failed_page.seen_at else excluded.seen_at end,
            asked_at = null, came = null, item_id = null";
    write!(tx, |c| sqlx::query(SQL)
        .bind(source)
        .bind(failure.kind.name())
        .bind(failure.external_id)
        .bind(failure.url)
        .bind(failure.stage.name())
        .bind(Json(failure.why))
        .bind(failure.shared)
        .bind(failure.snapshot)
        .bind(failure.harvest)
        .bind(failure.at)
        .bind(failure.rests_until)
        .bind(failure.seen_at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// The pages that fail or were read again since the last run, lists first.
pub async fn failed_page_list(store: &Store, source: Id<Source>) -> Result<Vec<FailedPageRow>> {
    let sql = format!(
        "select {COLUMNS} from failed_page where source_id = $1 order by kind, first_failed_at, external_id limit $2"
    );
    Ok(read!(store, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(source).bind(SHOWN).fetch_all(c).await)?)
}

pub async fn failed_page_list_lock(tx: &mut Tx, source: Id<Source>) -> Result<Vec<FailedPageRow>> {
    let sql = format!(
        "select {COLUMNS} from failed_page where source_id = $1 order by kind, external_id limit 10000 {}",
        tx.lock()
    );
    Ok(write!(tx, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(source).fetch_all(c).await)?)
}

/// The pages of practices that somebody wants read again, in the order they were asked for.
pub async fn failed_page_asked(store: &Store, source: Id<Source>) -> Result<Vec<FailedPageRow>> {
    let sql = format!(
        "select {COLUMNS} from failed_page where source_id = $1 and kind = 'practice' and asked_at is not null
        order by asked_at, external_id limit $2"
    );
    Ok(read!(store, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(source).bind(SHOWN).fetch_all(c).await)?)
}

/// It is read, or the list does not come to it any more.
pub async fn failed_page_forget(tx: &mut Tx, page: &FailedPageRow) -> Result<()> {
    const SQL: &str = "delete from failed_page where source_id = $1 and kind = $2 and external_id = $3";
    write!(tx, |c| sqlx::query(SQL)
        .bind(page.source_id)
        .bind(&page.kind)
        .bind(&page.external_id)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Somebody wants the page read again.
pub async fn failed_page_ask(tx: &mut Tx, page: &FailedPageRow, at: Timestamp) -> Result<()> {
    const SQL: &str = "update failed_page set asked_at = coalesce(asked_at, $4)
        where source_id = $1 and kind = $2 and external_id = $3";
    write!(tx, |c| sqlx::query(SQL)
        .bind(page.source_id)
        .bind(&page.kind)
        .bind(&page.external_id)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Nobody waits any more for pages of a source to be read again.
pub async fn failed_page_ask_forget(tx: &mut Tx, source: Id<Source>) -> Result<()> {
    const SQL: &str = "update failed_page set asked_at = null where source_id = $1 and asked_at is not null";
    write!(tx, |c| sqlx::query(SQL).bind(source).execute(c).await.map(drop))?;
    Ok(())
}

/// When the page was read again; `came` says what of, none when it failed again.
pub async fn failed_page_tried(
    tx: &mut Tx,
    page: &FailedPageRow,
    at: Timestamp,
    came: Option<(&Note, Option<Id<ReviewItem>>)>,
) -> Result<()> {
    const SQL: &str = "update failed_page set asked_at = null, tried_at = $4, came = $5, item_id = $6,
            seen_at = case when $7 then $4 else seen_at end
        where source_id = $1 and kind = $2 and external_id = $3";
    write!(tx, |c| sqlx::query(SQL)
        .bind(page.source_id)
        .bind(&page.kind)
        .bind(&page.external_id)
        .bind(at)
        .bind(came.map(|(note, _)| Json(note)))
        .bind(came.and_then(|(_, item)| item))
        .bind(came.is_some())
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// This snapshot is of a page that could not be read: no copy of anything.
pub async fn snapshot_set_failed(tx: &mut Tx, id: Id<Snapshot>) -> Result<()> {
    const SQL: &str = "update snapshot set failed = true where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).execute(c).await.map(drop))?;
    Ok(())
}

/// Forgets what was kept of pages that failed and do not any more, or failed again; their files are looked at later.
pub async fn snapshot_forget_failed(tx: &mut Tx, source: Id<Source>, now: Timestamp) -> Result<()> {
    const OVER: &str = "source_id = $1 and failed
        and not exists (select 1 from failed_page f where f.snapshot_id = snapshot.id)";
    let unused = format!(
        "insert into blob_unused (blob, since) select distinct blob, $2 from snapshot where {OVER}
        on conflict (blob) do nothing"
    );
    // PostgreSQL does not guess the type of what is selected.
    let unused = match tx.engine() {
        super::Engine::Sqlite => unused,
        super::Engine::Postgres => unused.replace("$2", "$2::timestamptz"),
    };
    write!(tx, |c| sqlx::query(sqlx::AssertSqlSafe(unused)).bind(source).bind(now).execute(c).await.map(drop))?;
    let forget = format!("delete from snapshot where {OVER}");
    write!(tx, |c| sqlx::query(sqlx::AssertSqlSafe(forget)).bind(source).execute(c).await.map(drop))?;
    Ok(())
}

/// When the next look at a source is for pages alone, and when it was due otherwise.
pub async fn source_pages_due(tx: &mut Tx, id: Id<Source>) -> Result<(Option<Timestamp>, Option<Timestamp>)> {
    const SQL: &str = "select pages_due_at, pages_then_at from source where id = $1";
    let found: Option<(Option<Timestamp>, Option<Timestamp>)> =
        write!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?;
    Ok(found.unwrap_or_default())
}

/// The next run, also while a look for pages alone comes first.
pub async fn source_run_due(store: &Store, source: &KeptSource) -> Result<Option<Timestamp>> {
    const SQL: &str = "select pages_then_at from source where id = $1 and pages_due_at = due_at";
    let then: Option<Option<Timestamp>> =
        read!(store, |c| sqlx::query_scalar(SQL).bind(source.id).fetch_optional(c).await)?;
    Ok(then.map_or(source.due_at, |then| then))
}

pub async fn source_set_pages_due(
    tx: &mut Tx,
    id: Id<Source>,
    due: Option<Timestamp>,
    then: Option<Timestamp>,
) -> Result<()> {
    const SQL: &str = "update source set pages_due_at = $2, pages_then_at = $3 where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(due).bind(then).execute(c).await.map(drop))?;
    Ok(())
}
