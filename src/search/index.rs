//! The index: one writer at a time, readers never waiting for it.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use tantivy::{Searcher, TantivyError};
use uuid::Uuid;

use super::{
    Document, Found, Place, SearchError, Stretch, View, akin,
    ask::Ask,
    catalogue::Catalogue,
    collect::{Hits, SlotScores},
    columns::Columns,
    stem::Tongue,
    text::{Fields, Typos},
    words::Words,
};
use crate::domain::{Filter, Sort};

/// The published practices, searchable. Lives in memory; clones are the same index.
#[derive(Clone)]
pub struct Index(Arc<Shared>);

struct Shared {
    words: Mutex<Words>,
    /// Swapped whole after each change: words and facts always tell of the same documents.
    snapshot: RwLock<Arc<Snapshot>>,
}

pub(super) struct Snapshot {
    fields: Fields,
    searcher: Searcher,
    pub catalogue: Catalogue,
    columns: Columns,
    tongues: Vec<Tongue>,
}

/// A change to one document.
#[derive(Clone, Debug)]
pub enum Change {
    /// Adds the document, or puts it in place of its former state.
    Put(Box<Document>),
    Remove(Uuid),
}

impl Index {
    /// An empty index in memory.
    pub fn new() -> Result<Self, SearchError> {
        Self::of(Words::in_memory()?)
    }

    /// An index whose words are kept in a folder, for the next start. It is a copy all the same: empty until
    /// [`Index::replace_all`] has compared it, and the folder may be thrown away whenever no process uses it. Where it cannot
    /// be used (no room, no right, another process has it) the words are in memory.
    pub fn open(folder: &Path) -> Result<Self, SearchError> {
        Self::of(Words::open(folder)?)
    }

    fn of(mut words: Words) -> Result<Self, SearchError> {
        // No slot has an entry yet, so nothing is found.
        let snapshot = Snapshot::of(words.fields, words.commit()?, Catalogue::default());
        Ok(Self(Arc::new(Shared { words: Mutex::new(words), snapshot: RwLock::new(Arc::new(snapshot)) })))
    }

    /// From now on these are in it and nothing else. Costs what differs from what is in it, and a look at the rest, in the
    /// caller's thread; readers see the former content until it is done. Also heals an index that failed.
    pub fn replace_all<I>(&self, documents: I) -> Result<(), SearchError>
    where
        I: IntoIterator<Item = Document> + Clone,
    {
        let mut words = self.words();
        let snapshot = settled(&mut words, documents.clone()).or_else(|error| {
            tracing::warn!(%error, "the search index is made anew");
            words.begin_anew()?;
            settled(&mut words, documents)
        })?;
        self.show(snapshot);
        Ok(())
    }

    /// Makes all changes, in order, visible at once. When it fails, none is.
    pub fn apply(&self, changes: impl IntoIterator<Item = Change>) -> Result<(), SearchError> {
        let mut words = self.words();
        let mut catalogue = self.snapshot().catalogue.clone();
        let done = changes.into_iter().try_for_each(|change| match change {
            Change::Put(document) => words.put(catalogue.put(&document), &document),
            Change::Remove(id) => {
                catalogue.remove(id).into_iter().for_each(|slot| words.take(slot));
                Ok(())
            }
        });
        match done.and_then(|()| words.commit()) {
            Ok(searcher) => self.show(Snapshot::of(words.fields, searcher, catalogue)),
            Err(error) => {
                words.roll_back();
                return Err(error.into());
            }
        }
        Ok(())
    }

    pub fn put(&self, document: Document) -> Result<(), SearchError> {
        self.apply([Change::Put(Box::new(document))])
    }

    pub fn remove(&self, id: Uuid) -> Result<(), SearchError> {
        self.apply([Change::Remove(id)])
    }

    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.snapshot().catalogue.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What matches the filter. Takes about a millisecond for thousands of documents.
    pub fn query(&self, filter: &Filter, view: View) -> Result<Found, SearchError> {
        let snapshot = self.snapshot();
        let found = |hits: Option<&Hits>| Found::new(&snapshot.catalogue, &snapshot.columns, filter, view, hits);
        let Some(hits) = snapshot.hits(filter, Typos::Count)? else { return Ok(found(None)) };
        let plain = found(Some(&hits));
        // Typos are forgiven only where nothing answers as it was typed: whoever types right sees nothing else.
        if plain.total > 0 {
            return Ok(plain);
        }
        Ok(found(snapshot.hits(filter, Typos::Forgiven)?.as_ref()).in_place_of(&plain))
    }

    /// The same list from a place on, a page of it, without counts.
    pub fn stretch(&self, filter: &Filter, view: View, after: Option<Place>) -> Result<Stretch, SearchError> {
        let snapshot = self.snapshot();
        let found =
            |hits: Option<&Hits>| Stretch::new(&snapshot.catalogue, &snapshot.columns, filter, view, after, hits);
        let Some(hits) = snapshot.hits(filter, Typos::Count)? else { return Ok(found(None)) };
        let plain = found(Some(&hits));
        if plain.total > 0 {
            return Ok(plain);
        }
        Ok(found(snapshot.hits(filter, Typos::Forgiven)?.as_ref()))
    }

    /// Others that have something in common with a document, for each way of having so at most so many, the best first:
    /// a topic in another country, a collection, a city, a topic in a country of its own, a topic where of one of them no
    /// country is known.
    #[must_use]
    pub fn akin(&self, id: Uuid, most: usize) -> Vec<Uuid> {
        let snapshot = self.snapshot();
        akin::akin(&snapshot.catalogue, &snapshot.columns, id, most)
    }

    fn words(&self) -> MutexGuard<'_, Words> {
        self.0.words.lock().unwrap_or_else(|poisoned| {
            // A writer that panicked may have left changes that no snapshot knows of.
            let mut words = poisoned.into_inner();
            words.roll_back();
            self.0.words.clear_poison();
            words
        })
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        self.0.snapshot.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn show(&self, snapshot: Snapshot) {
        *self.0.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
    }
}

/// Brings the words to what is given: only what differs is indexed.
fn settled(words: &mut Words, documents: impl IntoIterator<Item = Document>) -> Result<Snapshot, TantivyError> {
    let mut known = words.known()?;
    let mut catalogue = Catalogue::with_slots(known.iter().map(|(id, known)| (*id, known.slot)));
    for document in documents {
        let slot = catalogue.put(&document);
        if known.remove(&document.id).is_none_or(|known| known.stamp != document.stamp()) {
            words.put(slot, &document)?;
        }
    }
    for id in known.into_keys() {
        catalogue.remove(id).into_iter().for_each(|slot| words.take(slot));
    }
    Ok(Snapshot::of(words.fields, words.commit()?, catalogue))
}

impl Snapshot {
    fn of(fields: Fields, searcher: Searcher, catalogue: Catalogue) -> Self {
        let (tongues, columns) = (catalogue.tongues(), Columns::of(&catalogue));
        Self { fields, searcher, catalogue, columns, tongues }
    }

    /// How well each document answers the words that does; none when no words were asked for.
    fn hits(&self, filter: &Filter, typos: Typos) -> Result<Option<Hits>, SearchError> {
        if filter.words().is_empty() {
            return Ok(None);
        }
        let ask = Ask::read(filter.words());
        if ask.is_empty() {
            return Ok(Some(Hits::new()));
        }
        let query = self.fields.query(&ask, &self.tongues, typos);
        let scored = filter.sort() == Sort::Relevance;
        Ok(Some(self.searcher.search(query.as_ref(), &SlotScores { scored })?))
    }
}
