//! When a practice was last seen at its source: told by the last run that came to the end of it.

use super::{Result, Store, Tx, change_insert, read, write};
use crate::domain::{
    Id, Timestamp,
    marker::{Practice, Source},
};

/// A run came to the end of a source. Pages say the day, so they change with the first such run of a day alone.
pub async fn source_set_checked(tx: &mut Tx, id: Id<Source>, at: Timestamp) -> Result<()> {
    let before = source_checked(tx, id).await?;
    const SQL: &str = "update source set checked_at = $2 where id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(at).execute(c).await.map(drop))?;
    let day = |at: Timestamp| at.to_utc().date();
    if before.is_none_or(|before| day(before) != day(at)) {
        let now = tx.now();
        change_insert(tx, None, now).await?;
    }
    Ok(())
}

/// A practice was seen by itself: pages may say another day.
pub async fn practice_checked_changed(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    change_insert(tx, None, now).await
}

/// When a run last came to the end of a source.
pub async fn source_checked(tx: &mut Tx, id: Id<Source>) -> Result<Option<Timestamp>> {
    const SQL: &str = "select checked_at from source where id = $1";
    Ok(write!(tx, |c| sqlx::query_scalar(SQL).bind(id).fetch_one(c).await)?)
}

/// When a practice was last seen at the source it is said to be from: by the last run that came to the end of that source,
/// or when its own page last brought something else. While its own page fails, as it was before that. None when it is gone
/// there.
pub async fn practice_checked(store: &Store, id: Id<Practice>, source: Id<Source>) -> Result<Option<Timestamp>> {
    const SQL: &str = "select r.last_seen_at, case when f.source_id is null then s.checked_at else f.seen_at end
        from source_record r join source s on s.id = r.source_id
        left join failed_page f
            on f.source_id = r.source_id and f.kind = 'practice' and f.external_id = r.external_id
        where r.practice_id = $1 and r.source_id = $2 and r.gone_at is null and r.merging_id is null
        order by r.last_seen_at desc, r.id limit 1";
    let found: Option<(Timestamp, Option<Timestamp>)> =
        read!(store, |c| sqlx::query_as(SQL).bind(id).bind(source).fetch_optional(c).await)?;
    Ok(found.map(|(seen, checked)| checked.map_or(seen, |checked| checked.max(seen))))
}
