//! Listing pages, the practices they name, and what a second reading makes of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use practice_commons::domain::{
    Field,
    candidate::{Change, GoneWhy, Known},
    reading::{Outcome, Rules},
    source::{Pagination, SourceKind},
};

use super::site::{Page, Site, list, phrases_of, practice, read, reader, source, with_practices};

#[tokio::test]
async fn a_listing_gives_a_candidate_for_each_practice() {
    let site = Site::start().await;
    with_practices(&site, 3);
    let reading = read(&reader(&site), &source(&site)).await;
    assert_eq!(reading.outcome, Outcome::Ok);
    assert_eq!(reading.candidates.len(), 3);
    let candidate = &reading.candidates[1];
    assert_eq!(candidate.external_id, site.url("/p/2"));
    assert_eq!(candidate.change, Change::New);
    for (field, text) in [
        (Field::Title, "Practice 2"),
        (Field::Cities, "Gent"),
        (Field::Period, "2016 - 2020"),
        (Field::Process, "They meet every week."),
        (Field::Status, "running"),
        (Field::Language, "en"),
    ] {
        assert_eq!(candidate.draft.get(field), text, "{field}");
    }
    let snapshot = reading.snapshots.iter().find(|snapshot| snapshot.sha256 == candidate.snapshot).unwrap();
    assert_eq!(snapshot.url, site.url("/p/2"));
    assert!(snapshot.bytes.starts_with(b"<html>") && snapshot.headers.iter().any(|(name, _)| name == "etag"));
    assert_eq!(reading.counts.listed, 3);
    assert!(site.last_headers()["user-agent"].to_str().unwrap().contains("https://commons.example/bot"));
    assert!(site.last_headers().get("cookie").is_none());
}

#[tokio::test]
async fn an_unchanged_site_costs_no_body_the_second_time() {
    let site = Site::start().await;
    with_practices(&site, 4);
    let (reader, settings) = (reader(&site), source(&site));
    let first = read(&reader, &settings).await;
    site.bodies();
    let second = reader.read(&settings, &first.known).await;
    assert_eq!(second.outcome, Outcome::NothingNew);
    assert_eq!(site.bodies(), 0);
    assert_eq!((second.counts.bodies, second.counts.not_modified), (0, 5));
    assert_eq!(second.unchanged.len(), 4);
    assert!(second.candidates.is_empty() && second.gone.is_empty() && second.snapshots.is_empty());
    assert_eq!(second.known, first.known);
}

#[tokio::test]
async fn a_site_without_validators_is_known_by_its_bodies() {
    let site = Site::start().await;
    site.put("/list", Page::html(list(&[1])));
    site.put("/p/1", Page { headers: vec![("content-type", "text/html".into())], ..practice(1, "Weekly.") });
    let (reader, settings) = (reader(&site), source(&site));
    let first = read(&reader, &settings).await;
    let second = reader.read(&settings, &first.known).await;
    assert_eq!(second.outcome, Outcome::NothingNew);
    assert_eq!(second.unchanged, first.listed_ids());
}

#[tokio::test]
async fn a_new_etag_or_page_frame_alone_is_no_change() {
    let site = Site::start().await;
    with_practices(&site, 1);
    let (reader, settings) = (reader(&site), source(&site));
    let first = read(&reader, &settings).await;
    let mut page = practice(1, "They meet every week.");
    page.body.extend_from_slice(b"<footer>Visitors today: 7</footer>");
    site.put("/p/1", page.with("etag", "\"other\"").with("last-modified", "Fri, 01 Jan 2100 00:00:00 GMT"));
    let second = reader.read(&settings, &first.known).await;
    assert_eq!(second.outcome, Outcome::NothingNew);
    assert_eq!(second.unchanged.len(), 1);
}

