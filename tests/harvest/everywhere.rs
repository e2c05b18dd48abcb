//! In a network where every address is this process: who listens at all of them, and tells which were connected to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
};

/// Nobody is sent there: a connection to it says that all earlier ones at its port have been told.
const MARK: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 99));

pub struct Everywhere {
    ports: Vec<u16>,
    reached: UnboundedReceiver<SocketAddr>,
}

impl Everywhere {
    /// Listens at these ports, in both families; answers 404 and hangs up.
    pub async fn listen(ports: &[u16]) -> Self {
        let (tell, reached) = unbounded_channel();
        for port in ports {
            let listener = TcpListener::bind((Ipv6Addr::UNSPECIFIED, *port)).await.unwrap();
            tokio::spawn(accept(listener, tell.clone()));
        }
        Self { ports: ports.to_vec(), reached }
    }

    /// Where connections were made to since this was last asked.
    pub async fn reached(&mut self) -> Vec<SocketAddr> {
        for port in &self.ports {
            drop(TcpStream::connect((MARK, *port)).await.unwrap());
        }
        let (mut reached, mut marks) = (Vec::new(), 0);
        while marks < self.ports.len() {
            let address = self.reached.recv().await.unwrap();
            if address.ip() == MARK { marks += 1 } else { reached.push(address) }
        }
        reached
    }
}

async fn accept(listener: TcpListener, tell: UnboundedSender<SocketAddr>) {
    while let Ok((mut stream, _)) = listener.accept().await {
        let Ok(here) = stream.local_addr() else { continue };
        let _ = tell.send(SocketAddr::new(here.ip().to_canonical(), here.port()));
        tokio::spawn(async move {
            let mut request = [0; 4_096];
            let _ = stream.read(&mut request).await;
            let answer = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(answer).await;
        });
    }
}
