//! When a practice happens: the words as written, and the years they mean.
//! Must not know what day it is: "ongoing" stays open, and callers say up to which year they look.

mod dates;
mod reading;
#[cfg(test)]
mod tests;
mod words;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::clean_line;

/// A period as written with what was read from it. Where nothing could be read the words are kept and `years` is none.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    written: String,
    span: Option<Span>,
}

/// An interval of time (EDTF, ISO 8601-2): first moment, last moment or open end, each with its precision.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// None: the wording gives no beginning ("ongoing").
    pub start: Option<PartialDate>,
    pub end: End,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    At(PartialDate),
    Ongoing,
    /// A beginning is stated, an end is not.
    Unstated,
}

/// A date known to the year, the month or the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PartialDate {
    pub year: i16,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

/// Whether a folded word names a month.
pub(super) fn is_month(word: &str) -> bool {
    words::month(word).is_some()
}

/// The years that a period may mean; other numbers are no years.
pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

impl Period {
    /// Reads the words of a period in the ways people write them. Never fails: see `years`.
    #[must_use]
    pub fn read(written: &str) -> Self {
        let written = clean_line(written);
        let span = reading::read(&written);
        Self { written, span }
    }

    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    #[must_use]
    pub fn span(&self) -> Option<&Span> {
        self.span.as_ref()
    }

    /// First year, and last year or none where no end is stated; none when no year could be read. Where only the end is
    /// stated, its year stands for both.
    #[must_use]
    pub fn years(&self) -> Option<(i16, Option<i16>)> {
        let span = self.span.as_ref()?;
        match (&span.start, &span.end) {
            (Some(start), End::At(end)) => Some((start.year, Some(end.year))),
            (Some(start), End::Ongoing | End::Unstated) => Some((start.year, None)),
            (None, End::At(end)) => Some((end.year, Some(end.year))),
            (None, End::Ongoing | End::Unstated) => None,
        }
    }

    /// Whether the practice happened in some part of a year.
    #[must_use]
    pub fn covers(&self, year: i16) -> bool {
        self.years().is_some_and(|(first, last)| first <= year && last.is_none_or(|last| year <= last))
    }

    /// Each year of the period within [`YEARS`], an open end taken to go on until `this_year`.
    pub fn each_year(&self, this_year: i16) -> impl Iterator<Item = i16> + use<> {
        let (first, last) = match self.years() {
            None => (1, 0),
            Some((first, last)) => (first, last.unwrap_or_else(|| this_year.max(first))),
        };
        first.max(*YEARS.start())..=last.min(*YEARS.end())
    }

    /// The interval in EDTF level 1: `2016`, `2016/2018`, `2018-01/2018-02`, `2016/..`, `/2020`.
    #[must_use]
    pub fn edtf(&self) -> Option<String> {
        self.span.as_ref().map(ToString::to_string)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(start) = &self.start {
            start.fmt(f)?;
        }
        match &self.end {
            End::At(end) if Some(end) == self.start.as_ref() => Ok(()),
            End::At(end) => write!(f, "/{end}"),
            End::Ongoing => f.write_str("/.."),
            End::Unstated => f.write_str("/"),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}
