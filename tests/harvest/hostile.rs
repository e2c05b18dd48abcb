//! Partners that answer badly: every reading ends in time with a named reason (lists B-F and F32).

use std::{
    io::Write,
    time::{Duration, Instant},
};

use practice_commons::domain::{
    Reading,
    reading::{FetchFault, Outcome, Refusal},
};

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::site::{Page, Site, feed_at, list, practice, raw_server, read, reader, reader_to, source, source_at};

async fn answer_of(raw: Vec<u8>, linger: Duration) -> Reading {
    let address = raw_server(raw, linger).await;
    let started = Instant::now();
    let reading = read(&reader_to(&[address]), &source_at(&format!("http://{address}/list"))).await;
    assert!(started.elapsed() < Duration::from_secs(8), "took {:?}", started.elapsed());
    reading
}

fn fault(reading: &Reading) -> FetchFault {
    match &reading.outcome {
        Outcome::Failed(fault) => fault.clone(),
        other => panic!("{other:?}"),
    }
}

fn head(lines: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{lines}\r\n").into_bytes()
}

#[tokio::test]
async fn servers_that_say_nothing_or_never_end_are_left_in_time() {
    let minute = Duration::from_mins(1);
    for raw in [Vec::new(), b"HTTP/1.1 200".to_vec(), head("Content-Length: 1000\r\n")] {
        assert_eq!(fault(&answer_of(raw, minute).await), FetchFault::TimedOut);
    }
}

#[tokio::test]
async fn what_breaks_off_is_no_page() {
    for raw in [
        [head("Content-Length: 1000\r\n"), b"<p>half".to_vec()].concat(),
        [head("Transfer-Encoding: chunked\r\n"), b"5\r\n<p>ab\r\n".to_vec()].concat(),
        [head("Transfer-Encoding: chunked\r\n"), b"zz\r\n<p>ab\r\n0\r\n\r\n".to_vec()].concat(),
        Vec::new(),
    ] {
        let fault = fault(&answer_of(raw, Duration::ZERO).await);
        assert!(matches!(fault, FetchFault::Interrupted | FetchFault::Protocol), "{fault:?}");
    }
}

#[tokio::test]
async fn lies_about_the_length_are_found_out() {
    let raw = [head("Content-Length: 10737418240\r\n"), b"<".to_vec()].concat();
    assert_eq!(fault(&answer_of(raw, Duration::ZERO).await), FetchFault::TooLarge);
    let raw = [head("Content-Length: 4\r\nContent-Length: 9\r\n"), b"<p>abcdef".to_vec()].concat();
    assert!(matches!(fault(&answer_of(raw, Duration::ZERO).await), FetchFault::Protocol | FetchFault::Interrupted));
    let endless = [head(""), vec![b'a'; 11 * 1024 * 1024]].concat();
    assert_eq!(fault(&answer_of(endless, Duration::from_mins(1)).await), FetchFault::TooLarge);
}

#[tokio::test]
async fn too_many_or_too_large_headers_are_refused() {
    let large = format!("X-Large: {}\r\n", "a".repeat(70 * 1024));
    assert_eq!(fault(&answer_of(head(&large), Duration::ZERO).await), FetchFault::HeadersTooLarge);
    let many: String = (0..10_000).fold(String::new(), |many, n| many + &format!("X-{n}: a\r\n"));
    for lines in [many.as_str(), "X-Bad: a\0b\r\n", "X-Folded: a\r\n b\r\n"] {
        let fault = fault(&answer_of(head(lines), Duration::ZERO).await);
        assert!(matches!(fault, FetchFault::Protocol | FetchFault::Interrupted), "{fault:?}");
    }
    assert_eq!(fault(&answer_of(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec(), Duration::ZERO).await), FetchFault::Protocol);
}

#[tokio::test]
async fn a_site_without_a_valid_certificate_is_not_trusted() {
    let address = raw_server(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), Duration::ZERO).await;
    let reading = read(&reader_to(&[address]), &source_at(&format!("https://{address}/list"))).await;
    let tls = FetchFault::Tls { host: "127.0.0.1".to_owned() };
    assert_eq!(reading.outcome, Outcome::Refused(Refusal::RobotsUnreachable { why: Box::new(tls) }));
}

