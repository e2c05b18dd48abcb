//! P13: generated hosts in every spelling, each really asked for, in a network where every address would answer. Where
//! connections arrive is what counts, and it is judged by a list of this file's own.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use futures::StreamExt as _;
use practice_commons::harvest::{FetchPolicy, Reader};
use rand::{Rng as _, RngExt as _, SeedableRng, rngs::SmallRng, seq::IndexedRandom as _};
use tokio::net::TcpStream;

use super::{
    alone::alone_in_a_network,
    everywhere::Everywhere,
    name_server::{Saying, serve, written},
    site::{agent, clock},
};
use crate::support::number;

#[test]
fn p13_no_generated_host_is_connected_to_outside_the_policy() {
    alone_in_a_network("million::p13_no_generated_host_is_connected_to_outside_the_policy", generated_hosts());
}

/// Of the registries of special-purpose addresses (IANA), and what is no unicast.
const NOT_PUBLIC: [&str; 16] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "255.255.255.255/32",
];
/// Outside of these there is no public IPv6.
const PUBLIC_V6: [&str; 2] = ["2000::/3", "64:ff9b::/96"];
const NOT_PUBLIC_V6: [&str; 4] = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

/// Besides those of the web, to see that no other is used.
const PORTS: [u16; 6] = [80, 443, 22, 5432, 6379, 8080];

fn block(text: &str) -> (IpAddr, u32) {
    let (net, length) = text.split_once('/').unwrap();
    (net.parse().unwrap(), length.parse().unwrap())
}

fn is_in(ip: IpAddr, text: &str) -> bool {
    match (ip, block(text)) {
        (IpAddr::V4(ip), (IpAddr::V4(net), length)) => (ip.to_bits() ^ net.to_bits()) >> (32 - length) == 0,
        (IpAddr::V6(ip), (IpAddr::V6(net), length)) => (ip.to_bits() ^ net.to_bits()) >> (128 - length) == 0,
        _ => false,
    }
}

fn last_v4(ip: Ipv6Addr) -> Ipv4Addr {
    let [.., a, b, c, d] = ip.octets();
    Ipv4Addr::new(a, b, c, d)
}

fn is_public(ip: IpAddr) -> bool {
    let is_one_of = |blocks: &[&str]| blocks.iter().any(|text| is_in(ip, text));
    match ip {
        IpAddr::V4(_) => !is_one_of(&NOT_PUBLIC),
        IpAddr::V6(six) if is_in(ip, PUBLIC_V6[1]) => is_public(last_v4(six).into()),
        IpAddr::V6(_) => is_one_of(&PUBLIC_V6) && !is_one_of(&NOT_PUBLIC_V6),
    }
}

/// Half of them from where nobody may look.
fn address(random: &mut SmallRng) -> Ipv4Addr {
    let any: u32 = random.next_u32();
    if random.random() {
        return Ipv4Addr::from_bits(any);
    }
    match block(NOT_PUBLIC.choose(random).unwrap()) {
        (IpAddr::V4(net), 32) => net,
        (IpAddr::V4(net), length) => Ipv4Addr::from_bits(net.to_bits() | any >> length),
        (IpAddr::V6(_), _) => unreachable!(),
    }
}

/// IPv4 as people and attackers write it.
fn four(ip: Ipv4Addr, random: &mut SmallRng) -> String {
    let (bits, [a, b, c, d]) = (ip.to_bits(), ip.octets());
    let plain = ip.to_string();
    let wide = |sign: char| sign.to_digit(10).and_then(|digit| char::from_u32(u32::from('０') + digit)).unwrap_or(sign);
    match random.random_range(0..15) {
        0 => bits.to_string(),
        1 => format!("0x{bits:x}"),
        2 => format!("0{bits:o}"),
        3 => format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
        4 => format!("0x{a:x}.{b}.0{c:o}.{d}"),
        5 => format!("{a}.{}", bits & 0xff_ffff),
        6 => format!("{a}.{b}.{}", bits & 0xffff),
        7 => format!("{a:03}.{b:03}.{c:03}.{d:03}"),
        8 => format!("{plain}."),
        9 => plain.chars().map(wide).collect(),
        10 => plain.replace('.', "。"),
        11 => plain.bytes().map(|byte| if byte == b'.' { ".".to_owned() } else { format!("%{byte:x}") }).collect(),
        12 => format!("{a}.\t{b}.\n{c}.{d}"),
        13 => format!("0x{bits:016X}"),
        _ => plain,
    }
}

