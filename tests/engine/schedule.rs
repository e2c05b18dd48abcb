//! One run a slot, however many workers; and one run that catches up (P8).

use std::time::Duration;

use practice_commons::{
    domain::{Clock, Timestamp, next_slot},
    jobs::{Settings, Work},
    store::{
        Engine, Store,
        owed::{self, Outcome, Owed, Owing},
    },
};
use tokio::time::sleep;

use super::{Running, Seen, a_source, debt, do_once, done, handlers, noon, owe, quick, until};
use crate::support::store::both_engines;

fn every(store: &Store, seen: &Seen, period: Duration) -> practice_commons::jobs::Handlers {
    let (store, seen) = (store.clone(), seen.clone());
    handlers(Owing::Source, move |lease| {
        let (store, seen) = (store.clone(), seen.clone());
        async move {
            seen.note(&lease);
            let next = next_slot(lease.slot, period, store.clock().now(), Duration::ZERO);
            do_once(&store, &lease, Outcome::Next(next)).await
        }
    })
}

both_engines!(each_slot_is_run_once_by_whichever_worker, |bed| async move {
    let store = bed.open(Clock::System).await;
    let mut sources = Vec::new();
    for _ in 0..12 {
        sources.push(a_source(&store).await);
    }
    let seen = Seen::default();
    owe(&store, sources.iter().copied()).await;
    let mut running = Vec::new();
    for _ in 0..4 {
        let process = if store.engine() == Engine::Postgres { bed.open(Clock::System).await } else { store.clone() };
        let settings = Settings { tick: Duration::from_millis(100), ..quick() };
        running.push(Running::start(&process, every(&process, &seen, Duration::from_secs(1)), settings));
    }
    until("there were a hundred runs or all slots were tried", || async { seen.count() >= 36 }).await;
    for running in running {
        running.stop().await.unwrap();
    }
    let (slots, doubled) = done(&store).await;
    assert_eq!(doubled, 0);
    assert_eq!(usize::try_from(slots).unwrap(), seen.count(), "each run had a slot of its own");
    for source in sources {
        assert!(seen.of(source) >= 2, "every source had its turns");
        assert!(debt(&store, source).await.due_at.is_some(), "and has a next one");
    }
});

both_engines!(after_a_downtime_each_source_runs_once_and_not_all_at_once, |bed| async move {
    let store = bed.open(noon()).await;
    let mut sources = Vec::new();
    for _ in 0..40 {
        sources.push(a_source(&store).await);
    }
    owe(&store, sources.iter().copied()).await;
    store.clock().advance(Duration::from_hours(6));

    let seen = Seen::default();
    let hourly = |store: &Store| every(store, &seen, Duration::from_hours(1));
    // Two processes start; then nothing is due, and all is due soon.
    for _ in 0..2 {
        Running::start(&store, hourly(&store), quick()).stop().await.unwrap();
    }
    assert_eq!(seen.count(), 0);
    let now = store.clock().now();
    let mut times: Vec<Timestamp> = Vec::new();
    for source in &sources {
        times.push(debt(&store, *source).await.due_at.unwrap());
    }
    let (first, last) = (*times.iter().min().unwrap(), *times.iter().max().unwrap());
    assert!(first >= now && last <= now + Duration::from_mins(12));
    assert!(last.since(first) > Duration::from_mins(8), "{:?}", last.since(first));

    let work = Work::new(store.clone(), hourly(&store), Settings::default());
    for _ in 0..24 {
        store.clock().advance(Duration::from_secs(30));
        work.drain().await.unwrap();
    }
    assert_eq!((seen.count(), done(&store).await), (40, (40, 0)), "one run each for six missed hours");
    for source in sources {
        let due = debt(&store, source).await.due_at.unwrap();
        assert!(due > store.clock().now() && due <= store.clock().now() + Duration::from_hours(1));
    }
});

both_engines!(a_lost_job_is_found_by_the_sweep, |bed| async move {
    let store = bed.open(Clock::System).await;
    let source = a_source(&store).await;
    let seen = Seen::default();
    let running = Running::start(&store, every(&store, &seen, Duration::from_hours(1)), quick());
    // Due in the row, with no job at all.
    let sql = "update source set due_at = $2 where id = $1";
    let row = Owed::from(source);
    crate::support::store::sql!(do store, |c| sqlx::query(sql).bind(row.id).bind(store.clock().now()).execute(c));
    until("the sweep finds it", || async { seen.count() == 1 }).await;
    running.stop().await.unwrap();
    assert_eq!(done(&store).await, (1, 0));
});

// F27, F28: machines do not agree on the time.
both_engines!(a_job_that_comes_before_its_time_comes_back, |bed| async move {
    let store = bed.open(Clock::System).await;
    let source = a_source(&store).await;
    let seen = Seen::default();
    let work = every(&store, &seen, Duration::from_hours(1));
    let running = Running::start(&store, work, Settings { sweep_every: Duration::from_mins(1), ..quick() });
    until("the workers are up", || async { running.readiness.is_ready() }).await;
    let mut tx = store.begin().await.unwrap();
    let (now, soon) = (tx.now(), tx.now() + Duration::from_millis(1_200));
    owed::owe(&mut tx, source, soon).await.unwrap();
    // As another machine whose clock is ahead would enqueue it.
    owed::enqueue(&mut tx, source.into(), now, 0).await.unwrap();
    tx.commit().await.unwrap();
    sleep(Duration::from_millis(300)).await;
    assert_eq!(seen.count(), 0);
    until("it is looked at in time", || async { seen.count() == 1 }).await;
    assert!(store.clock().now() >= soon);
    running.stop().await.unwrap();
});