#[tokio::test]
async fn f32_an_old_or_foreign_way_of_speaking_tls_is_refused() {
    // An alert that the version offered is none the server speaks (RFC 8446, 6.2: 70), as a server of TLS 1.0 sends it.
    let old = raw_bytes(b"\x15\x03\x01\x00\x02\x02\x46".to_vec()).await;
    // A server that answers with TLS 1.0 all the same: the beginning of its hello.
    let hello = [b"\x16\x03\x01\x00\x2a\x02\x00\x00\x26\x03\x01".as_slice(), &[7; 32], b"\x00\x00\x2f\x00"].concat();
    let older = raw_bytes(hello).await;
    for address in [old, older] {
        let reading = read(&reader_to(&[address]), &source_at(&format!("https://{address}/list"))).await;
        let tls = FetchFault::Tls { host: "127.0.0.1".to_owned() };
        assert_eq!(reading.outcome, Outcome::Refused(Refusal::RobotsUnreachable { why: Box::new(tls) }));
    }
}

/// Answers whatever comes with the same bytes.
async fn raw_bytes(answer: Vec<u8>) -> std::net::SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let answer = answer.clone();
            tokio::spawn(async move {
                let mut hello = vec![0; 4_096];
                let _ = stream.read(&mut hello).await;
                let _ = stream.write_all(&answer).await;
                let _ = stream.read(&mut hello).await;
            });
        }
    });
    address
}

#[tokio::test]
async fn f32_a_byte_now_and_then_and_a_connection_that_is_reset_end_in_time() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut request = vec![0; 4_096];
                let read = stream.read(&mut request).await.unwrap_or(0);
                let request = String::from_utf8_lossy(&request[..read]).into_owned();
                if request.starts_with("GET /robots.txt") {
                    let _ = stream
                        .write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        .await;
                } else if request.starts_with("GET /drip") {
                    let _ = stream.write_all(&head("Content-Length: 1000\r\n")).await;
                    while stream.write_all(b"x").await.is_ok() {
                        tokio::time::sleep(Duration::from_millis(100)).await;
                    }
                }
            });
        }
    });
    let started = Instant::now();
    let drip = read(&reader_to(&[address]), &source_at(&format!("http://{address}/drip"))).await;
    assert_eq!(fault(&drip), FetchFault::TimedOut);
    assert!(started.elapsed() < Duration::from_secs(8), "took {:?}", started.elapsed());
    let cut = read(&reader_to(&[address]), &source_at(&format!("http://{address}/list"))).await;
    assert!(matches!(fault(&cut), FetchFault::Interrupted | FetchFault::Protocol), "{:?}", cut.outcome);
}

#[tokio::test]
async fn cookies_are_dropped() {
    let site = Site::start().await;
    let mut page = Page::html(list(&[1]));
    for number in 0..100 {
        page = page.with("set-cookie", format!("c{number}=1"));
    }
    site.put("/list", page).put("/p/1", practice(1, "Weekly."));
    assert_eq!(read(&reader(&site), &source(&site)).await.outcome, Outcome::Ok);
    assert!(site.last_headers().get("cookie").is_none());
}

#[tokio::test]
async fn bombs_and_broken_packings_are_refused() {
    let site = Site::start().await;
    let (reader, settings) = (reader(&site), source(&site));
    let gzip = |bytes: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    };
    let bomb = gzip(&vec![b' '; 12 * 1024 * 1024]);
    let page = gzip(list(&[1]).as_bytes());
    for (encoding, body, expected) in [
        ("gzip", bomb, FetchFault::Bomb),
        ("zstd", zstd::encode_all(vec![b' '; 12 * 1024 * 1024].as_slice(), 3).unwrap(), FetchFault::Bomb),
        ("gzip", page[..page.len() / 2].to_vec(), FetchFault::Interrupted),
        ("gzip, gzip", gzip(&page), FetchFault::Encoding),
        ("gzip", gzip(&page), FetchFault::MediaType { found: "binary".to_owned() }),
        ("br", page.clone(), FetchFault::Encoding),
        ("rot13", page.clone(), FetchFault::Encoding),
    ] {
        site.put("/list", Page::of("text/html", body).with("content-encoding", encoding));
        assert_eq!(fault(&read(&reader, &settings).await), expected, "{encoding}");
    }
}

#[tokio::test]
async fn odd_statuses_are_named() {
    let site = Site::start().await;
    let (reader, settings) = (reader(&site), source(&site));
    for status in [201, 204, 206, 300, 304, 400, 401, 403, 404, 410, 418, 500, 502] {
        site.put("/list", Page::status(status));
        assert_eq!(fault(&read(&reader, &settings).await), FetchFault::Status(status));
    }
}

