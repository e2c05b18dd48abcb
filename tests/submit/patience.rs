//! How long the site waits: for a page half a minute, for files over a slow line much longer; and for a form that nobody
//! sends, two days.

use std::{convert::Infallible, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{Request, header},
};
use futures::{SinkExt, StreamExt, channel::mpsc};
use practice_commons::{
    domain::Secret,
    jobs::{Handlers, Settings, Work, handler},
    store::{self, BlobName, owed::Lease},
};
use tokio::time::{Instant, advance, pause, resume, sleep};
use tokio_util::sync::CancellationToken;

use super::{
    Answer, House,
    city::{BOUNDARY, Form, a_jpeg, status_of},
};
use crate::support::store::{Bed, both_engines};

/// A body that comes piece by piece. A piece is sent when the site has taken it.
fn slow_body() -> (mpsc::Sender<Bytes>, Body) {
    let (send, pieces) = mpsc::channel::<Bytes>(0);
    (send, Body::from_stream(pieces.map(Ok::<_, Infallible>)))
}

async fn a_slow_page(bed: Bed) {
    let house = House::open(&bed).await;
    let (_never, body) = slow_body();
    let request = Request::post("/fr/text-size").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    pause();
    let began = Instant::now();
    let answer = house.ask(request.body(body).unwrap()).await;
    assert_eq!((answer.status.as_u16(), began.elapsed().as_secs()), (503, 30));
    answer.says("<html lang=\"fr\"");
    answer.says("<main id=\"main\"");
    assert_eq!(answer.headers[header::RETRY_AFTER], "30");
}

#[tokio::test]
async fn a_page_that_takes_too_long_says_so_on_sqlite() {
    a_slow_page(Bed::sqlite()).await;
}

#[tokio::test]
async fn a_page_that_takes_too_long_says_so_on_postgres() {
    a_slow_page(Bed::postgres().await).await;
}

/// Sends a form of which a piece comes every 50 seconds; answers the page, and how long it took.
async fn a_slow_form(house: &House, pieces: usize) -> (Answer, Duration) {
    // As much as a packet holds.
    const PIECE: usize = 1_400;
    let content = "a".repeat(PIECE * (pieces + 1));
    let form = Form::filled(house).await.file("documents", "plan.txt", content);
    let body = form.body();
    let (mut send, slow) = slow_body();
    let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
    let request = Request::post("/en/submit").header(header::CONTENT_TYPE, content_type).body(slow).unwrap();
    let start = body.len() - PIECE * pieces - 2 * BOUNDARY.len();
    let sending = async {
        send.send(Bytes::copy_from_slice(&body[..start])).await.unwrap();
        // From here on the site waits for the sender and for nothing else.
        pause();
        let mut at = start;
        while at < start + PIECE * pieces && send.send(Bytes::copy_from_slice(&body[at..at + PIECE])).await.is_ok() {
            advance(Duration::from_secs(50)).await;
            at += PIECE;
        }
        resume();
        let _ = send.send(Bytes::copy_from_slice(&body[at..])).await;
        drop(send);
    };
    let began = Instant::now();
    let (answer, ()) = tokio::join!(house.ask(request), sending);
    (answer, began.elapsed())
}

async fn a_slow_line(bed: Bed) {
    let house = House::open(&bed).await;
    let (answer, took) = a_slow_form(&house, 20).await;
    assert!(took > Duration::from_mins(16), "{took:?}");
    house.get(&status_of(&answer)).await.says("plan.txt");
    // Nobody is waited for without end.
    let (answer, took) = a_slow_form(&house, 60).await;
    assert_eq!(answer.status, 503);
    assert!(took < Duration::from_mins(51), "{took:?}");
    answer.says("<html lang=\"en\"");
}

#[tokio::test]
async fn a_form_with_files_may_come_over_a_slow_line_on_sqlite() {
    a_slow_line(Bed::sqlite()).await;
}

#[tokio::test]
async fn a_form_with_files_may_come_over_a_slow_line_on_postgres() {
    a_slow_line(Bed::postgres().await).await;
}

/// A form without a title and with a file, which comes back to be mended; answers its secret and the file.
async fn given_up(house: &House, content: &str) -> (Secret, BlobName) {
    let form = Form::filled(house).await.text("title", "").file("documents", "plan.txt", content);
    let answer = form.submit(house).await;
    assert_eq!(answer.status, 422);
    let secret = Secret::parse(&answer.value("key")).unwrap();
    let blob = pending(house, &secret).await.pop().expect("the file is kept for the form");
    (secret, blob)
}

async fn pending(house: &House, form: &Secret) -> Vec<BlobName> {
    let rows = store::pending_upload_list(&house.store, form.hash().as_bytes()).await.unwrap();
    rows.iter().map(|row| BlobName::parse(&row.blob).unwrap()).collect()
}

both_engines!(files_of_forms_that_nobody_sent_are_forgotten_after_two_days, |bed| async move {
    let house = House::open(&bed).await;
    let (old, lost) = given_up(&house, "Given up").await;
    let form = Form::filled(&house).await.text("title", "").picture(1, "parade.jpg", a_jpeg());
    let form = Secret::parse(&form.submit(&house).await.value("key")).unwrap();
    let parade = pending(&house, &form).await.pop().expect("the picture is kept for the form");
    let drawn = store::picture_size_list(&house.store, parade.as_str()).await.unwrap();
    let drawn = BlobName::parse(&drawn.first().expect("it was drawn for pages").file).unwrap();
    // The same file came with a form that was sent.
    let (shared, kept) = given_up(&house, "Sent by somebody").await;
    status_of(&Form::filled(&house).await.file("documents", "plan.txt", "Sent by somebody").submit(&house).await);
    house.pass(Duration::from_hours(47));
    let (young, waiting) = given_up(&house, "Still being written").await;
    house.pass(Duration::from_hours(2));
    house.settle().await;

    let nobody = handler(|lease: Lease| async move { Err(format!("{} was not to be looked at", lease.owed).into()) });
    let nothing_due = Handlers {
        renew: std::sync::Arc::new(|| Box::pin(async { Ok(()) })),
        read_submission: nobody.clone(),
        letter: nobody.clone(),
        harvest: nobody.clone(),
        render: nobody.clone(),
        check_link: nobody.clone(),
        file_import: nobody,
    };
    let stop = CancellationToken::new();
    let settings = Settings { tick: Duration::from_millis(50), ..Settings::default() };
    let running = tokio::spawn(Work::new(house.store.clone(), nothing_due, settings).run(stop.clone()));
    let blobs = house.store.blobs();
    let began = std::time::Instant::now();
    let gone = async |blob: &BlobName| blobs.get(blob).await.unwrap().is_none();
    while !(pending(&house, &old).await.is_empty() && gone(&lost).await && gone(&parade).await) {
        assert!(began.elapsed() < Duration::from_secs(20), "nobody keeps house");
        sleep(Duration::from_millis(10)).await;
    }
    stop.cancel();
    running.await.unwrap().unwrap();
    assert!(gone(&drawn).await, "what was drawn of a picture goes with it");
    assert!(store::picture_size_list(&house.store, parade.as_str()).await.unwrap().is_empty());
    assert!(pending(&house, &shared).await.is_empty());
    assert!(blobs.get(&kept).await.unwrap().is_some(), "a submission names it");
    assert_eq!(pending(&house, &young).await.len(), 1);
    assert!(blobs.get(&waiting).await.unwrap().is_some());
});
