//! What cities sent, kept as sent; the links to its status page; the files that came with it.

use sqlx::{AssertSqlSafe, FromRow};

use super::{Json, Result, Store, StoreError, Tx, read, write};
use crate::domain::{
    City, Contact, EmailAddress, Id, Lang, Timestamp,
    marker::{Practice, ReviewItem, Submission, Upload},
    submission::SubmissionForm,
};

/// One sending. The first of a thread is its root: `root_id == id`, `seq == 1`.
#[derive(Clone, Debug)]
pub struct KeptSubmission {
    pub id: Id<Submission>,
    pub root_id: Id<Submission>,
    pub seq: i64,
    pub reference: String,
    pub item_id: Option<Id<ReviewItem>>,
    pub city_id: Option<Id<City>>,
    pub contact: Contact,
    pub language: Lang,
    pub raw: SubmissionForm,
    pub consent_wording: String,
    pub received_at: Timestamp,
    pub suspicious: bool,
}

#[derive(FromRow)]
struct Row {
    id: Id<Submission>,
    root_id: Id<Submission>,
    seq: i64,
    reference: String,
    item_id: Option<Id<ReviewItem>>,
    city_id: Option<Id<City>>,
    contact_name: String,
    contact_email: String,
    contact_role: String,
    language: String,
    raw: Json<SubmissionForm>,
    consent_wording: String,
    received_at: Timestamp,
    suspicious: bool,
}

const COLUMNS: &str = "s.id, s.root_id, s.seq, s.reference, s.item_id, s.city_id, s.contact_name, s.contact_email,
    s.contact_role, s.language, s.raw, s.consent_wording, s.received_at, s.suspicious";

impl Row {
    fn into_submission(self) -> Result<KeptSubmission> {
        let unreadable = |column, why: &dyn std::fmt::Display| StoreError::Unreadable {
            table: "submission",
            column,
            row: self.id.to_string(),
            why: why.to_string(),
        };
        let email = EmailAddress::parse(&self.contact_email).map_err(|e| unreadable("contact_email", &e))?;
        let language = self.language.parse().map_err(|e| unreadable("language", &e))?;
        Ok(KeptSubmission {
            id: self.id,
            root_id: self.root_id,
            seq: self.seq,
            reference: self.reference,
            item_id: self.item_id,
            city_id: self.city_id,
            contact: Contact { name: self.contact_name, role: self.contact_role, email },
            language,
            raw: self.raw.0,
            consent_wording: self.consent_wording,
            received_at: self.received_at,
            suspicious: self.suspicious,
        })
    }
}

/// False when the reference is taken by another thread: draw another.
pub async fn submission_insert(tx: &mut Tx, submission: &KeptSubmission) -> Result<bool> {
    const SQL: &str =
        "insert into submission (id, root_id, seq, reference, item_id, city_id, contact_name, contact_email,
            contact_role, language, raw, consent_wording, received_at, suspicious)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing";
    let made = write!(tx, |c| sqlx::query(SQL)
        .bind(submission.id)
        .bind(submission.root_id)
        .bind(submission.seq)
        .bind(&submission.reference)
        .bind(submission.item_id)
        .bind(submission.city_id)
        .bind(&submission.contact.name)
        .bind(submission.contact.email.as_str())
        .bind(&submission.contact.role)
        .bind(submission.language.tag())
        .bind(Json(&submission.raw))
        .bind(&submission.consent_wording)
        .bind(submission.received_at)
        .bind(submission.suspicious)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(made == 1)
}

pub async fn submission_by_id(store: &Store, id: Id<Submission>) -> Result<Option<KeptSubmission>> {
    let sql = format!("select {COLUMNS} from submission s where s.id = $1");
    let row: Option<Row> = read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(c).await)?;
    row.map(Row::into_submission).transpose()
}

/// All sendings of a thread, first to last.
pub async fn submission_thread(store: &Store, root: Id<Submission>) -> Result<Vec<KeptSubmission>> {
    let sql = format!("select {COLUMNS} from submission s where s.root_id = $1 order by s.seq limit 200");
    let rows: Vec<Row> = read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(root).fetch_all(c).await)?;
    rows.into_iter().map(Row::into_submission).collect()
}

/// The sendings behind a review item, first to last.
pub async fn submission_of_item(store: &Store, item: Id<ReviewItem>) -> Result<Vec<KeptSubmission>> {
    let sql = format!("select {COLUMNS} from submission s where s.item_id = $1 order by s.seq limit 200");
    let rows: Vec<Row> = read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(item).fetch_all(c).await)?;
    rows.into_iter().map(Row::into_submission).collect()
}

/// The latest sending behind a review item. Not locked: whoever decides holds the item, and who sends or takes back locks
/// the sending first and the item then.
pub async fn submission_latest_of_item(tx: &mut Tx, item: Id<ReviewItem>) -> Result<Option<KeptSubmission>> {
    let sql = format!("select {COLUMNS} from submission s where s.item_id = $1 order by s.seq desc limit 1");
    let row: Option<Row> = write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(item).fetch_optional(c).await)?;
    row.map(Row::into_submission).transpose()
}

