//! Reviewing: the queue, one item, the three outcomes, and what happens to whoever comes second.

use practice_commons::{
    domain::{Field, Role},
    store::{self, QueueView},
};

use super::house::{House, Person, a_practice};

async fn a_desk() -> (House, Person) {
    let house = House::open().await;
    house.city("Melitopol", "UA").await;
    let ines = house.person("Ines", Role::Editor).await;
    (house, ines)
}

#[tokio::test]
async fn counts_equal_the_lists_they_open() {
    let (house, ines) = a_desk().await;
    for number in 0..3 {
        house.sent(a_practice(&format!("Practice {number}"), "Melitopol, Ukraine")).await;
    }
    let slug = house.source("Partner").await;
    house.found(&slug, &[("one", a_practice("Found", "Melitopol, Ukraine"))]).await;
    for (view, count) in [("all", 4), ("from-cities", 3), ("from-sources", 1), ("mine", 0), ("done", 0)] {
        let page = house.get(&format!("/desk?view={view}"), Some(&ines)).await;
        assert_eq!(page.body.matches("<li><a href=\"/desk/items/").count(), count, "{view}");
        page.says(&[&format!(
            "aria-current=\"true\">{} {count}",
            match view {
                "all" => "All open",
                "from-cities" => "From cities",
                "from-sources" => "From sources",
                "mine" => "Mine",
                _ => "Done",
            }
        )]);
    }
}

#[tokio::test]
async fn looking_changes_nothing_and_claiming_is_seen_by_others() {
    let (house, ines) = a_desk().await;
    let jo = house.person("Jo", Role::Editor).await;
    let id = house.sent(a_practice("Weeks of culture", "Melitopol, Ukraine")).await;
    let path = format!("/desk/items/{id}");
    house.get(&path, Some(&ines)).await.has_status(200).says(&["Weeks of culture", "Start reviewing"]);
    assert!(store::item_by_id(house.store(), id).await.unwrap().unwrap().claim.is_none());
    house.post(&format!("{path}/claim"), &[], Some(&ines)).await.has_status(303);
    house.get(&path, Some(&ines)).await.says(&["claimed by you"]);
    house.get(&path, Some(&jo)).await.says(&["Ines is reading"]).says_not(&["Start reviewing"]);
    house.pass(16 * 60);
    house.get(&path, Some(&jo)).await.says(&["Start reviewing"]);
}

#[tokio::test]
async fn approving_leads_to_the_next_item_and_can_be_undone_in_time() {
    let (house, ines) = a_desk().await;
    let first = house.sent(a_practice("Weeks of culture", "Melitopol, Ukraine")).await;
    house.pass(1);
    let second = house.sent(a_practice("Open kitchens", "Melitopol, Ukraine")).await;
    let done =
        house.post(&format!("/desk/items/{first}/approve"), &[("version", "1"), ("view", "all")], Some(&ines)).await;
    done.has_status(303);
    assert_eq!(done.location(), format!("/desk/items/{second}?view=all"));
    let next = house.get(done.location(), Some(&ines)).await;
    next.says(&["Approved “Weeks of culture”.", "publishes in 30 s", "data-key=\"z\""]);
    house.post(&format!("/desk/items/{first}/undo"), &[], Some(&ines)).await.has_status(303);
    let item = store::item_by_id(house.store(), first).await.unwrap().unwrap();
    assert_eq!(item.state.phase().name(), "open");
    house.get("/desk", Some(&ines)).await.says_not(&["Undo"]);

    let version = item.version.to_string();
    house.post(&format!("/desk/items/{first}/approve"), &[("version", &version)], Some(&ines)).await.has_status(303);
    house.pass(31);
    house.post(&format!("/desk/items/{first}/undo"), &[], Some(&ines)).await.has_status(409);
    house.get(&format!("/desk/items/{first}?view=done"), Some(&ines)).await.says(&["Reopen", "Approved by Ines"]);
    house
        .post(&format!("/desk/items/{first}/reopen"), &[("why", "A number is wrong")], Some(&ines))
        .await
        .has_status(303);
    house
        .get(&format!("/desk/items/{first}?tab=history"), Some(&ines))
        .await
        .says(&["reopened it", "A number is wrong"]);
}

#[tokio::test]
async fn what_is_missing_is_said_and_nothing_is_decided() {
    let (house, ines) = a_desk().await;
    let mut draft = a_practice("Weeks of culture", "Melitopol, Ukraine");
    draft.set(Field::Status, "hardly");
    let id = house.sent(draft).await;
    let page = house.post(&format!("/desk/items/{id}/approve"), &[("version", "1")], Some(&ines)).await;
    page.has_status(422).says(&["This cannot be published yet", "form=edit#status"]);
}

