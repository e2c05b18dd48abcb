//! Dates and times in words. All are told in UTC; a time of day says so.

use i18n_embed_fl::fl;
use icu::{
    calendar::{Date, Gregorian},
    datetime::{
        FixedCalendarDateTimeFormatter,
        fieldsets::{M, YM, YMD},
    },
};

use super::{locale, phrases};
use crate::domain::{Lang, Timestamp, period::PartialDate};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// `12 March 2024`, `12 mars 2024`.
#[must_use]
pub fn date(lang: Lang, at: Timestamp) -> String {
    let day = at.to_utc().date();
    day_in_words(lang, day.year(), u8::from(day.month()), day.day()).unwrap_or_else(|| day.to_string())
}

/// `12 March 2024, 14:02 UTC`, `12 mars 2024 à 14:02 UTC`.
#[must_use]
pub fn date_time(lang: Lang, at: Timestamp) -> String {
    let moment = at.to_utc();
    let time = format!("{:02}:{:02}", moment.hour(), moment.minute());
    fl!(phrases(lang), "text-date-time", date = date(lang, at), time = time)
}

/// How long ago, in the narrow form of lists: `5 min`, `3 h`, `2 d`; `now` under a minute.
#[must_use]
pub fn ago(lang: Lang, now: Timestamp, then: Timestamp) -> String {
    let words = phrases(lang);
    let age = now.since(then).as_secs();
    let (minutes, hours, days): (u64, u64, u64) = (age / MINUTE, age / HOUR, age / DAY);
    if minutes == 0 {
        fl!(words, "text-now")
    } else if hours == 0 {
        fl!(words, "text-minutes", count = minutes)
    } else if days == 0 {
        fl!(words, "text-hours", count = hours)
    } else {
        fl!(words, "text-days", count = days)
    }
}

/// A date in as many words as it is known by: `2018`, `January 2018`, `12 January 2018`.
pub(super) fn partial(lang: Lang, date: PartialDate) -> String {
    let words = match (date.month, date.day) {
        (Some(month), Some(day)) => day_in_words(lang, i32::from(date.year), month, day),
        (Some(month), None) => month_and_year(lang, date.year, month),
        (None, _) => None,
    };
    words.unwrap_or_else(|| date.year.to_string())
}

/// `January`, `janvier`.
pub(super) fn month(lang: Lang, month: u8) -> Option<String> {
    let formatter = FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(locale(lang).into(), M::long()).ok()?;
    Some(formatter.format(&Date::try_new_gregorian(2000, month, 1).ok()?).to_string())
}

/// `12 January`, `1er janvier`.
pub(super) fn day_and_month(lang: Lang, month_number: u8, day: u8) -> Option<String> {
    Some(format!("{} {}", day_number(lang, day), month(lang, month_number)?))
}

/// The day as it stands before a month: French counts its first.
pub(super) fn day_number(lang: Lang, day: u8) -> String {
    match (lang, day) {
        (Lang::Fr, 1) => "1er".to_owned(),
        (Lang::Fr | Lang::En, day) => day.to_string(),
    }
}

fn month_and_year(lang: Lang, year: i16, month: u8) -> Option<String> {
    let formatter = FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(locale(lang).into(), YM::long()).ok()?;
    Some(formatter.format(&Date::try_new_gregorian(i32::from(year), month, 1).ok()?).to_string())
}

fn day_in_words(lang: Lang, year: i32, month: u8, day: u8) -> Option<String> {
    let formatter = FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(locale(lang).into(), YMD::long()).ok()?;
    let words = formatter.format(&Date::try_new_gregorian(year, month, day).ok()?).to_string();
    Some(match words.strip_prefix("1 ") {
        Some(rest) => format!("{} {rest}", day_number(lang, 1)),
        None => words,
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use time::macros::datetime;

    use super::*;

    fn at(moment: time::OffsetDateTime) -> Timestamp {
        Timestamp::from_utc(moment)
    }

    #[test]
    fn dates_are_written_out() {
        let spring = at(datetime!(2024-03-12 14:02 UTC));
        assert_eq!(date(Lang::En, spring), "12 March 2024");
        assert_eq!(date(Lang::Fr, spring), "12 mars 2024");
        assert_eq!(date(Lang::Fr, at(datetime!(2024-08-01 00:00 UTC))), "1er août 2024");
        assert_eq!(date_time(Lang::En, spring), "12 March 2024, 14:02 UTC");
        assert_eq!(date_time(Lang::Fr, spring), "12 mars 2024 à 14:02 UTC");
    }

    #[test]
    fn ages_are_short() {
        let now = at(datetime!(2024-03-12 14:02 UTC));
        let age = |lang, seconds| ago(lang, now, now - Duration::from_secs(seconds));
        assert_eq!(age(Lang::En, 59), "now");
        assert_eq!(age(Lang::En, 5 * 60 + 3), "5\u{a0}min");
        assert_eq!(age(Lang::En, 3 * 3600), "3\u{a0}h");
        assert_eq!(age(Lang::En, 50 * 3600), "2\u{a0}d");
        assert_eq!(age(Lang::Fr, 50 * 3600), "2\u{a0}j");
        assert_eq!(ago(Lang::Fr, now, now + Duration::from_secs(9)), "à l’instant");
    }

    #[test]
    fn a_date_that_is_none_keeps_its_year() {
        assert_eq!(partial(Lang::En, PartialDate { year: 2018, month: Some(13), day: None }), "2018");
        assert_eq!(partial(Lang::En, PartialDate { year: 2018, month: Some(2), day: Some(30) }), "2018");
    }
}
