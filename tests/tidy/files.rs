//! What holds for each file by itself: doors with a sign, one clock, no `unwrap`, short files, no traces of a machine.

use std::collections::BTreeSet;

use super::{
    assert_none,
    source::{Source, is_kind, program, project, reads},
};

/// Design says about 300; past this a file has more than one job.
const LONGEST: usize = 400;

/// A room's door says in two lines or more what its one job is and what it must not know.
fn door_faults(file: &Source) -> Vec<String> {
    let sign = file.text.lines().take_while(|line| line.starts_with("//!")).filter(|line| line.len() > 4).count();
    let is_door = file.path.ends_with("/mod.rs");
    (is_door && sign < 2)
        .then(|| format!("{}: opens with {sign} lines of `//!`; two to five say its job", file.path))
        .into_iter()
        .collect()
}

/// Time comes from `domain::Clock` alone.
fn clock_faults(file: &Source) -> Vec<String> {
    if file.path == "src/domain/clock.rs" {
        return Vec::new();
    }
    let words = file.words();
    (0..words.len())
        .filter(|&at| {
            let asks =
                ["SystemTime", "Utc", "Local", "Zoned"].iter().any(|kind| reads(&words, at, &[kind, ":", ":", "now"]));
            asks || reads(&words, at, &["now_utc"]) || reads(&words, at, &["now_local"])
        })
        .map(|at| format!("{}:{}: asks the system for the time; take a `Clock`", file.path, words[at].line))
        .collect()
}

fn unwrap_faults(file: &Source) -> Vec<String> {
    let words = file.words();
    (0..words.len())
        .filter(|&at| !words[at].place.in_tests && reads(&words, at, &[".", "unwrap", "("]))
        .map(|at| format!("{}:{}: `unwrap`; say with `expect` why it holds", file.path, words[at].line))
        .collect()
}

fn length_faults(file: &Source) -> Vec<String> {
    let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
    let lines = file.text.lines().filter(is_code).count();
    (lines > LONGEST)
        .then(|| format!("{}: {lines} lines of code; split it, {LONGEST} is the most", file.path))
        .into_iter()
        .collect()
}

/// Where somebody's machine would show: home folders, and the addresses a lock file of npm likes to keep.
fn machine_faults(file: &Source) -> Vec<String> {
    // Written in two halves, so that this file does not find itself.
    let folders =
        [["/ho", "me/"], ["/Us", "ers/"], ["/ro", "ot/"], ["/wo", "rk/"], ["/mn", "t/"]].map(|halves| halves.concat());
    let resolved = ["\"resol", "ved\""].concat();
    let at_start_of_path = |line: &str, folder: &str| {
        line.match_indices(folder).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '.' | '_' | '-' | '}' | '~' | '*'))
        })
    };
    file.text
        .lines()
        .enumerate()
        .filter(|(_, line)| {
            folders.iter().any(|folder| at_start_of_path(line, folder))
                || (file.path.ends_with("package-lock.json") && line.contains(&resolved))
        })
        .map(|(at, line)| format!("{}:{}: a trace of one machine: {}", file.path, at + 1, line.trim()))
        .collect()
}

/// Every migration is written for both engines, and named so that the order is plain: `0001_words.sql`.
fn migration_faults(sqlite: &[&str], postgres: &[&str]) -> Vec<String> {
    let (sqlite, postgres): (BTreeSet<_>, BTreeSet<_>) = (sqlite.iter().collect(), postgres.iter().collect());
    let unpaired =
        sqlite.symmetric_difference(&postgres).map(|name| format!("migrations: {name} is there for one engine only"));
    let misnamed = sqlite.union(&postgres).filter(|name| {
        let (number, words) = name.split_once('_').unwrap_or_default();
        number.len() < 4 || !number.bytes().all(|byte| byte.is_ascii_digit()) || words.is_empty()
    });
    unpaired.chain(misnamed.map(|name| format!("migrations: {name} is not named like 0001_words.sql"))).collect()
}

