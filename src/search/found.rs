//! The answer to a question: how many, one page of them in order, and counts to go on with.

use std::sync::Arc;

use uuid::Uuid;

use super::{
    bits::Bits,
    catalogue::Catalogue,
    collect::Hits,
    columns::{Choices, Columns, Order},
    count::{Counts, Matching},
};
use crate::domain::{Choice, Facet, Filter, Lang, Sort};

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
#[derive(Clone, Debug)]
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
    choices: Arc<Choices>,
    counts: Counts,
}

/// A document's place in a list, to go on behind it. It is found by its id when the list has moved meanwhile; by its number,
/// counted from 1, when it is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub number: usize,
    pub id: Uuid,
}

/// Some documents of a list, and no counts: for programs that read it part by part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Of the whole list.
    pub total: usize,
    /// How many of the list come before.
    pub from: usize,
    /// In order, as many as a page has.
    pub ids: Vec<Uuid>,
}

/// The same answer; an index that once had more choices says so in no way.
impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        let told = |found: &Self| (found.total, found.page, found.pages, found.forgiven);
        told(self) == told(other)
            && self.ids == other.ids
            && Facet::ALL.into_iter().all(|facet| self.counts(facet).eq(other.counts(facet)))
    }
}

impl Found {
    /// How many match with this choice in place of all choices of its facet: as many as [`Filter::only`] finds.
    #[must_use]
    pub fn count(&self, choice: &Choice) -> usize {
        if choice.facet() == Facet::Year {
            let years = &self.counts.years;
            return years.binary_search_by(|(known, _)| known.cmp(choice)).map_or(0, |at| years[at].1);
        }
        self.choices.place(choice).map_or(0, |place| self.counts.choices[place])
    }

    /// The choices of a facet that find anything, in their order, with their counts.
    pub fn counts(&self, facet: Facet) -> impl Iterator<Item = (&Choice, usize)> {
        let years = if facet == Facet::Year { self.counts.years.as_slice() } else { &[] };
        let others = self.choices.of_facet(facet).map(|place| (self.choices.at(place), self.counts.choices[place]));
        years.iter().map(|(choice, count)| (choice, *count)).chain(others.filter(|(_, count)| *count > 0))
    }

    /// What answers nearly the same words, in place of what `plain` does not have. A choice under which something answers the
    /// words as typed shows that and nothing else, so that is what is counted for it.
    pub(super) fn in_place_of(mut self, plain: &Self) -> Self {
        self.forgiven = self.total > 0;
        let known = |choice: &Choice| plain.counts.years.iter().any(|(known, _)| known == choice);
        self.counts.years.retain(|(choice, _)| !known(choice));
        self.counts.years.extend_from_slice(&plain.counts.years);
        self.counts.years.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let asked = plain.counts.choices.iter().zip(&mut self.counts.choices);
        asked.filter(|(plain, _)| **plain > 0).for_each(|(plain, near)| *near = *plain);
        self
    }

    /// `hits`: what the words match; none when no words were asked for.
    pub(super) fn new(
        catalogue: &Catalogue,
        columns: &Columns,
        filter: &Filter,
        view: View,
        hits: Option<&Hits>,
    ) -> Self {
        let matching = matching(columns, filter, view, hits);
        let per_page = view.per_page.max(1);
        let pages = u32::try_from(matching.total.div_ceil(per_page)).unwrap_or(u32::MAX).max(1);
        let page = filter.page().min(pages);
        let skipped = (page as usize - 1).saturating_mul(per_page);
        let order = columns.order(catalogue, filter.sort(), view.lang);
        let slots = listed(&matching, hits.filter(|_| filter.sort() == Sort::Relevance), order, skipped, per_page);
        Self {
            total: matching.total,
            page,
            pages,
            ids: ids(catalogue, slots.iter()),
            forgiven: false,
            choices: Arc::clone(&columns.choices),
            counts: matching.counts(),
        }
    }
}

impl Stretch {
    pub(super) fn new(
        catalogue: &Catalogue,
        columns: &Columns,
        filter: &Filter,
        view: View,
        after: Option<Place>,
        hits: Option<&Hits>,
    ) -> Self {
        let matching = matching(columns, filter, view, hits);
        let order = columns.order(catalogue, filter.sort(), view.lang);
        let hits = hits.filter(|_| filter.sort() == Sort::Relevance);
        let Some(after) = after else {
            let slots = listed(&matching, hits, order, 0, view.per_page);
            return Self { total: matching.total, from: 0, ids: ids(catalogue, slots.iter()) };
        };
        let slots = listed(&matching, hits, order, 0, matching.total);
        let last = catalogue.find(after.id).map(|(slot, _)| slot);
        let from = slots.iter().position(|slot| Some(*slot) == last).map_or(after.number, |at| at + 1).min(slots.len());
        Self { total: matching.total, from, ids: ids(catalogue, slots.iter().skip(from).take(view.per_page)) }
    }
}

fn matching<'a>(columns: &'a Columns, filter: &Filter, view: View, hits: Option<&Hits>) -> Matching<'a> {
    let worded = hits.map(|hits| {
        let mut worded = columns.of_slots(hits.iter().map(|(slot, _)| *slot as usize));
        worded.and(&columns.all);
        worded
    });
    Matching::new(filter, columns, view.current_year, worded)
}

/// By how well they answer where hits are given, else in the order.
fn listed(matching: &Matching<'_>, hits: Option<&Hits>, order: &Order, skipped: usize, most: usize) -> Vec<usize> {
    match hits {
        Some(hits) => best(&matching.all, hits, order, skipped, most),
        None => order.page_of(&matching.all, matching.total, skipped, most),
    }
}

fn ids<'a>(catalogue: &Catalogue, slots: impl Iterator<Item = &'a usize>) -> Vec<Uuid> {
    slots.filter_map(|slot| catalogue.entry(*slot)).map(|entry| entry.id).collect()
}

/// The best of the page by score, then in the order. Only those before and on the page are sorted.
fn best(matching: &Bits, hits: &Hits, order: &Order, skipped: usize, per_page: usize) -> Vec<usize> {
    let by_score = |one: &(f32, u32), other: &(f32, u32)| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1));
    let matched = hits.iter().filter(|(slot, _)| matching.has(*slot as usize));
    let mut list: Vec<(f32, u32)> = matched.map(|(slot, score)| (*score, order.places[*slot as usize])).collect();
    let wanted = skipped.saturating_add(per_page);
    if wanted < list.len() {
        list.select_nth_unstable_by(wanted, by_score);
        list.truncate(wanted);
    }
    list.sort_unstable_by(by_score);
    list.into_iter().skip(skipped).map(|(_, place)| order.slots[place as usize] as usize).collect()
}
