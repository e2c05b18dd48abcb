//! Decisions: one per item and version, whoever tries.

use sqlx::{AssertSqlSafe, FromRow};

use super::{Json, Result, Store, StoreError, Tx, read, write};
use crate::domain::{
    Editor, Id, Timestamp,
    marker::{DecisionRow, ReviewItem},
    review::{Decided, Decision, FieldNote, Verdict},
};

/// A decision as kept, with the name of who made it.
#[derive(Clone, Debug)]
pub struct KeptDecision {
    pub id: Id<DecisionRow>,
    pub item_id: Id<ReviewItem>,
    pub version: i64,
    pub verdict: Verdict,
    pub made_by: Id<Editor>,
    pub made_by_name: String,
    pub made_at: Timestamp,
    pub takes_effect_at: Timestamp,
    pub reason: Option<String>,
    pub message: String,
    pub notes: Vec<FieldNote>,
    pub undone_at: Option<Timestamp>,
    /// It closed the item as merged into another one.
    pub is_merging: bool,
}

#[derive(FromRow)]
struct Row {
    id: Id<DecisionRow>,
    item_id: Id<ReviewItem>,
    version: i64,
    kind: String,
    made_by: Id<Editor>,
    made_by_name: String,
    made_at: Timestamp,
    takes_effect_at: Timestamp,
    reason: Option<String>,
    message: String,
    notes: Json<Vec<FieldNote>>,
    undone_at: Option<Timestamp>,
    is_merging: bool,
}

const SELECT: &str = "select d.id, d.item_id, d.version, d.kind, d.made_by, e.name as made_by_name, d.made_at,
        d.takes_effect_at, d.reason, d.message, d.notes, d.undone_at,
        exists (select 1 from merging m where m.decision_id = d.id) as is_merging
    from decision d join editor e on e.id = d.made_by";

impl Row {
    fn into_decision(self) -> Result<KeptDecision> {
        let verdict = self.kind.parse().map_err(|why: crate::domain::review::UnknownName| StoreError::Unreadable {
            table: "decision",
            column: "kind",
            row: self.id.to_string(),
            why: why.to_string(),
        })?;
        Ok(KeptDecision {
            id: self.id,
            item_id: self.item_id,
            version: self.version,
            verdict,
            made_by: self.made_by,
            made_by_name: self.made_by_name,
            made_at: self.made_at,
            takes_effect_at: self.takes_effect_at,
            reason: self.reason,
            message: self.message,
            notes: self.notes.0,
            undone_at: self.undone_at,
            is_merging: self.is_merging,
        })
    }
}

/// Keeps a decision about an item in the version the editor saw. False when that version was decided already.
pub async fn decision_insert(
    tx: &mut Tx,
    item: Id<ReviewItem>,
    version: i64,
    decided: &Decided,
    decision: &Decision,
) -> Result<bool> {
    const SQL: &str =
        "insert into decision (id, item_id, version, kind, made_by, made_at, takes_effect_at, reason, message, notes)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (item_id, version) do nothing";
    let (reason, message, notes): (Option<&str>, &str, &[FieldNote]) = match decision {
        Decision::Approve { .. } => (None, "", &[]),
        Decision::AskForChanges { message, notes } => (None, message, notes),
        Decision::Reject { reason, message } => (Some(reason.name()), message, &[]),
    };
    let kept = write!(tx, |c| sqlx::query(SQL)
        .bind(decided.decision)
        .bind(item)
        .bind(version)
        .bind(decision.verdict().name())
        .bind(decided.by)
        .bind(decided.at)
        .bind(decided.takes_effect_at)
        .bind(reason)
        .bind(message)
        .bind(Json(notes))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(kept == 1)
}

/// Marks a decision as taken back before it took effect; `by` is none when the city took the whole thing back.
pub async fn decision_undo(tx: &mut Tx, id: Id<DecisionRow>, by: Option<Id<Editor>>, at: Timestamp) -> Result<()> {
    const SQL: &str = "update decision set undone_at = $2, undone_by = $3 where id = $1 and undone_at is null";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(at).bind(by).execute(c).await.map(drop))?;
    Ok(())
}

/// All decisions about an item, latest first.
pub async fn decision_of_item(store: &Store, item: Id<ReviewItem>) -> Result<Vec<KeptDecision>> {
    let sql = format!("{SELECT} where d.item_id = $1 order by d.made_at desc, d.version desc limit 100");
    let rows: Vec<Row> = read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(item).fetch_all(c).await)?;
    rows.into_iter().map(Row::into_decision).collect()
}

/// Like [`decision_of_item`] inside a transaction.
pub async fn decision_latest(tx: &mut Tx, item: Id<ReviewItem>) -> Result<Option<KeptDecision>> {
    let sql = format!("{SELECT} where d.item_id = $1 order by d.version desc limit 1");
    let row: Option<Row> = write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(item).fetch_optional(c).await)?;
    row.map(Row::into_decision).transpose()
}

/// How often an editor decided since a moment; what was undone is no decision.
pub async fn decision_count_by(store: &Store, by: Id<Editor>, since: Timestamp) -> Result<i64> {
    const SQL: &str = "select count(*) from decision where made_by = $1 and made_at >= $2 and undone_at is null";
    Ok(read!(store, |c| sqlx::query_scalar(SQL).bind(by).bind(since).fetch_one(c).await)?)
}

/// The latest decision of an editor that can still be undone.
pub async fn decision_undoable(store: &Store, by: Id<Editor>, now: Timestamp) -> Result<Option<KeptDecision>> {
    let sql = format!(
        "{SELECT} where d.made_by = $1 and d.takes_effect_at > $2 and d.undone_at is null order by d.made_at desc limit 1"
    );
    let row: Option<Row> =
        read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(by).bind(now).fetch_optional(c).await)?;
    row.map(Row::into_decision).transpose()
}
