//! Decides whether an address may be fetched: by its form, its port, its typed host, and the socket addresses a name
//! leads to. The resolver below is the only way to a socket, so what was checked is what is connected to.

use std::{
    net::{IpAddr, SocketAddr, UdpSocket},
    sync::Arc,
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::{globally_reachable::is_globally_reachable, names::Names, policy::FetchPolicy};
use crate::domain::{
    reading::Refusal,
    source::{AddressFault, WebAddress},
};

/// Names that never lead to a public host (RFC 6761, RFC 6762, RFC 8375, RFC 9476, ICANN's `internal`).
const INNER_NAMES: [&str; 7] = ["localhost", "local", "internal", "home.arpa", "onion", "alt", "localdomain"];

/// A name with thousands of addresses is tried at this many.
const MOST_ADDRESSES: usize = 16;

#[derive(Clone)]
pub(super) struct Guard {
    policy: Arc<FetchPolicy>,
    names: Names,
}

/// Why a name gave no address to connect to.
#[derive(Debug, thiserror::Error)]
pub(super) enum LookupFault {
    #[error("the name leads to no public address")]
    NotPublic,
    #[error("the name was not found in time")]
    NotFound,
}

impl Guard {
    pub(super) const fn new(policy: Arc<FetchPolicy>, names: Names) -> Self {
        Self { policy, names }
    }

    /// Judges all that can be judged without looking up a name. Asked before every request, redirects included.
    pub(super) fn admit(&self, url: &Url) -> Result<(), Refusal> {
        let address = WebAddress::of_url(url.clone()).map_err(|fault| match fault {
            AddressFault::Scheme => Refusal::Scheme { scheme: url.scheme().to_owned() },
            AddressFault::Userinfo => Refusal::Userinfo,
            AddressFault::Malformed | AddressFault::TooLong => Refusal::Malformed,
        })?;
        let url = address.url();
        if self.policy.allows(url) {
            return Ok(());
        }
        let refused = || {
            let host = url.host_str().unwrap_or_default().to_owned();
            tracing::warn!(host, "refused to fetch from an address that is not public");
            Refusal::NotPublic { host }
        };
        match url.host() {
            None => return Err(Refusal::Malformed),
            Some(Host::Ipv4(ip)) if !self.is_reachable(IpAddr::V4(ip)) => return Err(refused()),
            Some(Host::Ipv6(ip)) if !self.is_reachable(IpAddr::V6(ip)) => return Err(refused()),
            Some(Host::Domain(name)) if self.is_inner(name) => return Err(refused()),
            Some(_) => {}
        }
        let port = url.port_or_known_default().unwrap_or_default();
        if self.policy.ports.contains(&port) { Ok(()) } else { Err(Refusal::Port { port }) }
    }

    /// Names of this machine, of inner networks, and allowed names at another port than theirs.
    fn is_inner(&self, name: &str) -> bool {
        let name = name.strip_suffix('.').unwrap_or(name);
        let ends_in = |inner: &str| name.strip_suffix(inner).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        !name.contains('.')
            || INNER_NAMES.iter().any(|inner| ends_in(inner))
            || self.policy.own_hosts.iter().any(|own| own.eq_ignore_ascii_case(name))
            || self.policy.names(name)
    }

    /// Whether whoever was connected to has such an address.
    pub(super) fn is_reachable_peer(&self, peer: SocketAddr) -> bool {
        self.is_reachable(self.names.address_of(peer))
    }

    pub(super) fn is_reachable(&self, ip: IpAddr) -> bool {
        let named = || self.policy.own_hosts.iter().any(|own| own.parse() == Ok(ip));
        is_globally_reachable(ip) && !named() && !is_our_own(ip)
    }

    async fn lookup(&self, name: &str) -> Result<Vec<SocketAddr>, LookupFault> {
        let found = tokio::time::timeout(self.policy.lookup, self.names.look_up(name))
            .await
            .map_err(|_| LookupFault::NotFound)?
            .map_err(|_| LookupFault::NotFound)?;
        self.choose(found, self.policy.names(name)).inspect_err(|_| {
            tracing::warn!(host = name, "refused to fetch from a name that leads to no public address");
        })
    }

    /// Of the addresses a name leads to those that may be connected to.
    fn choose(&self, addresses: Vec<SocketAddr>, allowed: bool) -> Result<Vec<SocketAddr>, LookupFault> {
        if addresses.is_empty() {
            return Err(LookupFault::NotFound);
        }
        let may = |address: &SocketAddr| allowed || self.is_reachable(address.ip());
        let chosen: Vec<SocketAddr> = addresses.into_iter().filter(may).take(MOST_ADDRESSES).collect();
        if chosen.is_empty() { Err(LookupFault::NotPublic) } else { Ok(chosen) }
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let addresses = guard.lookup(name.as_str()).await?;
            let servers = addresses.into_iter().map(move |address| guard.names.server_of(address));
            Ok(Box::new(servers) as Addrs)
        })
    }
}

