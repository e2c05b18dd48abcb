//! Ways to read a source again, tried when its rules lost what they found, kept until somebody chooses or it is well again.

use super::{Json, Result, Store, Tx, read, write};
use crate::domain::{Id, Timestamp, marker::Source, reading::Fix};

/// Keeps the fixes for one version of the settings, in place of those kept before.
pub async fn source_fix_put(tx: &mut Tx, source: Id<Source>, version: i64, at: Timestamp, fixes: &[Fix]) -> Result<()> {
    const SQL: &str = "insert into source_fix (source_id, version, made_at, fixes) values ($1, $2, $3, $4)
        on conflict (source_id) do update set version = excluded.version, made_at = excluded.made_at,
            fixes = excluded.fixes";
    write!(tx, |c| sqlx::query(SQL).bind(source).bind(version).bind(at).bind(Json(fixes)).execute(c).await.map(drop))?;
    Ok(())
}

/// The fixes for a version of the settings, and when they were tried; none when none were looked for.
pub async fn source_fixes(store: &Store, source: Id<Source>, version: i64) -> Result<Option<(Timestamp, Vec<Fix>)>> {
    const SQL: &str = "select made_at, fixes from source_fix where source_id = $1 and version = $2";
    let found: Option<(Timestamp, Json<Vec<Fix>>)> =
        read!(store, |c| sqlx::query_as(SQL).bind(source).bind(version).fetch_optional(c).await)?;
    Ok(found.map(|(at, Json(fixes))| (at, fixes)))
}

/// It is well again.
pub async fn source_fix_forget(tx: &mut Tx, source: Id<Source>) -> Result<()> {
    const SQL: &str = "delete from source_fix where source_id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(source).execute(c).await.map(drop))?;
    Ok(())
}
