//! Who is to be told what: one row per event and address, and the log of what the mail server said.

use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use super::{Json, Result, Store, StoreError, Tx, read, write};
use crate::domain::{
    EmailAddress, Id, Lang, Timestamp,
    marker::{DecisionRow, Notification, ReviewItem, Source, Submission},
    notice::Notice,
};

/// Where the delivery of a notification stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeliveryState {
    Queued,
    /// The server asked to come back, or could not be reached.
    Deferred,
    /// The link broke after the whole mail was sent: the server may or may not have it.
    Uncertain,
    /// The server has it.
    Accepted,
    Refused,
    /// Tried for four days.
    Expired,
    /// Something newer was to be told before this was sent.
    Superseded,
    /// The decision was undone in time.
    Cancelled,
}

impl DeliveryState {
    pub const ALL: [Self; 8] = [
        Self::Queued,
        Self::Deferred,
        Self::Uncertain,
        Self::Accepted,
        Self::Refused,
        Self::Expired,
        Self::Superseded,
        Self::Cancelled,
    ];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Deferred => "deferred",
            Self::Uncertain => "uncertain",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Expired => "expired",
            Self::Superseded => "superseded",
            Self::Cancelled => "cancelled",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// One thing one person is told.
#[derive(Clone, Debug)]
pub struct KeptNotification {
    pub id: Id<Notification>,
    pub event: String,
    pub recipient: EmailAddress,
    pub recipient_name: String,
    pub language: Lang,
    pub notice: Notice,
    pub thread: String,
    pub item_id: Option<Id<ReviewItem>>,
    pub submission_id: Option<Id<Submission>>,
    pub source_id: Option<Id<Source>>,
    pub decision_id: Option<Id<DecisionRow>>,
    /// When what it tells has come about; ahead of us for what is published on a later day. Orders the thread.
    pub made_at: Timestamp,
    pub state: DeliveryState,
    pub message_id: String,
    pub message: Option<Vec<u8>>,
    pub data_started_at: Option<Timestamp>,
    pub first_tried_at: Option<Timestamp>,
    pub settled_at: Option<Timestamp>,
    pub reply: Option<String>,
    pub due_at: Option<Timestamp>,
    pub attempts: i64,
}

#[derive(FromRow)]
struct Row {
    id: Id<Notification>,
    event: String,
    recipient: String,
    recipient_name: String,
    language: String,
    letter: Json<Notice>,
    thread: String,
    item_id: Option<Id<ReviewItem>>,
    submission_id: Option<Id<Submission>>,
    source_id: Option<Id<Source>>,
    decision_id: Option<Id<DecisionRow>>,
    made_at: Timestamp,
    state: String,
    message_id: String,
    message: Option<Vec<u8>>,
    data_started_at: Option<Timestamp>,
    first_tried_at: Option<Timestamp>,
    settled_at: Option<Timestamp>,
    reply: Option<String>,
    due_at: Option<Timestamp>,
    attempts: i64,
}

const COLUMNS: &str = "id, event, recipient, recipient_name, language, letter, thread, item_id, submission_id, source_id,
    decision_id, made_at, state, message_id, message, data_started_at, first_tried_at, settled_at, reply, due_at, attempts";

impl Row {
    fn into_notification(self) -> Result<KeptNotification> {
        let unreadable = |column, why: &dyn std::fmt::Display| StoreError::Unreadable {
            table: "notification",
            column,
            row: self.id.to_string(),
            why: why.to_string(),
        };
        let recipient = EmailAddress::parse(&self.recipient).map_err(|e| unreadable("recipient", &e))?;
        let language = self.language.parse().map_err(|e| unreadable("language", &e))?;
        let state = DeliveryState::parse(&self.state).ok_or_else(|| unreadable("state", &self.state))?;
        Ok(KeptNotification {
            id: self.id,
            event: self.event,
            recipient,
            recipient_name: self.recipient_name,
            language,
            notice: self.letter.0,
            thread: self.thread,
            item_id: self.item_id,
            submission_id: self.submission_id,
            source_id: self.source_id,
            decision_id: self.decision_id,
            made_at: self.made_at,
            state,
            message_id: self.message_id,
            message: self.message,
            data_started_at: self.data_started_at,
            first_tried_at: self.first_tried_at,
            settled_at: self.settled_at,
            reply: self.reply,
            due_at: self.due_at,
            attempts: self.attempts,
        })
    }
}

/// Keeps a notification; false when this person was told of this event already. The caller owes it (store/owed.rs).
pub async fn notification_insert(tx: &mut Tx, notification: &KeptNotification) -> Result<bool> {
    const SQL: &str = "insert into notification (id, event, recipient, recipient_name, language, kind, letter, thread,
            item_id, submission_id, source_id, decision_id, made_at, state, message_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict (event, recipient) do nothing";
    let made = write!(tx, |c| sqlx::query(SQL)
        .bind(notification.id)
        .bind(&notification.event)
        .bind(notification.recipient.as_str())
        .bind(&notification.recipient_name)
        .bind(notification.language.tag())
        .bind(notification.notice.kind())
        .bind(Json(&notification.notice))
        .bind(&notification.thread)
        .bind(notification.item_id)
        .bind(notification.submission_id)
        .bind(notification.source_id)
        .bind(notification.decision_id)
        .bind(notification.made_at)
        .bind(notification.state.name())
        .bind(&notification.message_id)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(made == 1)
}

pub async fn notification_by_id(store: &Store, id: Id<Notification>) -> Result<Option<KeptNotification>> {
    let sql = format!("select {COLUMNS} from notification where id = $1");
    let row: Option<Row> = read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(c).await)?;
    row.map(Row::into_notification).transpose()
}

pub async fn notification_lock(tx: &mut Tx, id: Id<Notification>) -> Result<Option<KeptNotification>> {
    let sql = format!("select {COLUMNS} from notification where id = $1 {}", tx.lock());
    let row: Option<Row> = write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(c).await)?;
    row.map(Row::into_notification).transpose()
}

