//! The stream lettre's connection speaks through. It notes what lettre does not tell: whether we have spoken yet, and
//! whether the final dot has left.
#![expect(deprecated, reason = "lettre's stream is the only way to its TLS; deprecated in 0.11.14, not replaced")]

use std::{
    fmt, io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use futures::io::{AsyncRead as _, AsyncWrite as _};
use lettre::transport::smtp::{
    Error,
    client::{AsyncNetworkStream, AsyncTokioStream, TlsParameters},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Sleep, sleep},
};

/// What has happened on a link so far.
#[derive(Debug, Default)]
pub(super) struct Watch {
    spoken: AtomicBool,
    dot_due: AtomicBool,
    dot_sent: AtomicBool,
    answered_early: AtomicBool,
}

impl Watch {
    /// Whether we have written anything: before that, the server still owes its banner.
    pub(super) fn spoken(&self) -> bool {
        self.spoken.load(Ordering::SeqCst)
    }

    /// Told when the whole body has been written, so that what is written next is the final dot.
    pub(super) fn dot_is_next(&self) {
        self.dot_due.store(true, Ordering::SeqCst);
    }

    /// Whether the final dot has left, so that the server may have the message.
    pub(super) fn dot_sent(&self) -> bool {
        self.dot_sent.load(Ordering::SeqCst)
    }

    /// Whether the server spoke before the final dot, so that what it said is no answer to the message.
    pub(super) fn answered_early(&self) -> bool {
        self.answered_early.load(Ordering::SeqCst)
    }
}

pub(super) struct Link {
    stream: AsyncNetworkStream,
    watch: Arc<Watch>,
    farewell: Duration,
    listening: Option<Pin<Box<Sleep>>>,
    /// Read while listening before the dot; not yet given to lettre.
    early: Vec<u8>,
    /// After STARTTLS and DATA: lettre is to hold nothing that came behind the answer.
    byte_by_byte: bool,
    /// After STARTTLS only the layer above can read what passes here.
    opaque: bool,
}

impl Link {
    pub(super) fn new(stream: TcpStream, farewell: Duration) -> (Self, Arc<Watch>) {
        let watch = Arc::new(Watch::default());
        let link = Self {
            stream: AsyncNetworkStream::use_existing_tokio1(Box::new(stream)),
            watch: Arc::clone(&watch),
            farewell,
            listening: None,
            early: Vec::new(),
            byte_by_byte: false,
            opaque: false,
        };
        (link, watch)
    }

    /// TLS from the first byte on.
    pub(super) async fn encrypt(&mut self, parameters: TlsParameters) -> Result<(), Error> {
        self.stream.upgrade_tls(parameters).await
    }

    /// Listens for a moment before the final dot. A server that has hung up by now never had the message.
    fn poll_farewell(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut heard = [0; 512];
        match Pin::new(&mut self.stream).poll_read(cx, &mut heard) {
            Poll::Ready(Ok(0)) => {
                return Poll::Ready(Err(io::Error::new(io::ErrorKind::UnexpectedEof, "closed before the final dot")));
            }
            Poll::Ready(Ok(count)) => {
                self.early.extend_from_slice(&heard[..count]);
                self.watch.answered_early.store(!self.opaque, Ordering::SeqCst);
            }
            Poll::Ready(Err(cause)) => return Poll::Ready(Err(cause)),
            Poll::Pending => {
                let farewell = self.farewell;
                ready!(self.listening.get_or_insert_with(|| Box::pin(sleep(farewell))).as_mut().poll(cx));
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for Link {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if !self.early.is_empty() {
            let count = self.early.len().min(buf.remaining());
            buf.put_slice(&self.early[..count]);
            self.early.drain(..count);
            return Poll::Ready(Ok(()));
        }
        // What someone slips in behind the answer to STARTTLS must not be taken for an answer under TLS: it stays where
        // the handshake trips over it. And what a server says behind its answer to DATA is no answer to the dot.
        let limit = if self.byte_by_byte { 1 } else { usize::MAX };
        let room = buf.initialize_unfilled();
        let room_len = room.len().min(limit);
        let count = ready!(Pin::new(&mut self.stream).poll_read(cx, &mut room[..room_len]))?;
        buf.advance(count);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Link {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let is_dot = self.watch.dot_due.load(Ordering::SeqCst) && !self.watch.dot_sent();
        if is_dot {
            ready!(self.poll_farewell(cx))?;
        }
        self.opaque |= bytes == b"STARTTLS\r\n";
        self.byte_by_byte = bytes == b"STARTTLS\r\n" || bytes == b"DATA\r\n";
        self.watch.spoken.store(true, Ordering::SeqCst);
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        if is_dot && !matches!(written, Poll::Ready(Err(_))) {
            self.watch.dot_sent.store(true, Ordering::SeqCst);
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_close(cx)
    }
}

impl AsyncTokioStream for Link {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.stream.peer_addr()
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link").field("watch", &self.watch).finish_non_exhaustive()
    }
}
