//! The pages besides the queue: sources, texts, work, people, log, published.

use practice_commons::{
    domain::{Lang, Role, review::Decision},
    store::{self, owed},
};

use super::house::{House, a_practice};

const FEED: &str = "name = \"Baltic towns\"\nkind = \"feed\"\naddresses = [\"https://baltic.example/feed\"]\n\
                    every = \"3d\"\ncontact = \"desk@baltic.example\"\n";

#[tokio::test]
async fn every_page_is_there_for_an_admin_and_in_both_languages() {
    let house = House::open().await;
    house.city("Melitopol", "UA").await;
    let ines = house.person("Ines", Role::Admin).await;
    let slug = house.source("Partner").await;
    house.found(&slug, &[("one", a_practice("Found", "Melitopol, Ukraine"))]).await;
    for lang in ["en", "fr"] {
        house.post("/desk/language", &[("lang", lang), ("back", "/desk")], Some(&ines)).await.has_status(303);
        for path in [
            "/desk",
            "/desk?view=done",
            "/desk/sources",
            "/desk/sources/new",
            &format!("/desk/sources/{slug}"),
            "/desk/cities",
            "/desk/published",
            "/desk/texts",
            "/desk/texts/about/fr",
            "/desk/log",
            "/desk/work",
            "/desk/people",
            "/desk/profile",
            "/desk/find?q=found",
            "/desk/find",
        ] {
            let page = house.get(path, Some(&ines)).await;
            page.has_status(200).says(&[&format!("<html lang=\"{lang}\""), "<h1"]);
            assert!(!page.body.contains("desk-") || !page.body.contains(">desk-"), "{path} shows a key");
        }
    }
}

#[tokio::test]
async fn settings_are_for_admins_also_when_the_page_is_left_out() {
    let house = House::open().await;
    let jo = house.person("Jo", Role::Editor).await;
    let ines = house.person("Ines", Role::Admin).await;
    let slug = house.source("Partner").await;
    for (path, form) in [
        ("/desk/sources/new".to_owned(), vec![("toml", FEED)]),
        (format!("/desk/sources/{slug}"), vec![("toml", FEED), ("version", "1")]),
        (format!("/desk/sources/{slug}/pause"), vec![]),
        (format!("/desk/sources/{slug}/try"), vec![]),
        (
            "/desk/people".to_owned(),
            vec![("name", "Eve"), ("email", "eve@desk.example"), ("role", "admin"), ("language", "en")],
        ),
        (format!("/desk/people/{}", ines.editor.id), vec![("do", "disable")]),
        (format!("/desk/work/source/{}/retry", ines.editor.id), vec![]),
        (format!("/desk/work/source/{}/discard", ines.editor.id), vec![]),
    ] {
        house.post(&path, &form, Some(&jo)).await.has_status(403);
    }
    house.get("/desk/people", Some(&jo)).await.has_status(403);
    house.get(&format!("/desk/sources/{slug}"), Some(&jo)).await.has_status(200).says_not(&["name=\"toml\""]);
}

#[tokio::test]
async fn a_source_comes_as_a_file_and_goes_as_the_same_file() {
    let house = House::open().await;
    let ines = house.person("Ines", Role::Admin).await;
    let added = house.post("/desk/sources/new", &[("toml", FEED)], Some(&ines)).await;
    assert_eq!(added.location(), "/desk/sources/baltic-towns");
    let page = house.get("/desk/sources/baltic-towns", Some(&ines)).await;
    page.says(&["Every 3 days", "Paused", "https://baltic.example/feed"]);
    let file = house.get("/desk/sources/baltic-towns/file", Some(&ines)).await;
    assert_eq!(file.headers["content-disposition"], "attachment; filename=\"baltic-towns.toml\"");
    let again = house.post("/desk/sources/baltic-towns", &[("toml", &file.body), ("version", "1")], Some(&ines)).await;
    again.has_status(303);
    house.post("/desk/sources/baltic-towns/activate", &[], Some(&ines)).await.has_status(303);
    house.get("/desk/sources", Some(&ines)).await.says(&["Not read yet"]);
}

