//! Links of published practices, looked at week by week.

use practice_commons::{domain::Role, store};

use super::{found::Town, house::Page};
use crate::{
    harvest::site::{self, Site},
    support::{
        practice::{a_practice, day},
        store::both_engines,
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
