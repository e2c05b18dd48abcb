//! Turns at partners' hosts, kept in the database for all who share it.

use std::time::Duration;

use practice_commons::{
    domain::turn::{Asking, Turn},
    store::{self, Store, host_turn_end, host_turn_take},
};
use uuid::Uuid;

use super::noon;
use crate::support::store::{Bed, both_engines, sql};

const HOST: &str = "partner.example";
const SECOND: Duration = Duration::from_secs(1);
const LEASE: Duration = Duration::from_secs(35);

/// Two processes with one clock.
async fn two(bed: &Bed) -> (Store, Store) {
    let clock = noon();
    let here = bed.open(clock.clone()).await;
    let blobs = store::Blobs::open("memory:").unwrap();
    let there = Store::open_beside(&bed.url(), blobs, clock).await.unwrap();
    (here, there)
}

async fn take(store: &Store, holder: Uuid, pause: Duration) -> Turn {
    host_turn_take(store, HOST, holder, Asking { pause, crawl_delay: None }, LEASE).await.unwrap()
}

both_engines!(one_process_at_a_time_talks_to_a_host_and_each_keeps_its_own_pause, |bed| async move {
    let (here, there) = two(&bed).await;
    let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    assert_eq!(take(&here, one, SECOND * 5).await, Turn::Yours);
    here.clock().advance(SECOND * 4);
    assert_eq!(take(&there, other, SECOND * 5).await, Turn::Held(LEASE.saturating_sub(SECOND * 4)));
    let elsewhere = host_turn_take(&there, "other.example", other, Asking::default(), LEASE).await.unwrap();
    assert_eq!(elsewhere, Turn::Yours, "hosts do not wait for each other");

    host_turn_end(&here, HOST, one, None).await.unwrap();
    here.clock().advance(SECOND * 2);
    assert_eq!(take(&there, other, SECOND * 5).await, Turn::Pausing(SECOND * 3), "from the end of the request");
    assert_eq!(take(&there, other, SECOND * 2).await, Turn::Yours);
});

both_engines!(of_many_who_want_a_host_one_gets_it, |bed| async move {
    let (here, there) = two(&bed).await;
    let tries = (0..20).map(|n| {
        let store = if n % 2 == 0 { here.clone() } else { there.clone() };
        async move { take(&store, Uuid::from_u128(n), SECOND).await }
    });
    let turns = futures::future::join_all(tries).await;
    assert_eq!(turns.iter().filter(|turn| **turn == Turn::Yours).count(), 1, "{turns:?}");
});

both_engines!(who_dies_with_a_turn_loses_it_with_its_lease_and_the_pause_begins_there, |bed| async move {
    let (here, there) = two(&bed).await;
    let (dead, next) = (Uuid::from_u128(1), Uuid::from_u128(2));
    assert_eq!(take(&here, dead, SECOND).await, Turn::Yours);
    here.clock().advance(LEASE.saturating_sub(SECOND));
    assert_eq!(take(&there, next, SECOND * 5).await, Turn::Held(SECOND));
    here.clock().advance(SECOND * 2);
    assert_eq!(take(&there, next, SECOND * 5).await, Turn::Pausing(SECOND * 4));
    here.clock().advance(SECOND * 4);
    assert_eq!(take(&there, next, SECOND * 5).await, Turn::Yours);
    // The dead come back: the turn is somebody else's, and stays so.
    host_turn_end(&here, HOST, dead, None).await.unwrap();
    assert_eq!(take(&here, dead, Duration::ZERO).await, Turn::Held(LEASE));
});

both_engines!(what_one_was_told_of_a_host_holds_for_all, |bed| async move {
    let (here, there) = two(&bed).await;
    let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let knows = Asking { pause: SECOND * 5, crawl_delay: Some(SECOND * 20) };
    assert_eq!(host_turn_take(&here, HOST, one, knows, LEASE).await.unwrap(), Turn::Yours);
    host_turn_end(&here, HOST, one, None).await.unwrap();
    assert_eq!(take(&there, other, SECOND * 5).await, Turn::Pausing(SECOND * 20), "its robots.txt wants more");
    let now = here.clock().now();
    assert_eq!(store::host_rests_until(&there, HOST, now).await.unwrap(), None);

    here.clock().advance(SECOND * 20);
    assert_eq!(take(&here, one, SECOND).await, Turn::Yours);
    host_turn_end(&here, HOST, one, Some(SECOND * 7_200)).await.unwrap();
    let until = here.clock().now() + SECOND * 7_200;
    assert_eq!(store::host_rests_until(&there, HOST, here.clock().now()).await.unwrap(), Some(until));
    here.clock().advance(SECOND * 3_600);
    assert_eq!(take(&there, other, SECOND).await, Turn::Resting(SECOND * 3_600));
    // A shorter rest does not end a longer one.
    host_turn_end(&there, HOST, other, Some(SECOND)).await.unwrap();
    assert_eq!(take(&there, other, SECOND).await, Turn::Resting(SECOND * 3_600));
    here.clock().advance(SECOND * 3_600);
    assert_eq!(take(&there, other, SECOND).await, Turn::Yours);
});

both_engines!(hosts_that_nobody_asks_any_more_are_forgotten, |bed| async move {
    let (here, _there) = two(&bed).await;
    take(&here, Uuid::from_u128(1), SECOND).await;
    let later = here.clock().now() + SECOND;
    for (before, left) in [(here.clock().now(), 1_i64), (later, 0)] {
        let mut tx = here.begin().await.unwrap();
        store::host_turn_prune(&mut tx, before).await.unwrap();
        tx.commit().await.unwrap();
        let rows: i64 = sql!(here, |c| sqlx::query_scalar("select count(*) from host_turn").fetch_one(c));
        assert_eq!(rows, left);
    }
});
