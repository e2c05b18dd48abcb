//! An address as an operator or editor types it. What the form of an address can say is decided here; whether it may be
//! reached is decided by the harvest's guard, again and again, at each fetch.

use url::Url;

/// An absolute `http` or `https` address without user name, in the form browsers send (WHATWG URL): host lower case, in
/// ASCII (punycode), no fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress(Url);

/// Why a text is no address to be read. The phrase is `error-address-…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressFault {
    Malformed,
    Scheme,
    Userinfo,
    TooLong,
}

impl AddressFault {
    #[must_use]
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Malformed => "error-address-malformed",
            Self::Scheme => "error-address-scheme",
            Self::Userinfo => "error-address-userinfo",
            Self::TooLong => "error-address-too-long",
        }
    }
}

impl WebAddress {
    /// Longer addresses are refused: no listing needs them, and some servers and logs cut them.
    pub const MOST_BYTES: usize = 2_048;

    /// Reads a typed address. Control characters, blanks and encoded line ends are refused rather than removed: what was
    /// typed is not what would be fetched.
    pub fn parse(typed: &str) -> Result<Self, AddressFault> {
        let typed = typed.trim_matches(' ');
        if typed.len() > Self::MOST_BYTES {
            return Err(AddressFault::TooLong);
        }
        if typed.is_empty() || typed.chars().any(|c| c.is_control() || c.is_whitespace()) || hides_a_line_end(typed) {
            return Err(AddressFault::Malformed);
        }
        let (scheme, rest) = typed.split_once(':').ok_or(AddressFault::Malformed)?;
        if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
            return Err(AddressFault::Scheme);
        }
        if !rest.starts_with("//") || rest[2..].starts_with(['/', '\\']) {
            return Err(AddressFault::Malformed);
        }
        Self::of_url(Url::parse(typed).map_err(|_| AddressFault::Malformed)?)
    }

    /// The same rules for an address found on a page, which the URL parser has already cleaned.
    pub fn of_url(mut url: Url) -> Result<Self, AddressFault> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(AddressFault::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressFault::Userinfo);
        }
        if url.as_str().len() > Self::MOST_BYTES {
            return Err(AddressFault::TooLong);
        }
        if url.domain().is_some_and(|name| !is_host_name(name)) {
            return Err(AddressFault::Malformed);
        }
        url.set_fragment(None);
        Ok(Self(url))
    }

    #[must_use]
    pub const fn url(&self) -> &Url {
        &self.0
    }

    #[must_use]
    pub fn into_url(self) -> Url {
        self.0
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host in its own script where that differs from its ASCII form: both are shown, so that a look-alike is seen.
    #[must_use]
    pub fn unicode_host(&self) -> Option<String> {
        let ascii = self.0.domain()?;
        let unicode = url::quirks::domain_to_unicode(ascii);
        (!unicode.is_empty() && unicode != ascii).then_some(unicode)
    }
}

/// A name of letters, digits, hyphens and underscores in labels of 1 to 63 bytes, 253 in all (RFC 1123, 2.1; RFC 1035,
/// 2.3.4). The URL parser lets more through.
#[must_use]
pub fn is_host_name(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    !name.is_empty()
        && name.len() <= 253
        && name.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        })
}

fn hides_a_line_end(typed: &str) -> bool {
    let lower = typed.to_ascii_lowercase();
    ["%0d", "%0a", "%00"].iter().any(|encoded| lower.contains(encoded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_kept_in_one_form() {
        for (typed, kept) in [
            ("http://Example.ORG:080/a#b", "http://example.org/a"),
            ("https://пример.example/", "https://xn--e1afmkfd.example/"),
            ("https://stra\u{DF}e.example/", "https://xn--strae-oqa.example/"),
            ("https://exa\u{AD}mple.org/", "https://example.org/"),
            ("http://example.com\\@evil.test/", "http://example.com/@evil.test/"),
            ("http://example.com#@127.0.0.1/", "http://example.com/"),
        ] {
            assert_eq!(WebAddress::parse(typed).unwrap().as_str(), kept, "{typed}");
        }
        assert_eq!(
            WebAddress::parse("https://xn--e1afmkfd.example/").unwrap().unicode_host().unwrap(),
            "пример.example"
        );
        assert_eq!(WebAddress::parse("https://example.org/").unwrap().unicode_host(), None);
    }

    #[test]
    fn what_is_no_address_is_refused_with_its_reason() {
        use AddressFault::{Malformed, Scheme, TooLong, Userinfo};
        let long_label = format!("http://{}.test/", "a".repeat(64));
        let long_name = format!("http://{}test/", "a.".repeat(125));
        let long = format!("http://example.org/{}", "a".repeat(9_000));
        let blanks = " ".repeat(2_000);
        for (typed, fault) in [
            ("ftp://example.org/", Scheme),
            ("javascript:alert(1)", Scheme),
            ("HTTP+UNIX://socket/", Scheme),
            ("http://user:pass@example.org/", Userinfo),
            ("http://example.com@127.0.0.1/", Userinfo),
            ("http://exam\tple.org/", Malformed),
            ("http://example.org/a b", Malformed),
            ("http://example.org/%0d%0aHost:x", Malformed),
            ("http://example.org:65536/", Malformed),
            ("http://1.1.1.1.1/", Malformed),
            ("http://0xBaaaaaaaaaaaaaaaaffffffff/", Malformed),
            ("http://a.b..c/", Malformed),
            ("http://-x.test/", Malformed),
            ("http://xn--/", Malformed),
            ("http://xn--example-.org/", Malformed),
            ("http://[fe80::1%25eth0]/", Malformed),
            ("http:///host", Malformed),
            ("http:host", Malformed),
            ("//host/", Malformed),
            ("", Malformed),
            (&blanks, Malformed),
            (&long_label, Malformed),
            (&long_name, Malformed),
            (&long, TooLong),
        ] {
            assert_eq!(WebAddress::parse(typed), Err(fault), "{typed}");
        }
    }
}
