//! What needs a process to itself: memory and time under many hostile servers at once (P15), memory and processor time for
//! pages made to break parsers (R8), and an authority of our own (F32).

use std::{
    collections::HashMap,
    fs,
    net::SocketAddr,
    path::Path,
    sync::{Arc, LazyLock, Mutex},
    time::Duration,
};

use futures::StreamExt as _;
use practice_commons::{
    domain::{
        Reading,
        candidate::Known,
        reading::{FetchFault, Outcome, Refusal},
        turn::{Asking, Turn},
    },
    harvest::{FetchPolicy, Holder, Names, Reader, Step, Turns},
    jobs::QUEUES,
    store::owed::Owing,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::Instant,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivatePkcs8KeyDer},
    },
};

use super::{
    alone::{alone, alone_in_played_time},
    site::{Page, Site, agent, bomb, clock, feed_at, list, reader_to, source_at},
};

#[test]
fn p15_fifty_hostile_servers_at_once_cost_little_memory_and_time() {
    alone_in_played_time(
        "besieged::p15_fifty_hostile_servers_at_once_cost_little_memory_and_time",
        fifty_hostile_servers(),
    );
}

#[test]
fn r8_pages_made_to_break_parsers_cost_little_memory_and_time() {
    alone("besieged::r8_pages_made_to_break_parsers_cost_little_memory_and_time", pages_made_to_break_parsers(), &[]);
}

#[test]
fn f32_an_expired_certificate_and_one_of_another_name_are_refused() {
    let authority = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/harvest/certificates/authority.pem");
    let trusted = [("SSL_CERT_FILE", authority.to_str().unwrap())];
    alone("besieged::f32_an_expired_certificate_and_one_of_another_name_are_refused", certificates(), &trusted);
}

// Made once: what the servers hold is not the reader's.
static DEEP: LazyLock<String> = LazyLock::new(|| "<div>".repeat(2_000_000));
static LONG: LazyLock<String> = LazyLock::new(|| format!("<p>{}", "word ".repeat(1_900_000)));
static SHORT_OF_IT: LazyLock<Vec<u8>> = LazyLock::new(|| vec![b'x'; 4_000_000]);

/// What a server does to whoever has asked it for a page.
async fn misbehave(mut stream: TcpStream, kind: u32) -> std::io::Result<()> {
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
            stream.write_all(&SHORT_OF_IT).await?;
        }
        // Round in circles.
        6 => stream.write_all(b"HTTP/1.1 302 Found\r\nLocation: /list?again\r\nContent-Length: 0\r\n\r\n").await?,
        // As deep as can be, or as long, up to the limit of a page.
        7 | 8 => {
            let page = if kind == 7 { &DEEP } else { &LONG };
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

/// The time this process has had a processor for (proc(5): ticks of a hundredth of a second). What else the machine does is
/// no matter of a reading's.
fn on_cpu() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let times = stat.rsplit_once(')').unwrap().1.split_whitespace().skip(11).take(2);
    Duration::from_millis(times.map(|ticks| ticks.parse::<u64>().unwrap() * 10).sum())
}

const MOST_KIB: u64 = 200 * 1024;

/// robots.txt, and the page with all it leads on to.
const REQUESTS: u32 = 1 + 6;

/// R8 says two seconds, of the program as it is deployed. Nothing is optimised here: the same work takes some ten times as
/// long.
const MOST_CPU: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 });

/// How long a hostile server may hold a slot.
const SLOT: Duration = Duration::from_secs(35);

/// Who has whose turn since when, and the longest that one was held or lent.
#[derive(Default)]
struct Slots {
    taken: Mutex<HashMap<Holder, Instant>>,
    longest: Mutex<Duration>,
}

impl Slots {
    fn note(&self, held: Duration) {
        let mut longest = self.longest.lock().unwrap();
        *longest = held.max(*longest);
    }
}

impl Turns for Slots {
    fn take<'a>(&'a self, _host: &'a str, holder: Holder, _asking: Asking, lease: Duration) -> Step<'a, Turn> {
        self.note(lease);
        self.taken.lock().unwrap().insert(holder, Instant::now());
        Box::pin(async { Ok(Turn::Yours) })
    }

