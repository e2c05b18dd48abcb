//! What nobody in the house may do, because the library loses work by it.

use std::{fs, path::Path};

// A6: a job that answers with one of these is Pending with a lock, and never run again.
#[test]
fn no_retry_is_asked_of_the_library() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bans = fs::read_to_string(root.join("clippy.toml")).unwrap();
    for banned in [
        "apalis_core::error::RetryAfterError",
        "apalis_core::error::DeferredError",
        "apalis_sqlite::SqliteStorage::setup",
    ] {
        assert!(bans.contains(banned), "clippy.toml forbids {banned}");
    }
    let mut folders = vec![root.join("src"), root.join("jobs")];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                read += 1;
                for word in ["RetryAfterError", "DeferredError"] {
                    assert!(!text.contains(word), "{} names {word}", path.display());
                }
            }
        }
    }
    assert!(read > 20, "the house was read");
}
