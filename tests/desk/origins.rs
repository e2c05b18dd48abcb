//! Where each field was read, beside the field and marked in the kept page.

use practice_commons::{
    domain::{
        Field, Role,
        candidate::{Origin, Origins},
    },
    store,
};

use super::house::{House, a_practice};
use crate::support::store::both_engines;

fn read_from(places: &[(Field, &str, &str)]) -> Origins {
    places.iter().map(|(field, element, quote)| (*field, vec![Origin::new(*element, quote)])).collect()
}

both_engines!(each_field_leads_to_its_mark_in_the_page, |bed| async move {
    let house = House::on(&bed).await;
    let ines = house.person("Ines", Role::Editor).await;
    let slug = house.source("Partner").await;
    let origins = read_from(&[
        (Field::Title, "html > body > h1", "A page"),
        (Field::Summary, "html > body > p", "Its words."),
        (Field::Language, "html", "en"),
        (Field::Period, "html > head > title", "Since 2016"),
    ]);
    let draft = a_practice("Weeks of culture", "Melitopol, Ukraine");
    house.found_at(&slug, &[("one", draft.clone(), origins)]).await;
    let line = house.open_items(&ines).await.remove(0);
    let item = store::item_by_id(house.store(), line.id).await.unwrap().unwrap();
    let snapshot = item.origins[&Field::Title].snapshot.unwrap();
    assert_eq!(item.origins[&Field::Title].at, house.app.clock().now());

    let path = format!("/desk/items/{}", line.id);
    let changes = house.get(&path, Some(&ines)).await;
    changes.says(&[
        "<q>Its words.</q>",
        "Read on the page, 12 March 2026, 09:14 UTC<span class=\"aloud\">: Summary</span>",
        "tab=source&#38;field=summary#source",
    ]);
    assert_eq!(changes.body.matches("class=\"read-at\"").count(), 4, "what was read nowhere says nothing");

    let tab = house.get(&format!("{path}?tab=source&field=summary"), Some(&ines)).await;
    tab.says(&[
        &format!("src=\"/desk/snapshots/{snapshot}?item={}#from-summary\"", line.id),
        &format!("href=\"/desk/snapshots/{snapshot}?item={}#from-title\" target=\"page-at-source\"", line.id),
        "<code>html &#62; body &#62; p</code>",
    ]);
    let page = house.get(&format!("/desk/snapshots/{snapshot}?item={}", line.id), Some(&ines)).await;
    page.has_status(200).says(&[
        "<mark id=\"from-title\" title=\"Title\">A page</mark>",
        "<mark id=\"from-summary\" title=\"Summary\">",
        "not among its visible words",
        "id=\"from-period\"",
        "<q lang=\"en\">Since 2016</q>",
    ]);
    page.says_not(&["<script", "alert(1)"]);
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.ends_with("sandbox"), "{policy}");
    // Without an item, or with one that read nothing here, nothing is marked.
    for query in ["", "?item=nonsense", &format!("?item={}", uuid::Uuid::nil())] {
        house.get(&format!("/desk/snapshots/{snapshot}{query}"), Some(&ines)).await.says_not(&["<mark"]);
    }

    // A later reading that says nothing of the summary leaves it where it was read.
    house.pass(3600);
    let mut later = draft;
    later.set(Field::Summary, "");
    later.set(Field::Lead, "Harbour and Culture");
    let origins =
        read_from(&[(Field::Title, "html > body > h1", "A page"), (Field::Lead, "html > body > p", "Its words.")]);
    house.found_at(&slug, &[("one", later, origins)]).await;
    let item = store::item_by_id(house.store(), line.id).await.unwrap().unwrap();
    assert_eq!(item.origins[&Field::Summary].snapshot, Some(snapshot));
    assert_ne!(item.origins[&Field::Lead].snapshot, Some(snapshot));
    assert!(item.origins[&Field::Title].at > item.origins[&Field::Summary].at);
});

both_engines!(an_item_that_does_not_know_where_it_was_read_learns_it_from_the_next_reading, |bed| async move {
    let house = House::on(&bed).await;
    let ines = house.person("Ines", Role::Editor).await;
    let slug = house.source("Partner").await;
    let mut draft = a_practice("Weeks of culture", "Melitopol, Ukraine");
    draft.set(Field::Summary, "Its words.");
    house.found(&slug, &[("one", draft.clone())]).await;
    let line = house.open_items(&ines).await.remove(0);
    let item = || async { store::item_by_id(house.store(), line.id).await.unwrap().unwrap() };
    let before = item().await;
    assert!(before.origins.is_empty());

    house.pass(3600);
    // Only the layout is another one.
    draft.set(Field::Summary, "Its  words.");
    let title = read_from(&[(Field::Title, "html > body > h1", "A page")]);
    house.found_at(&slug, &[("one", draft.clone(), title)]).await;
    let after = item().await;
    assert_eq!(after.origins[&Field::Title].places[0].quote, "A page");
    assert_eq!((after.version, after.draft), (before.version, before.draft), "nothing is new about it");

    house.pass(3600);
    draft.set(Field::Summary, "Its words. ");
    house.found_at(&slug, &[("one", draft, read_from(&[(Field::Title, "html", "Elsewhere")]))]).await;
    assert_eq!(item().await.origins, after.origins, "it says where what it says was read");
});
