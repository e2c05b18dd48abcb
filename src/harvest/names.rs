//! How names become addresses: by the system, or by what a test plays.

use std::{fmt, io, net::SocketAddr, pin::Pin, sync::Arc};

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
}

impl fmt::Debug for Names {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::System => "System",
            Self::Given(_) => "Given",
        })
    }
}

impl Names {
    pub(super) async fn look_up(&self, name: &str) -> io::Result<Vec<SocketAddr>> {
        match self {
            Self::System => Ok(tokio::net::lookup_host((name, 0)).await?.collect()),
            Self::Given(ask) => ask(name).await,
        }
    }
}