#[tokio::test]
async fn changed_gone_and_unlisted_practices_are_told_apart() {
    let site = Site::start().await;
    with_practices(&site, 4);
    let (reader, settings) = (reader(&site), source(&site));
    let first = read(&reader, &settings).await;
    site.put("/p/1", practice(1, "They meet every month now."));
    site.remove("/p/2");
    site.put("/list", Page::html(list(&[1, 2, 3])));
    let second = reader.read(&settings, &first.known).await;
    assert_eq!(second.outcome, Outcome::Changed);
    assert_eq!(second.candidates.len(), 1);
    assert_eq!(second.candidates[0].change, Change::Changed);
    assert_eq!(second.unchanged, [site.url("/p/3").into()]);
    let gone: Vec<_> = second.gone.iter().map(|gone| (gone.external_id.clone(), gone.why.clone())).collect();
    assert_eq!(gone, [(site.url("/p/2"), GoneWhy::Missing), (site.url("/p/4"), GoneWhy::Unlisted)]);
    let third = reader.read(&settings, &second.known).await;
    assert!(third.gone.is_empty(), "what is gone is told once");
}

#[tokio::test]
async fn a_change_on_the_card_alone_is_a_change() {
    let site = Site::start().await;
    with_practices(&site, 2);
    let (reader, settings) = (reader(&site), source(&site));
    let first = read(&reader, &settings).await;
    site.put("/list", Page::html(list(&[1, 2]).replacen("Gent", "Łódź, Poland", 1)));
    let second = reader.read(&settings, &first.known).await;
    assert_eq!(second.candidates.len(), 1);
    assert_eq!(second.candidates[0].draft.get(Field::Cities), "Łódź, Poland");
}

#[tokio::test]
async fn other_rules_read_every_page_again() {
    let site = Site::start().await;
    with_practices(&site, 2);
    let (reader, mut settings) = (reader(&site), source(&site));
    let first = read(&reader, &settings).await;
    settings.fields.remove(&Field::Status);
    let second = reader.read(&settings, &first.known).await;
    assert_eq!(second.outcome, Outcome::Changed);
    assert_eq!(second.candidates.len(), 2);
}

#[tokio::test]
async fn pages_are_followed_to_the_end_and_no_further() {
    let site = Site::start().await;
    let next = |to: &str, numbers: &[usize]| Page::html(list(numbers) + &format!("<a rel=next href='{to}'>next</a>"));
    site.put("/list", next("/list?page=2", &[1, 2])).put("/list?page=2", next("/list?page=3", &[2, 3]));
    site.put("/list?page=3", next("/list", &[4]));
    for number in 1..=4 {
        site.put(&format!("/p/{number}"), practice(number, "Weekly."));
    }
    let reading = read(&reader(&site), &source(&site)).await;
    assert_eq!(reading.candidates.len(), 4);
    assert_eq!(site.asked().iter().filter(|path| path.starts_with("/list")).count(), 3);
}

#[tokio::test]
async fn a_calendar_without_end_stops_at_the_cap_and_loses_nobody() {
    let site = Site::start().await;
    for page in 1..=30 {
        let next = format!("<a rel=next href='/list?page={}'>next</a>", page + 1);
        let path = if page == 1 { "/list".to_owned() } else { format!("/list?page={page}") };
        site.put(&path, Page::html(list(&[page]) + &next)).put(&format!("/p/{page}"), practice(page, "Weekly."));
    }
    let (reader, mut settings) = (reader(&site), source(&site));
    settings.limits.pages = 5;
    let first = read(&reader, &settings).await;
    assert_eq!(first.candidates.len(), 5);
    assert!(phrases_of(&first).contains(&"source-note-page-cap"));
    settings.limits.pages = 3;
    let second = reader.read(&settings, &first.known).await;
    assert!(second.gone.is_empty(), "beyond the cap is not gone");
}

