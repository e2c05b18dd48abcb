//! The dialogue itself: connect, greet, secure, log in, MAIL, RCPT, DATA, the message, QUIT.

use std::{fmt::Display, future::Future, pin::pin, sync::Arc, time::Duration};

use lettre::transport::smtp::{
    Error,
    authentication::{Credentials, Mechanism},
    client::AsyncSmtpConnection,
    commands::{Data, Mail, Rcpt},
    extension::ClientId,
    response::{Response, Severity},
};
use tokio::{
    net::TcpStream,
    time::{Instant, timeout},
};

use super::{
    SmtpSettings, Tls, answer,
    link::{Link, Watch},
};
use crate::mail::{
    Parcel,
    address::wire,
    transport::{Failure, FailureKind, Phase, Sent, withheld},
};

/// How long a server is waited for that is only told goodbye.
const GOODBYE: Duration = Duration::from_secs(5);

/// Hands one message to the relay. See [`crate::mail::Transport::send`].
///
/// # Errors
/// When the message was not accepted, or nobody knows whether it was.
pub async fn send<E: Display>(
    settings: &SmtpSettings,
    parcel: &Parcel<'_>,
    before_data: impl Future<Output = Result<(), E>>,
) -> Result<Sent, Failure> {
    let dialogue = Dialogue { settings, deadline: Instant::now() + settings.limits.whole };
    let (mut connection, watch) = dialogue.open().await?;
    let result = dialogue.transact(&mut connection, &watch, parcel, before_data).await;
    part(connection, &result);
    result
}

struct Dialogue<'a> {
    settings: &'a SmtpSettings,
    deadline: Instant,
}

