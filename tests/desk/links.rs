//! Links of published practices, looked at week by week.

use practice_commons::{
    domain::{Id, Role},
    store::{self, owed},
};

use super::{found::Town, house::Page};
use crate::{
    harvest::site::{self, Site},
    support::{
        practice::{a_practice, day},
        store::{both_engines, sql},
    },
};

const DAY: u64 = 24 * 60 * 60;

impl Town {
    /// Days go by, with the work that falls due in them.
    async fn days_later(&self, days: u64) {
        for _ in 0..days {
            self.house.pass(DAY + 60);
            self.keep_house().await;
            self.drain().await;
        }
    }

    async fn broken_links(&self) -> Page {
        // Sessions end before the week does.
        let somebody =
            self.house.person(&format!("editor{}", self.house.app.clock().now().micros()), Role::Editor).await;
        self.house.get("/desk/published/links", Some(&somebody)).await
    }
}

both_engines!(a_link_that_leads_nowhere_twice_is_told_and_its_recovery_too, |bed| async move {
    let partner = Site::start().await;
    for path in ["/kept", "/moved", "/closed", "/lost"] {
        partner.put(path, site::Page::html("<p>here"));
    }
    let town = Town::on(&bed, &partner).await;
    let practice = a_practice("A street that reads")
        .with_link(&format!("Kept | {}", partner.url("/kept")))
        .with_link(&format!("Moved | {}", partner.url("/moved")))
        .with_link(&format!("Closed | {}", partner.url("/closed")))
        .with_link(&format!("Lost | {}", partner.url("/lost")));
    practice.published(day(2024, 1, 1)).put(town.house.store()).await;
    town.keep_house().await;
    town.drain().await;
    assert!(partner.asked().is_empty(), "an editor has just seen them");
    town.days_later(2).await;
    let mut asked = partner.asked();
    asked.sort_unstable();
    assert_eq!(asked, ["/closed", "/kept", "/lost", "/moved"], "once, and no robots.txt");
    town.broken_links().await.has_status(200).says(&["Every link that has been looked at works."]);

    partner.put("/moved", site::Page::redirect(&partner.url("/kept")));
    // A server that turns programs away may well welcome people.
    partner.put("/closed", site::Page::status(403));
    partner.put("/lost", site::Page::status(404));
    town.days_later(6).await;
    town.broken_links().await.says_not(&["/lost"]);
    town.days_later(2).await;
    let page = town.broken_links().await;
    page.says(&[&partner.url("/lost"), "404", "A street that reads"]).says_not(&["/moved", "/closed", "/kept"]);

    partner.put("/lost", site::Page::html("<p>back"));
    town.days_later(8).await;
    town.broken_links().await.says_not(&["/lost"]);
});

impl Town {
    /// Letters about broken links, and to how many people.
    async fn told(&self) -> i64 {
        let sql = "select count(*) from notification where kind = 'links_broken'";
        sql!(self.house.store(), |c| sqlx::query_scalar(sql).fetch_one(c))
    }
}

both_engines!(editors_hear_once_of_links_that_lead_nowhere_and_find_the_archived_copy, |bed| async move {
    let partner = Site::start().await;
    let town = Town::on(&bed, &partner).await;
    let store = town.house.store();
    for path in ["/lost", "/gone"] {
        partner.put(path, site::Page::html("<p>here"));
        let line = format!("Report | {}", partner.url(path));
        a_practice(&format!("A street with {path}")).with_link(&line).published(day(2024, 1, 1)).put(store).await;
    }
    let slug = town.house.source("Partner").await;
    let source = store::source_by_slug(store, &slug).await.unwrap().unwrap().id;
    let blob = store.blobs().put(b"<p>The report as it was.</p>".to_vec(), store::Kept::Compressed).await.unwrap();
    let snapshot = store::SnapshotRow {
        id: Id::new(),
        source_id: source,
        url: partner.url("/lost"),
        blob: blob.to_string(),
        media_type: "text/html".to_owned(),
        fetched_at: day(2026, 2, 3),
    };
    let mut tx = store.begin().await.unwrap();
    store::snapshot_insert(&mut tx, &snapshot, &[]).await.unwrap();
    owed::forgive(&mut tx, source).await.unwrap();
    tx.commit().await.unwrap();

    partner.put("/lost", site::Page::status(404)).put("/gone", site::Page::status(410));
    town.keep_house().await;
    town.days_later(2).await;
    assert_eq!(town.told().await, 0, "not before it failed twice");
    town.days_later(2).await;
    assert_eq!(town.told().await, 1, "one letter about both");
    town.days_later(15).await;
    assert_eq!(town.told().await, 1, "and no more about them");

    let page = town.broken_links().await;
    page.says(&[&partner.url("/lost"), &partner.url("/gone"), "Archived copy of 3 February 2026"]);
    page.says(&[&format!("/desk/snapshots/{}", snapshot.id), "<span class=\"number due\">2</span>"]);
    let editor = town.house.person("Reader", Role::Editor).await;
    let copy = town.house.get(&format!("/desk/snapshots/{}", snapshot.id), Some(&editor)).await;
    copy.has_status(200).says(&["The report as it was."]);

    // It works again, and breaks again: that is news.
    let before = town.told().await;
    partner.put("/lost", site::Page::html("<p>here"));
    town.days_later(8).await;
    partner.put("/lost", site::Page::status(404));
    town.days_later(10).await;
    assert!(town.told().await > before);
});

both_engines!(a_host_that_wants_to_be_left_alone_is_not_asked_for_links, |bed| async move {
    let partner = Site::start().await;
    partner.put("/a", site::Page::status(429).with("retry-after", "7200"));
    partner.put("/b", site::Page::html("<p>here"));
    let town = Town::on(&bed, &partner).await;
    for path in ["/a", "/b"] {
        let line = format!("Page | {}", partner.url(path));
        a_practice(&format!("Practice {path}"))
            .with_link(&line)
            .published(day(2024, 1, 1))
            .put(town.house.store())
            .await;
    }
    town.keep_house().await;
    town.days_later(1).await;
    assert_eq!(partner.asked(), ["/a"], "the second waits for the first one's rest");
    let sql = "select count(*) from link where checked_at is not null";
    let looked: i64 = sql!(town.house.store(), |c| sqlx::query_scalar(sql).fetch_one(c));
    assert_eq!(looked, 1, "what was not asked for was not looked at");
    town.broken_links().await.says(&["Every link that has been looked at works."]);
});

both_engines!(what_nothing_links_any_more_is_forgotten, |bed| async move {
    let partner = Site::start().await;
    partner.put("/page", site::Page::html("<p>here"));
    let town = Town::on(&bed, &partner).await;
    let line = format!("Page | {}", partner.url("/page"));
    a_practice("Gone soon").with_link(&line).published(day(2026, 3, 12)).withdrawn().put(town.house.store()).await;
    town.keep_house().await;
    assert_eq!(store::link_list(town.house.store()).await.unwrap().len(), 1);
    town.days_later(2).await;
    assert!(store::link_list(town.house.store()).await.unwrap().is_empty());
});