#[tokio::test]
async fn faults_of_settings_stand_at_their_places_and_nothing_typed_is_lost() {
    let house = House::open().await;
    let ines = house.person("Ines", Role::Admin).await;
    let form =
        [("name", "X"), ("kind", "pages"), ("addresses", "nonsense"), ("rules", "fields.title = [{ selekt = 1 }]")];
    let page = house.post("/desk/sources/new", &form, Some(&ines)).await;
    page.has_status(422).says(&[
        "id=\"addresses-error\"",
        "id=\"rules-error\"",
        "{ selekt = 1 }",
        "href=\"#listing_link\"",
    ]);
    let page = house.post("/desk/sources/new", &[("toml", "name = ")], Some(&ines)).await;
    page.has_status(422).says(&["id=\"file-title\"", ">\nname = </textarea>"]);
    house.source("Partner").await;
    let stale = house.post("/desk/sources/partner", &[("toml", FEED), ("version", "7")], Some(&ines)).await;
    stale.has_status(409).says(&["Baltic towns"]);
}

#[tokio::test]
async fn a_text_is_changed_in_one_language_and_never_over_somebody_else() {
    let house = House::open().await;
    let ines = house.person("Ines", Role::Editor).await;
    house.get("/desk/texts/about/en", Some(&ines)).await.has_status(200).says(&["name=\"version\" value=\"0\""]);
    let preview = [("version", "0"), ("body", "# About\n\nWe *meet*."), ("do", "preview")];
    house.post("/desk/texts/about/en", &preview, Some(&ines)).await.says(&["<em>meet</em>", "We *meet*."]);
    let save = [("version", "0"), ("body", "# About\n\nNew words."), ("do", "save")];
    house.post("/desk/texts/about/en", &save, Some(&ines)).await.has_status(303);
    let kept = store::site_text(house.store(), "about", Lang::En).await.unwrap().unwrap();
    assert_eq!((kept.version, kept.body.as_str()), (1, "# About\n\nNew words."));
    let late = [("version", "0"), ("body", "My other words."), ("do", "save")];
    house.post("/desk/texts/about/en", &late, Some(&ines)).await.has_status(409).says(&[
        "My other words.",
        "New words.",
        "name=\"version\" value=\"1\"",
    ]);
    house.get("/desk/texts/nothing/en", Some(&ines)).await.has_status(404);
}

#[tokio::test]
async fn given_up_work_is_named_and_can_be_tried_again() {
    let house = House::open().await;
    let ines = house.person("Ines", Role::Admin).await;
    let slug = house.source("Partner").await;
    let source = store::source_by_slug(house.store(), &slug).await.unwrap().unwrap();
    let lease = owed::claim(house.store(), source.id.into(), std::time::Duration::from_mins(1)).await.unwrap().unwrap();
    let mut tx = house.store().begin().await.unwrap();
    owed::settle(&mut tx, &lease, owed::Outcome::GaveUp("the wire was cut".to_owned())).await.unwrap();
    tx.commit().await.unwrap();
    house.get("/desk/work", Some(&ines)).await.says(&["Reading source Partner", "the wire was cut", "Try again"]);
    house.post(&format!("/desk/work/source/{}/retry", source.id), &[], Some(&ines)).await.has_status(303);
    house.get("/desk/work", Some(&ines)).await.says(&["Nothing was given up."]);
    house.get("/desk/log", Some(&ines)).await.says(&["Ines had given-up work tried again."]);
}

#[tokio::test]
async fn people_are_invited_closed_out_and_let_in_again() {
    let house = House::open().await;
    let ines = house.person("Ines", Role::Admin).await;
    let jo = house.person("Jo", Role::Editor).await;
    let form = [("name", "Eve"), ("email", "eve@desk.example"), ("role", "editor"), ("language", "fr")];
    house.post("/desk/people", &form, Some(&ines)).await.has_status(303);
    house.post("/desk/people", &form, Some(&ines)).await.has_status(422).says(&["id=\"email-error\""]);
    let wrong = [("name", ""), ("email", "a@b"), ("role", "editor"), ("language", "fr")];
    house.post("/desk/people", &wrong, Some(&ines)).await.has_status(422).says(&["name-error", "email-error"]);
    let path = format!("/desk/people/{}", jo.editor.id);
    house.post(&path, &[("do", "disable")], Some(&ines)).await.has_status(303);
    house.get("/desk", Some(&jo)).await.has_status(303);
    house.get("/desk/people", Some(&ines)).await.says(&["Closed since", "Open it again", "Invited, no password yet"]);
    house.post("/desk/profile/keys", &[("keys", "off")], Some(&ines)).await.has_status(303);
    house.get("/desk", Some(&ines)).await.says(&["keys-off"]);
}

