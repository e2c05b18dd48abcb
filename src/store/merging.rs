//! Practices that were made one: what went where, and where that leads now.

use sqlx::{AssertSqlSafe, FromRow};

use super::{Item, Json, LivePractice, Result, Store, Tx, item_by_id, practice_live_by_id, read, write};
use crate::domain::{
    Draft, Editor, Id, Record, Timestamp,
    marker::{DecisionRow, Merging, Practice, ReviewItem, Revision, SourceRecord},
    merging::Said,
};

/// What something was merged into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merged {
    Item(Id<ReviewItem>),
    Practice(Id<Practice>),
}

/// A record of a source that came with a merging, and the practice it led to before.
pub type MovedRecord = (Id<SourceRecord>, Option<Id<Practice>>);

/// A merging as kept.
#[derive(Clone, Debug, FromRow)]
pub struct KeptMerging {
    pub id: Id<Merging>,
    /// What went.
    pub item_id: Id<ReviewItem>,
    /// The decision by which it went.
    pub decision_id: Id<DecisionRow>,
    into_item_id: Option<Id<ReviewItem>>,
    into_practice_id: Option<Id<Practice>>,
    pub made_at: Timestamp,
    pub takes_effect_at: Timestamp,
    /// What the other said before and after.
    pub said_before: Json<Said>,
    pub said_after: Json<Said>,
    /// The content a practice got; none where nothing was taken over.
    pub revision_id: Option<Id<Revision>>,
    pub records: Json<Vec<MovedRecord>>,
    /// What the source of the item said when it went.
    pub heard: Option<Json<Draft>>,
    pub undone_at: Option<Timestamp>,
    /// Names of what could not be taken back.
    pub left_in: Option<Json<Vec<String>>>,
}

impl KeptMerging {
    #[must_use]
    pub fn new(item: Id<ReviewItem>, decision: Id<DecisionRow>, into: Merged, [made_at, from]: [Timestamp; 2]) -> Self {
        let (into_item_id, into_practice_id) = match into {
            Merged::Item(id) => (Some(id), None),
            Merged::Practice(id) => (None, Some(id)),
        };
        Self {
            id: Id::new(),
            item_id: item,
            decision_id: decision,
            into_item_id,
            into_practice_id,
            made_at,
            takes_effect_at: from,
            said_before: Json(Said::default()),
            said_after: Json(Said::default()),
            revision_id: None,
            records: Json(Vec::new()),
            heard: None,
            undone_at: None,
            left_in: None,
        }
    }

    /// None only if the row names neither, which no write of ours leaves.
    #[must_use]
    pub fn leads_to(&self) -> Option<Merged> {
        let practice = self.into_practice_id.map(Merged::Practice);
        practice.or_else(|| self.into_item_id.map(Merged::Item))
    }
}

const COLUMNS: &str =
    "m.id, m.item_id, m.decision_id, m.into_item_id, m.into_practice_id, m.made_at, m.takes_effect_at,
    m.said_before, m.said_after, m.revision_id, m.records, m.heard, m.undone_at, m.left_in";

/// Mergings that led to item `$1`, and those that led to what went with them.
const UNDER: &str = "with recursive under (id, item_id) as (
        select id, item_id from merging where into_item_id = $1 and undone_at is null
        union select m.id, m.item_id from merging m join under u on m.into_item_id = u.item_id where m.undone_at is null)";

/// Keeps a merging; its records lead to the other practice from now on, where that is one already.
pub async fn merging_insert(tx: &mut Tx, merging: &KeptMerging) -> Result<()> {
    const SQL: &str = "insert into merging (id, item_id, decision_id, into_item_id, into_practice_id, made_at,
            takes_effect_at, said_before, said_after, revision_id, records, heard)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    write!(tx, |c| sqlx::query(SQL)
        .bind(merging.id)
        .bind(merging.item_id)
        .bind(merging.decision_id)
        .bind(merging.into_item_id)
        .bind(merging.into_practice_id)
        .bind(merging.made_at)
        .bind(merging.takes_effect_at)
        .bind(&merging.said_before)
        .bind(&merging.said_after)
        .bind(merging.revision_id)
        .bind(&merging.records)
        .bind(&merging.heard)
        .execute(c)
        .await
        .map(drop))?;
    const LEAD: &str = "update source_record set practice_id = $2, merging_id = coalesce(merging_id, $3) where id = $1";
    for (record, _) in &merging.records.0 {
        write!(tx, |c| sqlx::query(LEAD)
            .bind(record)
            .bind(merging.into_practice_id)
            .bind(merging.id)
            .execute(c)
            .await
            .map(drop))?;
    }
    // An address of what readers do not see any more leads elsewhere from then on.
    super::practice::change_insert(tx, None, merging.takes_effect_at).await
}

