//! What an address of the list asks for. A form without script sends what people filled in (`from`, `to`, empty inputs);
//! each question has one canonical address all the same, and every other way to put it leads there.

use std::ops::RangeInclusive;

use url::form_urlencoded;

use super::showing::Showing;
use crate::{
    domain::{Choice, Facet, Filter, Vocabulary},
    search::Found,
};

/// The years of the published practices, first and last; none when no period is known.
pub type Years = Option<RangeInclusive<i16>>;

/// The years in which anything happened, whatever the choices.
pub fn years(everything: &Found) -> Years {
    let mut years = everything.counts(Facet::Year).filter_map(|(choice, _)| choice.year());
    let first = years.next()?;
    Some(first..=years.last().unwrap_or(first))
}

/// What the visitor's address asks for.
pub fn asked(showing: &Showing<'_>) -> Filter {
    read(&showing.visitor.query, showing)
}

/// Reads the query part of an address. Never fails: what makes no sense is left out.
pub fn read(query: &str, showing: &Showing<'_>) -> Filter {
    let vocabulary = Vocabulary { topics: showing.app.topics(), gazetteer: &showing.shelf.gazetteer };
    let mut filter = Filter::parse(query, &vocabulary);
    let is_known = |slug: &str| showing.shelf.collections.iter().any(|collection| collection.row.slug == slug);
    let unknown: Vec<Choice> =
        filter.choices_of(Facet::Collection).filter(|choice| !is_known(&choice.value())).cloned().collect();
    for choice in unknown {
        filter = filter.without(&choice);
    }
    filter
}

/// Whether an address says what its canonical form says, in the same order. Compared by meaning: what stands between us and
/// a browser may write `%7E` as `~`, and must not be sent in circles.
pub fn is_canonical(query: &str, filter: &Filter) -> bool {
    let canonical = filter.to_query_string();
    query == canonical
        || (!canonical.is_empty()
            && form_urlencoded::parse(query.as_bytes()).eq(form_urlencoded::parse(canonical.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_canonical_address_may_be_written_another_way() {
        let filter = Filter::default().with_words("a~b c");
        assert!(is_canonical("q=a%7Eb+c", &filter) && is_canonical("q=a~b%20c", &filter));
        assert!(!is_canonical("q=a~b%20c&page=1", &filter) && !is_canonical("", &filter));
        assert!(is_canonical("", &Filter::default()) && !is_canonical("&", &Filter::default()));
    }
}