/// The latest sending behind a practice, whichever item it came through.
pub async fn submission_of_practice(tx: &mut Tx, practice: Id<Practice>) -> Result<Option<KeptSubmission>> {
    let sql = format!(
        "select {COLUMNS} from submission s join review_item i on i.id = s.item_id
        where i.practice_id = $1 order by s.received_at desc, s.seq desc limit 1"
    );
    let row: Option<Row> = write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(practice).fetch_optional(c).await)?;
    row.map(Row::into_submission).transpose()
}

/// The latest sending of a thread, which is kept from others until the commit. Two statements: the second one sees what
/// came while the first one waited.
pub async fn submission_latest(tx: &mut Tx, root: Id<Submission>) -> Result<Option<KeptSubmission>> {
    submission_lock(tx, root).await?;
    let sql = format!("select {COLUMNS} from submission s where s.root_id = $1 order by s.seq desc limit 1");
    let row: Option<Row> = write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(root).fetch_optional(c).await)?;
    row.map(Row::into_submission).transpose()
}

pub async fn submission_lock(tx: &mut Tx, id: Id<Submission>) -> Result<Option<KeptSubmission>> {
    let sql = format!("select {COLUMNS} from submission s where s.id = $1 {}", tx.lock());
    let row: Option<Row> = write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(c).await)?;
    row.map(Row::into_submission).transpose()
}

/// Ties every sending of a thread to the review item made from it.
pub async fn submission_set_item(
    tx: &mut Tx,
    root: Id<Submission>,
    item: Id<ReviewItem>,
    city: Option<Id<City>>,
) -> Result<()> {
    const SQL: &str = "update submission set item_id = $2, city_id = $3 where root_id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(root).bind(item).bind(city).execute(c).await.map(drop))?;
    Ok(())
}

/// False when the link is known already.
pub async fn submission_link_insert(
    tx: &mut Tx,
    hash: &[u8],
    root: Id<Submission>,
    made_at: Timestamp,
    expires_at: Timestamp,
) -> Result<bool> {
    const SQL: &str = "insert into submission_link (token_hash, root_id, made_at, expires_at) values ($1, $2, $3, $4)
        on conflict (token_hash) do nothing";
    let made = write!(tx, |c| sqlx::query(SQL)
        .bind(hash)
        .bind(root)
        .bind(made_at)
        .bind(expires_at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(made == 1)
}

/// The root of the thread an unexpired link opens.
pub async fn submission_link_root(store: &Store, hash: &[u8], now: Timestamp) -> Result<Option<Id<Submission>>> {
    const SQL: &str = "select root_id from submission_link where token_hash = $1 and expires_at > $2";
    Ok(read!(store, |c| sqlx::query_scalar(SQL).bind(hash).bind(now).fetch_optional(c).await)?)
}

/// A file that came with a sending. The blob store holds its bytes.
#[derive(Clone, Debug, FromRow)]
pub struct UploadRow {
    pub id: Id<Upload>,
    pub submission_id: Id<Submission>,
    pub kind: String,
    pub blob: String,
    pub filename: String,
    pub media_type: String,
    pub size: i64,
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub alt: String,
    pub credit: String,
    pub licence: String,
}

pub async fn upload_insert(tx: &mut Tx, upload: &UploadRow) -> Result<()> {
    const SQL: &str =
        "insert into upload (id, submission_id, kind, blob, filename, media_type, size, width, height, alt,
            credit, licence)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (submission_id, blob) do nothing";
    write!(tx, |c| sqlx::query(SQL)
        .bind(upload.id)
        .bind(upload.submission_id)
        .bind(&upload.kind)
        .bind(&upload.blob)
        .bind(&upload.filename)
        .bind(&upload.media_type)
        .bind(upload.size)
        .bind(upload.width)
        .bind(upload.height)
        .bind(&upload.alt)
        .bind(&upload.credit)
        .bind(&upload.licence)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

const UPLOAD: &str =
    "select u.id, u.submission_id, u.kind, u.blob, u.filename, u.media_type, u.size, u.width, u.height,
        u.alt, u.credit, u.licence
    from upload u join submission s on s.id = u.submission_id";

/// Every sending names all its files: those of the latest are the ones that count.
const LATEST: &str = "where s.root_id = $1 and s.seq = (select max(l.seq) from submission l where l.root_id = $1)
    order by u.id limit 100";

/// The files of a thread's latest sending, in the order they came.
pub async fn upload_of_thread(store: &Store, root: Id<Submission>) -> Result<Vec<UploadRow>> {
    let sql = format!("{UPLOAD} {LATEST}");
    Ok(read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(root).fetch_all(c).await)?)
}

/// Like [`upload_of_thread`] inside a transaction.
pub async fn upload_of_thread_lock(tx: &mut Tx, root: Id<Submission>) -> Result<Vec<UploadRow>> {
    let sql = format!("{UPLOAD} {LATEST}");
    Ok(write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(root).fetch_all(c).await)?)
}
