//! Politeness over several processes: readers that share nothing but a database ask a host as one would.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use axum::{Router, extract::Request, http::header, response::IntoResponse};
use practice_commons::{
    commands::turns::SharedTurns,
    domain::{
        Clock,
        reading::{FetchFault, Outcome},
        turn::{Asking, Turn},
    },
    harvest::{FetchPolicy, Look, Reader},
    store::{self, Blobs, Store},
};
use tokio::net::TcpListener;
use uuid::Uuid;

use super::site::{self, Page, Site, agent, read, source, source_at, with_practices};
use crate::support::store::{Bed, both_engines};

/// What the site below asks for between two requests.
const DELAY: Duration = Duration::from_millis(120);

/// Another process: a connection of its own to the same database, and a reader of its own.
async fn a_process(bed: &Bed, address: std::net::SocketAddr) -> (Reader, Store) {
    let store = Store::open_beside(&bed.url(), Blobs::open("memory:").unwrap(), Clock::System).await.unwrap();
    let policy = FetchPolicy {
        allowed: vec![address.to_string().parse().unwrap()],
        total: Duration::from_secs(3),
        ..FetchPolicy::default()
    };
    let reader = Reader::new(policy, agent(), Clock::System).unwrap();
    (reader.taking_turns(Arc::new(SharedTurns::new(store.clone()))), store)
}

/// When each request came and was answered.
#[derive(Default)]
struct Visits(Mutex<Vec<(Instant, Instant)>>);

/// A site with two sections that takes its time, and writes down its visits.
async fn a_site_with_a_watch() -> (std::net::SocketAddr, Arc<Visits>) {
    let visits = Arc::new(Visits::default());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let seen = Arc::clone(&visits);
    let router = Router::new().fallback(move |request: Request| {
        let seen = Arc::clone(&seen);
        async move {
            let came = Instant::now();
            tokio::time::sleep(Duration::from_millis(40)).await;
            let path = request.uri().path().to_owned();
            let (kind, body) = match path.as_str() {
                "/robots.txt" => ("text/plain", format!("User-agent: *\nCrawl-delay: {}", DELAY.as_secs_f32())),
                "/one" | "/two" => {
                    let card = |n| format!("<div class=card><a href='{path}/{n}'>Practice {n}</a></div>");
                    ("text/html", format!("<html><body>{}{}</body></html>", card(1), card(2)))
                }
                _ => {
                    ("text/html", format!("<html><body><h1>Practice {path}</h1><div class=body>x</div></body></html>"))
                }
            };
            seen.0.lock().unwrap().push((came, Instant::now()));
            ([(header::CONTENT_TYPE, kind)], body).into_response()
        }
    });
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, visits)
}

both_engines!(two_processes_ask_one_host_one_after_the_other_and_apart, |bed| async move {
    let _owner = bed.open(Clock::System).await;
    let (address, visits) = a_site_with_a_watch().await;
    let ((one, _), (two, _)) = (a_process(&bed, address).await, a_process(&bed, address).await);
    let settings = ["one", "two"].map(|path| source_at(&format!("http://{address}/{path}")));
    let (first, second) = tokio::join!(read(&one, &settings[0]), read(&two, &settings[1]));
    assert_eq!((first.outcome, second.outcome), (Outcome::Ok, Outcome::Ok));
    assert_eq!((first.candidates.len(), second.candidates.len()), (2, 2));

    let mut visits = std::mem::take(&mut *visits.0.lock().unwrap());
    visits.sort();
    assert_eq!(visits.len(), 8, "robots.txt, the list and two pages for each");
    for pair in visits.windows(2) {
        assert!(pair[0].1 <= pair[1].0, "two at a time");
    }
    // The first two may come before anybody has read robots.txt.
    for pair in visits[2..].windows(2) {
        let apart = pair[1].0.duration_since(pair[0].1);
        assert!(apart >= DELAY.saturating_sub(Duration::from_millis(2)), "{apart:?}");
    }
});

