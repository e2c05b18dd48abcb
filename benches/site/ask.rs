//! The client: so many connections that each ask for the next page as soon as they have the one before. It understands as
//! much of HTTP/1.1 as the two servers speak, so that it costs little beside them.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::LocalSet,
};

use super::Error;

/// A request as it is sent, and its address.
#[derive(Clone, Debug)]
pub struct Request {
    pub path: String,
    bytes: Vec<u8>,
}

/// What was measured.
pub struct Figures {
    /// In order.
    times: Vec<Duration>,
    wall: Duration,
    bytes: usize,
}

impl Request {
    pub fn get(path: &str) -> Self {
        let bytes = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n").into_bytes();
        Self { path: path.to_owned(), bytes }
    }
}

impl Figures {
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 requests")]
    pub fn per_second(&self) -> f64 {
        self.times.len() as f64 / self.wall.as_secs_f64()
    }

    fn within(&self, share: usize) -> f64 {
        let at = (self.times.len() * share / 100).min(self.times.len().saturating_sub(1));
        self.times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    }

    pub fn tell(&self, what: &str) {
        println!(
            "{what}: {:.0} a second, p50 {:.2} ms, p99 {:.2} ms, {} requests of {} bytes on average",
            self.per_second(),
            self.within(50),
            self.within(99),
            self.times.len(),
            self.bytes / self.times.len().max(1)
        );
    }
}

/// Asks for these pages in turn, over and over unless told otherwise by their number, until the time is over.
pub async fn measure(port: u16, requests: &[Request], connections: usize, time: Duration) -> Result<Figures, Error> {
    let requests: Rc<[Request]> = requests.into();
    // Each once, so that what is kept is kept; pages that are to be new come in numbers that no run gets through.
    let (next, bytes) = (Rc::new(Cell::new(0_usize)), Rc::new(Cell::new(0_usize)));
    let times = Rc::new(RefCell::new(Vec::new()));
    let began = Instant::now();
    let local = LocalSet::new();
    let tasks: Vec<_> = (0..connections)
        .map(|_| {
            let (requests, next, bytes, times) =
                (Rc::clone(&requests), Rc::clone(&next), Rc::clone(&bytes), Rc::clone(&times));
            local.spawn_local(async move {
                let mut connection = Connection::open(port).await?;
                while began.elapsed() < time {
                    let request = &requests[next.replace(next.get() + 1) % requests.len()];
                    let asked = Instant::now();
                    let size = connection.ask(request).await.map_err(|error| format!("{}: {error}", request.path))?;
                    times.borrow_mut().push(asked.elapsed());
                    bytes.set(bytes.get() + size);
                }
                Ok::<(), Error>(())
            })
        })
        .collect();
    local
        .run_until(async {
            for task in tasks {
                task.await??;
            }
            Ok::<(), Error>(())
        })
        .await?;
    let wall = began.elapsed();
    let mut times = times.take();
    times.sort_unstable();
    Ok(Figures { times, wall, bytes: bytes.get() })
}

/// The content of a page as it is sent to those who take gzip.
pub async fn content(port: u16, request: &Request) -> Result<Vec<u8>, Error> {
    let mut connection = Connection::open(port).await?;
    let size = connection.ask(request).await?;
    Ok(connection.buffer[connection.buffer.len() - size..].to_vec())
}

struct Connection {
    stream: TcpStream,
    /// The last answer.
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(port: u16) -> Result<Self, Error> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(1 << 16) })
    }

    /// Sends the request and reads the answer; answers the size of its content.
    async fn ask(&mut self, request: &Request) -> Result<usize, Error> {
        self.stream.write_all(&request.bytes).await?;
        self.buffer.clear();
        let head = loop {
            if let Some(at) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
            self.more().await?;
        };
        let text = std::str::from_utf8(&self.buffer[..head])?.to_ascii_lowercase();
        if !text.starts_with("http/1.1 200") {
            return Err(text.lines().next().unwrap_or_default().into());
        }
        if let Some(length) = text.split("\r\ncontent-length:").nth(1).and_then(|rest| rest.lines().next()) {
            let length: usize = length.trim().parse()?;
            while self.buffer.len() < head + length {
                self.more().await?;
            }
            return Ok(length);
        }
        // In chunks: the empty one is the last.
        while !self.buffer.ends_with(b"\r\n0\r\n\r\n") {
            self.more().await?;
        }
        Ok(self.buffer.len() - head)
    }

    async fn more(&mut self) -> Result<(), Error> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            Err("the connection was closed".into())
        } else {
            Ok(())
        }
    }
}
