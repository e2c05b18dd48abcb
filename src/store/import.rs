//! Files that editors bring with many practices, and what became of each row.

use std::collections::HashMap;

use sqlx::{AssertSqlSafe, FromRow};

use super::{Json, Result, Store, StoreError, Tx, read, write};
use crate::domain::{
    Editor, FieldErrors, Id, SourceSettings, Timestamp,
    import::{Mapping, Outcome},
    marker::{Import, ReviewItem, Source, SourceRecord},
};

/// A file as kept.
#[derive(Clone, Debug, FromRow)]
pub struct KeptImport {
    pub id: Id<Import>,
    /// The list it belongs to.
    pub source_id: Id<Source>,
    pub filename: String,
    pub blob: String,
    pub mapping: Json<Mapping>,
    pub row_count: i64,
    /// None for the command line.
    pub made_by: Option<Id<Editor>>,
    pub made_at: Timestamp,
    pub started_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
    /// None while nobody works on it and nobody will.
    pub due_at: Option<Timestamp>,
    pub last_error: Option<String>,
}

const COLUMNS: &str =
    "id, source_id, filename, blob, mapping, row_count, made_by, made_at, started_at, finished_at, due_at,
    last_error";

pub async fn import_insert(tx: &mut Tx, import: &KeptImport) -> Result<()> {
    const SQL: &str = "insert into import (id, source_id, filename, blob, mapping, row_count, made_by, made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    write!(tx, |c| sqlx::query(SQL)
        .bind(import.id)
        .bind(import.source_id)
        .bind(&import.filename)
        .bind(&import.blob)
        .bind(&import.mapping)
        .bind(import.row_count)
        .bind(import.made_by)
        .bind(import.made_at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub async fn import_by_id(store: &Store, id: Id<Import>) -> Result<Option<KeptImport>> {
    let sql = format!("select {COLUMNS} from import where id = $1");
    Ok(read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(c).await)?)
}

pub async fn import_lock(tx: &mut Tx, id: Id<Import>) -> Result<Option<KeptImport>> {
    let sql = format!("select {COLUMNS} from import where id = $1 {}", tx.lock());
    Ok(write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(c).await)?)
}

/// The files brought last, the newest first.
pub async fn import_list(store: &Store, limit: i64) -> Result<Vec<KeptImport>> {
    let sql = format!("select {COLUMNS} from import order by made_at desc, id desc limit $1");
    Ok(read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(limit).fetch_all(c).await)?)
}

/// What a file that is not begun is taken for.
pub async fn import_set_mapping(tx: &mut Tx, id: Id<Import>, mapping: &Mapping) -> Result<()> {
    const SQL: &str = "update import set mapping = $2 where id = $1 and started_at is null";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(Json(mapping)).execute(c).await.map(drop))?;
    Ok(())
}

