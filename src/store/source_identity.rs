//! By what else than its name within its source a record is recognised: its address, what its page calls its address, and
//! its words.

use std::collections::HashSet;

use sqlx::{AssertSqlSafe, FromRow, QueryBuilder};

use super::{Json, KeptRecord, Result, Store, Tx, read, source::RECORD, write};
use crate::domain::{
    Draft, Id,
    marker::{Practice, ReviewItem, Source, SourceRecord},
    review::Phase,
};

/// What a record is recognised by. Empty texts match nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordKeys {
    /// [`crate::domain::same_page::key`] of its address; empty where it has none.
    pub address: String,
    /// The same of the address its page states.
    pub canonical: Option<String>,
    /// [`crate::domain::duplicate::text_hash`] of its words.
    pub text: Option<String>,
}

impl RecordKeys {
    /// Both addresses.
    fn addresses(&self) -> impl Iterator<Item = &str> {
        let addresses = [Some(self.address.as_str()), self.canonical.as_deref()];
        addresses.into_iter().flatten().filter(|key| !key.is_empty())
    }

    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.addresses().chain(self.text.as_deref())
    }
}

/// The records that have any of the keys of another one. Looked for on their own, by their three indexes: `or` and a source
/// to look in would lead `SQLite` over all that the source has.
const TWINS: &str = "with twin as materialized (
        select id, practice_id, address_key, canonical_key, text_hash, source_id, external_id, first_seen_at, last_seen_at
        from source_record where id in (
            select id from source_record where address_key in (nullif($1, ''), $2)
            union select id from source_record where canonical_key in (nullif($1, ''), $2)
            union select id from source_record where text_hash = $3))
    select id, practice_id, address_key, canonical_key, text_hash from twin";

/// Another record with a key in common.
#[derive(Clone, Debug, FromRow)]
pub struct Twin {
    pub id: Id<SourceRecord>,
    pub practice_id: Option<Id<Practice>>,
    pub address_key: Option<String>,
    pub canonical_key: Option<String>,
    pub text_hash: Option<String>,
}

impl Twin {
    /// Whether both are read at one address.
    #[must_use]
    pub fn has_address(&self, keys: &RecordKeys) -> bool {
        !keys.address.is_empty() && self.address_key.as_deref() == Some(&keys.address)
    }

    /// Whether one of the pages names the other's address, or both name the same.
    #[must_use]
    pub fn names_address(&self, keys: &RecordKeys) -> bool {
        let theirs = [self.address_key.as_deref(), self.canonical_key.as_deref()];
        keys.addresses().any(|key| theirs.contains(&Some(key)))
    }
}

/// Of names within a source and of keys, those that records have already.
#[derive(Debug, Default)]
pub struct Taken {
    pub names: HashSet<String>,
    pub keys: HashSet<String>,
}

impl Taken {
    /// Whether a record has one of these keys, or names one of these addresses.
    #[must_use]
    pub fn has(&self, keys: &RecordKeys) -> bool {
        keys.all().any(|key| self.keys.contains(key))
    }
}

/// What of these names and keys is taken: nothing else has to be looked up of what has no part in it.
pub async fn source_record_taken(tx: &mut Tx, source: Id<Source>, of: &[(&str, &RecordKeys)]) -> Result<Taken> {
    let names: Vec<&str> = of.iter().map(|(name, _)| *name).collect();
    let addresses: Vec<&str> = of.iter().flat_map(|(_, keys)| keys.addresses()).collect();
    let texts: Vec<&str> = of.iter().filter_map(|(_, keys)| keys.text.as_deref()).collect();
    let mut taken = Taken::default();
    for (column, source, asked) in [
        ("external_id", Some(source), names),
        ("address_key", None, addresses.clone()),
        ("canonical_key", None, addresses),
        ("text_hash", None, texts),
    ] {
        if asked.is_empty() {
            continue;
        }
        let found: Vec<String> = write!(tx, |c| {
            let mut query = QueryBuilder::new(format!("select {column} from source_record where {column} in ("));
            let mut list = query.separated(", ");
            for one in asked {
                list.push_bind(one);
            }
            query.push(")");
            if let Some(source) = source {
                query.push(" and source_id = ").push_bind(source);
            }
            query.build_query_scalar().persistent(false).fetch_all(c).await
        })?;
        if source.is_some() { taken.names.extend(found) } else { taken.keys.extend(found) }
    }
    Ok(taken)
}

