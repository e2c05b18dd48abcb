//! robots.txt, pauses and requests to slow down (RFC 9309, F33).

use std::time::{Duration, Instant};

use practice_commons::domain::reading::{FetchFault, Outcome, Refusal};

use super::site::{Page, Site, phrases_of, practice, read, reader, reader_to, source, with_practices};

fn robots(text: &str) -> Page {
    Page::of("text/plain", text)
}

#[tokio::test]
async fn what_robots_txt_forbids_is_not_asked_for() {
    let site = Site::start().await;
    with_practices(&site, 3);
    let (reader, settings) = (reader(&site), source(&site));
    site.put("/robots.txt", robots("User-agent: *\nDisallow: /\n"));
    let reading = read(&reader, &settings).await;
    assert!(matches!(reading.outcome, Outcome::Refused(Refusal::Robots { .. })));
    assert_eq!(site.asked(), ["/robots.txt"]);

    site.put("/robots.txt", robots("User-agent: practicecommons\nDisallow: /p/2\n\nUser-agent: *\nDisallow: /\n"));
    let reading = read(&reader, &settings).await;
    assert_eq!(reading.candidates.len(), 2);
    assert_eq!(phrases_of(&reading), ["source-refused-robots"]);
    assert!(!site.asked().contains(&"/p/2".to_owned()));
}

#[tokio::test]
async fn a_missing_robots_txt_allows_and_an_unreachable_one_forbids() {
    let site = Site::start().await;
    with_practices(&site, 1);
    let (reader, settings) = (reader(&site), source(&site));
    for status in [400, 401, 403, 404, 410, 451] {
        site.put("/robots.txt", Page::status(status));
        assert_eq!(read(&reader, &settings).await.outcome, Outcome::Ok, "{status}");
    }
    site.asked();
    for status in [500, 502, 429, 503] {
        site.put("/robots.txt", Page::status(status));
        let outcome = read(&super::site::reader(&site), &settings).await.outcome;
        assert!(matches!(outcome, Outcome::Refused(Refusal::RobotsUnreachable { .. })), "{status}: {outcome:?}");
    }
    assert!(site.asked().iter().all(|path| path == "/robots.txt"));
    let nobody = super::site::raw_server(b"\r\n".to_vec(), Duration::ZERO).await;
    let settings = super::site::feed_at(&format!("http://{nobody}/"));
    assert!(!read(&reader_to(&[nobody]), &settings).await.outcome.is_complete());
}

#[tokio::test]
async fn a_robots_txt_is_found_through_redirects_and_cut_at_its_limit() {
    let site = Site::start().await;
    with_practices(&site, 1);
    let (reader, settings) = (reader(&site), source(&site));
    site.put("/robots.txt", Page::redirect("/real-robots.txt"));
    site.put("/real-robots.txt", robots("User-agent: *\nDisallow: /list"));
    assert!(matches!(read(&reader, &settings).await.outcome, Outcome::Refused(Refusal::Robots { .. })));
    site.put("/robots.txt", Page::redirect("/robots.txt"));
    assert_eq!(read(&reader, &settings).await.outcome, Outcome::Ok, "more than five redirects are as good as none");
    let large = format!("User-agent: *\nDisallow: /list\n{}", "# padding\n".repeat(1_500_000));
    site.put("/robots.txt", robots(&large));
    assert!(matches!(read(&reader, &settings).await.outcome, Outcome::Refused(Refusal::Robots { .. })));
}

#[tokio::test]
async fn robots_txt_is_kept_for_a_day() {
    let site = Site::start().await;
    with_practices(&site, 1);
    site.put("/robots.txt", robots("User-agent: *\nDisallow: /nothing").with("etag", "\"r\""));
    let clock = super::site::clock();
    let allowed = vec![site.address.to_string().parse().unwrap()];
    let policy = practice_commons::harvest::FetchPolicy { allowed, ..Default::default() };
    let reader = practice_commons::harvest::Reader::new(policy, super::site::agent(), clock.clone()).unwrap();
    let settings = source(&site);
    let first = read(&reader, &settings).await;
    site.asked();
    clock.advance(Duration::from_hours(23));
    let second = reader.read(&settings, &first.known).await;
    assert!(!site.asked().contains(&"/robots.txt".to_owned()));
    clock.advance(Duration::from_hours(2));
    let third = reader.read(&settings, &second.known).await;
    assert!(site.asked().contains(&"/robots.txt".to_owned()));
    assert_eq!(third.outcome, Outcome::NothingNew);
}

#[tokio::test]
async fn a_partner_that_asks_for_rest_gets_it() {
    let site = Site::start().await;
    with_practices(&site, 4);
    let settings = source(&site);
    for (status, header, seconds) in [
        (429, Some("3600"), 3_600),
        (503, Some("120"), 120),
        (503, Some("315360000"), 86_400),
        (429, Some("soon"), 900),
        (429, None, 900),
    ] {
        let page = Page::status(status);
        site.put("/p/2", header.map_or(page.clone(), |header| page.with("retry-after", header)));
        site.asked();
        // One that has not been told before: it would not ask.
        let reading = read(&reader(&site), &settings).await;
        assert_eq!(reading.outcome, Outcome::Failed(FetchFault::SlowDown { seconds }));
        assert_eq!(reading.retry_after, Some(Duration::from_secs(seconds)));
        assert_eq!(reading.candidates.len(), 1, "what was read before counts");
        assert!(!site.asked().contains(&"/p/3".to_owned()), "nothing more is asked");
    }
}

#[tokio::test]
async fn requests_keep_the_distance_of_the_settings_and_of_robots_txt() {
    let site = Site::start().await;
    site.put("/list", Page::html(super::site::list(&[1]))).put("/p/1", practice(1, "Weekly."));
    site.put("/robots.txt", robots("User-agent: *\nCrawl-delay: 0.2"));
    let started = Instant::now();
    assert_eq!(read(&reader(&site), &source(&site)).await.outcome, Outcome::Ok);
    assert!(started.elapsed() >= Duration::from_millis(400), "{:?}", started.elapsed());
}
