//! `commons source import` beside a running program: nothing is overwritten unseen, nothing paused begins to run. And
//! `commons import`, which is killed on its way.

use std::{fs, path::Path};

use practice_commons::{
    domain::{Clock, Draft, Field, Id, candidate::ReadFields},
    store::{self, Blobs, Json, Kept, KeptRecord, KeptSource, SnapshotRow, Store},
};

use super::program::Program;
use crate::support::store::{both_engines, sql};

const SETTINGS: &str = r#"
name = "Northern Harbour Cities"
language = "en"
kind = "pages"
addresses = ["https://harbour-cities.example/practices"]
every = "1d"
contact = "practices@harbour-cities.example"

[listing]
link = "a"

[[fields.title]]
select = "h1"
"#;

async fn source(store: &Store) -> KeptSource {
    store::source_by_slug(store, "harbour").await.unwrap().expect("it was imported")
}

/// A practice of the source with the page it was read from.
async fn has_read(store: &Store, source: &KeptSource) {
    let page = b"<html><body><h1>Soup nights</h1><p>Every week.</p></body></html>";
    let blob = store.blobs().put(page.to_vec(), Kept::Compressed).await.unwrap();
    let (now, url) = (store.clock().now(), "https://harbour-cities.example/practices/1".to_owned());
    let row = SnapshotRow {
        id: Id::new(),
        source_id: source.id,
        url: url.clone(),
        blob: blob.to_string(),
        media_type: "text/html".to_owned(),
        fetched_at: now,
    };
    let mut draft = Draft::default();
    draft.set(Field::Title, "Soup nights");
    draft.set(Field::Language, "en");
    let record = KeptRecord {
        id: Id::new(),
        source_id: source.id,
        external_id: url.clone(),
        url,
        content_hash: String::new(),
        draft: Json(draft),
        snapshot_id: Some(row.id),
        practice_id: None,
        first_seen_at: now,
        last_seen_at: now,
        gone_at: None,
        origins: Json(ReadFields::new()),
    };
    let mut tx = store.begin().await.unwrap();
    store::snapshot_insert(&mut tx, &row, &[]).await.unwrap();
    store::source_record_put(&mut tx, &record, None).await.unwrap();
    tx.commit().await.unwrap();
}

fn write(folder: &Path, settings: &str) -> String {
    let file = folder.join("harbour.toml");
    fs::write(&file, settings).unwrap();
    file.to_str().unwrap().to_owned()
}

both_engines!(another_source_is_replaced_only_by_who_has_seen_it_and_what_the_change_does, |bed| async move {
    bed.open(Clock::System).await.close().await;
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files").to_str().unwrap().to_owned();
    let store = Store::open_beside(&bed.url(), Blobs::open(&files).unwrap(), Clock::System).await.unwrap();
    let program = Program::new(&bed.url()).with("COMMONS_DATA_FILES", &files);
    let file = write(folder.path(), SETTINGS);

    program.run(&["source", "import", &file, "--paused"]).succeeds("added the source \"harbour\"");
    let first = source(&store).await;
    assert_eq!((first.active, first.version), (false, 1));

    // Again, by somebody who does not know it is there.
    let slower = write(folder.path(), &SETTINGS.replace("\"1d\"", "\"7d\""));
    program.run(&["source", "import", &slower]).fails("add --replace 1");
    assert_eq!(source(&store).await.settings, first.settings);
    program.run(&["source", "import", &slower, "--replace", "1"]).succeeds("it is paused as before");
    let second = source(&store).await;
    assert_eq!((second.active, second.version, second.settings.every.hours()), (false, 2, 168));
    program.run(&["source", "import", &file, "--replace", "1"]).fails("is at version 2 by now");

    // Other rules are tried first.
    has_read(&store, &second).await;
    let same = write(folder.path(), &SETTINGS.replace("select = \"h1\"", "select = \"body h1\""));
    program
        .run(&["source", "import", &same, "--replace", "2"])
        .succeeds("1 practices tried, 0 of them read differently");
    let other = write(folder.path(), &SETTINGS.replace("select = \"h1\"", "select = \"h2\""));
    program.run(&["source", "import", &other, "--replace", "3"]).fails("nothing has been changed");
    assert_eq!(source(&store).await.version, 3);
    program.run(&["source", "import", &other, "--replace", "3", "--confirmed"]).succeeds("changed the source");
    let versions = store::source_version_list(&store, second.id, 10).await.unwrap();
    let numbers: Vec<i64> = versions.iter().map(|version| version.version).collect();
    assert_eq!(numbers, [4, 3, 2, 1], "each can be used again");
    assert!(!source(&store).await.active);
});

const ROWS: usize = 50;

fn many() -> String {
    let row = |number| format!("Practice {number},\"Gent, Belgium\",2016,running,roma,In short {number}.,Why.,How.");
    let rows: Vec<String> = (1..=ROWS).map(row).collect();
    format!("title,cities,period,status,topics,summary,purpose,process\n{}\n", rows.join("\n"))
}

both_engines!(a_file_that_is_killed_on_its_way_goes_on_without_copies, |bed| async move {
    bed.open(Clock::System).await.close().await;
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files").to_str().unwrap().to_owned();
    let store = Store::open_beside(&bed.url(), Blobs::open(&files).unwrap(), Clock::System).await.unwrap();
    let program = Program::new(&bed.url()).with("COMMONS_DATA_FILES", &files);
    let file = folder.path().join("many.csv");
    fs::write(&file, many()).unwrap();
    let (file, list) = (file.to_str().unwrap(), ["--list", "Many", "--address", "https://many.example/"]);
    let import = [&["import", file][..], &list].concat();
    let count =
        async || -> i64 { sql!(store, |c| sqlx::query_scalar("select count(*) from review_item").fetch_one(c)) };

    program.run(&[import.as_slice(), &["--dry-run"]].concat()).succeeds("50 rows: 50 would be new");
    assert_eq!(count().await, 0);
    assert!(store::import_lists(&store).await.unwrap().is_empty());

    let killed = program.clone().with("CRASH_AT", "after_import_portion:2");
    killed.run(&import).fails("title → title");
    assert_eq!(count().await, 40);
    program.run(&import).succeeds("50 rows: 10 new, 0 changed, 40 the same, 0 refused");
    assert_eq!(count().await, i64::try_from(ROWS).unwrap());

    // What the program was killed in the middle of can be gone on with at the desk, too.
    let first = store::import_list(&store, 10).await.unwrap().pop().unwrap();
    assert!(first.started_at.is_some() && first.finished_at.is_none());
    let refused = folder.path().join("refused.csv");
    fs::write(file, many().replacen("running", "perhaps", 1)).unwrap();
    let with = [import.as_slice(), &["--refused", refused.to_str().unwrap()]].concat();
    program
        .run(&with)
        .fails("row 2: status: “perhaps” is not one of the answers: still running, ended, regular service.");
    assert!(fs::read_to_string(&refused).unwrap().contains("Practice 1,"));
    program.run(&[import.as_slice(), &["--map", "summary=leave"]].concat()).fails("Summary: An answer is needed here.");
});
