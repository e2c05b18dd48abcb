//! Where the relay is and how it is spoken to.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr},
    time::Duration,
};

use lettre::transport::smtp::client::{Certificate, TlsParameters};

use crate::domain::EmailAddress;

/// The relay that takes our messages.
#[derive(Clone)]
pub struct SmtpSettings {
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    /// User and password, where the relay asks for them.
    pub login: Option<(String, String)>,
    /// How we name ourselves: our domain.
    pub hello: String,
    /// Certificates (PEM) trusted besides the public ones, for a relay with a house certificate.
    pub extra_roots: Vec<Vec<u8>>,
    pub limits: Limits,
}

/// How the connection is kept from being read on the way. Never falls back to plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// From the first byte on (RFC 8314, usually port 465).
    Implicit,
    /// After STARTTLS, which the server must offer (RFC 3207, usually port 587).
    StartTls,
    /// Plain text: only within one machine or network.
    None,
}

/// How long each step may take (RFC 5321, 4.5.3.2).
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub connect: Duration,
    /// Each command and its answer; the body of the message, too.
    pub command: Duration,
    /// After the final dot: the server may be checking the message.
    pub dot: Duration,
    /// All together.
    pub whole: Duration,
    /// How long to listen before the final dot whether the server has gone: a server that left while it was given the
    /// body cannot have the message, and this tells it from one that leaves after the dot.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(30),
            command: Duration::from_mins(1),
            dot: Duration::from_mins(10),
            whole: Duration::from_mins(15),
            farewell: Duration::from_millis(20),
        }
    }
}

impl SmtpSettings {
    /// What speaks against these settings, as sentences without a full stop; empty when nothing does.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if self.host.trim().is_empty() {
            faults.push("no mail server is named".to_owned());
        }
        if EmailAddress::parse(&format!("a@{}", self.hello)).is_err() {
            faults.push(format!("\"{}\" is no domain to greet a mail server with", self.hello));
        }
        if self.tls == Tls::None && !self.in_house() {
            faults.push(format!("mail to {} would travel in plain text; use starttls or implicit tls", self.host));
        }
        if self.tls == Tls::None && self.login.is_some() && !self.on_this_machine() {
            faults.push(format!("the mail password would travel to {} in plain text", self.host));
        }
        if self.tls != Tls::None
            && let Err(cause) = self.tls_parameters()
        {
            faults.push(format!("tls to {} cannot be set up: {cause}", self.host));
        }
        faults
    }

    /// A loopback or private address, or a name without a dot, which only the house's own network resolves.
    fn in_house(&self) -> bool {
        match self.host.parse() {
            Ok(IpAddr::V4(address)) => address.is_loopback() || address.is_private(),
            Ok(IpAddr::V6(address)) => address.is_loopback() || address.is_unique_local(),
            Err(_) => !self.host.contains('.'),
        }
    }

    fn on_this_machine(&self) -> bool {
        self.host.eq_ignore_ascii_case("localhost")
            || self.host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
    }

    pub(super) fn tls_parameters(&self) -> Result<TlsParameters, lettre::transport::smtp::Error> {
        let mut builder = TlsParameters::builder(self.host.clone());
        for root in &self.extra_roots {
            builder = builder.add_root_certificate(Certificate::from_pem(root)?);
        }
        builder.build()
    }

    /// A relay in plain text on this machine, as tests and a mail catcher want it.
    #[must_use]
    pub fn loopback(port: u16) -> Self {
        Self {
            host: Ipv4Addr::LOCALHOST.to_string(),
            port,
            tls: Tls::None,
            login: None,
            hello: "localhost.localdomain".to_owned(),
            extra_roots: Vec::new(),
            limits: Limits::default(),
        }
    }
}

impl fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("tls", &self.tls)
            .field("login", &self.login.as_ref().map(|_| "…"))
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_in_the_house() {
        let at = |host: &str, login: Option<(String, String)>| SmtpSettings {
            host: host.to_owned(),
            login,
            ..SmtpSettings::loopback(25)
        };
        for host in ["127.0.0.1", "::1", "localhost", "mailpit", "10.0.0.3"] {
            assert_eq!(at(host, None).faults(), Vec::<String>::new(), "{host}");
        }
        assert_eq!(at("mx.provider.example", None).faults().len(), 1);
        let login = Some(("u".to_owned(), "p".to_owned()));
        assert_eq!(at("mailpit", login.clone()).faults().len(), 1);
        assert_eq!(at("localhost", login).faults().len(), 0);
        assert_eq!(at("", None).faults().len(), 1);
    }

    #[test]
    fn the_password_is_not_shown() {
        let settings = SmtpSettings { login: Some(("user".into(), "hunter2".into())), ..SmtpSettings::loopback(25) };
        assert!(!format!("{settings:?}").contains("hunter2"));
    }
}
