//! What other readers made of a page: shown with the item, put into the form by one press, and taken out again.

use practice_commons::{
    domain::{Field, Role, candidate::OtherReading},
    store,
};

use super::house::{House, a_practice};
use crate::support::store::both_engines;

both_engines!(another_reading_is_put_into_the_form_and_nothing_typed_is_lost, |bed| async move {
    let house = House::on(&bed).await;
    let ines = house.person("Ines", Role::Editor).await;
    let slug = house.source("Partner").await;
    house.found(&slug, &[("p/1", a_practice("Soup nights", "Gent"))]).await;
    let item = house.open_items(&ines).await[0].id;
    let text = "Neighbours cook, **and** the menu of the site is gone.";
    let reading = OtherReading { field: Field::Process, reader: "readability".to_owned(), text: text.to_owned() };
    let mut tx = house.store().begin().await.unwrap();
    store::item_set_beside(&mut tx, item, &[reading], &[]).await.unwrap();
    tx.commit().await.unwrap();

    let page = house.get(&format!("/desk/items/{item}"), Some(&ines)).await;
    page.says(&["The page can be read in another way"]);
    let form = house.get(&format!("/desk/items/{item}?form=edit"), Some(&ines)).await;
    form.says(&["as readability reads it", "<strong>and</strong>", "Put this text into the form"]);

    let edit = format!("/desk/items/{item}/edit");
    let before = store::item_by_id(house.store(), item).await.unwrap().unwrap();
    let version = before.version.to_string();
    let typed = |process: &str, act: &str| {
        vec![
            ("version".to_owned(), version.clone()),
            ("title".to_owned(), "Soup evenings".to_owned()),
            ("was_title".to_owned(), "Soup nights".to_owned()),
            ("process".to_owned(), process.to_owned()),
            ("do".to_owned(), act.to_owned()),
        ]
    };
    let post = async |form: Vec<(String, String)>| {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        house.post(&edit, &form, Some(&ines)).await
    };
    let taken = post(typed("My own words.", "take-0")).await;
    taken.has_status(200).says(&[text, "Soup evenings", "My own words.", "Put back what stood there"]);
    let mut again = typed(text, "take-0");
    again.push(("put_back_field".to_owned(), "process".to_owned()));
    again.push(("put_back_text".to_owned(), "My own words.".to_owned()));
    post(again).await.has_status(200).says(&["value=\"My own words.\""]);
    let mut form = typed(text, "put-back");
    form.push(("put_back_field".to_owned(), "process".to_owned()));
    form.push(("put_back_text".to_owned(), "My own words.".to_owned()));
    let back = post(form).await;
    back.has_status(200).says(&["My own words.", "Soup evenings"]).says_not(&["Put back what stood there"]);
    let now = store::item_by_id(house.store(), item).await.unwrap().unwrap();
    assert_eq!((now.version, &now.draft), (before.version, &before.draft), "nothing is saved yet");
    post(typed("", "take-7")).await.has_status(400);

    post(typed(text, "save")).await.has_status(303);
    let now = store::item_by_id(house.store(), item).await.unwrap().unwrap();
    assert_eq!(now.draft.get(Field::Process), text);
});
