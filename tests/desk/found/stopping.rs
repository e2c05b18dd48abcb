//! A run that is stopped while it goes on, a fix that is looked for by itself, and pages that are pointed at.

use std::time::{Duration, Instant};

use practice_commons::{
    domain::{Role, Timestamp, health::Condition, review::ItemKind},
    store::{self, BlobName, owed},
};

use super::{Town, hidden, replace_all};
use crate::{
    harvest::site::{self, Page, Site, source_at},
    support::{
        partner::Partner,
        store::{Bed, both_engines},
    },
};

/// A source on a site, added by command and due.
async fn added(town: &Town, address: &str, delay: u32) -> String {
    let mut settings = source_at(address);
    settings.limits.delay = delay;
    town.house.app.desk().source_add(None, None, &settings, true).await.unwrap()
}

async fn until_running(town: &Town, slug: &str) {
    let id = town.source(slug).await.id;
    let until = Instant::now() + Duration::from_secs(20);
    while store::source_running(town.house.store(), id, town.house.app.clock().now()).await.unwrap().is_none() {
        assert!(Instant::now() < until, "the run never began");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Runs the source in the background, stops it through the door, and answers how long that took.
async fn stopped(town: &Town, slug: &str, is_deep: impl Fn() -> bool) -> Duration {
    let stopping = async {
        until_running(town, slug).await;
        let until = Instant::now() + Duration::from_secs(20);
        while !is_deep() {
            assert!(Instant::now() < until, "the run never came so far");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let path = format!("/desk/sources/{slug}");
        town.house.get(&path, Some(&town.ines)).await.says(&["It is being read just now", "Stop this run"]);
        town.post(&format!("{path}/stop"), &[]).await.has_status(303);
        Instant::now()
    };
    let ((), pressed) = tokio::join!(town.drain(), stopping);
    pressed.elapsed()
}

async fn is_told(town: &Town, slug: &str) {
    let source = town.source(slug).await;
    let runs = store::harvest_list(town.house.store(), source.id, 9).await.unwrap();
    assert_eq!(runs.len(), 1);
    assert_eq!(runs[0].outcome.as_deref(), Some("source-outcome-stopped"));
    assert_eq!(source.due_at, Some(town.house.app.clock().now() + source.settings.every.duration()), "as scheduled");
    assert_eq!(source.health.condition, Condition::New, "being stopped is no trouble");
    let page = town.house.get(&format!("/desk/sources/{slug}"), Some(&town.ines)).await;
    page.says(&["Stopped by Ines.", "◌"]).says_not(&["Stop this run"]);
}

async fn a_slow_answer_is_stopped(bed: Bed) {
    let slow = site::raw_server(b"HTTP/1.1 200 OK\r\n".to_vec(), Duration::from_mins(1)).await;
    let town = Town::on(&bed, &Site::at(slow)).await;
    let slug = added(&town, &format!("http://{slow}/list"), 0).await;
    let took = stopped(&town, &slug, || true).await;
    assert!(took < Duration::from_secs(5), "{took:?}");
    is_told(&town, &slug).await;
}

async fn a_pause_is_stopped(bed: Bed) {
    let site = Site::start().await;
    site::with_practices(&site, 3);
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site.url("/list"), 60).await;
    let took = stopped(&town, &slug, || !site.asked().is_empty()).await;
    assert!(took < Duration::from_secs(5), "{took:?}");
    is_told(&town, &slug).await;
}

both_engines!(a_run_stops_within_five_seconds_in_a_slow_answer, |bed| async move {
    a_slow_answer_is_stopped(bed).await;
});
both_engines!(a_run_stops_within_five_seconds_in_a_pause, |bed| async move { a_pause_is_stopped(bed).await });

both_engines!(a_stop_reaches_the_run_on_another_machine_and_no_later_one, |bed| async move {
    let site = Site::start().await;
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site.url("/list"), 0).await;
    let (store, id) = (town.house.store(), town.source(&slug).await.id);
    let stop = format!("/desk/sources/{slug}/stop");

    // Nothing is under way: the wish is nobody's.
    town.post(&stop, &[]).await.has_status(303);
    let first = owed::claim(store, id.into(), Duration::from_secs(30)).await.unwrap().unwrap();
    assert_eq!(store::source_stop_asked(store, &first).await.unwrap(), None);

    // The machine that ran it dies; the one that takes the slot up stops too.
    town.post(&stop, &[]).await.has_status(303);
    assert_eq!(store::source_stop_asked(store, &first).await.unwrap().as_deref(), Some("Ines"));
    town.house.pass(31);
    let second = owed::claim(store, id.into(), Duration::from_secs(30)).await.unwrap().unwrap();
    assert_eq!(store::source_stop_asked(store, &second).await.unwrap().as_deref(), Some("Ines"));
    let now: Timestamp = town.house.app.clock().now();
    town.house.app.desk().stopped(&second, now, "Ines", Duration::ZERO).await.unwrap();

    // The next run is another one.
    town.house.pass(60);
    town.post(&format!("/desk/sources/{slug}/run"), &[]).await.has_status(303);
    let third = owed::claim(store, id.into(), Duration::from_secs(30)).await.unwrap().unwrap();
    assert_eq!(store::source_stop_asked(store, &third).await.unwrap(), None);
});

both_engines!(a_source_says_how_it_is_asked, |bed| async move {
    let site = Site::start().await;
    site::with_practices(&site, 1);
    site.put("/robots.txt", Page::of("text/plain", "User-agent: *\nDisallow: /private\nCrawl-delay: 1\n"));
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site.url("/list"), 0).await;
    let path = format!("/desk/sources/{slug}");
    town.house.get(&path, Some(&town.ines)).await.says(&["We call ourselves", "has not been asked for yet"]);
    town.drain().await;
    let page = town.house.get(&path, Some(&town.ines)).await;
    page.says(&[
        "lets us read the addresses",
        "1 s apart at least",
        "ETag",
        "list1",
        "1 of the last 1 runs went well",
        "●",
        "Next runs, about: 13 March 2026, 09:14 UTC · 14 March 2026, 09:14 UTC · 15 March 2026, 09:14 UTC",
    ]);
});

