//! What the last reading of a source leaves for the next.

use futures::TryStreamExt as _;

use super::{Json, Result, Store, Tx, read, write};
use crate::domain::{Id, candidate::Known, marker::Source};

/// Pages in one part: some hundred kilobytes.
const PAGES: usize = 1_000;
const SQL: &str = "select known from source_known where source_id = $1 order by part";

pub async fn source_known(store: &Store, id: Id<Source>) -> Result<Known> {
    // One part at a time: all of them as written take as much memory again as what they say.
    let mut known = Known::default();
    read!(store, |c| {
        let mut parts = sqlx::query_scalar::<_, Json<Known>>(SQL).bind(id).fetch(c);
        while let Some(Json(part)) = parts.try_next().await? {
            known.join(part);
        }
    });
    known.share_texts();
    Ok(known)
}

pub async fn source_set_known(tx: &mut Tx, id: Id<Source>, known: &Known) -> Result<()> {
    const SQL: &str = "insert into source_known (source_id, part, known) values ($1, $2, $3)
        on conflict (source_id, part) do update set known = excluded.known
        where source_known.known <> excluded.known";
    const SHORTER: &str = "delete from source_known where source_id = $1 and part >= $2";
    let mut number = 0_i64;
    for part in known.parts(PAGES) {
        write!(tx, |c| sqlx::query(SQL).bind(id).bind(number).bind(Json(part)).execute(c).await.map(drop))?;
        number += 1;
    }
    write!(tx, |c| sqlx::query(SHORTER).bind(id).bind(number).execute(c).await.map(drop))?;
    Ok(())
}

/// Has every page read anew by the next run, as if it were the first; which practices there are is remembered, so that
/// what has vanished meanwhile is still noticed.
pub async fn source_forget_pages(tx: &mut Tx, id: Id<Source>) -> Result<()> {
    let parts: Vec<Json<Known>> = write!(tx, |c| sqlx::query_scalar(SQL).bind(id).fetch_all(c).await)?;
    let items = parts.into_iter().flat_map(|Json(part)| part.items).collect();
    source_set_known(tx, id, &Known { items, ..Known::default() }).await
}
