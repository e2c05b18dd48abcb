//! Partner sources with their settings and health, and the records found in them.

use sqlx::{AssertSqlSafe, FromRow, QueryBuilder};

use super::{Json, Origin, ROWS_AT_ONCE, RecordKeys, Result, Store, Tx, read, write};
use crate::domain::{
    Draft, Id, SourceSettings, Timestamp,
    candidate::ReadFields,
    health::Health,
    marker::{Practice, Snapshot, Source, SourceRecord},
    source::SourceKind,
};

/// A source as kept.
#[derive(Clone, Debug, FromRow)]
pub struct KeptSource {
    pub id: Id<Source>,
    pub slug: String,
    pub name: String,
    pub settings: Json<SourceSettings>,
    pub active: bool,
    pub health: Json<Health>,
    pub made_at: Timestamp,
    pub changed_at: Timestamp,
    /// Raised by every change of the settings.
    pub version: i64,
    /// The next run.
    pub due_at: Option<Timestamp>,
    pub last_error: Option<String>,
    pub gave_up_at: Option<Timestamp>,
    /// When it was removed: what was read of it stays, and it is never read.
    pub retired_at: Option<Timestamp>,
}

impl KeptSource {
    /// Whether it is a list that editors bring as files.
    #[must_use]
    pub fn is_import(&self) -> bool {
        self.settings.kind == SourceKind::Import
    }
}

const COLUMNS: &str = "id, slug, name, settings, active, health, made_at, changed_at, version, due_at, last_error,
    gave_up_at, retired_at";

/// False when the slug is taken.
pub async fn source_insert(tx: &mut Tx, source: &KeptSource) -> Result<bool> {
    const SQL: &str =
        "insert into source (id, slug, name, settings, active, health, known, made_at, changed_at, version)
        values ($1, $2, $3, $4, $5, $6, '{}', $7, $8, $9) on conflict (slug) do nothing";
    let made = write!(tx, |c| sqlx::query(SQL)
        .bind(source.id)
        .bind(&source.slug)
        .bind(&source.name)
        .bind(&source.settings)
        .bind(source.active)
        .bind(&source.health)
        .bind(source.made_at)
        .bind(source.changed_at)
        .bind(source.version)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(made == 1)
}

/// New settings over the version seen; false when somebody else changed them since. Who reads it again has it back.
pub async fn source_update(
    tx: &mut Tx,
    id: Id<Source>,
    seen: i64,
    settings: &SourceSettings,
    active: bool,
    at: Timestamp,
) -> Result<bool> {
    const SQL: &str = "update source set name = $3, settings = $4, active = $5, changed_at = $6, version = version + 1,
            retired_at = case when $5 then null else retired_at end
        where id = $1 and version = $2";
    let changed = write!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(seen)
        .bind(&settings.name)
        .bind(Json(settings))
        .bind(active)
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// Says that a source was removed, or (none) that it is there again.
pub async fn source_set_retired(tx: &mut Tx, id: Id<Source>, at: Option<Timestamp>) -> Result<()> {
    const SQL: &str = "update source set retired_at = $2, version = version + 1 where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

/// All sources inside a transaction, the removed ones too.
pub async fn source_list_lock(tx: &mut Tx) -> Result<Vec<KeptSource>> {
    let sql = format!("select {COLUMNS} from source order by made_at, id limit 10000");
    Ok(write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).fetch_all(c).await)?)
}

/// The partner sites, by name, the removed ones too.
pub async fn source_list(store: &Store) -> Result<Vec<KeptSource>> {
    let all = source_list_all(store).await?;
    Ok(all.into_iter().filter(|source| !source.is_import()).collect())
}

/// The same with the lists that editors bring as files.
pub(super) async fn source_list_all(store: &Store) -> Result<Vec<KeptSource>> {
    let sql = format!("select {COLUMNS} from source order by name, id limit 1000");
    Ok(read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).fetch_all(c).await)?)
}

/// A partner site.
pub async fn source_by_slug(store: &Store, slug: &str) -> Result<Option<KeptSource>> {
    let sql = format!("select {COLUMNS} from source where slug = $1");
    let found: Option<KeptSource> =
        read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(slug).fetch_optional(c).await)?;
    Ok(found.filter(|source| !source.is_import()))
}

pub async fn source_by_id(store: &Store, id: Id<Source>) -> Result<Option<KeptSource>> {
    let sql = format!("select {COLUMNS} from source where id = $1");
    Ok(read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(c).await)?)
}

