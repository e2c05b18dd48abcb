//! Whether readers who follow a link of a practice come to a page.

use serde::{Deserialize, Serialize};

use super::{
    candidate::Note,
    reading::{FetchFault, Refusal},
};

/// How one look at a linked address ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// A page, perhaps after redirects.
    Reached,
    Failed(FetchFault),
    /// Not asked for, by our own rules.
    Refused(Refusal),
}

impl Reach {
    /// Whether a reader would find nothing there. A server that turns a program away, or asks it to come later, may well
    /// show the page to a person (RFC 9110, 15.5; 429 of RFC 6585).
    #[must_use]
    pub const fn is_broken(&self) -> bool {
        match self {
            Self::Reached | Self::Refused(_) => false,
            Self::Failed(fault) => !matches!(
                fault,
                FetchFault::Status(401 | 402 | 403 | 405 | 406 | 407 | 408 | 451 | 999)
                    | FetchFault::SlowDown { .. }
                    | FetchFault::TooLarge
                    | FetchFault::Bomb
                    | FetchFault::Encoding
                    | FetchFault::HeadersTooLarge
            ),
        }
    }

    /// Why it was not reached, in words.
    #[must_use]
    pub fn note(&self) -> Option<Note> {
        match self {
            Self::Reached => None,
            Self::Failed(fault) => Some(fault.note()),
            Self::Refused(refusal) => Some(refusal.note()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_reader_would_miss_is_broken() {
        let failed = |fault| Reach::Failed(fault).is_broken();
        for status in [404, 410, 400, 500, 502] {
            assert!(failed(FetchFault::Status(status)), "{status}");
        }
        for status in [401, 403, 405, 999] {
            assert!(!failed(FetchFault::Status(status)), "{status}");
        }
        assert!(failed(FetchFault::Name { host: "gone.example".into() }) && failed(FetchFault::TimedOut));
        assert!(!failed(FetchFault::SlowDown { seconds: 60 }) && !Reach::Reached.is_broken());
        assert!(!Reach::Refused(Refusal::Userinfo).is_broken());
    }
}