/// The records that go with an item: its own, those of its practice, and those that were merged into it.
pub async fn merging_records(tx: &mut Tx, item: &Item) -> Result<Vec<MovedRecord>> {
    let sql = format!(
        "{UNDER} select id, practice_id from source_record
        where id = $2 or practice_id = $3 or merging_id in (select id from under) order by id"
    );
    Ok(write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql))
        .bind(item.id)
        .bind(item.source_record_id)
        .bind(item.practice_id)
        .fetch_all(c)
        .await)?)
}

/// What was merged into an item is of the practice that the item became.
pub async fn merging_settle(tx: &mut Tx, item: Id<ReviewItem>, practice: Id<Practice>) -> Result<()> {
    let sql = format!("{UNDER} update source_record set practice_id = $2 where merging_id in (select id from under)");
    write!(tx, |c| sqlx::query(AssertSqlSafe(sql)).bind(item).bind(practice).execute(c).await.map(drop))?;
    Ok(())
}

/// Marks a merging as taken back, with what could not be, and gives its records back.
pub async fn merging_undo(
    tx: &mut Tx,
    merging: &KeptMerging,
    by: Option<Id<Editor>>,
    at: Timestamp,
    left_in: &[String],
) -> Result<()> {
    const SQL: &str = "update merging set undone_at = $2, undone_by = $3, left_in = $4 where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(merging.id).bind(at).bind(by).bind(Json(left_in)).execute(c).await.map(drop))?;
    const BACK: &str = "update source_record set practice_id = $2, merging_id = nullif(merging_id, $3) where id = $1";
    for (record, practice) in &merging.records.0 {
        write!(tx, |c| sqlx::query(BACK).bind(record).bind(practice).bind(merging.id).execute(c).await.map(drop))?;
    }
    super::practice::change_insert(tx, None, at).await
}

/// The merging a decision made, as long as it was not taken back.
pub async fn merging_of_decision(tx: &mut Tx, decision: Id<DecisionRow>) -> Result<Option<KeptMerging>> {
    let sql = format!("select {COLUMNS} from merging m where m.decision_id = $1 and m.undone_at is null");
    Ok(write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(decision).fetch_optional(c).await)?)
}

/// By what merging a record leads to a practice that was read elsewhere.
pub async fn merging_of_record(tx: &mut Tx, record: Id<SourceRecord>) -> Result<Option<KeptMerging>> {
    let sql = format!(
        "select {COLUMNS} from source_record r join merging m on m.id = r.merging_id
        where r.id = $1 and m.undone_at is null"
    );
    Ok(write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(record).fetch_optional(c).await)?)
}

/// The latest merging by which an item went, taken back or not.
pub async fn merging_of_item(store: &Store, item: Id<ReviewItem>) -> Result<Option<KeptMerging>> {
    let sql =
        format!("select {COLUMNS} from merging m where m.item_id = $1 order by m.made_at desc, m.id desc limit 1");
    Ok(read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(item).fetch_optional(c).await)?)
}

async fn merging_of_practice(store: &Store, id: Id<Practice>, now: Timestamp) -> Result<Option<KeptMerging>> {
    let sql = format!(
        "select {COLUMNS} from merging m join review_item i on i.id = m.item_id
        where i.practice_id = $1 and m.undone_at is null and m.takes_effect_at <= $2
        order by m.made_at desc, m.id desc limit 1"
    );
    Ok(read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(id).bind(now).fetch_optional(c).await)?)
}