    fn end<'a>(&'a self, _host: &'a str, holder: Holder, _rest: Option<Duration>) -> Step<'a, ()> {
        let since = self.taken.lock().unwrap().remove(&holder);
        self.note(since.expect("a turn that was taken").elapsed());
        Box::pin(async { Ok(()) })
    }
}

async fn fifty_hostile_servers() {
    const KINDS: u32 = 10;
    const OF_EACH: u32 = 5;
    let mut addresses: Vec<SocketAddr> = Vec::new();
    for number in 0..KINDS * OF_EACH {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        addresses.push(listener.local_addr().unwrap());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(misbehave(stream, number % KINDS));
            }
        });
    }
    // The limits of a release, but for the servers on this machine.
    let allowed = addresses.iter().map(|address| address.to_string().parse().unwrap()).collect();
    let policy = FetchPolicy { allowed, ..FetchPolicy::default() };
    let slots = Arc::new(Slots::default());
    let reader = Reader::new(policy, agent(), clock()).unwrap().taking_turns(Arc::clone(&slots) as Arc<dyn Turns>);
    let reader = Arc::new(reader);
    // What the first reading sets up for all is not theirs.
    let nowhere = source_at("http://127.0.0.1:1/list");
    reader.read(&nowhere, &Known::default()).await;
    assert!(DEEP.len() + LONG.len() + SHORT_OF_IT.len() > 20_000_000);
    let (before, _) = memory();
    // As many at once as the program reads: the others wait for a slot.
    let sources = QUEUES.iter().find(|queue| queue.rows == Some(Owing::Source)).unwrap();
    let readings = addresses.into_iter().zip(0_u32..).map(|(address, number)| {
        let reader = Arc::clone(&reader);
        async move {
            let url = format!("http://{address}/list");
            let settings = if number < 30 { source_at(&url) } else { feed_at(&url) };
            let started = Instant::now();
            let reading = reader.read(&settings, &Known::default()).await;
            (number % KINDS, reading, started.elapsed())
        }
    });
    let ended: Vec<(u32, Reading, Duration)> =
        futures::stream::iter(readings).buffer_unordered(sources.at_once).collect().await;
    let (_, most) = memory();
    for (kind, reading, waited) in &ended {
        assert!(!reading.outcome.is_complete() && reading.candidates.is_empty(), "kind {kind}: {:?}", reading.outcome);
        // It was a bound of the reader's that ended it, and no patience of the server's.
        let by = fault(reading);
        let is_bound = match kind {
            0 => matches!(by, FetchFault::TimedOut),
            1 => matches!(by, FetchFault::TimedOut | FetchFault::TooLarge),
            2 => matches!(
                by,
                FetchFault::TooLarge | FetchFault::TimedOut | FetchFault::MediaType { .. } | FetchFault::NotAFeed
            ),
            3 => matches!(by, FetchFault::HeadersTooLarge | FetchFault::Protocol),
            4 => matches!(by, FetchFault::Bomb),
            5 | 9 => matches!(by, FetchFault::Interrupted | FetchFault::Protocol | FetchFault::TimedOut),
            6 => matches!(by, FetchFault::TooManyRedirects | FetchFault::BadRedirect),
            _ => {
                matches!(by, FetchFault::TooComplex | FetchFault::NotAFeed | FetchFault::TimedOut)
                    || reading.candidates.is_empty()
            }
        };
        assert!(is_bound, "kind {kind} was ended by {by:?}");
        assert!(reading.counts.requests <= REQUESTS, "kind {kind}: {} requests", reading.counts.requests);
        // Of the slots for readings, one as long as was waited for answers: working on them is bounded by R8.
        assert!(*waited < SLOT, "kind {kind}: a reading waited for {waited:?}");
    }
    // Of the slots at hosts, none longer.
    assert!(slots.taken.lock().unwrap().is_empty());
    let longest = *slots.longest.lock().unwrap();
    assert!((Duration::from_secs(30)..=SLOT).contains(&longest), "a turn may be held for {longest:?}");
    let grown = most.saturating_sub(before);
    assert!(grown < MOST_KIB, "grown by {} MiB", grown / 1024);
}

