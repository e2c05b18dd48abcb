//! Calendar days in the forms pages write them, in data and in sentences.

use std::sync::LazyLock;

use regex::Regex;
use time::{Date, Month};

use crate::domain::{Period, period::End};

/// Which comes first in `03/04/2016`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::harvest::auto) enum Order {
    DayFirst,
    MonthFirst,
}

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("a pattern of ours"));
    };
}

pattern!(ISO, r"(?:^|[^\d])((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[^\d])");
pattern!(COMPACT, r"^((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{4,6})?(?:$|[TZ ])");
pattern!(NUMERIC, r"(?:^|[^\d/.-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?([-/.])\s?((?:19|20)\d\d|\d\d)(?:$|[^\d])");
pattern!(CHINESE, r"((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]");
pattern!(
    DAY_MONTH,
    r"(?:^|[^\d\p{L}])(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[\s\u{a0}-]+(?:de\s+|d[’']\s*|of\s+)?(\p{L}{3,14})\.?,?[\s\u{a0}-]+(?:de\s+|del\s+)?((?:19|20)\d\d)(?:$|[^\d])"
);
pattern!(
    MONTH_DAY,
    r"(?:^|[^\p{L}])(\p{L}{3,14})\.?[\s\u{a0}]+(\d{1,2})(?:st|nd|rd|th)?,?[\s\u{a0}]+((?:19|20)\d\d)(?:$|[^\d])"
);
pattern!(SHORT_YEAR, r"(?:^|[^\p{L}])(\p{L}{3,9})\.?[\s\u{a0}]+(\d{1,2})[\s\u{a0}]+[’'‘](\d\d)(?:$|[^\d])");
pattern!(IN_ADDRESS, r"(?:^|[^\d])((?:19|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?:$|[^\d])");
pattern!(UNIX, r"^1\d{9}(?:\d{3})?$");

/// A day in a machine's form: ISO 8601, RFC 9110, `YYYYMMDD`, or seconds since 1970; else as people write it. The day is
/// the one written, whatever its offset from UTC.
pub(super) fn stated(text: &str, order: Order) -> Option<Date> {
    let text = text.trim();
    if let Some(found) = COMPACT.captures(text) {
        let day = day(&found[1], &found[2], &found[3]);
        if day.is_some() {
            return day;
        }
    }
    if UNIX.is_match(text) {
        let seconds: i64 = text.get(..10)?.parse().ok()?;
        return time::OffsetDateTime::from_unix_timestamp(seconds).ok().map(time::OffsetDateTime::date);
    }
    first(text, order).map(|(date, _)| date)
}

/// The first day that a text names in full, and the bytes it stands at.
pub(super) fn first(text: &str, order: Order) -> Option<(Date, std::ops::Range<usize>)> {
    let found = [iso, chinese, in_words, month_first_in_words, short_year]
        .into_iter()
        .filter_map(|form| form(text))
        .chain(numeric(text, order))
        .min_by_key(|(_, place)| place.start);
    found
}

/// A day in one part of an address: `2016-12-15-title`, `title-20161215`.
pub(super) fn in_address(segment: &str) -> Option<Date> {
    IN_ADDRESS.captures_iter(segment).find_map(|found| day(&found[1], &found[2], &found[3]))
}

type Found = Option<(Date, std::ops::Range<usize>)>;

fn iso(text: &str) -> Found {
    ISO.captures_iter(text).find_map(|found| {
        let place = found.get(1)?.start()..found.get(3)?.end();
        Some((day(&found[1], &found[2], &found[3])?, place))
    })
}

fn chinese(text: &str) -> Found {
    let found = CHINESE.captures(text)?;
    Some((day(&found[1], &found[2], &found[3])?, found.get(0)?.range()))
}

fn numeric(text: &str, order: Order) -> Found {
    NUMERIC.captures_iter(text).find_map(|found| {
        if found[2] != found[4] {
            return None;
        }
        let year = if found[5].len() == 2 { format!("20{}", &found[5]) } else { found[5].to_owned() };
        let place = found.get(1)?.start()..found.get(5)?.end();
        let (one, other) = (&found[1], &found[3]);
        // Only with slashes does anybody put the month first.
        let month_first = order == Order::MonthFirst && &found[2] != ".";
        let (first, second) = if month_first { ((other, one), (one, other)) } else { ((one, other), (other, one)) };
        let date = day(&year, first.1, first.0).or_else(|| day(&year, second.1, second.0))?;
        Some((date, place))
    })
}

fn in_words(text: &str) -> Found {
    DAY_MONTH.captures_iter(text).find_map(|found| {
        let place = found.get(1)?.start()..found.get(3)?.end();
        Some((named(&found[1], &found[2], &found[3])?, place))
    })
}

fn month_first_in_words(text: &str) -> Found {
    MONTH_DAY.captures_iter(text).find_map(|found| {
        let place = found.get(1)?.start()..found.get(3)?.end();
        Some((named(&found[2], &found[1], &found[3])?, place))
    })
}

fn short_year(text: &str) -> Found {
    let found = SHORT_YEAR.captures(text)?;
    let year = format!("20{}", &found[3]);
    Some((named(&found[2], &found[1], &year)?, found.get(0)?.range()))
}

/// A day by the name of its month, in the languages that periods are written in.
fn named(day_number: &str, month: &str, year: &str) -> Option<Date> {
    let period = Period::read(&format!("{day_number} {month} {year}"));
    let span = period.span()?;
    let (start, End::At(end)) = (span.start?, &span.end) else { return None };
    if start != *end {
        return None;
    }
    calendar(i32::from(start.year), start.month?, start.day?)
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    calendar(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn calendar(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn days_are_read_in_the_forms_pages_write_them() {
        for (text, expected) in [
            ("2019-10-18T23:30:00-05:00", date!(2019 - 10 - 18)),
            ("2019-10-18", date!(2019 - 10 - 18)),
            ("20191018", date!(2019 - 10 - 18)),
            ("2019/1/8 10:00", date!(2019 - 1 - 8)),
            ("Mon, 28 Oct 2019 10:00:00 GMT", date!(2019 - 10 - 28)),
            ("1571400000", date!(2019 - 10 - 18)),
            ("Published on 9 May 2017 by us", date!(2017 - 5 - 9)),
            ("Veröffentlicht am 12. März 2018", date!(2018 - 3 - 12)),
            ("le 1er février 2020", date!(2020 - 2 - 1)),
            ("3 de mayo de 2016", date!(2016 - 5 - 3)),
            ("Wednesday, January 11th, 2017", date!(2017 - 1 - 11)),
            ("Nov 11 '11", date!(2011 - 11 - 11)),
            ("Stand: 05.04.2016", date!(2016 - 4 - 5)),
            ("5. 4. 2016", date!(2016 - 4 - 5)),
            ("Wed, 09/16/2009 - 13:30", date!(2009 - 9 - 16)),
            ("2019年3月5日", date!(2019 - 3 - 5)),
        ] {
            assert_eq!(stated(text, Order::DayFirst), Some(expected), "{text}");
        }
        assert_eq!(stated("03/04/2016", Order::MonthFirst), Some(date!(2016 - 3 - 4)));
        assert_eq!(stated("03/04/2016", Order::DayFirst), Some(date!(2016 - 4 - 3)));
    }

    #[test]
    fn what_is_no_day_gives_none() {
        for text in ["", "2019", "May 2017", "31.02.2019", "12.5.2", "1.2.3.4", "tomorrow", "99/99/2019"] {
            assert_eq!(stated(text, Order::DayFirst), None, "{text}");
        }
    }
}
