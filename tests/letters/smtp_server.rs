//! A mail server that misbehaves on purpose, one mode at a time. It keeps what it took, so that a test can compare what
//! arrived with what the sender believes.

use std::{
    io,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

/// What the server does wrong. `Replies` give that reply at that command and carry on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Nothing.
    #[default]
    Fine,
    SilentBanner,
    /// Gives this reply to a command (its first word; `BANNER` and `DOT` for what answers no command).
    Replies(&'static str, &'static str),
    /// Says nothing to this command; at `DOT` it has taken the message.
    Silent(&'static str),
    /// Hangs up in the middle of the message.
    ClosesDuringData,
    /// Takes the message, then resets the connection.
    ResetsAfterDot,
    /// Takes the message and says so before its end has come.
    AcceptsBeforeDot,
    /// Takes the message, says so, and is gone at QUIT.
    DropsOnQuit,
    /// Answers STARTTLS with this, in plain text, all in one piece.
    TlsNonsense(&'static str),
}

/// How the server keeps the connection from being read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Security {
    #[default]
    Plain,
    StartTls,
    Implicit,
}

/// A message the server took, whether or not it managed to say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub from: String,
    pub to: String,
    /// As sent, without the stuffed dots and the final one.
    pub message: Vec<u8>,
}

pub struct SmtpServer {
    pub port: u16,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct State {
    mode: Mode,
    taken: Vec<Taken>,
    connections: usize,
    commands: Vec<String>,
}

/// The certificate of the server, to be trusted or not.
pub const CERTIFICATE: &[u8] = include_bytes!("localhost.cert.pem");
const KEY: &[u8] = include_bytes!("localhost.key.pem");

impl SmtpServer {
    pub async fn start(mode: Mode) -> Self {
        Self::secured(mode, Security::Plain).await
    }

    pub async fn secured(mode: Mode, security: Security) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(Mutex::new(State { mode, ..State::default() }));
        let task = tokio::spawn({
            let state = Arc::clone(&state);
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    state.lock().unwrap().connections += 1;
                    tokio::spawn(serve(stream, Arc::clone(&state), security));
                }
            }
        });
        Self { port, state, task }
    }

    /// From the next connection on.
    pub fn set(&self, mode: Mode) {
        self.state.lock().unwrap().mode = mode;
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.state.lock().unwrap().taken.clone()
    }

    pub fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }

    /// Every command line it was given, in order.
    pub fn commands(&self) -> Vec<String> {
        self.state.lock().unwrap().commands.clone()
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(stream: TcpStream, state: Arc<Mutex<State>>, security: Security) -> io::Result<()> {
    let mode = state.lock().unwrap().mode.clone();
    let mut session = Session { state, mode, security, greet: true };
    if security == Security::Implicit {
        let stream = acceptor().accept(stream).await?;
        session.run(&mut BufReader::new(stream)).await?;
        return Ok(());
    }
    let mut plain = BufReader::new(stream);
    match session.run(&mut plain).await? {
        End::Over => Ok(()),
        End::Reset => plain.into_inner().set_zero_linger(),
        End::StartTls => {
            let stream = acceptor().accept(plain.into_inner()).await?;
            session.greet = false;
            session.security = Security::Implicit;
            session.run(&mut BufReader::new(stream)).await.map(|_| ())
        }
    }
}

fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE).unwrap();
    let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

enum End {
    Over,
    Reset,
    StartTls,
}

struct Session {
    state: Arc<Mutex<State>>,
    mode: Mode,
    security: Security,
    greet: bool,
}

