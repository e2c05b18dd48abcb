//! PDFs of what is published: which file was made of what, and which rows owe one; and booklets, made when asked for.

use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Result, Store, Tx,
    owed::{self, Lease},
    read, write,
};
use crate::domain::{
    Id, Lang, Timestamp,
    marker::{Collection, Practice, Rendition},
};

/// What a file shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    Practice(Id<Practice>),
    Collection(Id<Collection>),
}

impl Subject {
    const fn kind(self) -> &'static str {
        match self {
            Self::Practice(_) => "practice",
            Self::Collection(_) => "collection",
        }
    }

    /// The database knows no third kind.
    fn read(kind: &str, id: Uuid) -> Self {
        match kind {
            "collection" => Self::Collection(Id::from_uuid(id)),
            _ => Self::Practice(Id::from_uuid(id)),
        }
    }

    const fn id(self) -> Uuid {
        match self {
            Self::Practice(id) => id.uuid(),
            Self::Collection(id) => id.uuid(),
        }
    }
}

/// A file that is there.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Made {
    /// What it was made of.
    pub content: String,
    /// Its name in the blob store.
    pub blob: String,
    /// In bytes.
    pub size: i64,
    pub pages: i64,
}

/// The file of a booklet that was made of this content, if it is kept.
pub async fn booklet_made(store: &Store, content: &str) -> Result<Option<Made>> {
    const SQL: &str = "select content, blob, size, pages from booklet where content = $1";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(content).fetch_optional(c).await)?)
}

