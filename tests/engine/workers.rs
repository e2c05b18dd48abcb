//! Workers against real queues: waking, panics, long work, lost databases, stopping.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use practice_commons::{
    domain::Clock,
    jobs::{Answer, Settings},
    store::{
        Engine, Store,
        owed::{self, Outcome, Owed, Owing},
    },
};
use sqlx::AssertSqlSafe;
use tokio::{sync::Notify, time::sleep};

use super::{Running, Seen, a_letter, a_source, all_done, debt, do_once, done, handlers, owe, quick, until};
use crate::support::store::{both_engines, sql};

/// So slow timers that only being told can be the reason for a look.
fn slow() -> Settings {
    let minute = Duration::from_mins(1);
    Settings { tick: minute, heartbeat: minute, sweep_every: minute, ..quick() }
}

both_engines!(what_is_owed_is_looked_at_at_once, |bed| async move {
    let store = bed.open(Clock::System).await;
    let seen = Seen::default();
    let work = handlers(Owing::Notification, {
        let (store, seen) = (store.clone(), seen.clone());
        move |lease| {
            let (store, seen) = (store.clone(), seen.clone());
            async move {
                seen.note(&lease);
                do_once(&store, &lease, Outcome::Done).await
            }
        }
    });
    let running = Running::start(&store, work, slow());
    until("the workers are up", || async { running.readiness.is_ready() }).await;
    for _ in 0..3 {
        let letter = a_letter(&store).await;
        let began = Instant::now();
        owe(&store, [letter]).await;
        until("the letter is looked at", || async { seen.of(letter) == 1 }).await;
        assert!(began.elapsed() < Duration::from_secs(40), "before the next tick: {:?}", began.elapsed());
    }
    running.stop().await.unwrap();
    assert_eq!(done(&store).await, (3, 0));
});

// The nudge stays in its process; LISTEN carries it to the others.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_process_owes_is_looked_at_at_once() {
    let bed = crate::support::store::Bed::postgres().await;
    let (web, worker) = (bed.open(Clock::System).await, bed.open(Clock::System).await);
    let seen = Seen::default();
    let noting = seen.clone();
    let work = handlers(Owing::Notification, move |lease| {
        noting.note(&lease);
        async { Ok(Answer::Done) }
    });
    let running = Running::start(&worker, work, slow());
    until("the workers are up", || async { running.readiness.is_ready() }).await;
    let letter = a_letter(&web).await;
    let began = Instant::now();
    owe(&web, [letter]).await;
    until("the letter is looked at", || async { seen.of(letter) == 1 }).await;
    assert!(began.elapsed() < Duration::from_secs(40), "before the next tick: {:?}", began.elapsed());

    // P11: the listener is back after its connection was ended.
    let kill = "select count(pg_terminate_backend(pid)) from pg_stat_activity
        where datname = current_database() and query ilike 'listen%'";
    let killed: i64 = sql!(web, |c| sqlx::query_scalar(kill).fetch_one(c));
    assert_eq!(killed, 1, "one connection listens for all queues");
    sleep(Duration::from_millis(300)).await;
    let letter = a_letter(&web).await;
    owe(&web, [letter]).await;
    until("the next letter is looked at", || async { seen.of(letter) == 1 }).await;
    running.stop().await.unwrap();
}

// A2: with the library's batches, what waits in a worker's hands is taken for dead and runs twice.
both_engines!(long_work_runs_once_although_it_outlasts_the_silence_allowed, |bed| async move {
    let store = bed.open(Clock::System).await;
    let other = if store.engine() == Engine::Postgres { bed.open(Clock::System).await } else { store.clone() };
    let seen = Seen::default();
    let work = || {
        let (store, seen) = (store.clone(), seen.clone());
        handlers(Owing::Notification, move |lease| {
            let (store, seen) = (store.clone(), seen.clone());
            async move {
                seen.note(&lease);
                // Longer than three heartbeats and longer than a lease.
                sleep(Duration::from_millis(3_200)).await;
                do_once(&store, &lease, Outcome::Done).await
            }
        })
    };
    let letters = [a_letter(&store).await, a_letter(&store).await, a_letter(&store).await, a_letter(&store).await];
    owe(&store, letters).await;
    let running = [Running::start(&store, work(), quick()), Running::start(&other, work(), quick())];
    until("all letters are sent", || all_done(&store, &letters)).await;
    for running in running {
        running.stop().await.unwrap();
    }
    assert_eq!((seen.count(), done(&store).await), (4, (4, 0)));
});

