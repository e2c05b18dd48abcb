//! What needs a process to itself: memory under many hostile servers at once (P15), and an authority of our own (F32).
//! Each story starts this same program anew for one test and looks at how it ends.

use std::{
    fs,
    net::SocketAddr,
    path::Path,
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use futures::StreamExt as _;
use practice_commons::{
    domain::{
        Reading,
        candidate::Known,
        reading::{FetchFault, Outcome, Refusal},
    },
    harvest::{FetchPolicy, Names, Reader},
    jobs::QUEUES,
    store::owed::Owing,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivatePkcs8KeyDer},
    },
};

use super::site::{agent, bomb, clock, feed_at, reader_to, source_at};

/// Set where a story runs in a process of its own.
const ALONE: &str = "RUN_ALONE";

/// Runs one story of this file in a process of its own; what it prints is shown when it fails.
fn alone(story: &str, work: impl Future<Output = ()>, variables: &[(&str, &str)]) {
    if std::env::var_os(ALONE).is_some() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        return runtime.block_on(work);
    }
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("harvest::besieged::{story}"), "--nocapture"]).env(ALONE, "1");
    let ended = command.envs(variables.iter().copied()).output().unwrap();
    let said = String::from_utf8_lossy(&ended.stdout).into_owned() + &String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
fn p15_fifty_hostile_servers_at_once_cost_little_memory_and_time() {
    alone("p15_fifty_hostile_servers_at_once_cost_little_memory_and_time", fifty_hostile_servers(), &[]);
}

#[test]
fn f32_an_expired_certificate_and_one_of_another_name_are_refused() {
    let authority = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/harvest/certificates/authority.pem");
    let trusted = [("SSL_CERT_FILE", authority.to_str().unwrap())];
    alone("f32_an_expired_certificate_and_one_of_another_name_are_refused", certificates(), &trusted);
}

/// What a server does to whoever has asked it for a page.
async fn misbehave(mut stream: TcpStream, kind: usize) -> std::io::Result<()> {
    let mut request = vec![0; 4_096];
    let read = stream.read(&mut request).await?;
    if kind != 0 && request[..read].starts_with(b"GET /robots.txt") {
        return stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").await;
    }
    let head = |lines: &str| format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{lines}\r\n").into_bytes();
    match kind {
        // Silent.
        0 => tokio::time::sleep(Duration::from_mins(5)).await,
        // A byte now and then.
        1 => {
            stream.write_all(&head("")).await?;
            loop {
                stream.write_all(b"x").await?;
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
        // Without end, plain or in headers.
        2 | 3 => {
            stream.write_all(&if kind == 2 { head("") } else { b"HTTP/1.1 200 OK\r\n".to_vec() }).await?;
            let piece = "X-Endless: yes and yes again\r\n".repeat(1_000);
            loop {
                stream.write_all(piece.as_bytes()).await?;
            }
        }
        // Packed a thousand times.
        4 => {
            let packed = bomb().body;
            stream.write_all(&head(&format!("Content-Encoding: gzip\r\nContent-Length: {}\r\n", packed.len()))).await?;
            stream.write_all(&packed).await?;
        }
        // Less than it says.
        5 => {
            stream.write_all(&head("Content-Length: 9000000\r\n")).await?;
            stream.write_all(&vec![b'x'; 4_000_000]).await?;
        }
        // Round in circles.
        6 => stream.write_all(b"HTTP/1.1 302 Found\r\nLocation: /list?again\r\nContent-Length: 0\r\n\r\n").await?,
        // As deep as can be, or as long, up to the limit of a page.
        7 | 8 => {
            let page = if kind == 7 { "<div>".repeat(2_000_000) } else { format!("<p>{}", "word ".repeat(1_900_000)) };
            stream.write_all(&head(&format!("Content-Length: {}\r\n", page.len()))).await?;
            stream.write_all(page.as_bytes()).await?;
        }
        // Broken pieces.
        _ => {
            stream.write_all(&head("Transfer-Encoding: chunked\r\n")).await?;
            stream.write_all(b"5\r\nhello\r\nzz\r\n").await?;
        }
    }
    stream.shutdown().await
}

/// What the process holds in memory now and held at most, in KiB.
fn memory() -> (u64, u64) {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.split_whitespace().next().unwrap().parse::<u64>().unwrap()
    };
    (line("VmRSS:"), line("VmHWM:"))
}

async fn fifty_hostile_servers() {
    const MOST_KIB: u64 = 200 * 1024;
    let mut addresses: Vec<SocketAddr> = Vec::new();
    for number in 0..50 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        addresses.push(listener.local_addr().unwrap());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(misbehave(stream, number % 10));
            }
        });
    }
    let reader = Arc::new(reader_to(&addresses));
    // What the first reading sets up for all is not theirs.
    let nowhere = source_at("http://127.0.0.1:1/list");
    reader.read(&nowhere, &Known::default()).await;
    let (before, _) = memory();
    // As many at once as the program reads: the others wait for a slot.
    let sources = QUEUES.iter().find(|queue| queue.rows == Some(Owing::Source)).unwrap();
    let readings = addresses.into_iter().enumerate().map(|(number, address)| {
        let reader = Arc::clone(&reader);
        async move {
            let url = format!("http://{address}/list");
            let settings = if number < 30 { source_at(&url) } else { feed_at(&url) };
            let started = Instant::now();
            let reading = reader.read(&settings, &Known::default()).await;
            (number % 10, started.elapsed(), reading)
        }
    });
    let ended: Vec<(usize, Duration, Reading)> =
        futures::stream::iter(readings).buffer_unordered(sources.at_once).collect().await;
    let (_, most) = memory();
    for (kind, took, reading) in &ended {
        assert!(*took < Duration::from_secs(35), "kind {kind} held its slot for {took:?}");
        assert!(!reading.outcome.is_complete() && reading.candidates.is_empty(), "kind {kind}: {:?}", reading.outcome);
    }
    let grown = most.saturating_sub(before);
    assert!(grown < MOST_KIB, "grown by {} MiB", grown / 1024);
}

/// A server of TLS that shows one certificate and answers 404 to everything.
async fn tls_server(certificate: &str) -> SocketAddr {
    let file = |name: &str| {
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/harvest/certificates").join(name)).unwrap()
    };
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from(file(certificate))],
            PrivatePkcs8KeyDer::from(file("key.der")).into(),
        )
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else { return };
                let mut request = vec![0; 4_096];
                let _ = stream.read(&mut request).await;
                let answer = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                let _ = stream.write_all(answer).await;
                let _ = stream.shutdown().await;
            });
        }
    });
    address
}

async fn certificates() {
    for (certificate, is_trusted) in [("good.der", true), ("expired.der", false), ("wrong-name.der", false)] {
        let address = tls_server(certificate).await;
        let host = format!("partner.example:{}", address.port());
        let policy = FetchPolicy {
            allowed: vec![host.parse().unwrap()],
            total: Duration::from_secs(5),
            ..FetchPolicy::default()
        };
        let names = Names::Given(Arc::new(move |_| Box::pin(async move { Ok(vec![address]) })));
        let reader = Reader::with_names(policy, agent(), clock(), names).unwrap();
        let outcome = reader.read(&feed_at(&format!("https://{host}/feed")), &Known::default()).await.outcome;
        if is_trusted {
            assert_eq!(outcome, Outcome::Failed(FetchFault::Status(404)), "{certificate}");
        } else {
            let why = Box::new(FetchFault::Tls { host: "partner.example".to_owned() });
            assert_eq!(outcome, Outcome::Refused(Refusal::RobotsUnreachable { why }), "{certificate}");
        }
    }
}
