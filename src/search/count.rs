//! Narrowing and counting: which documents match all facets, and how many there would be per choice of each.

use super::{bits::Bits, catalogue::Catalogue, columns::Columns};
use crate::domain::{Choice, Facet, Filter, period::YEARS};

/// Of fewer than one in so many documents.
const FEW: usize = 8;
#[expect(clippy::cast_sign_loss, reason = "the last year comes after the first")]
const ALL_YEARS: usize = (*YEARS.end() - *YEARS.start() + 1) as usize;

/// What matches, and what would if a facet were left open.
pub(super) struct Matching<'a> {
    catalogue: &'a Catalogue,
    columns: &'a Columns,
    current_year: i16,
    /// What matches everything.
    pub all: Bits,
    pub total: usize,
    /// By facet that is not open: what matches everything else.
    without: Vec<(Facet, Bits)>,
}

/// Choices with how many documents each finds; none that finds nothing. Sorted.
pub(super) type Counts = Vec<(Choice, usize)>;

impl<'a> Matching<'a> {
    /// `worded`: what the words match; none when no words were asked for.
    pub fn new(
        filter: &Filter,
        catalogue: &'a Catalogue,
        columns: &'a Columns,
        current_year: i16,
        worded: Option<Bits>,
    ) -> Self {
        let chosen: Vec<(Facet, Bits)> = Facet::ALL
            .into_iter()
            .filter(|facet| filter.narrows(*facet))
            .map(|facet| (facet, having(filter, facet, catalogue, columns, current_year)))
            .collect();
        let start = worded.unwrap_or_else(|| columns.all.clone());
        let without = chosen.iter().map(|(facet, _)| {
            let others = chosen.iter().filter(|(other, _)| other != facet);
            (*facet, others.fold(start.clone(), |bits, (_, own)| both(bits, own)))
        });
        let without = without.collect();
        let all = chosen.iter().fold(start, |bits, (_, own)| both(bits, own));
        Self { catalogue, columns, current_year, total: all.count(), all, without }
    }

    /// Counts per choice, each without the choices of its own facet: of years, and of all others.
    pub fn counts(&self) -> (Counts, Counts) {
        let mut by_number = vec![0_usize; self.columns.holders.len()];
        let mut years = Vec::new();
        for facet in Facet::ALL {
            let base = self.without.iter().find(|(own, _)| *own == facet).map_or(&self.all, |(_, base)| base);
            if facet == Facet::Year {
                years = self.years(base);
            } else {
                self.count(facet, base, &mut by_number);
            }
        }
        let choices = self.catalogue.choices();
        let counted = self.columns.in_order.iter().map(|number| (*number as usize, by_number[*number as usize]));
        let counted = counted.filter(|(_, count)| *count > 0);
        (years, counted.map(|(number, count)| (choices[number].clone(), count)).collect())
    }

    /// Over what matches where that is little, else over what each choice finds.
    fn count(&self, facet: Facet, base: &Bits, by_number: &mut [usize]) {
        let facets = &self.columns.facets;
        if base.count().saturating_mul(FEW) < self.catalogue.len() {
            let numbers = base.members().flat_map(|slot| self.columns.choices_at(slot));
            numbers
                .filter(|number| facets[**number as usize] == facet)
                .for_each(|number| by_number[*number as usize] += 1);
            return;
        }
        let everything = base == &self.columns.all;
        for number in (0..facets.len()).filter(|number| facets[*number] == facet) {
            let holders = &self.columns.holders[number];
            by_number[number] = if everything { holders.len() } else { holders.count_in(base) };
        }
    }

    /// Documents share few different periods, so those are counted, and each then adds to its years: between two steps the
    /// count stays the same.
    fn years(&self, base: &Bits) -> Counts {
        let columns = self.columns;
        let mut by_period = columns.by_period.clone();
        if base != &columns.all {
            by_period.fill(0);
            for period in base.members().filter_map(|slot| columns.period_of[slot]) {
                by_period[usize::from(period)] += 1;
            }
        }
        let (first, last) = (*YEARS.start(), *YEARS.end());
        let mut steps = [0_isize; ALL_YEARS + 1];
        let at = |year: i16| usize::try_from(year.clamp(first, last) - first).unwrap_or(0);
        for (years, count) in columns.periods.iter().zip(by_period) {
            let (from, to) = years.bounds(self.current_year);
            if from <= last && to >= first {
                let count = isize::try_from(count).unwrap_or(isize::MAX);
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

/// What has any choice of a facet; a choice that no document has is found nowhere.
fn having(filter: &Filter, facet: Facet, catalogue: &Catalogue, columns: &Columns, current_year: i16) -> Bits {
    if facet == Facet::Year {
        let wanted: Vec<i16> = filter.choices_of(facet).filter_map(Choice::year).collect();
        let in_any = columns.periods.iter().map(|years| match filter.open_span() {
            Some(open) => years.meet(open, current_year),
            None => wanted.iter().any(|year| years.contain(*year, current_year)),
        });
        let in_any: Vec<bool> = in_any.collect();
        let with = columns.period_of.iter().enumerate();
        let with = with.filter(|(_, period)| period.is_some_and(|period| in_any[usize::from(period)]));
        return columns.of_slots(with.map(|(slot, _)| slot));
    }
    let mut bits = columns.none();
    for number in filter.choices_of(facet).filter_map(|choice| catalogue.number(choice)) {
        columns.holders[number as usize].add_to(&mut bits);
    }
    bits
}
