//! Rows that owe work: claiming, fencing, settling, giving up.

use std::time::Duration;

use practice_commons::store::{
    StoreError,
    owed::{self, Lease, Outcome, Owed, Owing},
};
use sqlx::AssertSqlSafe;

use super::{Debt, a_letter, a_source, debt, noon, owe};
use crate::support::store::{both_engines, sql};

const LEASE: Duration = Duration::from_secs(40);

async fn claim(store: &practice_commons::store::Store, row: impl Into<Owed>) -> Option<Lease> {
    owed::claim(store, row.into(), LEASE).await.expect("the database answers")
}

async fn settle(store: &practice_commons::store::Store, lease: &Lease, outcome: Outcome) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    owed::settle(&mut tx, lease, outcome).await?;
    tx.commit().await
}

both_engines!(a_row_that_owes_nothing_or_nothing_yet_is_not_claimed, |bed| async move {
    let store = bed.open(noon()).await;
    let (source, later) = (a_source(&store).await, a_source(&store).await);
    let mut tx = store.begin().await.unwrap();
    let due = tx.now() + Duration::from_secs(5);
    owed::owe(&mut tx, later, due).await.unwrap();
    tx.commit().await.unwrap();

    assert_eq!(claim(&store, source).await, None);
    assert_eq!(claim(&store, later).await, None);
    assert_eq!(
        claim(&store, practice_commons::domain::Id::<practice_commons::domain::marker::Source>::new()).await,
        None
    );

    store.clock().advance(Duration::from_secs(5));
    let lease = claim(&store, later).await.expect("it is due now");
    assert_eq!((lease.attempt, lease.slot), (1, due));
});

both_engines!(an_attempt_is_counted_before_the_work_starts, |bed| async move {
    let store = bed.open(noon()).await;
    let source = a_source(&store).await;
    owe(&store, [source]).await;
    claim(&store, source).await.unwrap();
    let Debt { attempts, crashes, leased, .. } = debt(&store, source).await;
    assert_eq!((attempts, crashes, leased), (1, 1, true));
});

both_engines!(of_many_who_want_a_row_one_gets_it, |bed| async move {
    let store = bed.open(noon()).await;
    let source = a_source(&store).await;
    owe(&store, [source]).await;
    let claims = (0..20).map(|_| owed::claim(&store, source.into(), LEASE));
    let got = futures::future::join_all(claims).await.into_iter().filter(|claim| matches!(claim, Ok(Some(_)))).count();
    assert_eq!(got, 1);
    assert_eq!(debt(&store, source).await.attempts, 1);
});

// A10: a frozen worker wakes up after its lease went to somebody else.
both_engines!(a_late_effect_is_refused, |bed| async move {
    let store = bed.open(noon()).await;
    let source = a_source(&store).await;
    owe(&store, [source]).await;
    let frozen = claim(&store, source).await.unwrap();
    store.clock().advance(LEASE + Duration::from_secs(1));
    let awake = claim(&store, source).await.expect("the lease ran out");
    assert_eq!(awake.attempt, 2);

    let mut tx = store.begin().await.unwrap();
    assert!(matches!(owed::fence(&mut tx, &frozen).await, Err(StoreError::Fenced { .. })));
    drop(tx);
    assert!(matches!(settle(&store, &frozen, Outcome::Done).await, Err(StoreError::Fenced { .. })));
    assert!(!owed::renew(&store, &frozen, LEASE).await.unwrap());

    let mut tx = store.begin().await.unwrap();
    owed::fence(&mut tx, &awake).await.expect("the newer lease holds");
    owed::settle(&mut tx, &awake, Outcome::Done).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(debt(&store, source).await.due_at, None);
});

both_engines!(a_renewed_lease_outlasts_its_first_term, |bed| async move {
    let store = bed.open(noon()).await;
    let source = a_source(&store).await;
    owe(&store, [source]).await;
    let lease = claim(&store, source).await.unwrap();
    for _ in 0..4 {
        store.clock().advance(LEASE / 2);
        assert!(owed::renew(&store, &lease, LEASE).await.unwrap());
        assert_eq!(claim(&store, source).await, None);
    }
    settle(&store, &lease, Outcome::Done).await.unwrap();
});

