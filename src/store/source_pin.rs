//! What a source is measured by: samples of what its pages say, how much it usually lists; and who is told how it does.

use sqlx::FromRow;

use super::{Json, Result, Store, Tx, read, write};
use crate::domain::{
    Draft, Editor, Id, Timestamp,
    marker::{Harvest, Source},
    sample::Expectation,
    source::Expected,
};

/// A practice of a source with what it is expected to say.
#[derive(Clone, Debug, FromRow)]
pub struct PinnedSample {
    pub external_id: String,
    pub url: String,
    pub expected: Json<Expectation>,
    pub pinned_at: Timestamp,
}

/// Practices that a source is measured by.
pub const PINNED_MOST: i64 = 3;

pub async fn source_pin_list(store: &Store, source: Id<Source>) -> Result<Vec<PinnedSample>> {
    const SQL: &str = "select external_id, url, expected, pinned_at from source_sample
        where source_id = $1 order by pinned_at, external_id limit $2";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(source).bind(PINNED_MOST).fetch_all(c).await)?)
}

/// Like [`source_pin_list`] inside a transaction.
pub async fn source_pins(tx: &mut Tx, source: Id<Source>) -> Result<Vec<PinnedSample>> {
    const SQL: &str = "select external_id, url, expected, pinned_at from source_sample
        where source_id = $1 order by pinned_at, external_id limit $2";
    Ok(write!(tx, |c| sqlx::query_as(SQL).bind(source).bind(PINNED_MOST).fetch_all(c).await)?)
}

/// Pins a practice, or what is expected of it anew.
pub async fn source_pin_put(tx: &mut Tx, source: Id<Source>, sample: &PinnedSample) -> Result<()> {
    const SQL: &str = "insert into source_sample (source_id, external_id, url, expected, pinned_at)
        values ($1, $2, $3, $4, $5)
        on conflict (source_id, external_id) do update set url = excluded.url, expected = excluded.expected";
    write!(tx, |c| sqlx::query(SQL)
        .bind(source)
        .bind(&sample.external_id)
        .bind(&sample.url)
        .bind(&sample.expected)
        .bind(sample.pinned_at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub async fn source_pin_forget_all(tx: &mut Tx, source: Id<Source>) -> Result<()> {
    const SQL: &str = "delete from source_sample where source_id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(source).execute(c).await.map(drop))?;
    Ok(())
}

/// The practices a source has now, those known longest first: candidates for being pinned.
pub async fn source_record_oldest(tx: &mut Tx, source: Id<Source>, limit: i64) -> Result<Vec<(String, String, Draft)>> {
    const SQL: &str = "select external_id, url, draft from source_record
        where source_id = $1 and gone_at is null order by first_seen_at, external_id limit $2";
    let rows: Vec<(String, String, Json<Draft>)> =
        write!(tx, |c| sqlx::query_as(SQL).bind(source).bind(limit).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, url, Json(draft))| (id, url, draft)).collect())
}

const YIELD: &str = "select yield_least, yield_most from source where id = $1";

type Range = (Option<i64>, Option<i64>);

fn range(found: Option<Range>) -> Option<Expected> {
    let (least, most) = found?;
    Some(Expected { least: u32::try_from(least?).ok()?, most: u32::try_from(most?).ok()? })
}

/// How many practices the source usually lists, as far as its runs have shown.
pub async fn source_yield(store: &Store, source: Id<Source>) -> Result<Option<Expected>> {
    Ok(range(read!(store, |c| sqlx::query_as(YIELD).bind(source).fetch_optional(c).await)?))
}

/// Like [`source_yield`] inside a transaction.
pub async fn source_yield_in(tx: &mut Tx, source: Id<Source>) -> Result<Option<Expected>> {
    Ok(range(write!(tx, |c| sqlx::query_as(YIELD).bind(source).fetch_optional(c).await)?))
}

pub async fn source_set_yield(tx: &mut Tx, source: Id<Source>, expected: Option<Expected>) -> Result<()> {
    const SQL: &str = "update source set yield_least = $2, yield_most = $3 where id = $1";
    write!(tx, |c| sqlx::query(SQL)
        .bind(source)
        .bind(expected.map(|expected| i64::from(expected.least)))
        .bind(expected.map(|expected| i64::from(expected.most)))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// How many practices a run listed.
pub async fn harvest_listed(tx: &mut Tx, id: Id<Harvest>) -> Result<Option<u32>> {
    const SQL: &str = "select counts from harvest where id = $1";
    let counts: Option<Json<super::HarvestCounts>> =
        write!(tx, |c| sqlx::query_scalar(SQL).bind(id).fetch_optional(c).await)?;
    Ok(counts.map(|Json(counts)| counts.listed))
}

/// Who is told how the source does.
pub async fn source_owner(store: &Store, source: Id<Source>) -> Result<Option<Id<Editor>>> {
    const SQL: &str = "select owner_id from source where id = $1";
    let owner: Option<Option<Id<Editor>>> =
        read!(store, |c| sqlx::query_scalar(SQL).bind(source).fetch_optional(c).await)?;
    Ok(owner.flatten())
}

/// Like [`source_owner`] inside a transaction.
pub async fn source_owner_in(tx: &mut Tx, source: Id<Source>) -> Result<Option<Id<Editor>>> {
    const SQL: &str = "select owner_id from source where id = $1";
    let owner: Option<Option<Id<Editor>>> =
        write!(tx, |c| sqlx::query_scalar(SQL).bind(source).fetch_optional(c).await)?;
    Ok(owner.flatten())
}

pub async fn source_set_owner(tx: &mut Tx, source: Id<Source>, owner: Option<Id<Editor>>) -> Result<()> {
    const SQL: &str = "update source set owner_id = $2 where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(source).bind(owner).execute(c).await.map(drop))?;
    Ok(())
}
