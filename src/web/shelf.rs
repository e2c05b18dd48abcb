//! Everything that is published, in memory beside the search index and as fresh as it: what lists and counts are made from.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock, PoisonError, RwLock},
};

use tokio::sync::OnceCell;
use uuid::Uuid;

use super::{records::Records, site::Standing};
use crate::{
    domain::{City, Gazetteer, Id, Lang, Timestamp},
    store::{self, CollectionEntry, CollectionRow, LivePractice, Store, StoreError},
};

/// What is published at one moment. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    pub practices: Arc<HashMap<Uuid, Arc<LivePractice>>>,
    pub gazetteer: Arc<Gazetteer>,
    pub collections: Arc<Vec<ShelvedCollection>>,
    /// Made when first asked for, as are the records.
    labels: Arc<OnceLock<Labels>>,
    records: Arc<OnceCell<Records>>,
    /// What lists have in common, by language.
    pub standing: Arc<[OnceLock<Arc<Standing>>; Lang::ALL.len()]>,
}

/// Where on the shelf something is that is asked for by another name than an id.
#[derive(Debug)]
struct Labels {
    slugs: HashMap<String, Uuid>,
    /// Media types by the name of the file.
    pictures: HashMap<String, &'static str>,
    /// The collections a practice is in, by their number.
    collections: HashMap<Uuid, Vec<usize>>,
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
    pub fn new(
        practices: HashMap<Uuid, Arc<LivePractice>>,
        gazetteer: Arc<Gazetteer>,
        collections: Vec<ShelvedCollection>,
    ) -> Self {
        let (practices, collections) = (Arc::new(practices), Arc::new(collections));
        Self {
            practices,
            gazetteer,
            collections,
            labels: Arc::default(),
            records: Arc::default(),
            standing: Arc::default(),
        }
    }

    #[must_use]
    pub fn practice(&self, id: Uuid) -> Option<&Arc<LivePractice>> {
        self.practices.get(&id)
    }

    #[must_use]
    pub fn practice_at(&self, slug: &str) -> Option<&Arc<LivePractice>> {
        self.labels().slugs.get(slug).and_then(|id| self.practice(*id))
    }

    /// The media type of a picture that readers see, by the name of its file.
    #[must_use]
    pub fn picture_type(&self, blob: &str) -> Option<&'static str> {
        self.labels().pictures.get(blob).copied()
    }

    /// What harvesters can have: made once for all their questions until something changes.
    ///
    /// # Errors
    /// When what was withdrawn could not be read.
    pub async fn records(&self, store: &Store, now: Timestamp) -> Result<&Records, StoreError> {
        let read = || async {
            let withdrawn = store::practice_withdrawn_list(store, now).await?;
            Ok(Records::of(self.practices.values().map(AsRef::as_ref), withdrawn))
        };
        self.records.get_or_try_init(read).await
    }

    fn labels(&self) -> &Labels {
        self.labels.get_or_init(|| {
            let practices = || self.practices.values();
            let pictures = practices().flat_map(|practice| practice.record.shown_pictures());
            let mut collections: HashMap<Uuid, Vec<usize>> = HashMap::new();
            for (number, collection) in self.collections.iter().enumerate() {
                for entry in &collection.entries {
                    collections.entry(entry.practice_id.uuid()).or_default().push(number);
                }
            }
            Labels {
                slugs: practices().map(|practice| (practice.slug.clone(), practice.id.uuid())).collect(),
                pictures: pictures.filter_map(|it| Some((it.blob.clone(), it.web_type()?))).collect(),
                collections,
            }
        })
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
        let numbers = self.labels().collections.get(&practice).map_or(&[][..], Vec::as_slice);
        numbers.iter().filter_map(|number| self.collections.get(*number)).map(|collection| &collection.row)
    }
}