#[tokio::test]
async fn numbered_pages_end_when_nothing_new_comes() {
    let site = Site::start().await;
    site.put("/list", Page::html(list(&[1])))
        .put("/list?start=2", Page::html(list(&[2])))
        .put("/list?start=3", Page::html(list(&[2])));
    site.put("/p/1", practice(1, "a")).put("/p/2", practice(2, "b"));
    let mut settings = source(&site);
    if let SourceKind::Pages { listing } = &mut settings.kind {
        listing.pagination = Some(Pagination::Numbered { address: site.url("/list?start={page}"), first: 2 });
    }
    let reading = read(&reader(&site), &settings).await;
    assert_eq!(reading.candidates.len(), 2);
    assert_eq!(site.asked().iter().filter(|path| path.starts_with("/list")).count(), 3);
}

#[tokio::test]
async fn rules_that_match_nothing_are_told_from_a_site_with_nothing_new() {
    let site = Site::start().await;
    site.put("/list", Page::html("<html><body><div id=app></div><script>load()</script></body></html>"));
    let (reader, settings) = (reader(&site), source(&site));
    let reading = read(&reader, &settings).await;
    assert_eq!(reading.outcome, Outcome::FoundNothing(Rules::Listing));
    assert_eq!(phrases_of(&reading), ["source-note-scripts"]);

    with_practices(&site, 6);
    let known = read(&reader, &settings).await.known;
    site.put("/list", Page::html("<p>Welcome to our new site!"));
    let blank = reader.read(&settings, &known).await;
    assert_eq!(blank.outcome, Outcome::FoundNothing(Rules::Listing));
    assert!(blank.gone.is_empty(), "a blank listing withdraws nothing");
    assert_eq!(blank.known.items, known.items);

    with_practices(&site, 6);
    for number in 1..=6 {
        site.put(&format!("/p/{number}"), Page::html("<h2>New layout</h2><form><input type=password></form>"));
    }
    let layout = reader.read(&settings, &known).await;
    assert_eq!(layout.outcome, Outcome::FoundNothing(Rules::Fields));
    assert!(phrases_of(&layout).contains(&"source-note-login"));
    let again = reader.read(&settings, &layout.known).await;
    assert_eq!(again.outcome, Outcome::FoundNothing(Rules::Fields), "it stays so until it is mended");
}

#[tokio::test]
async fn a_yield_outside_the_expectation_is_said_to_be_unusual() {
    let site = Site::start().await;
    with_practices(&site, 6);
    let (reader, mut settings) = (reader(&site), source(&site));
    let first = read(&reader, &settings).await;
    assert_eq!(first.unusual, None);
    site.put("/list", Page::html(list(&[1, 2])));
    let second = reader.read(&settings, &first.known).await;
    assert_eq!(second.unusual.unwrap().phrase, "source-unusual-gone");
    settings.limits.expected = Some(practice_commons::domain::source::Expected { least: 3, most: 9 });
    let third = reader.read(&settings, &first.known).await;
    assert_eq!(third.unusual.unwrap().phrase, "source-unusual-count");
}

#[tokio::test]
async fn several_practices_that_lead_to_one_page_are_not_taken_for_it() {
    let site = Site::start().await;
    with_practices(&site, 3);
    for number in 2..=3 {
        site.put(&format!("/p/{number}"), Page::redirect("/p/1"));
    }
    let reading = read(&reader(&site), &source(&site)).await;
    assert_eq!(reading.candidates.len(), 1);
    assert!(phrases_of(&reading).contains(&"source-note-same-page"));
}

#[tokio::test]
async fn links_to_other_sites_and_claims_to_be_another_page_count_for_nothing() {
    let site = Site::start().await;
    let elsewhere = "<div class=card><a href='http://other.example/p/9'>x</a></div><div class=card><a href='javascript:x'>x</a></div>\
                     <div class=card><a href='//10.0.0.1/'>x</a></div><div class=card>no link</div>";
    site.put("/list", Page::html(list(&[1]) + elsewhere));
    let mut page = practice(1, "Weekly.");
    page.body.extend_from_slice(b"<link rel=canonical href=http://other.example/stolen>");
    site.put("/p/1", page);
    let reading = read(&reader(&site), &source(&site)).await;
    assert_eq!(reading.candidates.len(), 1);
    assert_eq!(reading.candidates[0].external_id, site.url("/p/1"));
    assert_eq!(phrases_of(&reading), ["source-note-other-site"]);
}

