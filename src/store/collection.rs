//! Collections of practices, and the texts of the site that editors may change.

use std::collections::BTreeMap;

use sqlx::FromRow;

use super::{Json, Result, Store, Tx, read, write};
use crate::domain::{
    Editor, Id, Lang, Timestamp,
    marker::{Collection, Practice},
};

/// Texts by language of the interface.
pub type ByLang = BTreeMap<Lang, String>;

/// Practices with an introduction.
#[derive(Clone, Debug, FromRow)]
pub struct CollectionRow {
    pub id: Id<Collection>,
    pub slug: String,
    pub titles: Json<ByLang>,
    /// Markdown.
    pub introductions: Json<ByLang>,
    pub position: i64,
}

impl CollectionRow {
    /// The title in a language, else in the first there is, else its name in addresses.
    #[must_use]
    pub fn title(&self, lang: Lang) -> String {
        let said = |title: &&String| !title.trim().is_empty();
        let title = self.titles.get(&lang).filter(said).or_else(|| self.titles.values().find(said));
        title.unwrap_or(&self.slug).clone()
    }
}

/// A practice's place in a collection; a heading starts a new group.
#[derive(Clone, Debug, FromRow)]
pub struct CollectionEntry {
    pub practice_id: Id<Practice>,
    pub position: i64,
    pub headings: Json<ByLang>,
}

pub async fn collection_list(store: &Store) -> Result<Vec<CollectionRow>> {
    const SQL: &str =
        "select id, slug, titles, introductions, position from collection order by position, slug limit 200";
    Ok(read!(store, |c| sqlx::query_as(SQL).fetch_all(c).await)?)
}

pub async fn collection_by_slug(store: &Store, slug: &str) -> Result<Option<CollectionRow>> {
    const SQL: &str = "select id, slug, titles, introductions, position from collection where slug = $1";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(slug).fetch_optional(c).await)?)
}

pub async fn collection_entries(store: &Store, id: Id<Collection>) -> Result<Vec<CollectionEntry>> {
    const SQL: &str = "select practice_id, position, headings from collection_entry
        where collection_id = $1 order by position limit 2000";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(id).fetch_all(c).await)?)
}

/// Which collections each practice is in, by slug.
pub async fn collection_memberships(store: &Store) -> Result<Vec<(Id<Practice>, String)>> {
    const SQL: &str = "select e.practice_id, c.slug from collection_entry e join collection c on c.id = e.collection_id
        order by c.position, c.slug, e.position limit 100000";
    Ok(read!(store, |c| sqlx::query_as(SQL).fetch_all(c).await)?)
}

/// Adds a collection or replaces its texts.
pub async fn collection_put(tx: &mut Tx, collection: &CollectionRow) -> Result<Id<Collection>> {
    const SQL: &str = "insert into collection (id, slug, titles, introductions, position) values ($1, $2, $3, $4, $5)
        on conflict (slug) do update set titles = excluded.titles, introductions = excluded.introductions,
            position = excluded.position
        returning id";
    let id: Id<Collection> = write!(tx, |c| sqlx::query_scalar(SQL)
        .bind(collection.id)
        .bind(&collection.slug)
        .bind(&collection.titles)
        .bind(&collection.introductions)
        .bind(collection.position)
        .fetch_one(c)
        .await)?;
    let now = tx.now();
    super::practice::change_insert(tx, None, now).await?;
    super::rendition_owe(tx, super::Subject::Collection(id), now).await?;
    Ok(id)
}

pub async fn collection_entry_put(tx: &mut Tx, id: Id<Collection>, entry: &CollectionEntry) -> Result<()> {
    const SQL: &str = "insert into collection_entry (collection_id, practice_id, position, headings) values ($1, $2, $3, $4)
        on conflict (collection_id, practice_id) do update set position = excluded.position, headings = excluded.headings";
    write!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(entry.practice_id)
        .bind(entry.position)
        .bind(&entry.headings)
        .execute(c)
        .await
        .map(drop))?;
    let now = tx.now();
    super::practice::change_insert(tx, Some(entry.practice_id), now).await?;
    super::rendition_owe(tx, super::Subject::Collection(id), now).await
}

/// The latest version of a text of the site, with its number.
pub async fn site_text(store: &Store, name: &str, language: Lang) -> Result<Option<(i64, String)>> {
    const SQL: &str =
        "select version, body from site_text where name = $1 and language = $2 order by version desc limit 1";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(name).bind(language.tag()).fetch_optional(c).await)?)
}

/// Keeps the next version of a text; false when somebody else kept one since `seen`.
pub async fn site_text_insert(
    tx: &mut Tx,
    name: &str,
    language: Lang,
    seen: i64,
    body: &str,
    by: Option<Id<Editor>>,
    at: Timestamp,
) -> Result<bool> {
    const SQL: &str = "insert into site_text (name, language, version, body, made_by, made_at)
        values ($1, $2, $3, $4, $5, $6) on conflict do nothing";
    let made = write!(tx, |c| sqlx::query(SQL)
        .bind(name)
        .bind(language.tag())
        .bind(seen + 1)
        .bind(body)
        .bind(by)
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if made == 1 {
        super::practice::change_insert(tx, None, at).await?;
    }
    Ok(made == 1)
}
