//! From dates and words to one interval.

use super::{
    End, PartialDate, Span,
    dates::{Element, Written, elements},
    words::{Token, tokens},
};

/// Nobody writes a period in more characters; what follows is prose.
const LOOK_AT: usize = 300;

/// One date or range found, with what its neighbours say of its end.
#[derive(Clone, Copy, Debug)]
struct Interval {
    start: PartialDate,
    end: PartialDate,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A date alone.
    Single,
    /// Two dates, or a date named as the end.
    Closed,
    /// "until 2018": an end without its beginning.
    EndOnly,
    Open,
    /// "from", where a duration may still close it.
    From,
    Unstated,
}

pub(super) fn read(written: &str) -> Option<Span> {
    let text: String = written.chars().take(LOOK_AT).collect();
    let tokens = tokens(&text);
    let elements = with_years(elements(&tokens));
    let intervals = intervals(&elements)?;
    if intervals.is_empty() {
        let lasts =
            |token: &Token| matches!(token, Token::Ongoing | Token::StillOngoing | Token::Present | Token::Recurring);
        return tokens.iter().any(lasts).then_some(Span { start: None, end: End::Ongoing });
    }
    let start = intervals
        .iter()
        .filter(|one| one.kind != Kind::EndOnly)
        .map(|one| one.start)
        .min_by_key(|date| first_day(*date));
    Some(Span { start, end: end(&intervals, &tokens)? })
}

/// The last moment that all intervals and loose words together mean; none when they contradict each other.
fn end(intervals: &[Interval], tokens: &[Token]) -> Option<End> {
    let says = |token: Token| tokens.contains(&token);
    if says(Token::StillOngoing) {
        return Some(End::Ongoing);
    }
    let of_kind =
        |kinds: &[Kind]| intervals.iter().filter(|one| kinds.contains(&one.kind)).copied().collect::<Vec<_>>();
    let closed = of_kind(&[Kind::Closed, Kind::EndOnly]);
    let open = of_kind(&[Kind::Open, Kind::From]);
    let last = intervals.iter().map(|one| one.end).max_by_key(|date| last_day(*date))?;
    if let Some(planned) = closed.iter().map(|one| one.end).max_by_key(|date| last_day(*date)) {
        // An end that is stated wins over "(ongoing)", but not over a later "since".
        let later = open.iter().any(|one| first_day(one.start) >= first_day(planned));
        return Some(if later { End::Ongoing } else { End::At(last) });
    }
    if let ([only], Some(months)) = (intervals, duration(tokens))
        && matches!(only.kind, Kind::Single | Kind::From)
    {
        return Some(End::At(after(only.start, months)));
    }
    if !open.is_empty() || says(Token::Ongoing) {
        return Some(End::Ongoing);
    }
    if let [Interval { kind: Kind::Unstated, .. }] = intervals {
        return Some(End::Unstated);
    }
    Some(End::At(last))
}

/// Days, months and years that stand only at the other end of a range or list: "25-28 August 2016".
fn with_years(mut elements: Vec<Element>) -> Vec<Element> {
    let joined = |token: Element| {
        matches!(
            token,
            Element::Other(Token::Dash | Token::To | Token::And | Token::Comma | Token::Slash | Token::Until)
        )
    };
    for at in (0..elements.len().saturating_sub(2)).rev() {
        if let [Element::Date(one), between, Element::Date(other)] = &mut elements[at..at + 3]
            && joined(*between)
        {
            take_from_later(one, *other);
        }
    }
    for at in 0..elements.len().saturating_sub(2) {
        if let [Element::Date(one), between, Element::Date(other)] = &mut elements[at..at + 3]
            && joined(*between)
            && other.year.is_none()
            && let (Some(year), Some(month)) = (one.year, other.month)
        {
            let turned = one.month.is_some_and(|earlier| earlier > month);
            other.year = Some(if turned { year + 1 } else { year });
        }
    }
    elements
}

fn take_from_later(one: &mut Written, other: Written) {
    if one.year.is_some() {
        return;
    }
    if one.month.is_none() {
        one.month = other.month;
    }
    let turned = one.month.zip(other.month).is_some_and(|(month, later)| month > later);
    one.year = other.year.map(|year| if turned { year - 1 } else { year });
}

