//! Which practices match, and how many per facet.
//! A copy of what is published: deleting it loses nothing. Must not know the database.
//!
//! Words are tantivy's part; facets are counted by sets of documents, one a choice. Both are swapped together, so a list and its counts always tell of the same documents.

mod akin;
mod ask;
mod bits;
mod catalogue;
mod collect;
mod column;
mod columns;
mod count;
mod document;
mod fold;
mod found;
mod index;
mod marking;
mod near;
mod sought;
mod stem;
mod suggest;
mod text;
mod words;

pub use document::{Document, Keys};
pub use found::{Found, Place, Stretch, View};
pub use index::{Change, Index};
pub use marking::{Marking, Passage, Runs};
pub use suggest::{MOST as MOST_SUGGESTED, Suggester, Suggestion};

/// The words' index failed. What was readable stays so; [`Index::replace_all`] makes a new one.
#[derive(Debug, thiserror::Error)]
#[error("could not search or change the index")]
pub struct SearchError(#[from] tantivy::TantivyError);

fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("memory ends long before four billion documents")
}
