//! What the operator allows: where fetches may go, how fast, and how much they may bring.

use std::{str::FromStr, time::Duration};

use url::Url;

use crate::domain::source::WebAddress;

/// The limits of every fetch. The default reaches globally routable addresses alone.
#[derive(Clone, Debug)]
pub struct FetchPolicy {
    /// Exactly these hosts at exactly these ports may be reached although they are not public. Empty in every release.
    pub allowed: Vec<AllowedHost>,
    /// Ports of public hosts.
    pub ports: Vec<u16>,
    /// Names and addresses this site itself is reached at: never fetched.
    pub own_hosts: Vec<String>,
    /// The least time between two requests to one host; allowed hosts keep their source's own delay, even none.
    pub least_delay: Duration,
    /// One fetch in all, redirects and body included, waiting for politeness not.
    pub total: Duration,
    pub connect: Duration,
    /// Looking up a name.
    pub lookup: Duration,
}

impl Default for FetchPolicy {
    fn default() -> Self {
        Self {
            allowed: Vec::new(),
            ports: vec![80, 443],
            own_hosts: Vec::new(),
            least_delay: Duration::from_secs(5),
            total: Duration::from_secs(30),
            connect: Duration::from_secs(10),
            lookup: Duration::from_secs(10),
        }
    }
}

impl FetchPolicy {
    pub(super) fn allows(&self, url: &Url) -> bool {
        self.allowed.iter().any(|allowed| {
            url.host_str() == Some(allowed.host.as_str()) && url.port_or_known_default() == Some(allowed.port)
        })
    }

    /// Who takes turns with whom: hosts the operator opened one by one may share an address; elsewhere a host is a host,
    /// whatever the port.
    pub(super) fn host_of(&self, url: &Url) -> String {
        let host = url.host_str().unwrap_or_default();
        if self.allows(url) {
            format!("{host}:{}", url.port_or_known_default().unwrap_or_default())
        } else {
            host.to_owned()
        }
    }

    /// Whether a host is named by an entry, at whatever port.
    pub(super) fn names(&self, host: &str) -> bool {
        self.allowed.iter().any(|allowed| allowed.host == host)
    }
}

/// One host at one port, written `127.0.0.1:8080` or `partner.internal:80`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedHost {
    host: String,
    port: u16,
}

/// The text names no host with a port.
#[derive(Debug, thiserror::Error)]
#[error("no host and port \"{0}\"")]
pub struct NotAHost(String);

impl FromStr for AllowedHost {
    type Err = NotAHost;

    fn from_str(text: &str) -> Result<Self, NotAHost> {
        let fault = || NotAHost(text.to_owned());
        let port = text.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).ok_or_else(fault)?;
        let address = WebAddress::parse(&format!("http://{text}/")).map_err(|_| fault())?;
        let host = address.url().host_str().ok_or_else(fault)?.to_owned();
        if address.url().path() == "/" && port != 0 { Ok(Self { host, port }) } else { Err(fault()) }
    }
}

/// How we name ourselves to partners and in robots.txt.
#[derive(Clone, Debug)]
pub struct Agent {
    token: String,
    header: String,
}

/// The name or contact cannot stand in a `User-Agent` header.
#[derive(Debug, thiserror::Error)]
#[error("the agent's name is letters, hyphens and underscores, its contact an address in plain ASCII")]
pub struct NotAnAgent;

impl Agent {
    /// `name` is the product token of robots.txt (RFC 9309, 2.2.1), `contact` a page or mail address a webmaster can turn to.
    pub fn new(name: &str, version: &str, contact: &str) -> Result<Self, NotAnAgent> {
        let is_token = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic() || b"-_".contains(&byte));
        let is_comment = |text: &str| {
            !text.is_empty()
                && text.len() <= 200
                && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"()\\".contains(&byte))
        };
        if is_token && is_comment(version) && is_comment(contact) {
            Ok(Self { token: name.to_owned(), header: format!("{name}/{version} (+{contact})") })
        } else {
            Err(NotAnAgent)
        }
    }

    /// The product token robots.txt is read for.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The `User-Agent` header.
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_release_default_allows_no_inner_host() {
        let policy = FetchPolicy::default();
        assert!(policy.allowed.is_empty());
        assert_eq!(policy.ports, [80, 443]);
    }

    #[test]
    fn an_entry_names_exactly_one_host_and_port() {
        let policy = FetchPolicy {
            allowed: vec!["example.com:8080".parse().unwrap(), "[::1]:80".parse().unwrap()],
            ..Default::default()
        };
        let allows = |url: &str| policy.allows(&Url::parse(url).unwrap());
        assert!(allows("http://example.com:8080/x"));
        assert!(allows("http://[::1]/"));
        for other in [
            "http://attacker-example.com:8080/",
            "http://example.com/",
            "http://a.example.com:8080/",
            "http://[::1]:81/",
        ] {
            assert!(!allows(other), "{other}");
        }
        for wrong in
            ["example.com", "example.com:", ":80", "example.com:0", "a/b:80", "http://a:80", "a@b:80", "a:80/x"]
        {
            assert!(wrong.parse::<AllowedHost>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_agent_cannot_break_its_header() {
        assert_eq!(
            Agent::new("Commons", "1.0", "https://a.example/bot").unwrap().header(),
            "Commons/1.0 (+https://a.example/bot)"
        );
        for (name, contact) in [("", "a"), ("a b", "a"), ("a", ""), ("a", "x\r\ny"), ("a", "é"), ("a", "b)c")] {
            assert!(Agent::new(name, "1", contact).is_err());
        }
    }
}
