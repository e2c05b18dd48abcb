//! Pages of a run that could not be read: what editors see of each, and how one is tried again by itself.

use practice_commons::{
    domain::{SourceSettings, flag::Flag, health::Condition, review::ItemKind},
    store::{self, FailedPageRow},
};

use super::Town;
use crate::{
    harvest::site::{self, Page, Site, list, practice, source, source_at, with_practices},
    support::store::{both_engines, sql},
};

const DAY: u64 = 24 * 60 * 60;

impl Town {
    async fn first_read(&self, settings: &SourceSettings) -> String {
        let slug = self.house.app.desk().source_add(None, None, settings, true).await.unwrap();
        self.drain().await;
        slug
    }

    async fn failing(&self, slug: &str) -> Vec<FailedPageRow> {
        store::failed_page_list(self.house.store(), self.source(slug).await.id).await.unwrap()
    }

    /// Presses the button, and lets what comes of it happen.
    async fn tries(&self, slug: &str, page: &str) {
        let pressed = self.post(&format!("/desk/sources/{slug}/page"), &[("page", page)]).await;
        assert_eq!(pressed.has_status(303).location(), format!("/desk/sources/{slug}#failed"));
        self.seen(slug).await.says(&["This page is being read again."]);
        self.drain().await;
    }

    async fn seen(&self, slug: &str) -> super::Page {
        let page = self.house.get(&format!("/desk/sources/{slug}"), Some(&self.ines)).await;
        page.has_status(200);
        page
    }

    /// What a page that is read again must leave as it was: the next run, health, history, samples and usual yield.
    async fn standing(&self, slug: &str) -> String {
        let source = self.source(slug).await;
        let store = self.house.store();
        let runs: Vec<_> = store::harvest_list(store, source.id, 50).await.unwrap();
        let runs: Vec<_> = runs.iter().map(|run| (run.slot, run.outcome.clone(), run.counts.0)).collect();
        let samples = store::source_pin_list(store, source.id).await.unwrap();
        let usual = store::source_yield(store, source.id).await.unwrap();
        format!("{:?} {:?} {runs:?} {samples:?} {usual:?}", source.due_at, source.health.0)
    }
}

both_engines!(an_editor_sees_of_each_page_that_failed_where_why_and_what_to_do, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 8);
    site.put("/robots.txt", Page::of("text/plain", "User-agent: *\nDisallow: /p/1\n"))
        .put("/p/2", Page::status(500))
        .put("/p/3", Page::of("application/pdf", "%PDF-1.7"))
        .put("/p/4", Page::html("<html><body><form><input type=password name=secret></form>Sign in, please"));
    let town = Town::on(&bed, &site).await;
    let slug = town.first_read(&source(&site)).await;
    assert_eq!(town.open().await.len(), 4);
    let page = town.seen(&slug).await;
    page.says(&[
        "4 pages could not be read",
        "href=\"#failed\"",
        "Not asked for</span> The partner’s robots.txt does not allow this page",
        "Ask the partner to let our robot read it",
        "Did not come</span> The site answered with status 500.",
        "Open the page in your browser",
        "Cannot be read</span> The address holds no page or feed, but: application/pdf",
        "enter the practice by hand",
        "No practice found</span>",
        "Failing since 12 March 2026",
        &format!("href=\"{}\"", site.url("/p/2")),
        "Try this page again",
    ]);
    // The page as it came lies in the frame that can do nothing, and is no copy of anything.
    let kept: Vec<_> = town.failing(&slug).await.into_iter().filter_map(|row| row.snapshot_id).collect();
    assert_eq!(kept.len(), 1, "only one of them came and can be shown");
    let path = format!("/desk/snapshots/{}", kept[0]);
    page.says(&[&path]);
    town.house.get(&path, Some(&town.ines)).await.has_status(200).says(&["Sign in, please"]);
    assert!(store::snapshot_of_url(town.house.store(), &site.url("/p/4")).await.unwrap().is_none());

    // Editors without more rights see and press it too; in French as well.
    town.house.pass(DAY);
    site.put("/p/2", practice(2, "They meet every week.")).put("/p/4", Page::status(500));
    town.house.app.desk().source_run(None, town.source(&slug).await.id).await.unwrap();
    town.drain().await;
    let failing = town.failing(&slug).await;
    assert_eq!(failing.len(), 3, "what a run has read is not said to fail: {failing:?}");
    let wait = failing.iter().map(|row| row.first_failed_at).max().unwrap();
    assert!(wait < town.house.app.clock().now(), "since when is remembered");
    let unused: i64 =
        sql!(town.house.store(), |c| sqlx::query_scalar("select count(*) from snapshot where failed").fetch_one(c));
    assert_eq!(unused, 0, "what was kept of a page goes when it fails otherwise");
});

