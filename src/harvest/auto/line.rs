//! A line that is a place with its years: "City, Country 2016", "Country City since 2018". Where the place ends and the years
//! begin no sign says, so every word is tried.

use crate::domain::Period;

/// Longer lines are sentences; a period in words takes some.
const MOST_WORDS: usize = 40;
/// What a period begins with is said in so many words.
const BEGINNING: usize = 3;
/// Words that are no years and still all that is said of when: "17-19 October", "N/A".
const MOST_UNREAD: usize = 4;

/// A line parted in two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parting<'a> {
    pub(super) place: &'a str,
    /// What follows the place: empty, a period, or words that say when and cannot be read.
    pub(super) when: &'a str,
    /// Nothing of `when` may belong to the place's name.
    pub(super) is_plain: bool,
}

/// The ways to part a line, the longest place first.
pub(super) fn partings(line: &str) -> Vec<Parting<'_>> {
    let line = line.trim();
    if line.split_whitespace().count() > MOST_WORDS {
        return Vec::new();
    }
    let ends = line.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(at, _)| at);
    let mut ends: Vec<usize> = ends.chain([line.len()]).collect();
    ends.reverse();
    ends.into_iter().filter_map(|end| parting(&line[..end], &line[end..])).collect()
}

fn parting<'a>(place: &'a str, when: &'a str) -> Option<Parting<'a>> {
    let place = place.trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != ')');
    let when = bare(when);
    if place.is_empty() {
        return None;
    }
    if when.is_empty() {
        return Some(Parting { place, when, is_plain: true });
    }
    if Period::read(when).span().is_some() {
        return Some(Parting { place, when, is_plain: begins_a_period(when) });
    }
    is_unread(when).then_some(Parting { place, when, is_plain: true })
}

/// Without the signs that part it from what stands before.
fn bare(when: &str) -> &str {
    let when = when.trim_matches(|letter: char| letter.is_whitespace() || ",;:·•|/".contains(letter));
    let when = when.strip_prefix(['–', '—']).map_or(when, str::trim);
    match when.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) if !inner.contains(['(', ')']) => inner.trim(),
        _ => when,
    }
}

/// Whether the first words say something of when: a number, a month, "since", "ongoing".
fn begins_a_period(when: &str) -> bool {
    let first = when.split_whitespace().next().unwrap_or_default();
    if first.starts_with(|letter: char| letter.is_ascii_digit() || letter == '(') || says_when(first) {
        return true;
    }
    // "as from", "à partir": a name would begin with a capital.
    let words: Vec<&str> = when.split_whitespace().take(BEGINNING).collect();
    first.starts_with(char::is_lowercase) && (2..=words.len()).any(|length| says_when(&words[..length].join(" ")))
}

/// Whether words mean something beside a year: then the period is another than the year alone.
fn says_when(words: &str) -> bool {
    const YEAR: &str = "2016";
    let with_year = Period::read(&format!("{words} {YEAR}"));
    Period::read(words).span().is_some() || with_year.span() != Period::read(YEAR).span()
}

fn is_unread(when: &str) -> bool {
    when.split_whitespace().count() <= MOST_UNREAD
        && (when.starts_with(|letter: char| letter.is_ascii_digit()) || is_none(when) || is_typo(when))
}

/// What forms say where there is nothing to say.
pub(super) fn is_none(when: &str) -> bool {
    when.eq_ignore_ascii_case("n/a")
}

/// A year with a slip in it: "é020".
fn is_typo(when: &str) -> bool {
    when.chars().count() == 4 && when.chars().filter(char::is_ascii_digit).count() == 3
}

/// Whether what is said of when is one day alone: beside a place that may be where and when something was written.
pub(super) fn is_day(when: &str) -> bool {
    let period = Period::read(when);
    let day = period.span().and_then(|span| span.start).is_some_and(|date| date.day.is_some());
    day && period.years().is_some_and(|(first, last)| last == Some(first))
}

/// Whether it is a year and nothing else.
pub(super) fn is_year(when: &str) -> bool {
    when.len() == 4 && when.bytes().all(|byte| byte.is_ascii_digit()) && Period::read(when).years().is_some()
}

/// Whether words may be a name that nobody here knows: each begins with a capital, but for the little ones between.
pub(super) fn may_be_name(words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().collect();
    let is_little = |word: &str| word.chars().count() <= 3 && word.chars().all(char::is_alphabetic);
    let begins = |word: &str| word.starts_with(char::is_uppercase);
    (1..=5).contains(&words.len())
        && words.first().is_some_and(|word| begins(word))
        && words.iter().all(|word| begins(word) || is_little(word))
        && !words.iter().any(|word| word.contains(|letter: char| letter.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_parted_where_its_years_begin() {
        for (line, place, when) in [
            ("Lyon, France 2016", "Lyon, France", "2016"),
            ("Montreal, Canada Since 2018", "Montreal, Canada", "Since 2018"),
            ("Rijeka, Croatia 9 May 2017", "Rijeka, Croatia", "9 May 2017"),
            ("Portugal Amadora (2016)", "Portugal Amadora", "2016"),
            ("Piacenza, Italia · 2014-2017", "Piacenza, Italia", "2014-2017"),
            ("Ireland Dublin 17-19 October", "Ireland Dublin", "17-19 October"),
            ("Norway Stavanger N/A", "Norway Stavanger", "N/A"),
        ] {
            let found = partings(line).into_iter().find(|way| way.place == place);
            assert_eq!(found.map(|way| (way.when, way.is_plain)), Some((when, true)), "{line}");
        }
        let whole = partings("Lyon, France");
        assert_eq!((whole[0].place, whole[0].when), ("Lyon, France", ""));
        // What may be part of a name is no plain beginning.
        assert!(partings("Italy Reggio Emilia 2016").iter().all(|way| way.place != "Italy Reggio" || !way.is_plain));
        assert!(is_day("15 mars 2024") && !is_day("2016") && !is_day("25-28 August 2016 - 2017"));
        assert!(is_year("2016") && !is_year("0020") && !is_year("2016 "));
    }
}
