//! What settings must be besides being readable.

use std::net::{IpAddr, SocketAddr};

use super::{Config, Faults};
use crate::{
    domain::EmailAddress,
    harvest::{Agent, AllowedHost},
};

impl Config {
    pub(super) fn check(&self, faults: &mut Faults) {
        self.check_data(faults);
        self.check_web(faults);
        self.check_mail(faults);
        self.check_review(faults);
        for host in &self.harvest.allowed_hosts {
            if host.parse::<AllowedHost>().is_err() {
                faults.add(
                    "harvest.allowed_hosts",
                    format!("\"{host}\" is no host with a port, as in partner.internal:8443"),
                );
            }
        }
        if self.harvest.delay_seconds == 0 {
            faults.add(
                "harvest.delay_seconds",
                "is 0: partners' sites are never asked without a pause; take 1 at least, 5 is usual",
            );
        }
        if !(30..=36_500).contains(&self.harvest.snapshot_days) {
            faults.add("harvest.snapshot_days", "is not between 30 and 36500");
        }
        if Agent::new("PracticeCommons", env!("CARGO_PKG_VERSION"), &self.harvest_contact()).is_err() {
            faults.add("harvest.contact", "is no page or mail address in plain letters");
        }
        if let Some(format) = &self.log.format
            && !matches!(format.as_str(), "text" | "json")
        {
            faults.add("log.format", format!("is \"{format}\"; take text or json"));
        }
    }

    fn check_data(&self, faults: &mut Faults) {
        let url = self.database_url();
        if !["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
            faults.add("data.url", "is neither sqlite:PATH nor postgres://user:password@host/database");
        }
    }

    fn check_web(&self, faults: &mut Faults) {
        if self.web.listen.parse::<SocketAddr>().is_err() {
            faults
                .add("web.listen", format!("\"{}\" is no address with a port, as in 127.0.0.1:8080", self.web.listen));
        }
        if let Some(listen) = &self.work.listen
            && listen.parse::<SocketAddr>().is_err()
        {
            faults.add("work.listen", format!("\"{listen}\" is no address with a port, as in 127.0.0.1:8081"));
        }
        if let Some(url) = &self.web.url {
            match url::Url::parse(url) {
                Ok(parsed) if !matches!(parsed.scheme(), "http" | "https") || parsed.host_str().is_none() => {
                    faults.add("web.url", "begins neither with https:// nor with http://");
                }
                Ok(parsed) if parsed.path() != "/" || url.ends_with('/') || parsed.query().is_some() => {
                    faults.add(
                        "web.url",
                        "is scheme and host only, without a slash at the end: https://practices.example",
                    );
                }
                Ok(parsed) if parsed.scheme() == "http" && !is_this_machine(&parsed) => {
                    faults.add("web.url", "is not https: sign-in and status links would travel readable by others");
                }
                Ok(_) => {}
                Err(error) => faults.add("web.url", error.to_string()),
            }
        }
        for proxy in &self.web.trusted_proxies {
            if proxy.parse::<IpAddr>().is_err() {
                faults.add("web.trusted_proxies", format!("\"{proxy}\" is no network address"));
            }
        }
    }

    fn check_mail(&self, faults: &mut Faults) {
        for (place, address) in [("mail.from", Some(&self.mail.from)), ("mail.reply_to", self.mail.reply_to.as_ref())] {
            if let Some(address) = address
                && EmailAddress::parse(address).is_err()
            {
                faults.add(place, format!("\"{address}\" is no mail address"));
            }
        }
        match self.mail.transport.as_deref() {
            None | Some("folder") => {}
            Some("smtp") if self.mail.host.is_some() => {}
            Some("smtp") => faults.add("mail.host", "is missing: letters could not be sent"),
            Some(other) => faults.add("mail.transport", format!("is \"{other}\"; take smtp or folder")),
        }
        if !matches!(self.mail.security.as_str(), "starttls" | "implicit" | "none") {
            faults.add("mail.security", format!("is \"{}\"; take starttls, implicit or none", self.mail.security));
        }
        if self.mail.user.is_some() != self.mail.password.is_some() {
            faults.add("mail.password", "a user and a password go together");
        }
        let public = self.web.url.as_deref().is_some_and(|url| url.starts_with("https://"));
        if public && !self.sends_mail() && self.mail.transport.is_none() {
            faults.add(
                "mail.host",
                "is missing: a public site needs a mail server, or mail.transport = \"folder\" said aloud",
            );
        }
    }

    fn check_review(&self, faults: &mut Faults) {
        if self.review.undo_seconds > 24 * 3600 {
            faults.add("review.undo_seconds", "is more than a day");
        }
        if !(1..=365).contains(&self.review.days) {
            faults.add("review.days", "is not between 1 and 365");
        }
        if !(1..=24 * 60).contains(&self.review.claim_minutes) {
            faults.add("review.claim_minutes", "is not between 1 minute and a day");
        }
    }
}

fn is_this_machine(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback() || address.is_unspecified(),
        Some(url::Host::Ipv6(address)) => address.is_loopback() || address.is_unspecified(),
        None => false,
    }
}