/// All dates with their year, ranges put together. None when a range ends before it begins.
fn intervals(elements: &[Element]) -> Option<Vec<Interval>> {
    let mut intervals = Vec::new();
    let mut at = 0;
    while at < elements.len() {
        let Some(start) = date_at(elements, at) else {
            at += 1;
            continue;
        };
        let before = &elements[..at];
        let (end, next) = match range_end(elements, at) {
            Some((end, next)) => (Some(end), next),
            None => (None, at + 1),
        };
        if end.is_some_and(|end| last_day(end) < first_day(start)) {
            return None;
        }
        let after = &elements[next..];
        let kind = if opens(after) {
            Kind::Open
        } else if end.is_some() {
            Kind::Closed
        } else {
            kind_of_single(before, after)
        };
        intervals.push(Interval { start, end: end.unwrap_or(start), kind });
        at = next;
    }
    // "2017, 2018 and 2019" is a range as much as "2017-2019".
    if intervals.len() > 1 && intervals.iter().all(|one| one.kind == Kind::Single) && elements.iter().any(is_and) {
        for one in &mut intervals {
            one.kind = Kind::Closed;
        }
    }
    Some(intervals)
}

fn is_and(element: &Element) -> bool {
    *element == Element::Other(Token::And)
}

fn date_at(elements: &[Element], at: usize) -> Option<PartialDate> {
    match elements.get(at)? {
        Element::Date(written) => written.date(),
        Element::Other(_) => None,
    }
}

/// The second date of a range that begins at `at`, and where what follows it begins.
fn range_end(elements: &[Element], at: usize) -> Option<(PartialDate, usize)> {
    if !matches!(elements.get(at + 1)?, Element::Other(Token::Dash | Token::To | Token::Until)) {
        return None;
    }
    // "from 2016 - until 2018"
    let more = usize::from(matches!(elements.get(at + 2), Some(Element::Other(Token::To | Token::Until))));
    Some((date_at(elements, at + 2 + more)?, at + 3 + more))
}

/// Whether what follows a date leaves its end open: `2016-`, `2016 onwards`, `2016 - ongoing`, `2016/..`.
fn opens(after: &[Element]) -> bool {
    use Token::{And, Close, Comma, Dash, Dots, Now, Ongoing, Onwards, Present, Since, Slash, To, Until};
    let mut words = after.iter().map(|element| match element {
        Element::Other(token) => Some(*token),
        Element::Date(_) => None,
    });
    match words.next() {
        Some(Some(Onwards | Ongoing | Present | Now)) => true,
        Some(Some(Dash)) => {
            matches!(
                words.next(),
                None | Some(Some(Ongoing | Present | Now | Onwards | Dots | Close | Comma | Slash | Token::Open))
            )
        }
        Some(Some(To | Until | And | Comma | Since)) => {
            matches!(words.next(), Some(Some(Ongoing | Present | Now | Onwards)))
        }
        Some(Some(Slash)) => matches!(words.next(), Some(Some(Dots))),
        _ => false,
    }
}

fn kind_of_single(before: &[Element], after: &[Element]) -> Kind {
    let unfinished = matches!(
        after,
        [Element::Other(Token::Dash), Element::Other(Token::Question), ..] | [Element::Other(Token::Slash)]
    );
    if unfinished {
        return Kind::Unstated;
    }
    let mut said = before.iter().rev();
    let mut last = said.next();
    // "Launched: 2016", "since the launch in 2016"
    if matches!(last, Some(Element::Other(Token::Comma))) {
        last = said.next();
    }
    match (last, said.next()) {
        (Some(Element::Other(Token::Since)), _)
        | (Some(Element::Other(Token::Launched)), Some(Element::Other(Token::Since))) => Kind::Open,
        (Some(Element::Other(Token::Launched)), _) => Kind::Unstated,
        (Some(Element::Other(Token::From)), _) => Kind::From,
        (Some(Element::Other(Token::Until)), _)
        | (Some(Element::Other(Token::Slash)), Some(Element::Other(Token::Dots)) | None) => Kind::EndOnly,
        _ => Kind::Single,
    }
}

/// The longest duration named, in months; shorter units do not count.
fn duration(tokens: &[Token]) -> Option<u16> {
    let months = tokens.iter().filter_map(|token| match token {
        Token::Duration(months) => Some(*months),
        _ => None,
    });
    months.max().filter(|months| *months > 0)
}

/// The last month, or year when no month is known, of a duration that begins at a date.
fn after(start: PartialDate, months: u16) -> PartialDate {
    let months = i16::try_from(months).unwrap_or(0).max(1);
    match start.month {
        None => PartialDate { year: start.year + (months - 1) / 12, month: None, day: None },
        Some(month) => {
            let last = i16::from(month) - 1 + months - 1;
            let month = u8::try_from(last % 12 + 1).ok();
            PartialDate { year: start.year + last / 12, month, day: None }
        }
    }
}

fn first_day(date: PartialDate) -> (i16, u8, u8) {
    (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
}

fn last_day(date: PartialDate) -> (i16, u8, u8) {
    (date.year, date.month.unwrap_or(12), date.day.unwrap_or(31))
}
