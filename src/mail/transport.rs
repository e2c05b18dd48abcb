//! Where letters leave the house, and what came of it.

use std::{
    fmt::{self, Display},
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::io::AsyncWriteExt;

use super::smtp::{self, SmtpSettings};
use crate::domain::EmailAddress;

/// One message on its way to one recipient.
#[derive(Clone, Copy, Debug)]
pub struct Parcel<'a> {
    /// Envelope sender, see [`super::Letterhead::envelope_sender`].
    pub from: &'a EmailAddress,
    pub to: &'a EmailAddress,
    /// With its angle brackets.
    pub message_id: &'a str,
    pub bytes: &'a [u8],
}

/// The server has taken the message; it answers for it from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// What it said, as in `250 2.0.0 Ok: queued as 4Yb2`.
    pub reply: String,
}

/// How far a sending came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    Connect,
    Banner,
    Ehlo,
    Tls,
    Auth,
    MailFrom,
    Rcpt,
    /// From the command DATA to before the final dot: the server cannot have the message.
    Data,
    /// The final dot has left: the server may have the message.
    Dot,
}

/// What a failure means for the letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// Not now; try again later.
    Deferred,
    /// There is no such mailbox: never try this address again.
    RefusedAddress,
    /// The server does not take this message; the address is unharmed.
    RefusedContent,
    /// Our own relay or its settings are at fault: try again later, and someone must act.
    RelayFault,
    /// The server may or may not have taken it.
    Uncertain,
    /// The caller's own `before_data` failed: nothing has left.
    Withheld,
}

/// The message was not accepted, or nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("mail not accepted at {phase:?}: {text}")]
pub struct Failure {
    pub phase: Phase,
    pub kind: FailureKind,
    /// The server's reply code (RFC 5321, 4.2), where it gave one.
    pub code: Option<u16>,
    /// What the server said, or what went wrong; one line of at most 500 characters.
    pub text: String,
    /// How long the server asks to wait, at most an hour.
    pub retry_after: Option<Duration>,
}

impl Failure {
    /// Whether it says something about the relay and not about this letter: counted to pause the relay.
    #[must_use]
    pub fn blames_relay(&self) -> bool {
        match self.kind {
            FailureKind::RelayFault => true,
            FailureKind::Deferred => self.phase <= Phase::MailFrom || self.code.is_none() || self.code == Some(421),
            FailureKind::RefusedAddress
            | FailureKind::RefusedContent
            | FailureKind::Uncertain
            | FailureKind::Withheld => false,
        }
    }
}

/// A way out of the house.
#[derive(Clone, Debug)]
pub enum Transport {
    Smtp(Arc<SmtpSettings>),
    /// Writes each message as a file `.eml`; a second copy of a message gets its own.
    Folder(PathBuf),
    Memory(Outbox),
}

impl Transport {
    /// Sends one message to one recipient.
    ///
    /// `before_data` is awaited when the recipient has been accepted and right before the message itself leaves: the
    /// caller commits there that it may have been delivered. When it fails nothing is sent.
    ///
    /// # Errors
    /// When the message was not accepted, or nobody knows whether it was.
    pub async fn send<E: Display>(
        &self,
        parcel: &Parcel<'_>,
        before_data: impl Future<Output = Result<(), E>>,
    ) -> Result<Sent, Failure> {
        match self {
            // Boxed: the TLS buffers make it a large future.
            Self::Smtp(settings) => Box::pin(smtp::send(settings, parcel, before_data)).await,
            Self::Folder(path) => {
                before_data.await.map_err(|cause| withheld(&cause))?;
                write(path, parcel).await.map_err(|cause| Failure {
                    kind: FailureKind::RelayFault,
                    ..withheld(&format!("could not write to {}: {cause}", path.display()))
                })
            }
            Self::Memory(outbox) => {
                before_data.await.map_err(|cause| withheld(&cause))?;
                Ok(outbox.put(parcel))
            }
        }
    }
}

/// The caller's own preparation failed: nothing has left.
pub(super) fn withheld(cause: &impl Display) -> Failure {
    let text = super::clean::header(&cause.to_string(), 500);
    Failure { phase: Phase::Data, kind: FailureKind::Withheld, code: None, text, retry_after: None }
}

/// Written aside and put in place when whole, so that whoever looks never finds half a message.
async fn write(folder: &Path, parcel: &Parcel<'_>) -> io::Result<Sent> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    tokio::fs::create_dir_all(folder).await?;
    let name: String = parcel.message_id.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
    let aside = folder.join(format!(".{}-{}.part", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)));
    let mut file = tokio::fs::File::create(&aside).await?;
    file.write_all(parcel.bytes).await?;
    file.sync_all().await?;
    let mut copy = 1;
    let placed = loop {
        let suffix = if copy == 1 { String::new() } else { format!("-{copy}") };
        let path = folder.join(format!("{name}{suffix}.eml"));
        // A link, unlike a rename, never replaces what is there.
        match tokio::fs::hard_link(&aside, &path).await {
            Ok(()) => break Ok(path),
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => copy += 1,
            Err(cause) => break Err(cause),
        }
    };
    tokio::fs::remove_file(&aside).await?;
    placed.map(|path| Sent { reply: format!("written to {}", path.display()) })
}

/// Messages kept in memory, for the demo and the tests. Clones share what they hold.
#[derive(Clone, Default)]
pub struct Outbox(Arc<Mutex<Vec<Caught>>>);

/// A message as it would have left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caught {
    pub from: EmailAddress,
    pub to: EmailAddress,
    pub bytes: Vec<u8>,
}

impl Outbox {
    fn put(&self, parcel: &Parcel<'_>) -> Sent {
        let caught = Caught { from: parcel.from.clone(), to: parcel.to.clone(), bytes: parcel.bytes.to_vec() };
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(caught);
        Sent { reply: format!("kept as number {}", all.len()) }
    }

    /// All messages so far, in the order they were sent.
    #[must_use]
    pub fn all(&self) -> Vec<Caught> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for Outbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Outbox({})", self.all().len())
    }
}
