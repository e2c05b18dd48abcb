//! What the desk says of a decision until it takes effect, and after it was taken back.

use practice_commons::{
    domain::{Field, Role, review::Phase},
    store::{self, Address},
};

use super::house::{House, Person, a_practice};
use crate::support::store::both_engines;

both_engines!(the_undo_bar_names_the_day_of_publication, |bed| async move {
    let house = House::on(&bed).await;
    house.city("Melitopol", "UA").await;
    let ines = house.person("Ines", Role::Editor).await;
    let id = house.sent(a_practice("Weeks of culture", "Melitopol, Ukraine")).await;
    let form = [("version", "1"), ("publish_on", "2026-12-24")];
    house.post(&format!("/desk/items/{id}/approve"), &form, Some(&ines)).await.has_status(303);
    let page = house.get("/desk", Some(&ines)).await;
    page.says(&["publishes on 24 December 2026", "30 s left to undo"]).says_not(&["publishes in"]);
    // A day gone by is no later day.
    house.post(&format!("/desk/items/{id}/undo"), &[], Some(&ines)).await.has_status(303);
    let form = [("version", "3"), ("publish_on", "2026-03-01")];
    house.post(&format!("/desk/items/{id}/approve"), &form, Some(&ines)).await.has_status(303);
    house.get("/desk", Some(&ines)).await.says(&["publishes in 30 s"]).says_not(&["publishes on"]);
});

both_engines!(what_was_undone_was_not_decided_today, |bed| async move {
    let house = House::on(&bed).await;
    let ines = house.person("Ines", Role::Editor).await;
    let id = house.sent(a_practice("Weeks of culture", "Nowhere")).await;
    let approve = format!("/desk/items/{id}/approve");
    house.get("/desk", Some(&ines)).await.says(&["0 decided today"]);
    house.post(&approve, &[("version", "1")], Some(&ines)).await.has_status(303);
    house.get("/desk", Some(&ines)).await.says(&["1 decided today"]);
    house.post(&format!("/desk/items/{id}/undo"), &[], Some(&ines)).await.has_status(303);
    house.get("/desk", Some(&ines)).await.says(&["0 decided today"]);
    house.post(&approve, &[("version", "3")], Some(&ines)).await.has_status(303);
    house.pass(31);
    house.get("/desk", Some(&ines)).await.says(&["1 decided today"]);
    house.pass(24 * 3600);
    let session = house.app.desk().sign_in_demo(ines.editor.id).await.unwrap();
    let tomorrow = Person { cookie: format!("__Host-session={}", session.reveal()), ..ines };
    house.get("/desk", Some(&tomorrow)).await.says(&["0 decided today"]);
});

both_engines!(a_city_that_withdraws_before_the_approval_takes_effect_comes_first, |bed| async move {
    let house = House::on(&bed).await;
    let ines = house.person("Ines", Role::Editor).await;
    let id = house.sent(a_practice("Weeks of culture", "Nowhere")).await;
    let path = format!("/desk/items/{id}");
    house.post(&format!("{path}/approve"), &[("version", "1")], Some(&ines)).await.has_status(303);
    house.pass(5);
    let sent = store::submission_of_item(house.store(), id).await.unwrap();
    house.app.desk().withdraw(sent[0].root_id).await.unwrap();

    house.get(&path, Some(&ines)).await.says(&["The city withdrew it", "The decision of Ines had not taken effect"]);
    house.get("/desk", Some(&ines)).await.says(&["0 decided today"]).says_not(&["Undo"]);
    house
        .get(&format!("{path}?tab=history"), Some(&ines))
        .await
        .says(&["withdrew it before the approval took effect", "Ines approved it"]);
    // Too late to undo what is no more.
    house.post(&format!("{path}/undo"), &[], Some(&ines)).await.has_status(409);
    house.pass(3600);
    let now = house.app.clock().now();
    let at = store::practice_at(house.store(), "weeks-of-culture", now).await.unwrap();
    assert!(matches!(at, Address::Unknown), "{at:?}");
});

both_engines!(a_title_that_changes_before_anybody_read_it_changes_the_address, |bed| async move {
    let house = House::on(&bed).await;
    let ines = house.person("Ines", Role::Editor).await;
    let id = house.sent(a_practice("Weeks of culture", "Nowhere")).await;
    let path = format!("/desk/items/{id}");
    let version = async || store::item_by_id(house.store(), id).await.unwrap().unwrap().version.to_string();
    let retitle = async |title: &str| {
        let item = store::item_by_id(house.store(), id).await.unwrap().unwrap();
        let form = [
            ("version", item.version.to_string()),
            ("was_title", item.draft.get(Field::Title).to_owned()),
            ("title", title.to_owned()),
        ];
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let form = [form, vec![("do", "save")]].concat();
        house.post(&format!("{path}/edit"), &form, Some(&ines)).await.has_status(303);
    };
    let approve = async || {
        house.post(&format!("{path}/approve"), &[("version", &version().await)], Some(&ines)).await.has_status(303);
    };
    let undo = async || {
        house.post(&format!("{path}/undo"), &[], Some(&ines)).await.has_status(303);
    };
    approve().await;
    undo().await;
    retitle("Months of culture").await;
    approve().await;
    undo().await;
    // Back to the first title, whose address is its own.
    retitle("Weeks of culture").await;
    approve().await;
    undo().await;
    retitle("Years of culture").await;
    approve().await;
    house.pass(31);
    let at = async |slug: &str| store::practice_at(house.store(), slug, house.app.clock().now()).await.unwrap();
    assert!(matches!(at("years-of-culture").await, Address::Here(_)));
    assert!(matches!(at("weeks-of-culture").await, Address::Unknown));
    // What was never published is free for others.
    let other = house.sent(a_practice("Weeks of culture", "Elsewhere")).await;
    house.post(&format!("/desk/items/{other}/approve"), &[("version", "1")], Some(&ines)).await.has_status(303);
    house.pass(31);
    assert!(matches!(at("weeks-of-culture").await, Address::Here(_)));

    // Readers know the address by now: it stays.
    house.post(&format!("{path}/reopen"), &[], Some(&ines)).await.has_status(303);
    retitle("Decades of culture").await;
    approve().await;
    house.pass(31);
    assert!(matches!(at("years-of-culture").await, Address::Here(_)));
    assert!(matches!(at("decades-of-culture").await, Address::Unknown));
    assert_eq!(store::item_by_id(house.store(), id).await.unwrap().unwrap().state.phase(), Phase::Approved);
});
