//! A database for one test, on either engine; and the macro that runs one story on both.

use std::{
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};

use practice_commons::{
    domain::Clock,
    store::{Blobs, Store},
};
use tempfile::TempDir;

use super::postgres::Database;

/// Where a test's data is; gone when this value is dropped.
pub struct Bed {
    place: Place,
    opened: AtomicU32,
}

enum Place {
    Folder(TempDir),
    Server(Database),
}

impl Bed {
    /// An SQLite file in a folder of its own; in memory where the system has a file system there, since every commit waits
    /// for the disk and tests share one with compilers.
    pub fn sqlite() -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        Self::at(Place::Folder(folder.expect("there is room for a folder")))
    }

    /// A PostgreSQL database of its own; fails where `TEST_POSTGRES_URL` names no server.
    pub async fn postgres() -> Self {
        Self::at(Place::Server(Database::create().await))
    }

    fn at(place: Place) -> Self {
        Self { place, opened: AtomicU32::new(0) }
    }

    /// The address the program is given.
    pub fn url(&self) -> String {
        match &self.place {
            Place::Folder(folder) => format!("sqlite:{}", folder.path().join("commons.db").display()),
            Place::Server(database) => database.url(),
        }
    }

    /// The store at this version's schema, with files in memory. On PostgreSQL each call opens another one, as another
    /// process would; an SQLite file has one owner: clone its store.
    pub async fn open(&self, clock: Clock) -> Store {
        let blobs = Blobs::open("memory:").expect("memory is always there");
        let store = Store::open(&self.url(), blobs, clock).await.expect("the database opens");
        if self.opened.fetch_add(1, Ordering::SeqCst) == 0 {
            store.migrate().await.expect("the schema is laid down");
        }
        store
    }
}

/// Tells one story on SQLite and on PostgreSQL: `both_engines!(name, |bed| async move { … })`.
macro_rules! both_engines {
    ($(#[$attribute:meta])* $name:ident, |$bed:ident| $story:expr) => {
        mod $name {
            #[allow(unused_imports, clippy::allow_attributes, reason = "a story may need nothing from around it")]
            use super::*;

            $(#[$attribute])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                let $bed = crate::support::store::Bed::sqlite();
                $story.await;
            }

            $(#[$attribute])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                let $bed = crate::support::store::Bed::postgres().await;
                $story.await;
            }
        }
    };
}

/// Runs one statement of a test against whichever engine is in use: `sql!(store, |c| sqlx::query_scalar("…").fetch_one(c))`,
/// or for its effect alone: `sql!(do store, |c| sqlx::query("…").execute(c))`.
macro_rules! sql {
    (do $store:expr, |$c:ident| $query:expr) => {
        match $store.pool() {
            practice_commons::store::Pool::Sqlite { write: $c, .. } => drop($query.await.expect("the statement runs")),
            practice_commons::store::Pool::Postgres($c) => drop($query.await.expect("the statement runs")),
        }
    };
    ($store:expr, |$c:ident| $query:expr) => {
        match $store.pool() {
            practice_commons::store::Pool::Sqlite { write: $c, .. } => $query.await.expect("the statement runs"),
            practice_commons::store::Pool::Postgres($c) => $query.await.expect("the statement runs"),
        }
    };
}

pub(crate) use {both_engines, sql};
