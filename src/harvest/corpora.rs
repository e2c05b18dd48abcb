//! Feeds and pages of real sites that nobody here wrote, read by the room's own parsers. They lie outside the project:
//! the environment names the folder (`CORPORA`), without it the tests say so and pass.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use flate2::read::GzDecoder;
use serde_json::Value;
use url::Url;

use super::{charset, feed, fetch, json, media_type, oai, prose, robots, rules::Rules, sitemap, unpack};
use crate::domain::SourceSettings;

/// A folder of the corpora, if they are here.
pub(super) fn folder(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("CORPORA").map(|root| Path::new(&root).join(name));
    if folder.is_none() {
        println!("corpora left out: set CORPORA to the folder that holds \"{name}\"");
    }
    folder
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
    found.sort();
}

fn base() -> Url {
    Url::parse("https://partner.example/").unwrap()
}

fn lines_of(path: &Path) -> Vec<Value> {
    std::fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_feed_is_read_or_refused_without_a_panic() {
    let Some(folder) = folder("feeds") else { return };
    let rules = Rules::compile(&SourceSettings::of_feed("a", "https://partner.example/feed", "x")).unwrap();
    let mut all = Vec::new();
    files(&folder, &mut all);
    for path in all.iter().filter(|path| path.extension().is_some_and(|end| end != "jsonl")) {
        let bytes = std::fs::read(path).unwrap();
        if let Ok(items) = feed::read(&rules, &charset::decode(&bytes, None, None), &base()) {
            for item in items {
                assert!(item.external_id.len() < 600, "{}", path.display());
                for (_, text) in item.draft.fields() {
                    assert!(!text.contains("<script") || text.contains("\\<script"), "{}: {text}", path.display());
                }
            }
        }
    }
}

#[test]
fn every_robots_file_and_sitemap_is_read_or_refused_by_name() {
    let Some(root) = folder(".") else { return };
    let mut all = Vec::new();
    for name in ["robots/real", "sitemaps"] {
        files(&root.join(name), &mut all);
    }
    let rules = Rules::compile(&SourceSettings::of_feed("a", "https://partner.example/feed", "x")).unwrap();
    for path in all {
        let bytes = std::fs::read(&path).unwrap();
        let text = robots::text_of(&bytes);
        let allowed = robots::Robots::parse("Commons", &text);
        let _ = (allowed.allows("https://partner.example/p/1"), robots::sitemaps(&text));
        if bytes.len() < 200_000 {
            // Each reader is given every file: what is not its own is refused by name.
            let unpacked = unpack::unpack_file(bytes, fetch::MOST_BODY).unwrap_or_default();
            let text = charset::decode(&unpacked, None, None);
            let _ = sitemap::read(&text, &base()).map(|found| assert!(found.pages.len() <= sitemap::MOST_ENTRIES));
            let _ = (oai::read(&rules, &text, &base()).err(), json::read(&rules, &text, &base()).err());
        }
    }
}

#[test]
fn feeds_have_the_entries_other_readers_find() {
    let Some(folder) = folder("feeds") else { return };
    let rules = Rules::compile(&SourceSettings::of_feed("a", "https://partner.example/feed", "x")).unwrap();
    let (mut same, mut asked) = (0, 0);
    for case in lines_of(&folder.join("reference.jsonl")) {
        let (entries, file) = (case["entries"].as_array().unwrap(), case["file"].as_str().unwrap());
        // What the reference itself calls broken has no right answer, and ours refuses declared entities.
        if case["bozo"] != false
            || entries.is_empty()
            || entries.len() > 100
            || entries.iter().any(|entry| entry["id"].is_null())
        {
            continue;
        }
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let items = feed::read(&rules, &charset::decode(&bytes, None, None), &base()).unwrap_or_default();
        asked += 1;
        same += usize::from(items.len() == entries.len());
    }
    println!("{same} of {asked} feeds have as many entries");
    assert!(asked > 50 && same * 100 >= asked * 90, "{same} of {asked} feeds have as many entries");
}

fn pages(folder: &Path) -> impl Iterator<Item = (Value, String)> {
    lines_of(&folder.join("truth.jsonl")).into_iter().filter_map(move |truth| {
        let file = folder.join("pages").join(format!("{}.html.gz", truth["id"].as_str()?));
        let mut bytes = Vec::new();
        GzDecoder::new(std::fs::File::open(file).ok()?).read_to_end(&mut bytes).ok()?;
        media_type::judge(None, &bytes).ok()?;
        Some((truth, charset::decode(&bytes, None, None)))
    })
}

#[test]
fn pages_of_every_kind_become_prose() {
    for name in ["extraction/wcxb-dev", "extraction/mozilla-readability", "practice-sites/selector-rules"] {
        let Some(folder) = folder(name) else { return };
        for (truth, text) in pages(&folder).step_by(24) {
            if let Ok(page) = super::page::Page::parse(&text) {
                let found = prose::markdown(page.root(), &base());
                assert!(!found.text.contains("<script"), "{}", truth["id"]);
                prose::lines(page.root());
            }
        }
    }
}
