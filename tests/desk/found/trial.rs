//! Trying a source: what a run would make of it, with everything to see, and nothing written.

use std::{collections::BTreeMap, time::Duration};

use practice_commons::{
    domain::{
        candidate::{Known, OUT_OF_TIME},
        source::Expected,
    },
    store,
};
use sqlx::AssertSqlSafe;

use super::Town;
use crate::{
    harvest::site::{self, Page, Site, phrases_of, source, source_at, with_practices},
    support::store::{both_engines, sql},
};

async fn added(town: &Town, site: &Site, expected: Option<Expected>) -> String {
    let mut settings = source_at(&site.url("/list"));
    settings.limits.expected = expected;
    town.house.app.desk().source_add(None, None, &settings, true).await.unwrap()
}

impl Town {
    async fn attempt(&self, slug: &str) -> super::Page {
        let page = self.post(&format!("/desk/sources/{slug}/try"), &[]).await;
        page.has_status(200);
        page
    }

    /// Everything a trial might have written: rows of each table, and what is remembered of the source.
    async fn all_there_is(&self, slug: &str) -> (BTreeMap<&'static str, i64>, Known, i64) {
        let store = self.house.store();
        let mut rows = BTreeMap::new();
        for table in [
            "source",
            "source_version",
            "source_record",
            "source_fix",
            "snapshot",
            "staged",
            "harvest",
            "review_item",
            "practice",
            "notification",
            "audit",
        ] {
            let sql = AssertSqlSafe(format!("select count(*) from {table}"));
            rows.insert(table, sql!(store, |c| sqlx::query_scalar(sql).fetch_one(c)));
        }
        let source = self.source(slug).await;
        (rows, store::source_known(store, source.id).await.unwrap(), source.version)
    }
}

both_engines!(a_trial_says_what_is_new_changed_same_and_gone_and_writes_nothing, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 3);
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site, None).await;
    town.drain().await;
    let page = town.attempt(&slug).await;
    page.says(&["Nothing is new or changed.", "As they are known", "Practice 1", "Practice 3"]);
    page.says_not(&["would wait for an editor"]);

    site.put("/p/1", site::practice(1, "They meet every month now."));
    site.remove("/p/2");
    site.put("/list", Page::html(site::list(&[1, 2, 3, 4]))).put("/p/4", site::practice(4, "They sing."));
    let before = town.all_there_is(&slug).await;
    let page = town.attempt(&slug).await;
    page.says(&[
        "<span class=\"flag\">Changed</span>",
        "They meet every month now.",
        "<span class=\"flag\">New</span>",
        "They sing.",
        "As they are known",
        "Gone at the source",
        &site.url("/p/2"),
    ]);
    // The pages as they came, and as they look.
    page.says(&[
        "As it was received",
        "&#60;h1&#62;Practice 4&#60;/h1&#62;",
        "<iframe class=\"cleaned\" sandbox=\"allow-same-origin\" title=",
    ]);
    assert_eq!(town.all_there_is(&slug).await, before);
    town.drain().await;
    assert_eq!(town.all_there_is(&slug).await, before, "and nothing comes of it later");
});

both_engines!(a_trial_says_whether_a_run_would_be_held_and_why, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 4);
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site, Some(Expected { least: 1, most: 2 })).await;
    let held = "A run that reads this would wait for an editor.";
    town.attempt(&slug).await.says(&[held, "4 practices listed, where 1 to 2 were expected"]);

    site.put("/list", Page::html("<p>Welcome to our new site!"));
    let page = town.attempt(&slug).await;
    page.says(&[held, "no practice was found in it", "No practice was found.", "Welcome to our new site!"]);
});

both_engines!(a_trial_of_a_few_does_not_complain_that_they_are_few, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 7);
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site, Some(Expected { least: 20, most: 40 })).await;
    let page = town.attempt(&slug).await;
    page.says(&["Stopped after 5 practices", "Named and not read in this trial", &site.url("/p/7")]);
    page.says_not(&["would wait for an editor"]);
});

/// Longer than a text that may well be halved.
fn told() -> String {
    "They meet every week and cook. ".repeat(20)
}

both_engines!(a_trial_is_measured_by_samples_and_by_what_is_usually_listed, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 4);
    site.put("/p/1", site::practice(1, &told()));
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site, None).await;
    town.drain().await;
    let held = "A run that reads this would wait for an editor.";
    town.attempt(&slug).await.says_not(&[held]);

    site.put("/p/1", site::practice(1, "They meet."));
    town.attempt(&slug).await.says(&[held, "“Practice 1”, by which this source is measured"]);

    site.put("/p/1", site::practice(1, &told()));
    site.put("/list", Page::html(site::list(&[1])));
    town.attempt(&slug).await.says(&[held, "1 practices listed, where 2 to 18 were expected"]);
});

both_engines!(a_trial_of_part_of_a_list_is_measured_by_samples_alone, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 12);
    site.put("/p/1", site::practice(1, &told()));
    for (path, numbers, next) in [("/list", 1..=2, "/list/2"), ("/list/2", 3..=4, "/list/3"), ("/list/3", 5..=12, "")] {
        let list = site::list(&numbers.collect::<Vec<_>>());
        let onward = if next.is_empty() { String::new() } else { format!("<a rel=next href='{next}'>More</a>") };
        site.put(path, Page::html(list + &onward));
    }
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site, None).await;
    town.drain().await;
    let held = "A run that reads this would wait for an editor.";
    // Four were listed where six are the least.
    town.attempt(&slug).await.says_not(&[held]);
    site.put("/p/1", site::practice(1, "They meet."));
    town.attempt(&slug).await.says(&[held, "“Practice 1”, by which this source is measured"]);
});

// The same with sixty seconds between requests and ninety to wait.
#[tokio::test]
async fn a_reading_that_somebody_waits_for_ends_with_what_it_has() {
    let site = Site::start().await;
    with_practices(&site, 9);
    site.put("/robots.txt", Page::of("text/plain", "User-agent: *\nCrawl-delay: 1\n"));
    let reader = site::reader(&site);
    let reading = reader.read_within(&source(&site), &Known::default(), Duration::from_millis(3_500)).await;
    assert!(phrases_of(&reading).contains(&OUT_OF_TIME), "{:?}", reading.notes);
    assert_eq!(reading.counts.listed, 9);
    assert!(reading.candidates.len() < 9 && reading.gone.is_empty());
    assert!(reading.known.pages.contains_key(site.url("/list").as_str()), "what it names can be shown");
}