pub async fn import_set_started(tx: &mut Tx, id: Id<Import>, by: Option<Id<Editor>>, at: Timestamp) -> Result<()> {
    const SQL: &str = "update import set started_at = $3, started_by = $2 where id = $1 and started_at is null";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(by).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

pub async fn import_set_finished(tx: &mut Tx, id: Id<Import>, at: Timestamp) -> Result<()> {
    const SQL: &str = "update import set finished_at = $2 where id = $1 and finished_at is null";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

/// Forgets a file that was not begun; it is deleted when nothing else names it.
pub async fn import_forget(tx: &mut Tx, import: &KeptImport, now: Timestamp) -> Result<()> {
    const SQL: &str = "delete from import where id = $1 and started_at is null";
    const UNUSED: &str = "insert into blob_unused (blob, since) values ($1, $2) on conflict (blob) do nothing";
    write!(tx, |c| sqlx::query(SQL).bind(import.id).execute(c).await.map(drop))?;
    write!(tx, |c| sqlx::query(UNUSED).bind(&import.blob).bind(now).execute(c).await.map(drop))?;
    Ok(())
}

/// What became of a row.
#[derive(Clone, Debug)]
pub struct FiledRow {
    pub number: u32,
    pub outcome: Outcome,
    pub title: String,
    pub faults: FieldErrors,
    pub record: Option<Id<SourceRecord>>,
}

pub async fn import_row_insert(tx: &mut Tx, import: Id<Import>, row: &FiledRow) -> Result<()> {
    const SQL: &str = "insert into import_row (import_id, number, outcome, title, faults, source_record_id)
        values ($1, $2, $3, $4, $5, $6)";
    write!(tx, |c| sqlx::query(SQL)
        .bind(import)
        .bind(i64::from(row.number))
        .bind(row.outcome.name())
        .bind(&row.title)
        .bind(Json(&row.faults))
        .bind(row.record)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

#[derive(FromRow)]
struct Row {
    number: i64,
    outcome: String,
    title: String,
    faults: Json<FieldErrors>,
    source_record_id: Option<Id<SourceRecord>>,
}

const ROW: &str = "number, outcome, title, faults, source_record_id";

/// What became of the rows so far, in their order.
pub async fn import_row_list(store: &Store, import: Id<Import>) -> Result<Vec<FiledRow>> {
    let sql = format!("select {ROW} from import_row where import_id = $1 order by number limit 10000");
    let rows: Vec<Row> = read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(import).fetch_all(c).await)?;
    rows.into_iter().map(|row| filed(import, row)).collect()
}

fn filed(import: Id<Import>, row: Row) -> Result<FiledRow> {
    let outcome = row.outcome.parse().map_err(|error: crate::domain::review::UnknownName| StoreError::Unreadable {
        table: "import_row",
        column: "outcome",
        row: format!("{import} {}", row.number),
        why: error.to_string(),
    })?;
    let Row { title, faults: Json(faults), source_record_id: record, .. } = row;
    Ok(FiledRow { number: u32::try_from(row.number).unwrap_or(u32::MAX), outcome, title, faults, record })
}

/// The file and the row that a record of a list was read from last.
pub async fn import_row_of_record(store: &Store, record: Id<SourceRecord>) -> Result<Option<(KeptImport, u32)>> {
    const SQL: &str = "select r.import_id, r.number from import_row r join import i on i.id = r.import_id
        where r.source_record_id = $1 and r.outcome in ('new', 'changed') order by i.made_at desc, i.id desc limit 1";
    let found: Option<(Id<Import>, i64)> = read!(store, |c| sqlx::query_as(SQL).bind(record).fetch_optional(c).await)?;
    let Some((import, number)) = found else { return Ok(None) };
    let import = import_by_id(store, import).await?;
    Ok(import.map(|import| (import, u32::try_from(number).unwrap_or(u32::MAX))))
}

/// The latest item about each record that a file has brought.
pub async fn import_items(store: &Store, import: Id<Import>) -> Result<HashMap<Id<SourceRecord>, Id<ReviewItem>>> {
    const SQL: &str = "select i.source_record_id, i.id from review_item i join import_row r
        on r.source_record_id = i.source_record_id where r.import_id = $1 order by i.received_at, i.id limit 50000";
    let rows: Vec<(Id<SourceRecord>, Id<ReviewItem>)> =
        read!(store, |c| sqlx::query_as(SQL).bind(import).fetch_all(c).await)?;
    Ok(rows.into_iter().collect())
}

/// A practice of a list as it was read last.
#[derive(Clone, Debug)]
pub struct ListedRecord {
    pub content_hash: String,
    pub draft: crate::domain::Draft,
    pub url: String,
}

/// All that a list has, by what names each practice in it.
pub async fn import_records(store: &Store, list: Id<Source>) -> Result<HashMap<String, ListedRecord>> {
    const SQL: &str = "select external_id, content_hash, draft, url from source_record
        where source_id = $1 and gone_at is null order by external_id limit 100000";
    let rows: Vec<(String, String, Json<crate::domain::Draft>, String)> =
        read!(store, |c| sqlx::query_as(SQL).bind(list).fetch_all(c).await)?;
    let listed = |(id, content_hash, Json(draft), url)| (id, ListedRecord { content_hash, draft, url });
    Ok(rows.into_iter().map(listed).collect())
}

/// The lists that files belong to, by name, each with the page that tells about it.
pub async fn import_lists(store: &Store) -> Result<Vec<(Id<Source>, SourceSettings)>> {
    let sources = super::source_list_all(store).await?;
    let is_list = |source: &super::KeptSource| source.is_import();
    Ok(sources.into_iter().filter(is_list).map(|source| (source.id, source.settings.0)).collect())
}
