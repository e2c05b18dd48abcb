//! Whether published texts are still right: when their cities last said so, and when they were last asked.

use sqlx::AssertSqlSafe;

use super::{
    Result, Store, Tx,
    practice::{LIVE, change_insert},
    read, write,
};
use crate::domain::{Id, Timestamp, marker::Practice};

/// Notes that the text is still right.
pub async fn practice_confirm(tx: &mut Tx, id: Id<Practice>, at: Timestamp) -> Result<()> {
    const SQL: &str = "update practice set confirmed_at = $2, told_at = $3 where id = $1";
    let now = tx.now();
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(at).bind(now).execute(c).await.map(drop))?;
    change_insert(tx, Some(id), now).await?;
    super::rendition_owe_around(tx, id, now).await
}

/// What cities sent and readers see, whose city was not heard of since a moment, by a sending or a confirmation, nor asked:
/// longest ago first.
pub async fn practice_unconfirmed(
    store: &Store,
    now: Timestamp,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<Id<Practice>>> {
    let sql = format!(
        "select live.id from ({LIVE}) live join practice p on p.id = live.id
        where live.live_from <= $2 and (p.confirmed_at is null or p.confirmed_at <= $2)
          and (p.asked_at is null or p.asked_at <= $2)
          and exists (select 1 from review_item i join submission s on s.item_id = i.id where i.practice_id = p.id)
          and not exists (select 1 from review_item i join submission s on s.item_id = i.id
                          where i.practice_id = p.id and s.received_at > $2)
        order by live.live_from, live.id limit $3"
    );
    Ok(read!(store, |c| sqlx::query_scalar(AssertSqlSafe(sql)).bind(now).bind(since).bind(limit).fetch_all(c).await)?)
}

/// Notes that its city is asked now; false when somebody asked since a moment.
pub async fn practice_ask(tx: &mut Tx, id: Id<Practice>, since: Timestamp) -> Result<bool> {
    const SQL: &str = "update practice set asked_at = $2 where id = $1 and (asked_at is null or asked_at <= $3)";
    let now = tx.now();
    let asked = write!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(now)
        .bind(since)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(asked == 1)
}
