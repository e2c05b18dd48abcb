//! Bytes that are no good HTTP, over a socket to the server as it runs (reliability.md, W13, W16): each is answered once and
//! the connection closed, so that nothing a proxy took for a body is ever read as a request.

use std::{net::SocketAddr, time::Duration};

use practice_commons::commands::run;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use super::*;
use crate::support::store::both_engines;

/// The program's server on a port of its own.
struct Server {
    address: SocketAddr,
    stop: CancellationToken,
    serving: JoinHandle<()>,
}

impl Server {
    async fn over(site: &Site) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
        let (served, asked) = (router(site.app.clone()), stop.clone());
        let serving = tokio::spawn(async move { run::serve_on(listener, served, asked).await.unwrap() });
        Self { address, stop, serving }
    }

    /// Sends bytes and reads until the server closes.
    async fn told(&self, bytes: impl AsRef<[u8]>) -> Told {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(bytes.as_ref()).await.unwrap();
        let mut answer = Vec::new();
        let read = timeout(Duration::from_secs(30), stream.read_to_end(&mut answer)).await;
        read.expect("the server closes the connection").expect("and says something before");
        Told(String::from_utf8_lossy(&answer).into_owned())
    }

    async fn end(self) {
        self.stop.cancel();
        timeout(Duration::from_secs(30), self.serving).await.expect("it stops when asked").unwrap();
    }
}

struct Told(String);

impl Told {
    /// The status of each answer, in their order.
    fn statuses(&self) -> Vec<u16> {
        let lines = self.0.split("HTTP/1.").skip(1).filter_map(|rest| rest.get(2..5));
        lines.filter_map(|code| code.parse().ok()).collect()
    }

    fn head(&self) -> String {
        self.0.split("\r\n\r\n").next().unwrap_or_default().to_ascii_lowercase()
    }
}

/// What somebody hides behind the request before: it must never be answered.
const HIDDEN: &str = "GET /livez HTTP/1.1\r\nHost: practices.example\r\nConnection: close\r\n\r\n";

fn post(headers: &str, body: &str) -> String {
    format!("POST /oai HTTP/1.1\r\nHost: practices.example\r\n{headers}\r\n{body}")
}

fn get(target: &str, headers: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nHost: practices.example\r\n{headers}\r\n")
}

both_engines!(no_request_hides_in_another, |bed| async move {
    let site = Site::filled(&bed).await;
    let server = Server::over(&site).await;
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    let chunked = format!("0\r\n\r\n{HIDDEN}");
    for (what, bytes, status) in [
        // Read by the transfer coding and then closed (SECURITY.md, exceptions: W16).
        ("CL then TE", post(&format!("{form}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n"), &chunked), 200),
        ("TE then CL", post(&format!("{form}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n"), &chunked), 200),
        ("TE twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", &chunked), 400),
        ("chunked twice", post("Transfer-Encoding: chunked, chunked\r\n", &chunked), 400),
        ("another coding", post("Transfer-Encoding: gzip, chunked\r\n", &chunked), 400),
        ("no chunks", post("Transfer-Encoding: identity\r\n", &chunked), 400),
        ("a coding with a sign", post("Transfer-Encoding: xchunked\r\n", &chunked), 400),
        ("2^64 bytes", post("Transfer-Encoding: chunked\r\n", &format!("10000000000000000\r\nx\r\n{chunked}")), 400),
        ("no number of bytes", post("Transfer-Encoding: chunked\r\n", &format!("-1\r\nx\r\n{chunked}")), 400),
        ("two lengths", post("Content-Length: 0\r\nContent-Length: 72\r\n", HIDDEN), 400),
        ("a length with a sign", post("Content-Length: +0\r\n", HIDDEN), 400),
        ("a name with a blank", post("Content-Length : 0\r\n", HIDDEN), 400),
        ("a folded line", get("/livez", "X-One: a\r\n b\r\n") + HIDDEN, 400),
        ("HTTP/0.9", format!("GET /livez\r\n{HIDDEN}"), 400),
        ("two hosts", get("/livez", "Host: evil.test\r\n") + HIDDEN, 400),
    ] {
        let told = server.told(bytes).await;
        assert_eq!(told.statuses(), [status], "{what}: {}", told.0);
    }
    server.end().await;
});

both_engines!(what_is_too_long_or_not_for_us_is_refused_by_its_status, |bed| async move {
    let site = Site::filled(&bed).await;
    let server = Server::over(&site).await;
    let long = "x".repeat(100_000);
    let many = (0..150).map(|number| format!("X-{number}: y\r\n")).collect::<Vec<_>>().concat();
    let close = "Connection: close\r\n";
    for (what, bytes, status) in [
        ("an address of 100 KB", get(&format!("/en/practices?q={long}"), ""), 414),
        ("a cookie of 20 KB", get("/en/practices", &format!("Cookie: a={}\r\n", &long[..20_000])), 431),
        ("a header of 1 MB", get("/en/practices", &format!("X-Long: {}\r\n", long.repeat(10))), 431),
        ("150 headers", get("/en/practices", &many), 431),
        ("TRACE", get("/en/practices", "").replace("GET", "TRACE"), 405),
        ("CONNECT", "CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test:443\r\n\r\n".to_owned(), 405),
        ("PUT", get("/en/practices", close).replace("GET", "PUT"), 405),
        ("DELETE", get("/en/practices/welcome-week", close).replace("GET", "DELETE"), 405),
        ("a method nobody knows", get("/en/practices", close).replace("GET", "BREW"), 405),
    ] {
        let told = server.told(bytes).await;
        assert_eq!(told.statuses(), [status], "{what}");
        assert_eq!(told.head().contains("\r\nallow: "), status == 405, "{what}: {}", told.head());
    }
    server.end().await;
});

// SECURITY.md, exceptions: W16.
both_engines!(lines_may_end_in_a_line_feed_alone, |bed| async move {
    let site = Site::filled(&bed).await;
    let server = Server::over(&site).await;
    let told = server.told("GET /livez HTTP/1.1\nHost: practices.example\nConnection: close\n\n").await;
    assert_eq!(told.statuses(), [200]);
    server.end().await;
});

both_engines!(a_target_with_a_foreign_host_names_a_page_of_ours, |bed| async move {
    let site = Site::filled(&bed).await;
    let server = Server::over(&site).await;
    for target in ["/en/practices.atom", "/sitemap.xml", "/en/practices", "/"] {
        let told = server.told(get(&format!("http://evil.test{target}"), "Connection: close\r\n")).await;
        assert!([200, 302].contains(&told.statuses()[0]), "{target}: {}", told.head());
        assert!(!told.0.contains("evil.test"), "{target}");
    }
    server.end().await;
});

both_engines!(one_connection_carries_several_good_requests, |bed| async move {
    let site = Site::filled(&bed).await;
    let server = Server::over(&site).await;
    let length = post("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 13\r\n", "verb=Identify");
    let chunks = post(
        "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n",
        "d\r\nverb=Identify\r\n0\r\n\r\n",
    );
    let told = server.told(get("/livez", "") + &length + &chunks + HIDDEN).await;
    assert_eq!(told.statuses(), [200, 200, 200, 200], "{}", told.0);
    assert_eq!(told.0.matches("<Identify>").count(), 2);
    server.end().await;
});
