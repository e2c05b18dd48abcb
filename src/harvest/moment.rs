//! When something was published, as far as what a partner says can be true.

use time::{
    Date, Month, OffsetDateTime,
    format_description::well_known::{Rfc2822, Rfc3339},
    macros::format_description,
};

use crate::domain::{Period, Timestamp};

/// More words than a date takes.
const MOST_WORDS: usize = 12;

/// What an hour may be followed by. Not every word in capitals is one: "OCT", "MART".
const ZONES: [&str; 24] = [
    "UTC", "GMT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "ET", "CT", "MT", "PT", "BST", "IST", "WET",
    "WEST", "CET", "CEST", "EET", "EEST", "MSK", "JST",
];

/// When something was published, as far as that can be true: not before the web, and not after it was fetched.
pub(super) fn plausible(published: Option<Timestamp>, fetched_at: Timestamp) -> Option<Timestamp> {
    let first = Timestamp::from_utc(time::macros::datetime!(1990-01-01 0:00 UTC));
    published.filter(|moment| *moment >= first).map(|moment| moment.min(fetched_at))
}

/// RFC 3339 or RFC 2822, a date that begins with its year at the start of the text, or a day whose month is said in words.
pub(super) fn read_moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let moment = OffsetDateTime::parse(text, &Rfc3339).or_else(|_| OffsetDateTime::parse(text, &Rfc2822)).ok();
    let moment = moment.or_else(|| {
        let date = text.get(..10).and_then(|date| Date::parse(date, format_description!("[year]-[month]-[day]")).ok());
        Some(date.or_else(|| year_first(text)).or_else(|| in_words(text))?.midnight().assume_utc())
    })?;
    Some(Timestamp::from_utc(moment.to_offset(time::UtcOffset::UTC)))
}

/// "2019/3/5", "2019.03.08", "2019年3月8日": with the year first, nobody puts the day second.
fn year_first(text: &str) -> Option<Date> {
    const BETWEEN: [char; 6] = ['/', '.', '-', '年', '月', '日'];
    let word = text.split_whitespace().next()?;
    let mut parts = word.splitn(3, BETWEEN);
    let (year, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let day = rest.split(|letter: char| !letter.is_ascii_digit()).next()?;
    let are_figures = [year, month, day].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if !are_figures || year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

/// "17 septembre 2019", "Published December 16th, 2016, 4:19 p.m.", "Mon Aug 03 12:45:00 EDT 2015": in figures alone, which
/// of them is the month nobody says.
fn in_words(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > MOST_WORDS || !has_word(text) {
        return None;
    }
    day_of(text).or_else(|| {
        // Without the hour, the three words that end with the year.
        let words: Vec<&str> = words.into_iter().filter(|word| !is_of_an_hour(word)).map(plain).collect();
        let at = words.iter().position(|word| is_year(word))?;
        let [first, second] = words.get(at.checked_sub(2)?..at)? else { return None };
        let (day, month) =
            if first.starts_with(|letter: char| letter.is_ascii_digit()) { (first, second) } else { (second, first) };
        // "16th", "1er", "3."
        let day = day.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        if day.len() > 2 || day.is_empty() || !has_word(month) {
            return None;
        }
        day_of(&format!("{day} {month} {}", words[at]))
    })
}

fn day_of(text: &str) -> Option<Date> {
    let date = Period::read(text).span()?.start?;
    Date::from_calendar_date(i32::from(date.year), Month::try_from(date.month?).ok()?, date.day?).ok()
}

fn has_word(text: &str) -> bool {
    text.split(|letter: char| !letter.is_alphabetic()).any(|word| word.chars().count() >= 3)
}

/// "16:19", "PM", "p.m.", "EST", "GMT+0000", "(UTC)".
fn is_of_an_hour(word: &str) -> bool {
    let letters: String = word.chars().filter(|letter| letter.is_alphabetic()).collect();
    word.contains(':')
        || matches!(letters.to_ascii_lowercase().as_str(), "am" | "pm")
        || ZONES.contains(&letters.as_str())
}

fn plain(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
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
        for wrong in
            ["", "yesterday", "2024-13-01", "31.05.2024", "２０２４-05-31", "éééééééé", "2024/13/1", "room 12 2024"]
        {
            assert_eq!(read_moment(wrong), None, "{wrong}");
        }
        for (words, day) in [
            ("2019/3/5", time::macros::date!(2019 - 03 - 05)),
            ("2019.03.08", time::macros::date!(2019 - 03 - 08)),
            ("2019年3月8日 13時16分", time::macros::date!(2019 - 03 - 08)),
            ("Mon Aug 03 12:45:00 EDT 2015", time::macros::date!(2015 - 08 - 03)),
            ("Tue Dec 13 2016 18:06:00 GMT+0000 (UTC)", time::macros::date!(2016 - 12 - 13)),
            ("Thursday, December 22, 2016, 06:47 PM", time::macros::date!(2016 - 12 - 22)),
            ("Dec. 22, 2016 5:00 a.m. PT", time::macros::date!(2016 - 12 - 22)),
            ("22:00, 11 July 2021 BST", time::macros::date!(2021 - 07 - 11)),
            ("Published Apr 27th, 2020", time::macros::date!(2020 - 04 - 27)),
            ("March 9 2017 4:21 PM", time::macros::date!(2017 - 03 - 09)),
            ("OCT 3 2019 5:00 PM", time::macros::date!(2019 - 10 - 03)),
            ("le 1er mars 2017 à 16h21", time::macros::date!(2017 - 03 - 01)),
        ] {
            assert_eq!(read_moment(words).map(|moment| moment.to_utc().date()), Some(day), "{words}");
        }
        assert_eq!(plausible(read_moment("2099-01-01"), now), Some(now));
        assert_eq!(plausible(read_moment("0000-01-01"), now), None);
    }
}
