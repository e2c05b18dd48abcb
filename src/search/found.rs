//! The answer to a question: how many, one page of them in order, and counts to go on with.

use uuid::Uuid;

use super::{
    bits::Bits,
    catalogue::Catalogue,
    columns::{Columns, Order},
    count::{Counts, Matching},
};
use crate::domain::{Choice, Facet, Filter, Lang, Sort};

/// Of fewer than one in so many documents.
const FEW: usize = 16;

/// For whom a question is answered.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// In whose titles the list is sorted.
    pub lang: Lang,
    /// Up to which year a period without end is counted.
    pub current_year: i16,
    /// At least 1.
    pub per_page: usize,
}

/// What matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub total: usize,
    /// The page given: the one asked for, or the last one there is. From 1.
    pub page: u32,
    /// At least 1.
    pub pages: u32,
    /// The documents of the page, in order.
    pub ids: Vec<Uuid>,
    /// Nothing that the choices leave answers the words as they were typed; these answer nearly the same words.
    pub forgiven: bool,
    /// Sorted, as are all others.
    years: Counts,
    counts: Counts,
}

impl Found {
    /// How many match with this choice in place of all choices of its facet: as many as [`Filter::only`] finds.
    #[must_use]
    pub fn count(&self, choice: &Choice) -> usize {
        let counts = if choice.facet() == Facet::Year { &self.years } else { &self.counts };
        counts.binary_search_by(|(known, _)| known.cmp(choice)).map_or(0, |at| counts[at].1)
    }

    /// The choices of a facet that find anything, in their order, with their counts.
    pub fn counts(&self, facet: Facet) -> impl Iterator<Item = (&Choice, usize)> {
        let counts = if facet == Facet::Year { &self.years } else { &self.counts };
        counts.iter().filter(move |(choice, _)| choice.facet() == facet).map(|(choice, count)| (choice, *count))
    }

    /// What answers nearly the same words, in place of what `plain` does not have. A choice under which something answers the
    /// words as typed shows that and nothing else, so that is what is counted for it.
    pub(super) fn in_place_of(mut self, plain: &Self) -> Self {
        self.forgiven = self.total > 0;
        self.years = preferred(&plain.years, self.years);
        self.counts = preferred(&plain.counts, self.counts);
        self
    }

    /// `scores`: by slot, not a number for what the words do not match; none when no words were asked for.
    pub(super) fn new(
        catalogue: &Catalogue,
        columns: &Columns,
        filter: &Filter,
        view: View,
        scores: Option<&[f32]>,
    ) -> Self {
        let worded = scores.map(|scores| {
            let hits = scores.iter().enumerate().filter(|(_, score)| !score.is_nan());
            let mut worded = columns.of_slots(hits.map(|(slot, _)| slot));
            worded.and(&columns.all);
            worded
        });
        let matching = Matching::new(filter, catalogue, columns, view.current_year, worded);
        let per_page = view.per_page.max(1);
        let pages = u32::try_from(matching.total.div_ceil(per_page)).unwrap_or(u32::MAX).max(1);
        let page = filter.page().min(pages);
        let skipped = (page as usize - 1).saturating_mul(per_page);
        let order = columns.order(catalogue, filter.sort(), view.lang);
        let slots = match scores.filter(|_| filter.sort() == Sort::Relevance) {
            Some(scores) => best(&matching.all, scores, order, skipped, per_page),
            None => in_order(&matching, order, skipped, per_page),
        };
        let ids = slots.into_iter().filter_map(|slot| catalogue.entry(slot)).map(|entry| entry.id).collect();
        let (years, counts) = matching.counts();
        Self { total: matching.total, page, pages, ids, forgiven: false, years, counts }
    }
}

/// Counts of both, of the first where both have one. Sorted, as they are.
fn preferred(first: &Counts, second: Counts) -> Counts {
    let known = |choice: &Choice| first.binary_search_by(|(known, _)| known.cmp(choice)).is_ok();
    let mut counts: Counts = second.into_iter().filter(|(choice, _)| !known(choice)).collect();
    counts.extend_from_slice(first);
    counts.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    counts
}

/// Those on the page, in an order that stands. Where few match, they are put in order; else the order is walked until the
/// page is full.
fn in_order(matching: &Matching<'_>, order: &Order, skipped: usize, per_page: usize) -> Vec<usize> {
    if matching.total.saturating_mul(FEW) < order.slots.len() {
        let mut places: Vec<u32> = matching.all.members().map(|slot| order.places[slot]).collect();
        places.sort_unstable();
        let page = places.into_iter().skip(skipped).take(per_page);
        return page.map(|place| order.slots[place as usize] as usize).collect();
    }
    let slots = order.slots.iter().map(|slot| *slot as usize);
    slots.filter(|slot| matching.all.has(*slot)).skip(skipped).take(per_page).collect()
}

/// The best of the page by score, then in the order. Only those before and on the page are sorted.
fn best(matching: &Bits, scores: &[f32], order: &Order, skipped: usize, per_page: usize) -> Vec<usize> {
    let by_score = |one: &(f32, u32), other: &(f32, u32)| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1));
    let mut list: Vec<(f32, u32)> =
        matching.members().map(|slot| (scores.get(slot).copied().unwrap_or(f32::NAN), order.places[slot])).collect();
    let wanted = skipped.saturating_add(per_page);
    if wanted < list.len() {
        list.select_nth_unstable_by(wanted, by_score);
        list.truncate(wanted);
    }
    list.sort_unstable_by(by_score);
    list.into_iter().skip(skipped).map(|(_, place)| order.slots[place as usize] as usize).collect()
}
