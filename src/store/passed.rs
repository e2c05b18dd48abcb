//! The pages that a run over a source has gone through before it was over.

use sqlx::QueryBuilder;

use super::{Json, ROWS_AT_ONCE, Result, Tx, write};
use crate::domain::{
    Id, Timestamp,
    marker::{Passed, Source},
    reading,
};

/// Puts pages away that the run has gone through, in this order.
pub async fn passed_insert(
    tx: &mut Tx,
    source: Id<Source>,
    rules: &str,
    passed: &[reading::Passed],
    now: Timestamp,
) -> Result<()> {
    const SQL: &str = "insert into passed (id, source_id, rules, passed, passed_at) ";
    for passed in passed.chunks(ROWS_AT_ONCE) {
        write!(tx, |c| {
            let mut query = QueryBuilder::new(SQL);
            query.push_values(passed, |mut row, passed| {
                row.push_bind(Id::<Passed>::new())
                    .push_bind(source)
                    .push_bind(rules)
                    .push_bind(Json(passed))
                    .push_bind(now);
            });
            query.build().execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// Forgets pages passed by other rules, those that a run somebody stopped passed before `since`, and all of a list where the
/// last one was passed before that: what follows them may be elsewhere by now.
pub async fn passed_forget_old(tx: &mut Tx, source: Id<Source>, rules: &str, since: Timestamp) -> Result<()> {
    const SQL: &str = "delete from passed where source_id = $1 and (rules <> $2
        or (select max(passed_at) from passed where source_id = $1) < $3
        or (passed_at < $3 and passed_at <= (select max(finished_at) from harvest where source_id = $1)))";
    write!(tx, |c| sqlx::query(SQL).bind(source).bind(rules).bind(since).execute(c).await.map(drop))?;
    Ok(())
}

/// In the order they were passed.
pub async fn passed_of(tx: &mut Tx, source: Id<Source>) -> Result<Vec<reading::Passed>> {
    const SQL: &str = "select passed from passed where source_id = $1 order by id";
    let rows: Vec<Json<reading::Passed>> = write!(tx, |c| sqlx::query_scalar(SQL).bind(source).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|Json(passed)| passed).collect())
}

/// The run is over, or begins anew.
pub async fn passed_forget(tx: &mut Tx, source: Id<Source>) -> Result<()> {
    const SQL: &str = "delete from passed where source_id = $1";
    write!(tx, |c| sqlx::query(SQL).bind(source).execute(c).await.map(drop))?;
    Ok(())
}
