//! Which addresses are globally reachable (IANA special-purpose address registries, RFC 6890 and its updates).
//! Everything not known to be global is not; an IPv4 address inside an IPv6 one is judged for itself.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// IPv4 blocks that are not globally reachable: network, prefix length.
const V4_SPECIAL: [([u8; 4], u32); 16] = [
    ([0, 0, 0, 0], 8),       // this network
    ([10, 0, 0, 0], 8),      // private
    ([100, 64, 0, 0], 10),   // carrier-grade NAT
    ([127, 0, 0, 0], 8),     // loopback
    ([169, 254, 0, 0], 16),  // link local, cloud metadata
    ([172, 16, 0, 0], 12),   // private
    ([192, 0, 0, 0], 24),    // protocol assignments
    ([192, 0, 2, 0], 24),    // documentation
    ([192, 31, 196, 0], 24), // AS112
    ([192, 88, 99, 0], 24),  // 6to4 relays, withdrawn
    ([192, 168, 0, 0], 16),  // private
    ([192, 175, 48, 0], 24), // AS112
    ([198, 18, 0, 0], 15),   // benchmarking
    ([198, 51, 100, 0], 24), // documentation
    ([203, 0, 113, 0], 24),  // documentation
    ([224, 0, 0, 0], 3),     // multicast, reserved, broadcast
];

/// Blocks of `2000::/3` that are not globally reachable or hide another address.
const V6_SPECIAL: [([u16; 8], u32); 4] = [
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23),     // protocol assignments, Teredo, ORCHID
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32), // documentation
    ([0x2002, 0, 0, 0, 0, 0, 0, 0], 16),     // 6to4
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20),     // documentation
];

#[must_use]
pub(super) fn is_globally_reachable(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_v4(ip),
        IpAddr::V6(ip) => is_v6(ip),
    }
}

fn is_v4(ip: Ipv4Addr) -> bool {
    !V4_SPECIAL.iter().any(|(net, length)| {
        let mask = u32::MAX << (32 - length);
        ip.to_bits() & mask == u32::from_be_bytes(*net)
    })
}

fn is_v6(ip: Ipv6Addr) -> bool {
    let segments = ip.segments();
    let last_v4 = || Ipv4Addr::from_bits((u32::from(segments[6]) << 16) | u32::from(segments[7]));
    match segments {
        // IPv4-mapped, and what NAT64 turns into IPv4 (RFC 6052, 2.1).
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => is_v4(last_v4()),
        // ISATAP carries an IPv4 address under any prefix (RFC 5214, 6.1).
        [_, _, _, _, 0 | 0x200, 0x5efe, ..] if !is_v4(last_v4()) => false,
        // Only 2000::/3 is handed out as global unicast.
        _ => {
            segments[0] & 0xe000 == 0x2000
                && !V6_SPECIAL.iter().any(|(net, length)| {
                    let mask = u128::MAX << (128 - length);
                    ip.to_bits() & mask == Ipv6Addr::from(*net).to_bits()
                })
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn judge(text: &str) -> bool {
        is_globally_reachable(text.parse().unwrap())
    }

    #[test]
    fn each_block_is_refused_from_its_first_to_its_last_address_and_no_further() {
        for (first, last, before, after) in [
            ("10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"),
            ("100.64.0.0", "100.127.255.255", "100.63.255.254", "100.128.0.1"),
            ("127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0"),
            ("169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0"),
            ("172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0"),
            ("192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0"),
            ("192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0"),
            ("198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0"),
            ("224.0.0.0", "255.255.255.255", "223.255.255.255", "1.1.1.1"),
            ("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7:ffff::1", "2001:db9::"),
            ("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:ffff::1", "2003::"),
            ("fc00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2a00:1450::1", "2620:fe::fe"),
            ("::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:fffe", "2600::", "2000::1"),
        ] {
            assert!(!judge(first), "{first}");
            assert!(!judge(last) || last.starts_with("1fff"), "{last}");
            assert!(judge(before), "{before}");
            assert!(judge(after), "{after}");
        }
    }

    #[test]
    fn an_ipv4_address_inside_an_ipv6_one_is_judged_for_itself() {
        for hidden in [
            "::ffff:127.0.0.1",
            "::ffff:7f00:1",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b:1:a00:0:100::",
            "2002:a00:1::1",
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            "2a00:1450:0:0:0:5efe:10.0.0.1",
            "2a00:1450:0:0:200:5efe:192.168.0.1",
        ] {
            assert!(!judge(hidden), "{hidden}");
        }
        assert!(judge("::ffff:9.9.9.9"));
        assert!(judge("64:ff9b::909:909"));
    }

    proptest! {
        #[test]
        fn every_global_ipv4_address_is_outside_what_the_standard_library_calls_special(bits: u32) {
            let ip = Ipv4Addr::from_bits(bits);
            if is_v4(ip) {
                prop_assert!(!(ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_multicast()
                    || ip.is_broadcast() || ip.is_documentation() || ip.is_unspecified()));
            }
        }

        #[test]
        fn no_wrapping_makes_a_special_ipv4_address_global(bits: u32, prefix in 0x2000_u16..0x4000) {
            let v4 = Ipv4Addr::from_bits(bits);
            let [a, b, c, d] = v4.octets().map(u16::from);
            let (high, low) = (a << 8 | b, c << 8 | d);
            let wrapped = [
                v4.to_ipv6_mapped(),
                v4.to_ipv6_compatible(),
                Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low),
                Ipv6Addr::new(0x64, 0xff9b, 1, high, low, 0, 0, 0),
                Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1),
                Ipv6Addr::new(0x2001, 0, 0x4136, 0xe378, 0x8000, 0x63bf, !high, !low),
                Ipv6Addr::new(prefix, 1, 2, 3, 0, 0x5efe, high, low),
            ];
            for ip in wrapped {
                prop_assert!(is_v4(v4) || !is_v6(ip), "{ip}");
            }
        }
    }
}
