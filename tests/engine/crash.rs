//! Processes that die: this binary runs itself as the worker, and the worker aborts at a named point (F1, F2).

use std::{
    env,
    process::{Command, ExitStatus, Stdio},
    thread,
    time::Duration,
};

use practice_commons::{
    domain::{Clock, Id, marker::Notification},
    jobs::Settings,
    store::{
        Blobs, Store,
        owed::{self, Outcome, Owed, Owing},
    },
};
use tokio::task::spawn_blocking;

use super::{Running, a_letter, a_source, debt, do_once, done, handlers, owe, quick, until};
use crate::support::store::both_engines;

const URL: &str = "CHILD_DATABASE_URL";
const POISON: &str = "CHILD_POISON";

/// The worker: does what is due, then ends well.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    let Ok(url) = env::var(URL) else { return };
    let poison: Option<Id<Notification>> = env::var(POISON).ok().map(|id| id.parse().unwrap());
    let store = Store::open(&url, Blobs::open("memory:").unwrap(), Clock::System).await.unwrap();
    let work = handlers(Owing::Notification, {
        let store = store.clone();
        move |lease| {
            let store = store.clone();
            async move {
                if poison.is_some_and(|poison| lease.owed == Owed::from(poison)) {
                    std::process::abort();
                }
                do_once(&store, &lease, Outcome::Done).await
            }
        }
    });
    let running = Running::start(&store, work, Settings { lease: Duration::from_secs(1), ..quick() });
    until("nothing is left", || async { owed::left(&store).await.unwrap().is_empty() }).await;
    running.stop().await.unwrap();
}

async fn run_child(url: String, variables: Vec<(&'static str, String)>) -> ExitStatus {
    run("child", url, variables).await
}

async fn run(test: &'static str, url: String, variables: Vec<(&'static str, String)>) -> ExitStatus {
    spawn_blocking(move || {
        Command::new(env::current_exe().expect("a test has a name"))
            .args(["--exact", &format!("engine::crash::{test}"), "--test-threads", "1"])
            .env(URL, url)
            .envs(variables)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("it can be run again")
    })
    .await
    .expect("waiting does not panic")
}

/// Lays down the schema and lets go of the database, for the worker to take.
async fn prepare(bed: &crate::support::store::Bed, letters: usize) -> Vec<Id<Notification>> {
    let store = bed.open(Clock::System).await;
    let mut ids = Vec::new();
    for _ in 0..letters {
        ids.push(a_letter(&store).await);
    }
    owe(&store, ids.iter().copied()).await;
    store.close().await;
    ids
}

// What is repeated and what is not, when the process dies at each point of a look: the effect is there once, always.
both_engines!(a_crash_at_any_point_of_a_look_loses_and_doubles_nothing, |bed| async move {
    for (point, may_die) in [
        ("after_claim", true),
        ("after_effect", true),
        ("before_ack", true),
        ("before_commit:4", true),
        ("after_commit:4", true),
        ("none", false),
    ] {
        let letters = prepare(&bed, 3).await;
        let died = run_child(bed.url(), vec![("CRASH_AT", point.to_owned())]).await;
        assert_eq!(died.success(), !may_die, "{point}: {died}");
        let ended = run_child(bed.url(), vec![]).await;
        assert!(ended.success(), "{point}: {ended}");
        let store = bed.open(Clock::System).await;
        for letter in letters {
            let debt = debt(&store, letter).await;
            assert_eq!((debt.due_at, debt.gave_up_at, debt.leased), (None, None, false), "{point}");
        }
        let (all, doubled) = done(&store).await;
        assert_eq!(doubled, 0, "{point}");
        assert_eq!(all % 3, 0, "{point}: {all} effects");
        store.close().await;
    }
});

// A4, P5
both_engines!(a_letter_that_kills_the_process_is_given_up_and_the_others_are_sent, |bed| async move {
    let letters = prepare(&bed, 3).await;
    let poison = letters[0];
    let mut deaths = 0;
    while !run_child(bed.url(), vec![(POISON, poison.to_string())]).await.success() {
        deaths += 1;
        assert!(deaths <= 3, "it goes on killing");
    }
    assert_eq!(deaths, 3);
    let store = bed.open(Clock::System).await;
    let given_up = owed::given_up(&store, 10).await.unwrap();
    assert_eq!(given_up.iter().map(|row| row.owed).collect::<Vec<_>>(), [Owed::from(poison)]);
    assert!(given_up[0].reason.contains("ended 3 times"), "{}", given_up[0].reason);
    assert_eq!(done(&store).await, (2, 0));
});

// P25
both_engines!(a_crash_between_the_migrations_is_made_good_by_the_next_start, |bed| async move {
    let died = run("migrating_child", bed.url(), vec![("CRASH_AT", "in_migration".to_owned())]).await;
    assert!(!died.success());
    let store = bed.open(Clock::System).await;
    owe(&store, [a_letter(&store).await]).await;
});

#[tokio::test]
async fn migrating_child() {
    let Ok(url) = env::var(URL) else { return };
    let store = Store::open(&url, Blobs::open("memory:").unwrap(), Clock::System).await.unwrap();
    store.migrate().await.unwrap();
}

// F37: work that never yields, on every thread there is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_in_which_nothing_moves_is_ended() {
    let bed = crate::support::store::Bed::sqlite();
    let store = bed.open(Clock::System).await;
    for _ in 0..4 {
        owe(&store, [a_source(&store).await]).await;
    }
    store.close().await;
    drop(store);
    let ended = run("blocking_child", bed.url(), vec![]).await;
    assert_eq!(ended.code(), Some(70));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn blocking_child() {
    let Ok(url) = env::var(URL) else { return };
    let store = Store::open(&url, Blobs::open("memory:").unwrap(), Clock::System).await.unwrap();
    let work = handlers(Owing::Source, |_| async {
        thread::sleep(Duration::from_mins(1));
        Err("it ended".into())
    });
    let running = Running::start(&store, work, Settings { frozen: Duration::from_secs(2), ..quick() });
    let _ = running.task.await;
}
