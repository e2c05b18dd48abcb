//! Where things are kept: all SQL, all transactions, and the blob store.
//! One SQL text serves SQLite and PostgreSQL. Reading takes the `Store`, changing anything takes a `Tx`.
//! Must not know why anything changes; the desk decides that.

mod audit;
mod blob;
mod chore;
mod city;
mod collection;
mod confirmation;
mod decision;
mod editor;
mod engine_types;
mod failed_page;
mod harvest;
mod host_turn;
mod idempotency;
mod import;
mod item;
pub mod job;
mod link;
mod listen;
mod lockfile;
mod merging;
mod migrate;
mod notification;
pub mod owed;
mod passed;
mod pending_upload;
mod picture_size;
mod pool;
mod practice;
mod queue;
mod rendition;
mod site_text;
mod snapshot_age;
mod source;
mod source_checked;
mod source_fix;
mod source_history;
mod source_identity;
mod source_known;
mod source_pages;
mod source_pin;
mod source_stop;
mod staged;
mod submission;
mod throttle;
mod topic_refused;
mod tx;

pub use audit::*;
pub use blob::{BlobName, Blobs, Kept};
pub use chore::*;
pub use city::*;
pub use collection::*;
pub use confirmation::*;
pub use decision::*;
pub use editor::*;
pub use failed_page::*;
pub use harvest::*;
pub use host_turn::*;
pub use idempotency::*;
pub use import::*;
pub use item::*;
pub use link::*;
pub use listen::listen;
pub use merging::*;
pub use notification::*;

pub use passed::*;
pub use pending_upload::*;
pub use picture_size::*;
pub use pool::{Engine, OpenError, Pool, Store};
pub use practice::*;
pub use queue::*;
pub use rendition::*;
pub use site_text::*;
pub use snapshot_age::*;
pub use source::*;
pub use source_checked::*;
pub use source_fix::*;
pub use source_history::*;
pub use source_identity::*;
pub use source_known::*;
pub use source_pages::*;
pub use source_pin::*;
pub use source_stop::*;
pub use sqlx::types::Json;
pub use staged::*;
pub use submission::*;
pub use throttle::*;
pub use topic_refused::*;
pub use tx::{Nudges, Tx};

/// What can go wrong below: the database does not answer, or holds what it must not hold.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("could not use the database")]
    Database(#[from] sqlx::Error),
    /// A row that breaks a rule of the schema which the caller can do something about.
    #[error("{table} already holds this {what}")]
    Taken { table: &'static str, what: &'static str },
    /// A row whose content does not parse: names table, column and row.
    #[error("could not read {table}.{column} of {row}: {why}")]
    Unreadable { table: &'static str, column: &'static str, row: String, why: String },
    /// Somebody else works on the row by now, or it owes nothing any more: what was done about it must not be recorded.
    #[error("{row} is in other hands by now")]
    Fenced { row: owed::Owed },
    #[error("could not use the blob store")]
    Blob(#[from] object_store::Error),
}

impl StoreError {
    /// Whether the same may well go right a little later: the database or the files cannot be reached just now.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Database(error) => matches!(
                error,
                sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed
            ),
            Self::Blob(error) => matches!(error, object_store::Error::Generic { .. }),
            Self::Taken { .. } | Self::Unreadable { .. } | Self::Fenced { .. } => false,
        }
    }
}

/// Rows written by one statement: what a statement costs by itself is shared by that many, and even the widest table stays
/// far below the parameters that one may have (32,766 in `SQLite`, 65,535 in `PostgreSQL`).
const ROWS_AT_ONCE: usize = 40;

pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Runs one body against the reading connections of whichever engine is in use.
macro_rules! read {
    ($store:expr, |$c:ident| $body:expr) => {
        match $store.pool() {
            $crate::store::Pool::Sqlite { read: $c, .. } => $body,
            $crate::store::Pool::Postgres($c) => $body,
        }
    };
}

/// Runs one body inside a transaction of whichever engine is in use.
macro_rules! write {
    ($tx:expr, |$c:ident| $body:expr) => {
        match $tx.connection() {
            $crate::store::tx::Connection::Sqlite($c) => $body,
            $crate::store::tx::Connection::Postgres($c) => $body,
        }
    };
}

pub(crate) use {read, write};
