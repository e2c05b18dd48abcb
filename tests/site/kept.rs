//! Pages kept in memory: sent again without being made again, and never outdated, whoever changed what they show.

use practice_commons::{
    domain::{Id, Record, marker::Revision},
    store::{self, Address, NewRevision},
};

use tokio_util::sync::CancellationToken;

use super::*;
use crate::support::{store::both_engines, until};

const PAGE: &str = "/en/practices/welcome-week";

/// Publishes a new title for a practice, as an approval does.
async fn retitle(store: &Store, slug: &str, title: &str, from: Timestamp) {
    let Address::Here(practice) = store::practice_at(store, slug, now()).await.unwrap() else {
        panic!("{slug} is there")
    };
    let record = Record { title: title.to_owned(), ..practice.record };
    let revision = NewRevision {
        id: Id::<Revision>::new(),
        practice: practice.id,
        record: Some(&record),
        decision: None,
        made_by: None,
        made_at: now(),
        live_from: from,
    };
    let mut tx = store.begin().await.unwrap();
    store::revision_insert(&mut tx, &revision).await.unwrap();
    tx.commit().await.unwrap();
}

impl Site {
    async fn title_at(&self, path: &str) -> String {
        word(&self.page(path).await, "h1")
    }
}

both_engines!(what_one_process_publishes_every_process_shows, |bed| async move {
    let clock = Clock::fixed(now());
    let one = bed.open(clock.clone()).await;
    fill(&one).await;
    let two = if one.engine() == store::Engine::Sqlite { one.clone() } else { bed.open(clock.clone()).await };
    let (one, two) = (Site::over(one).await, Site::over(two).await);
    for site in [&one, &two] {
        assert_eq!(site.title_at(PAGE).await, "Welcome week");
        assert!(site.get("/fr/practices").await.text().contains("Welcome week"));
    }
    retitle(&one.store, "welcome-week", "Welcome month", now()).await;
    // Half a second later.
    for site in [&one, &two] {
        site.catch_up().await;
        assert_eq!(site.title_at(PAGE).await, "Welcome month");
        let list = site.get("/fr/practices").await.text();
        assert!(list.contains("Welcome month") && !list.contains("Welcome week"));
    }
});

both_engines!(what_is_to_be_seen_later_is_seen_then, |bed| async move {
    let clock = Clock::fixed(now());
    let store = bed.open(clock.clone()).await;
    fill(&store).await;
    let site = Site::over(store).await;
    let later = now() + std::time::Duration::from_secs(30);
    retitle(&site.store, "welcome-week", "Welcome month", later).await;
    site.catch_up().await;
    assert_eq!(site.title_at(PAGE).await, "Welcome week");
    clock.set(later);
    site.catch_up().await;
    assert_eq!(site.title_at(PAGE).await, "Welcome month");
});

// What is set for later must not be missed because much else happens in between.
both_engines!(what_is_to_be_seen_later_is_seen_however_much_changes_before, |bed| async move {
    let clock = Clock::fixed(now());
    let store = bed.open(clock.clone()).await;
    fill(&store).await;
    let site = Site::over(store).await;
    let later = now() + std::time::Duration::from_hours(1);
    retitle(&site.store, "welcome-week", "Welcome month", later).await;
    let mut tx = site.store.begin().await.unwrap();
    let city = store::city_list(&site.store).await.unwrap().remove(0);
    for _ in 0..1_100 {
        store::city_put(&mut tx, &city).await.unwrap();
    }
    tx.commit().await.unwrap();
    site.catch_up().await;
    assert_eq!(site.title_at(PAGE).await, "Welcome week");
    clock.set(later);
    site.catch_up().await;
    assert_eq!(site.title_at(PAGE).await, "Welcome month");
    assert!(site.get("/en/practices").await.text().contains("Welcome month"));
});