impl Dialogue<'_> {
    /// A connection on which a transaction may begin.
    async fn open(&self) -> Result<(AsyncSmtpConnection, Arc<Watch>), Failure> {
        let limits = &self.settings.limits;
        let address = (self.settings.host.as_str(), self.settings.port);
        let stream = self.within(limits.connect, Phase::Connect, TcpStream::connect(address)).await?;
        let stream = stream.map_err(|cause| lost(Phase::Connect, &cause))?;
        let (mut link, watch) = Link::new(stream, limits.farewell);
        if self.settings.tls == Tls::Implicit {
            let parameters = self.settings.tls_parameters().map_err(|cause| answer::failure(Phase::Tls, &cause))?;
            self.step(Phase::Tls, link.encrypt(parameters)).await?;
        }
        let mut connection = self.greet(link, &watch).await?;
        if self.settings.tls == Tls::StartTls {
            self.start_tls(&mut connection).await?;
        }
        if let Some((user, password)) = &self.settings.login {
            let login = Credentials::new(user.clone(), password.clone());
            self.step(Phase::Auth, connection.auth(&[Mechanism::Plain, Mechanism::Login], &login)).await?;
        }
        Ok((connection, watch))
    }

    /// Banner and EHLO. lettre reads both in one call, so the second gets its time once the first is through.
    async fn greet(&self, link: Link, watch: &Watch) -> Result<AsyncSmtpConnection, Failure> {
        let hello = self.hello();
        let mut greeting = pin!(AsyncSmtpConnection::connect_with_transport(Box::new(link), &hello));
        let limit = self.settings.limits.command;
        let greeted = match self.within(limit, Phase::Banner, greeting.as_mut()).await {
            Err(_) if watch.spoken() => self.within(limit, Phase::Ehlo, greeting).await?,
            greeted => greeted?,
        };
        let phase = if watch.spoken() { Phase::Ehlo } else { Phase::Banner };
        greeted.map_err(|cause| answer::failure(phase, &cause))
    }

    async fn start_tls(&self, connection: &mut AsyncSmtpConnection) -> Result<(), Failure> {
        if !connection.can_starttls() {
            let text = "the server offers no STARTTLS, and plain text is not allowed".to_owned();
            return Err(Failure {
                phase: Phase::Tls,
                kind: FailureKind::RelayFault,
                code: None,
                text,
                retry_after: None,
            });
        }
        let parameters = self.settings.tls_parameters().map_err(|cause| answer::failure(Phase::Tls, &cause))?;
        self.step(Phase::Tls, connection.starttls(parameters, &self.hello())).await
    }

    async fn transact<E: Display>(
        &self,
        connection: &mut AsyncSmtpConnection,
        watch: &Watch,
        parcel: &Parcel<'_>,
        before_data: impl Future<Output = Result<(), E>>,
    ) -> Result<Sent, Failure> {
        let mail = Mail::new(Some(wire(parcel.from)), Vec::new());
        self.command(Phase::MailFrom, connection.command(mail)).await?;
        let rcpt = Rcpt::new(wire(parcel.to), Vec::new());
        self.command(Phase::Rcpt, connection.command(rcpt)).await?;
        before_data.await.map_err(|cause| withheld(&cause))?;
        let ready = self.step(Phase::Data, connection.command(Data)).await?;
        if !ready.has_code(354) {
            return Err(answer::nonsense(Phase::Data, &ready));
        }
        self.message(connection, watch, parcel.bytes).await
    }

    /// Body and final dot. lettre asks for the pieces one by one, each after the last was written: when none is left,
    /// the dot is what comes next.
    async fn message(
        &self,
        connection: &mut AsyncSmtpConnection,
        watch: &Watch,
        bytes: &[u8],
    ) -> Result<Sent, Failure> {
        let limits = &self.settings.limits;
        let mut pieces = bytes.chunks(4096);
        let pieces = std::iter::from_fn(|| {
            let piece = pieces.next();
            if piece.is_none() {
                watch.dot_is_next();
            }
            piece
        });
        let mut sending = pin!(connection.message_iter(pieces));
        let answered = match self.within(limits.command, Phase::Data, sending.as_mut()).await {
            Err(_) if watch.dot_sent() => {
                self.within(limits.dot.saturating_sub(limits.command), Phase::Dot, sending).await?
            }
            answered => answered?,
        };
        let phase = if watch.dot_sent() { Phase::Dot } else { Phase::Data };
        let reply = answered.map_err(|cause| answer::failure(phase, &cause))?;
        if reply.code().severity != Severity::PositiveCompletion || watch.answered_early() {
            return Err(answer::nonsense(phase, &reply));
        }
        Ok(Sent { reply: answer::spoken(&reply) })
    }

    /// A command that must be answered 2yz.
    async fn command(&self, phase: Phase, asked: impl Future<Output = Result<Response, Error>>) -> Result<(), Failure> {
        let reply = self.step(phase, asked).await?;
        match reply.code().severity {
            Severity::PositiveCompletion => Ok(()),
            _ => Err(answer::nonsense(phase, &reply)),
        }
    }

    async fn step<T>(&self, phase: Phase, step: impl Future<Output = Result<T, Error>>) -> Result<T, Failure> {
        let answered = self.within(self.settings.limits.command, phase, step).await?;
        answered.map_err(|cause| answer::failure(phase, &cause))
    }

    /// Gives a step its time, or what is left of the whole.
    async fn within<T>(&self, limit: Duration, phase: Phase, step: impl Future<Output = T>) -> Result<T, Failure> {
        let limit = limit.min(self.deadline.saturating_duration_since(Instant::now()));
        timeout(limit, step).await.map_err(|_| answer::silence(phase, limit))
    }

    fn hello(&self) -> ClientId {
        ClientId::Domain(self.settings.hello.clone())
    }
}

fn lost(phase: Phase, cause: &std::io::Error) -> Failure {
    Failure { phase, kind: FailureKind::Deferred, code: None, text: cause.to_string(), retry_after: None }
}

/// Says goodbye where the server still listens, without keeping the caller: the answer is to be recorded first.
fn part(mut connection: AsyncSmtpConnection, result: &Result<Sent, Failure>) {
    let listens = match result {
        Ok(_) => true,
        Err(failure) => failure.code.is_some() || failure.kind == FailureKind::Withheld,
    };
    if listens && !connection.has_broken() {
        tokio::spawn(async move { timeout(GOODBYE, connection.quit()).await.is_ok() });
    }
}
