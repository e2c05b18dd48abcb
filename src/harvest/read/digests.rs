//! Texts of which a run remembers only that it has met them: a digest takes sixteen bytes, however long the text is.

use std::{collections::HashSet, fmt, str::FromStr};

use sha2::{Digest as _, Sha256};

/// The first half of a SHA-256: nobody makes two texts that share it (2^64 tries).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Digest([u8; 16]);

impl Digest {
    pub fn of(text: &str) -> Self {
        Self::of_all([text])
    }

    /// Of several texts in their order.
    pub fn of_all<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut hasher = Sha256::new();
        for text in texts {
            hasher.update(text);
            hasher.update([0]);
        }
        let whole: [u8; 32] = hasher.finalize().into();
        let mut half = [0; 16];
        half.copy_from_slice(&whole[..16]);
        Self(half)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl FromStr for Digest {
    type Err = hex::FromHexError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut half = [0; 16];
        hex::decode_to_slice(text, &mut half)?;
        Ok(Self(half))
    }
}

#[derive(Default)]
pub(super) struct Digests(HashSet<Digest>);

impl Digests {
    pub fn insert(&mut self, text: &str) {
        self.0.insert(Digest::of(text));
    }

    pub fn remove(&mut self, text: &str) {
        self.0.remove(&Digest::of(text));
    }

    pub fn contains(&self, text: &str) -> bool {
        self.0.contains(&Digest::of(text))
    }
}
