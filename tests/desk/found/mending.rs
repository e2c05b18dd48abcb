//! A run that is held because rules lost a part of what they found is offered another way to read the site.

use practice_commons::{
    domain::{health::Condition, review::ItemKind},
    store,
};

use super::Town;
use crate::{
    harvest::site::{self, Page, Site, source_at},
    support::store::both_engines,
};

/// A practice whose years and text stand in elements of these classes.
fn practice(number: usize, years: &str, text: &str) -> Page {
    let words =
        "They meet every week in the library and cook for whoever comes by, and nobody asks for a card. ".repeat(12);
    Page::html(format!(
        "<html lang=en><head><title>Practice {number}</title></head><body><article><h1>Practice {number}</h1>\
         <p class={years}>Years: 2016 - 2020</p><div class={text}><p>{words}</p></div></article></body></html>"
    ))
}

fn put(site: &Site, numbers: std::ops::RangeInclusive<usize>, years: &str, text: &str) {
    for number in numbers {
        site.put(&format!("/p/{number}"), practice(number, years, text));
    }
}

impl Town {
    /// A source on a site with so many practices, read once.
    async fn reads(&self, site: &Site, count: usize) -> String {
        site.put("/list", Page::html(site::list(&(1..=count).collect::<Vec<_>>())));
        put(site, 1..=count, "years", "body");
        let settings = source_at(&site.url("/list"));
        let slug = self.house.app.desk().source_add(None, None, &settings, true).await.unwrap();
        self.drain().await;
        assert_eq!(self.open().await.len(), count);
        slug
    }

    /// The next run is held for this reason, nothing of it is filed, and a fix lies beside the question.
    async fn is_held_with_a_fix(&self, slug: &str, why: &str, in_short: &str) {
        let (before, settings) = (self.open().await, self.source(slug).await.settings.0);
        let source = self.run(slug).await;
        assert_eq!(source.health.condition, Condition::Held, "{:?}", source.health);
        assert_eq!(source.settings.0, settings, "nothing is applied by itself");
        let (_, fixes) = store::source_fixes(self.house.store(), source.id, source.version).await.unwrap().unwrap();
        assert!(!fixes.is_empty());
        for item in self.open().await.iter().filter(|item| item.kind != ItemKind::HeldRun) {
            assert!(before.iter().any(|known| known.id == item.id && known.draft == item.draft), "{item:?}");
        }
        let path = format!("/desk/sources/{slug}");
        let page = self.house.get(&path, Some(&self.ines)).await;
        page.says(&[why, "See it beside what was read before"]);
        let held = self.held().await.expect("an editor is asked");
        let page = self.house.get(&format!("/desk/items/{}", held.id), Some(&self.ines)).await;
        page.says(&[in_short, &format!("{path}/fix")]);
        let page = self.house.get(&format!("{path}/fix"), Some(&self.ines)).await;
        page.has_status(200).says(&["Practice 1", "Use this"]);
    }
}

both_engines!(a_rule_for_one_field_that_finds_it_no_more_is_seen_and_offered_a_fix, |bed| async move {
    let site = Site::start().await;
    let town = Town::on(&bed, &site).await;
    let slug = town.reads(&site, 4).await;
    put(&site, 1..=4, "when", "body");
    let why = "of 4 changed pages that had “Period”, 4 lack it now";
    town.is_held_with_a_fix(&slug, why, "“Period” is missing").await;
});

both_engines!(a_page_that_loses_its_text_is_seen_among_others_and_offered_a_fix, |bed| async move {
    let site = Site::start().await;
    let town = Town::on(&bed, &site).await;
    let slug = town.reads(&site, 4).await;
    put(&site, 1..=1, "years", "text");
    let why = "of “Practice 1”, by which this source is measured, less than half of the text is left";
    town.is_held_with_a_fix(&slug, why, "“Practice 1” has lost text").await;
});

both_engines!(a_list_that_names_few_of_those_it_named_is_offered_a_fix, |bed| async move {
    let site = Site::start().await;
    let town = Town::on(&bed, &site).await;
    let slug = town.reads(&site, 6).await;
    site.put("/list", Page::html(site::list(&[1, 2])));
    town.is_held_with_a_fix(&slug, "4 of 6 known practices are gone at the source", "4 of 6 gone").await;
});
