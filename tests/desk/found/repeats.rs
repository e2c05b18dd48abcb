//! What a partner's pages repeat does not reach the queue, and the item says what was left out.

use practice_commons::domain::{Field, flag::Flag};

use super::Town;
use crate::{
    harvest::{
        repeats::{automatic, with_boxes},
        site::Site,
    },
    support::store::both_engines,
};

both_engines!(an_item_says_which_words_of_its_page_most_others_have, |bed| async move {
    let site = Site::start().await;
    with_boxes(&site, 4);
    let town = Town::on(&bed, &site).await;
    let slug = town.house.app.desk().source_add(None, None, &automatic(&site), true).await.unwrap();
    town.drain().await;
    let items = town.open().await;
    assert_eq!(items.len(), 4);
    for item in &items {
        let process = item.draft.get(Field::Process);
        assert!(process.contains("pays the rent of the hall") && !process.contains("letter"), "{process}");
        assert!(item.flags.iter().any(|flag| matches!(flag, Flag::Repeated { .. })), "{:?}", item.flags);
        let page = town.house.get(&format!("/desk/items/{}", item.id), Some(&town.ines)).await;
        page.says(&[
            "repeated text left out",
            "most pages of this source have it",
            "Our network writes to its members",
        ]);
    }
    town.run(&slug).await;
    assert_eq!(town.open().await.len(), 4, "a second run brings nothing new");
});