/// IPv6: those that hold an IPv4 address, and others.
fn six(ip: Ipv4Addr, random: &mut SmallRng) -> Ipv6Addr {
    let (low, any) = (u128::from(ip.to_bits()), u128::from(random.next_u64()) << 64 | u128::from(random.next_u64()));
    let after = |prefix: &str| prefix.parse::<Ipv6Addr>().unwrap().to_bits();
    Ipv6Addr::from_bits(match random.random_range(0..14) {
        0 => after("::ffff:0:0") | low,
        1 => low,
        2 => after("64:ff9b::") | low,
        3 => after("64:ff9b:1::") | low,
        4 => after("2002::") | low << 80 | any & 0xffff_ffff,
        5 => after("2001::") | any >> 64 << 32 | !low & 0xffff_ffff,
        6 => after("fe80::") | any >> 64,
        7 => after("fc00::") | any >> 7,
        8 => after("fec0::") | any >> 10,
        9 => after("ff00::") | any >> 8,
        10 => after("2001:db8::") | any >> 32,
        11 => after("2a00:0:0:0:0:5efe::") | low,
        12 => after("2600::") | any >> 16,
        _ => any,
    })
}

fn bracketed(ip: Ipv6Addr, random: &mut SmallRng) -> String {
    match random.random_range(0..4) {
        0 => format!("[{}]", ip.segments().map(|part| format!("{part:04X}")).join(":")),
        1 => format!("[::ffff:{}]", last_v4(ip)),
        2 => format!("[{ip}%25eth0]"),
        _ => format!("[{ip}]"),
    }
}

/// Names the server answers for with what they say, or, where they say nothing, with 127.0.0.1.
fn name(ip: Ipv4Addr, random: &mut SmallRng) -> String {
    let six = six(ip, random);
    let label = match random.random_range(0..4) {
        0 => format!("v6-{:x}", six.to_bits()),
        1 => format!("v4-{:x}-and-v6-{:x}", ip.to_bits(), six.to_bits()),
        2 => format!("v4-{:x}-and-v4-7f000001", ip.to_bits()),
        _ => format!("v4-{:x}", ip.to_bits()),
    };
    let number = random.next_u32();
    match random.random_range(0..12) {
        0 => label,
        1 => format!("{label}.example.org."),
        2 => format!("{label}.bücher.example"),
        3 => format!("{label}.ＥＸＡＭＰＬＥ。org"),
        4 => format!("{}.EXAMPLE.org", label.to_uppercase()),
        5 => format!("{label}.localhost"),
        6 => format!("{label}.internal"),
        7 => format!("127.0.0.1.x{number}.example.org"),
        8 => ["localhost", "LOCALHOST.", "intranet", "ip6-localhost", "printer.local", "x.localhost"]
            .choose(random)
            .map_or_else(String::new, |name| (*name).to_owned()),
        9 => format!("{number:x}.{}", number % 300),
        _ => format!("{label}.example.org"),
    }
}

fn url(random: &mut SmallRng) -> String {
    let ip = address(random);
    let host = match random.random_range(0..3) {
        0 => four(ip, random),
        1 => {
            let ip = six(ip, random);
            bracketed(ip, random)
        }
        _ => name(ip, random),
    };
    let scheme = if random.random_ratio(1, 8) { "https" } else { "http" };
    match random.random_range(0..24) {
        0 => format!("{scheme}://{host}:{}/", PORTS.choose(random).unwrap()),
        1 => format!("{scheme}://user:pass@{host}/"),
        2 => format!("{scheme}://example.org@{host}/"),
        3 => format!("{scheme}://{host}\\@example.org/"),
        4 => format!("{scheme}://{host}#@example.org/"),
        5 => format!("{scheme}:\\\\{host}/"),
        6 => format!(" {scheme}:/\t/{host}?"),
        _ => format!("{scheme}://{host}/"),
    }
}

async fn generated_hosts() {
    serve(Arc::new(|first| Saying::Addresses(written(first).unwrap_or_else(|| vec![Ipv4Addr::LOCALHOST.into()]))))
        .await;
    let mut everywhere = Everywhere::listen(&PORTS).await;
    // Every address leads to where connections are counted.
    for inside in ["127.0.0.1:80", "10.1.2.3:443", "169.254.169.254:8080", "[::1]:22", "[fd00::1]:5432"] {
        TcpStream::connect(inside).await.unwrap();
    }
    assert_eq!(everywhere.reached().await.len(), 5);

    let hosts = number("GENERATED_HOSTS", 20_000);
    // The policy of a release, without pauses.
    let policy = FetchPolicy { least_delay: Duration::ZERO, ..FetchPolicy::default() };
    let reader = Reader::new(policy, agent(), clock()).unwrap();
    let mut random = SmallRng::seed_from_u64(13);
    let urls: Vec<String> = (0..hosts).map(|_| url(&mut random)).collect();
    let mut reached = 0;
    for some in urls.chunks(1_000) {
        futures::stream::iter(some).for_each_concurrent(32, async |url| drop(reader.reach(url).await)).await;
        let came = everywhere.reached().await;
        let outside = |address: &&SocketAddr| !is_public(address.ip()) || ![80, 443].contains(&address.port());
        let outside: Vec<_> = came.iter().filter(outside).collect();
        assert!(outside.is_empty(), "connected to {outside:?}");
        reached += came.len();
    }
    eprintln!("{hosts} hosts: {reached} connections, none outside the policy");
    assert!(reached * 10 > hosts, "{reached} connections: the public ones are asked");
}
