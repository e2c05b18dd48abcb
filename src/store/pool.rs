//! Opening a database of either engine with the settings our promises rest on.

use std::{path::Path, str::FromStr, time::Duration};

use sqlx::{
    ConnectOptions, PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Result, Tx, tx::Nudges};
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

/// The database in use. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pool: Pool,
    clock: Clock,
    nudges: Nudges,
}

/// Why a database could not be opened, said to the operator.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("database URL \"{0}\" is neither sqlite:PATH nor postgres://…")]
    Url(String),
    #[error("could not open the database: {0}")]
    Connect(#[source] sqlx::Error),
    #[error("could not bring the database to this version: {0}")]
    Migrate(String),
    #[error("SQLite would not sync to disk before it says a write is done (synchronous = {0}, journal = {1})")]
    NotDurable(i64, String),
}

const READERS: u32 = 8;
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

impl Store {
    /// Opens `sqlite:PATH` (made when missing) or `postgres://…`, without touching the schema: see [`Store::migrate`].
    ///
    /// # Errors
    /// When the URL is of neither kind, or the database cannot be reached or lacks durable settings.
    pub async fn open(url: &str, clock: Clock) -> Result<Self, OpenError> {
        let pool = if let Some(path) = url.strip_prefix("sqlite:") {
            open_sqlite(Path::new(path.trim_start_matches("//"))).await?
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            open_postgres(url).await?
        } else {
            return Err(OpenError::Url(url.to_owned()));
        };
        Ok(Self { pool, clock, nudges: Nudges::default() })
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
                Ok(Tx::sqlite(tx, self.nudges.clone()))
            }
            Pool::Postgres(pool) => Ok(Tx::postgres(pool.begin().await?, self.nudges.clone())),
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
        .map_err(OpenError::Connect)?;
    let read = SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options.read_only(true))
        .await
        .map_err(OpenError::Connect)?;
    check_durable(&write).await?;
    Ok(Pool::Sqlite { read, write })
}

/// Something else in the process may have changed the connection (reliability: A1), so the setting is read back.
async fn check_durable(write: &SqlitePool) -> Result<(), OpenError> {
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
