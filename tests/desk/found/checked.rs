//! The page of a practice says when it was last seen at its source.

use practice_commons::{
    domain::review::Decision,
    store::{self, Item},
};

use super::Town;
use crate::{
    harvest::site::{Page, Site, list, source, with_practices},
    support::store::both_engines,
};

const DAY: u64 = 24 * 60 * 60;
const FACT: &str = ">Last checked at the source</dt>";

impl Town {
    /// The day that the page says, `2026-03-12`.
    async fn checked(&self, path: &str) -> Option<String> {
        let page = self.house.get(path, None).await;
        let (_, after) = page.has_status(200).body.split_once(FACT)?;
        Some(after.split_once("datetime=\"").unwrap().1[..10].to_owned())
    }

    /// By command: whoever was at the desk has gone home.
    async fn read_by_hand(&self, slug: &str) {
        self.house.pass(60);
        self.house.app.desk().source_run(None, self.source(slug).await.id).await.unwrap();
        self.drain().await;
    }

    async fn publishes(&self, item: &Item) {
        let approve = Decision::Approve { publish_at: None };
        self.house.app.desk().decide(&self.ines.editor, item.id, item.version, &approve).await.unwrap();
        self.house.pass(60);
    }
}

both_engines!(a_page_says_when_its_practice_was_last_seen_at_its_source, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 6);
    let town = Town::on(&bed, &site).await;
    let slug = town.house.app.desk().source_add(None, None, &source(&site), true).await.unwrap();
    town.drain().await;
    let items = town.open().await;
    town.publishes(items.iter().find(|item| item.title == "Practice 1").unwrap()).await;
    let page = "/en/practices/practice-1";
    assert_eq!(town.checked(page).await.as_deref(), Some("2026-03-12"));

    town.house.pass(DAY);
    town.read_by_hand(&slug).await;
    assert_eq!(town.checked(page).await.as_deref(), Some("2026-03-13"), "though nothing was new");
    let changes = store::change_last(town.house.store()).await.unwrap();
    town.read_by_hand(&slug).await;
    assert_eq!(store::change_last(town.house.store()).await.unwrap(), changes, "pages say the day, which is the same");

    town.house.pass(DAY);
    site.put("/list", Page::status(500));
    town.read_by_hand(&slug).await;
    assert_eq!(town.checked(page).await.as_deref(), Some("2026-03-13"), "nobody knows whether it is there");

    town.house.pass(DAY);
    site.put("/list", Page::html(list(&[2, 3, 4, 5, 6]))).remove("/p/1");
    town.read_by_hand(&slug).await;
    assert_eq!(town.checked(page).await, None, "it is gone there");
});

both_engines!(a_page_about_what_a_feed_named_once_does_not_say_that_it_was_seen_again, |bed| async move {
    let town = Town::on(&bed, &Site::start().await).await;
    let house = &town.house;
    let slug = house.source("Harbour cities").await;
    house.found(&slug, &[("1", crate::desk::house::a_practice("Street kitchen", "Gent, Belgium"))]).await;
    town.publishes(&town.open().await[0]).await;
    house.pass(DAY);
    house.found(&slug, &[]).await;
    assert_eq!(town.checked("/en/practices/street-kitchen").await.as_deref(), Some("2026-03-12"));
});

both_engines!(a_practice_whose_own_page_failed_is_not_said_to_have_been_seen, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 6);
    let town = Town::on(&bed, &site).await;
    let slug = town.house.app.desk().source_add(None, None, &source(&site), true).await.unwrap();
    town.drain().await;
    let items = town.open().await;
    for title in ["Practice 1", "Practice 2"] {
        town.publishes(items.iter().find(|item| item.title == title).unwrap()).await;
    }
    let (broken, fine) = ("/en/practices/practice-1", "/en/practices/practice-2");
    for day in ["2026-03-13", "2026-03-14"] {
        town.house.pass(DAY);
        site.put("/p/1", Page::status(500));
        town.read_by_hand(&slug).await;
        assert_eq!(town.checked(broken).await.as_deref(), Some("2026-03-12"), "its own page failed");
        assert_eq!(town.checked(fine).await.as_deref(), Some(day));
    }

    // Read again by itself, on a day before the next run, it was seen.
    town.house.pass(DAY / 24 * 15);
    site.put("/p/1", crate::harvest::site::practice(1, "They meet every week."));
    let id = town.source(&slug).await.id;
    let failed = store::failed_page_list(town.house.store(), id).await.unwrap().remove(0);
    town.house.app.desk().source_try_page(None, id, &failed.external_id).await.unwrap();
    town.drain().await;
    assert_eq!(town.checked(broken).await.as_deref(), Some("2026-03-15"));
    assert_eq!(town.checked(fine).await.as_deref(), Some("2026-03-14"));
    town.house.pass(DAY);
    town.read_by_hand(&slug).await;
    assert_eq!(town.checked(broken).await.as_deref(), Some("2026-03-16"));
});