// As the program runs: nobody calls, each process looks by itself.
both_engines!(every_process_finds_out_by_itself, |bed| async move {
    let one = bed.open(Clock::fixed(now())).await;
    fill(&one).await;
    let two = if one.engine() == store::Engine::Sqlite { one.clone() } else { bed.open(Clock::fixed(now())).await };
    let sites = [Site::over(one).await, Site::over(two).await];
    let stop = CancellationToken::new();
    let mut looking = Vec::new();
    for site in &sites {
        let (app, progress, stop) = (site.app.clone(), site.app.build_index().await.unwrap(), stop.clone());
        assert_eq!(site.title_at(PAGE).await, "Welcome week");
        looking.push(tokio::spawn(async move { app.keep_index(progress, stop).await }));
    }
    retitle(&sites[0].store, "welcome-week", "Welcome month", now()).await;
    for site in &sites {
        until("the new title is shown", || async { site.title_at(PAGE).await == "Welcome month" }).await;
        assert_eq!(number(&word(&site.page("/en/practices?q=month").await, "#total")), 1);
    }
    stop.cancel();
    for looking in looking {
        looking.await.unwrap();
    }
});

both_engines!(old_changes_are_forgotten_once_every_process_knows_them, |bed| async move {
    let site = Site::filled(&bed).await;
    let last = store::change_last(&site.store).await.unwrap();
    let soon = now() + std::time::Duration::from_secs(1);
    let long_ago = now() - std::time::Duration::from_hours(24 * 9_000);
    let mut tx = site.store.begin().await.unwrap();
    assert_eq!(store::change_forget(&mut tx, long_ago, 1).await.unwrap(), 0, "none is so old");
    assert_eq!(store::change_forget(&mut tx, soon, last).await.unwrap(), 0, "as many as a process looks back stay");
    assert!(store::change_forget(&mut tx, soon, 1).await.unwrap() > 1);
    tx.commit().await.unwrap();
    let left = store::change_list(&site.store, 0, now()).await.unwrap();
    assert!(
        left.iter().all(|change| change.seq == last || change.due_at > now()),
        "what is still ahead stays: {left:?}"
    );
    retitle(&site.store, "welcome-week", "Welcome month", now()).await;
    site.catch_up().await;
    assert_eq!(site.title_at(PAGE).await, "Welcome month");
});

both_engines!(texts_and_cities_change_pages_too, |bed| async move {
    let site = Site::filled(&bed).await;
    let mut tx = site.store.begin().await.unwrap();
    let mut cities = store::city_list(&site.store).await.unwrap();
    assert!(word(&site.page("/en/cities/lodz").await, "h1").starts_with("Łódź"));
    assert!(site.page("/en/about").await.html().contains("About"));

    let city = cities.iter_mut().find(|city| city.slug == "lodz").unwrap();
    "Lodz on the river".clone_into(&mut city.name);
    store::city_put(&mut tx, city).await.unwrap();
    store::site_text_insert(&mut tx, "about", Lang::En, 0, "# Who we are\n\nUs.", None, now()).await.unwrap();
    tx.commit().await.unwrap();
    site.catch_up().await;
    assert!(word(&site.page("/en/cities/lodz").await, "h1").starts_with("Lodz on the river"));
    assert_eq!(site.title_at("/en/about").await, "Who we are");
    // The index knows it by its new name as well.
    assert_eq!(number(&word(&site.page("/en/practices?q=river").await, "#total")), 2);
});