/// Keeps a booklet's file; the same content once. False when as many are kept as may be.
pub async fn booklet_put(tx: &mut Tx, made: &Made, most: i64) -> Result<bool> {
    const SQL: &str = "insert into booklet (content, blob, size, pages, made_at)
        select $1, $2, $3, $4, $5 where (select count(*) from booklet) < $6
        on conflict (content) do update set blob = excluded.blob, size = excluded.size, pages = excluded.pages";
    let now = tx.now();
    let kept = write!(tx, |c| sqlx::query(SQL)
        .bind(&made.content)
        .bind(&made.blob)
        .bind(made.size)
        .bind(made.pages)
        .bind(now)
        .bind(most)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if kept > 0 {
        // The page it is picked on tells its size from now on.
        super::practice::change_insert(tx, None, now).await?;
    }
    Ok(kept > 0)
}

/// Forgets booklets made before a moment; answers the names of their files.
pub async fn booklet_prune(tx: &mut Tx, before: Timestamp) -> Result<Vec<String>> {
    const SQL: &str = "delete from booklet where made_at < $1 returning blob";
    Ok(write!(tx, |c| sqlx::query_scalar(SQL).bind(before).fetch_all(c).await)?)
}

/// A row that a look is about.
#[derive(Clone, Debug)]
pub struct RenditionRow {
    pub subject: Subject,
    pub language: Lang,
    /// The file there is so far.
    pub blob: Option<String>,
}

/// Says that the files about something owe being made anew, from a moment on, in every language.
pub async fn rendition_owe(tx: &mut Tx, subject: Subject, due: Timestamp) -> Result<()> {
    const SQL: &str = "insert into rendition (id, kind, subject_id, language) values ($1, $2, $3, $4)
        on conflict (kind, subject_id, language) do update set kind = excluded.kind returning id";
    for lang in Lang::ALL {
        let id: Id<Rendition> = write!(tx, |c| sqlx::query_scalar(SQL)
            .bind(Id::<Rendition>::new())
            .bind(subject.kind())
            .bind(subject.id())
            .bind(lang.tag())
            .fetch_one(c)
            .await)?;
        owed::owe(tx, id, due).await?;
    }
    Ok(())
}

/// The same for a practice and the collections it is in.
pub async fn rendition_owe_around(tx: &mut Tx, practice: Id<Practice>, due: Timestamp) -> Result<()> {
    const SQL: &str =
        "select collection_id from collection_entry where practice_id = $1 order by collection_id limit 200";
    let collections: Vec<Id<Collection>> = write!(tx, |c| sqlx::query_scalar(SQL).bind(practice).fetch_all(c).await)?;
    rendition_owe(tx, Subject::Practice(practice), due).await?;
    for collection in collections {
        rendition_owe(tx, Subject::Collection(collection), due).await?;
    }
    Ok(())
}

pub async fn rendition_by_id(store: &Store, id: Uuid) -> Result<Option<RenditionRow>> {
    const SQL: &str = "select kind, subject_id, language, blob from rendition where id = $1";
    let row: Option<(String, Uuid, String, Option<String>)> =
        read!(store, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?;
    Ok(row.map(|(kind, subject, language, blob)| RenditionRow {
        subject: Subject::read(&kind, subject),
        language: language.parse().unwrap_or_default(),
        blob,
    }))
}

/// A file that is there and owes nothing.
#[derive(Clone, Debug)]
pub struct SettledRendition {
    pub subject: Subject,
    pub language: Lang,
    /// What it was made of.
    pub content: String,
}

/// Every file that is there and owes nothing: at most 200,000. One that could not be made again is not among them.
pub async fn rendition_settled_list(store: &Store) -> Result<Vec<SettledRendition>> {
    const SQL: &str = "select kind, subject_id, language, content from rendition
        where content is not null and due_at is null and gave_up_at is null order by id limit 200000";
    let rows: Vec<(String, Uuid, String, String)> = read!(store, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    let settled = |(kind, subject, language, content): (String, Uuid, String, String)| SettledRendition {
        subject: Subject::read(&kind, subject),
        language: language.parse().unwrap_or_default(),
        content,
    };
    Ok(rows.into_iter().map(settled).collect())
}

/// The file about something in a language, if there is one.
pub async fn rendition_made(store: &Store, subject: Subject, lang: Lang) -> Result<Option<Made>> {
    const SQL: &str = "select content, blob, size, pages from rendition
        where kind = $1 and subject_id = $2 and language = $3
          and content is not null and blob is not null and size is not null and pages is not null";
    Ok(read!(store, |c| sqlx::query_as(SQL)
        .bind(subject.kind())
        .bind(subject.id())
        .bind(lang.tag())
        .fetch_optional(c)
        .await)?)
}

/// Puts the file in place; belongs into the transaction that settles the row.
pub async fn rendition_put(tx: &mut Tx, lease: &Lease, made: &Made) -> Result<()> {
    const SQL: &str = "update rendition set content = $2, blob = $3, size = $4, pages = $5 where id = $1";
    write!(tx, |c| sqlx::query(SQL)
        .bind(lease.owed.id)
        .bind(&made.content)
        .bind(&made.blob)
        .bind(made.size)
        .bind(made.pages)
        .execute(c)
        .await
        .map(drop))?;
    // The page it belongs to links to it from now on.
    let now = tx.now();
    super::practice::change_insert(tx, None, now).await
}

/// A file that is named and not there: from now on there is none, and it is owed anew. False when another took its place
/// meanwhile.
pub async fn rendition_lost(tx: &mut Tx, subject: Subject, lang: Lang, blob: &str) -> Result<bool> {
    const SQL: &str = "update rendition set content = null, blob = null, size = null, pages = null
        where kind = $1 and subject_id = $2 and language = $3 and blob = $4";
    let lost = write!(tx, |c| sqlx::query(SQL)
        .bind(subject.kind())
        .bind(subject.id())
        .bind(lang.tag())
        .bind(blob)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if lost == 0 {
        return Ok(false);
    }
    let now = tx.now();
    rendition_owe(tx, subject, now).await?;
    // The pages that link to it link to nothing until it is made.
    super::practice::change_insert(tx, None, now).await?;
    Ok(true)
}

/// Whether some row names this file.
pub async fn rendition_names_blob(store: &Store, blob: &str) -> Result<bool> {
    const SQL: &str =
        "select (select count(*) from rendition where blob = $1) + (select count(*) from booklet where blob = $1)";
    let named: i64 = read!(store, |c| sqlx::query_scalar(SQL).bind(blob).fetch_one(c).await)?;
    Ok(named > 0)
}