#[tokio::test]
async fn a_304_nobody_asked_for_is_asked_again() {
    let site = Site::start().await;
    site.put("/list", Page::status(304));
    let reading = read(&reader(&site), &source(&site)).await;
    assert_eq!(fault(&reading), FetchFault::Status(304));
    assert_eq!(site.last_headers()["cache-control"], "no-cache");
    assert_eq!(site.asked(), ["/robots.txt", "/list", "/list"]);
}

#[tokio::test]
async fn r6_a_304_without_a_page_of_ours_is_answered_by_the_whole_page() {
    // A cache between us and the partner answers for a page we do not have; asked past it, the partner gives it.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut request = vec![0; 4_096];
                let read = stream.read(&mut request).await.unwrap_or(0);
                let request = String::from_utf8_lossy(&request[..read]).to_ascii_lowercase();
                let (status, body) = match () {
                    () if request.starts_with("get /robots.txt") => ("404 Not Found", String::new()),
                    () if !request.contains("no-cache") => ("304 Not Modified", String::new()),
                    () if request.starts_with("get /list") => ("200 OK", list(&[1])),
                    () => ("200 OK", String::from_utf8(practice(1, "They meet.").body).unwrap()),
                };
                let length = if status.starts_with("304") {
                    String::new()
                } else {
                    format!("Content-Length: {}\r\n", body.len())
                };
                let answer =
                    format!("HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{length}Connection: close\r\n\r\n{body}");
                let _ = stream.write_all(answer.as_bytes()).await;
            });
        }
    });
    let reading = read(&reader_to(&[address]), &source_at(&format!("http://{address}/list"))).await;
    assert_eq!(reading.outcome, Outcome::Ok);
    assert_eq!(reading.candidates.len(), 1);
}

#[tokio::test]
async fn pages_made_to_break_parsers_are_refused_or_read() {
    let site = Site::start().await;
    let (reader, settings) = (reader(&site), source(&site));
    for page in [
        "<div>".repeat(200_000),
        format!("<p {}>", "a='1' b".repeat(100_000)),
        format!("<!-- {}", "-".repeat(1_000_000)),
        format!("<p title='{}'>", "x".repeat(1_000_000)),
        "<a".repeat(100_000),
        "\u{0}\u{FEFF}<p>&#0;&#x110000;&notanentity;".to_owned(),
    ] {
        site.put("/list", Page::html(page));
        let outcome = read(&reader, &settings).await.outcome;
        assert!(!outcome.is_complete(), "{outcome:?}");
    }
}

#[tokio::test]
async fn hostile_feeds_are_refused_in_time() {
    let site = Site::start().await;
    let (reader, settings) = (reader(&site), feed_at(&site.url("/feed")));
    let attributes: String = (0..100_000).fold(String::new(), |all, n| all + &format!(" a{n}='1'"));
    let spaces: String = (0..100_000).fold(String::new(), |all, n| all + &format!(" xmlns:n{n}='u:{n}'"));
    let laughs = "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><rss version='2.0'><channel><title>&b;</title></channel></rss>";
    let external = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><item><title>&x;</title></item></channel></rss>";
    for (feed, expected) in [
        (laughs.to_owned(), Some(FetchFault::Dtd)),
        (external.to_owned(), Some(FetchFault::Dtd)),
        (format!("<rss{attributes}><channel/></rss>"), Some(FetchFault::TooComplex)),
        (format!("<rss{spaces}><channel/></rss>"), Some(FetchFault::TooComplex)),
        ("<html><p>not a feed".to_owned(), Some(FetchFault::NotAFeed)),
        (format!("<rss version='2.0'><channel>{}", "<item>".repeat(100_000)), None),
        (format!("<rss version='2.0'><channel><item><description>{}", "&lt;div&gt;".repeat(100_000)), None),
        (format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"items\":{}", "[".repeat(10_000)), None),
        (
            "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":1e400,\"title\":\"\\ud800\"}]}"
                .to_owned(),
            None,
        ),
    ] {
        site.put("/feed", Page::of("application/xml", feed));
        let started = Instant::now();
        let reading = read(&reader, &settings).await;
        assert!(started.elapsed() < Duration::from_secs(6), "took {:?}", started.elapsed());
        if let Some(expected) = expected {
            assert_eq!(fault(&reading), expected);
        }
        assert!(
            reading
                .candidates
                .iter()
                .all(|candidate| !candidate.draft.fields().any(|(_, text)| text.contains("root:")))
        );
    }
}
