//! Dates among the words of a period: days, months and years in the orders people write them.

use super::{PartialDate, YEARS, words::Token};

/// What was written of a date; a year may stand only at the other end of a range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub year: Option<i16>,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

impl Written {
    fn new(year: Option<i16>, month: Option<u8>, day: Option<u8>) -> Self {
        Self { year, month, day }
    }

    /// The date, once its year is known. Days that the month does not have are left out.
    pub fn date(self) -> Option<PartialDate> {
        let year = self.year?;
        let day = self.day.filter(|day| self.month.is_some_and(|month| *day <= days_in(month, year)));
        Some(PartialDate { year, month: self.month, day })
    }
}

/// A date or another word of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Date(Written),
    Other(Token),
}

/// Puts dates together, longest forms first. Full stops have served when that is done.
pub(super) fn elements(tokens: &[Token]) -> Vec<Element> {
    let mut elements = Vec::new();
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        let dates = [iso_date, numeric_date, day_month_year, month_day_year, short_range, year_or_decade, day_of_range];
        let (mut found, used) =
            dates.iter().find_map(|date| date(rest)).unwrap_or_else(|| (vec![Element::Other(*first)], 1));
        let since = matches!(elements.last(), Some(Element::Other(Token::Since | Token::From)));
        if since && matches!(first, Token::Decade(_)) {
            found.truncate(1);
        }
        elements.extend(found.into_iter().filter(|element| *element != Element::Other(Token::Dot)));
        rest = &rest[used..];
    }
    elements
}

type Found = Option<(Vec<Element>, usize)>;

#[expect(clippy::unnecessary_wraps, reason = "ends the forms below, which may find nothing")]
fn one(date: Written, used: usize) -> Found {
    Some((vec![Element::Date(date)], used))
}

fn year(token: Token) -> Option<i16> {
    match token {
        Token::Number { value, digits: 4 } => i16::try_from(value).ok().filter(|year| YEARS.contains(year)),
        _ => None,
    }
}

fn small(token: Token, most: u8) -> Option<u8> {
    match token {
        Token::Number { value, digits: 1 | 2 } => u8::try_from(value).ok().filter(|value| (1..=most).contains(value)),
        _ => None,
    }
}

/// `2016-05-12`
fn iso_date(tokens: &[Token]) -> Found {
    let [first, Token::Dash, second, Token::Dash, third, ..] = tokens else { return None };
    one(Written::new(Some(year(*first)?), Some(small(*second, 12)?), Some(small(*third, 31)?)), 5)
}

/// `12/05/2016`, `12. 5. 2016`, and `05/2016`. Where only one order makes a month of twelve, that order.
fn numeric_date(tokens: &[Token]) -> Found {
    let separates = |token: Token| matches!(token, Token::Slash | Token::Dot | Token::Dash);
    if let [first, one_sign, second, other_sign, third, ..] = tokens
        && separates(*one_sign)
        && one_sign == other_sign
        && let (Some(first), Some(second), Some(year)) = (small(*first, 31), small(*second, 31), year(*third))
    {
        let (day, month) = if second <= 12 { (first, second) } else { (second, first) };
        return if month <= 12 { one(Written::new(Some(year), Some(month), Some(day)), 5) } else { None };
    }
    let [first, Token::Slash | Token::Dot, second, ..] = tokens else { return None };
    one(Written::new(Some(year(*second)?), Some(small(*first, 12)?), None), 3)
}

/// `9 May 2017`, `12. maj 2016.`, `25 August`, `May 2017`, `May`.
fn day_month_year(tokens: &[Token]) -> Found {
    let (day, at) = match tokens {
        [first, Token::Dot, Token::Month(_), ..] => (Some(small(*first, 31)?), 2),
        [first, Token::Month(_), ..] => (Some(small(*first, 31)?), 1),
        _ => (None, 0),
    };
    let Some(Token::Month(month)) = tokens.get(at) else { return None };
    if day.is_none() && tokens.get(1).is_some_and(|token| small(*token, 31).is_some()) {
        return None;
    }
    let after = tokens[at + 1..].iter().take_while(|token| matches!(token, Token::Dot | Token::Comma)).take(1).count();
    match tokens.get(at + 1 + after).and_then(|token| year(*token)) {
        Some(year) => one(Written::new(Some(year), Some(*month), day), at + 2 + after),
        None => one(Written::new(None, Some(*month), day), at + 1),
    }
}

/// `May 9, 2017`, `May 9`.
fn month_day_year(tokens: &[Token]) -> Found {
    let [Token::Month(month), day, rest @ ..] = tokens else { return None };
    let day = small(*day, 31)?;
    match rest {
        [Token::Comma, next, ..] if year(*next).is_some() => one(Written::new(year(*next), Some(*month), Some(day)), 4),
        [next, ..] if year(*next).is_some() => one(Written::new(year(*next), Some(*month), Some(day)), 3),
        _ => one(Written::new(None, Some(*month), Some(day)), 2),
    }
}

/// `2011-14` and `2020/21`; but `2016-05` is a month, as there is no way back in time.
fn short_range(tokens: &[Token]) -> Found {
    let [first, sign @ (Token::Dash | Token::Slash), Token::Number { value, digits: 2 }, rest @ ..] = tokens else {
        return None;
    };
    let number = matches!(
        rest,
        [Token::Month(_), ..] | [Token::Dash | Token::Slash | Token::Dot, Token::Number { digits: 1 | 2, .. }, ..]
    );
    let start = year(*first)?;
    if number {
        return None;
    }
    let value = i16::try_from(*value).ok()?;
    let mut end = start - start % 100 + value;
    if end <= start {
        // "1998-02" began before the turn of the century.
        if start < 2000 && value <= 30 {
            end += 100;
        } else {
            let month = u8::try_from(value).ok().filter(|month| (1..=12).contains(month))?;
            return one(Written::new(Some(start), Some(month), None), 3);
        }
    }
    let year = |year| Element::Date(Written::new(Some(year), None, None));
    Some((vec![year(start), Element::Other(*sign), year(end)], 3))
}

/// `2016`, and `1990s` as its ten years.
fn year_or_decade(tokens: &[Token]) -> Found {
    match tokens.first()? {
        Token::Decade(first) if YEARS.contains(first) => {
            let year = |year| Element::Date(Written::new(Some(year), None, None));
            Some((vec![year(*first), Element::Other(Token::To), year(first + 9)], 1))
        }
        token => one(Written::new(Some(year(*token)?), None, None), 1),
    }
}

/// `25` of `25-28 August 2016`, and `1` of `from 1 to 15 March`.
fn day_of_range(tokens: &[Token]) -> Found {
    let [first, Token::Dash | Token::To | Token::And | Token::Until, rest @ ..] = tokens else { return None };
    let day = small(*first, 31)?;
    match day_month_year(rest) {
        Some((found, _)) if matches!(found[..], [Element::Date(Written { day: Some(_), .. })]) => {
            one(Written::new(None, None, Some(day)), 1)
        }
        _ => None,
    }
}

fn days_in(month: u8, year: i16) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}