/// Where something leads, by all it was merged into.
#[derive(Clone, Debug)]
pub enum MergingEnd {
    Live(Box<LivePractice>),
    /// Readers see nothing of it; this is the item it stands in.
    Item(Box<Item>),
    Nothing,
}

/// Follows mergings to where they lead now.
pub async fn merging_end(store: &Store, from: Merged, now: Timestamp) -> Result<MergingEnd> {
    /// More would be a circle, which the desk does not make.
    const MOST: usize = 20;
    let (mut at, mut end) = (from, MergingEnd::Nothing);
    for _ in 0..MOST {
        let next = match at {
            Merged::Practice(id) => {
                if let Some(live) = practice_live_by_id(store, id, now).await? {
                    return Ok(MergingEnd::Live(Box::new(live)));
                }
                merging_of_practice(store, id, now).await?
            }
            Merged::Item(id) => {
                let Some(item) = item_by_id(store, id).await? else { break };
                let practice = item.practice_id;
                end = MergingEnd::Item(Box::new(item));
                let merging = merging_of_item(store, id).await?.filter(|merging| merging.undone_at.is_none());
                match (merging, practice) {
                    (None, Some(practice)) => {
                        at = Merged::Practice(practice);
                        continue;
                    }
                    (merging, _) => merging,
                }
            }
        };
        match next.and_then(|merging| merging.leads_to()) {
            Some(into) => at = into,
            None => break,
        }
    }
    Ok(end)
}

/// A revision in a row of its own, whether readers see it already or not.
#[derive(Clone, Debug, FromRow)]
pub struct LatestRevision {
    pub id: Id<Revision>,
    pub seq: i64,
    pub record: Option<Json<Record>>,
    pub decision_id: Option<Id<DecisionRow>>,
    pub live_from: Timestamp,
}

/// The last content of a practice that was decided, kept from others until the end of the transaction.
pub async fn revision_latest_lock(tx: &mut Tx, practice: Id<Practice>) -> Result<Option<LatestRevision>> {
    let lock = format!("select id from practice where id = $1 {}", tx.lock());
    let _: Option<Id<Practice>> =
        write!(tx, |c| sqlx::query_scalar(AssertSqlSafe(lock)).bind(practice).fetch_optional(c).await)?;
    const SQL: &str = "select id, seq, record, decision_id, live_from from revision
        where practice_id = $1 and cancelled_at is null order by seq desc limit 1";
    Ok(write!(tx, |c| sqlx::query_as(SQL).bind(practice).fetch_optional(c).await)?)
}

/// What a practice said before one of its revisions.
pub async fn revision_said_before(tx: &mut Tx, practice: Id<Practice>, seq: i64) -> Result<Option<Record>> {
    const SQL: &str = "select record from revision where practice_id = $1 and seq < $2 and cancelled_at is null
        and record is not null order by seq desc limit 1";
    let record: Option<Json<Record>> =
        write!(tx, |c| sqlx::query_scalar(SQL).bind(practice).bind(seq).fetch_optional(c).await)?;
    Ok(record.map(|Json(record)| record))
}

/// A question about a practice that waits for somebody, but for one.
pub async fn item_open_of_practice(
    store: &Store,
    practice: Id<Practice>,
    but: Id<ReviewItem>,
) -> Result<Option<Id<ReviewItem>>> {
    Ok(read!(store, |c| sqlx::query_scalar(OPEN_OF_PRACTICE).bind(practice).bind(but).fetch_optional(c).await)?)
}

/// Like [`item_open_of_practice`] inside a transaction.
pub async fn item_open_of_practice_lock(
    tx: &mut Tx,
    practice: Id<Practice>,
    but: Id<ReviewItem>,
) -> Result<Option<Id<ReviewItem>>> {
    Ok(write!(tx, |c| sqlx::query_scalar(OPEN_OF_PRACTICE).bind(practice).bind(but).fetch_optional(c).await)?)
}

const OPEN_OF_PRACTICE: &str = "select id from review_item where practice_id = $1 and id <> $2
    and phase in ('open', 'changes_asked') order by received_at, id limit 1";
