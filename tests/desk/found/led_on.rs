//! Pages that lead on: their practices are known by the address the list gives, and readers are sent to where they end.

use practice_commons::domain::review::Decision;

use super::Town;
use crate::{
    harvest::site::{Page, Site, list, practice, source},
    support::store::both_engines,
};

both_engines!(a_page_that_leads_on_is_shown_where_it_ends_and_known_by_its_first_address, |bed| async move {
    let site = Site::start().await;
    site.put("/list", Page::html(list(&[1, 2, 3, 4])));
    site.put("/p/1", Page::redirect("/step/1")).put("/step/1", Page::redirect("/practices/one?utm_source=step"));
    site.put("/practices/one?utm_source=step", practice(1, "They meet every week."));
    site.put("/p/2", practice(2, "They meet every month."));
    // Neither a door of the partner's own nor another site is where a practice lies.
    let door = "<h1>Sign in</h1><form><input name=user><input type=password></form>";
    site.put("/p/3", Page::redirect("/login?back=/p/3")).put("/login?back=/p/3", Page::html(door));
    site.put("/p/4", Page::redirect("https://consent.example/?back=/p/4"));
    let town = Town::on(&bed, &site).await;
    let slug = town.house.app.desk().source_add(None, None, &source(&site), true).await.unwrap();
    town.drain().await;
    let items = town.open().await;
    let mut titles: Vec<&str> = items.iter().map(|item| item.title.as_str()).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["Practice 1", "Practice 2"]);
    let item = items.iter().find(|item| item.title == "Practice 1").unwrap();
    let link = format!("href=\"{}\"", site.url("/practices/one"));
    town.house.get(&format!("/desk/items/{}?tab=source", item.id), Some(&town.ines)).await.says(&[&link]);

    town.run(&slug).await;
    assert_eq!(town.open().await.len(), 2, "the list goes on naming the first address");
    let approve = Decision::Approve { publish_at: None };
    town.house.app.desk().decide(&town.ines.editor, item.id, item.version, &approve).await.unwrap();
    town.house.pass(660);
    town.house.get("/en/practices/practice-1", None).await.has_status(200).says(&[&link]);
});
