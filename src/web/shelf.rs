//! Everything that is published, in memory beside the search index and as fresh as it: what lists and counts are made from.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use uuid::Uuid;

use crate::{
    domain::{City, Gazetteer, Id},
    store::{CollectionEntry, CollectionRow, LivePractice},
};

/// What is published at one moment. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    pub practices: Arc<HashMap<Uuid, Arc<LivePractice>>>,
    pub gazetteer: Arc<Gazetteer>,
    pub collections: Arc<Vec<ShelvedCollection>>,
}

/// A collection with its places, in order.
#[derive(Clone, Debug)]
pub struct ShelvedCollection {
    pub row: CollectionRow,
    pub entries: Vec<CollectionEntry>,
}

/// The shelf of a process, swapped whole.
#[derive(Debug, Default)]
pub struct Shelves(RwLock<Shelf>);

impl Shelves {
    #[must_use]
    pub fn now(&self) -> Shelf {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn put(&self, fresh: Shelf) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = fresh;
    }
}

impl Shelf {
    #[must_use]
    pub fn practice(&self, id: Uuid) -> Option<&Arc<LivePractice>> {
        self.practices.get(&id)
    }

    /// The practices of a city, in no order.
    pub fn of_city(&self, city: Id<City>) -> impl Iterator<Item = &Arc<LivePractice>> {
        self.practices.values().filter(move |practice| practice.record.cities.iter().any(|it| it.id == Some(city)))
    }

    /// How many cities of the network have a practice here.
    #[must_use]
    pub fn cities_with_practices(&self) -> usize {
        let mut cities: Vec<_> = self
            .practices
            .values()
            .flat_map(|practice| practice.record.cities.iter().filter_map(|city| city.id))
            .collect();
        cities.sort_unstable();
        cities.dedup();
        cities.len()
    }

    /// The collections a practice is in.
    pub fn collections_of(&self, practice: Uuid) -> impl Iterator<Item = &CollectionRow> {
        self.collections
            .iter()
            .filter(move |collection| collection.entries.iter().any(|entry| entry.practice_id.uuid() == practice))
            .map(|collection| &collection.row)
    }
}
