//! The texts of the site that editors may change, each in all its versions.

use sqlx::FromRow;

use super::{Result, Store, Tx, read, write};
use crate::domain::{Editor, Id, Lang, Timestamp};

/// A text as it was from one change to the next.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct SiteTextVersion {
    /// From 1.
    pub version: i64,
    /// Markdown.
    pub body: String,
    pub made_at: Timestamp,
    /// The editor's name; none for the command line.
    pub made_by: Option<String>,
}

/// The latest version of a text; none while the one the site started with is in force.
pub async fn site_text(store: &Store, name: &str, language: Lang) -> Result<Option<SiteTextVersion>> {
    Ok(site_text_list(store, name, language, 1).await?.pop())
}

/// The latest versions of a text, newest first.
pub async fn site_text_list(store: &Store, name: &str, language: Lang, limit: i64) -> Result<Vec<SiteTextVersion>> {
    const SQL: &str = "select t.version, t.body, t.made_at, e.name as made_by
        from site_text t left join editor e on e.id = t.made_by
        where t.name = $1 and t.language = $2 order by t.version desc limit $3";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(name).bind(language.tag()).bind(limit).fetch_all(c).await)?)
}

/// What a version said.
pub async fn site_text_version(store: &Store, name: &str, language: Lang, version: i64) -> Result<Option<String>> {
    const SQL: &str = "select body from site_text where name = $1 and language = $2 and version = $3";
    Ok(read!(store, |c| sqlx::query_scalar(SQL).bind(name).bind(language.tag()).bind(version).fetch_optional(c).await)?)
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
