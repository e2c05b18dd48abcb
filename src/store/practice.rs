//! Practices, their addresses, and their revisions. What readers see is the latest revision that is live and not cancelled.

use sqlx::{AssertSqlSafe, FromRow};

use super::{Json, Merged, MergingEnd, Result, Store, Tx, read, write};
use crate::domain::{
    Editor, Id, Record, Timestamp,
    marker::{DecisionRow, Practice, Revision},
};
pub use crate::domain::{LivePractice, Origin};

/// One immutable content of a practice; no record: withdrawn from then on.
#[derive(Clone, Debug)]
pub struct NewRevision<'a> {
    pub id: Id<Revision>,
    pub practice: Id<Practice>,
    pub record: Option<&'a Record>,
    pub decision: Option<Id<DecisionRow>>,
    pub made_by: Option<Id<Editor>>,
    pub made_at: Timestamp,
    pub live_from: Timestamp,
}

/// A revision as the history tells it.
#[derive(Clone, Debug, FromRow)]
pub struct RevisionRow {
    pub seq: i64,
    pub record: Option<Json<Record>>,
    pub made_by: Option<String>,
    pub made_at: Timestamp,
    pub live_from: Timestamp,
    pub cancelled_at: Option<Timestamp>,
}

/// The revision in force at moment `$1`, joined to its practice.
pub(super) const LIVE: &str =
    "select p.id, p.slug, case when p.next_origin_at <= $1 then p.next_origin else p.origin end as origin,
        p.confirmed_at, case when p.next_origin_at <= $1 and (p.told_at is null or p.told_at < p.next_origin_at)
            then p.next_origin_at else p.told_at end as told_at, r.record, r.live_from, r.seq,
        (select min(f.live_from) from revision f where f.practice_id = p.id and f.cancelled_at is null) as first_live_at
    from practice p join revision r on r.practice_id = p.id
    where r.cancelled_at is null and r.live_from <= $1 and r.record is not null
      and not exists (select 1 from revision n where n.practice_id = p.id and n.cancelled_at is null
                      and n.live_from <= $1 and n.seq > r.seq)";

#[derive(FromRow)]
struct LiveRow {
    id: Id<Practice>,
    slug: String,
    origin: Json<Origin>,
    confirmed_at: Option<Timestamp>,
    told_at: Option<Timestamp>,
    record: Json<Record>,
    live_from: Timestamp,
    seq: i64,
    first_live_at: Timestamp,
}

impl From<LiveRow> for LivePractice {
    fn from(row: LiveRow) -> Self {
        Self {
            id: row.id,
            slug: row.slug,
            origin: row.origin.0,
            record: row.record.0,
            first_live_at: row.first_live_at,
            live_from: row.live_from,
            confirmed_at: row.confirmed_at,
            changed_at: row.told_at.map_or(row.live_from, |told_at| told_at.max(row.live_from)),
            revision: row.seq,
        }
    }
}

/// A new practice at an address nobody has; false when the address is taken, now or earlier.
pub async fn practice_insert(
    tx: &mut Tx,
    id: Id<Practice>,
    slug: &str,
    origin: &Origin,
    made_at: Timestamp,
) -> Result<bool> {
    const TAKEN: &str = "select count(*) from practice_address where slug = $1";
    let taken: i64 = write!(tx, |c| sqlx::query_scalar(TAKEN).bind(slug).fetch_one(c).await)?;
    if taken > 0 {
        return Ok(false);
    }
    const SQL: &str = "insert into practice (id, slug, origin, made_at) values ($1, $2, $3, $4) on conflict do nothing";
    let made = write!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(slug)
        .bind(Json(origin))
        .bind(made_at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if made == 1 {
        const ADDRESS: &str = "insert into practice_address (slug, practice_id, made_at) values ($1, $2, $3)";
        write!(tx, |c| sqlx::query(ADDRESS).bind(slug).bind(id).bind(made_at).execute(c).await.map(drop))?;
    }
    Ok(made == 1)
}

/// Where a practice came from, as was decided last, whether or not readers are told already.
pub async fn practice_origin(tx: &mut Tx, id: Id<Practice>) -> Result<Option<Origin>> {
    const SQL: &str = "select coalesce(next_origin, origin) from practice where id = $1";
    let origin: Option<Json<Origin>> = write!(tx, |c| sqlx::query_scalar(SQL).bind(id).fetch_optional(c).await)?;
    Ok(origin.map(|Json(origin)| origin))
}

pub async fn practice_set_origin(tx: &mut Tx, id: Id<Practice>, origin: &Origin) -> Result<()> {
    const SQL: &str =
        "update practice set origin = $2, told_at = $3, next_origin = null, next_origin_at = null where id = $1";
    let now = tx.now();
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(Json(origin)).bind(now).execute(c).await.map(drop))?;
    change_insert(tx, Some(id), now).await?;
    super::rendition_owe_around(tx, id, now).await
}

