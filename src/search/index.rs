//! The index: one writer at a time, readers never waiting for it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Searcher, indexer::IndexWriterOptions, query::Query};
use uuid::Uuid;

use super::{
    Document, Found, SearchError, View,
    ask::Ask,
    catalogue::Catalogue,
    collect::SlotScores,
    columns::Columns,
    stem::Tongue,
    text::{self, Fields},
};
use crate::domain::{Filter, Sort};

/// The published practices, searchable. Lives in memory; clones are the same index.
#[derive(Clone)]
pub struct Index(Arc<Shared>);

struct Shared {
    writer: Mutex<Writer>,
    /// Swapped whole after each change: words and facts always tell of the same documents.
    snapshot: RwLock<Arc<Snapshot>>,
}

struct Writer {
    fields: Fields,
    words: IndexWriter,
    reader: IndexReader,
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

/// What the indexing thread may hold before it writes a segment; tantivy's least is 15 MB.
const WRITER_BYTES: usize = 50_000_000;

impl Index {
    /// An empty index.
    pub fn new() -> Result<Self, SearchError> {
        let mut writer = Writer::new()?;
        let snapshot = writer.publish(Catalogue::default())?;
        Ok(Self(Arc::new(Shared { writer: Mutex::new(writer), snapshot: RwLock::new(Arc::new(snapshot)) })))
    }

    /// Throws all away and indexes these. Takes as long as there are texts, in the caller's thread; readers see the former
    /// content until it is done. Also heals an index whose writer failed.
    pub fn replace_all(&self, documents: impl IntoIterator<Item = Document>) -> Result<(), SearchError> {
        let mut writer = self.writer();
        let mut fresh = Writer::new()?;
        let mut catalogue = Catalogue::default();
        for document in documents {
            fresh.put(&document, &mut catalogue)?;
        }
        let snapshot = fresh.publish(catalogue)?;
        *writer = fresh;
        self.show(snapshot);
        Ok(())
    }

    /// Makes all changes, in order, visible at once. When it fails, none is.
    pub fn apply(&self, changes: impl IntoIterator<Item = Change>) -> Result<(), SearchError> {
        let mut writer = self.writer();
        let mut catalogue = self.snapshot().catalogue.clone();
        let done = changes.into_iter().try_for_each(|change| match change {
            Change::Put(document) => writer.put(&document, &mut catalogue),
            Change::Remove(id) => {
                writer.remove(id, &mut catalogue);
                Ok(())
            }
        });
        match done.and_then(|()| writer.publish(catalogue)) {
            Ok(snapshot) => self.show(snapshot),
            Err(error) => {
                writer.roll_back();
                return Err(error);
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
        if filter.words().is_empty() {
            return Ok(snapshot.found(filter, view, None));
        }
        let (ask, scored) = (Ask::read(filter.words()), filter.sort() == Sort::Relevance);
        if ask.is_empty() {
            return Ok(snapshot.found(filter, view, Some(&snapshot.nothing())));
        }
        let words = snapshot.fields.query(&ask, &snapshot.tongues);
        let plain = snapshot.found(filter, view, Some(&snapshot.answers(words.as_ref(), scored)?));
        // Typos are forgiven only where nothing answers as it was typed: whoever types right sees nothing else.
        if plain.total > 0 {
            return Ok(plain);
        }
        let words = snapshot.fields.forgiving_query(&ask, &snapshot.tongues);
        let near = snapshot.found(filter, view, Some(&snapshot.answers(words.as_ref(), scored)?));
        Ok(near.in_place_of(&plain))
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.0.writer.lock().unwrap_or_else(|poisoned| {
            // A writer that panicked may have left changes that no snapshot knows of.
            let mut writer = poisoned.into_inner();
            writer.roll_back();
            self.0.writer.clear_poison();
            writer
        })
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        self.0.snapshot.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn show(&self, snapshot: Snapshot) {
        *self.0.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
    }
}

impl Writer {
    fn new() -> Result<Self, SearchError> {
        let (schema, fields) = text::schema();
        let index = tantivy::Index::create_in_ram(schema);
        let options = IndexWriterOptions::builder().memory_budget_per_thread(WRITER_BYTES).num_merge_threads(1).build();
        let words = index.writer_with_options(options)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { fields, words, reader })
    }

    fn put(&mut self, document: &Document, catalogue: &mut Catalogue) -> Result<(), SearchError> {
        let terms = document.terms();
        let slot = catalogue.put(document, terms.tongues.clone());
        self.words.delete_term(self.fields.at_slot(slot));
        self.words.add_document(self.fields.document(slot, &terms))?;
        Ok(())
    }

    fn remove(&mut self, id: Uuid, catalogue: &mut Catalogue) {
        if let Some(slot) = catalogue.remove(id) {
            self.words.delete_term(self.fields.at_slot(slot));
        }
    }

    /// A writer that cannot do even this fails again at the next change, which is soon enough to say so.
    fn roll_back(&mut self) {
        if let Err(error) = self.words.rollback() {
            tracing::warn!(%error, "search index could not be rolled back");
        }
    }

    fn publish(&mut self, catalogue: Catalogue) -> Result<Snapshot, SearchError> {
        self.words.commit()?;
        self.reader.reload()?;
        let tongues = catalogue.tongues();
        let columns = Columns::of(&catalogue);
        Ok(Snapshot { fields: self.fields, searcher: self.reader.searcher(), catalogue, columns, tongues })
    }
}

impl Snapshot {
    fn found(&self, filter: &Filter, view: View, scores: Option<&[f32]>) -> Found {
        Found::new(&self.catalogue, &self.columns, filter, view, scores)
    }

    /// The scores where nothing answers.
    fn nothing(&self) -> Vec<f32> {
        vec![f32::NAN; self.catalogue.slots()]
    }

    /// How well each document answers, by slot; not a number where it does not.
    fn answers(&self, query: &dyn Query, with_score: bool) -> Result<Vec<f32>, SearchError> {
        let mut scores = self.nothing();
        for (slot, score) in self.searcher.search(query, &SlotScores { scored: with_score })? {
            if let Some(place) = usize::try_from(slot).ok().and_then(|slot| scores.get_mut(slot)) {
                *place = score;
            }
        }
        Ok(scores)
    }
}