both_engines!(rules_that_lose_a_site_are_offered_a_fix_by_themselves, |bed| async move {
    let site = Site::start().await;
    site::with_practices(&site, 4);
    let town = Town::on(&bed, &site).await;
    let mut settings = source_at(&site.url("/list"));
    settings.limits.delay = 0;
    // The new layout names no city and no years; losing them too would be a question of its own.
    settings.fields.remove(&practice_commons::domain::Field::Cities);
    settings.fields.remove(&practice_commons::domain::Field::Period);
    let slug = town.house.app.desk().source_add(None, None, &settings, true).await.unwrap();
    town.drain().await;
    let source = town.source(&slug).await;
    assert_eq!(source.health.condition, Condition::Fine);
    let before = town.open().await.len();

    // Every page gets another layout: no rule finds a title any more.
    for number in 1..=4 {
        let words = "They meet every week in the library and cook for whoever comes by, and nobody asks for a card. ";
        let html = format!(
            "<html><head><title>Practice {number}</title><meta property=og:title content='Practice {number}'></head><body>\
             <article><h2>Practice {number}</h2><p>{}</p></article></body></html>",
            words.repeat(12)
        );
        site.put(&format!("/p/{number}"), Page::html(html));
    }
    let mut settings = source.settings.0.clone();
    settings.fields.get_mut(&practice_commons::domain::Field::Title).unwrap().truncate(1);
    let desk = town.house.app.desk();
    desk.source_change(None, source.id, source.version, &settings, true).await.unwrap();
    let broken = town.run(&slug).await;
    assert_eq!(broken.health.condition, Condition::LayoutChanged, "{:?}", broken.health);
    let (_, fixes) = store::source_fixes(town.house.store(), source.id, broken.version).await.unwrap().unwrap();
    assert!(!fixes.is_empty());
    assert_eq!(broken.settings.0, settings, "nothing is applied by itself");

    // It is shown on the source, on the held question, and beside what was read before.
    let path = format!("/desk/sources/{slug}");
    town.house.get(&path, Some(&town.ines)).await.says(&["See it beside what was read before"]);
    let held = town.held().await.unwrap();
    assert_eq!(held.kind, ItemKind::HeldRun);
    town.house.get(&format!("/desk/items/{}", held.id), Some(&town.ines)).await.says(&[&format!("{path}/fix")]);
    let page = town.house.get(&format!("{path}/fix"), Some(&town.ines)).await;
    page.has_status(200).says(&["Practice 1", "They meet every week in the library", "Use this"]);

    // Another failing run does not ask the partner for more, and tells nobody again.
    site.asked();
    town.run(&slug).await;
    assert!(site.asked().len() <= 6, "only the pages of the source");

    let toml = hidden(&page.body, "toml");
    let version = broken.version.to_string();
    let form = [("toml", toml.as_str()), ("version", version.as_str()), ("confirmed", "yes")];
    town.post(&path, &form).await.has_status(303);
    let mended = town.run(&slug).await;
    assert_eq!(mended.health.condition, Condition::Fine, "{:?}", mended.health);
    assert!(town.held().await.is_none() && town.open().await.len() == before);
    let left = store::source_fixes(town.house.store(), source.id, mended.version).await.unwrap();
    assert!(left.is_none());
});

