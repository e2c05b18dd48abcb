//! The index of words, in a folder or in memory: what is in it, and how it is changed.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use tantivy::{
    IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyError, directory::MmapDirectory,
    indexer::IndexWriterOptions,
};
use uuid::Uuid;

use super::{
    document::Document,
    text::{self, Fields, ID, SLOT, STAMP},
};

/// What the indexing thread may hold before it writes a segment; tantivy's least is 15 MB.
const WRITER_BYTES: usize = 20_000_000;
/// A part of the folder's name, to be raised whenever terms are made in another way: what an older release left is then
/// thrown away. `search::document` has a test that tells.
pub(super) const FORMAT: u32 = 1;

pub(super) struct Words {
    pub fields: Fields,
    writer: IndexWriter,
    reader: IndexReader,
    folder: Option<PathBuf>,
    changed: bool,
}

/// Where a document stands, and what it was made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub slot: u32,
    pub stamp: u64,
}

impl Words {
    pub fn in_memory() -> Result<Self, TantivyError> {
        let (schema, fields) = text::schema();
        Self::of(&tantivy::Index::create_in_ram(schema), fields, None)
    }

    /// What the folder holds, made when missing and made anew when it cannot be read. In memory where it cannot be written
    /// to, or another process has it.
    pub fn open(folder: &Path) -> Result<Self, TantivyError> {
        match Self::in_folder(folder) {
            Ok(words) => Ok(words),
            Err(TantivyError::LockFailure(..)) => {
                tracing::warn!(folder = %folder.display(), "another process has the search index: this one's is in memory");
                Self::in_memory()
            }
            Err(error) => {
                tracing::warn!(%error, folder = %folder.display(), "the search index cannot be read and is made anew");
                Self::afresh(folder)
            }
        }
    }

    /// Empty, in the same place.
    pub fn begin_anew(&mut self) -> Result<(), TantivyError> {
        let folder = self.folder.take();
        // Lets go of the folder before it is opened again.
        *self = Self::in_memory()?;
        if let Some(folder) = folder {
            *self = Self::afresh(&folder)?;
        }
        Ok(())
    }

    fn afresh(folder: &Path) -> Result<Self, TantivyError> {
        let emptied = fs::remove_dir_all(folder).or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => Ok(()),
            _ => Err(error),
        });
        emptied.map_err(TantivyError::from).and_then(|()| Self::in_folder(folder)).or_else(|error| {
            tracing::warn!(%error, folder = %folder.display(), "the search index cannot be kept: it is in memory");
            Self::in_memory()
        })
    }

    fn in_folder(folder: &Path) -> Result<Self, TantivyError> {
        let (schema, fields) = text::schema();
        let current = folder.join(format!("words-{FORMAT}"));
        fs::create_dir_all(&current)?;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path != current {
                fs::remove_dir_all(path)?;
            }
        }
        let directory = MmapDirectory::open(&current).map_err(TantivyError::from)?;
        let index = tantivy::Index::open_or_create(directory, schema)?;
        let words = Self::of(&index, fields, Some(folder.to_owned()))?;
        let damaged = words.writer.index().validate_checksum()?;
        if damaged.is_empty() {
            return Ok(words);
        }
        Err(TantivyError::InternalError(format!("{} files are not as they were written", damaged.len())))
    }

    fn of(index: &tantivy::Index, fields: Fields, folder: Option<PathBuf>) -> Result<Self, TantivyError> {
        let options = IndexWriterOptions::builder().memory_budget_per_thread(WRITER_BYTES).num_merge_threads(1).build();
        let writer = index.writer_with_options(options)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { fields, writer, reader, folder, changed: false })
    }

    /// All documents as they were last committed. An error when two of them share a name or a slot.
    pub fn known(&self) -> Result<HashMap<Uuid, Known>, TantivyError> {
        let (mut known, mut slots) = (HashMap::new(), std::collections::HashSet::new());
        for segment in self.reader.searcher().segment_readers() {
            let column = |name: &str| segment.fast_fields().u64(name);
            let (slot, stamp, [high, low]) = (column(SLOT)?, column(STAMP)?, [column(ID[0])?, column(ID[1])?]);
            for document in segment.doc_ids_alive() {
                let of = |column: &tantivy::columnar::Column<u64>| column.first(document).unwrap_or_default();
                let id = Uuid::from_u64_pair(of(&high), of(&low));
                let at = Known { slot: u32::try_from(of(&slot)).unwrap_or(u32::MAX), stamp: of(&stamp) };
                if known.insert(id, at).is_some() || !slots.insert(at.slot) {
                    return Err(TantivyError::InternalError("a document is in the search index twice".to_owned()));
                }
            }
        }
        Ok(known)
    }

    /// In place of what stands at the slot.
    pub fn put(&mut self, slot: u32, document: &Document) -> Result<(), TantivyError> {
        self.take(slot);
        self.writer.add_document(self.fields.document(slot, document))?;
        Ok(())
    }

    pub fn take(&mut self, slot: u32) {
        self.changed = true;
        self.writer.delete_term(self.fields.at_slot(slot));
    }

    /// What the index holds from now on.
    pub fn commit(&mut self) -> Result<Searcher, TantivyError> {
        if self.changed {
            self.writer.commit()?;
            self.reader.reload()?;
            self.changed = false;
        }
        Ok(self.reader.searcher())
    }

    /// A writer that cannot do even this fails again at the next change, which is soon enough to say so.
    pub fn roll_back(&mut self) {
        self.changed = false;
        if let Err(error) = self.writer.rollback() {
            tracing::warn!(%error, "search index could not be rolled back");
        }
    }
}
