//! Secrets that open a door (links, sessions) and references that are read aloud.

use std::fmt;

use rand::{TryRng, rngs::SysRng};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// 256 bits from the operating system. Its text form is 64 hex digits; what is stored is its hash.
#[derive(Clone)]
pub struct Secret([u8; 32]);

/// SHA-256 of a secret: enough to recognise it, useless for opening anything.
#[derive(Clone, Copy)]
pub struct SecretHash([u8; 32]);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a secret of this program")]
pub struct NotASecret;

impl Secret {
    /// # Panics
    /// When the operating system has no randomness to give.
    #[must_use]
    pub fn draw() -> Self {
        let mut bytes = [0; 32];
        SysRng.try_fill_bytes(&mut bytes).expect("the operating system gives random numbers");
        Self(bytes)
    }

    /// # Errors
    /// For anything but 64 lower-case hex digits.
    pub fn parse(text: &str) -> Result<Self, NotASecret> {
        let mut bytes = [0; 32];
        let lower = text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if !lower || hex::decode_to_slice(text, &mut bytes).is_err() {
            return Err(NotASecret);
        }
        Ok(Self(bytes))
    }

    /// The form that goes into a link or cookie.
    #[must_use]
    pub fn reveal(&self) -> String {
        hex::encode(self.0)
    }

    #[must_use]
    pub fn hash(&self) -> SecretHash {
        SecretHash(Sha256::digest(self.0).into())
    }
}

impl SecretHash {
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl PartialEq for SecretHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(…)")
    }
}

/// Letters and digits that are not taken for one another (Crockford's Base32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A reference number such as `PR-2026-7K3QX`: short enough to be read over the telephone. Not a secret.
#[must_use]
pub fn draw_reference(year: i32) -> String {
    let mut bytes = [0; 5];
    SysRng.try_fill_bytes(&mut bytes).expect("the operating system gives random numbers");
    let code: String = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    format!("PR-{year}-{code}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_survives_its_text_form_and_hides_from_logs() {
        let secret = Secret::draw();
        let again = Secret::parse(&secret.reveal()).unwrap();
        assert_eq!(again.hash(), secret.hash());
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        assert!(Secret::draw().hash() != secret.hash());
    }

    #[test]
    fn anything_else_is_no_secret() {
        for text in ["", "abc", &"A".repeat(64), &"g".repeat(64), &"0".repeat(63), &"0".repeat(65)] {
            assert!(Secret::parse(text).is_err(), "{text:?}");
        }
    }
}
