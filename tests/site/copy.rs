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
    let translation = record::Translation { language: Lang::En, title: "A map of changes".to_owned(), ..french() };
    a_practice("Мапа змін").at("mapa-zmin").written_in("uk").translated(translation).put(&site.store).await;
    site.catch_up().await;
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
        "en/practices/mapa-zmin_original.html",
        "en/coverage-topics-years.html",
        "fr/coverage-countries-years.html",
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
    let coverage = Html::parse_document(&fs::read_to_string(root.join("en/coverage-topics-years.html")).unwrap());
    assert_eq!(attributes(&coverage, "form.acts", "action"), [format!("{ORIGIN}/en/coverage")]);
    assert_eq!(
        attributes(&coverage, ".coverage-asks a", "href"),
        ["coverage.html", "coverage-topics-years.html", "coverage-countries-years.html"]
    );
    // A text that no page of ours speaks the language of has a file beside its translation.
    let told = |file: &str, other: &str| {
        let page = Html::parse_document(&fs::read_to_string(root.join("en/practices").join(file)).unwrap());
        (word(&page, "h1"), attributes(&page, &format!("header .acts > a[hreflang={other}]"), "href"))
    };
    let both = ("mapa-zmin.html", "mapa-zmin_original.html");
    assert_eq!(told(both.0, "uk"), ("A map of changes".to_owned(), vec![both.1.to_owned()]));
    assert_eq!(told(both.1, "en"), ("Мапа змін".to_owned(), vec![both.0.to_owned()]));
    let data = fs::read_to_string(root.join("fr/practices-data.js")).unwrap();
    assert!(data.contains("practices/welcome-week.html") && data.contains("Une politique pour les voisins"));
});

both_engines!(a_copy_searches_all_texts_and_offers_what_there_is, |bed| async move {
    let site = Site::filled(&bed).await;
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("copy");
    copy(&site, &root, false).await.unwrap();
    let read = |file: &str| fs::read_to_string(root.join(file)).unwrap();
    for lang in ["en", "fr"] {
        let data = read(&format!("{lang}/practices-data.js"));
        let data = data.strip_prefix("globalThis.commons = ").unwrap().trim_end().trim_end_matches(';');
        let data: serde_json::Value = serde_json::from_str(data).unwrap();
        let abroad = data["practices"].as_array().unwrap().iter().find(|it| it["city"][0] == "reggio-emilia").unwrap();
        // Summary, process and evaluation, in English and in French, folded.
        for word in ["neighbours", "agreement", "university", "voisins", "accord", "signe", "etrangere"] {
            assert!(abroad["words"].as_str().unwrap().contains(&format!(" {word}")), "{lang} {word}: {abroad}");
        }
        assert!(abroad["titles"].as_str().unwrap().contains(" politique"));
        assert_eq!((&abroad["collection"][0], &abroad["years"][0]), (&"covid-19".into(), &2016.into()));
        assert_eq!(abroad["language"], serde_json::json!(["en", "fr"]));

        let page = Html::parse_document(&read(&format!("{lang}/practices.html")));
        let values = |name: &str| {
            let all = attributes(&page, &format!("#filters select[name={name}] option"), "value");
            all.into_iter().filter(|value| !value.is_empty()).collect::<HashSet<_>>()
        };
        let expected = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<HashSet<_>>();
        assert_eq!(values("country"), expected(&["PL", "IT", "CY", "GB", "FR"]), "not those without a practice");
        assert!(!values("city").contains("without-practices") && values("city").contains("lodz"));
        assert_eq!(values("collection"), expected(&["covid-19"]));
        assert_eq!(values("language"), expected(&["en", "fr", "uk"]));
        assert!(values("from").contains("2016") && values("to").contains("2019"));
        // Whatever a link of the copy narrows by, the form has a field for.
        for path in files(&root).iter().filter(|path| path.extension().is_some_and(|ending| ending == "html")) {
            let html = Html::parse_document(&fs::read_to_string(path).unwrap());
            for link in attributes(&html, "a[href*='practices.html?']", "href") {
                for (name, value) in url::form_urlencoded::parse(link.split_once('?').unwrap().1.as_bytes()) {
                    let known = ["topic", "country", "city", "collection", "language", "year", "from", "to", "q"];
                    assert!(known.contains(&&*name), "{link} in {}: {value}", path.display());
                }
            }
        }
    }
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
