//! When something was published, as far as what a partner says can be true.

use time::{
    Date, Month, OffsetDateTime,
    format_description::well_known::{Rfc2822, Rfc3339},
    macros::format_description,
};

use crate::domain::{Period, Timestamp};

/// More words than a date takes.
const MOST_WORDS: usize = 12;

/// When something was published, as far as that can be true: not before the web, and not after it was fetched.
pub(super) fn plausible(published: Option<Timestamp>, fetched_at: Timestamp) -> Option<Timestamp> {
    let first = Timestamp::from_utc(time::macros::datetime!(1990-01-01 0:00 UTC));
    published.filter(|moment| *moment >= first).map(|moment| moment.min(fetched_at))
}

/// RFC 3339 or RFC 2822, the date at the start of the text, or a day whose month is said in words.
pub(super) fn read_moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let moment = OffsetDateTime::parse(text, &Rfc3339).or_else(|_| OffsetDateTime::parse(text, &Rfc2822)).ok();
    let moment = moment.or_else(|| {
        let date = text.get(..10).and_then(|date| Date::parse(date, format_description!("[year]-[month]-[day]")).ok());
        Some(date.or_else(|| in_words(text))?.midnight().assume_utc())
    })?;
    Some(Timestamp::from_utc(moment.to_offset(time::UtcOffset::UTC)))
}

/// "17 septembre 2019", "December 16, 2016, 4:19 p.m.": in figures alone, which of them is the month nobody says.
fn in_words(text: &str) -> Option<Date> {
    if text.split_whitespace().count() > MOST_WORDS || !text.contains(char::is_alphabetic) {
        return None;
    }
    let date = Period::read(text).span()?.start?;
    let has_word = text.split(|letter: char| !letter.is_alphabetic()).any(|word| word.chars().count() >= 3);
    if !has_word {
        return None;
    }
    Date::from_calendar_date(i32::from(date.year), Month::try_from(date.month?).ok()?, date.day?).ok()
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
        for words in ["31 mai 2024", "May 31, 2024", "Friday, 31 May 2024", "Fri, 31 May 2024 10:00:00 GMT"] {
            assert_eq!(
                read_moment(words).map(|moment| moment.to_utc().date()),
                Some(time::macros::date!(2024 - 05 - 31)),
                "{words}"
            );
        }
        for wrong in ["", "yesterday", "2024-13-01", "31.05.2024", "２０２４-05-31", "éééééééé"] {
            assert_eq!(read_moment(wrong), None, "{wrong}");
        }
        assert_eq!(plausible(read_moment("2099-01-01"), now), Some(now));
        assert_eq!(plausible(read_moment("0000-01-01"), now), None);
    }
}