/// Where readers are sent from a moment on; until then the decision can be taken back by [`practice_keep_origin`].
pub async fn practice_set_origin_from(tx: &mut Tx, id: Id<Practice>, origin: &Origin, from: Timestamp) -> Result<()> {
    // One that has come into force meanwhile is the one in use.
    const SQL: &str = "update practice set origin = case when next_origin_at <= $4 then next_origin else origin end,
        next_origin = $2, next_origin_at = $3 where id = $1";
    let now = tx.now();
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(Json(origin)).bind(from).bind(now).execute(c).await.map(drop))?;
    change_insert(tx, Some(id), from).await?;
    super::rendition_owe_around(tx, id, from).await
}

/// Takes back what is still ahead of [`practice_set_origin_from`].
pub async fn practice_keep_origin(tx: &mut Tx, id: Id<Practice>) -> Result<()> {
    const SQL: &str =
        "update practice set next_origin = null, next_origin_at = null where id = $1 and next_origin_at > $2";
    let now = tx.now();
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(now).execute(c).await.map(drop))?;
    Ok(())
}

/// Keeps a revision and tells every search index to look at the practice when it goes live.
pub async fn revision_insert(tx: &mut Tx, revision: &NewRevision<'_>) -> Result<()> {
    // Held until the commit, so that two revisions never get the same number.
    let lock = format!("select id from practice where id = $1 {}", tx.lock());
    let _: Id<Practice> =
        write!(tx, |c| sqlx::query_scalar(AssertSqlSafe(lock)).bind(revision.practice).fetch_one(c).await)?;
    const SQL: &str = "insert into revision (id, practice_id, seq, record, decision_id, made_by, made_at, live_from)
        values ($1, $2, (select coalesce(max(seq), 0) + 1 from revision where practice_id = $2), $3, $4, $5, $6, $7)";
    write!(tx, |c| sqlx::query(SQL)
        .bind(revision.id)
        .bind(revision.practice)
        .bind(revision.record.map(Json))
        .bind(revision.decision)
        .bind(revision.made_by)
        .bind(revision.made_at)
        .bind(revision.live_from)
        .execute(c)
        .await
        .map(drop))?;
    change_insert(tx, Some(revision.practice), revision.live_from).await?;
    super::rendition_owe_around(tx, revision.practice, revision.live_from).await
}

/// Takes back what a decision would have shown to readers; false when it made no revision.
pub async fn revision_cancel(tx: &mut Tx, decision: Id<DecisionRow>, at: Timestamp) -> Result<bool> {
    const SQL: &str =
        "update revision set cancelled_at = $2 where decision_id = $1 and cancelled_at is null returning practice_id";
    cancel(tx, SQL, decision, at).await
}

/// Like [`revision_cancel`], as long as no reader has seen it; false when there is nothing left to take back.
pub async fn revision_cancel_ahead(tx: &mut Tx, decision: Id<DecisionRow>, at: Timestamp) -> Result<bool> {
    const SQL: &str = "update revision set cancelled_at = $2
        where decision_id = $1 and cancelled_at is null and live_from > $2 returning practice_id";
    cancel(tx, SQL, decision, at).await
}

/// Takes back one revision that no decision about its own practice made; false when it was taken back before.
pub async fn revision_cancel_one(tx: &mut Tx, id: Id<Revision>, at: Timestamp) -> Result<bool> {
    const SQL: &str =
        "update revision set cancelled_at = $2 where id = $1 and cancelled_at is null returning practice_id";
    cancel(tx, SQL, id, at).await
}

async fn cancel<T: 'static>(tx: &mut Tx, sql: &'static str, by: Id<T>, at: Timestamp) -> Result<bool> {
    let practice: Option<Id<Practice>> =
        write!(tx, |c| sqlx::query_scalar(sql).bind(by).bind(at).fetch_optional(c).await)?;
    match practice {
        Some(practice) => {
            change_insert(tx, Some(practice), at).await?;
            super::rendition_owe_around(tx, practice, at).await?;
            Ok(true)
        }
        None => Ok(false),
    }
}

/// Tells every process that readers see something else from a moment on: this practice, or what is around practices.
pub(super) async fn change_insert(tx: &mut Tx, practice: Option<Id<Practice>>, due_at: Timestamp) -> Result<()> {
    const SQL: &str = "insert into change (practice_id, due_at) values ($1, $2)";
    write!(tx, |c| sqlx::query(SQL).bind(practice).bind(due_at).execute(c).await.map(drop))?;
    Ok(())
}