pub async fn source_lock(tx: &mut Tx, id: Id<Source>) -> Result<Option<KeptSource>> {
    let sql = format!("select {COLUMNS} from source where id = $1 {}", tx.lock());
    Ok(write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(c).await)?)
}

pub async fn source_set_health(tx: &mut Tx, id: Id<Source>, health: &Health) -> Result<()> {
    const SQL: &str = "update source set health = $2 where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(Json(health)).execute(c).await.map(drop))?;
    Ok(())
}

/// A practice as a source has it, whatever became of it here.
#[derive(Clone, Debug, FromRow)]
pub struct KeptRecord {
    pub id: Id<SourceRecord>,
    pub source_id: Id<Source>,
    pub external_id: String,
    pub url: String,
    pub content_hash: String,
    /// As last read: the base of the next three-way comparison.
    pub draft: Json<Draft>,
    pub snapshot_id: Option<Id<Snapshot>>,
    pub practice_id: Option<Id<Practice>>,
    pub first_seen_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub gone_at: Option<Timestamp>,
    /// Where the fields of the draft were read.
    pub origins: Json<ReadFields>,
}

pub(super) const RECORD: &str =
    "id, source_id, external_id, url, content_hash, draft, snapshot_id, practice_id, first_seen_at,
    last_seen_at, gone_at, origins";

/// Adds a record or brings it up to date; `(source, external id)` is the identity. Without keys they are worked out later.
pub async fn source_record_put(
    tx: &mut Tx,
    record: &KeptRecord,
    keys: Option<&RecordKeys>,
) -> Result<Id<SourceRecord>> {
    let ids = source_record_put_all(tx, &[(record, keys)]).await?;
    ids.into_iter().next().ok_or_else(|| sqlx::Error::RowNotFound.into())
}

/// The same for several, no two of one name; answers their ids in any order.
pub async fn source_record_put_all(
    tx: &mut Tx,
    records: &[(&KeptRecord, Option<&RecordKeys>)],
) -> Result<Vec<Id<SourceRecord>>> {
    const SQL: &str = "insert into source_record (id, source_id, external_id, url, content_hash, draft, snapshot_id,
            practice_id, first_seen_at, last_seen_at, gone_at, origins, address_key, canonical_key, text_hash) ";
    let mut ids = Vec::with_capacity(records.len());
    for records in records.chunks(ROWS_AT_ONCE) {
        let put: Vec<Id<SourceRecord>> = write!(tx, |c| {
            let mut query = QueryBuilder::new(SQL);
            query.push_values(records, |mut row, (record, keys)| {
                row.push_bind(record.id)
                    .push_bind(record.source_id)
                    .push_bind(&record.external_id)
                    .push_bind(&record.url)
                    .push_bind(&record.content_hash)
                    .push_bind(&record.draft)
                    .push_bind(record.snapshot_id)
                    .push_bind(record.practice_id)
                    .push_bind(record.first_seen_at)
                    .push_bind(record.last_seen_at)
                    .push_bind(record.gone_at)
                    .push_bind(&record.origins)
                    .push_bind(keys.map(|keys| &keys.address))
                    .push_bind(keys.and_then(|keys| keys.canonical.as_ref()))
                    .push_bind(keys.and_then(|keys| keys.text.as_ref()));
            });
            query.push(
                " on conflict (source_id, external_id) do update set url = excluded.url,
                    content_hash = excluded.content_hash, draft = excluded.draft, snapshot_id = excluded.snapshot_id,
                    last_seen_at = excluded.last_seen_at, gone_at = excluded.gone_at, origins = excluded.origins,
                    address_key = excluded.address_key, canonical_key = excluded.canonical_key,
                    text_hash = excluded.text_hash
                returning id",
            );
            query.build_query_scalar().fetch_all(c).await
        })?;
        ids.extend(put);
    }
    Ok(ids)
}

/// What is no more where it was.
pub async fn source_record_set_gone(tx: &mut Tx, id: Id<SourceRecord>, at: Timestamp) -> Result<()> {
    const SQL: &str = "update source_record set gone_at = $2 where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

/// Whether anything was ever filed of a source.
pub async fn source_has_records(tx: &mut Tx, source: Id<Source>) -> Result<bool> {
    const SQL: &str = "select exists (select 1 from source_record where source_id = $1)";
    Ok(write!(tx, |c| sqlx::query_scalar(SQL).bind(source).fetch_one(c).await)?)
}

pub async fn source_record_lock(tx: &mut Tx, source: Id<Source>, external_id: &str) -> Result<Option<KeptRecord>> {
    let sql = format!("select {RECORD} from source_record where source_id = $1 and external_id = $2 {}", tx.lock());
    Ok(write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(source).bind(external_id).fetch_optional(c).await)?)
}

