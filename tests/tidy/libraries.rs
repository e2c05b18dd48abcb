//! One library, one room: the rest of the house can do without knowing which library does the work.

use std::collections::BTreeSet;

use super::{
    assert_none,
    source::{Source, program, reads},
};

/// Where each dependency may be named. A new dependency needs a row here or in `EVERYWHERE`.
const ROOMS: &[(&str, &[&str])] = &[
    ("ammonia", &["domain"]),
    ("anyhow", &["main"]),
    ("apalis", &["jobs"]),
    ("apalis-core", &["jobs"]),
    // The store knows their tables and no more: it runs their migrations beside its own.
    ("apalis-postgres", &["jobs", "store"]),
    ("apalis-sqlite", &["jobs", "store"]),
    ("argon2", &["desk"]),
    ("askama", &["web"]),
    ("atom_syndication", &["press"]),
    // The demo's partner sites are small servers of their own.
    ("axum", &["web", "main"]),
    ("axum-extra", &["web"]),
    ("base64", &["harvest"]),
    ("biblatex", &["press"]),
    // Unpacks what partners send, and packs the pages that are kept.
    ("brotli", &["harvest", "web"]),
    ("calamine", &["documents"]),
    ("chardetng", &["harvest"]),
    ("clap", &["main"]),
    ("confique", &["main"]),
    ("csv", &["documents", "press"]),
    ("dom_smoothie", &["harvest"]),
    ("ego-tree", &["harvest"]),
    ("encoding_rs", &["documents", "harvest"]),
    ("feedparser-rs", &["harvest"]),
    ("flate2", &["harvest", "web"]),
    ("fluent", &["text"]),
    ("fluent-syntax", &["text"]),
    ("htmd", &["harvest"]),
    ("html5ever", &["harvest"]),
    ("i18n-embed", &["text"]),
    // Its `fl!` checks a phrase's name where it is used: in the rooms that speak to people.
    ("i18n-embed-fl", &["text", "mail", "press", "web", "jobs", "main"]),
    ("icu", &["text"]),
    ("indexmap", &["harvest"]),
    ("indicatif", &["main"]),
    ("lettre", &["mail"]),
    ("lol_html", &["main"]),
    ("mrml", &["mail"]),
    ("object_store", &["store"]),
    ("oxrdf", &["press"]),
    ("oxttl", &["press"]),
    ("pulldown-cmark", &["documents", "domain"]),
    ("quick_cache", &["web"]),
    ("quick-xml", &["documents", "harvest", "press"]),
    ("reqwest", &["harvest"]),
    ("rs-trafilatura", &["harvest"]),
    ("scraper", &["harvest"]),
    ("serde_json_path", &["harvest"]),
    // The background rooms' glue hands apalis the pools that the store opened.
    ("sqlx", &["store", "jobs"]),
    ("tantivy", &["search"]),
    ("tower-http", &["web"]),
    ("trafilatura", &["harvest"]),
    ("typst", &["press"]),
    ("typst-layout", &["press"]),
    ("typst-pdf", &["press"]),
    ("unic-langid", &["text"]),
    // What leaves the house is described where it is made; the API adds its own answers.
    ("utoipa", &["press", "web"]),
    ("whatlang", &["domain"]),
    ("zip", &["documents"]),
    ("zxcvbn", &["desk"]),
];

/// Tools of the trade that belong to no room.
const EVERYWHERE: &[&str] = &[
    "futures",
    "hex",
    "image",
    "rand",
    "regex",
    "rust-embed",
    "rustls",
    "serde",
    "serde_json",
    "sha2",
    "similar",
    "strsim",
    "subtle",
    "thiserror",
    "time",
    "tokio",
    "tokio-util",
    "toml",
    "tower",
    "tracing",
    "tracing-subscriber",
    "ulid",
    "unicode-normalization",
    "unicode-segmentation",
    "url",
    "uuid",
    "zstd",
];

fn faults(file: &Source) -> Vec<String> {
    let Some(room) = file.room() else { return Vec::new() };
    let words = file.words();
    let starts_a_path = |at: usize| {
        let rooted = at < 2 || !reads(&words, at - 2, &[":", ":"]) || (at >= 3 && is_mark(&words[at - 3].text));
        rooted && (reads(&words, at + 1, &[":", ":"]) || (at >= 1 && words[at - 1].text == "use"))
    };
    let named: BTreeSet<_> = (0..words.len())
        // Tests may bring a server or a database of their own.
        .filter(|&at| !words[at].place.in_tests && starts_a_path(at))
        .map(|at| (words[at].line, words[at].text.as_str()))
        .collect();
    named
        .into_iter()
        .filter_map(|(line, word)| {
            let (library, rooms) = ROOMS.iter().find(|(library, _)| library.replace('-', "_") == word)?;
            let home = rooms.join(", ");
            (!rooms.contains(&room)).then(|| format!("{}:{line}: `{library}` lives in {home}", file.path))
        })
        .collect()
}

/// Whether a `::` after this word begins a path (`use ::axum`), rather than going on with one (`own::axum`).
fn is_mark(word: &str) -> bool {
    word == "use" || !word.ends_with(|last: char| last.is_alphanumeric() || last == '_' || last == '>')
}

/// The dependencies of a manifest that stand in neither list.
fn homeless(manifest: &str) -> Vec<String> {
    let manifest: toml::Table = manifest.parse().expect("Cargo.toml is TOML");
    let dependencies = manifest["dependencies"].as_table().expect("Cargo.toml has dependencies");
    let known = |name: &str| EVERYWHERE.contains(&name) || ROOMS.iter().any(|(library, _)| *library == name);
    dependencies
        .keys()
        .filter(|name| !known(name))
        .map(|name| format!("Cargo.toml: give `{name}` a room in tests/tidy/libraries.rs"))
        .collect()
}

#[test]
fn each_library_is_named_in_its_room_only() {
    assert_none(&program().iter().flat_map(faults).collect::<Vec<_>>());
}

#[test]
fn each_dependency_has_a_place() {
    assert_none(&homeless(include_str!("../../Cargo.toml")));
}

#[test]
fn a_library_outside_its_room_is_found() {
    let breaks = [
        ("src/web/mod.rs", "use sqlx::query;"),
        ("src/desk/mod.rs", "fn a() { let pool: sqlx::Pool = open(); }"),
        ("src/domain/mod.rs", "use {serde::Serialize, reqwest::Client};"),
        ("src/desk/mod.rs", "#[derive(askama::Template)] struct Page;"),
        ("src/harvest/mod.rs", "use ::lettre::Message;"),
        ("src/mail/mod.rs", "use tower_http as layers;"),
        ("jobs/mod.rs", "fn a() { info!(\"{}\", reqwest::VERSION) }"),
    ];
    for (path, text) in breaks {
        assert_eq!(faults(&Source::new(path, text)).len(), 1, "{path}: {text}");
    }
    let keeps = [
        ("src/web/mod.rs", "use axum::Router; use crate::sqlx::none; // sqlx::query"),
        ("src/harvest/mod.rs", "#[cfg(test)] mod tests { use axum::Router; }"),
        ("jobs/mod.rs", "use sqlx::SqlitePool;"),
    ];
    for (path, text) in keeps {
        assert_none(&faults(&Source::new(path, text)));
    }
}

#[test]
fn a_dependency_without_a_place_is_found() {
    assert_eq!(homeless("[dependencies]\nserde = \"1\"\nleft-pad = \"1\"").len(), 1);
}
