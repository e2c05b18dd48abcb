//! Collections of practices.

use std::collections::BTreeMap;

use sqlx::FromRow;

use super::{Json, Result, Store, Tx, read, write};
use crate::domain::{
    Id, Lang,
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
        self.title_in(lang).0
    }

    /// The same, with the language it is in.
    #[must_use]
    pub fn title_in(&self, lang: Lang) -> (String, Lang) {
        in_language(&self.titles, lang)
            .map_or_else(|| (self.slug.clone(), lang), |(title, own)| (title.to_owned(), own))
    }
}

/// A text in a language, else in the first there is, with the language it is in; none where nothing is written.
#[must_use]
pub fn in_language(texts: &ByLang, lang: Lang) -> Option<(&str, Lang)> {
    let said = |text: &&String| !text.trim().is_empty();
    let own = texts.get(&lang).filter(said).map(|text| (text.as_str(), lang));
    own.or_else(|| texts.iter().find(|(_, text)| said(text)).map(|(own, text)| (text.as_str(), *own)))
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
