//! The facts of all documents that a list is narrowed, counted and put in order by. One pass over them answers a question.

use std::{collections::HashMap, sync::Arc};

use uuid::Uuid;

use super::{Document, Keys, stem::Tongue};
use crate::domain::{Choice, Facet, LanguageTag, OpenSpan, Period, Timestamp};

/// What is known of one document.
#[derive(Debug)]
pub(super) struct Entry {
    pub id: Uuid,
    pub published_at: Timestamp,
    /// Numbers of its choices, but for years.
    pub choices: Vec<u32>,
    pub years: Option<Years>,
    pub keys: Keys,
    pub tongues: Vec<Tongue>,
}

/// The years of a period; without a last one it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Years {
    first: i16,
    last: Option<i16>,
}

impl Years {
    /// First and last year, as seen in the current year. A period that goes on has begun: its first year always counts.
    pub fn bounds(self, current_year: i16) -> (i16, i16) {
        (self.first, self.last.unwrap_or(current_year).max(self.first))
    }

    pub fn contain(self, year: i16, current_year: i16) -> bool {
        let (first, last) = self.bounds(current_year);
        (first..=last).contains(&year)
    }

    pub fn meet(self, open: OpenSpan, current_year: i16) -> bool {
        let (first, last) = self.bounds(current_year);
        open.meets(first, last)
    }
}

/// All documents, each at a slot that stays its own. Cheap to clone: a change is made on a copy.
#[derive(Clone, Debug, Default)]
pub(super) struct Catalogue {
    entries: Vec<Option<Arc<Entry>>>,
    slots: HashMap<Uuid, u32>,
    free: Vec<u32>,
    /// Choices by number; numbers are never given to another choice.
    choices: Vec<Choice>,
    numbers: HashMap<Choice, u32>,
}

impl Catalogue {
    /// Empty, but that these documents have their slots already. Those that are not put are to be removed.
    pub fn with_slots(slots: impl Iterator<Item = (Uuid, u32)>) -> Self {
        let slots: HashMap<Uuid, u32> = slots.collect();
        let width = slots.values().max().map_or(0, |slot| *slot as usize + 1);
        let mut free = vec![true; width];
        for slot in slots.values() {
            free[*slot as usize] = false;
        }
        let free = (0..super::narrow(width)).filter(|slot| free[*slot as usize]).collect();
        Self { entries: vec![None; width], slots, free, ..Self::default() }
    }

    /// The document's slot: that of its former state, or a free one.
    pub fn put(&mut self, document: &Document) -> u32 {
        let entry = Arc::new(Entry {
            id: document.id,
            published_at: document.published_at,
            choices: self.numbers_of(document),
            years: document.record.period.as_ref().and_then(Period::years).map(|(first, last)| Years { first, last }),
            keys: document.keys.clone(),
            tongues: document.tongues(),
        });
        let slot = self.slots.get(&document.id).copied().unwrap_or_else(|| self.free_slot());
        self.slots.insert(document.id, slot);
        self.entries[slot as usize] = Some(entry);
        slot
    }

    /// The slot the document had.
    pub fn remove(&mut self, id: Uuid) -> Option<u32> {
        let slot = self.slots.remove(&id)?;
        self.entries[slot as usize] = None;
        self.free.push(slot);
        Some(slot)
    }

    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// One more than the highest slot.
    pub fn slots(&self) -> usize {
        self.entries.len()
    }

    pub fn entries(&self) -> impl Iterator<Item = (usize, &Entry)> {
        self.entries.iter().enumerate().filter_map(|(slot, entry)| Some((slot, entry.as_deref()?)))
    }

    pub fn entry(&self, slot: usize) -> Option<&Entry> {
        self.entries.get(slot)?.as_deref()
    }

    pub fn find(&self, id: Uuid) -> Option<(usize, &Entry)> {
        let slot = *self.slots.get(&id)? as usize;
        Some((slot, self.entry(slot)?))
    }

    /// By number.
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// The languages of all texts.
    pub fn tongues(&self) -> Vec<Tongue> {
        let mut tongues: Vec<_> = self.entries().flat_map(|(_, entry)| entry.tongues.iter().copied()).collect();
        tongues.sort_unstable();
        tongues.dedup();
        tongues
    }

    fn free_slot(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.entries.push(None);
            u32::try_from(self.entries.len() - 1).expect("memory ends long before four billion documents")
        })
    }

    fn numbers_of(&mut self, document: &Document) -> Vec<u32> {
        let record = &document.record;
        let countries = record.cities.iter().filter_map(|city| city.country);
        let choices = record.topics.iter().cloned().map(Choice::Topic);
        let choices = choices.chain(countries.map(Choice::Country));
        let choices = choices.chain(document.cities.iter().cloned().map(Choice::City));
        let choices = choices.chain(document.collections.iter().cloned().map(Choice::Collection));
        let translated = record.translations.iter().filter(|it| !it.title.is_empty());
        let translated = translated.filter_map(|it| LanguageTag::parse(it.language.tag()).ok());
        let languages = record.language.iter().cloned().chain(translated);
        let choices = choices.chain(languages.filter_map(|tag| Choice::language(&tag)));
        let mut numbers: Vec<_> = choices.map(|choice| self.number_or_new(choice)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn number_or_new(&mut self, choice: Choice) -> u32 {
        debug_assert_ne!(choice.facet(), Facet::Year, "years are kept as bounds");
        if let Some(number) = self.numbers.get(&choice) {
            return *number;
        }
        let number = u32::try_from(self.choices.len()).expect("memory ends long before four billion choices");
        self.choices.push(choice.clone());
        self.numbers.insert(choice, number);
        number
    }
}
