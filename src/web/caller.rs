//! Who asks, as far as a request can be believed.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{Extensions, HeaderMap, request::Parts},
};

use super::App;

/// The network address a request came from: the connection's, or what our own proxies say about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller(pub Option<IpAddr>);

impl Caller {
    /// A name for counting tries. IPv6 callers own a whole /64.
    #[must_use]
    pub fn name(self) -> String {
        match self.0 {
            None => "unknown".to_owned(),
            Some(IpAddr::V4(address)) => address.to_string(),
            Some(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        }
    }

    #[must_use]
    pub fn is_this_machine(self) -> bool {
        self.0.is_some_and(|address| address.is_loopback())
    }

    fn of(extensions: &Extensions, headers: &HeaderMap, trusted: &[IpAddr]) -> Self {
        let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let Some(peer) = peer else { return Self(None) };
        if !trusted.contains(&peer) {
            return Self(Some(peer));
        }
        // From the right: the first address that is not one of our own proxies.
        let forwarded = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let hops: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
        let first_foreign = hops
            .iter()
            .rev()
            .take(20)
            .map(|hop| hop.parse::<IpAddr>().ok())
            .find(|hop| hop.is_none_or(|hop| !trusted.contains(&hop)));
        Self(Some(first_foreign.flatten().unwrap_or(peer)))
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.extensions, &parts.headers, &app.site().trusted_proxies))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(peer: &str, forwarded: Option<&str>) -> Option<String> {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 1)));
        let mut headers = HeaderMap::new();
        if let Some(forwarded) = forwarded {
            headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        }
        Caller::of(&extensions, &headers, &["10.0.0.1".parse().unwrap()]).0.map(|address| address.to_string())
    }

    #[test]
    fn only_our_own_proxies_are_believed() {
        assert_eq!(caller("198.51.100.7", Some("1.2.3.4")).as_deref(), Some("198.51.100.7"));
        assert_eq!(caller("10.0.0.1", Some("6.6.6.6, 1.2.3.4")).as_deref(), Some("1.2.3.4"));
        assert_eq!(caller("10.0.0.1", Some("garbage")).as_deref(), Some("10.0.0.1"));
        assert_eq!(caller("10.0.0.1", None).as_deref(), Some("10.0.0.1"));
    }
}
