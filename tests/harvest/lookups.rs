//! F31 with the system's own resolver and a name server of ours that is down, slow or lying.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
    time::Duration,
};

use futures::{StreamExt as _, stream::FuturesUnordered};
use practice_commons::{
    domain::reading::{FetchFault, Outcome, Refusal},
    harvest::{FetchPolicy, Reader},
};

use super::{
    alone::alone_in_a_network,
    everywhere::Everywhere,
    name_server::{Asked, Saying, serve},
    site::{agent, clock, feed_at, read},
};

/// The limit of a lookup where nobody will answer; ten seconds in a release.
const LIMIT: Duration = Duration::from_millis(500);

const PUBLIC: IpAddr = IpAddr::V4(Ipv4Addr::new(9, 9, 9, 9));

#[test]
fn f31_a_name_server_that_is_down_slow_or_lying_ends_a_reading_by_name_and_leads_nowhere_inside() {
    alone_in_a_network(
        "lookups::f31_a_name_server_that_is_down_slow_or_lying_ends_a_reading_by_name_and_leads_nowhere_inside",
        bad_name_servers(),
    );
}

#[test]
fn f31_names_that_nobody_answers_for_do_not_hold_up_another() {
    alone_in_a_network("lookups::f31_names_that_nobody_answers_for_do_not_hold_up_another", silent_beside_good());
}

fn thousand(net: [u8; 2]) -> Saying {
    let all = (0..1_000_u32).map(|n| Ipv4Addr::from_bits(u32::from_be_bytes([net[0], net[1], 0, 1]) + n).into());
    Saying::Addresses(all.collect())
}

/// With no pauses between requests.
fn reader(lookup: Duration) -> Reader {
    let policy = FetchPolicy { lookup, least_delay: Duration::ZERO, ..FetchPolicy::default() };
    Reader::new(policy, agent(), clock()).unwrap()
}

async fn outcome(reader: &Reader, host: &str) -> Outcome {
    read(reader, &feed_at(&format!("http://{host}/feed"))).await.outcome
}

fn unreachable(why: FetchFault) -> Outcome {
    Outcome::Refused(Refusal::RobotsUnreachable { why: Box::new(why) })
}

async fn bad_name_servers() {
    let flips = Asked::default();
    let turns = flips.clone();
    serve(Arc::new(move |first| match first {
        "silent" => Saying::Nothing,
        "late" => Saying::After(Duration::from_secs(20), vec![PUBLIC]),
        "servfail" => Saying::Fault(2),
        "nxdomain" => Saying::Fault(3),
        "circle" => Saying::Circle,
        "empty" => Saying::Addresses(Vec::new()),
        "thousand-inside" => thousand([127, 1]),
        "thousand-outside" => thousand([9, 9]),
        // Asked for both families each time.
        "flips" if turns.again() / 2 % 2 == 0 => Saying::Addresses(vec![PUBLIC]),
        _ => Saying::Addresses(vec![Ipv4Addr::LOCALHOST.into()]),
    }))
    .await;
    let mut everywhere = Everywhere::listen(&[80]).await;

    let hasty = reader(LIMIT);
    for first in ["silent", "late", "servfail", "nxdomain", "circle", "empty"] {
        let host = format!("{first}.example.org");
        assert_eq!(outcome(&hasty, &host).await, unreachable(FetchFault::Name { host }));
    }
    let patient = reader(FetchPolicy::default().lookup);
    for host in ["inside.example.org", "thousand-inside.example.org"] {
        let outcome = outcome(&patient, host).await;
        assert_eq!(outcome, unreachable(FetchFault::BadRedirect), "robots.txt lies where nobody may look");
    }
    assert_eq!(everywhere.reached().await, []);

    assert_eq!(outcome(&patient, "thousand-outside.example.org").await, Outcome::Failed(FetchFault::Status(404)));
    let reached = everywhere.reached().await;
    assert!(reached.iter().all(|address| matches!(address.ip(), IpAddr::V4(ip) if ip.octets()[..2] == [9, 9])));
    assert_eq!(reached.len(), 2, "robots.txt and the feed");

    // Rebinding: robots.txt comes from outside; when the name is looked up again it leads inside.
    let host = "flips.example.org".to_owned();
    assert_eq!(outcome(&patient, &host).await, Outcome::Refused(Refusal::NotPublic { host }));
    assert_eq!(flips.times(), 4, "it was looked up twice");
    assert_eq!(everywhere.reached().await, [(PUBLIC, 80).into()]);
}

async fn silent_beside_good() {
    serve(Arc::new(|first| match first {
        "good" => Saying::Addresses(vec![PUBLIC]),
        _ => Saying::Nothing,
    }))
    .await;
    let mut everywhere = Everywhere::listen(&[80]).await;
    let reader = reader(FetchPolicy::default().lookup);
    let silent = |number| {
        let reader = &reader;
        async move { outcome(reader, &format!("silent{number}.example.org")).await }
    };
    let mut waiting: FuturesUnordered<_> = (0..32).map(silent).collect();
    tokio::select! {
        biased;
        outcome = waiting.next() => panic!("nobody answered, but: {outcome:?}"),
        outcome = outcome(&reader, "good.example.org") => {
            assert_eq!(outcome, Outcome::Failed(FetchFault::Status(404)), "as the partner says");
        }
    }
    assert_eq!(everywhere.reached().await.len(), 2);
}