/// A change for the search index and the kept pages: look again at that moment.
#[derive(Clone, Copy, Debug, FromRow)]
pub struct Change {
    pub seq: i64,
    /// None where it is not one practice: a text, a city, a collection, a PDF.
    pub practice_id: Option<Id<Practice>>,
    pub due_at: Timestamp,
}

/// The latest change known to the database.
pub async fn change_last(store: &Store) -> Result<i64> {
    const SQL: &str = "select coalesce(max(seq), 0) from change";
    Ok(read!(store, |c| sqlx::query_scalar(SQL).fetch_one(c).await)?)
}

/// Changes after a number, and those that became due after a moment or will, in order: at most 10,000.
pub async fn change_list(store: &Store, after: i64, since: Timestamp) -> Result<Vec<Change>> {
    const SQL: &str =
        "select seq, practice_id, due_at from change where seq > $1 or due_at > $2 order by seq limit 10000";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(after).bind(since).fetch_all(c).await)?)
}

/// Forgets changes that became due before a moment, but for the latest `keep`; answers how many.
pub async fn change_forget(tx: &mut Tx, before: Timestamp, keep: i64) -> Result<u64> {
    const SQL: &str = "delete from change where due_at < $1 and seq <= (select coalesce(max(seq), 0) from change) - $2";
    Ok(write!(tx, |c| sqlx::query(SQL).bind(before).bind(keep).execute(c).await.map(|done| done.rows_affected()))?)
}

/// Everything readers can see, oldest first.
pub async fn practice_live_list(store: &Store, now: Timestamp) -> Result<Vec<LivePractice>> {
    let sql = format!("{LIVE} order by p.id");
    let rows: Vec<LiveRow> = read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(now).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// What readers can see, page by page in the order of ids.
pub async fn practice_live_after(
    store: &Store,
    now: Timestamp,
    after: Id<Practice>,
    limit: i64,
) -> Result<Vec<LivePractice>> {
    let sql = format!("{LIVE} and p.id > $2 order by p.id limit $3");
    let rows: Vec<LiveRow> =
        read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(now).bind(after).bind(limit).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

pub async fn practice_live_by_id(store: &Store, id: Id<Practice>, now: Timestamp) -> Result<Option<LivePractice>> {
    let sql = format!("{LIVE} and p.id = $2");
    let row: Option<LiveRow> =
        read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(now).bind(id).fetch_optional(c).await)?;
    Ok(row.map(Into::into))
}

/// Like [`practice_live_by_id`] inside a transaction.
pub async fn practice_live_lock(tx: &mut Tx, id: Id<Practice>, now: Timestamp) -> Result<Option<LivePractice>> {
    let sql = format!("{LIVE} and p.id = $2");
    let row: Option<LiveRow> =
        write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(now).bind(id).fetch_optional(c).await)?;
    Ok(row.map(Into::into))
}

/// A practice that readers could see once.
#[derive(Clone, Debug, FromRow)]
pub struct WithdrawnPractice {
    pub id: Id<Practice>,
    pub withdrawn_at: Timestamp,
    /// What readers saw last.
    pub record: Json<Record>,
}

/// Everything that was withdrawn, longest ago first: at most 100,000.
pub async fn practice_withdrawn_list(store: &Store, now: Timestamp) -> Result<Vec<WithdrawnPractice>> {
    const SQL: &str = "select g.practice_id as id, g.live_from as withdrawn_at, r.record
        from revision g join revision r on r.practice_id = g.practice_id
        where g.record is null and g.cancelled_at is null and g.live_from <= $1
          and not exists (select 1 from revision n where n.practice_id = g.practice_id and n.cancelled_at is null
                          and n.live_from <= $1 and n.seq > g.seq)
          and r.seq = (select max(o.seq) from revision o where o.practice_id = g.practice_id and o.record is not null
                       and o.cancelled_at is null and o.live_from <= $1 and o.seq < g.seq)
        order by g.live_from, g.practice_id limit 100000";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(now).fetch_all(c).await)?)
}

/// What an address leads to.
#[derive(Clone, Debug)]
pub enum Address {
    Here(Box<LivePractice>),
    /// It moved, or was merged into another: answer with a redirect.
    Moved(String),
    /// It was there and was withdrawn.
    Gone,
    Unknown,
}