// A3: the library runs finished jobs again after a crash; A5: and failed ones at once.
both_engines!(a_job_that_runs_again_does_nothing_again, |bed| async move {
    let store = bed.open(Clock::System).await;
    let seen = Seen::default();
    let work = handlers(Owing::Notification, {
        let (store, seen) = (store.clone(), seen.clone());
        move |lease| {
            let (store, seen) = (store.clone(), seen.clone());
            async move {
                seen.note(&lease);
                do_once(&store, &lease, Outcome::Done).await
            }
        }
    });
    let letter = a_letter(&store).await;
    owe(&store, [letter]).await;
    let running = Running::start(&store, work, quick());
    until("the letter is sent", || async { all_done(&store, &[letter]).await }).await;
    let (jobs, over) = match store.engine() {
        Engine::Sqlite => ("Jobs", "job_type = 'letter' and status = 'Done'"),
        Engine::Postgres => ("apalis.jobs", "job_type = 'letter' and status = 'Done'"),
    };
    let count = format!("select count(*) from {jobs} where {over}");
    let again = format!("update {jobs} set status = 'Pending', lock_by = null, lock_at = null where {over}");
    for _ in 0..2 {
        until("the job is over", || async {
            let over: i64 = sql!(store, |c| sqlx::query_scalar(AssertSqlSafe(count.clone())).fetch_one(c));
            over == 1
        })
        .await;
        sql!(do store, |c| sqlx::query(AssertSqlSafe(again.clone())).execute(c));
    }
    running.stop().await.unwrap();
    assert_eq!((seen.count(), done(&store).await), (1, (1, 0)));
});

// A7: without care a panic ends the worker and the program goes on without it. A5: a failed job runs again at once.
both_engines!(what_fails_waits_and_the_worker_lives_on, |bed| async move {
    let store = bed.open(Clock::System).await;
    let rows = [a_source(&store).await, a_source(&store).await, a_source(&store).await, a_source(&store).await];
    let [panics, fails, hangs, works] = rows.map(Owed::from);
    let seen = Seen::default();
    let work = handlers(Owing::Source, {
        let (store, seen) = (store.clone(), seen.clone());
        move |lease| {
            let (store, seen) = (store.clone(), seen.clone());
            async move {
                seen.note(&lease);
                match lease.owed {
                    row if row == panics => panic!("the page was \"broken\""),
                    row if row == fails => Err("the partner is down".into()),
                    row if row == hangs => std::future::pending().await,
                    _ => do_once(&store, &lease, Outcome::Done).await,
                }
            }
        }
    });
    owe(&store, [panics, fails, hangs]).await;
    // Long enough for a panic to be told with where it came from: in a debug build that takes its time.
    let limit_most = Duration::from_secs(5);
    let running = Running::start(&store, work, Settings { limit_most, ..quick() });
    until("three have failed", || async { all_wait(&store, &[panics, fails, hangs]).await }).await;
    owe(&store, [works]).await;
    until("the fourth is done", || async { all_done(&store, &[works]).await }).await;
    // Time enough for the library to spend 25 attempts.
    sleep(Duration::from_millis(1_200)).await;
    running.stop().await.unwrap();

    assert_eq!(seen.count(), 4, "nothing was tried again at once");
    for (row, error) in
        [(panics, "panicked: the page was"), (fails, "the partner is down"), (hangs, "not done within 5 s")]
    {
        let after = debt(&store, row).await;
        assert!(after.last_error.as_deref().is_some_and(|said| said.contains(error)), "{after:?}");
        assert_eq!((after.attempts, after.crashes, after.leased), (1, 0, false));
        // 680 s, stretched by up to a half.
        let wait = after.due_at.unwrap().since(store.clock().now());
        assert!(wait > Duration::from_mins(10) && wait < Duration::from_secs(1_100), "{wait:?}");
    }
});