both_engines!(each_form_is_made_of_the_same_page, |bed| async move {
    let site = Site::filled(&bed).await;
    let plain = site.get(PAGE).await;
    for _twice in 0..2 {
        for (wish, coding) in [("gzip", "gzip"), ("gzip, br", "br"), ("identity", ""), ("br;q=0", "")] {
            let answer = site.ask("GET", PAGE, &[("accept-encoding", wish)]).await;
            assert_eq!(answer.header("content-encoding"), coding, "{wish}");
            assert_eq!(answer.header("etag"), plain.header("etag"), "{wish}");
            assert!(answer.headers.get_all("vary").iter().any(|value| value == "accept-encoding"), "{wish}");
            assert_eq!(unpacked(coding, &answer.body), plain.body, "{wish}");
            let head = site.ask("HEAD", PAGE, &[("accept-encoding", wish)]).await;
            assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
            assert_eq!(head.header("content-length"), answer.body.len().to_string(), "{wish}");
            let again = [("accept-encoding", wish), ("if-none-match", plain.header("etag"))];
            let again = site.ask("GET", PAGE, &again).await;
            assert_eq!((again.status.as_u16(), again.body.len(), again.header("content-encoding")), (304, 0, ""));
        }
    }
});

fn unpacked(coding: &str, body: &[u8]) -> Vec<u8> {
    use std::io::Read;
    let mut plain = Vec::new();
    match coding {
        "gzip" => flate2::read::GzDecoder::new(body).read_to_end(&mut plain).unwrap(),
        "br" => brotli::Decompressor::new(body, 4096).read_to_end(&mut plain).unwrap(),
        _ => body.to_vec().as_slice().read_to_end(&mut plain).unwrap(),
    };
    plain
}

both_engines!(a_kept_page_needs_no_database_and_an_editor_gets_none, |bed| async move {
    let site = Site::filled(&bed).await;
    let first = site.get(PAGE).await;
    site.store.close().await;
    let again = site.get(PAGE).await;
    assert_eq!((again.status.as_u16(), again.body), (200, first.body));
    assert_ne!(again.headers["x-request-id"], first.headers["x-request-id"]);
    // Another text size, another way back, an editor: each is asked of the database.
    for other in [
        ("cookie", "text-size=large"),
        ("referer", "https://practices.example/en/practices?topic=refugees"),
        ("cookie", "__Host-session=0123"),
        ("authorization", "Basic eDp5"),
    ] {
        assert_eq!(site.ask("GET", PAGE, &[other]).await.status, 503, "{other:?}");
    }
    // Where somebody was elsewhere says nothing about the page.
    assert_eq!(site.ask("GET", PAGE, &[("referer", "https://search.example/?q=x")]).await.status, 200);
    assert_eq!(site.get("/en/practices/two-cities").await.status, 503);
});

both_engines!(an_unchanged_page_keeps_its_validator_over_changes_elsewhere, |bed| async move {
    let site = Site::filled(&bed).await;
    let first = site.get("/en/about").await;
    retitle(&site.store, "welcome-week", "Welcome month", now()).await;
    site.catch_up().await;
    let again = site.ask("GET", "/en/about", &[("if-none-match", first.header("etag"))]).await;
    assert_eq!(again.status, 304);
    let list = site.get("/en/practices?q=lodz").await;
    assert!(list.text().contains("Welcome month"), "and a list that nobody asked for before is right at once");
});

both_engines!(errors_and_what_is_gone_are_not_kept, |bed| async move {
    let site = Site::filled(&bed).await;
    assert_eq!(site.get("/en/practices/soon").await.status, 404);
    assert_eq!(site.get("/en/practices/taken-back").await.status, 410);
    a_practice("Soon").at("soon").put(&site.store).await;
    assert_eq!(site.get("/en/practices/soon").await.status, 200);
});

both_engines!(many_who_ask_at_once_get_the_same_page, |bed| async move {
    let site = Site::filled(&bed).await;
    let asked = (0..40).map(|number| {
        let coding = ["gzip", "br", "identity"][number % 3];
        async { site.ask("GET", PAGE, &[("accept-encoding", coding)]).await }
    });
    let answers = futures::future::join_all(asked).await;
    let etag = answers[0].header("etag").to_owned();
    assert!(answers.iter().all(|answer| answer.status == 200 && answer.header("etag") == etag));
    let missing = (0..40).map(|_| site.get("/en/practices/unknown"));
    assert!(futures::future::join_all(missing).await.iter().all(|answer| answer.status == 404));
});