pub async fn source_record_set_keys(tx: &mut Tx, id: Id<SourceRecord>, keys: &RecordKeys) -> Result<()> {
    const SQL: &str = "update source_record set address_key = $2, canonical_key = $3, text_hash = $4 where id = $1";
    write!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(&keys.address)
        .bind(&keys.canonical)
        .bind(&keys.text)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Records whose keys have not been worked out yet, with address and draft.
pub async fn source_record_unkeyed(store: &Store, limit: i64) -> Result<Vec<(Id<SourceRecord>, String, Json<Draft>)>> {
    const SQL: &str = "select id, url, draft from source_record where address_key is null order by id limit $1";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(limit).fetch_all(c).await)?)
}

/// Other records of any source that have a key in common, the first seen first.
pub async fn source_record_twins(
    tx: &mut Tx,
    id: Id<SourceRecord>,
    keys: &RecordKeys,
    limit: u32,
) -> Result<Vec<Twin>> {
    let sql = format!("{TWINS} where id <> $4 order by first_seen_at, id limit {limit}");
    Ok(write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql))
        .bind(&keys.address)
        .bind(&keys.canonical)
        .bind(&keys.text)
        .bind(id)
        .fetch_all(c)
        .await)?)
}

/// Records of one source that have a key in common with something read under another name, and those keys.
pub async fn source_record_elsewhere(
    tx: &mut Tx,
    source: Id<Source>,
    external_id: &str,
    keys: &RecordKeys,
) -> Result<Vec<(KeptRecord, Twin)>> {
    const MOST: u32 = 20;
    let order = format!("order by last_seen_at desc, id limit {MOST}");
    let twins = format!("{TWINS} where source_id = $4 and external_id <> $5 {order}");
    let twins: Vec<Twin> = write!(tx, |c| sqlx::query_as(AssertSqlSafe(twins))
        .bind(&keys.address)
        .bind(&keys.canonical)
        .bind(&keys.text)
        .bind(source)
        .bind(external_id)
        .fetch_all(c)
        .await)?;
    let mut found = Vec::new();
    for twin in twins {
        let sql = format!("select {RECORD} from source_record where id = $1 {}", tx.lock());
        let record: KeptRecord = write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(twin.id).fetch_one(c).await)?;
        found.push((record, twin));
    }
    Ok(found)
}

/// The record goes on under another name within its source, which nothing else has there.
pub async fn source_record_rename(tx: &mut Tx, id: Id<SourceRecord>, external_id: &str) -> Result<()> {
    const SQL: &str = "update source_record set external_id = $2 where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(external_id).execute(c).await.map(drop))?;
    Ok(())
}

/// An item as another one names it.
#[derive(Clone, Debug)]
pub struct ItemNamed {
    pub id: Id<ReviewItem>,
    pub title: String,
    pub city_name: String,
    pub phase: Phase,
}

/// The latest item about a record of a source.
pub async fn item_latest_of_record(tx: &mut Tx, record: Id<SourceRecord>) -> Result<Option<ItemNamed>> {
    const SQL: &str = "select id, title, city_name, phase from review_item where source_record_id = $1
        order by received_at desc, id desc limit 1";
    let row: Option<(Id<ReviewItem>, String, String, String)> =
        write!(tx, |c| sqlx::query_as(SQL).bind(record).fetch_optional(c).await)?;
    let named = |(id, title, city_name, phase): (Id<ReviewItem>, String, String, String)| {
        let phase =
            phase.parse().map_err(|error: crate::domain::review::UnknownName| super::StoreError::Unreadable {
                table: "review_item",
                column: "phase",
                row: id.to_string(),
                why: error.to_string(),
            })?;
        Ok(ItemNamed { id, title, city_name, phase })
    };
    row.map(named).transpose()
}
