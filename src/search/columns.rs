//! The catalogue turned on its side, facet by facet, and the documents in order. Made once a change, so that a question
//! costs a few passes over bits and not one over all documents.

use std::{
    cmp::{Ordering, Reverse},
    collections::HashMap,
    ops::Range,
    sync::{Arc, OnceLock},
};

use super::{
    bits::Bits,
    catalogue::{Catalogue, Entry, Years},
    column::Column,
    narrow,
};
use crate::domain::{Choice, Facet, Lang, Sort};

#[derive(Debug)]
pub(super) struct Columns {
    slots: usize,
    /// Slots that hold a document.
    pub all: Bits,
    /// Those with a country.
    pub with_country: Bits,
    pub choices: Arc<Choices>,
    /// In the order of [`Facet::ALL`]; what that of years has are the numbers of periods.
    facets: [Column; Facet::ALL.len()],
    /// Different periods, few as they are.
    pub periods: Vec<Years>,
    /// Documents by place in an order, made when it is first asked for.
    orders: [OnceLock<Order>; 1 + 2 * Lang::ALL.len()],
}

/// All choices that a document has or had, but for years, in their order; those of a facet stand together.
#[derive(Debug)]
pub(super) struct Choices(Vec<Choice>);

/// Slots in order, and each slot's place in it.
#[derive(Debug)]
pub(super) struct Order {
    pub slots: Vec<u32>,
    pub places: Vec<u32>,
}

impl Choices {
    pub fn of_facet(&self, facet: Facet) -> Range<usize> {
        self.0.partition_point(|it| it.facet() < facet)..self.0.partition_point(|it| it.facet() <= facet)
    }

    pub fn place(&self, choice: &Choice) -> Option<usize> {
        self.0.binary_search(choice).ok()
    }

    pub fn at(&self, place: usize) -> &Choice {
        &self.0[place]
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// Of fewer than one in so many documents.
const FEW: usize = 16;

impl Order {
    /// A page of a set of this size. Where few are in it, those up to its end are put in order; else the order is walked until
    /// the page is full.
    pub fn page_of(&self, set: &Bits, size: usize, skipped: usize, per_page: usize) -> Vec<usize> {
        if size.saturating_mul(FEW) < self.slots.len() {
            let mut places: Vec<u32> = set.members().map(|slot| self.places[slot]).collect();
            let wanted = skipped.saturating_add(per_page);
            if wanted < places.len() {
                places.select_nth_unstable(wanted);
                places.truncate(wanted);
            }
            places.sort_unstable();
            let page = places.into_iter().skip(skipped);
            return page.map(|place| self.slots[place as usize] as usize).collect();
        }
        let slots = self.slots.iter().map(|slot| *slot as usize);
        slots.filter(|slot| set.has(*slot)).skip(skipped).take(per_page).collect()
    }
}

impl Columns {
    pub fn of(catalogue: &Catalogue) -> Self {
        let slots = catalogue.slots();
        let mut numbers: Vec<u32> = (0..narrow(catalogue.choices().len())).collect();
        numbers.sort_unstable_by_key(|number| &catalogue.choices()[*number as usize]);
        let choices = Choices(numbers.iter().map(|number| catalogue.choices()[*number as usize].clone()).collect());
        let mut places = vec![0; numbers.len()];
        numbers.iter().zip(0..).for_each(|(number, place)| places[*number as usize] = place);

        let (periods, period_of) = periods(catalogue);
        let facets = Facet::ALL.map(|facet| {
            if facet == Facet::Year {
                return Column::of(periods.len(), period_of.iter().copied());
            }
            let own = choices.of_facet(facet);
            let at = (0..slots).map(|slot| {
                let numbers = catalogue.entry(slot).into_iter().flat_map(|entry| &entry.choices);
                let own_places = numbers.map(|number| places[*number as usize]).filter(|place| own.contains(place));
                own_places.map(|place| narrow(place - own.start))
            });
            Column::of(own.len(), at)
        });
        let all = Bits::of(slots, catalogue.entries().map(|(slot, _)| slot));
        let countries = &facets[Facet::Country as usize];
        let with_country = Bits::of(slots, (0..slots).filter(|slot| !countries.at(*slot).is_empty()));
        Self {
            slots,
            all,
            with_country,
            choices: Arc::new(choices),
            facets,
            periods,
            orders: [const { OnceLock::new() }; 1 + 2 * Lang::ALL.len()],
        }
    }

    pub fn of_facet(&self, facet: Facet) -> &Column {
        &self.facets[facet as usize]
    }

    /// What has a choice; a choice that no document has is found nowhere.
    pub fn add_holders(&self, choice: &Choice, bits: &mut Bits) {
        let facet = choice.facet();
        if let Some(place) = self.choices.place(choice) {
            self.of_facet(facet).holders(place - self.choices.of_facet(facet).start).add_to(bits);
        }
    }

    /// What has a period of which this holds.
    pub fn add_during(&self, holds: impl Fn(Years) -> bool, bits: &mut Bits) {
        for (number, _) in self.periods.iter().enumerate().filter(|(_, years)| holds(**years)) {
            self.of_facet(Facet::Year).holders(number).add_to(bits);
        }
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

/// The different periods, and by slot the number of its document's.
fn periods(catalogue: &Catalogue) -> (Vec<Years>, Vec<Option<u32>>) {
    let (mut periods, mut known) = (Vec::new(), HashMap::new());
    let mut of_slot = vec![None; catalogue.slots()];
    for (slot, entry) in catalogue.entries() {
        of_slot[slot] = entry.years.map(|years| {
            *known.entry(years).or_insert_with(|| {
                periods.push(years);
                narrow(periods.len() - 1)
            })
        });
    }
    (periods, of_slot)
}

/// Those of no city last.
fn by_city(one: &Entry, other: &Entry, lang: Lang) -> Ordering {
    match (&one.keys.cities, &other.keys.cities) {
        (Some(one), Some(other)) => one[lang as usize].cmp(&other[lang as usize]),
        (one, other) => one.is_none().cmp(&other.is_none()),
    }
}