both_engines!(outcomes_are_written_down, |bed| async move {
    let store = bed.open(noon()).await;
    let now = store.clock().now();
    let hour = now + Duration::from_hours(1);
    let free = |due_at, attempts, last_error: Option<&str>, gave_up_at| Debt {
        due_at,
        attempts,
        crashes: 0,
        last_error: last_error.map(str::to_owned),
        gave_up_at,
        leased: false,
    };
    for (outcome, after) in [
        (Outcome::Done, free(None, 1, None, None)),
        (Outcome::Next(hour), free(Some(hour), 0, None, None)),
        (Outcome::RetryAt(hour, "no answer".into()), free(Some(hour), 1, Some("no answer"), None)),
        (Outcome::GaveUp("no such page".into()), free(None, 1, Some("no such page"), Some(now))),
        (Outcome::Untouched, free(Some(now), 0, None, None)),
    ] {
        let letter = a_letter(&store).await;
        owe(&store, [letter]).await;
        let lease = claim(&store, letter).await.unwrap();
        settle(&store, &lease, outcome.clone()).await.unwrap();
        assert_eq!(debt(&store, letter).await, after, "{outcome:?}");
    }
});

// A4: the library runs a job that kills its process for ever, whatever its max_attempts.
both_engines!(a_row_that_kills_the_process_is_given_up_after_three_times, |bed| async move {
    let store = bed.open(noon()).await;
    let letter = a_letter(&store).await;
    owe(&store, [letter]).await;
    for attempt in 1..=3 {
        assert_eq!(claim(&store, letter).await.unwrap().attempt, attempt);
        store.clock().advance(LEASE * 2);
    }
    assert_eq!(claim(&store, letter).await, None);
    let given_up = owed::given_up(&store, 10).await.unwrap();
    assert_eq!(given_up.len(), 1);
    assert_eq!((given_up[0].owed, given_up[0].attempts), (letter.into(), 3));
    assert!(given_up[0].reason.contains("ended 3 times"), "{}", given_up[0].reason);
});

// P5: one process a day is what it may cost.
both_engines!(a_source_that_kills_the_process_is_claimed_as_poison_and_contained, |bed| async move {
    let store = bed.open(noon()).await;
    let source = a_source(&store).await;
    owe(&store, [source]).await;
    for _ in 1..=3 {
        assert!(!claim(&store, source).await.unwrap().is_poison());
        store.clock().advance(LEASE * 2);
    }
    for _ in 0..3 {
        let lease = claim(&store, source).await.unwrap();
        assert!(lease.is_poison());
        let tomorrow = store.clock().now() + Duration::from_hours(24);
        settle(&store, &lease, Outcome::Contained(tomorrow, "it kills".into())).await.unwrap();
        assert_eq!(claim(&store, source).await, None, "not before tomorrow");
        store.clock().advance(Duration::from_hours(24));
        assert!(!claim(&store, source).await.unwrap().is_poison(), "one more try");
        store.clock().advance(LEASE * 2);
    }
    assert_eq!(owed::given_up(&store, 10).await.unwrap(), []);
    // Whoever asks for it by hand gets a fresh start.
    owe(&store, [source]).await;
    let lease = claim(&store, source).await.unwrap();
    assert_eq!((lease.attempt, lease.crashes), (1, 0));
});

both_engines!(work_that_goes_on_keeps_its_slot_and_its_attempts, |bed| async move {
    let store = bed.open(noon()).await;
    let source = a_source(&store).await;
    owe(&store, [source]).await;
    let slot = store.clock().now();
    for _ in 0..20 {
        let lease = claim(&store, source).await.expect("it is due at once");
        assert_eq!((lease.attempt, lease.slot, lease.has_advanced()), (1, slot, false));
        let mut tx = store.begin().await.unwrap();
        owed::advance(&mut tx, &lease).await.unwrap();
        tx.commit().await.unwrap();
        assert!(lease.has_advanced());
        store.clock().advance(Duration::from_hours(1));
        settle(&store, &lease, Outcome::GoesOn).await.unwrap();
    }
    let Debt { attempts, crashes, last_error, .. } = debt(&store, source).await;
    assert_eq!((attempts, crashes, last_error), (0, 0, None));
});

both_engines!(a_report_ends_the_count_of_crashes, |bed| async move {
    let store = bed.open(noon()).await;
    let (source, letter) = (Owed::from(a_source(&store).await), Owed::from(a_letter(&store).await));
    owe(&store, [source, letter]).await;
    for _ in 0..75 {
        for row in [source, letter] {
            claim(&store, row).await.expect("crashed once");
            store.clock().advance(LEASE * 2);
            let lease = claim(&store, row).await.expect("and then reported");
            settle(&store, &lease, Outcome::RetryAt(store.clock().now(), "busy".into())).await.unwrap();
        }
    }
    assert_eq!(claim(&store, letter).await, None);
    let reason = &owed::given_up(&store, 1).await.unwrap()[0].reason;
    assert!(reason.contains("tried 150 times") && reason.contains("busy"), "{reason}");
    assert_eq!(claim(&store, source).await.expect("never given up").attempt, 151);
});

