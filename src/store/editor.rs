//! Editors, the links that let them set a password, and their sessions.

use sqlx::{AssertSqlSafe, FromRow};

use super::{Result, Store, StoreError, Tx, read, write};
use crate::domain::{Editor, EmailAddress, Id, Lang, Timestamp};

/// An editor with what signing in needs.
#[derive(Clone, Debug)]
pub struct EditorAccount {
    pub editor: Editor,
    /// PHC string; none until a password was set.
    pub password_hash: Option<String>,
    pub made_at: Timestamp,
    pub disabled_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct Row {
    id: Id<Editor>,
    email: String,
    name: String,
    role: String,
    language: String,
    keys: bool,
    password_hash: Option<String>,
    made_at: Timestamp,
    disabled_at: Option<Timestamp>,
}

const COLUMNS: &str = "e.id, e.email, e.name, e.role, e.language, e.keys, e.password_hash, e.made_at, e.disabled_at";

impl Row {
    fn into_account(self) -> Result<EditorAccount> {
        let unreadable = |column, why: &dyn std::fmt::Display| StoreError::Unreadable {
            table: "editor",
            column,
            row: self.id.to_string(),
            why: why.to_string(),
        };
        Ok(EditorAccount {
            editor: Editor {
                id: self.id,
                email: EmailAddress::parse(&self.email).map_err(|e| unreadable("email", &e))?,
                role: self.role.parse().map_err(|e| unreadable("role", &e))?,
                language: self.language.parse().map_err(|e| unreadable("language", &e))?,
                name: self.name,
                keys: self.keys,
            },
            password_hash: self.password_hash,
            made_at: self.made_at,
            disabled_at: self.disabled_at,
        })
    }
}

/// A new editor without a password; false when the address has an account already.
pub async fn editor_insert(tx: &mut Tx, editor: &Editor, made_at: Timestamp) -> Result<bool> {
    const SQL: &str = "insert into editor (id, email, name, role, language, keys, made_at)
        values ($1, $2, $3, $4, $5, $6, $7) on conflict (email) do nothing";
    let made = write!(tx, |c| sqlx::query(SQL)
        .bind(editor.id)
        .bind(editor.email.as_str())
        .bind(&editor.name)
        .bind(editor.role.name())
        .bind(editor.language.tag())
        .bind(editor.keys)
        .bind(made_at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(made == 1)
}

pub async fn editor_by_email(store: &Store, email: &EmailAddress) -> Result<Option<EditorAccount>> {
    let sql = format!("select {COLUMNS} from editor e where lower(e.email) = lower($1)");
    let row: Option<Row> =
        read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(email.as_str()).fetch_optional(c).await)?;
    row.map(Row::into_account).transpose()
}

pub async fn editor_by_id(store: &Store, id: Id<Editor>) -> Result<Option<EditorAccount>> {
    let sql = format!("select {COLUMNS} from editor e where e.id = $1");
    let row: Option<Row> = read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(c).await)?;
    row.map(Row::into_account).transpose()
}

/// The editor as it is now, for checking the role at the moment of the change (reliability: W11).
pub async fn editor_lock(tx: &mut Tx, id: Id<Editor>) -> Result<Option<EditorAccount>> {
    let sql = format!("select {COLUMNS} from editor e where e.id = $1");
    let row: Option<Row> = write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(c).await)?;
    row.map(Row::into_account).transpose()
}

pub async fn editor_list(store: &Store) -> Result<Vec<EditorAccount>> {
    let sql = format!("select {COLUMNS} from editor e order by e.name, e.id limit 1000");
    let rows: Vec<Row> = read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).fetch_all(c).await)?;
    rows.into_iter().map(Row::into_account).collect()
}

/// Everybody who may sign in, inside a transaction.
pub async fn editor_list_active(tx: &mut Tx) -> Result<Vec<EditorAccount>> {
    let sql = format!("select {COLUMNS} from editor e where e.disabled_at is null order by e.name, e.id limit 1000");
    let rows: Vec<Row> = write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).fetch_all(c).await)?;
    rows.into_iter().map(Row::into_account).collect()
}

pub async fn editor_set_password(tx: &mut Tx, id: Id<Editor>, password_hash: &str) -> Result<()> {
    const SQL: &str = "update editor set password_hash = $2 where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(password_hash).execute(c).await.map(drop))?;
    Ok(())
}

pub async fn editor_set_keys(tx: &mut Tx, id: Id<Editor>, keys: bool) -> Result<()> {
    const SQL: &str = "update editor set keys = $2 where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(keys).execute(c).await.map(drop))?;
    Ok(())
}

pub async fn editor_set_language(tx: &mut Tx, id: Id<Editor>, language: Lang) -> Result<()> {
    const SQL: &str = "update editor set language = $2 where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(language.tag()).execute(c).await.map(drop))?;
    Ok(())
}