both_engines!(a_host_that_asks_one_process_for_rest_is_left_alone_by_all, |bed| async move {
    let _owner = bed.open(Clock::System).await;
    let site = Site::start().await;
    with_practices(&site, 3);
    let ((one, _), (two, _)) = (a_process(&bed, site.address).await, a_process(&bed, site.address).await);
    site.put("/p/1", Page::status(429).with("retry-after", "3600"));
    let first = read(&one, &source(&site)).await;
    assert_eq!(first.outcome, Outcome::Failed(FetchFault::SlowDown { seconds: 3_600 }));
    site.asked();

    let second = read(&two, &source(&site)).await;
    assert!(matches!(second.outcome, Outcome::Failed(FetchFault::SlowDown { seconds: 3_590..=3_600 })));
    assert!(second.retry_after.is_some_and(|rest| rest > Duration::from_secs(3_590)), "{:?}", second.retry_after);
    assert!(matches!(two.reach(&site.url("/p/2")).await, Look::Later(_)), "nor is it asked for a link");
    assert_eq!(site.asked(), Vec::<String>::new(), "it is not asked for anything, robots.txt neither");
});

both_engines!(the_turn_of_a_dead_process_ends_with_its_lease, |bed| async move {
    let owner = bed.open(Clock::System).await;
    let site = Site::start().await;
    with_practices(&site, 1);
    let lease = Duration::from_millis(700);
    let (host, dead) = (site.address.to_string(), Uuid::from_u128(1));
    let turn = store::host_turn_take(&owner, &host, dead, Asking::default(), lease).await.unwrap();
    assert_eq!(turn, Turn::Yours);
    let (reader, _) = a_process(&bed, site.address).await;
    let began = Instant::now();
    assert_eq!(read(&reader, &source(&site)).await.outcome, Outcome::Ok);
    assert!(
        began.elapsed() >= lease.saturating_sub(Duration::from_millis(100)),
        "nobody talks while it may still talk"
    );
});

both_engines!(who_stops_waiting_or_talking_keeps_nobody_from_a_host, |bed| async move {
    let _owner = bed.open(Clock::System).await;
    let site = Site::start().await;
    with_practices(&site, 1);
    site.put("/robots.txt", Page::of("text/plain", "").after(Duration::from_secs(20)));
    let ((one, _), (two, _)) = (a_process(&bed, site.address).await, a_process(&bed, site.address).await);
    let told_to_stop = tokio::time::timeout(Duration::from_millis(300), read(&one, &source(&site))).await;
    assert!(told_to_stop.is_err());
    site.put("/robots.txt", Page::of("text/plain", ""));
    assert_eq!(read(&two, &source(&site)).await.outcome, Outcome::Ok);
});

both_engines!(without_the_database_a_process_keeps_its_own_pauses, |bed| async move {
    let _owner = bed.open(Clock::System).await;
    let (address, visits) = a_site_with_a_watch().await;
    let (reader, store) = a_process(&bed, address).await;
    store.close().await;
    let reading = read(&reader, &source_at(&format!("http://{address}/one"))).await;
    assert_eq!((reading.outcome, reading.candidates.len()), (Outcome::Ok, 2));
    for pair in visits.0.lock().unwrap()[1..].windows(2) {
        assert!(pair[1].0.duration_since(pair[0].1) >= DELAY.saturating_sub(Duration::from_millis(2)));
    }
});

#[tokio::test]
async fn within_one_process_all_sources_of_a_host_know_what_it_asked_for() {
    let site = Site::start().await;
    with_practices(&site, 2);
    let clock = site::clock();
    let allowed = vec![site.address.to_string().parse().unwrap()];
    let policy = FetchPolicy { allowed, ..FetchPolicy::default() };
    let reader = Reader::new(policy, agent(), clock.clone()).unwrap();
    site.put("/p/1", Page::status(503).with("retry-after", "600"));
    assert_eq!(read(&reader, &source(&site)).await.retry_after, Some(Duration::from_mins(10)));
    site.asked();
    clock.advance(Duration::from_mins(9));
    let other = read(&reader, &source_at(&site.url("/elsewhere"))).await;
    assert_eq!(other.outcome, Outcome::Failed(FetchFault::SlowDown { seconds: 60 }));
    assert_eq!(site.asked(), Vec::<String>::new());
    clock.advance(Duration::from_mins(1));
    with_practices(&site, 2);
    assert_eq!(read(&reader, &source(&site)).await.outcome, Outcome::Ok);
}
