//! A server that drags out robots.txt and then the page: both together have the time that one page has (P15).

use std::{net::SocketAddr, time::Duration};

use axum::{Router, extract::Request, http::header, response::IntoResponse};
use practice_commons::{
    domain::{
        Reading,
        reading::{FetchFault, Outcome},
    },
    harvest::{FetchPolicy, Reader},
};
use tokio::{
    net::TcpListener,
    time::{Instant, advance, pause, resume},
};

use super::site::{agent, clock, list, read, source_at};

/// Answers after so many seconds, that pass as soon as it is asked.
async fn a_dragging_site(robots: u64, page: u64) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().fallback(move |request: Request| async move {
        let is_robots = request.uri().path() == "/robots.txt";
        pause();
        for _ in 0..(if is_robots { robots } else { page }) {
            advance(Duration::from_secs(1)).await;
        }
        resume();
        let (kind, text) = if is_robots { ("text/plain", String::new()) } else { ("text/html", list(&[])) };
        ([(header::CONTENT_TYPE, kind)], text).into_response()
    });
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

async fn dragged(robots: u64, page: u64) -> (Reading, Duration) {
    let address = a_dragging_site(robots, page).await;
    let policy = FetchPolicy { allowed: vec![address.to_string().parse().unwrap()], ..FetchPolicy::default() };
    let reader = Reader::new(policy, agent(), clock()).unwrap();
    let began = Instant::now();
    let reading = read(&reader, &source_at(&format!("http://{address}/list"))).await;
    (reading, began.elapsed())
}

#[tokio::test]
async fn robots_txt_and_the_page_share_the_time_of_one() {
    let (reading, took) = dragged(20, 20).await;
    assert_eq!(reading.outcome, Outcome::Failed(FetchFault::TimedOut));
    assert!(took < Duration::from_secs(35), "no slot is held longer: {took:?}");
}

#[tokio::test]
async fn a_slow_site_that_keeps_to_it_is_read() {
    let (reading, took) = dragged(20, 8).await;
    assert_eq!(reading.outcome, Outcome::FoundNothing(practice_commons::domain::reading::Rules::Listing));
    assert!(took >= Duration::from_secs(28), "time passed: {took:?}");
}