pub async fn source_record_by_id(store: &Store, id: Id<SourceRecord>) -> Result<Option<KeptRecord>> {
    let sql = format!("select {RECORD} from source_record where id = $1");
    Ok(read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(c).await)?)
}

/// The practice as it was last read and filed.
pub async fn source_record_draft(store: &Store, source: Id<Source>, external_id: &str) -> Result<Option<Draft>> {
    const SQL: &str = "select draft from source_record where source_id = $1 and external_id = $2";
    let draft: Option<Json<Draft>> =
        read!(store, |c| sqlx::query_scalar(SQL).bind(source).bind(external_id).fetch_optional(c).await)?;
    Ok(draft.map(|Json(draft)| draft))
}

pub async fn source_record_count(store: &Store, source: Id<Source>) -> Result<i64> {
    const SQL: &str = "select count(*) from source_record where source_id = $1 and gone_at is null";
    Ok(read!(store, |c| sqlx::query_scalar(SQL).bind(source).fetch_one(c).await)?)
}

pub async fn source_record_set_practice(tx: &mut Tx, id: Id<SourceRecord>, practice: Id<Practice>) -> Result<()> {
    const SQL: &str = "update source_record set practice_id = $2 where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(practice).execute(c).await.map(drop))?;
    Ok(())
}

/// Where a practice made from this record came from, as readers are told: with the day its page was fetched.
pub async fn source_record_origin(tx: &mut Tx, id: Id<SourceRecord>) -> Result<Option<Origin>> {
    const SQL: &str = "select s.id, s.settings, r.url, coalesce(p.fetched_at, r.last_seen_at) from source_record r
        join source s on s.id = r.source_id left join snapshot p on p.id = r.snapshot_id where r.id = $1";
    let found: Option<(Id<Source>, Json<SourceSettings>, String, Timestamp)> =
        write!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?;
    Ok(found.map(|(source, Json(settings), url, read_at)| {
        let url = settings.page_of(url);
        Origin::Source { source, name: settings.name, url, read_at }
    }))
}

/// A page as fetched; the blob store holds its bytes, compressed.
#[derive(Clone, Debug, FromRow)]
pub struct SnapshotRow {
    pub id: Id<Snapshot>,
    pub source_id: Id<Source>,
    pub url: String,
    pub blob: String,
    pub media_type: String,
    pub fetched_at: Timestamp,
}

pub async fn snapshot_insert(tx: &mut Tx, snapshot: &SnapshotRow, headers: &[(String, String)]) -> Result<()> {
    snapshot_insert_all(tx, &[(snapshot, headers)]).await
}

pub async fn snapshot_insert_all(tx: &mut Tx, snapshots: &[(&SnapshotRow, &[(String, String)])]) -> Result<()> {
    const SQL: &str = "insert into snapshot (id, source_id, url, blob, media_type, fetched_at, headers) ";
    for snapshots in snapshots.chunks(ROWS_AT_ONCE) {
        write!(tx, |c| {
            let mut query = QueryBuilder::new(SQL);
            query.push_values(snapshots, |mut row, (snapshot, headers)| {
                row.push_bind(snapshot.id)
                    .push_bind(snapshot.source_id)
                    .push_bind(&snapshot.url)
                    .push_bind(&snapshot.blob)
                    .push_bind(&snapshot.media_type)
                    .push_bind(snapshot.fetched_at)
                    .push_bind(Json(*headers));
            });
            query.build().execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// What the server said with a page; nothing of pages kept before that was kept.
pub async fn snapshot_headers(store: &Store, id: Id<Snapshot>) -> Result<Vec<(String, String)>> {
    const SQL: &str = "select headers from snapshot where id = $1 and headers is not null";
    let headers: Option<Json<Vec<(String, String)>>> =
        read!(store, |c| sqlx::query_scalar(SQL).bind(id).fetch_optional(c).await)?;
    Ok(headers.map(|Json(headers)| headers).unwrap_or_default())
}

/// When a page was fetched.
pub async fn snapshot_fetched_at(tx: &mut Tx, id: Id<Snapshot>) -> Result<Option<Timestamp>> {
    const SQL: &str = "select fetched_at from snapshot where id = $1";
    Ok(write!(tx, |c| sqlx::query_scalar(SQL).bind(id).fetch_optional(c).await)?)
}

pub async fn snapshot_by_id(store: &Store, id: Id<Snapshot>) -> Result<Option<SnapshotRow>> {
    const SQL: &str = "select id, source_id, url, blob, media_type, fetched_at from snapshot where id = $1";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?)
}
