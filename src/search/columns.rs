//! The catalogue turned on its side: for each choice the documents that have it, for each order the documents in it. Made
//! once a change, so that a question costs a few passes over bits and not one over all documents.

use std::{
    cmp::{Ordering, Reverse},
    sync::OnceLock,
};

use super::{
    bits::{Bits, Holders},
    catalogue::{Catalogue, Entry, Years},
};
use crate::domain::{Facet, Lang, Sort};

#[derive(Debug)]
pub(super) struct Columns {
    slots: usize,
    /// Slots that hold a document.
    pub all: Bits,
    /// The choices of each slot's document, one after the other; and where each slot's begin.
    numbers: Vec<u32>,
    starts: Vec<u32>,
    /// Choices by number.
    pub holders: Vec<Holders>,
    pub facets: Vec<Facet>,
    /// The choices in their order.
    pub in_order: Vec<u32>,
    /// Different periods, few as they are; and which of them a document has, by slot.
    pub periods: Vec<Years>,
    pub period_of: Vec<Option<u16>>,
    /// How many have each period.
    pub by_period: Vec<usize>,
    /// Documents by place in an order, made when it is first asked for.
    orders: [OnceLock<Order>; 1 + 2 * Lang::ALL.len()],
}

/// Slots in order, and each slot's place in it.
#[derive(Debug)]
pub(super) struct Order {
    pub slots: Vec<u32>,
    pub places: Vec<u32>,
}

impl Columns {
    pub fn of(catalogue: &Catalogue) -> Self {
        let slots = catalogue.slots();
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); catalogue.choices().len()];
        let (mut all, mut periods, mut period_of) = (Bits::none(slots), Vec::<Years>::new(), vec![None; slots]);
        let mut known = std::collections::HashMap::new();
        for (slot, entry) in catalogue.entries() {
            all.set(slot);
            for number in &entry.choices {
                members[*number as usize].push(narrow(slot));
            }
            if let Some(years) = entry.years {
                let at = *known.entry(years).or_insert_with(|| {
                    periods.push(years);
                    // Two years of a few hundred each.
                    u16::try_from(periods.len() - 1).unwrap_or(u16::MAX)
                });
                period_of[slot] = Some(at);
            }
        }
        let (mut numbers, mut starts) = (Vec::new(), Vec::with_capacity(slots + 1));
        for slot in 0..slots {
            starts.push(narrow(numbers.len()));
            numbers.extend(catalogue.entry(slot).into_iter().flat_map(|entry| &entry.choices));
        }
        starts.push(narrow(numbers.len()));
        let mut by_period = vec![0; periods.len()];
        period_of.iter().flatten().for_each(|period: &u16| by_period[usize::from(*period)] += 1);
        let mut in_order: Vec<u32> = (0..narrow(members.len())).collect();
        in_order.sort_unstable_by_key(|number| &catalogue.choices()[*number as usize]);
        Self {
            slots,
            all,
            numbers,
            starts,
            holders: members.into_iter().map(|members| Holders::of(slots, members)).collect(),
            facets: catalogue.choices().iter().map(crate::domain::Choice::facet).collect(),
            in_order,
            periods,
            period_of,
            by_period,
            orders: [const { OnceLock::new() }; 1 + 2 * Lang::ALL.len()],
        }
    }

    /// Numbers of the choices of the document at a slot.
    pub fn choices_at(&self, slot: usize) -> &[u32] {
        &self.numbers[self.starts[slot] as usize..self.starts[slot + 1] as usize]
    }

    pub fn none(&self) -> Bits {
        Bits::none(self.slots)
    }

    pub fn of_slots(&self, members: impl Iterator<Item = usize>) -> Bits {
        Bits::of(self.slots, members)
    }

    /// The order of a list. Never leaves two documents without one: pages must not overlap. By relevance: by age.
    pub fn order(&self, catalogue: &Catalogue, sort: Sort, lang: Lang) -> &Order {
        let at = match sort {
            Sort::Newest | Sort::Relevance => 0,
            Sort::Title => 1 + lang as usize,
            Sort::City => 1 + Lang::ALL.len() + lang as usize,
        };
        self.orders[at].get_or_init(|| {
            let mut entries: Vec<(usize, &Entry)> = catalogue.entries().collect();
            let newest = |entry: &Entry| Reverse((entry.published_at, entry.id));
            let title =
                |one: &Entry, other: &Entry| one.keys.titles[lang as usize].cmp(&other.keys.titles[lang as usize]);
            entries.sort_unstable_by(|(_, one), (_, other)| {
                let first = match sort {
                    Sort::Newest | Sort::Relevance => Ordering::Equal,
                    Sort::Title => title(one, other),
                    Sort::City => by_city(one, other, lang).then_with(|| title(one, other)),
                };
                first.then_with(|| newest(one).cmp(&newest(other)))
            });
            let mut places = vec![0; self.slots];
            for (place, (slot, _)) in entries.iter().enumerate() {
                places[*slot] = narrow(place);
            }
            Order { slots: entries.into_iter().map(|(slot, _)| narrow(slot)).collect(), places }
        })
    }
}

/// Those of no city last.
fn by_city(one: &Entry, other: &Entry, lang: Lang) -> Ordering {
    match (&one.keys.cities, &other.keys.cities) {
        (Some(one), Some(other)) => one[lang as usize].cmp(&other[lang as usize]),
        (one, other) => one.is_none().cmp(&other.is_none()),
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("memory ends long before four billion documents")
}
