//! Opening a database of either engine with the settings our promises rest on.

use std::{
    path::Path,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use sqlx::{
    ConnectOptions, PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Blobs, Result, Tx, lockfile::LockFile, tx::Nudges};
use crate::domain::Clock;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Connections. SQLite has one that writes (a fair queue: no `SQLITE_BUSY`) and several that only read.
#[derive(Clone, Debug)]
pub enum Pool {
    Sqlite { read: SqlitePool, write: SqlitePool },
    Postgres(PgPool),
}

/// The database in use, and the files beside it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pool: Pool,
    blobs: Blobs,
    clock: Clock,
    nudges: Nudges,
    has_workers: Arc<AtomicBool>,
    /// Keeps other processes off an SQLite file.
    _lock: Option<Arc<LockFile>>,
}

/// Why a database could not be opened, said to the operator.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("database URL \"{0}\" is neither sqlite:PATH nor postgres://…")]
    Url(String),
    #[error("could not open the database: {0}")]
    Connect(#[source] sqlx::Error),
    #[error("could not bring the database to this version: {0}")]
    Migrate(#[source] sqlx::Error),
    #[error("{0} is no SQLite database")]
    NotSqlite(String),
    #[error(
        "the database was written by a newer version of this program: it is at step {found}, this program knows {known}"
    )]
    Newer { found: i64, known: i64 },
    #[error("the database belongs to another program: {0}")]
    Foreign(String),
    #[error("{path} is in use by another process of this program ({owner}); with several processes, use PostgreSQL")]
    InUse { path: String, owner: String },
    #[error("could not use {path}: {why}")]
    Folder { path: String, why: std::io::Error },
    #[error("could not use the blob store {place}: {why}")]
    Blobs { place: String, why: object_store::Error },
    #[error("SQLite would not sync to disk before it says a write is done (synchronous = {0}, journal = {1})")]
    NotDurable(i64, String),
}

const READERS: u32 = 8;
/// Pages of the file that each reader keeps, in KiB below zero; what is read often is in memory elsewhere.
const READER_CACHE: &str = "-256";
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

impl Store {
    /// Opens `sqlite:PATH` (made when missing) or `postgres://…`, without touching the schema: see [`Store::migrate`].
    ///
    /// # Errors
    /// When the URL is of neither kind, the database cannot be reached or lacks durable settings, or another process has
    /// the SQLite file.
    pub async fn open(url: &str, blobs: Blobs, clock: Clock) -> Result<Self, OpenError> {
        Self::open_as(url, blobs, clock, Alone::Yes).await
    }

    /// Like [`Store::open`] for a short command beside a running program, such as adding an editor: takes no lock of the
    /// SQLite file, so it must neither migrate nor run workers.
    pub async fn open_beside(url: &str, blobs: Blobs, clock: Clock) -> Result<Self, OpenError> {
        Self::open_as(url, blobs, clock, Alone::No).await
    }

    async fn open_as(url: &str, blobs: Blobs, clock: Clock, alone: Alone) -> Result<Self, OpenError> {
        let (pool, lock) = if let Some(path) = url.strip_prefix("sqlite:") {
            let path = Path::new(path.trim_start_matches("//"));
            let lock = match alone {
                Alone::Yes => Some(Arc::new(LockFile::take(path)?)),
                Alone::No => None,
            };
            (open_sqlite(path).await?, lock)
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            (open_postgres(url).await?, None)
        } else {
            return Err(OpenError::Url(url.to_owned()));
        };
        Ok(Self { pool, blobs, clock, nudges: Nudges::default(), has_workers: Arc::default(), _lock: lock })
    }

    #[must_use]
    pub fn pool(&self) -> &Pool {
        &self.pool
    }

    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.pool {
            Pool::Sqlite { .. } => Engine::Sqlite,
            Pool::Postgres(_) => Engine::Postgres,
        }
    }

    #[must_use]
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// True the first time: what a dead process left behind on SQLite is tidied up once, before our own workers start.
    #[must_use]
    pub fn starts_workers(&self) -> bool {
        !self.has_workers.swap(true, Ordering::SeqCst)
    }

    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    #[must_use]
    pub fn nudges(&self) -> &Nudges {
        &self.nudges
    }

    /// Starts a transaction that will write. On SQLite it holds the only writing connection: no waiting for a network in it.
    pub async fn begin(&self) -> Result<Tx> {
        match &self.pool {
            Pool::Sqlite { write, .. } => {
                let tx = write.begin_with("begin immediate").await?;
                Ok(Tx::sqlite(tx, self.nudges.clone(), self.clock.clone()))
            }
            Pool::Postgres(pool) => Ok(Tx::postgres(pool.begin().await?, self.nudges.clone(), self.clock.clone())),
        }
    }

    /// Answers when the database does.
    pub async fn ping(&self) -> Result<()> {
        let one: i32 = super::read!(self, |c| sqlx::query_scalar("select 1").fetch_one(c).await)?;
        debug_assert_eq!(one, 1);
        Ok(())
    }

    pub async fn close(&self) {
        match &self.pool {
            Pool::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pool::Postgres(pool) => pool.close().await,
        }
    }
}

/// Whether a process has the SQLite file for itself.
#[derive(Clone, Copy)]
enum Alone {
    Yes,
    No,
}

async fn open_sqlite(path: &Path) -> Result<Pool, OpenError> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .disable_statement_logging();
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(30))
        .connect_with(options.clone().create_if_missing(true))
        .await
        .map_err(|error| unopened(path, error))?;
    let read = SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options.read_only(true).pragma("cache_size", READER_CACHE))
        .await
        .map_err(|error| unopened(path, error))?;
    check_durable(&write).await?;
    Ok(Pool::Sqlite { read, write })
}

const SQLITE_NOTADB: &str = "26";

fn unopened(path: &Path, error: sqlx::Error) -> OpenError {
    let code = error.as_database_error().and_then(|error| error.code().map(std::borrow::Cow::into_owned));
    if code.as_deref() == Some(SQLITE_NOTADB) {
        OpenError::NotSqlite(path.display().to_string())
    } else {
        OpenError::Connect(error)
    }
}

/// Something else in the process may have changed the connection (reliability: A1), so the setting is read back.
pub(super) async fn check_durable(write: &SqlitePool) -> Result<(), OpenError> {
    let synchronous: i64 =
        sqlx::query_scalar("pragma synchronous").fetch_one(write).await.map_err(OpenError::Connect)?;
    let journal: String =
        sqlx::query_scalar("pragma journal_mode").fetch_one(write).await.map_err(OpenError::Connect)?;
    let full_or_more = synchronous >= 2;
    if full_or_more && journal == "wal" { Ok(()) } else { Err(OpenError::NotDurable(synchronous, journal)) }
}

async fn open_postgres(url: &str) -> Result<Pool, OpenError> {
    let options = PgConnectOptions::from_str(url)
        .map_err(OpenError::Connect)?
        .application_name("practice-commons")
        .options([("statement_timeout", "30s"), ("idle_in_transaction_session_timeout", "30s")])
        .disable_statement_logging();
    PgPoolOptions::new()
        .max_connections(20)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options)
        .await
        .map(Pool::Postgres)
        .map_err(OpenError::Connect)
}
