//! The answer to a question: how many, one page of them in order, and counts to go on with.

use std::{
    cmp::{Ordering, Reverse},
    collections::BTreeMap,
};

use uuid::Uuid;

use super::{
    catalogue::{Catalogue, Entry},
    count::Wanted,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub total: usize,
    /// The page given: the one asked for, or the last one there is. From 1.
    pub page: u32,
    /// At least 1.
    pub pages: u32,
    /// The documents of the page, in order.
    pub ids: Vec<Uuid>,
    /// Nothing answers the words as they were typed; these answer nearly the same words.
    pub forgiven: bool,
    counts: BTreeMap<Choice, usize>,
}

impl Found {
    /// How many match with this choice in place of all choices of its facet: as many as [`Filter::only`] finds.
    #[must_use]
    pub fn count(&self, choice: &Choice) -> usize {
        self.counts.get(choice).copied().unwrap_or(0)
    }

    /// The choices of a facet that find anything, in their order, with their counts.
    pub fn counts(&self, facet: Facet) -> impl Iterator<Item = (&Choice, usize)> {
        self.counts.iter().filter(move |(choice, _)| choice.facet() == facet).map(|(choice, count)| (choice, *count))
    }

    /// `scores`: by slot, not a number for what the words do not match; none when no words were asked for.
    pub(super) fn new(catalogue: &Catalogue, filter: &Filter, view: View, scores: Option<&[f32]>) -> Self {
        let wanted = Wanted::new(filter, catalogue, view.current_year);
        let mut tally = wanted.empty_tally();
        let score = |slot: usize| scores.map_or(0.0, |scores| scores.get(slot).copied().unwrap_or(f32::NAN));
        let worded = catalogue.entries().map(|(slot, entry)| (score(slot), entry)).filter(|(score, _)| !score.is_nan());
        let mut list: Vec<_> = worded.filter(|(_, entry)| wanted.tally(entry, &mut tally)).collect();
        put_in_order(&mut list, filter.sort(), view.lang);

        let per_page = view.per_page.max(1);
        let pages = u32::try_from(list.len().div_ceil(per_page)).unwrap_or(u32::MAX).max(1);
        let page = filter.page().min(pages);
        let skipped = (page as usize - 1).saturating_mul(per_page);
        let ids = list.iter().skip(skipped).take(per_page).map(|(_, entry)| entry.id).collect();
        Self { total: list.len(), page, pages, ids, forgiven: false, counts: tally.counts() }
    }
}

/// Never leaves two documents without an order: pages must not overlap.
fn put_in_order(list: &mut [(f32, &Entry)], sort: Sort, lang: Lang) {
    let newest = |entry: &Entry| Reverse((entry.published_at, entry.id));
    let by_age = |one: &Entry, other: &Entry| newest(one).cmp(&newest(other));
    let title = |entry: &Entry, other: &Entry| entry.sort_keys[lang as usize].cmp(&other.sort_keys[lang as usize]);
    list.sort_unstable_by(|(one_score, one), (other_score, other)| {
        let first = match sort {
            Sort::Newest => Ordering::Equal,
            Sort::Relevance => other_score.total_cmp(one_score),
            Sort::Title => title(one, other),
            Sort::City => one.city_key.cmp(&other.city_key).then_with(|| title(one, other)),
        };
        first.then_with(|| by_age(one, other))
    });
}
