//! The Preview tab: the readers' own page, made from the proposal.

use practice_commons::domain::{Field, Role};

use super::house::{House, a_practice};
use crate::support::store::both_engines;

both_engines!(the_preview_is_the_readers_page_made_from_the_draft, |bed| async move {
    let house = House::on(&bed).await;
    house.city("Melitopol", "UA").await;
    let ines = house.person("Ines", Role::Editor).await;
    let id = house.sent(a_practice("Weeks of culture", "Melitopol, Ukraine")).await;
    let tab = house.get(&format!("/desk/items/{id}?tab=preview"), Some(&ines)).await;
    tab.says(&[&format!("src=\"/desk/items/{id}/preview?lang=en\""), "sandbox=\"allow-same-origin "]);

    let address = format!("/desk/items/{id}/preview");
    house.get(&address, None).await.has_status(303);
    let page = house.get(&format!("{address}?lang=en"), Some(&ines)).await;
    page.has_status(200).says(&[
        "<article class=\"practice\">",
        "Weeks of culture</h1>",
        "<strong>kitchens</strong>",
        "Report 2023</a>",
        "Preview: this text is not published",
        "<meta name=\"robots\" content=\"noindex\">",
        // What it links to opens beside the desk, in another language here.
        "<base target=\"_blank\">",
        &format!("href=\"{address}?lang=fr\""),
    ]);
    // No address of the site has this page, nothing in it runs, and it was published on no day.
    page.says_not(&["<script", "rel=\"canonical\"", "/practices/preview", "application/ld+json", "<dt>Published"]);
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("sandbox allow-same-origin allow-popups") && !policy.contains("script-src"), "{policy}");
    assert_eq!(page.headers["cache-control"], "no-store");
    house.get(&format!("{address}?lang=fr"), Some(&ines)).await.says(&["ce texte n’est pas publié", "lang=\"fr\""]);
});

both_engines!(the_preview_of_an_update_shows_the_new_words_and_the_day_of_the_first, |bed| async move {
    let house = House::on(&bed).await;
    let ines = house.person("Ines", Role::Editor).await;
    let slug = house.source("Partner").await;
    let first = a_practice("Weeks of culture", "Melitopol, Ukraine");
    house.found(&slug, &[("one", first.clone())]).await;
    let item = house.open_items(&ines).await[0].id;
    house
        .get(&format!("/desk/items/{item}/preview"), Some(&ines))
        .await
        .says(&["https://partner.example/one", "Read from Partner on "]);
    house.post(&format!("/desk/items/{item}/approve"), &[("version", "1")], Some(&ines)).await.has_status(303);
    house.pass(31);
    let mut second = first;
    second.set(Field::Lead, "Harbour and Culture");
    house.found(&slug, &[("one", second)]).await;
    let item = house.open_items(&ines).await[0].id;
    let page = house.get(&format!("/desk/items/{item}/preview"), Some(&ines)).await;
    page.says(&["Harbour and Culture", "12 March 2026", "<dt>Published"]);
});
