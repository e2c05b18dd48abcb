//! A site that wants to be left alone is, also when somebody presses a button.

use std::time::Duration;

use practice_commons::{
    domain::{Role, turn::Asking},
    store::{host_turn_end, host_turn_take, source_by_slug},
};
use uuid::Uuid;

use super::house::House;
use crate::support::store::both_engines;

both_engines!(a_run_that_is_wanted_now_waits_until_its_site_wants_it_and_says_so, |bed| async move {
    let house = House::on(&bed).await;
    let ines = house.person("Ines", Role::Admin).await;
    let slug = house.source("Partner").await;
    let path = format!("/desk/sources/{slug}");
    house.get(&path, Some(&ines)).await.says_not(&["left alone"]);
    // Another source on its host was told so by another process.
    let (holder, rest) = (Uuid::from_u128(1), Duration::from_hours(2));
    let asking = Asking::default();
    host_turn_take(house.store(), "partner.example", holder, asking, Duration::from_secs(30)).await.unwrap();
    host_turn_end(house.store(), "partner.example", holder, Some(rest)).await.unwrap();

    let now = house.app.clock().now();
    house.post(&format!("{path}/run"), &[], Some(&ines)).await.has_status(303);
    let due = source_by_slug(house.store(), &slug).await.unwrap().unwrap().due_at;
    assert_eq!(due, Some(now + rest));
    house.get(&path, Some(&ines)).await.says(&["asked to be left alone until 12 March 2026", "11:14"]);

    house.pass(rest.as_secs());
    // Sessions end sooner.
    let ines = house.person("Ines-again", Role::Admin).await;
    house.get(&path, Some(&ines)).await.says_not(&["left alone"]);
    house.post(&format!("{path}/run"), &[], Some(&ines)).await.has_status(303);
    let due = source_by_slug(house.store(), &slug).await.unwrap().unwrap().due_at;
    assert_eq!(due, Some(house.app.clock().now()));
});
