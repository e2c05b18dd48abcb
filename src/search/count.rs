//! Narrowing and counting: which documents match all facets, and how many there would be per choice of each.

use super::{bits::Bits, columns::Columns};
use crate::domain::{Choice, Facet, Filter, period::YEARS};

#[expect(clippy::cast_sign_loss, reason = "the last year comes after the first")]
const ALL_YEARS: usize = (*YEARS.end() - *YEARS.start() + 1) as usize;

/// What matches, and what would if a facet were left open.
pub(super) struct Matching<'a> {
    columns: &'a Columns,
    current_year: i16,
    /// What matches everything.
    pub all: Bits,
    pub total: usize,
    /// By facet that is not open: what matches everything else.
    without: Vec<(Facet, Bits)>,
    /// Nothing was asked for.
    whole: bool,
}

/// How many documents each choice finds.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    /// Sorted, without those that find nothing.
    pub years: Vec<(Choice, usize)>,
    /// By the place of a choice.
    pub choices: Vec<usize>,
}

impl<'a> Matching<'a> {
    /// `worded`: what the words match; none when no words were asked for.
    pub fn new(filter: &Filter, columns: &'a Columns, current_year: i16, worded: Option<Bits>) -> Self {
        let chosen: Vec<(Facet, Bits)> = Facet::ALL
            .into_iter()
            .filter(|facet| filter.narrows(*facet))
            .map(|facet| (facet, having(filter, facet, columns, current_year)))
            .collect();
        let whole = chosen.is_empty() && worded.is_none();
        let start = worded.unwrap_or_else(|| columns.all.clone());
        let without = chosen.iter().map(|(facet, _)| {
            let others = chosen.iter().filter(|(other, _)| other != facet);
            (*facet, others.fold(start.clone(), |bits, (_, own)| both(bits, own)))
        });
        let without = without.collect();
        let all = chosen.iter().fold(start, |bits, (_, own)| both(bits, own));
        Self { columns, current_year, total: all.count(), all, without, whole }
    }

    /// Counts per choice, each without the choices of its own facet.
    pub fn counts(&self) -> Counts {
        let mut choices = Vec::with_capacity(self.columns.choices.len());
        let mut years = Vec::new();
        for facet in Facet::ALL {
            let column = self.columns.of_facet(facet);
            let own = self.without.iter().find(|(own, _)| *own == facet);
            let counts = match own {
                None if self.whole => column.totals(),
                None => column.counts_in(&self.all, self.total),
                Some((_, set)) => column.counts_in(set, set.count()),
            };
            if facet == Facet::Year { years = self.years(&counts) } else { choices.extend(counts) }
        }
        Counts { years, choices }
    }

    /// Documents share few different periods, so those are counted, and each then adds to its years: between two steps the
    /// count stays the same.
    fn years(&self, by_period: &[usize]) -> Vec<(Choice, usize)> {
        let (first, last) = (*YEARS.start(), *YEARS.end());
        let mut steps = [0_isize; ALL_YEARS + 1];
        let at = |year: i16| usize::try_from(year.clamp(first, last) - first).unwrap_or(0);
        for (years, count) in self.columns.periods.iter().zip(by_period) {
            let (from, to) = years.bounds(self.current_year);
            if from <= last && to >= first {
                let count = isize::try_from(*count).unwrap_or(isize::MAX);
                steps[at(from)] += count;
                steps[at(to) + 1] -= count;
            }
        }
        let running = steps.iter().scan(0, |running: &mut isize, step| {
            *running += step;
            Some(usize::try_from(*running).unwrap_or(0))
        });
        YEARS.zip(running).filter(|(_, count)| *count > 0).map(|(year, count)| (Choice::Year(year), count)).collect()
    }
}

fn both(mut one: Bits, other: &Bits) -> Bits {
    one.and(other);
    one
}

/// What has any choice of a facet.
fn having(filter: &Filter, facet: Facet, columns: &Columns, current_year: i16) -> Bits {
    let mut bits = columns.none();
    if facet == Facet::Year {
        let wanted: Vec<i16> = filter.choices_of(facet).filter_map(Choice::year).collect();
        let holds = |years: super::catalogue::Years| match filter.open_span() {
            Some(open) => years.meet(open, current_year),
            None => wanted.iter().any(|year| years.contain(*year, current_year)),
        };
        columns.add_during(holds, &mut bits);
    } else {
        filter.choices_of(facet).for_each(|choice| columns.add_holders(choice, &mut bits));
    }
    bits
}
