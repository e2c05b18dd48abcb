//! Look down, never sideways, never up: which room may name which.

use super::{
    assert_none,
    source::{Source, Word, program, reads},
};

/// The table of ARCHITECTURE.md, "Rooms and floors". `main` sees all and is not listed.
const SEES: [(&str, &[&str]); 11] = [
    ("domain", &[]),
    ("text", &["domain"]),
    ("store", &["domain"]),
    ("harvest", &["domain"]),
    ("documents", &["domain"]),
    ("mail", &["domain", "text"]),
    ("search", &["domain"]),
    ("press", &["domain", "text"]),
    ("desk", &["store", "domain"]),
    ("web", &["desk", "store", "search", "press", "documents", "mail", "harvest", "text", "domain"]),
    ("jobs", &["desk", "store", "harvest", "documents", "mail", "search", "press", "text", "domain"]),
];

fn faults(file: &Source) -> Vec<String> {
    let Some(room) = file.room().filter(|room| *room != "main") else { return Vec::new() };
    let Some((_, sees)) = SEES.iter().find(|(name, _)| *name == room) else {
        return vec![format!("{}: `{room}` is no room of the house", file.path)];
    };
    let words = file.words();
    (0..words.len())
        .flat_map(|at| named_at_root(&words, at))
        .filter(|named| named.text != room && !sees.contains(&named.text.as_str()))
        .map(|named| format!("{}:{}: `{room}` must not look into `{}`", file.path, named.line, named.text))
        .collect()
}

/// What a path that starts at `at` names directly below the crate's root: `crate::web`, `practice_commons::{web, text}`,
/// or as many `super` as lead up there.
fn named_at_root(words: &[Word], at: usize) -> Vec<&Word> {
    // In the middle of a path (`self::super`, `a::crate_name`) nothing starts.
    if at >= 2 && reads(words, at - 2, &[":", ":"]) && words[at].text != "practice_commons" {
        return Vec::new();
    }
    let mut end = at;
    match words[at].text.as_str() {
        "crate" | "practice_commons" => end += 1,
        "super" => {
            let mut climbed = 0;
            while reads(words, end, &["super"]) {
                climbed += 1;
                if climbed == words[at].place.depth {
                    end += 1;
                    break;
                }
                end += if reads(words, end + 1, &[":", ":"]) { 3 } else { 1 };
            }
            if climbed < words[at].place.depth {
                return Vec::new();
            }
        }
        _ => return Vec::new(),
    }
    if reads(words, end, &[":", ":"]) { heads(words, end + 2) } else { Vec::new() }
}

/// The first word of each branch of a path: `a` of `a::b`, or `a` and `c` of `{a::b, c}`.
fn heads(words: &[Word], at: usize) -> Vec<&Word> {
    if !reads(words, at, &["{"]) {
        return words.get(at).into_iter().collect();
    }
    let mut found = Vec::new();
    let (mut level, mut fresh) = (0, false);
    for word in &words[at..] {
        match word.text.as_str() {
            "{" => {
                level += 1;
                fresh = level == 1;
            }
            "}" if level == 1 => break,
            "}" => level -= 1,
            "," => fresh = level == 1,
            _ if fresh => {
                found.push(word);
                fresh = false;
            }
            _ => {}
        }
    }
    found
}

#[test]
fn rooms_look_down_the_floors_only() {
    let files = program();
    assert!(files.len() > 10, "the program is looked at");
    assert_none(&files.iter().flat_map(faults).collect::<Vec<_>>());
}

#[test]
fn a_look_up_or_sideways_is_found_however_it_is_written() {
    let breaks = [
        ("src/domain/record.rs", "use crate::store::Pool;"),
        ("src/desk/mod.rs", "use crate::harvest;"),
        ("src/desk/mod.rs", "use crate::{domain::Id, web::Page};"),
        ("src/store/review/list.rs", "fn a() { crate::desk::decide(); }"),
        ("src/mail/letter.rs", "use crate::{domain::{self, Id}, text::{phrases, dates}, store};"),
        ("src/search/mod.rs", "use super::store::Pool;"),
        ("src/search/index/build.rs", "use super::super::super::text;"),
        ("src/search/mod.rs", "mod inner { use super::super::web; }"),
        ("src/press/mod.rs", "fn a() { log!(practice_commons::desk::NAME) }"),
        ("src/press/mod.rs", "use ::practice_commons::desk;"),
        ("jobs/letters.rs", "use crate::web::Page;"),
        ("src/web/pages.rs", "use crate::jobs;"),
        ("src/web/pages.rs", "use crate::config::Config;"),
        ("src/web/pages.rs", "use crate::*;"),
        ("src/cellar/mod.rs", ""),
    ];
    for (path, text) in breaks {
        assert_eq!(faults(&Source::new(path, text)).len(), 1, "{path}: {text}");
    }
}

#[test]
fn a_look_down_is_fine() {
    let keeps = [
        ("src/desk/mod.rs", "use crate::{domain::Id, store::{self, Tx}};\npub(crate) fn a() {}"),
        ("src/desk/decide.rs", "use super::submit; use crate::desk::Desk; // not crate::web"),
        ("src/web/pages/explore.rs", "use super::super::forms; mod tests { use super::super::super::forms; }"),
        ("src/store/mod.rs", "const NOTE: &str = \"crate::web\";"),
        ("src/main.rs", "use practice_commons::{web, jobs};"),
    ];
    for (path, text) in keeps {
        assert_none(&faults(&Source::new(path, text)));
    }
}
