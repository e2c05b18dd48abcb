//! Suggested topics that editors do not want for an item.

use super::{Result, Store, Tx, read, write};
use crate::domain::{Id, TopicSlug, marker::ReviewItem};

/// False when it was refused before.
pub async fn topic_refuse(tx: &mut Tx, item: Id<ReviewItem>, topic: &TopicSlug) -> Result<bool> {
    const SQL: &str = "insert into topic_refused (item_id, topic) values ($1, $2) on conflict do nothing";
    let made = write!(tx, |c| sqlx::query(SQL)
        .bind(item)
        .bind(topic.as_str())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(made == 1)
}

/// By their slugs.
pub async fn topics_refused(store: &Store, item: Id<ReviewItem>) -> Result<Vec<String>> {
    const SQL: &str = "select topic from topic_refused where item_id = $1 order by topic limit 100";
    Ok(read!(store, |c| sqlx::query_scalar(SQL).bind(item).fetch_all(c).await)?)
}
