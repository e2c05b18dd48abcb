//! The one statement that enqueues, and the upkeep of the queue's table.

use std::time::Duration;

use practice_commons::{
    domain::Clock,
    store::{
        Engine, Store,
        job::{self, Job, Twice},
    },
};
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::{a_source, done, noon, owe};
use crate::support::store::{both_engines, sql};

fn table(store: &Store) -> &'static str {
    match store.engine() {
        Engine::Sqlite => "Jobs",
        Engine::Postgres => "apalis.jobs",
    }
}

async fn jobs(store: &Store, status: &str) -> i64 {
    let sql = format!("select count(*) from {} where status = $1 and job_type <> 'housekeeping'", table(store));
    sql!(store, |c| sqlx::query_scalar(AssertSqlSafe(sql)).bind(status).fetch_one(c))
}

async fn change(store: &Store, what: &str) {
    let sql = format!("update {} set {what}", table(store));
    sql!(do store, |c| sqlx::query(AssertSqlSafe(sql)).execute(c));
}

async fn enqueue(store: &Store, key: &str, twice: Twice) {
    let mut tx = store.begin().await.expect("the database answers");
    let payload = json!({ "id": 1 });
    let due = tx.now();
    job::enqueue(&mut tx, &Job { queue: "letter", key, payload: &payload, due, twice }).await.expect("it is enqueued");
    tx.commit().await.expect("it is committed");
}

// P3
both_engines!(a_job_is_committed_with_what_caused_it_or_not_at_all, |bed| async move {
    let store = bed.open(noon()).await;
    let source = a_source(&store).await;
    let mut tx = store.begin().await.unwrap();
    let now = tx.now();
    practice_commons::store::owed::owe(&mut tx, source, now).await.unwrap();
    drop(tx);
    assert_eq!(jobs(&store, "Pending").await, 0);
    owe(&store, [source]).await;
    assert_eq!(jobs(&store, "Pending").await, 1);
});

// On PostgreSQL the library's own push ends the transaction when a key repeats, and the commit still says Ok.
both_engines!(a_repeated_key_is_one_job_and_leaves_the_transaction_whole, |bed| async move {
    let store = bed.open(noon()).await;
    let source = a_source(&store).await;
    let mut tx = store.begin().await.unwrap();
    let now = tx.now();
    practice_commons::store::owed::owe(&mut tx, source, now).await.unwrap();
    practice_commons::store::owed::owe(&mut tx, source, now).await.unwrap();
    practice_commons::store::throttle_count(&mut tx, "still alive", Duration::from_secs(1), now).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(jobs(&store, "Pending").await, 1);
    assert_eq!(done(&store).await, (1, 0));
});

both_engines!(a_job_that_is_over_runs_again_only_if_the_row_still_owes, |bed| async move {
    let store = bed.open(noon()).await;
    enqueue(&store, "swept", Twice::WhenOver).await;
    enqueue(&store, "once", Twice::Never).await;
    assert_eq!(jobs(&store, "Pending").await, 2);
    for over in ["Done", "Failed", "Killed"] {
        change(&store, &format!("status = '{over}'")).await;
        enqueue(&store, "swept", Twice::WhenOver).await;
        enqueue(&store, "once", Twice::Never).await;
        assert_eq!((jobs(&store, "Pending").await, jobs(&store, over).await), (1, 1), "{over}");
    }
});

both_engines!(a_job_at_work_is_left_alone_until_its_worker_is_long_silent, |bed| async move {
    let store = bed.open(noon()).await;
    let (now, long_ago) = match store.engine() {
        Engine::Sqlite => ("strftime('%s', 'now')", "strftime('%s', 'now') - 61"),
        Engine::Postgres => ("now()", "now() - interval '61 s'"),
    };
    enqueue(&store, "swept", Twice::WhenOver).await;
    change(&store, &format!("status = 'Running', lock_at = {now}")).await;
    enqueue(&store, "swept", Twice::WhenOver).await;
    assert_eq!((jobs(&store, "Running").await, jobs(&store, "Pending").await), (1, 0));
    change(&store, &format!("lock_at = {long_ago}")).await;
    enqueue(&store, "swept", Twice::WhenOver).await;
    assert_eq!((jobs(&store, "Running").await, jobs(&store, "Pending").await), (0, 1));
});

both_engines!(what_is_due_later_is_not_run_before_its_time, |bed| async move {
    let store = bed.open(Clock::System).await;
    let mut tx = store.begin().await.unwrap();
    let payload = json!({ "id": 1 });
    for (key, wait) in [("now", 0), ("soon", 30), ("for ever", u64::MAX / 4_000_000)] {
        let due = tx.now() + Duration::from_secs(wait);
        let job = Job { queue: "letter", key, payload: &payload, due, twice: Twice::Never };
        job::enqueue(&mut tx, &job).await.unwrap();
    }
    tx.commit().await.unwrap();
    let (ready, soon) = match store.engine() {
        Engine::Sqlite => ("run_at <= strftime('%s', 'now') + 0", "run_at - strftime('%s', 'now') between 30 and 33"),
        Engine::Postgres => {
            ("run_at < clock_timestamp()", "run_at - now() between interval '29 s' and interval '31 s'")
        }
    };
    for (when, key) in [(ready, "now"), (soon, "soon")] {
        let sql = format!("select idempotency_key from {} where {when}", table(&store));
        let keys: Vec<String> = sql!(store, |c| sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(c));
        assert_eq!(keys, [key]);
    }
});

both_engines!(old_jobs_and_silent_workers_are_forgotten, |bed| async move {
    let store = bed.open(noon()).await;
    let (workers, two_days_ago) = match store.engine() {
        Engine::Sqlite => ("Workers", "cast(strftime('%s', 'now') as integer) - 172800"),
        Engine::Postgres => ("apalis.workers", "now() - interval '2 days'"),
    };
    for (name, seen) in [("named", two_days_ago), ("silent", two_days_ago)] {
        let sql = format!(
            "insert into {workers} (id, worker_type, storage_name, layers, last_seen) values ($1, 'letter', '', '', {seen})"
        );
        sql!(do store, |c| sqlx::query(AssertSqlSafe(sql)).bind(name).execute(c));
    }
    for key in ["old", "fresh", "waiting"] {
        enqueue(&store, key, Twice::Never).await;
    }
    change(&store, &format!("status = 'Done', done_at = {two_days_ago} where idempotency_key = 'old'")).await;
    let now = two_days_ago.replace("172800", "0").replace("2 days", "0 days");
    change(&store, &format!("status = 'Done', done_at = {now}, lock_by = 'named' where idempotency_key = 'fresh'"))
        .await;

    assert_eq!(job::prune(&store, Duration::from_hours(24)).await.unwrap(), 1);

    assert_eq!((jobs(&store, "Done").await, jobs(&store, "Pending").await), (1, 1));
    let sql = format!("select id from {workers}");
    let left: Vec<String> = sql!(store, |c| sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(c));
    assert_eq!(left, ["named"]);
});

both_engines!(at_start_only_the_owner_of_the_file_takes_all_jobs_back, |bed| async move {
    let store = bed.open(noon()).await;
    for key in ["a", "b"] {
        enqueue(&store, key, Twice::Never).await;
    }
    change(&store, "status = 'Running'").await;
    job::requeue(&store).await.unwrap();
    let back = if store.engine() == Engine::Sqlite { 2 } else { 0 };
    assert_eq!(jobs(&store, "Pending").await, back);
});
