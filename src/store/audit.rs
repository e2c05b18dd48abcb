//! The audit trail: who did what, when, from which state to which, and why. Written in the transaction it tells about,
//! never changed (a trigger refuses).

use serde_json::Value;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::{Json, ROWS_AT_ONCE, Result, Store, Tx, read, write};
use crate::domain::{Actor, Timestamp};

/// One line to be written.
pub struct AuditEntry<'a> {
    pub at: Timestamp,
    pub actor: &'a Actor<'a>,
    /// A verb with its object, stable: `item.decide`.
    pub action: &'static str,
    /// The kind of thing: `review_item`.
    pub subject: &'static str,
    pub subject_id: Uuid,
    pub from: Option<&'a str>,
    pub to: Option<&'a str>,
    pub why: &'a str,
    pub details: Value,
}

/// One line as kept.
#[derive(Clone, Debug, FromRow)]
pub struct AuditRow {
    pub seq: i64,
    pub at: Timestamp,
    pub actor: String,
    pub actor_id: Option<Uuid>,
    pub actor_name: Option<String>,
    pub action: String,
    pub subject: String,
    pub subject_id: Uuid,
    pub from_state: Option<String>,
    pub to_state: Option<String>,
    pub why: String,
    pub details: Json<Value>,
}

pub async fn audit_insert(tx: &mut Tx, entry: AuditEntry<'_>) -> Result<()> {
    audit_insert_all(tx, &[entry]).await
}

/// The same for many, in their order.
pub async fn audit_insert_all(tx: &mut Tx, entries: &[AuditEntry<'_>]) -> Result<()> {
    const SQL: &str =
        "insert into audit (at, actor, actor_id, action, subject, subject_id, from_state, to_state, why, details) ";
    for entries in entries.chunks(ROWS_AT_ONCE) {
        write!(tx, |c| {
            let mut query = QueryBuilder::new(SQL);
            query.push_values(entries, |mut row, entry| {
                let (actor, actor_id) = match entry.actor {
                    Actor::Editor(editor) => ("editor", Some(editor.id.uuid())),
                    Actor::City(submission) => ("city", Some(submission.uuid())),
                    Actor::Program(what) => (*what, None),
                };
                row.push_bind(entry.at)
                    .push_bind(actor)
                    .push_bind(actor_id)
                    .push_bind(entry.action)
                    .push_bind(entry.subject)
                    .push_bind(entry.subject_id)
                    .push_bind(entry.from)
                    .push_bind(entry.to)
                    .push_bind(entry.why)
                    .push_bind(Json(&entry.details));
            });
            query.build().execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// What happened to one thing, newest first.
pub async fn audit_of(store: &Store, subject_id: Uuid) -> Result<Vec<AuditRow>> {
    const SQL: &str =
        "select a.seq, a.at, a.actor, a.actor_id, e.name as actor_name, a.action, a.subject, a.subject_id,
            a.from_state, a.to_state, a.why, a.details
        from audit a left join editor e on e.id = a.actor_id
        where a.subject_id = $1 order by a.seq desc limit 500";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(subject_id).fetch_all(c).await)?)
}

/// The desk's log, newest first, from before a line on.
pub async fn audit_recent(store: &Store, before: Option<i64>, limit: i64) -> Result<Vec<AuditRow>> {
    const SQL: &str =
        "select a.seq, a.at, a.actor, a.actor_id, e.name as actor_name, a.action, a.subject, a.subject_id,
            a.from_state, a.to_state, a.why, a.details
        from audit a left join editor e on e.id = a.actor_id
        where a.seq < $1 order by a.seq desc limit $2";
    let before = before.unwrap_or(i64::MAX);
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(before).bind(limit).fetch_all(c).await)?)
}

/// Who was last to do something to a thing, by name where it was an editor, and when.
pub async fn audit_last_editor(tx: &mut Tx, subject_id: Uuid) -> Result<Option<(Option<String>, Timestamp)>> {
    const SQL: &str = "select e.name, a.at from audit a left join editor e on e.id = a.actor_id
        where a.subject_id = $1 order by a.seq desc limit 1";
    Ok(write!(tx, |c| sqlx::query_as(SQL).bind(subject_id).fetch_optional(c).await)?)
}