pub async fn editor_set_disabled(tx: &mut Tx, id: Id<Editor>, at: Option<Timestamp>) -> Result<()> {
    const SQL: &str = "update editor set disabled_at = $2 where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

/// A one-time link by which an editor sets a password. Older ones stay good until one is used: the link on the operator's
/// terminal must outlive the letter that carries another.
pub async fn editor_link_insert(
    tx: &mut Tx,
    hash: &[u8],
    id: Id<Editor>,
    made_at: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    const SQL: &str = "insert into editor_link (token_hash, editor_id, made_at, expires_at) values ($1, $2, $3, $4)";
    write!(tx, |c| sqlx::query(SQL).bind(hash).bind(id).bind(made_at).bind(expires_at).execute(c).await.map(drop))?;
    Ok(())
}

/// Whom an unused, unexpired link belongs to; looking does not use it up.
pub async fn editor_link_owner(store: &Store, hash: &[u8], now: Timestamp) -> Result<Option<EditorAccount>> {
    let sql = format!(
        "select {COLUMNS} from editor_link l join editor e on e.id = l.editor_id
        where l.token_hash = $1 and l.used_at is null and l.expires_at > $2 and e.disabled_at is null"
    );
    let row: Option<Row> =
        read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(hash).bind(now).fetch_optional(c).await)?;
    row.map(Row::into_account).transpose()
}

/// Uses a link up and ends the editor's others; none when it was used, is too old or never was.
pub async fn editor_link_use(tx: &mut Tx, hash: &[u8], now: Timestamp) -> Result<Option<Id<Editor>>> {
    const SQL: &str = "update editor_link set used_at = $2
        where token_hash = $1 and used_at is null and expires_at > $2 returning editor_id";
    let editor: Option<Id<Editor>> =
        write!(tx, |c| sqlx::query_scalar(SQL).bind(hash).bind(now).fetch_optional(c).await)?;
    if editor.is_some() {
        const OTHERS: &str = "delete from editor_link where editor_id = $1 and used_at is null";
        write!(tx, |c| sqlx::query(OTHERS).bind(editor).execute(c).await.map(drop))?;
    }
    Ok(editor)
}

pub async fn session_insert(
    tx: &mut Tx,
    hash: &[u8],
    id: Id<Editor>,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    const SQL: &str =
        "insert into session (token_hash, editor_id, made_at, seen_at, expires_at) values ($1, $2, $3, $3, $4)";
    write!(tx, |c| sqlx::query(SQL).bind(hash).bind(id).bind(now).bind(expires_at).execute(c).await.map(drop))?;
    Ok(())
}

/// Who a session belongs to, and when it was last seen; none when it ended, idled since before `idle_since`, or the editor
/// is disabled.
pub async fn session_editor(
    store: &Store,
    hash: &[u8],
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<Option<(EditorAccount, Timestamp)>> {
    let sql = format!(
        "select {COLUMNS} from session s join editor e on e.id = s.editor_id
        where s.token_hash = $1 and s.expires_at > $2 and s.seen_at > $3 and e.disabled_at is null"
    );
    let row: Option<Row> = read!(store, |c| sqlx::query_as(AssertSqlSafe(sql))
        .bind(hash)
        .bind(now)
        .bind(idle_since)
        .fetch_optional(c)
        .await)?;
    let Some(row) = row else { return Ok(None) };
    const SEEN: &str = "select seen_at from session where token_hash = $1";
    let seen: Option<Timestamp> = read!(store, |c| sqlx::query_scalar(SEEN).bind(hash).fetch_optional(c).await)?;
    seen.map(|seen| row.into_account().map(|account| (account, seen))).transpose()
}

pub async fn session_touch(tx: &mut Tx, hash: &[u8], now: Timestamp) -> Result<()> {
    const SQL: &str = "update session set seen_at = $2 where token_hash = $1";
    write!(tx, |c| sqlx::query(SQL).bind(hash).bind(now).execute(c).await.map(drop))?;
    Ok(())
}

pub async fn session_end(tx: &mut Tx, hash: &[u8]) -> Result<()> {
    const SQL: &str = "delete from session where token_hash = $1";
    write!(tx, |c| sqlx::query(SQL).bind(hash).execute(c).await.map(drop))?;
    Ok(())
}

/// Ends every session of an editor, in all processes at once.
pub async fn session_end_all(tx: &mut Tx, id: Id<Editor>) -> Result<()> {
    const SQL: &str = "delete from session where editor_id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).execute(c).await.map(drop))?;
    Ok(())
}

/// Forgets sessions, links and counters that ended.
pub async fn session_prune(tx: &mut Tx, now: Timestamp) -> Result<()> {
    for sql in [
        "delete from session where expires_at <= $1",
        "delete from editor_link where expires_at <= $1",
        "delete from submission_link where expires_at <= $1",
        "delete from throttle where until <= $1",
    ] {
        write!(tx, |c| sqlx::query(sql).bind(now).execute(c).await.map(drop))?;
    }
    Ok(())
}
