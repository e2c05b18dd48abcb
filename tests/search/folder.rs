//! The index in a folder: there for the next start, and worth nothing that could be lost.

use std::{fs, path::Path};

use super::*;

fn practices() -> Vec<Practice> {
    vec![
        a_practice("A garden for all").written_in("en").telling("Neighbours dig together.").on(&["education"]),
        a_practice("Un jardin partagé").written_in("fr").telling("Les habitants jardinent.").of("Paris", "FR"),
        a_practice("Küche der Welt").written_in("de").telling("Nachbarn kochen.").during("2016 – 2018"),
    ]
}

fn documents(practices: &[Practice]) -> Vec<Document> {
    practices.iter().cloned().map(Practice::document).collect()
}

fn opened(folder: &Path, practices: &[Practice]) -> Index {
    let index = Index::open(folder).unwrap();
    assert!(index.is_empty(), "nothing of a folder is believed before it is compared");
    index.replace_all(documents(practices)).unwrap();
    index
}

fn answers_like_a_fresh_one(index: &Index, practices: &[Practice]) {
    let fresh = index_of(practices.to_vec());
    for words in ["", "garden", "jardin", "kuche", "nachbarn", "digs", "gardn"] {
        let filter = Filter::default().with_words(words);
        assert_eq!(ask(index, &filter), ask(&fresh, &filter), "{words}");
    }
}

/// All files with their content.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .flat_map(|entry| fs::read_dir(entry.unwrap().path()).unwrap())
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_second_start_indexes_nothing_again() {
    let folder = tempfile::tempdir().unwrap();
    drop(opened(folder.path(), &practices()));
    let before = files(folder.path());
    let index = opened(folder.path(), &practices());
    answers_like_a_fresh_one(&index, &practices());
    assert!(files(folder.path()) == before, "not a byte was written");
}

#[test]
fn what_changed_while_nobody_ran_is_found() {
    let folder = tempfile::tempdir().unwrap();
    drop(opened(folder.path(), &practices()));
    let mut now = practices();
    now.remove(0);
    now[0] = now[0].clone().keyword(Lang::Fr, "digs");
    now[1] = now[1].clone().telling("Alle essen zusammen, auch im garden.");
    now.push(a_practice("A theatre of neighbours").written_in("en"));
    let index = opened(folder.path(), &now);
    answers_like_a_fresh_one(&index, &now);
    index.remove(now[0].0.id).unwrap();
    now.remove(0);
    answers_like_a_fresh_one(&index, &now);
    drop(index);
    answers_like_a_fresh_one(&opened(folder.path(), &now), &now);
}

#[test]
fn a_lost_or_damaged_folder_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    drop(opened(folder.path(), &practices()));
    for (path, content) in files(folder.path()) {
        for damaged in [Vec::new(), b"no index".to_vec(), content.iter().map(|byte| byte ^ 0x5A).collect()] {
            fs::write(&path, damaged).unwrap();
            let index = opened(folder.path(), &practices());
            answers_like_a_fresh_one(&index, &practices());
            drop(index);
        }
    }
    fs::remove_dir_all(folder.path()).unwrap();
    answers_like_a_fresh_one(&opened(folder.path(), &practices()), &practices());
}

#[test]
fn where_no_folder_can_be_had_the_index_is_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let first = opened(folder.path(), &practices());
    answers_like_a_fresh_one(&opened(folder.path(), &practices()), &practices());
    answers_like_a_fresh_one(&first, &practices());
    let file = folder.path().join("file");
    fs::write(&file, "in the way").unwrap();
    answers_like_a_fresh_one(&opened(&file.join("index"), &practices()), &practices());
}
