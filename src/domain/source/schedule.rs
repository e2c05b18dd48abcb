//! How often a source is read.

use std::{fmt, str::FromStr, time::Duration};

use serde::{Deserialize, Serialize};

/// A whole number of hours, one hour to ninety days. Written `12h` or `3d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Every(u32);

/// The text names no schedule.
#[derive(Debug, thiserror::Error)]
#[error("no schedule of hours or days \"{0}\"")]
pub struct NotASchedule(String);

impl Every {
    pub const LONGEST_HOURS: u32 = 90 * 24;

    #[must_use]
    pub const fn hours(self) -> u32 {
        self.0
    }

    #[must_use]
    pub const fn duration(self) -> Duration {
        Duration::from_secs(self.0 as u64 * 3600)
    }

    /// Nothing outside one hour to ninety days.
    #[must_use]
    pub const fn of_hours(hours: u32) -> Option<Self> {
        if hours >= 1 && hours <= Self::LONGEST_HOURS { Some(Self(hours)) } else { None }
    }
}

impl Default for Every {
    fn default() -> Self {
        Self(24)
    }
}

impl FromStr for Every {
    type Err = NotASchedule;

    fn from_str(text: &str) -> Result<Self, NotASchedule> {
        let fault = || NotASchedule(text.chars().take(40).collect());
        let text_trimmed = text.trim();
        let unit = text_trimmed.chars().last().ok_or_else(fault)?;
        let hours_each = match unit {
            'h' => 1,
            'd' => 24,
            _ => return Err(fault()),
        };
        let count: u32 = text_trimmed.strip_suffix(unit).unwrap_or_default().trim_end().parse().map_err(|_| fault())?;
        count.checked_mul(hours_each).and_then(Self::of_hours).ok_or_else(fault)
    }
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_multiple_of(24) { write!(f, "{}d", self.0 / 24) } else { write!(f, "{}h", self.0) }
    }
}

impl TryFrom<String> for Every {
    type Error = NotASchedule;

    fn try_from(text: String) -> Result<Self, NotASchedule> {
        text.parse()
    }
}

impl From<Every> for String {
    fn from(every: Every) -> Self {
        every.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_reads_hours_and_days_and_nothing_else() {
        assert_eq!("12h".parse::<Every>().unwrap().hours(), 12);
        assert_eq!(" 3 d".parse::<Every>().unwrap().to_string(), "3d");
        assert_eq!("90d".parse::<Every>().unwrap().hours(), Every::LONGEST_HOURS);
        for wrong in ["", "h", "0h", "91d", "-1h", "1.5h", "1hh", "24", "daily", "99999999999d", "١h"] {
            assert!(wrong.parse::<Every>().is_err(), "{wrong}");
        }
    }
}