both_engines!(one_page_is_tried_again_by_itself_and_nothing_else_of_its_source_moves, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 40);
    site.put("/p/7", Page::status(500));
    let town = Town::on(&bed, &site).await;
    let slug = town.first_read(&source(&site)).await;
    assert_eq!(town.open().await.len(), 39);
    let standing = town.standing(&slug).await;
    let failed = town.failing(&slug).await.remove(0);

    // It fails again.
    town.house.pass(60);
    site.asked();
    town.tries(&slug, &failed.external_id).await;
    assert_eq!(site.asked(), ["/p/7"], "only this page; robots.txt is known");
    town.seen(&slug).await.says(&["it failed again", "The site answered with status 500.", "Try this page again"]);
    assert_eq!(town.standing(&slug).await, standing);

    // It is there, and new.
    town.house.pass(60);
    site.put("/p/7", practice(7, "They meet every week."));
    town.tries(&slug, &failed.external_id).await;
    let page = town.seen(&slug).await;
    page.says(&["A new practice: it waits in the queue.", "Open the item"]).says_not(&["Try this page again"]);
    let items = town.open().await;
    let item = items.iter().find(|item| item.title == "Practice 7").unwrap();
    page.says(&[&format!("/desk/items/{}", item.id)]);
    assert_eq!((items.len(), item.kind), (40, ItemKind::New));
    assert_eq!(item.draft.get(practice_commons::domain::Field::Cities), "Gent", "with what its list says of it");
    assert_eq!(town.standing(&slug).await, standing);

    // Pressed once more on an old screen: nothing is asked for, and it is said why.
    let again = town.post(&format!("/desk/sources/{slug}/page"), &[("page", &failed.external_id)]).await;
    again.has_status(409).says(&["does not wait to be read again"]);

    // The next run takes it as read.
    let wait = town.source(&slug).await.due_at.unwrap().since(town.house.app.clock().now());
    town.house.pass(wait.as_secs());
    site.bodies();
    town.drain().await;
    let runs = store::harvest_list(town.house.store(), town.source(&slug).await.id, 9).await.unwrap();
    assert_eq!((runs.len(), runs[0].counts.same, runs[0].counts.new, site.bodies()), (2, 40, 0, 0));
    assert_eq!(town.open().await.len(), 40, "never twice");
    assert!(town.failing(&slug).await.is_empty());
});

both_engines!(a_page_tried_again_goes_the_way_of_a_run, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 6);
    let town = Town::on(&bed, &site).await;
    let slug = town.first_read(&source(&site)).await;
    let read_all = async || {
        town.house.pass(60);
        town.house.app.desk().source_run(None, town.source(&slug).await.id).await.unwrap();
        town.drain().await;
    };
    site.put("/p/5", Page::status(500)).put("/p/6", Page::status(500));
    read_all().await;
    let pages: Vec<String> = town.failing(&slug).await.into_iter().map(|row| row.external_id).collect();
    assert_eq!(pages.len(), 2);

    // As it was: nothing to decide.
    site.put("/p/5", practice(5, "They meet every week."));
    town.tries(&slug, &pages[0]).await;
    town.seen(&slug).await.says(&["The practice is as it was."]);

    // Changed: the open item takes it in, and there is no second one.
    site.put("/p/6", practice(6, "They cook together on Sundays."));
    town.tries(&slug, &pages[1]).await;
    town.seen(&slug).await.says(&["The practice has changed"]);
    let items = town.open().await;
    let item = items.iter().find(|item| item.title == "Practice 6").unwrap();
    assert_eq!(items.len(), 6);
    assert!(item.draft.get(practice_commons::domain::Field::Process).contains("Sundays"));

    // Gone: a run says so, when it sees the whole source.
    site.put("/p/6", Page::status(500));
    read_all().await;
    site.remove("/p/6");
    town.tries(&slug, &pages[1]).await;
    town.seen(&slug).await.says(&["The site says that this page is not there any more"]);
    assert_eq!(town.source(&slug).await.health.condition, Condition::Fine);
    let is_gone = |item: &store::Item| item.kind == ItemKind::Gone || item.flags.contains(&Flag::GoneAtSource);
    assert!(!town.open().await.iter().any(is_gone));
});

