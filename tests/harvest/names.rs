//! F31: what a reader makes of name servers that are down, slow or lying, with the limits of a release in played time. What
//! the system's resolver makes of them: `lookups`.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use practice_commons::{
    domain::reading::{FetchFault, Outcome, Refusal},
    harvest::{FetchPolicy, Names, Reader},
};
use tokio::{net::TcpListener, time::Instant};

use super::site::{Site, agent, clock, feed_at, read, source_at, with_practices};

/// A name server that answers by the first label of a name; `answers` with addresses.
fn server(answers: Vec<SocketAddr>) -> Names {
    Names::Given(Arc::new(move |name| {
        let (behaviour, answers) = (name.split('.').next().unwrap_or_default().to_owned(), answers.clone());
        Box::pin(async move {
            match behaviour.as_str() {
                "silent" => std::future::pending().await,
                "slow" => {
                    tokio::time::sleep(Duration::from_secs(20)).await;
                    Ok(answers)
                }
                // What a system's resolver makes of SERVFAIL, NXDOMAIN and a circle of aliases.
                "servfail" => Err(io::Error::other("temporary failure in name resolution")),
                "nxdomain" => Err(io::Error::new(io::ErrorKind::NotFound, "name or service not known")),
                "circle" => Err(io::Error::other("too many aliases")),
                "empty" => Ok(Vec::new()),
                "thousand" => Ok(answers.iter().cycle().take(1_000).copied().collect()),
                _ => Ok(answers),
            }
        })
    }))
}

fn reader(answers: Vec<SocketAddr>, policy: FetchPolicy) -> Reader {
    Reader::with_names(policy, agent(), clock(), server(answers)).unwrap()
}

#[tokio::test(start_paused = true)]
async fn f31_names_that_give_no_answer_fail_within_ten_seconds_and_say_so() {
    let reader = reader(Vec::new(), FetchPolicy::default());
    for behaviour in ["silent", "slow", "servfail", "nxdomain", "circle", "empty"] {
        let host = format!("{behaviour}.example.org");
        let started = Instant::now();
        let reading = read(&reader, &feed_at(&format!("http://{host}/feed"))).await;
        assert!(started.elapsed() <= Duration::from_millis(10_010), "{behaviour} took {:?}", started.elapsed());
        let why = Box::new(FetchFault::Name { host });
        assert_eq!(reading.outcome, Outcome::Refused(Refusal::RobotsUnreachable { why }), "{behaviour}");
    }
}

#[tokio::test]
async fn f31_a_name_that_leads_inside_is_never_connected_to() {
    let caught = Arc::new(AtomicUsize::new(0));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let trap = listener.local_addr().unwrap();
    let count = Arc::clone(&caught);
    tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            count.fetch_add(1, Ordering::SeqCst);
        }
    });
    let policy = FetchPolicy { ports: vec![80, 443, trap.port()], ..FetchPolicy::default() };
    let reader =
        reader(vec![SocketAddr::new([127, 0, 0, 1].into(), 0), SocketAddr::new([10, 0, 0, 1].into(), 0)], policy);
    for behaviour in ["rebinds", "thousand"] {
        let address = format!("http://{behaviour}.example.org:{}/feed", trap.port());
        let reading = read(&reader, &feed_at(&address)).await;
        assert!(!reading.outcome.is_complete(), "{:?}", reading.outcome);
        assert!(reading.candidates.is_empty());
    }
    assert_eq!(caught.load(Ordering::SeqCst), 0, "connections inside");
}

#[tokio::test]
async fn f31_one_bad_name_does_not_slow_others() {
    let site = Site::start().await;
    with_practices(&site, 2);
    let good = format!("partner.example.org:{}", site.address.port());
    let policy = FetchPolicy { allowed: vec![good.parse().unwrap()], ..FetchPolicy::default() };
    let reader = reader(vec![SocketAddr::new(site.address.ip(), 0)], policy);
    let (bad, settings) = (feed_at("http://silent.example.org/feed"), source_at(&format!("http://{good}/list")));
    tokio::select! {
        biased;
        stuck = read(&reader, &bad) => panic!("nobody answered, but: {stuck:?}"),
        reading = read(&reader, &settings) => {
            assert_eq!((reading.outcome, reading.candidates.len()), (Outcome::Ok, 2));
        }
    }
}