fn each(files: &[Source], rule: fn(&Source) -> Vec<String>) {
    assert!(!files.is_empty(), "there is something to look at");
    assert_none(&files.iter().flat_map(rule).collect::<Vec<_>>());
}

#[test]
fn every_room_has_a_sign_on_its_door() {
    each(&program(), door_faults);
    assert_eq!(door_faults(&Source::new("src/web/mod.rs", "//! One line.\npub mod pages;")).len(), 1);
    assert_eq!(door_faults(&Source::new("src/web/mod.rs", "//! One line.\n//!\npub mod pages;")).len(), 1);
    assert_none(&door_faults(&Source::new("src/web/mod.rs", "//! One line,\n//! and another.\npub mod pages;")));
}

#[test]
fn only_the_clock_asks_for_the_time() {
    each(&program(), clock_faults);
    let in_domain = |text| clock_faults(&Source::new("src/domain/period.rs", text)).len();
    assert_eq!(in_domain("fn a() { OffsetDateTime::now_utc() }"), 1);
    assert_eq!(in_domain("fn a() { std::time::SystemTime::now() }"), 1);
    assert_eq!(in_domain("fn a() { info!(at = chrono::Utc::now()) }"), 1);
    assert_eq!(in_domain("fn a(clock: &Clock) { clock.now(); Instant::now() } // Utc::now"), 0);
}

#[test]
fn nothing_unwraps_outside_tests() {
    each(&program(), unwrap_faults);
    let in_web = |text| unwrap_faults(&Source::new("src/web/mod.rs", text)).len();
    assert_eq!(in_web("fn a() { b().unwrap() }"), 1);
    assert_eq!(in_web("fn a() { assert!(b().unwrap()) }"), 1);
    assert_eq!(in_web("#[cfg(test)] mod tests { fn a() { b().unwrap() } }"), 0);
    assert_eq!(in_web("/// `b().unwrap()`\nfn a() { b().unwrap_or(1) }"), 0);
}

#[test]
fn files_stay_short() {
    each(&project(|path| is_kind(path, "rs") && !path.starts_with("benches/")), length_faults);
    let long = "let a = 1;\n".repeat(LONGEST + 1);
    assert_eq!(length_faults(&Source::new("src/web/mod.rs", &long)).len(), 1);
    assert_none(&length_faults(&Source::new("src/web/mod.rs", &long.replace("let a = 1;", "// a reason"))));
}

#[test]
fn no_machine_has_left_a_trace() {
    each(&project(|path| !path.starts_with("LICENSE")), machine_faults);
    let found = |path, text: &str| machine_faults(&Source::new(path, text)).len();
    assert_eq!(found("README.md", &["cd /ho", "me/ines/commons"].concat()), 1);
    assert_eq!(found("test", &["path=/wo", "rk/main"].concat()), 1);
    assert_eq!(found("tests/browser/package-lock.json", &["\"resol", "ved\": \"https://example.org\""].concat()), 1);
    assert_eq!(found("docs/city.md", &["https://example.org/ho", "me/ and src/wo", "rk/mod.rs"].concat()), 0);
}

#[test]
fn migrations_come_in_pairs() {
    let names = |engine: &str| {
        let folder = format!("migrations/{engine}/");
        let files = project(|path| path.starts_with(&folder));
        files.into_iter().map(|file| file.path[folder.len()..].to_owned()).collect::<Vec<_>>()
    };
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    assert!(!sqlite.is_empty(), "there are migrations to look at");
    assert_none(&migration_faults(
        &sqlite.iter().map(String::as_str).collect::<Vec<_>>(),
        &postgres.iter().map(String::as_str).collect::<Vec<_>>(),
    ));
    assert_eq!(migration_faults(&["0001_start.sql", "0002_more.sql"], &["0001_start.sql"]).len(), 1);
    assert_eq!(migration_faults(&["start.sql"], &["start.sql"]).len(), 1);
}
