//! A practice's period in the reader's words.

use i18n_embed_fl::fl;

use super::{
    dates::{day_and_month, day_number, month, partial},
    phrases,
};
use crate::domain::{
    Lang, Period,
    period::{End, PartialDate, Span},
};

/// `Since 2016`, `2016–2018`, `January–February 2018`; as written where nothing could be read.
#[must_use]
pub fn period(lang: Lang, period: &Period) -> String {
    period.span().map_or_else(|| period.written().to_owned(), |span| spoken(lang, span))
}

fn spoken(lang: Lang, span: &Span) -> String {
    let words = phrases(lang);
    match (span.start, &span.end) {
        (Some(start), End::At(end)) => range(lang, start, *end),
        (Some(start), End::Ongoing | End::Unstated) if start.day.is_some() => {
            fl!(words, "text-period-since-day", date = partial(lang, start))
        }
        (Some(start), End::Ongoing | End::Unstated) => fl!(words, "text-period-since", date = partial(lang, start)),
        (None, End::At(end)) if end.day.is_some() => fl!(words, "text-period-until-day", date = partial(lang, *end)),
        (None, End::At(end)) => fl!(words, "text-period-until", date = partial(lang, *end)),
        (None, End::Ongoing | End::Unstated) => fl!(words, "text-period-ongoing"),
    }
}

/// What both ends share is said once. The dash stands alone between single words, and between spaces otherwise.
fn range(lang: Lang, start: PartialDate, end: PartialDate) -> String {
    if start == end {
        return partial(lang, start);
    }
    let last = partial(lang, end);
    if start.year != end.year {
        let first = partial(lang, start);
        return if start.month.is_none() && end.month.is_none() {
            format!("{first}–{last}")
        } else {
            spaced(&first, &last)
        };
    }
    match (start.month, start.day, end.month, end.day) {
        (Some(from), Some(day), Some(to), Some(_)) if from == to => format!("{}–{last}", day_number(lang, day)),
        (Some(from), Some(day), Some(_), Some(_)) => {
            day_and_month(lang, from, day).map_or_else(|| last.clone(), |first| spaced(&first, &last))
        }
        (Some(from), None, Some(to), None) if from != to => {
            month(lang, from).map_or_else(|| last.clone(), |first| format!("{first}–{last}"))
        }
        (None, _, None, _) => last,
        _ => spaced(&partial(lang, start), &last),
    }
}

fn spaced(first: &str, last: &str) -> String {
    format!("{first} – {last}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i16, month: u8, day: u8) -> PartialDate {
        let some = |part| Some(part).filter(|part| *part > 0);
        PartialDate { year, month: some(month), day: some(day) }
    }

    fn both(start: Option<PartialDate>, end: End) -> (String, String) {
        let span = Span { start, end };
        (spoken(Lang::En, &span), spoken(Lang::Fr, &span))
    }

    #[track_caller]
    fn says(start: Option<PartialDate>, end: End, english: &str, french: &str) {
        assert_eq!(both(start, end), (english.to_owned(), french.to_owned()));
    }

    #[test]
    fn open_periods_say_since() {
        says(Some(date(2016, 0, 0)), End::Ongoing, "Since 2016", "Depuis 2016");
        says(Some(date(2017, 4, 0)), End::Unstated, "Since April 2017", "Depuis avril 2017");
        says(Some(date(2017, 4, 1)), End::Ongoing, "Since 1 April 2017", "Depuis le 1er avril 2017");
        says(None, End::Ongoing, "Ongoing", "En cours");
        says(None, End::At(date(2018, 0, 0)), "Until 2018", "Jusqu’en 2018");
        says(None, End::At(date(2018, 3, 9)), "Until 9 March 2018", "Jusqu’au 9 mars 2018");
    }

    #[test]
    fn closed_periods_say_what_both_ends_share_once() {
        says(Some(date(2016, 0, 0)), End::At(date(2018, 0, 0)), "2016–2018", "2016–2018");
        says(Some(date(2016, 0, 0)), End::At(date(2016, 0, 0)), "2016", "2016");
        says(Some(date(2018, 1, 0)), End::At(date(2018, 2, 0)), "January–February 2018", "janvier–février 2018");
        says(Some(date(2016, 8, 25)), End::At(date(2016, 8, 28)), "25–28 August 2016", "25–28 août 2016");
        says(
            Some(date(2016, 2, 28)),
            End::At(date(2016, 3, 1)),
            "28 February – 1 March 2016",
            "28 février – 1er mars 2016",
        );
        says(
            Some(date(2016, 2, 0)),
            End::At(date(2018, 1, 0)),
            "February 2016 – January 2018",
            "février 2016 – janvier 2018",
        );
        says(Some(date(2019, 9, 17)), End::At(date(2019, 9, 17)), "17 September 2019", "17 septembre 2019");
        says(Some(date(2016, 0, 0)), End::At(date(2016, 5, 0)), "2016 – May 2016", "2016 – mai 2016");
    }

    #[test]
    fn an_unread_period_stays_as_written() {
        assert_eq!(period(Lang::Fr, &Period::read("N/A")), "N/A");
    }
}