/// Whether this machine itself has the address: only then can a socket be bound to it. Where the system binds anything
/// (`ip_nonlocal_bind`) an address of nobody (RFC 5737) can be bound too, and the answer means nothing.
fn is_our_own(ip: IpAddr) -> bool {
    let binds = |ip: IpAddr| UdpSocket::bind((ip, 0)).is_ok();
    let nobody: IpAddr = if ip.is_ipv4() { [192, 0, 2, 1].into() } else { [0x2001, 0xdb8, 0, 0, 0, 0, 0, 1].into() };
    binds(ip) && !binds(nobody)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn guard() -> Guard {
        Guard::new(
            Arc::new(FetchPolicy { own_hosts: vec!["commons.example.org".to_owned()], ..Default::default() }),
            Names::System,
        )
    }

    fn judge(address: &str) -> Result<(), Refusal> {
        let url = WebAddress::parse(address).map_err(|fault| match fault {
            AddressFault::Scheme => Refusal::Scheme { scheme: String::new() },
            AddressFault::Userinfo => Refusal::Userinfo,
            AddressFault::Malformed | AddressFault::TooLong => Refusal::Malformed,
        })?;
        guard().admit(url.url())
    }

    #[test]
    fn list_b_u_is_refused() {
        for inner in [
            "127.0.0.1",
            "127.1",
            "0",
            "0x7f.1",
            "0177.0.0.1",
            "017700000001",
            "2130706433",
            "127.000.000.001",
            "①②⑦.⓪.⓪.①",
            "127。0。0。1",
            "%31%32%37.0.0.1",
            "[::]",
            "[::1]",
            "[0000::1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::127.0.0.1]",
            "[64:ff9b::a00:1]",
            "[64:ff9b:1:a00:0:100::]",
            "[2002:a00:1::1]",
            "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "[fc00::1]",
            "[fe80::1]",
            "[fec0::1]",
            "[ff02::2]",
            "[2001:db8::1]",
            "[100::1]",
            "localhost",
            "LOCALHOST",
            "localhost.",
            "x.localhost",
            "printer.local",
            "intranet",
            "db.internal",
            "commons.example.org",
            "COMMONS.example.org.",
        ] {
            let found = judge(&format!("http://{inner}/"));
            assert!(matches!(found, Err(Refusal::NotPublic { .. })), "{inner}: {found:?}");
        }
        for port in ["1", "22", "25", "6379", "5432", "8080"] {
            assert!(matches!(judge(&format!("http://example.com:{port}/")), Err(Refusal::Port { .. })), "{port}");
        }
        assert!(matches!(judge("http://example.com:0/"), Err(Refusal::Port { port: 0 })));
        for scheme in [
            "ftp://a.test/",
            "gopher://a.test/",
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:x",
            "blob:x",
            "view-source:http://a.test/",
            "unix:/run/x",
            "HTTP+UNIX://x/",
        ] {
            assert!(matches!(judge(scheme), Err(Refusal::Scheme { .. })), "{scheme}");
        }
        assert_eq!(judge("http://user:pass@example.com/"), Err(Refusal::Userinfo));
        assert_eq!(judge("http://example.com@127.0.0.1/"), Err(Refusal::Userinfo));
    }

    #[test]
    fn public_hosts_are_admitted() {
        for outer in [
            "http://example.com/",
            "https://example.com:443/",
            "http://example.com:080/",
            "http://9.9.9.9/",
            "http://100.63.255.254/",
            "http://100.128.0.1/",
            "https://[2620:fe::fe]/",
            "http://example.com\\@evil.test/",
            "http://example.com#@127.0.0.1/",
            "https://пример.example/",
            "https://localhost.example/",
        ] {
            assert_eq!(judge(outer), Ok(()), "{outer}");
        }
    }

    #[test]
    fn an_allowed_host_is_admitted_at_its_port_alone() {
        let allowed = vec!["127.0.0.1:8080".parse().unwrap(), "partner.example:8080".parse().unwrap()];
        let guard = Guard::new(Arc::new(FetchPolicy { allowed, ..Default::default() }), Names::System);
        let admits = |url: &str| guard.admit(&Url::parse(url).unwrap()).is_ok();
        assert!(admits("http://127.0.0.1:8080/") && admits("http://partner.example:8080/"));
        for other in [
            "http://127.0.0.1/",
            "http://127.0.0.1:8081/",
            "http://127.0.0.2:8080/",
            "http://localhost:8080/",
            "http://partner.example/",
            "http://a.partner.example:8080/",
        ] {
            assert!(!admits(other), "{other}");
        }
    }

    #[tokio::test]
    async fn a_name_is_judged_by_where_it_leads() {
        assert!(matches!(guard().lookup("localhost").await, Err(LookupFault::NotPublic)));
        assert!(matches!(guard().lookup("no-such-name.invalid").await, Err(LookupFault::NotFound)));
        let allowed = vec!["localhost:8080".parse().unwrap()];
        let opened = Guard::new(Arc::new(FetchPolicy { allowed, ..Default::default() }), Names::System);
        assert!(opened.lookup("localhost").await.unwrap().iter().all(|address| address.ip().is_loopback()));
    }

    #[test]
    fn of_a_name_with_public_and_private_addresses_only_the_public_are_tried() {
        let addresses =
            |texts: &[&str]| texts.iter().map(|text| SocketAddr::new(text.parse().unwrap(), 0)).collect::<Vec<_>>();
        let mixed = addresses(&["10.0.0.1", "9.9.9.9", "::1", "2620:fe::fe", "::ffff:127.0.0.1"]);
        assert_eq!(guard().choose(mixed, false).unwrap(), addresses(&["9.9.9.9", "2620:fe::fe"]));
        assert!(matches!(guard().choose(addresses(&["::1"]), false), Err(LookupFault::NotPublic)));
        assert!(matches!(guard().choose(Vec::new(), false), Err(LookupFault::NotFound)));
        let many: Vec<SocketAddr> =
            (0..1_000_u32).map(|n| SocketAddr::new(std::net::Ipv4Addr::from_bits(0x0909_0000 + n).into(), 0)).collect();
        assert_eq!(guard().choose(many, false).unwrap().len(), MOST_ADDRESSES);
    }

    #[tokio::test]
    async fn f31_a_name_that_flips_is_judged_by_each_answer_it_gives() {
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let names = Names::Given(Arc::new(move |_| {
            let flips = asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst) % 2 == 1;
            let address: IpAddr = if flips { [127, 0, 0, 1].into() } else { [9, 9, 9, 9].into() };
            Box::pin(async move { Ok(vec![SocketAddr::new(address, 0)]) })
        }));
        let guard = Guard::new(Arc::new(FetchPolicy::default()), names);
        // What is checked is what is handed to the socket: there is no second question in between.
        assert_eq!(guard.lookup("flips.example").await.unwrap(), [SocketAddr::new([9, 9, 9, 9].into(), 0)]);
        assert!(matches!(guard.lookup("flips.example").await, Err(LookupFault::NotPublic)));
    }

    #[test]
    fn this_machine_knows_its_own_addresses() {
        assert!(is_our_own([127, 0, 0, 1].into()));
        assert!(!is_our_own([9, 9, 9, 9].into()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn no_writing_of_a_private_address_is_admitted(bits: u32, form in 0..6) {
            let ip = std::net::Ipv4Addr::from_bits(bits);
            let [a, b, c, d] = ip.octets();
            let host = match form {
                0 => format!("{a}.{b}.{c}.{d}"),
                1 => bits.to_string(),
                2 => format!("0x{bits:x}"),
                3 => format!("0{a:o}.{b}.0x{c:x}.{d}"),
                4 => format!("{a}.{}", bits & 0xff_ffff),
                _ => format!("[::ffff:{a}.{b}.{c}.{d}]"),
            };
            let admitted = judge(&format!("http://{host}/")).is_ok();
            prop_assert_eq!(admitted, guard().is_reachable(ip.into()), "{}", host);
        }

        #[test]
        fn no_generated_host_reaches_inside(host in "([0-9a-fx]{1,4}[.。:]){0,4}[0-9a-fA-Fxlocalhost%]{1,12}\\.?") {
            for address in [format!("http://{host}/"), format!("http://[{host}]/")] {
                if let Ok(url) = Url::parse(&address) && guard().admit(&url).is_ok() {
                    match url.host() {
                        Some(Host::Ipv4(ip)) => prop_assert!(is_globally_reachable(ip.into())),
                        Some(Host::Ipv6(ip)) => prop_assert!(is_globally_reachable(ip.into())),
                        Some(Host::Domain(name)) => prop_assert!(name.contains('.') && !name.ends_with("localhost")),
                        None => prop_assert!(false),
                    }
                }
            }
        }
    }
}