/// Takes back what a decision would have told, as long as no mail server was asked to take it.
pub async fn notification_cancel(tx: &mut Tx, decision: Id<DecisionRow>, at: Timestamp) -> Result<u64> {
    const SQL: &str = "update notification set state = 'cancelled', settled_at = $2, due_at = null
        where decision_id = $1 and state in ('queued', 'deferred') and data_started_at is null";
    Ok(write!(tx, |c| sqlx::query(SQL).bind(decision).bind(at).execute(c).await.map(|done| done.rows_affected()))?)
}

/// Ends the unsent older notifications of a thread: nobody gets an older status after a newer one.
pub async fn notification_supersede(tx: &mut Tx, newer: &KeptNotification, at: Timestamp) -> Result<u64> {
    const SQL: &str = "update notification set state = 'superseded', settled_at = $4, due_at = null
        where thread = $1 and recipient = $2 and made_at < $3 and id <> $5 and state in ('queued', 'deferred')
          and data_started_at is null";
    Ok(write!(tx, |c| sqlx::query(SQL)
        .bind(&newer.thread)
        .bind(newer.recipient.as_str())
        .bind(newer.made_at)
        .bind(at)
        .bind(newer.id)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}

/// Whether a newer status of the thread has gone out to the same person, or may have.
pub async fn notification_overtaken(tx: &mut Tx, older: &KeptNotification) -> Result<bool> {
    const SQL: &str = "select count(*) from notification where thread = $1 and recipient = $2 and made_at > $3
        and state in ('accepted', 'uncertain')";
    let newer: i64 = write!(tx, |c| sqlx::query_scalar(SQL)
        .bind(&older.thread)
        .bind(older.recipient.as_str())
        .bind(older.made_at)
        .fetch_one(c)
        .await)?;
    Ok(newer > 0)
}

/// The letter's bytes, made once; later calls change nothing.
pub async fn notification_set_message(tx: &mut Tx, id: Id<Notification>, message: &[u8]) -> Result<()> {
    const SQL: &str = "update notification set message = $2 where id = $1 and message is null";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(message).execute(c).await.map(drop))?;
    Ok(())
}

/// Committed before DATA is sent: a crash without it cannot have delivered.
pub async fn notification_data_started(tx: &mut Tx, id: Id<Notification>, at: Timestamp) -> Result<()> {
    const SQL: &str = "update notification set data_started_at = $2 where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

/// One try as the mail log keeps it.
#[derive(Clone, Debug, FromRow)]
pub struct DeliveryRow {
    pub notification_id: Id<Notification>,
    pub at: Timestamp,
    pub outcome: String,
    pub phase: String,
    pub code: Option<i64>,
    pub reply: String,
}

/// Records where delivery stands now, with what the server said. When it will be tried again is the lease's matter.
pub async fn notification_settle(tx: &mut Tx, state: DeliveryState, try_: &DeliveryRow) -> Result<()> {
    let settled = match state {
        DeliveryState::Queued | DeliveryState::Deferred | DeliveryState::Uncertain => None,
        DeliveryState::Accepted
        | DeliveryState::Refused
        | DeliveryState::Expired
        | DeliveryState::Superseded
        | DeliveryState::Cancelled => Some(try_.at),
    };
    // Deferred before or at DATA: the server does not have it, so the mark that it might is taken away again.
    let clear = matches!(state, DeliveryState::Deferred);
    const SQL: &str = "update notification set state = $2, reply = $3, settled_at = $4,
            first_tried_at = coalesce(first_tried_at, $5),
            data_started_at = case when $6 then null else data_started_at end
        where id = $1";
    write!(tx, |c| sqlx::query(SQL)
        .bind(try_.notification_id)
        .bind(state.name())
        .bind(&try_.reply)
        .bind(settled)
        .bind(try_.at)
        .bind(clear)
        .execute(c)
        .await
        .map(drop))?;
    const LOG: &str = "insert into delivery (id, notification_id, at, outcome, phase, code, reply)
        values ($1, $2, $3, $4, $5, $6, $7)";
    write!(tx, |c| sqlx::query(LOG)
        .bind(Id::<DeliveryRow>::new())
        .bind(try_.notification_id)
        .bind(try_.at)
        .bind(&try_.outcome)
        .bind(&try_.phase)
        .bind(try_.code)
        .bind(&try_.reply)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// The mails of a review item, oldest first.
pub async fn notification_of_item(store: &Store, item: Id<ReviewItem>) -> Result<Vec<KeptNotification>> {
    let sql = format!("select {COLUMNS} from notification where item_id = $1 order by made_at, id limit 200");
    let rows: Vec<Row> = read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(item).fetch_all(c).await)?;
    rows.into_iter().map(Row::into_notification).collect()
}

/// The mails of a submission's thread, oldest first.
pub async fn notification_of_thread(store: &Store, thread: &str) -> Result<Vec<KeptNotification>> {
    let sql = format!("select {COLUMNS} from notification where thread = $1 order by made_at, id limit 200");
    let rows: Vec<Row> = read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(thread).fetch_all(c).await)?;
    rows.into_iter().map(Row::into_notification).collect()
}

/// The latest mails of all, newest first.
pub async fn notification_recent(store: &Store, limit: i64) -> Result<Vec<KeptNotification>> {
    let sql = format!("select {COLUMNS} from notification order by made_at desc, id desc limit $1");
    let rows: Vec<Row> = read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(limit).fetch_all(c).await)?;
    rows.into_iter().map(Row::into_notification).collect()
}

/// The tries of a notification, oldest first.
pub async fn delivery_of(store: &Store, notification: Uuid) -> Result<Vec<DeliveryRow>> {
    const SQL: &str = "select notification_id, at, outcome, phase, code, reply from delivery
        where notification_id = $1 order by at, id limit 200";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(notification).fetch_all(c).await)?)
}

/// How our mail server has been doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Relay {
    /// In a row, the relay's own fault.
    pub failures: i64,
    pub paused_until: Option<Timestamp>,
}

pub async fn relay_read(store: &Store) -> Result<Relay> {
    const SQL: &str = "select failures, paused_until from relay where id = 1";
    Ok(read!(store, |c| sqlx::query_as(SQL).fetch_one(c).await)?)
}

pub async fn relay_write(tx: &mut Tx, relay: Relay) -> Result<()> {
    const SQL: &str = "update relay set failures = $1, paused_until = $2 where id = 1";
    write!(tx, |c| sqlx::query(SQL).bind(relay.failures).bind(relay.paused_until).execute(c).await.map(drop))?;
    Ok(())
}

/// Forgets the bytes of letters settled before a moment (reliability: P22, 90 days).
pub async fn notification_prune(tx: &mut Tx, settled_before: Timestamp) -> Result<u64> {
    const SQL: &str = "update notification set message = null where settled_at < $1 and message is not null";
    Ok(write!(tx, |c| sqlx::query(SQL).bind(settled_before).execute(c).await.map(|done| done.rows_affected()))?)
}