#[tokio::test]
async fn asking_and_rejecting_need_words_and_keep_what_was_typed() {
    let (house, ines) = a_desk().await;
    let id = house.sent(a_practice("Weeks of culture", "Melitopol, Ukraine")).await;
    let path = format!("/desk/items/{id}");
    house.get(&format!("{path}?form=ask"), Some(&ines)).await.says(&["What should change", "Send to the city"]);
    house
        .post(&format!("{path}/ask"), &[("version", "1")], Some(&ines))
        .await
        .has_status(422)
        .says(&["id=\"summary\""]);
    house
        .post(&format!("{path}/reject"), &[("version", "1"), ("message", "Typed with care")], Some(&ines))
        .await
        .has_status(422)
        .says(&["Choose a reason.", "Typed with care"]);
    let notes = [("version", "1"), ("note_impact", "Over which years?")];
    house.post(&format!("{path}/ask"), &notes, Some(&ines)).await.has_status(303);
    house.get("/desk", Some(&ines)).await.says(&["Asked for changes to “Weeks of culture”."]);
    house.get(&format!("{path}?tab=messages"), Some(&ines)).await.says(&[
        "Ines asked for changes",
        "Over which years?",
        "Email: changes asked",
        "queued until",
    ]);
    let now = house.app.clock().now();
    let waiting = store::item_count(house.store(), QueueView::WithCities, ines.editor.id, now).await.unwrap();
    assert_eq!(waiting, 1);
}

#[tokio::test]
async fn the_second_to_decide_learns_who_was_first_and_loses_no_text() {
    let (house, ines) = a_desk().await;
    let jo = house.person("Jo", Role::Editor).await;
    let id = house.sent(a_practice("Weeks of culture", "Melitopol, Ukraine")).await;
    let path = format!("/desk/items/{id}");
    house.post(&format!("{path}/approve"), &[("version", "1")], Some(&ines)).await.has_status(303);
    let form = [("version", "1"), ("reason", "other"), ("message", "I had written all this")];
    let page = house.post(&format!("{path}/reject"), &form, Some(&jo)).await;
    page.has_status(409).says(&["Ines was first and approved it", "I had written all this"]);
}

#[tokio::test]
async fn an_edit_over_a_newer_version_shows_both_and_keeps_the_typed_text() {
    let (house, ines) = a_desk().await;
    let jo = house.person("Jo", Role::Editor).await;
    let id = house.sent(a_practice("Weeks of culture", "Melitopol, Ukraine")).await;
    let path = format!("/desk/items/{id}");
    house.get(&format!("{path}?form=edit"), Some(&ines)).await.says(&["name=\"was_impact\"", "id=\"topics-3\""]);
    let edit = |impact: &'static str| [("version", "1"), ("was_impact", "old"), ("impact", impact), ("do", "save")];
    house.post(&format!("{path}/edit"), &edit("By Ines"), Some(&ines)).await.has_status(303);
    let page = house.post(&format!("{path}/edit"), &edit("By Jo"), Some(&jo)).await;
    page.has_status(409).says(&["Ines saved a newer version", ">\nBy Jo</textarea>", "name=\"version\" value=\"2\""]);
    let again = [("version", "2"), ("was_impact", "By Ines"), ("impact", "By both"), ("do", "save")];
    house.post(&format!("{path}/edit"), &again, Some(&jo)).await.has_status(303);
    let item = store::item_by_id(house.store(), id).await.unwrap().unwrap();
    assert_eq!(item.draft.get(Field::Impact), "By both");
    house
        .get(&format!("{path}?tab=history"), Some(&jo))
        .await
        .says(&["<del><span class=\"aloud\">removed: </span>Ines</del>"]);
}

#[tokio::test]
async fn the_page_at_the_source_is_shown_without_its_scripts() {
    let (house, ines) = a_desk().await;
    let slug = house.source("Partner").await;
    house.found(&slug, &[("one", a_practice("Found", "Melitopol, Ukraine"))]).await;
    let line = house.open_items(&ines).await.remove(0);
    let tab = house.get(&format!("/desk/items/{}?tab=source", line.id), Some(&ines)).await;
    let src = tab
        .body
        .split("<iframe class=\"page-at-source\" name=\"page-at-source\" src=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    tab.says(&["sandbox", "https://partner.example/one"]);
    let page = house.get(src, Some(&ines)).await;
    page.has_status(200).says(&["<strong>words</strong>"]).says_not(&["alert"]);
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'") && policy.contains("; sandbox"), "{policy}");
    house.get(src, None).await.has_status(303);
}

#[tokio::test]
async fn what_is_typed_is_shown_as_typed() {
    let (house, ines) = a_desk().await;
    let mut draft = a_practice("<script>alert(1)</script>", "Melitopol, Ukraine");
    draft.set(Field::Lead, "{{7*7}} ${7*7} <img src=x onerror=alert(1)>");
    let id = house.sent(draft).await;
    for tab in ["changes", "source", "preview", "messages", "history"] {
        let page = house.get(&format!("/desk/items/{id}?tab={tab}"), Some(&ines)).await;
        page.has_status(200).says_not(&["<script>alert", "<img src=x"]);
    }
}

#[tokio::test]
async fn an_address_that_names_no_item_has_no_page() {
    let (house, ines) = a_desk().await;
    for id in ["0", "-1", "1e3", "%00", "00000000-0000-0000-0000-000000000000", "x"] {
        house.get(&format!("/desk/items/{id}"), Some(&ines)).await.has_status(404);
    }
}