#[tokio::test]
async fn one_page_that_cannot_be_read_does_not_keep_the_others() {
    let site = Site::start().await;
    with_practices(&site, 4);
    site.put("/p/2", Page::status(500));
    site.put("/p/3", Page::of("application/pdf", "%PDF-1.7"));
    let (reader, settings) = (reader(&site), source(&site));
    let reading = read(&reader, &settings).await;
    assert_eq!(reading.outcome, Outcome::Ok);
    assert_eq!((reading.candidates.len(), reading.counts.failed), (2, 2));
    assert_eq!(phrases_of(&reading), ["source-fault-status", "source-fault-media-type"]);
    for number in 1..=4 {
        site.put(&format!("/p/{number}"), Page::status(500));
    }
    let down = reader.read(&settings, &reading.known).await;
    assert!(matches!(down.outcome, Outcome::Failed(_)));
    assert!(down.gone.is_empty());
    assert_eq!(down.known.items, reading.known.items);
}

#[tokio::test]
async fn old_charsets_and_packed_pages_are_read() {
    let site = Site::start().await;
    site.put("/list", Page::html(list(&[1])));
    let text = practice(1, "Café für alle");
    let text = String::from_utf8(text.body).unwrap().replace("<head>", "<head><meta charset=windows-1252>");
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packer, &latin).unwrap();
    site.put("/p/1", Page::of("text/html", packer.finish().unwrap()).with("content-encoding", "gzip"));
    let reading = read(&reader(&site), &source(&site)).await;
    assert_eq!(reading.candidates[0].draft.get(Field::Process), "Café für alle");
    assert_eq!(reading.snapshots[1].bytes, latin, "the snapshot keeps the page's own charset");
}

#[tokio::test]
async fn a_reading_can_be_a_task_of_its_own() {
    let site = Site::start().await;
    with_practices(&site, 1);
    let (reader, settings) = (reader(&site), source(&site));
    let reading = tokio::spawn(async move { reader.read(&settings, &Known::default()).await }).await.unwrap();
    assert_eq!(reading.outcome, Outcome::Ok);
}

#[tokio::test]
async fn what_is_remembered_survives_being_stored() {
    let site = Site::start().await;
    with_practices(&site, 2);
    let reading = read(&reader(&site), &source(&site)).await;
    let stored = serde_json::to_string(&reading.known).unwrap();
    assert_eq!(serde_json::from_str::<Known>(&stored).unwrap(), reading.known);
    assert_eq!(serde_json::from_str::<Known>("{}").unwrap(), Known::default());
    for candidate in &reading.candidates {
        let stored = serde_json::to_string(candidate).unwrap();
        assert_eq!(&serde_json::from_str::<practice_commons::domain::Candidate>(&stored).unwrap(), candidate);
    }
}

trait ListedIds {
    fn listed_ids(&self) -> Vec<Arc<str>>;
}

impl ListedIds for practice_commons::domain::Reading {
    fn listed_ids(&self) -> Vec<Arc<str>> {
        self.candidates.iter().map(|candidate| candidate.external_id.as_str().into()).collect()
    }
}

#[tokio::test]
async fn a_partner_who_never_lets_us_finish_has_every_page_looked_at_in_turn() {
    let site = Site::start().await;
    with_practices(&site, 9);
    let settings = source(&site);
    let mut known = read(&reader(&site), &settings).await.known;
    let mut looked_at = BTreeSet::new();
    for _ in 0..3 {
        // Long after the rest the partner asked for.
        let reader = reader(&site);
        site.asked();
        site.allow(4);
        let reading = reader.read(&settings, &known).await;
        assert!(reading.outcome.is_part() && reading.gone.is_empty());
        // The fifth of each is told that it is enough.
        looked_at.extend(site.asked().into_iter().filter(|path| path.starts_with("/p/")).take(4));
        known = reading.known;
    }
    assert_eq!(looked_at.len(), 9, "{looked_at:?}");
}
