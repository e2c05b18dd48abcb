//! What an address of the list asks for. A form without script sends what people filled in (`from`, `to`, empty inputs);
//! each question has one canonical address all the same, and every other way to put it leads there.

use std::ops::RangeInclusive;

use url::form_urlencoded;

use super::showing::Showing;
use crate::{
    domain::{Choice, Facet, Filter, Vocabulary},
    search::Found,
    web::site::views::error::Trouble,
};

/// The years of the published practices, first and last; none when no period is known.
pub type Years = Option<RangeInclusive<i16>>;

/// The years in which anything happened, whatever the choices.
pub fn years(everything: &Found) -> Years {
    let mut years = everything.counts(Facet::Year).filter_map(|(choice, _)| year_of(choice));
    let first = years.next()?;
    Some(first..=years.last().unwrap_or(first))
}

pub fn year_of(choice: &Choice) -> Option<i16> {
    match choice {
        Choice::Year(year) => Some(*year),
        Choice::Topic(_) | Choice::Country(_) | Choice::City(_) | Choice::Collection(_) | Choice::Language(_) => None,
    }
}

/// What the visitor's address asks for.
pub fn asked(showing: &Showing<'_>) -> Result<Filter, Trouble> {
    let years = years(&showing.find(&Filter::default(), 1)?);
    Ok(read(&showing.visitor.query, showing, &years))
}

/// Reads the query part of an address. Never fails: what makes no sense is left out.
pub fn read(query: &str, showing: &Showing<'_>, years: &Years) -> Filter {
    let vocabulary = Vocabulary { topics: showing.app.topics(), gazetteer: &showing.shelf.gazetteer };
    let mut filter = Filter::parse(query, &vocabulary);
    let is_known = |slug: &str| showing.shelf.collections.iter().any(|collection| collection.row.slug == slug);
    let unknown: Vec<Choice> =
        filter.choices_of(Facet::Collection).filter(|choice| !is_known(&choice.value())).cloned().collect();
    for choice in unknown {
        filter = filter.without(&choice);
    }
    match years.as_ref().and_then(|years| span(query, years)) {
        Some(span) => span.fold(filter.without_facet(Facet::Year), |filter, year| filter.with(Choice::Year(year))),
        None => filter,
    }
}

/// The years between `from` and `to`, as far as anything happened in them. None when neither says anything: `from` after
/// all practices, `to` before them, no number.
fn span(query: &str, years: &RangeInclusive<i16>) -> Option<RangeInclusive<i16>> {
    let asked = |wanted: &str| {
        let mut pairs = form_urlencoded::parse(query.as_bytes()).take(300);
        let value = pairs.find(|(name, _)| name == wanted)?.1;
        value.trim().parse::<i16>().ok()
    };
    let from = asked("from").filter(|from| from <= years.end());
    let to = asked("to").filter(|to| to >= years.start());
    if from.is_none() && to.is_none() {
        return None;
    }
    let from = from.map_or(*years.start(), |from| from.max(*years.start()));
    let to = to.map_or(*years.end(), |to| to.min(*years.end()));
    Some(from.min(to)..=from.max(to))
}

/// Whether an address says what its canonical form says, in the same order. Compared by meaning: what stands between us and
/// a browser may write `%7E` as `~`, and must not be sent in circles.
pub fn is_canonical(query: &str, filter: &Filter) -> bool {
    let canonical = filter.to_query_string();
    query == canonical
        || (!canonical.is_empty()
            && form_urlencoded::parse(query.as_bytes()).eq(form_urlencoded::parse(canonical.as_bytes())))
}

/// The chosen years as runs without gaps, in order.
pub fn runs(filter: &Filter) -> Vec<RangeInclusive<i16>> {
    let mut runs: Vec<RangeInclusive<i16>> = Vec::new();
    for year in filter.choices_of(Facet::Year).filter_map(year_of) {
        match runs.last_mut() {
            Some(run) if *run.end() + 1 == year => *run = *run.start()..=year,
            _ => runs.push(year..=year),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_selects_make_a_span_of_years() {
        let years = 2001..=2026;
        for (query, expected) in [
            ("from=2016&to=2018", Some(2016..=2018)),
            ("from=2016&to=", Some(2016..=2026)),
            ("from=&to=2003", Some(2001..=2003)),
            ("from=2018&to=2016", Some(2016..=2018)),
            ("from=1800&to=9999", Some(2001..=2026)),
            ("from=2040&to=", None),
            ("from=2040&to=2003", Some(2001..=2003)),
            ("to=1990", None),
            ("from=&to=", None),
            ("from=two&to=99999999", None),
            ("from=2016&from=2020&to=2021", Some(2016..=2021)),
            ("year=2016", None),
        ] {
            assert_eq!(span(query, &years), expected, "{query}");
        }
    }

    #[test]
    fn years_without_a_gap_are_one_run() {
        let choose = |filter: Filter, year: i16| filter.with(Choice::Year(year));
        let filter = [2020, 2016, 2017, 2018].into_iter().fold(Filter::default(), choose);
        assert_eq!(runs(&filter), [2016..=2018, 2020..=2020]);
        assert_eq!(runs(&Filter::default()), []);
    }

    #[test]
    fn a_canonical_address_may_be_written_another_way() {
        let filter = Filter::default().with_words("a~b c");
        assert!(is_canonical("q=a%7Eb+c", &filter) && is_canonical("q=a~b%20c", &filter));
        assert!(!is_canonical("q=a~b%20c&page=1", &filter) && !is_canonical("", &filter));
        assert!(is_canonical("", &Filter::default()) && !is_canonical("&", &Filter::default()));
    }
}
