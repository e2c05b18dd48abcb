//! How names become addresses: by the system, or by what a test plays.

use std::{
    fmt, io,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::Arc,
};

/// A lookup under way.
pub type Lookup = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;

/// Who is asked where a name leads. Whatever it answers is judged before anything is connected to, and it has no longer
/// than [`super::FetchPolicy::lookup`].
#[derive(Clone, Default)]
pub enum Names {
    /// The system's resolver, with its hosts file and name servers.
    #[default]
    System,
    /// A name server of one's own.
    Given(Arc<dyn Fn(&str) -> Lookup + Send + Sync>),
    /// A name server and public hosts of one's own.
    Played(Arc<Played>),
}

/// An internet in miniature: what is judged are public addresses, what is connected to are servers on this machine.
pub struct Played {
    pub names: Box<dyn Fn(&str) -> Lookup + Send + Sync>,
    /// Public addresses, and where their servers listen. Any other address is what it is.
    pub hosts: Vec<(IpAddr, SocketAddr)>,
}

impl fmt::Debug for Names {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::System => "System",
            Self::Given(_) => "Given",
            Self::Played(_) => "Played",
        })
    }
}

impl Names {
    pub(super) async fn look_up(&self, name: &str) -> io::Result<Vec<SocketAddr>> {
        match self {
            Self::System => Ok(tokio::net::lookup_host((name, 0)).await?.collect()),
            Self::Given(ask) => ask(name).await,
            Self::Played(played) => (played.names)(name).await,
        }
    }

    /// Where to connect to for an address that has been judged.
    pub(super) fn server_of(&self, judged: SocketAddr) -> SocketAddr {
        let server = self.hosts().iter().find(|(public, _)| *public == judged.ip());
        server.map_or(judged, |(_, server)| *server)
    }

    /// The address of whoever was connected to.
    pub(super) fn address_of(&self, peer: SocketAddr) -> IpAddr {
        let host = self.hosts().iter().find(|(_, server)| *server == peer);
        host.map_or(peer.ip(), |(public, _)| *public)
    }

    fn hosts(&self) -> &[(IpAddr, SocketAddr)] {
        match self {
            Self::Played(played) => &played.hosts,
            Self::System | Self::Given(_) => &[],
        }
    }
}
