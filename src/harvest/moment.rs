//! When something was published, as far as what a partner says can be true.

use time::{Date, OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description};

use crate::domain::Timestamp;

/// When something was published, as far as that can be true: not before the web, and not after it was fetched.
pub(super) fn plausible(published: Option<Timestamp>, fetched_at: Timestamp) -> Option<Timestamp> {
    let first = Timestamp::from_utc(time::macros::datetime!(1990-01-01 0:00 UTC));
    published.filter(|moment| *moment >= first).map(|moment| moment.min(fetched_at))
}

/// RFC 3339, or the date at the start of the text.
pub(super) fn read_moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let moment = OffsetDateTime::parse(text, &Rfc3339).ok().or_else(|| {
        let date = Date::parse(text.get(..10)?, format_description!("[year]-[month]-[day]")).ok()?;
        Some(date.midnight().assume_utc())
    })?;
    Some(Timestamp::from_utc(moment.to_offset(time::UtcOffset::UTC)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_publication_date_is_plausible_or_none() {
        let now = read_moment("2026-03-01T12:00:00Z").unwrap();
        assert_eq!(read_moment("2024-05-31").unwrap().to_utc().date(), time::macros::date!(2024 - 05 - 31));
        assert_eq!(read_moment("2024-05-31 um 12 Uhr"), read_moment("2024-05-31"));
        assert!(read_moment("2024-05-31T23:00:00+02:00").is_some());
        for wrong in ["", "yesterday", "2024-13-01", "31.05.2024", "２０２４-05-31", "éééééééé"] {
            assert_eq!(read_moment(wrong), None, "{wrong}");
        }
        assert_eq!(plausible(read_moment("2099-01-01"), now), Some(now));
        assert_eq!(plausible(read_moment("0000-01-01"), now), None);
    }
}
