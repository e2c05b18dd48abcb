//! Bringing the database to this version: our tables first, then those of the queue. Any number of processes may start at
//! once; each migration is one transaction, so a kill leaves the old schema or the new one.

use apalis_postgres::PostgresStorage;
use apalis_sqlite::SqliteStorage;
use sqlx::{
    Connection as _, PgPool, SqlitePool,
    migrate::{MigrateError, Migrator},
};

use super::{OpenError, Pool, Store};
use crate::domain::crash;

static ON_SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static ON_POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

impl Store {
    /// Brings the schema to this version; does nothing when it is there already.
    ///
    /// # Errors
    /// When the database belongs to a newer version or to another program, or does not let us.
    pub async fn migrate(&self) -> Result<(), OpenError> {
        match self.pool() {
            Pool::Sqlite { write, .. } => {
                sqlite(write).await?;
                // Nothing above may have loosened what our promises rest on (reliability: A1).
                super::pool::check_durable(write).await
            }
            Pool::Postgres(pool) => postgres(pool).await,
        }
    }
}

async fn sqlite(write: &SqlitePool) -> Result<(), OpenError> {
    const FOREIGN: &str = "select name from sqlite_schema where type = 'table' and name not like 'sqlite!_%' escape '!'
        and not exists (select 1 from sqlite_schema where name = '_sqlx_migrations') order by name limit 1";
    let mut connection = write.acquire().await.map_err(OpenError::Connect)?;
    let foreign: Option<String> =
        sqlx::query_scalar(FOREIGN).fetch_optional(&mut *connection).await.map_err(OpenError::Connect)?;
    if let Some(table) = foreign {
        return Err(OpenError::Foreign(format!("it has a table \"{table}\" and none of ours")));
    }
    ON_SQLITE.run_direct(None, &mut *connection, false).await.map_err(|error| explain(error, &ON_SQLITE))?;
    crash::point("in_migration");
    // Under a name of its own, since both histories would be `_sqlx_migrations`; and never by `SqliteStorage::setup`, which
    // turns `synchronous` off on the connection it gets (apalis-sqlite 1.0.0).
    let mut queue = SqliteStorage::migrations();
    queue.dangerous_set_table_name("_apalis_migrations");
    queue.run_direct(None, &mut *connection, false).await.map_err(|error| explain(error, &queue))
}

async fn postgres(pool: &PgPool) -> Result<(), OpenError> {
    // A connection of its own, closed afterwards: the lock that keeps other starting processes out belongs to it, also when
    // a migration fails, and neither the wait for the lock nor a long migration may run into our usual time limit.
    let mut connection = pool.acquire().await.map_err(OpenError::Connect)?.detach();
    sqlx::query("set statement_timeout = 0").execute(&mut connection).await.map_err(OpenError::Connect)?;
    ON_POSTGRES.run_direct(None, &mut connection, false).await.map_err(|error| explain(error, &ON_POSTGRES))?;
    crash::point("in_migration");
    // What `PostgresStorage::setup` runs, into the queue's own schema `apalis`.
    let queue = PostgresStorage::migrations();
    queue.run_direct(None, &mut connection, false).await.map_err(|error| explain(error, &queue))?;
    connection.close().await.map_err(OpenError::Connect)
}

fn explain(error: MigrateError, ours: &Migrator) -> OpenError {
    let known = ours.iter().map(|migration| migration.version).max().unwrap_or(0);
    match error {
        MigrateError::VersionMissing(found) if found > known => OpenError::Newer { found, known },
        MigrateError::VersionMissing(found) => {
            OpenError::Foreign(format!("it was migrated by a step {found} that we do not know"))
        }
        MigrateError::VersionMismatch(step) => {
            OpenError::Foreign(format!("its step {step} is not ours: another program's, or a version never released"))
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => OpenError::Migrate(error),
        error => OpenError::Migrate(sqlx::Error::Migrate(Box::new(error))),
    }
}
