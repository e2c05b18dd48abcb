//! The site as files: complete, with links that hold anywhere, and careful with what else is in the folder.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use practice_commons::commands::export::{self, Folder};

use super::*;
use crate::support::store::both_engines;

async fn copy(site: &Site, folder: &Path, replace: bool) -> Result<usize, String> {
    let place = Folder::open(folder, replace).map_err(|error| error.to_string())?;
    export::site(&site.app, place, |_| {}).await.map_err(|error| format!("{error:#}"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

both_engines!(every_link_of_a_copy_leads_to_a_file, |bed| async move {
    let site = Site::filled(&bed).await;
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("copy");
    let written = copy(&site, &root, false).await.unwrap();
    let all = files(&root);
    assert_eq!(all.len(), written + 1, "and the list of them");
    let pages: Vec<_> = all.iter().filter(|path| path.extension().is_some_and(|ending| ending == "html")).collect();
    for known in [
        "index.html",
        "en/practices.html",
        "fr/practices-page-2.html",
        "en/practices/welcome-week.html",
        "fr/cities/lodz.html",
        "en/collections/covid-19.html",
        "en/about.html",
        "en/practices.atom",
        "data/practices.json",
        "en/practices/welcome-week.ris",
    ] {
        assert!(root.join(known).is_file(), "{known}");
    }
    for path in &pages {
        let html = Html::parse_document(&fs::read_to_string(path).unwrap());
        let links = attributes(&html, "[href]", "href").into_iter().chain(attributes(&html, "[src]", "src"));
        for link in links {
            check(path, &link);
        }
        assert_eq!(attributes(&html, "form", "method").iter().filter(|method| *method == "post").count(), 0);
    }
    // What needs a server leads to it.
    let page = Html::parse_document(&fs::read_to_string(root.join("en/practices.html")).unwrap());
    let submit = attributes(&page, ".tools .button", "href");
    assert_eq!(submit, [format!("{ORIGIN}/en/submit")]);
    assert!(word(&page, "footer").contains("This is a copy of 23 November 2026."));
    let topic = Html::parse_document(&fs::read_to_string(root.join("en/topics/refugees.html")).unwrap());
    assert!(attributes(&topic, "a[href*='?topic=']", "href").contains(&"../practices.html?topic=refugees".to_owned()));
    let data = fs::read_to_string(root.join("fr/practices-data.js")).unwrap();
    assert!(data.contains("practices/welcome-week.html") && data.contains("Une politique pour les voisins"));
});

/// A link of a page: to a file that is there, and to a place in it.
fn check(page: &Path, link: &str) {
    if ["https://", "http://", "mailto:"].iter().any(|start| link.starts_with(start)) {
        return;
    }
    let (rest, fragment) = link.split_once('#').unwrap_or((link, ""));
    let path = rest.split('?').next().unwrap();
    assert!(!path.starts_with('/'), "{link} in {}", page.display());
    let target = if path.is_empty() { page.to_owned() } else { page.parent().unwrap().join(path) };
    assert!(target.is_file(), "{link} in {}", page.display());
    if !fragment.is_empty() {
        let html = Html::parse_document(&fs::read_to_string(&target).unwrap());
        let ids: HashSet<String> = attributes(&html, "[id]", "id").into_iter().collect();
        assert!(ids.contains(fragment), "{link} in {}", page.display());
    }
}

both_engines!(a_copy_takes_the_place_of_the_one_before_and_of_nothing_else, |bed| async move {
    let site = Site::filled(&bed).await;
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("copy");
    copy(&site, &root, false).await.unwrap();
    let own = root.join("en/notes.txt");
    fs::write(&own, "mine").unwrap();
    let said = copy(&site, &root, false).await.unwrap_err();
    assert!(said.contains("--replace"), "{said}");

    let gone = site.app.shelf().practices.values().find(|it| it.slug == "welcome-week").unwrap().id;
    let mut tx = site.store.begin().await.unwrap();
    let withdrawn = practice_commons::store::NewRevision {
        id: practice_commons::domain::Id::new(),
        practice: gone,
        record: None,
        decision: None,
        made_by: None,
        made_at: now(),
        live_from: now(),
    };
    practice_commons::store::revision_insert(&mut tx, &withdrawn).await.unwrap();
    tx.commit().await.unwrap();
    site.catch_up().await;
    copy(&site, &root, true).await.unwrap();
    assert!(!root.join("en/practices/welcome-week.html").exists());
    assert!(root.join("en/practices/two-cities.html").is_file());
    assert_eq!(fs::read_to_string(&own).unwrap(), "mine");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");

    let foreign = folder.path().join("foreign");
    fs::create_dir(&foreign).unwrap();
    fs::write(foreign.join("thesis.txt"), "years of work").unwrap();
    for replace in [false, true] {
        assert!(copy(&site, &foreign, replace).await.unwrap_err().contains("another folder"));
    }
    assert_eq!(fs::read_to_string(foreign.join("thesis.txt")).unwrap(), "years of work");
});
