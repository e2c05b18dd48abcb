//! Databases for one test each, on the server that `TEST_POSTGRES_URL` names; `./test` starts one and names it.

use std::{
    process,
    sync::atomic::{AtomicU32, Ordering},
    thread,
};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use url::Url;

const HOW: &str = "TEST_POSTGRES_URL names no PostgreSQL: run `./test`, or `./test with-postgres cargo test`";

/// A database that is new and empty, and gone when this value is dropped.
pub struct Database {
    server: Url,
    name: String,
}

impl Database {
    /// # Panics
    /// Where there is no server: tests of the second engine fail without one.
    pub async fn create() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let server = std::env::var("TEST_POSTGRES_URL").expect(HOW).parse().expect(HOW);
        let name = format!("test_{}_{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let database = Self { server, name };
        // A process with the same number may have died here before.
        database.order("drop database if exists").await;
        database.order("create database").await;
        database
    }

    /// The address the program is given.
    pub fn url(&self) -> String {
        let mut url = self.server.clone();
        url.set_path(&self.name);
        url.into()
    }

    async fn order(&self, order: &str) {
        let mut server = PgConnection::connect(self.server.as_str()).await.expect(HOW);
        let force = if order.starts_with("drop") { " with (force)" } else { "" };
        let statement = format!("{order} {}{force}", self.name);
        sqlx::raw_sql(AssertSqlSafe(statement))
            .execute(&mut server)
            .await
            .expect("the server obeys the role it gave us");
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // On a thread of its own: a test's runtime may be the one that drops us, and it must not wait for itself.
        thread::scope(|scope| {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                runtime.expect("a thread can have a runtime").block_on(self.order("drop database if exists"));
            });
        });
    }
}

#[tokio::test]
async fn a_database_is_new_and_gone_afterwards() {
    let database = Database::create().await;
    let (url, name) = (database.url(), database.name.clone());
    let mut connection = PgConnection::connect(&url).await.expect("the database is there");

    let current: String = sqlx::query_scalar("select current_database()").fetch_one(&mut connection).await.unwrap();
    drop(database);

    assert_eq!(current, name);
    assert!(PgConnection::connect(&url).await.is_err(), "dropped, although a connection was open");
}
