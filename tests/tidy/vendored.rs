//! What comes from others is as its packages had it: each file has the hash that was recorded when it was taken, and nothing
//! lies beside them that nobody recorded or named.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use sha2::{Digest, Sha256};

use super::assert_none;

const TOP: &str = env!("CARGO_MANIFEST_DIR");
/// Folders with nothing of our own in them.
const FOREIGN: [&str; 4] =
    ["src/web/assets/fonts", "src/web/assets/licences", "src/press/pdf/fonts", "src/press/pdf/licences"];

/// Path and hash of each row of the list.
fn recorded(list: &str) -> BTreeMap<String, String> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let hash = cells.get(4)?.trim_matches('`');
        (hash.len() == 64).then(|| (cells[1].to_owned(), hash.to_owned()))
    };
    list.lines().filter_map(row).collect()
}

/// Files that are not as recorded, or not recorded. `read` gives a file's content.
fn hash_faults(
    recorded: &BTreeMap<String, String>,
    there: &BTreeSet<String>,
    read: impl Fn(&str) -> Option<Vec<u8>>,
) -> Vec<String> {
    let differs = recorded.iter().filter_map(|(path, hash)| match read(path) {
        None => Some(format!("{path}: recorded in VENDORED.md, and not there")),
        Some(content) if hex::encode(Sha256::digest(&content)) == *hash => None,
        Some(_) => Some(format!("{path}: not as it was taken; change tools/vendor and run it, or take it back")),
    });
    let unknown = there.iter().filter(|path| !recorded.contains_key(*path));
    differs.chain(unknown.map(|path| format!("{path}: VENDORED.md does not know where it comes from"))).collect()
}

/// Vendored files that the page about others' work does not name; `*` stands for the rest of a name.
fn name_faults(recorded: &BTreeMap<String, String>, third_party: &str) -> Vec<String> {
    let first_cells = third_party.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    let mut names: Vec<String> = Vec::new();
    for cell in first_cells {
        let mut folder = "";
        for name in cell.split('`').skip(1).step_by(2) {
            // A second name in a row lies in the folder of the first.
            let whole = if name.contains('/') { name.to_owned() } else { format!("{folder}{name}") };
            folder = if name.contains('/') { &name[..=name.rfind('/').unwrap_or(0)] } else { folder };
            names.push(whole);
        }
    }
    let is_named = |path: &str| {
        names.iter().any(|name| name.strip_suffix('*').map_or(path == name, |start| path.starts_with(start)))
    };
    let is_licence = |path: &str| path.contains("/licences/") || path.ends_with(".LICENSE");
    let unnamed = recorded
        .keys()
        .filter(|path| if is_licence(path) { !third_party.contains(path.as_str()) } else { !is_named(path) });
    unnamed.map(|path| format!("{path}: THIRD_PARTY.md does not name it")).collect()
}

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(TOP).join(path)).expect("it is there")
}

#[test]
fn every_vendored_file_is_as_it_was_taken() {
    let recorded = recorded(&text("VENDORED.md"));
    assert!(recorded.len() > 30, "the list is read");
    let mut there = BTreeSet::new();
    for folder in FOREIGN {
        for entry in fs::read_dir(Path::new(TOP).join(folder)).expect("the folder is there") {
            there.insert(format!("{folder}/{}", entry.expect("a file").file_name().to_string_lossy()));
        }
    }
    assert_none(&hash_faults(&recorded, &there, |path| fs::read(Path::new(TOP).join(path)).ok()));
    assert_none(&name_faults(&recorded, &text("THIRD_PARTY.md")));
}

#[test]
fn a_file_that_was_changed_missing_or_unknown_is_found() {
    let hash = hex::encode(Sha256::digest(b"one"));
    let list = format!("| File | From | Taken from | SHA-256 |\n|---|---|---|---|\n| a/b.js | p | b.js | `{hash}` |\n");
    let known = recorded(&list);
    let (nothing, more) = (BTreeSet::new(), BTreeSet::from(["a/b.js".to_owned(), "a/c.js".to_owned()]));
    assert_none(&hash_faults(&known, &nothing, |_| Some(b"one".to_vec())));
    assert_eq!(hash_faults(&known, &nothing, |_| Some(b"two".to_vec())).len(), 1);
    assert_eq!(hash_faults(&known, &nothing, |_| None).len(), 1);
    assert_eq!(hash_faults(&known, &more, |_| Some(b"one".to_vec())).len(), 1);
    assert_none(&name_faults(&known, "| `a/b.js` | a script |"));
    assert_none(&name_faults(&known, "| `a/x*`, `b*` | scripts |"));
    assert_eq!(name_faults(&known, "| `a/x*` | scripts |").len(), 1);
}
