//! How long a partner asks to be left alone (RFC 9110, 10.2.3).

use std::time::Duration;

use time::{OffsetDateTime, format_description::well_known::Rfc2822};

use crate::domain::Timestamp;

/// Where nothing was said, or nothing that can be understood.
const UNCLEAR: Duration = Duration::from_mins(15);
const LONGEST: Duration = Duration::from_hours(24);

/// Seconds or a date; never more than a day.
pub(super) fn read(header: Option<&str>, now: Timestamp) -> Duration {
    let Some(text) = header.map(str::trim) else { return UNCLEAR };
    let asked = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().map_or(LONGEST, Duration::from_secs)
    } else {
        match OffsetDateTime::parse(text, &Rfc2822) {
            Ok(until) => Timestamp::from_utc(until).since(now),
            Err(_) => UNCLEAR,
        }
    };
    asked.min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_dates_and_nonsense_give_a_wait_of_a_day_at_most() {
        let now = Timestamp::from_utc(time::macros::datetime!(2026-03-01 12:00 UTC));
        for (header, seconds) in [
            (Some("3600"), 3_600),
            (Some(" 0 "), 0),
            (Some("Sun, 01 Mar 2026 12:30:00 GMT"), 1_800),
            (Some("Sun, 01 Mar 2026 11:30:00 GMT"), 0),
            (Some("Fri, 01 Mar 2036 12:00:00 GMT"), 86_400),
            (Some("315360000"), 86_400),
            (Some("99999999999999999999999999"), 86_400),
            (Some("soon"), 900),
            (Some("-5"), 900),
            (Some(""), 900),
            (None, 900),
        ] {
            assert_eq!(read(header, now).as_secs(), seconds, "{header:?}");
        }
    }
}
