//! Narrowing and counting: which documents match all facets, and how many there would be per choice of each.

use std::collections::BTreeMap;

use super::catalogue::{Catalogue, Entry, Years};
use crate::domain::{Choice, Facet, Filter, period::YEARS};

/// The choices of a question, by facet; none where a facet is left open.
pub(super) struct Wanted<'a> {
    catalogue: &'a Catalogue,
    /// A number per choice, sorted; a choice that no document has is wanted all the same, and found nowhere.
    numbers: Vec<(Facet, Vec<u32>)>,
    years: Option<Vec<i16>>,
    current_year: i16,
}

/// How a document stands to the facets.
enum Standing {
    Matches,
    /// Fails this facet alone, so it counts there, where the facet's own choice does not.
    FailsOnly(Facet),
    Fails,
}

/// Counts per choice, each without the choices of its own facet.
pub(super) struct Tally<'a> {
    catalogue: &'a Catalogue,
    by_number: Vec<usize>,
    /// Where periods begin, and the year after they end.
    year_steps: BTreeMap<i32, i64>,
    current_year: i16,
}

impl<'a> Wanted<'a> {
    pub fn new(filter: &Filter, catalogue: &'a Catalogue, current_year: i16) -> Self {
        let numbers = Facet::ALL.into_iter().filter(|facet| *facet != Facet::Year).filter_map(|facet| {
            let mut choices = filter.choices_of(facet).peekable();
            choices.peek()?;
            Some((facet, choices.filter_map(|choice| catalogue.number(choice)).collect()))
        });
        let years = filter.choices_of(Facet::Year).filter_map(|choice| match choice {
            Choice::Year(year) => Some(*year),
            Choice::Topic(_) | Choice::Country(_) | Choice::City(_) | Choice::Collection(_) | Choice::Language(_) => {
                None
            }
        });
        let years: Vec<_> = years.collect();
        Self { catalogue, numbers: numbers.collect(), years: (!years.is_empty()).then_some(years), current_year }
    }

    /// Counts the document where it counts; whether it matches.
    pub fn tally(&self, entry: &Entry, tally: &mut Tally<'_>) -> bool {
        match self.standing(entry) {
            Standing::Matches => {
                tally.add(entry, None);
                true
            }
            Standing::FailsOnly(facet) => {
                tally.add(entry, Some(facet));
                false
            }
            Standing::Fails => false,
        }
    }

    fn standing(&self, entry: &Entry) -> Standing {
        let has = |numbers: &[u32]| numbers.iter().any(|number| entry.choices.binary_search(number).is_ok());
        let failed = self.numbers.iter().filter(|(_, numbers)| !has(numbers)).map(|(facet, _)| *facet);
        let mut failed = failed.chain(self.fails_years(entry.years).then_some(Facet::Year));
        match (failed.next(), failed.next()) {
            (None, _) => Standing::Matches,
            (Some(facet), None) => Standing::FailsOnly(facet),
            (Some(_), Some(_)) => Standing::Fails,
        }
    }

    fn fails_years(&self, years: Option<Years>) -> bool {
        let in_years = |year: &i16| years.is_some_and(|years| years.contain(*year, self.current_year));
        self.years.as_ref().is_some_and(|wanted| !wanted.iter().any(in_years))
    }

    pub fn empty_tally(&self) -> Tally<'a> {
        Tally {
            catalogue: self.catalogue,
            by_number: vec![0; self.catalogue.choices().len()],
            year_steps: BTreeMap::new(),
            current_year: self.current_year,
        }
    }
}

impl Tally<'_> {
    /// Adds a document to all its choices, or to those of one facet.
    fn add(&mut self, entry: &Entry, facet: Option<Facet>) {
        let choices = self.catalogue.choices();
        for number in &entry.choices {
            let at = *number as usize;
            if facet.is_none_or(|facet| choices[at].facet() == facet) {
                self.by_number[at] += 1;
            }
        }
        if let (Some(years), None | Some(Facet::Year)) = (entry.years, facet) {
            let (first, last) = years.bounds(self.current_year);
            *self.year_steps.entry(first.into()).or_default() += 1;
            *self.year_steps.entry(i32::from(last) + 1).or_default() -= 1;
        }
    }

    /// The choices that count at least one.
    pub fn counts(&self) -> BTreeMap<Choice, usize> {
        let counted = self.catalogue.choices().iter().cloned().zip(self.by_number.iter().copied());
        counted.chain(self.years()).filter(|(_, count)| *count > 0).collect()
    }

    /// Between two steps the count stays the same; after the last one it is zero.
    fn years(&self) -> impl Iterator<Item = (Choice, usize)> {
        let steps = self.year_steps.iter();
        let ends = self.year_steps.keys().skip(1);
        let mut running = 0;
        steps.zip(ends).flat_map(move |((from, step), to)| {
            running += step;
            let count = usize::try_from(running).unwrap_or(0);
            let years = (*from..*to).filter_map(|year| i16::try_from(year).ok().filter(|year| YEARS.contains(year)));
            years.map(move |year| (Choice::Year(year), count))
        })
    }
}
