//! Secrets that open a page without a password, and the reference numbers that open nothing.

use std::{fmt, str::FromStr};

use rand::{TryRng, rngs::SysRng};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// 256 bits from the system's randomness. Goes into a letter and nowhere else: what is kept is its [`SecretHash`].
#[derive(Clone)]
pub struct Secret([u8; 32]);

/// SHA-256 of a secret. A plain hash is enough: nobody can try 2^256 secrets.
#[derive(Clone, Copy)]
pub struct SecretHash([u8; 32]);

/// What names a submission to people: `PR-2026-7K3QX`. Five digits of Crockford's base 32 have no letters that sound or look
/// like others (I, L, O, U). Not a secret, and unique only because the store says so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a secret of 64 hexadecimal digits")]
pub struct NotASecret;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a reference number like PR-2026-7K3QX")]
pub struct NotAReference;

impl Secret {
    /// A secret nobody has seen.
    #[must_use]
    pub fn draw() -> Self {
        Self::from_bytes(random())
    }

    /// For tests, which need the same secret every time.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads what [`Secret::reveal`] wrote.
    ///
    /// # Errors
    /// When the text is anything but 64 hexadecimal digits, letters in lower case: a link has one form.
    pub fn parse(text: &str) -> Result<Self, NotASecret> {
        let mut bytes = [0; 32];
        let lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
        match hex::decode_to_slice(text, &mut bytes) {
            Ok(()) if lower => Ok(Self(bytes)),
            _ => Err(NotASecret),
        }
    }

    /// 64 hexadecimal digits, for an address: mail programs cut off signs at the end of a link, but no digits.
    #[must_use]
    pub fn reveal(&self) -> String {
        hex::encode(self.0)
    }

    #[must_use]
    pub fn hash(&self) -> SecretHash {
        SecretHash(Sha256::digest(self.0).into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl SecretHash {
    /// As kept in the database; none when it is not 32 bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether a secret is the one. Takes the same time for every secret.
    #[must_use]
    pub fn matches(&self, secret: &Secret) -> bool {
        *self == secret.hash()
    }
}

impl PartialEq for SecretHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for SecretHash {}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// Crockford's base 32.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl Reference {
    /// One of 33 million a year. Whoever keeps it tries again when it is taken.
    #[must_use]
    pub fn draw(year: i32) -> Self {
        Self::with_digits(year, random())
    }

    /// The reference of five given random bytes.
    #[must_use]
    pub fn with_digits(year: i32, random: [u8; 5]) -> Self {
        let digits: String = random.map(|byte| char::from(DIGITS[usize::from(byte % 32)])).iter().collect();
        Self(format!("PR-{:04}-{digits}", year.clamp(0, 9_999)))
    }

    /// As people say and type it: case, blanks and dashes do not matter, O is 0, I and L are 1.
    ///
    /// # Errors
    /// When it is no reference number even so.
    pub fn parse(typed: &str) -> Result<Self, NotAReference> {
        let mut letters = String::with_capacity(16);
        for letter in typed.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '–' | '.' | '_'))
        {
            letters.push(letter.to_ascii_uppercase());
            if letters.len() > 16 {
                return Err(NotAReference);
            }
        }
        let rest = letters.strip_prefix("PR").ok_or(NotAReference)?;
        let rest = rest.replace('O', "0").replace(['I', 'L'], "1");
        let (year, digits) = rest.split_at_checked(4).ok_or(NotAReference)?;
        let known = year.bytes().all(|byte| byte.is_ascii_digit()) && digits.bytes().all(|byte| DIGITS.contains(&byte));
        if known && digits.len() == 5 { Ok(Self(format!("PR-{year}-{digits}"))) } else { Err(NotAReference) }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Reference {
    type Err = NotAReference;

    fn from_str(typed: &str) -> Result<Self, NotAReference> {
        Self::parse(typed)
    }
}

impl TryFrom<String> for Reference {
    type Error = NotAReference;

    fn try_from(typed: String) -> Result<Self, NotAReference> {
        Self::parse(&typed)
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.0
    }
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SysRng.try_fill_bytes(&mut bytes).expect("without the system's randomness nothing safe can be done");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_only_its_own_hash_and_never_shows() {
        let (one, other) = (Secret::draw(), Secret::draw());
        assert!(one.hash().matches(&one) && !one.hash().matches(&other));
        let read = Secret::parse(&one.reveal()).unwrap();
        assert!(one.hash().matches(&read));
        assert_eq!(SecretHash::from_bytes(one.hash().as_bytes()), Some(one.hash()));
        assert!(!format!("{one:?}").contains(&one.reveal()[..6]));
        for text in ["", "abc", &"A".repeat(64), &"g".repeat(64), &"a".repeat(63), &"a".repeat(66)] {
            assert!(Secret::parse(text).is_err());
        }
        assert!(SecretHash::from_bytes(&[0; 31]).is_none());
    }

    #[test]
    fn a_reference_is_read_however_it_is_typed() {
        let reference = Reference::with_digits(2026, [0, 1, 33, 20, 31]);
        assert_eq!(reference.as_str(), "PR-2026-011MZ");
        for typed in ["PR-2026-011MZ", "pr 2026 oilmz", " Pr2026-0-1-1-M-Z", "PR–2O26–O1LMZ"] {
            assert_eq!(Reference::parse(typed).as_ref(), Ok(&reference), "{typed}");
        }
        for typed in
            ["", "PR-2026", "PR-2026-01MZ", "PR-2026-011MU", "XX-2026-011MZ", "PR-2é26-011MZ", &"P".repeat(1_000)]
        {
            assert_eq!(Reference::parse(typed), Err(NotAReference), "{typed}");
        }
        let random = Reference::draw(2026);
        assert_eq!(Reference::parse(&random.as_str().to_lowercase()), Ok(random));
    }
}
