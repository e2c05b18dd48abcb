//! The end of the work: asked for, forced, and because the process is broken; and doing all of it at once, for tests.

use std::time::{Duration, Instant};

use practice_commons::{
    domain::Clock,
    jobs::{Answer, DrainError, Settings, Work, WorkError},
    store::{
        Engine,
        owed::{self, Outcome, Owed, Owing},
    },
};
use tokio::time::sleep;

use super::{Running, Seen, a_letter, all_done, debt, do_once, done, handlers, noon, owe, quick, until};
use crate::support::store::{both_engines, sql};

// A11: stopping counts an attempt for work that never began.
both_engines!(a_polite_stop_ends_what_runs_and_counts_nothing_else, |bed| async move {
    let store = bed.open(Clock::System).await;
    let mut letters = Vec::new();
    for _ in 0..5 {
        letters.push(a_letter(&store).await);
    }
    let seen = Seen::default();
    let work = handlers(Owing::Notification, {
        let (store, seen) = (store.clone(), seen.clone());
        move |lease| {
            let (store, seen) = (store.clone(), seen.clone());
            async move {
                seen.note(&lease);
                sleep(Duration::from_millis(400)).await;
                do_once(&store, &lease, Outcome::Done).await
            }
        }
    });
    owe(&store, letters.iter().copied()).await;
    let running = Running::start(&store, work.clone(), quick());
    until("the second is at work", || async { seen.count() == 2 }).await;
    running.stop().await.unwrap();

    assert_eq!((seen.count(), done(&store).await), (2, (2, 0)), "what ran was finished, nothing was begun");
    let mut waiting = 0;
    for letter in &letters {
        let debt = debt(&store, *letter).await;
        if debt.due_at.is_some() {
            assert_eq!((debt.attempts, debt.crashes, debt.leased), (0, 0, false));
            waiting += 1;
        }
    }
    assert_eq!(waiting, 3);

    let running = Running::start(&store, work, quick());
    until("the rest is done", || all_done(&store, &letters)).await;
    running.stop().await.unwrap();
    assert_eq!((seen.count(), done(&store).await), (5, (5, 0)));
});

// P7
both_engines!(work_that_does_not_end_is_cut_and_put_back, |bed| async move {
    let store = bed.open(Clock::System).await;
    let letter = a_letter(&store).await;
    let seen = Seen::default();
    let noting = seen.clone();
    let work = handlers(Owing::Notification, move |lease| {
        noting.note(&lease);
        std::future::pending()
    });
    owe(&store, [letter]).await;
    let running = Running::start(&store, work, Settings { stop_within: Duration::from_millis(300), ..quick() });
    until("the letter is at work", || async { seen.count() == 1 }).await;
    let before = debt(&store, letter).await;
    let began = Instant::now();
    running.stop().await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    let after = debt(&store, letter).await;
    assert_eq!((after.attempts, after.crashes, after.leased, after.due_at), (0, 0, false, before.due_at));
});

both_engines!(work_that_nobody_looks_at_ends_the_program, |bed| async move {
    let store = bed.open(Clock::System).await;
    let work = handlers(Owing::Notification, |_| async { Ok(Answer::Done) });
    let settings = Settings { patience: Duration::from_secs(1), ..quick() };
    let running = Running::start(&store, work, settings);
    until("the workers are up", || async { running.readiness.is_ready() }).await;
    // As if the workers had died without a word: the queue's table is not there, so no job reaches anybody.
    let (away, back) = match store.engine() {
        Engine::Sqlite => ("alter table Jobs rename to Lost", "alter table Lost rename to Jobs"),
        Engine::Postgres => ("alter table apalis.jobs rename to lost", "alter table apalis.lost rename to jobs"),
    };
    let letter = a_letter(&store).await;
    let row = Owed::from(letter);
    sql!(do store, |c| sqlx::query(away).execute(c));
    let sql = "update notification set due_at = $2 where id = $1";
    sql!(do store, |c| sqlx::query(sql).bind(row.id).bind(store.clock().now()).execute(c));
    let ended = running.task.await.unwrap();
    assert!(matches!(ended, Err(WorkError::Stuck { queue: "letter" })), "{ended:?}");
    assert!(!running.readiness.is_ready());
    sql!(do store, |c| sqlx::query(back).execute(c));
});

both_engines!(tests_do_everything_that_is_due_without_waiting, |bed| async move {
    let store = bed.open(noon()).await;
    let (first, second, third) = (a_letter(&store).await, a_letter(&store).await, a_letter(&store).await);
    let work = handlers(Owing::Notification, {
        let store = store.clone();
        move |lease| {
            let store = store.clone();
            async move {
                if lease.owed == Owed::from(first) && lease.attempt == 1 {
                    // What one letter causes is done in the same go.
                    owe(&store, [third]).await;
                    return Ok(Answer::Retry { error: "busy".into() });
                }
                do_once(&store, &lease, Outcome::Done).await
            }
        }
    });
    let work = Work::new(store.clone(), work, Settings::default());
    owe(&store, [first, second]).await;
    assert_eq!(work.drain().await.unwrap(), 3);
    assert_eq!(done(&store).await, (2, 0));
    store.clock().advance(Duration::from_mins(8));
    assert_eq!(work.drain().await.unwrap(), 1);
    assert_eq!(work.drain().await.unwrap(), 0);

    owe(&store, [first]).await;
    owed::claim(&store, first.into(), Duration::from_mins(1)).await.unwrap();
    let left = work.drain().await.unwrap_err();
    assert!(matches!(&left, DrainError::LeftOver(rows) if *rows == [Owed::from(first)]), "{left}");
});
