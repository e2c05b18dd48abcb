//! What the desk shows of copies, conflicts, moves and sources that are known, and what can be done about them there.

use practice_commons::{
    domain::{Field, Role, flag::Flag},
    store::{self, QueueLine},
};

use super::house::{House, Person, a_practice};
use crate::support::store::both_engines;

async fn titled(house: &House, person: &Person, title: &str) -> QueueLine {
    house.open_items(person).await.into_iter().find(|line| line.title == title).expect("it waits")
}

both_engines!(the_nearest_three_are_shown_with_how_alike_they_are, |bed| async move {
    let house = House::on(&bed).await;
    let ines = house.person("Ines", Role::Editor).await;
    let slug = house.source("Partner").await;
    let titles = ["Soup nights", "Soup night", "Nights of soup", "Soup nights for all"];
    for (at, title) in titles.iter().enumerate() {
        let mut draft = a_practice(title, "Gent");
        draft.set(Field::Process, format!("Told in other words, number {at}, than the others are."));
        house.pass(60);
        house.found(&slug, &[(&format!("p/{at}"), draft)]).await;
    }
    let mut other = a_practice("Night buses", "Oslo");
    for field in [Field::Summary, Field::Purpose, Field::Process, Field::Impact] {
        other.set(field, format!("Nothing in this text about {field} is like anything that the others tell."));
    }
    house.pass(60);
    house.found(&slug, &[("p/8", other)]).await;
    assert!(!titled(&house, &ines, "Night buses").await.flags.iter().any(Flag::is_likeness));
    house.pass(60);
    house.found(&slug, &[("p/9", a_practice("Soup nights again", "Gent"))]).await;

    let line = titled(&house, &ines, "Soup nights again").await;
    let scores: Vec<f64> = line
        .flags
        .iter()
        .filter_map(|flag| match flag {
            Flag::PossibleDuplicate { score, .. } => Some(*score),
            _ => None,
        })
        .collect();
    assert_eq!(scores.len(), 3, "{:?}", line.flags);
    assert!(scores.is_sorted_by(|one, other| one >= other) && scores[2] >= 0.6, "{scores:?}");
    let page = house.get(&format!("/desk/items/{}", line.id), Some(&ines)).await;
    page.says(&["possible duplicate", "Looks like", "in the queue ·", "% alike"]);
    assert_eq!(page.body.matches("class=\"alike\"").count(), 3);
    let nearest = titled(&house, &ines, "Soup nights").await;
    page.says(&[&format!("/desk/items/{}", nearest.id)]);
});

both_engines!(a_copy_from_another_source_leads_to_the_other, |bed| async move {
    let house = House::on(&bed).await;
    let ines = house.person("Ines", Role::Editor).await;
    let one = house.source("Partner").await;
    house.found(&one, &[("p/1", a_practice("Soup nights", "Gent"))]).await;
    let first = titled(&house, &ines, "Soup nights").await;
    let other = house.source_at("Exchange", "https://exchange.example/feed").await;
    house.found(&other, &[("p/1", a_practice("Evenings of soup", "Gent"))]).await;
    let copy = titled(&house, &ines, "Evenings of soup").await;
    let page = house.get(&format!("/desk/items/{}", copy.id), Some(&ines)).await;
    page.says(&["copy of another one", "read at the same address", &format!("/desk/items/{}", first.id)]);
    house.get("/desk", Some(&ines)).await.says(&["copy of another one"]);
});

both_engines!(a_conflict_shows_both_texts_and_the_sources_words_can_be_taken, |bed| async move {
    let house = House::on(&bed).await;
    let ines = house.person("Ines", Role::Editor).await;
    let slug = house.source("Partner").await;
    let draft = a_practice("Soup nights", "Gent");
    house.found(&slug, &[("p/1", draft.clone())]).await;
    let item = titled(&house, &ines, "Soup nights").await;
    let ours = [(Field::Advice, "Begin with bread.".to_owned())];
    house.app.desk().edit(&ines.editor, item.id, item.version, &ours).await.unwrap();
    let mut theirs = draft;
    theirs.set(Field::Advice, "Begin with salt.");
    house.pass(60);
    house.found(&slug, &[("p/1", theirs)]).await;

    let address = format!("/desk/items/{}", item.id);
    let page = house.get(&address, Some(&ines)).await;
    page.says(&[
        "Changed here and at the source",
        "bread",
        "salt",
        "Begin with one street.",
        "Take the source’s words",
    ]);
    let now = store::item_by_id(house.store(), item.id).await.unwrap().unwrap();
    let form = [("version", &*now.version.to_string()), ("field", "advice")].map(|(k, v)| (k, v.to_owned()));
    let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let taken = house.post(&format!("{address}/take"), &form, Some(&ines)).await;
    taken.has_status(303);
    let after = store::item_by_id(house.store(), item.id).await.unwrap().unwrap();
    assert_eq!(after.draft.get(Field::Advice), "Begin with salt.");
    house.get(&address, Some(&ines)).await.says_not(&["Take the source’s words"]);
    // Whoever saw an older version is told, and nothing is lost.
    house.post(&format!("{address}/take"), &form, Some(&ines)).await.has_status(409);
});