fn fault(reading: &Reading) -> FetchFault {
    match &reading.outcome {
        Outcome::Failed(fault) => fault.clone(),
        Outcome::Refused(Refusal::RobotsUnreachable { why }) => (**why).clone(),
        // A page that was read to its bound and held nothing.
        Outcome::FoundNothing(_) => FetchFault::TooComplex,
        other => panic!("{other:?}"),
    }
}

/// Pages that take many parsers, and ours if they had no bounds, more than any page is worth.
fn hostile_pages() -> Vec<(&'static str, String)> {
    let numbered = |count: usize, piece: &dyn Fn(usize) -> String| (0..count).map(piece).collect::<String>();
    let deep = format!("{}1{}", "{\"a\":".repeat(100), "}".repeat(100));
    vec![
        ("nesting", "<div>".repeat(200_000)),
        ("attributes", format!("<p {}>", numbered(100_000, &|n| format!("a{n}='1' ")))),
        ("an attribute", format!("<h1>A</h1><p title='{}'>x", "x".repeat(1_000_000))),
        ("a comment", format!("<h1>A</h1><!-- {}", "-".repeat(1_000_000))),
        ("one line", format!("<h1>A</h1><p>{}", "word ".repeat(1_000_000))),
        ("words up to the limit", format!("<h1>A</h1><p>{}", "word ".repeat(1_900_000))),
        ("paragraphs", format!("<h1>A</h1>{}", "<p>They met in the hall.</p>".repeat(60_000))),
        ("headings", format!("<h1>A</h1>{}", "<h2>Purpose</h2><p>One of many.</p>".repeat(20_000))),
        ("bold labels", format!("<h1>A</h1>{}", "<p><span>Purpose</span> one</p>".repeat(20_000))),
        ("cells", format!("<h1>A</h1><table><tr>{}", "<th>Period".repeat(30_000))),
        (
            "links",
            format!("<h1>A</h1>{}", numbered(40_000, &|n| format!("<a href=https://x.example/{n}.pdf>Report {n}</a>"))),
        ),
        ("pictures", format!("<h1>A</h1>{}", numbered(40_000, &|n| format!("<img src=/{n}.jpg>")))),
        ("places", format!("<h1>A</h1>{}", "<p>Lyon, France 2016</p>".repeat(40_000))),
        (
            "data",
            format!("<h1>A</h1><script type='application/ld+json'>[{}1]</script>", format!("{deep},").repeat(1_000)),
        ),
        ("breaks", format!("<h1>A</h1><article>{}", "word<br><br>".repeat(60_000))),
    ]
}

/// Every one read by rules and without, as a list and as a practice's page.
async fn pages_made_to_break_parsers() {
    let site = Site::start().await;
    let reader = reader_to(&[site.address]);
    let ruled = source_at(&site.url("/list"));
    let mut automatic = ruled.clone();
    automatic.fields.clear();
    let nothing = reader.read(&ruled, &Known::default()).await;
    assert!(!nothing.outcome.is_complete());
    let mut costs = Vec::new();
    for (name, page) in hostile_pages() {
        for (how, settings, path) in
            [("a list", &ruled, "/list"), ("by rules", &ruled, "/p/1"), ("without rules", &automatic, "/p/1")]
        {
            site.put("/list", Page::html(list(&[1]))).put(path, Page::html(page.clone()));
            let (before, started) = (memory().0, on_cpu());
            // Where the system does not allow it the peak of all counts for each: too much, never too little.
            fs::write("/proc/self/clear_refs", "5").unwrap_or_default();
            let reading = reader.read(settings, &Known::default()).await;
            let (cpu, grown) = (on_cpu().saturating_sub(started), memory().1.saturating_sub(before));
            costs.push(format!("{name}, {how}: {cpu:?}, {} MiB, {:?}", grown / 1024, reading.outcome));
            assert!(cpu <= MOST_CPU && grown < MOST_KIB, "{}", costs.join("\n"));
        }
    }
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
