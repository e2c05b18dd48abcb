//! Snapshots that have grown old: pages of others, kept no longer than they are of use. What is still needed is spared, and
//! a file goes only when nothing names it.

use std::collections::HashSet;

use super::{Json, REPLAYED, Result, Store, Tx, read, snapshot_latest, source_list, source_sample_list, write};
use crate::domain::{
    Id, Timestamp,
    candidate::ReadFields,
    marker::{ReviewItem, Snapshot, SourceRecord},
};

/// Records and items in memory at a time.
const BATCH: i64 = 500;

/// A record whose practice readers see, or will, about which a question is open, whose page practices link to, or that its
/// source is measured by: its page is spared.
const RECORD_NEEDED: &str = "(exists (select 1 from revision v where v.practice_id = r.practice_id
            and v.cancelled_at is null and v.record is not null
            and not exists (select 1 from revision n where n.practice_id = v.practice_id
                and n.cancelled_at is null and n.seq > v.seq))
        or exists (select 1 from review_item i where i.source_record_id = r.id and i.phase = 'open')
        or exists (select 1 from link l where l.url = r.url)
        or exists (select 1 from source_sample p where p.source_id = r.source_id and p.external_id = r.external_id))";

/// The next snapshots that are older and that neither a record, a run in hand, a held run nor a link needs. Of the others
/// [`snapshot_needed`] knows more.
pub async fn snapshot_old_list(
    store: &Store,
    before: Timestamp,
    after: Option<Id<Snapshot>>,
    limit: i64,
) -> Result<Vec<Id<Snapshot>>> {
    let sql = format!(
        "select s.id from snapshot s where s.fetched_at < $1 and not s.failed and ($2 is null or s.id > $2)
        and not exists (select 1 from source_record r where r.snapshot_id = s.id and {RECORD_NEEDED})
        and not exists (select 1 from staged t where t.snapshot_id = s.id)
        and not exists (select 1 from harvest h where h.source_id = s.source_id and h.held is not null)
        and not (exists (select 1 from link l where l.url = s.url)
            and not exists (select 1 from snapshot n
                where n.url = s.url and not n.failed and n.fetched_at > s.fetched_at))
        order by s.id limit $3"
    );
    Ok(read!(store, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .bind(before)
        .bind(after)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Snapshots that fields of published practices and of open items were read from, and those a change of rules is tried on.
pub async fn snapshot_needed(store: &Store) -> Result<HashSet<Id<Snapshot>>> {
    let mut needed = HashSet::new();
    let note = |needed: &mut HashSet<Id<Snapshot>>, fields: ReadFields| {
        needed.extend(fields.into_values().filter_map(|from| from.snapshot));
    };
    let mut after: Option<Id<SourceRecord>> = None;
    loop {
        let sql = format!(
            "select r.id, r.origins from source_record r where ($1 is null or r.id > $1) and {RECORD_NEEDED}
            order by r.id limit $2"
        );
        let rows: Vec<(Id<SourceRecord>, Json<ReadFields>)> =
            read!(store, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(after).bind(BATCH).fetch_all(c).await)?;
        let Some((last, _)) = rows.last() else { break };
        after = Some(*last);
        for (_, Json(fields)) in rows {
            note(&mut needed, fields);
        }
    }
    let mut after: Option<Id<ReviewItem>> = None;
    loop {
        const SQL: &str = "select id, origins from review_item
            where ($1 is null or id > $1) and phase = 'open' and source_id is not null order by id limit $2";
        let rows: Vec<(Id<ReviewItem>, Json<ReadFields>)> =
            read!(store, |c| sqlx::query_as(SQL).bind(after).bind(BATCH).fetch_all(c).await)?;
        let Some((last, _)) = rows.last() else { break };
        after = Some(*last);
        for (_, Json(fields)) in rows {
            note(&mut needed, fields);
        }
    }
    for source in source_list(store).await? {
        let samples = source_sample_list(store, source.id, REPLAYED).await?;
        needed.extend(samples.into_iter().map(|sample| sample.snapshot_id));
        for address in &source.settings.addresses {
            needed.extend(snapshot_latest(store, source.id, address).await?.map(|snapshot| snapshot.id));
        }
    }
    Ok(needed)
}

/// Forgets a snapshot, unless something has come to need it meanwhile; its file is looked at later.
pub async fn snapshot_forget(tx: &mut Tx, id: Id<Snapshot>, now: Timestamp) -> Result<bool> {
    let let_go =
        format!("update source_record as r set snapshot_id = null where r.snapshot_id = $1 and not {RECORD_NEEDED}");
    write!(tx, |c| sqlx::query(sqlx::AssertSqlSafe(let_go)).bind(id).execute(c).await.map(drop))?;
    const FORGET: &str = "delete from snapshot where id = $1
        and not exists (select 1 from source_record r where r.snapshot_id = $1)
        and not exists (select 1 from staged t where t.snapshot_id = $1) returning blob";
    let blob: Option<String> = write!(tx, |c| sqlx::query_scalar(FORGET).bind(id).fetch_optional(c).await)?;
    let Some(blob) = blob else { return Ok(false) };
    const UNUSED: &str = "insert into blob_unused (blob, since) values ($1, $2) on conflict (blob) do nothing";
    write!(tx, |c| sqlx::query(UNUSED).bind(blob).bind(now).execute(c).await.map(drop))?;
    Ok(true)
}

/// Files that may be of no use any more.
pub async fn blob_unused_list(store: &Store, limit: i64) -> Result<Vec<String>> {
    const SQL: &str = "select blob from blob_unused order by since, blob limit $1";
    Ok(read!(store, |c| sqlx::query_scalar(SQL).bind(limit).fetch_all(c).await)?)
}

pub async fn blob_unused_forget(tx: &mut Tx, blob: &str) -> Result<()> {
    const SQL: &str = "delete from blob_unused where blob = $1";
    write!(tx, |c| sqlx::query(SQL).bind(blob).execute(c).await.map(drop))?;
    Ok(())
}

/// Whether any row names this file: a snapshot, what a city sent, a form, a PDF, a file with many practices. Pictures of practices are those of what
/// cities sent.
pub async fn blob_is_named(store: &Store, blob: &str) -> Result<bool> {
    const SQL: &str = "select (select count(*) from snapshot where blob = $1)
        + (select count(*) from upload where blob = $1)
        + (select count(*) from pending_upload where blob = $1)
        + (select count(*) from rendition where blob = $1)
        + (select count(*) from import where blob = $1)";
    let named: i64 = read!(store, |c| sqlx::query_scalar(SQL).bind(blob).fetch_one(c).await)?;
    Ok(named > 0)
}
