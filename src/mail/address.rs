//! Who writes to whom.

use serde::{Deserialize, Serialize};

use super::clean;
use crate::domain::EmailAddress;

/// An address with the name of whoever reads there; the name may be empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    pub name: String,
    pub address: EmailAddress,
}

impl Mailbox {
    pub(super) fn wire(&self) -> lettre::message::Mailbox {
        let name = clean::header(&self.name, 100);
        lettre::message::Mailbox::new(Some(name).filter(|name| !name.is_empty()), wire(&self.address))
    }
}

/// The address as lettre wants it. Ours is the narrower grammar: no quotes, spaces or signs beyond ASCII.
pub(super) fn wire(address: &EmailAddress) -> lettre::Address {
    let (local, domain) = parts(address);
    lettre::Address::new(local, domain).unwrap_or_else(|_| lettre::Address::new_dangerous(local, domain))
}

fn parts(address: &EmailAddress) -> (&str, &str) {
    address.as_str().rsplit_once('@').unwrap_or((address.as_str(), ""))
}

/// What all letters of a site have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// The public site: `https://practices.example`.
    pub site: String,
    /// An empty name stands for the site's name in the letter's language.
    pub from: Mailbox,
    /// The desk, where answers are read.
    pub reply_to: Option<Mailbox>,
    /// Where servers report what they could not deliver.
    pub bounces: Option<EmailAddress>,
}

impl Letterhead {
    /// The domain of Message-IDs: that of the sender, never a host name.
    #[must_use]
    pub fn domain(&self) -> &str {
        parts(&self.from.address).1
    }

    /// The envelope sender of one letter, its own so that a bounce tells which letter came back:
    /// `bounces+{notification}@…`; the sender itself where no address takes bounces.
    #[must_use]
    pub fn envelope_sender(&self, notification: &str) -> EmailAddress {
        let Some(bounces) = &self.bounces else { return self.from.address.clone() };
        let (local, domain) = parts(bounces);
        EmailAddress::parse(&format!("{local}+{notification}@{domain}")).unwrap_or_else(|_| bounces.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_has_its_own_envelope_sender() {
        let from = Mailbox { name: String::new(), address: EmailAddress::parse("desk@site.example").unwrap() };
        let head = Letterhead { site: String::new(), from, reply_to: None, bounces: None };
        assert_eq!(head.envelope_sender("7").as_str(), "desk@site.example");
        let head = Letterhead { bounces: Some(EmailAddress::parse("b@site.example").unwrap()), ..head };
        assert_eq!(head.envelope_sender("7").as_str(), "b+7@site.example");
        assert_eq!(head.envelope_sender("\r\n").as_str(), "b@site.example");
        assert_eq!(head.domain(), "site.example");
    }
}
