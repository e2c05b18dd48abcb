//! How a period is to be put into words, for the room that knows the words.

use super::{End, PartialDate, Period, Span};

/// The kind of wording a period needs; its phrase is [`Shown::phrase`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Nothing was read: show the words as written.
    AsWritten,
    Ongoing,
    /// "Since 2016", "Since April 2017".
    Since(PartialDate),
    /// A beginning without a word on the end.
    Started(PartialDate),
    Until(PartialDate),
    /// "2016", "May 2017", "9 May 2017".
    At(PartialDate),
    /// "2016–2018".
    Years {
        first: i16,
        last: i16,
    },
    /// "January–February 2018".
    Months {
        first: u8,
        last: u8,
        year: i16,
    },
    /// "25–28 August 2016".
    Days {
        first: u8,
        last: u8,
        month: u8,
        year: i16,
    },
    /// "December 2016 – January 2018".
    Between {
        start: PartialDate,
        end: PartialDate,
    },
}

impl Period {
    #[must_use]
    pub fn shown(&self) -> Shown {
        self.span().map_or(Shown::AsWritten, Span::shown)
    }
}

impl Span {
    #[must_use]
    pub fn shown(&self) -> Shown {
        match (self.start, &self.end) {
            (Some(start), End::At(end)) if start == *end => Shown::At(start),
            (Some(start), End::At(end)) => range(start, *end),
            (Some(start), End::Ongoing) => Shown::Since(start),
            (Some(start), End::Unstated) => Shown::Started(start),
            (None, End::At(end)) => Shown::Until(*end),
            (None, End::Ongoing | End::Unstated) => Shown::Ongoing,
        }
    }
}

impl Shown {
    /// The phrase that words it; none for words shown as written. Arguments: `start` and `end` are dates in the reader's
    /// language, `first` and `last` days, names of months or years, `month` the month with its year, `year` a year, `date`
    /// a date. `-day` stands at phrases that differ before a day ("Depuis le 9 mai 2017").
    #[must_use]
    pub const fn phrase(&self) -> Option<&'static str> {
        Some(match self {
            Self::AsWritten => return None,
            Self::Ongoing => "field-period-ongoing",
            Self::Since(PartialDate { day: Some(_), .. }) => "field-period-since-day",
            Self::Since(_) => "field-period-since",
            Self::Started(_) => "field-period-started",
            Self::Until(PartialDate { day: Some(_), .. }) => "field-period-until-day",
            Self::Until(_) => "field-period-until",
            Self::At(_) => "field-period-at",
            Self::Years { .. } => "field-period-years",
            Self::Months { .. } => "field-period-months",
            Self::Days { .. } => "field-period-days",
            Self::Between { .. } => "field-period-between",
        })
    }
}

fn range(start: PartialDate, end: PartialDate) -> Shown {
    let same_year = start.year == end.year;
    match (start.month, end.month, start.day, end.day) {
        (None, None, ..) => Shown::Years { first: start.year, last: end.year },
        (Some(first), Some(last), None, None) if same_year => Shown::Months { first, last, year: start.year },
        (Some(month), Some(other), Some(first), Some(last)) if same_year && month == other => {
            Shown::Days { first, last, month, year: start.year }
        }
        _ => Shown::Between { start, end },
    }
}
