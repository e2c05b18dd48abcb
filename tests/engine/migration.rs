//! The schema and the settings our promises rest on; and databases that are not ours.

use practice_commons::{
    domain::Clock,
    store::{Blobs, OpenError, Pool, Store},
};

use crate::support::store::{Bed, both_engines, sql};

fn memory() -> Blobs {
    Blobs::open("memory:").expect("memory is always there")
}

async fn opened(url: &str) -> Result<Store, OpenError> {
    let store = Store::open(url, memory(), Clock::System).await?;
    store.migrate().await.map(|()| store)
}

// A1: `SqliteStorage::setup` leaves one pooled connection with synchronous = OFF.
#[tokio::test]
async fn every_sqlite_connection_syncs_fully_after_the_migrations() {
    let bed = Bed::sqlite();
    let store = bed.open(Clock::System).await;
    let Pool::Sqlite { read, write } = store.pool() else { panic!("this is SQLite") };
    let mut connections = vec![write.acquire().await.unwrap()];
    for _ in 0..read.options().get_max_connections() {
        connections.push(read.acquire().await.unwrap());
    }
    assert_eq!((connections.len(), write.options().get_max_connections()), (9, 1));
    for connection in &mut connections {
        let synchronous: i64 = sqlx::query_scalar("pragma synchronous").fetch_one(&mut **connection).await.unwrap();
        let foreign_keys: i64 = sqlx::query_scalar("pragma foreign_keys").fetch_one(&mut **connection).await.unwrap();
        let journal: String = sqlx::query_scalar("pragma journal_mode").fetch_one(&mut **connection).await.unwrap();
        assert_eq!((synchronous, foreign_keys, journal.as_str()), (2, 1, "wal"));
    }
}

// The test above would find it: this is what the library's own way does.
#[tokio::test]
async fn the_librarys_own_setup_would_be_found_out() {
    let bed = Bed::sqlite();
    let store = Store::open(&bed.url(), memory(), Clock::System).await.unwrap();
    let Pool::Sqlite { write, .. } = store.pool() else { panic!("this is SQLite") };
    #[expect(clippy::disallowed_methods, reason = "to show what it does")]
    apalis_sqlite::SqliteStorage::setup(write).await.unwrap();
    let synchronous: i64 = sqlx::query_scalar("pragma synchronous").fetch_one(write).await.unwrap();
    assert_eq!(synchronous, 0);
}

both_engines!(migrating_again_changes_nothing, |bed| async move {
    let store = bed.open(Clock::System).await;
    store.migrate().await.unwrap();
    let steps: i64 = sql!(store, |c| sqlx::query_scalar("select count(*) from _sqlx_migrations").fetch_one(c));
    assert!(steps >= 1);
});

#[tokio::test(flavor = "multi_thread")]
async fn three_processes_may_start_at_once_on_postgresql() {
    let bed = Bed::postgres().await;
    let url = bed.url();
    let starts = [opened(&url), opened(&url), opened(&url)];
    for store in futures::future::join_all(starts).await {
        let store = store.expect("each start ends well");
        store.ping().await.unwrap();
    }
}

both_engines!(a_database_of_a_newer_version_is_left_alone, |bed| async move {
    let store = bed.open(Clock::System).await;
    let sql = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
        values (9999, 'from the future', true, $1, 0)";
    sql!(do store, |c| sqlx::query(sql).bind(vec![0_u8]).execute(c));
    let refused = store.migrate().await.unwrap_err();
    assert!(matches!(refused, OpenError::Newer { found: 9999, .. }), "{refused}");
    // The lock that keeps other starting processes out is let go of.
    assert!(matches!(store.migrate().await.unwrap_err(), OpenError::Newer { .. }));
});

both_engines!(a_database_with_a_step_of_another_program_is_left_alone, |bed| async move {
    let store = bed.open(Clock::System).await;
    sql!(do store, |c| sqlx::query("update _sqlx_migrations set checksum = $1").bind(vec![0_u8]).execute(c));
    let refused = store.migrate().await.unwrap_err();
    assert!(matches!(refused, OpenError::Foreign(_)), "{refused}");
});

#[tokio::test]
async fn a_database_with_tables_of_another_program_is_left_alone() {
    let bed = Bed::sqlite();
    let store = Store::open(&bed.url(), memory(), Clock::System).await.unwrap();
    sql!(do store, |c| sqlx::query("create table recipes (id integer)").execute(c));
    let refused = store.migrate().await.unwrap_err();
    assert!(matches!(&refused, OpenError::Foreign(why) if why.contains("recipes")), "{refused}");
    let tables: i64 = sql!(store, |c| sqlx::query_scalar("select count(*) from sqlite_schema").fetch_one(c));
    assert_eq!(tables, 1, "nothing was added to it");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    std::fs::write(&path, "Dear city, ".repeat(1000)).unwrap();
    let refused = opened(&format!("sqlite:{}", path.display())).await.unwrap_err();
    assert!(matches!(&refused, OpenError::NotSqlite(name) if name.ends_with("letter.txt")), "{refused}");
}

#[tokio::test]
async fn an_empty_file_becomes_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.db");
    std::fs::write(&path, "").unwrap();
    opened(&format!("sqlite:{}", path.display())).await.unwrap();
}

#[tokio::test]
async fn addresses_that_lead_nowhere_are_explained() {
    let gone = Bed::postgres().await.url() + "_gone";
    for (url, kind) in [
        ("mysql://localhost/x", "neither"),
        ("sqlite:/nowhere/at/all.db", "/nowhere/at/all.db"),
        (&gone, "does not exist"),
    ] {
        let refused = opened(url).await.unwrap_err().to_string();
        assert!(refused.contains(kind), "{url}: {refused}");
    }
}

// F19
#[tokio::test]
async fn a_second_owner_of_an_sqlite_file_is_refused_until_the_first_lets_go() {
    let bed = Bed::sqlite();
    let first = bed.open(Clock::System).await;
    let refused = opened(&bed.url()).await.unwrap_err();
    assert!(matches!(refused, OpenError::InUse { .. }), "{refused}");

    let beside = Store::open_beside(&bed.url(), memory(), Clock::System).await.expect("short commands may come in");
    beside.ping().await.unwrap();

    drop((first, beside));
    opened(&bed.url()).await.expect("the lock ends with its owner");
}