both_engines!(a_page_is_not_tried_while_it_must_not_be, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 6);
    site.put("/p/2", Page::status(429).with("retry-after", "7200"));
    let town = Town::on(&bed, &site).await;
    let slug = town.first_read(&source(&site)).await;
    let page = town.failing(&slug).await.remove(0).external_id;
    let path = format!("/desk/sources/{slug}/page");
    let refused = async |why: &str| {
        site.asked();
        town.post(&path, &[("page", &page)]).await.has_status(409).says(&[why]);
        town.drain().await;
        assert!(site.asked().is_empty());
    };
    town.seen(&slug).await.says(&["The site asked to be left alone until 12 March 2026", "11:14"]);
    refused("left alone until 12 March 2026").await;

    // It asks for more when it is asked again: until when is said.
    town.house.pass(2 * 60 * 60 + 60);
    let ines = town.house.person("Ines-again", practice_commons::domain::Role::Admin).await;
    let town = Town { ines, ..town };
    let path = format!("/desk/sources/{slug}/page");
    let source = town.source(&slug).await;
    let desk = town.house.app.desk();
    desk.source_change(None, source.id, source.version, &source.settings, false).await.unwrap();
    town.post(&path, &[("page", &page)]).await.has_status(409).says(&["This source is paused."]);
    let source = town.source(&slug).await;
    desk.source_change(None, source.id, source.version, &source.settings, true).await.unwrap();

    // While it is read.
    let lease = store::owed::claim(town.house.store(), source.id.into(), std::time::Duration::from_mins(1)).await;
    assert!(lease.unwrap().is_some());
    town.post(&path, &[("page", &page)]).await.has_status(409).says(&["is being read just now"]);

    desk.source_remove(&town.ines.editor, source.id).await.unwrap();
    town.post(&path, &[("page", &page)]).await.has_status(409).says(&["none of its pages is read"]);
});

both_engines!(a_door_that_answers_for_many_pages_does_not_come_in_one_by_one, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 6);
    let town = Town::on(&bed, &site).await;
    let slug = town.first_read(&source(&site)).await;
    site.put("/list", Page::html(list(&(1..=8).collect::<Vec<_>>())));
    let door = practice(9, "Sign in to read what cities do.");
    site.put("/p/7", door.clone()).put("/p/8", door);
    town.run(&slug).await;
    let failing = town.failing(&slug).await;
    assert_eq!(failing.len(), 2, "{failing:?}");
    for page in &failing {
        town.house.pass(60);
        town.tries(&slug, &page.external_id).await;
    }
    assert_eq!(town.open().await.len(), 6, "alone it looks like any practice");
    site.put("/p/8", practice(8, "They meet every week."));
    town.tries(&slug, &failing[1].external_id).await;
    assert_eq!(town.open().await.len(), 7);
});

both_engines!(a_list_that_fails_is_shown_and_read_again_by_a_run_alone, |bed| async move {
    let site = Site::start().await;
    let town = Town::on(&bed, &site).await;
    site.put("/feed", Page::html("<html><body><h1>We have moved</h1></body></html>"));
    let slug = town.first_read(&site::feed_at(&site.url("/feed"))).await;
    let page = town.seen(&slug).await;
    page.says(&["The address holds no RSS, Atom or JSON feed.", "This page lists practices.", "The page as it came"]);
    page.says_not(&["Try this page again"]);
    let list = town.failing(&slug).await.remove(0);
    let path = format!("/desk/sources/{slug}/page");
    town.post(&path, &[("page", &list.external_id)]).await.has_status(409);
});

both_engines!(settings_changed_since_want_a_run_first, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 4);
    site.put("/p/2", Page::status(500));
    let town = Town::on(&bed, &site).await;
    let slug = town.first_read(&source(&site)).await;
    let page = town.failing(&slug).await.remove(0).external_id;
    let source = town.source(&slug).await;
    let mut settings = source_at(&site.url("/list"));
    settings.fields.get_mut(&practice_commons::domain::Field::Title).unwrap().truncate(1);
    town.house.app.desk().source_change(None, source.id, source.version, &settings, true).await.unwrap();
    site.asked();
    town.tries(&slug, &page).await;
    town.seen(&slug).await.says(&["The settings have changed since the last run"]);
    assert!(site.asked().is_empty());
});
