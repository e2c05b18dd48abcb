//! People: editors of the desk, contacts of cities, and where letters go.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Id, Lang, marker::Submission, review::UnknownName};

/// What somebody may do on the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reviews, edits and publishes.
    Editor,
    /// Besides: invites editors, configures sources and texts, retries background work.
    Admin,
}

impl Role {
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Editor => "editor",
            Self::Admin => "admin",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        match name {
            "editor" => Ok(Self::Editor),
            "admin" => Ok(Self::Admin),
            _ => Err(UnknownName(name.to_owned())),
        }
    }
}

/// An editor or admin, signed in or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    pub id: Id<Self>,
    pub email: EmailAddress,
    pub name: String,
    pub role: Role,
    pub language: Lang,
    /// Whether single keys press buttons (WCAG 2.1.4: can be switched off).
    pub keys: bool,
}

/// Who does something.
#[derive(Clone, Debug)]
pub enum Actor<'a> {
    Editor(&'a Editor),
    /// Whoever holds the link of a submission.
    City(Id<Submission>),
    /// The program itself, with the name of what it was doing.
    Program(&'static str),
}

/// One mail address: `local@domain` as RFC 5321 4.1.2 allows without quoting, comments or address literals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not one mail address")]
pub struct NotAnAddress;

impl EmailAddress {
    /// # Errors
    /// For anything but one plain address of at most 254 characters with a dotted domain of letters, digits and hyphens.
    pub fn parse(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(NotAnAddress)?;
        let whole = text.len() <= 254 && local.len() <= 64;
        if whole && is_dot_atom(local) && is_domain(domain) {
            Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
        } else {
            Err(NotAnAddress)
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands behind the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

fn is_dot_atom(local: &str) -> bool {
    let atom = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
    };
    local.split('.').all(atom)
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    domain.contains('.') && domain.split('.').all(label) && !domain.ends_with(|c: char| c.is_ascii_digit())
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = NotAnAddress;

    fn try_from(text: String) -> Result<Self, NotAnAddress> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

/// The person of a city we write to. Private: never shown to readers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub name: String,
    pub role: String,
    pub email: EmailAddress,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_plain_address_is_taken() {
        for address in ["olena@melitopol.example", "a.b+c@sub.city.example", "O'Brien@cork.example"] {
            assert_eq!(EmailAddress::parse(address).map(|a| a.to_string()).as_deref(), Ok(address));
        }
        assert_eq!(EmailAddress::parse(" a@CITY.example ").map(|a| a.to_string()).as_deref(), Ok("a@city.example"));
    }

    #[test]
    fn anything_else_is_refused() {
        let long = format!("{}@city.example", "a".repeat(250));
        for address in [
            "",
            "a",
            "@city.example",
            "a@",
            "a@city",
            "a@b.test, c@d.test",
            "a@b.test\r\nBcc: x@y.test",
            "\"a b\"@c.test",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "ü@city.example",
            "a..b@city.example",
            "a@-city.example",
            "a@b@c.example",
            &long,
        ] {
            assert_eq!(EmailAddress::parse(address), Err(NotAnAddress), "{address:?}");
        }
    }
}
