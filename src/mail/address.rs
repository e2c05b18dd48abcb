//! Who writes to whom.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::clean;

/// An address a letter can be sent to (RFC 5321, 4.1.2), at most 254 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(lettre::Address);

/// The text is no mail address.
#[derive(Debug, thiserror::Error)]
#[error("not a mail address")]
pub struct NotAnAddress;

impl Address {
    /// # Errors
    /// When no letter could be sent to the text.
    pub fn parse(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        if text.len() > 254 || text.chars().any(char::is_control) {
            return Err(NotAnAddress);
        }
        lettre::Address::from_str(text).map(Self).map_err(|_| NotAnAddress)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_ref()
    }

    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.domain()
    }

    pub(super) fn inner(&self) -> &lettre::Address {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for Address {
    type Error = NotAnAddress;

    fn try_from(text: String) -> Result<Self, NotAnAddress> {
        Self::parse(&text)
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.as_str().to_owned()
    }
}

/// An address with the name of whoever reads there; the name may be empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    pub name: String,
    pub address: Address,
}

impl Mailbox {
    pub(super) fn inner(&self) -> lettre::message::Mailbox {
        let name = clean::header(&self.name, 100);
        lettre::message::Mailbox::new(Some(name).filter(|name| !name.is_empty()), self.address.inner().clone())
    }
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
    pub bounces: Option<Address>,
}

impl Letterhead {
    /// The domain of Message-IDs: that of the sender, never a host name.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.from.address.domain()
    }

    /// The envelope sender of one letter, its own so that a bounce tells which letter came back:
    /// `bounces+{notification}@…`; the sender itself where no address takes bounces.
    #[must_use]
    pub fn envelope_sender(&self, notification: &str) -> Address {
        let Some(bounces) = &self.bounces else { return self.from.address.clone() };
        let own = format!("{}+{notification}@{}", bounces.0.user(), bounces.0.domain());
        Address::parse(&own).unwrap_or_else(|_| bounces.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_are_addresses() {
        for good in ["olena@melitopol.example", " a.b+c@x.example ", "info@münchen.example"] {
            assert!(Address::parse(good).is_ok(), "{good}");
        }
        for faulty in
            ["", "olena", "a@b@c.example", "a b@c.example", "a@c.example\r\nBcc: x@y.example", "<a@b.example>"]
        {
            assert!(Address::parse(faulty).is_err(), "{faulty:?}");
        }
    }

    #[test]
    fn each_letter_has_its_own_envelope_sender() {
        let from = Mailbox { name: String::new(), address: Address::parse("desk@site.example").unwrap() };
        let head = Letterhead { site: String::new(), from, reply_to: None, bounces: None };
        assert_eq!(head.envelope_sender("7").as_str(), "desk@site.example");
        let head = Letterhead { bounces: Some(Address::parse("b@site.example").unwrap()), ..head };
        assert_eq!(head.envelope_sender("7").as_str(), "b+7@site.example");
    }
}