pub async fn practice_at(store: &Store, slug: &str, now: Timestamp) -> Result<Address> {
    const SQL: &str =
        "select p.id, p.slug from practice_address a join practice p on p.id = a.practice_id where a.slug = $1";
    let found: Option<(Id<Practice>, String)> =
        read!(store, |c| sqlx::query_as(SQL).bind(slug).fetch_optional(c).await)?;
    let Some((id, current)) = found else { return Ok(Address::Unknown) };
    let Some(practice) = practice_live_by_id(store, id, now).await? else {
        const EVER: &str =
            "select count(*) from revision where practice_id = $1 and cancelled_at is null and live_from <= $2";
        let ever: i64 = read!(store, |c| sqlx::query_scalar(EVER).bind(id).bind(now).fetch_one(c).await)?;
        let end = super::merging_end(store, Merged::Practice(id), now).await?;
        return Ok(match end {
            MergingEnd::Live(practice) => Address::Moved(practice.slug),
            MergingEnd::Item(_) | MergingEnd::Nothing if ever > 0 => Address::Gone,
            MergingEnd::Item(_) | MergingEnd::Nothing => Address::Unknown,
        });
    };
    Ok(if current == slug { Address::Here(Box::new(practice)) } else { Address::Moved(current) })
}

/// The slug a practice has, live or not.
pub async fn practice_slug(tx: &mut Tx, id: Id<Practice>) -> Result<Option<String>> {
    const SQL: &str = "select slug from practice where id = $1";
    Ok(write!(tx, |c| sqlx::query_scalar(SQL).bind(id).fetch_optional(c).await)?)
}

/// Whether readers have seen it, now or earlier.
pub async fn practice_was_live(tx: &mut Tx, id: Id<Practice>, now: Timestamp) -> Result<bool> {
    const SQL: &str =
        "select count(*) from revision where practice_id = $1 and cancelled_at is null and live_from <= $2";
    let seen: i64 = write!(tx, |c| sqlx::query_scalar(SQL).bind(id).bind(now).fetch_one(c).await)?;
    Ok(seen > 0)
}

/// Gives a practice that no reader has seen an address nobody else has; false when it is taken. Its former address is free
/// again, unless something that may still be published was to be found there.
pub async fn practice_move(tx: &mut Tx, id: Id<Practice>, slug: &str, at: Timestamp) -> Result<bool> {
    const TAKE: &str =
        "insert into practice_address (slug, practice_id, made_at) values ($1, $2, $3) on conflict do nothing";
    write!(tx, |c| sqlx::query(TAKE).bind(slug).bind(id).bind(at).execute(c).await.map(drop))?;
    const WHOSE: &str = "select practice_id from practice_address where slug = $1";
    let whose: Id<Practice> = write!(tx, |c| sqlx::query_scalar(WHOSE).bind(slug).fetch_one(c).await)?;
    if whose != id {
        return Ok(false);
    }
    const MOVE: &str = "update practice set slug = $2 where id = $1";
    write!(tx, |c| sqlx::query(MOVE).bind(id).bind(slug).execute(c).await.map(drop))?;
    const FREE: &str = "delete from practice_address where practice_id = $1 and slug <> $2
        and not exists (select 1 from revision where practice_id = $1 and cancelled_at is null)";
    write!(tx, |c| sqlx::query(FREE).bind(id).bind(slug).execute(c).await.map(drop))?;
    Ok(true)
}

/// What readers see of a practice in the end, once everything decided has taken effect; none when that is nothing.
pub async fn practice_in_the_end(tx: &mut Tx, id: Id<Practice>) -> Result<Option<Record>> {
    const SQL: &str = "select record from revision where practice_id = $1 and cancelled_at is null
        order by seq desc limit 1";
    let last: Option<Option<Json<Record>>> = write!(tx, |c| sqlx::query_scalar(SQL).bind(id).fetch_optional(c).await)?;
    Ok(last.flatten().map(|Json(record)| record))
}

/// From when on readers see what a decision publishes; none when it publishes nothing.
pub async fn revision_live_from(store: &Store, decision: Id<DecisionRow>) -> Result<Option<Timestamp>> {
    const SQL: &str = "select live_from from revision where decision_id = $1 and cancelled_at is null";
    Ok(read!(store, |c| sqlx::query_scalar(SQL).bind(decision).fetch_optional(c).await)?)
}

/// All revisions of a practice, latest first.
pub async fn revision_list(store: &Store, practice: Id<Practice>) -> Result<Vec<RevisionRow>> {
    const SQL: &str = "select r.seq, r.record, e.name as made_by, r.made_at, r.live_from, r.cancelled_at
        from revision r left join editor e on e.id = r.made_by where r.practice_id = $1 order by r.seq desc limit 200";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(practice).fetch_all(c).await)?)
}