#[tokio::test]
async fn what_is_published_lists_its_revisions() {
    let house = House::open().await;
    house.city("Melitopol", "UA").await;
    let ines = house.person("Ines", Role::Editor).await;
    let id = house.sent(a_practice("Weeks of culture", "Melitopol, Ukraine")).await;
    house.app.desk().decide(&ines.editor, id, 1, &Decision::Approve { publish_at: None }).await.unwrap();
    house.get("/desk/published", Some(&ines)).await.says_not(&["Weeks of culture</a>"]);
    house.pass(31);
    let list = house.get("/desk/published", Some(&ines)).await;
    list.says(&["Weeks of culture</a>", "1 revision"]);
    let path = list.body.split("href=\"/desk/published/").nth(2).unwrap().split('"').next().unwrap();
    house.get(&format!("/desk/published/{path}"), Some(&ines)).await.says(&["Revision 1", "by Ines"]);
    house.get("/desk/find?q=CULTURE+melito", Some(&ines)).await.says(&["Published practices", "Items"]);
}

#[tokio::test]
async fn an_editor_notes_that_a_city_confirmed_its_text_and_how() {
    let house = House::open().await;
    house.city("Melitopol", "UA").await;
    let ines = house.person("Ines", Role::Editor).await;
    let id = house.sent(a_practice("Weeks of culture", "Melitopol, Ukraine")).await;
    house.app.desk().decide(&ines.editor, id, 1, &Decision::Approve { publish_at: None }).await.unwrap();
    house.pass(31);
    let live = store::practice_live_list(house.store(), house.app.clock().now()).await.unwrap().remove(0);
    let path = format!("/desk/published/{}", live.id);
    let confirm = format!("{path}/confirm");
    house.get(&path, Some(&ines)).await.says(&["The city has not confirmed it", "name=\"revision\" value=\"1\""]);
    house.post(&confirm, &[("revision", "1"), ("how", "by phone")], None).await.has_status(403);
    house.post(&confirm, &[("revision", "1"), ("how", " ")], Some(&ines)).await.has_status(422).says(&["how-error"]);
    let stale = house.post(&confirm, &[("revision", "2"), ("how", "by phone")], Some(&ines)).await;
    stale.has_status(409).says(&["value=\"by phone\"", "a newer text"]);
    house.post(&confirm, &[("revision", "1"), ("how", "by phone")], Some(&ines)).await.has_status(303);
    house.get(&path, Some(&ines)).await.says(&["last confirmed it on 12 March 2026"]);
    house
        .get("/desk/log", Some(&ines))
        .await
        .says(&["Ines confirmed that a published text is still right.", "by phone"]);
}

#[tokio::test]
async fn every_version_of_a_text_is_kept_with_its_changes_and_can_be_used_again() {
    let house = House::open().await;
    let ines = house.person("Ines", Role::Editor).await;
    let path = "/desk/texts/privacy/en";
    let save = |version: &'static str, body: &'static str| [("version", version), ("body", body), ("do", "save")];
    house.post(path, &save("0", "# Privacy\n\nWe keep little."), Some(&ines)).await.has_status(303);
    house.pass(86_400);
    // Nobody stays signed in over night.
    let jo = house.person("Jo", Role::Editor).await;
    let body = "# Privacy\n\nWe keep nothing on {{statement_date}}.";
    house.post(path, &save("1", body), Some(&jo)).await.has_status(303);
    house.get(path, Some(&jo)).await.says(&[
        "Version 2 · 13 March 2026, 09:14 UTC · Jo · in use",
        "Version 1 · 12 March 2026, 09:14 UTC · Ines",
        "As delivered",
        "little</del>",
        "nothing on {{statement_date}}</ins>",
    ]);
    house.get("/desk/texts", Some(&jo)).await.says(&["Version 2 · 13 March 2026, 09:14 UTC · Jo"]);
    house.pass(86_400);
    let ada = house.person("Ada", Role::Editor).await;
    // A text tells the day it was saved, however often it is shown.
    house.get("/en/privacy", Some(&ada)).await.says(&["We keep nothing on 13 March 2026."]);
    let again = |seen: &'static str, to: &'static str| [("version", seen), ("again", to)];
    house.post(path, &again("1", "1"), Some(&ada)).await.has_status(409);
    house.post(path, &again("2", "9"), Some(&ada)).await.has_status(404);
    house.post(path, &again("2", "1"), Some(&ada)).await.has_status(303);
    let kept = store::site_text(house.store(), "privacy", Lang::En).await.unwrap().unwrap();
    assert_eq!((kept.version, kept.body.as_str()), (3, "# Privacy\n\nWe keep little."));
    house.post(path, &again("3", "0"), Some(&ada)).await.has_status(303);
    house.get("/en/privacy", Some(&ada)).await.says(&["no cookie"]);
    house.get("/desk/log", Some(&ada)).await.says(&["Ada changed a text of the site."]);
}
