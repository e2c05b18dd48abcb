//! Nothing outside the policy is ever connected to, counted where the connections arrive.

use std::{
    net::SocketAddr,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use practice_commons::{
    domain::reading::{Outcome, Refusal},
    harvest::{FetchPolicy, Reader},
};
use tokio::net::TcpListener;

use super::site::{Page, Site, agent, clock, feed_at, list, practice, read, reader, source, with_practices};

/// Listeners that only count who comes.
struct Trap {
    addresses: Vec<SocketAddr>,
    caught: Arc<AtomicUsize>,
}

impl Trap {
    async fn set() -> Self {
        let caught = Arc::new(AtomicUsize::new(0));
        let mut addresses = Vec::new();
        for place in
            ["127.0.0.1:0", "127.0.0.2:0", "127.1.2.3:0", "[::1]:0", "127.0.0.1:80", "[::1]:80", "127.0.0.1:443"]
        {
            // Some machines have no IPv6, or keep low ports to themselves: what can be bound is watched.
            let Ok(listener) = TcpListener::bind(place).await else { continue };
            addresses.push(listener.local_addr().expect("a bound listener has an address"));
            let caught = Arc::clone(&caught);
            tokio::spawn(async move {
                while listener.accept().await.is_ok() {
                    caught.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        assert!(addresses.len() >= 3);
        Self { addresses, caught }
    }

    /// Every way of writing the traps' addresses that list B-U knows.
    fn baits(&self) -> Vec<String> {
        let hosts = [
            "127.0.0.1",
            "127.1",
            "0",
            "0x7f.1",
            "0177.0.0.1",
            "017700000001",
            "2130706433",
            "127.000.000.001",
            "127.0.0.2",
            "①②⑦.⓪.⓪.①",
            "127。0。0。1",
            "%31%32%37.0.0.1",
            "[::]",
            "[::1]",
            "[0000::1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::1]",
            "localhost",
            "LOCALHOST",
            "localhost.",
            "x.localhost",
            "ip6-localhost",
            "10.0.0.1",
            "169.254.169.254",
            "user:pass@127.0.0.1",
            "example.com@127.0.0.1",
        ];
        let ports = self.addresses.iter().map(SocketAddr::port).chain([80]);
        let mut baits: Vec<String> = ports
            .flat_map(|port| {
                hosts.iter().flat_map(move |host| ["http", "https"].map(|scheme| format!("{scheme}://{host}:{port}/")))
            })
            .collect();
        baits.extend(
            ["file:///etc/passwd", "gopher://127.0.0.1:80/", "ftp://127.0.0.1/", "//127.0.0.1/"].map(String::from),
        );
        baits
    }

    fn assert_empty(&self) {
        assert_eq!(self.caught.load(Ordering::SeqCst), 0, "connections outside the policy");
    }
}

#[tokio::test]
async fn no_address_of_list_b_u_is_ever_connected_to() {
    let trap = Trap::set().await;
    // The operator lists the traps' ports: the addresses alone stand in the way.
    let ports = trap.addresses.iter().map(SocketAddr::port).chain([80, 443]).collect();
    let reader = Reader::new(FetchPolicy { ports, ..FetchPolicy::default() }, agent(), clock()).unwrap();
    for bait in trap.baits() {
        let reading = read(&reader, &feed_at(&bait)).await;
        assert!(matches!(reading.outcome, Outcome::Refused(_) | Outcome::Invalid(_)), "{bait}: {:?}", reading.outcome);
        assert_eq!(reading.counts.requests, 0, "{bait}");
        assert!(!reader.check(&feed_at(&bait)).is_empty(), "{bait}");
    }
    trap.assert_empty();
}

#[tokio::test]
async fn no_redirect_link_or_robots_file_leads_inside() {
    let (trap, site) = (Trap::set().await, Site::start().await);
    let policy = FetchPolicy {
        allowed: vec![site.address.to_string().parse().unwrap()],
        ports: trap.addresses.iter().map(SocketAddr::port).chain([80, 443]).collect(),
        ..FetchPolicy::default()
    };
    let reader = Reader::new(policy, agent(), clock()).unwrap();
    for (number, bait) in trap.baits().into_iter().enumerate() {
        // One after the other as the target of the listing, of a practice, of robots.txt, and as a link on the listing.
        let cards =
            list(&[1]) + &format!("<div class=card><a href='{bait}'>x</a></div><a rel=next href='{bait}'>n</a>");
        site.put("/list", Page::html(cards)).put("/p/1", practice(1, "Weekly."));
        site.remove("/robots.txt");
        match number % 3 {
            0 => site.put("/list", Page::redirect(&bait)),
            1 => site.put("/p/1", Page::redirect(&bait)),
            _ => site.put("/robots.txt", Page::redirect(&bait)),
        };
        // Every host of the baits is said to be the partner's own: the guard alone stands in the way.
        let mut settings = source(&site);
        settings.hosts = vec!["localhost".to_owned(), "*.localhost".to_owned(), "127.0.0.2".to_owned()];
        let _ = read(&reader, &settings).await;
    }
    trap.assert_empty();
}

#[tokio::test]
async fn an_opened_port_opens_no_other() {
    let (trap, site) = (Trap::set().await, Site::start().await);
    let reader = reader(&site);
    for address in &trap.addresses {
        let reading = read(&reader, &feed_at(&format!("http://{address}/"))).await;
        assert!(matches!(reading.outcome, Outcome::Refused(Refusal::NotPublic { .. })), "{address}");
    }
    trap.assert_empty();
}

#[tokio::test]
async fn redirects_are_judged_hop_by_hop() {
    let site = Site::start().await;
    let reader = reader(&site);
    let outcome = async |target: &str| {
        site.put("/list", Page::redirect(target));
        read(&reader, &source(&site)).await.outcome
    };
    let refused = |outcome: Outcome| match outcome {
        Outcome::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    };
    assert!(matches!(refused(outcome("file:///etc/passwd").await), Refusal::Scheme { .. }));
    assert!(matches!(refused(outcome("//10.0.0.1/").await), Refusal::NotPublic { .. }));
    assert!(matches!(refused(outcome("http://127.0.0.1:25/").await), Refusal::NotPublic { .. }));
    assert!(matches!(refused(outcome("http://u:p@127.0.0.1/").await), Refusal::Userinfo));
    assert!(matches!(refused(outcome("http://other.example/").await), Refusal::OtherSite { .. }));
    for hop in 1..=6 {
        site.put(&format!("/hop{hop}"), Page::redirect(&format!("/hop{}", hop + 1)));
    }
    site.put("/hop7", Page::html(list(&[1]))).put("/p/1", practice(1, "Weekly."));
    assert!(matches!(outcome("/hop3").await, Outcome::Ok), "five are followed");
    assert!(matches!(outcome("/hop2").await, Outcome::Failed(_)), "six are not");
    assert!(matches!(outcome("/list").await, Outcome::Failed(_)), "a loop is not");
    assert!(matches!(outcome("http://[broken/").await, Outcome::Failed(_)));
}

#[tokio::test]
async fn a_proxy_of_the_environment_is_not_used() {
    const CHILD: &str = "HARVEST_TEST_BEHIND_PROXY";
    if std::env::var_os(CHILD).is_some() {
        let site = Site::start().await;
        with_practices(&site, 1);
        assert_eq!(read(&reader(&site), &source(&site)).await.outcome, Outcome::Ok);
        return;
    }
    let trap = Trap::set().await;
    let proxy = format!("http://{}", trap.addresses[0]);
    let name = "harvest::guarding::a_proxy_of_the_environment_is_not_used";
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", name]).env(CHILD, "1");
    for variable in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"] {
        child.env(variable, &proxy);
    }
    let ended = tokio::task::spawn_blocking(move || child.output().unwrap()).await.unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stdout));
    trap.assert_empty();
}