both_engines!(a_kept_page_is_pointed_at_and_the_rule_is_tried_before_it_is_used, |bed| async move {
    let partner = Partner::serve("numbered").await;
    let town = Town::on(&bed, &partner.site).await;
    let source = town.add(&partner).await;
    let path = format!("/desk/sources/{}/point", source.slug);
    let page = town.house.get(&path, Some(&town.ines)).await;
    page.has_status(200).says(&["sandbox=\"allow-same-origin\"", "default-src &#39;none&#39;", "Choose from a list"]);
    let sam = town.house.person("Sam", Role::Editor).await;
    town.house.get(&path, Some(&sam)).await.has_status(403);

    let toml = hidden(&page.body, "toml");
    let version = source.version.to_string();
    let rule = |target: &'static str, selector: &'static str| {
        vec![
            ("version", version.clone()),
            ("toml", toml.clone()),
            ("target", target.to_owned()),
            ("selector", selector.to_owned()),
        ]
    };
    for (target, selector) in [("title", "h1 >"), ("title", ""), ("card", "li::")] {
        let form = rule(target, selector);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, text)| (*name, text.as_str())).collect();
        town.post(&path, &form).await.has_status(422).says(&["aria-invalid"]);
    }
    let form = rule("title", "h1");
    let form: Vec<(&str, &str)> = form.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let made = town.post(&path, &form).await;
    made.has_status(200).says(&["Rules made so far", "fields.title"]);
    assert_eq!(town.source(&source.slug).await.settings, source.settings, "nothing is changed yet");
    let toml = hidden(&made.body, "toml");
    let form = [("toml", toml.as_str()), ("version", version.as_str())];
    let question = town.post(&format!("/desk/sources/{}", source.slug), &form).await;
    question.has_status(200).says(&["practices tried", "Use these settings"]);
});

both_engines!(a_practice_whose_page_is_lost_is_said_not_to_be_tried, |bed| async move {
    let site = Site::start().await;
    site::with_practices(&site, 3);
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site.url("/list"), 0).await;
    town.drain().await;
    let source = town.source(&slug).await;
    let (_, samples) = store::source_pages(town.house.store(), source.id, &[]).await.unwrap();
    let lost = BlobName::parse(&samples[0].blob).unwrap();
    town.house.store().blobs().delete(&lost).await.unwrap();

    let mut settings = source.settings.0;
    settings.fields.get_mut(&practice_commons::domain::Field::Title).unwrap().truncate(1);
    let (toml, version) = (settings.to_toml(), source.version.to_string());
    let form = [("toml", toml.as_str()), ("version", version.as_str())];
    let question = town.post(&format!("/desk/sources/{slug}"), &form).await;
    question.has_status(200).says(&[
        "2 practices tried",
        "2 are read as before",
        "1 could not be tried: its page is not kept any more",
    ]);
});

both_engines!(an_offer_is_kept_paused_with_pages_to_point_at, |bed| async move {
    let partner = Partner::serve("numbered").await;
    let town = Town::on(&bed, &partner.site).await;
    let page = town.post("/desk/sources/new/find", &[("address", &partner.paste)]).await;
    let toml = hidden(&page.body, "toml").replace("delay = 5", "delay = 0");
    let form = [("toml", toml.as_str()), ("name", "Partner"), ("contact", "desk@partner.example"), ("every", "7d")];
    let kept = town.post("/desk/sources/new/pointed", &form).await;
    kept.has_status(303);
    let page = town.house.get(kept.location(), Some(&town.ines)).await;
    page.has_status(200).says(&["<iframe sandbox", "data-kind=\"list\"", "data-kind=\"practice\""]);
    let slug = kept.location().rsplit('/').nth(1).unwrap();
    assert!(!town.source(slug).await.active);
    assert!(town.open().await.is_empty(), "nothing was filed");
    replace_all(&partner, &Page::status(500));
    let version = town.source(slug).await.version.to_string();
    let fetch = format!("{}/pages", kept.location());
    town.post(&fetch, &[("version", version.as_str())]).await.has_status(200).says(&["attention"]);
});