both_engines!(a_source_is_removed_after_a_question_and_found_again_by_its_address, |bed| async move {
    let house = House::on(&bed).await;
    let ines = house.person("Ines", Role::Admin).await;
    let luc = house.person("Luc", Role::Editor).await;
    let slug = house.source("Partner").await;
    house.found(&slug, &[("p/1", a_practice("Soup nights", "Gent"))]).await;
    let address = format!("/desk/sources/{slug}");
    house.get(&format!("{address}/remove"), Some(&luc)).await.has_status(403);
    house.get(&format!("{address}/remove"), Some(&ines)).await.says(&["Remove Partner?", "Remove this source"]);
    assert!(store::source_by_slug(house.store(), &slug).await.unwrap().unwrap().retired_at.is_none(), "only asked");

    // While it is there, adding its address leads to it.
    let toml = "name = \"Again\"\nkind = \"feed\"\naddresses = [\"http://www.partner.example/feed/\"]\nevery = \"7d\"\n\
        contact = \"desk@partner.example\"\n";
    let form = [("toml", toml), ("active", "yes")];
    let known = house.post("/desk/sources/new", &form, Some(&ines)).await;
    known.has_status(409).says(&["read already by this source", &format!("href=\"{address}\"")]);
    // Nor can another source be led there.
    let elsewhere = toml.replace("www.partner.example/feed", "elsewhere.example/feed");
    let other =
        house.post("/desk/sources/new", &[("toml", elsewhere.as_str())], Some(&ines)).await.location().to_owned();
    let change = [("toml", toml), ("version", "1"), ("confirmed", "yes")];
    let refused = house.post(&other, &change, Some(&ines)).await;
    refused.has_status(409).says(&["reads this address already", "www.partner.example/feed"]);
    let kept = store::source_by_slug(house.store(), other.rsplit('/').next().unwrap()).await.unwrap().unwrap();
    assert_eq!((kept.version, kept.settings.addresses[0].as_str()), (1, "http://elsewhere.example/feed/"));

    house.post(&format!("{address}/remove"), &[], Some(&ines)).await.has_status(303);
    house.get("/desk/sources", Some(&ines)).await.says(&["Removed sources", &address]);
    house
        .get(&address, Some(&ines))
        .await
        .says(&["This source was removed", "Start reading it"])
        .says_not(&["Read it now"]);
    let again = house.post("/desk/sources/new", &form, Some(&ines)).await;
    again.has_status(303);
    assert_eq!(again.location(), address);
    house.pass(60);
    house.found(&slug, &[("p/1", a_practice("Soup nights", "Gent"))]).await;
    assert_eq!(house.open_items(&ines).await.len(), 1, "it is known");

    house.get(&format!("{address}/clear"), Some(&ines)).await.says(&["Forget the pages read"]);
    house.post(&format!("{address}/clear"), &[], Some(&ines)).await.has_status(303);
    house.pass(60);
    house.found(&slug, &[("p/1", a_practice("Soup nights", "Gent"))]).await;
    assert_eq!(house.open_items(&ines).await.len(), 1, "still known");
});

both_engines!(a_held_run_says_in_the_queue_which_sample_it_contradicts, |bed| async move {
    let house = House::on(&bed).await;
    let ines = house.person("Ines", Role::Editor).await;
    let slug = house.source("Partner").await;
    house.found(&slug, &[("p/1", a_practice("Soup nights", "Gent, Belgium"))]).await;
    house.pass(60);
    house.found(&slug, &[("p/1", a_practice("Soup nights", ""))]).await;
    house.get("/desk", Some(&ines)).await.says(&["“Soup nights” names no place"]).says_not(&["unusual run"]);
});