async fn all_wait(store: &Store, rows: &[Owed]) -> bool {
    for row in rows {
        if debt(store, *row).await.last_error.is_none() {
            return false;
        }
    }
    true
}

// A8: any database error ends the library's worker for good, and nobody is told. A9: under its old name it is refused.
both_engines!(workers_come_back_after_the_database_failed_them, |bed| async move {
    let store = bed.open(Clock::System).await;
    let seen = Seen::default();
    let noting = seen.clone();
    let work = handlers(Owing::Notification, move |lease| {
        noting.note(&lease);
        async { Ok(Answer::Done) }
    });
    let running = Running::start(&store, work, quick());
    until("the workers are up", || async { running.readiness.is_ready() }).await;
    let (away, back) = match store.engine() {
        Engine::Sqlite => ("alter table Jobs rename to Lost", "alter table Lost rename to Jobs"),
        Engine::Postgres => ("alter table apalis.jobs rename to lost", "alter table apalis.lost rename to jobs"),
    };
    for round in 1..=2 {
        sql!(do store, |c| sqlx::query(away).execute(c));
        let is_down = |problems: Vec<String>| problems.iter().any(|problem| problem.starts_with("letter:"));
        until("readiness is red", || async { is_down(running.readiness.problems()) }).await;
        sql!(do store, |c| sqlx::query(back).execute(c));
        let letter = a_letter(&store).await;
        owe(&store, [letter]).await;
        until("the letter is looked at", || async { seen.of(letter) == 1 }).await;
        until("readiness is green", || async { running.readiness.is_ready() }).await;
        assert_eq!(seen.count(), round);
    }
    running.stop().await.unwrap();
    let workers = if store.engine() == Engine::Sqlite { "Workers" } else { "apalis.workers" };
    let sql = format!("select count(distinct id) from {workers} where worker_type = 'letter'");
    let names: i64 = sql!(store, |c| sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(c));
    assert!(names >= 3, "each start has a name of its own: {names}");
});

// P11
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn workers_come_back_after_all_connections_broke() {
    let bed = crate::support::store::Bed::postgres().await;
    let store = bed.open(Clock::System).await;
    let seen = Seen::default();
    let noting = seen.clone();
    let work = handlers(Owing::Notification, move |lease| {
        noting.note(&lease);
        async { Ok(Answer::Done) }
    });
    let running = Running::start(&store, work, quick());
    until("the workers are up", || async { running.readiness.is_ready() }).await;
    for _ in 0..5 {
        let kill = "select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()";
        let _: i64 = sql!(store, |c| sqlx::query_scalar(kill).fetch_one(c));
        sleep(Duration::from_millis(100)).await;
    }
    let letter = a_letter(&store).await;
    owe(&store, [letter]).await;
    until("the letter is looked at", || async { seen.of(letter) == 1 }).await;
    running.stop().await.unwrap();
}

// A10: the work of a lost lease is ended, and what it does anyway is refused.
both_engines!(who_loses_a_row_during_the_work_has_no_effect, |bed| async move {
    let store = bed.open(Clock::System).await;
    let letter = a_letter(&store).await;
    let began = Arc::new(Notify::new());
    let work = handlers(Owing::Notification, {
        let (store, began) = (store.clone(), Arc::clone(&began));
        move |lease| {
            let (store, began) = (store.clone(), Arc::clone(&began));
            async move {
                began.notify_one();
                // Blocks its thread, as a frozen process would: nothing can end it.
                tokio::task::block_in_place(|| std::thread::sleep(Duration::from_millis(1_500)));
                do_once(&store, &lease, Outcome::Done).await
            }
        }
    });
    owe(&store, [letter]).await;
    let running = Running::start(&store, work, quick());
    began.notified().await;
    let row = Owed::from(letter);
    let sql = "update notification set leased_until = null where id = $1";
    sql!(do store, |c| sqlx::query(sql).bind(row.id).execute(c));
    let newer = owed::claim(&store, row, Duration::from_mins(1)).await.unwrap().expect("it is free to take");
    sleep(Duration::from_secs(2)).await;
    running.stop().await.unwrap();
    assert_eq!(done(&store).await, (0, 0), "the late effect is not there");
    do_once(&store, &newer, Outcome::Done).await.unwrap();
});
