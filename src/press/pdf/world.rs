//! What typst may see while it sets a document: our template, the document's data, our typefaces. No file, no network, no
//! clock.

use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Dict, Duration, IntoValue},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use super::fonts::FONTS;

pub(super) const TEMPLATE: &str = include_str!("template.typ");

pub(super) struct Desk {
    library: LazyHash<Library>,
    main: Source,
}

impl Desk {
    /// A desk with one document's data on it.
    pub fn with(document: Dict) -> Option<Self> {
        let mut inputs = Dict::new();
        inputs.insert("document".into(), document.into_value());
        let path = VirtualPath::new("/template.typ").ok()?;
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        let library = Library::builder().with_inputs(inputs).build();
        Some(Self { library: LazyHash::new(library), main: Source::new(id, TEMPLATE.to_owned()) })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