impl Session {
    async fn run<S: AsyncRead + AsyncWrite + Unpin>(&mut self, stream: &mut BufReader<S>) -> io::Result<End> {
        if self.mode == Mode::SilentBanner {
            return hold(stream).await;
        }
        if self.greet {
            self.answer(stream, "BANNER", "220 test ESMTP").await?;
        }
        let (mut from, mut to) = (String::new(), String::new());
        let mut line = String::new();
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(End::Over);
            }
            let command = line.trim_end().to_owned();
            let verb = command.split([' ', ':']).next().unwrap_or("").to_ascii_uppercase();
            self.state.lock().unwrap().commands.push(command.clone());
            if self.mode == Mode::Silent(verb_of(&verb)) {
                return hold(stream).await;
            }
            match verb.as_str() {
                "EHLO" => self.answer(stream, "EHLO", self.extensions()).await?,
                "AUTH" => self.answer(stream, "AUTH", "235 2.7.0 welcome").await?,
                "MAIL" => {
                    from = bracketed(&command);
                    self.answer(stream, "MAIL", "250 2.1.0 ok").await?;
                }
                "RCPT" => {
                    to = bracketed(&command);
                    self.answer(stream, "RCPT", "250 2.1.5 ok").await?;
                }
                "DATA" => {
                    self.answer(stream, "DATA", "354 go ahead").await?;
                    if matches!(self.mode, Mode::Replies("DATA", _)) {
                        continue;
                    }
                    if let Some(end) = self.take(stream, &from, &to).await? {
                        return Ok(end);
                    }
                }
                "STARTTLS" => {
                    if let Mode::TlsNonsense(said) = self.mode {
                        stream.write_all(said.as_bytes()).await?;
                        return hold(stream).await;
                    }
                    self.answer(stream, "STARTTLS", "220 2.0.0 go ahead").await?;
                    return Ok(End::StartTls);
                }
                "QUIT" if self.mode == Mode::DropsOnQuit => return Ok(End::Over),
                "QUIT" => {
                    self.answer(stream, "QUIT", "221 2.0.0 bye").await?;
                    return Ok(End::Over);
                }
                _ => self.answer(stream, "", "250 2.0.0 ok").await?,
            }
        }
    }

    fn extensions(&self) -> &'static str {
        match self.security {
            Security::StartTls => "250-test\r\n250-STARTTLS\r\n250 8BITMIME",
            Security::Plain | Security::Implicit => "250-test\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME",
        }
    }

    async fn answer<S: AsyncWrite + Unpin>(&self, stream: &mut S, at: &str, well: &str) -> io::Result<()> {
        let reply = match self.mode {
            Mode::Replies(place, reply) if place == at => reply,
            _ => well,
        };
        stream.write_all(format!("{reply}\r\n").as_bytes()).await?;
        stream.flush().await
    }

    /// The message, from after 354 to the answer to its dot.
    async fn take<S>(&mut self, stream: &mut BufReader<S>, from: &str, to: &str) -> io::Result<Option<End>>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let mut message = Vec::new();
        let mut line = Vec::new();
        if self.mode == Mode::AcceptsBeforeDot {
            stream.write_all(b"250 2.0.0 taken already\r\n").await?;
        }
        loop {
            line.clear();
            if stream.read_until(b'\n', &mut line).await? == 0 || self.mode == Mode::ClosesDuringData {
                return Ok(Some(End::Over));
            }
            if line == b".\r\n" {
                break;
            }
            message.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
        let refused = matches!(self.mode, Mode::Replies("DOT", reply) if reply.starts_with(['4', '5']));
        if !refused {
            let taken = Taken { from: from.to_owned(), to: to.to_owned(), message };
            self.state.lock().unwrap().taken.push(taken);
        }
        match self.mode {
            Mode::Silent("DOT") => hold(stream).await.map(Some),
            Mode::ResetsAfterDot => Ok(Some(End::Reset)),
            _ => self.answer(stream, "DOT", "250 2.0.0 Ok: queued as 4Yb2").await.map(|()| None),
        }
    }
}

/// Keeps the connection open without a word until the client leaves.
async fn hold<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> io::Result<End> {
    let mut ignored = [0; 1024];
    while stream.read(&mut ignored).await? > 0 {}
    Ok(End::Over)
}

fn verb_of(verb: &str) -> &'static str {
    ["EHLO", "AUTH", "MAIL", "RCPT", "DATA", "STARTTLS", "QUIT"].into_iter().find(|known| *known == verb).unwrap_or("")
}

fn bracketed(command: &str) -> String {
    let inner = command.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map(|(address, _)| address.to_owned()).unwrap_or_default()
}