both_engines!(a_debt_taken_away_during_the_work_is_not_brought_back, |bed| async move {
    let store = bed.open(noon()).await;
    let letter = a_letter(&store).await;
    owe(&store, [letter]).await;
    let lease = claim(&store, letter).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    owed::forgive(&mut tx, letter).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    assert!(matches!(owed::fence(&mut tx, &lease).await, Err(StoreError::Fenced { .. })));
    drop(tx);
    settle(&store, &lease, Outcome::RetryAt(store.clock().now(), "busy".into())).await.unwrap();
    assert_eq!(debt(&store, letter).await.due_at, None);
});

both_engines!(a_wish_made_during_the_work_is_not_lost, |bed| async move {
    let store = bed.open(noon()).await;
    let source = a_source(&store).await;
    owe(&store, [source]).await;
    let lease = claim(&store, source).await.unwrap();
    store.clock().advance(Duration::from_secs(1));
    owe(&store, [source]).await;
    let wished = store.clock().now();
    settle(&store, &lease, Outcome::Next(wished + Duration::from_hours(24))).await.unwrap();
    let after = debt(&store, source).await;
    assert_eq!((after.due_at, after.attempts), (Some(wished), 0));
    assert!(claim(&store, source).await.is_some());
});

both_engines!(the_desk_tries_again_or_lets_go, |bed| async move {
    let store = bed.open(noon()).await;
    let (first, second) = (a_source(&store).await, a_letter(&store).await);
    for row in [Owed::from(first), second.into()] {
        owe(&store, [row]).await;
        let lease = claim(&store, row).await.unwrap();
        settle(&store, &lease, Outcome::GaveUp("gone".into())).await.unwrap();
        store.clock().advance(Duration::from_secs(1));
    }
    let listed = owed::given_up(&store, 10).await.unwrap();
    assert_eq!(listed.iter().map(|row| row.owed).collect::<Vec<_>>(), [Owed::from(second), first.into()]);
    assert_eq!(owed::given_up(&store, 1).await.unwrap().len(), 1);

    let mut tx = store.begin().await.unwrap();
    assert!(owed::retry(&mut tx, first.into()).await.unwrap());
    assert!(!owed::retry(&mut tx, first.into()).await.unwrap(), "once is enough");
    assert!(owed::discard(&mut tx, second.into()).await.unwrap());
    assert!(!owed::discard(&mut tx, second.into()).await.unwrap());
    tx.commit().await.unwrap();

    assert_eq!(owed::given_up(&store, 10).await.unwrap(), []);
    assert_eq!(claim(&store, first).await.unwrap().attempt, 1);
    assert_eq!(claim(&store, second).await, None);
});

both_engines!(the_sweep_sees_what_is_due_and_free, |bed| async move {
    let store = bed.open(noon()).await;
    let (free, leased, later) = (a_source(&store).await, a_source(&store).await, a_source(&store).await);
    owe(&store, [free, leased]).await;
    claim(&store, leased).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let in_a_minute = tx.now() + Duration::from_mins(1);
    owed::owe(&mut tx, later, in_a_minute).await.unwrap();
    tx.commit().await.unwrap();

    let due = owed::due(&store, Owing::Source, 10).await.unwrap();
    assert_eq!(due.iter().map(|(row, ..)| *row).collect::<Vec<_>>(), [Owed::from(free)]);
    assert_eq!(owed::next(&store).await.unwrap(), Some(store.clock().now() + LEASE), "the lease ends first");
    assert_eq!(owed::left(&store).await.unwrap().len(), 2);
    assert!(!owed::waits_since(&store, Owing::Source, store.clock().now()).await.unwrap());
    store.clock().advance(Duration::from_secs(1));
    assert!(owed::waits_since(&store, Owing::Source, store.clock().now()).await.unwrap());
    assert!(!owed::waits_since(&store, Owing::Submission, store.clock().now()).await.unwrap());

    owed::expire_leases(&store).await.unwrap();
    assert_eq!(owed::due(&store, Owing::Source, 10).await.unwrap().len(), 2);
});

// Every kind of row has the columns that this module relies on.
both_engines!(all_kinds_of_rows_carry_a_debt, |bed| async move {
    let store = bed.open(noon()).await;
    for owing in Owing::ALL {
        let columns = "due_at, attempts, crashes, lease_token, leased_until, last_error, gave_up_at";
        let sql = format!("select count(*) from (select {columns} from {}) as rows", owing.table());
        let rows: i64 = sql!(store, |c| sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(c));
        assert_eq!(rows, 0);
    }
});
