//! What readers take with them: citations, lists as files, the data set, and the descriptions of all that.

use super::*;
use crate::support::store::{both_engines, sql};

const PRACTICE: &str = "/en/practices/a-policy-for-neighbours-abroad";

fn rows(answer: &Answer) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new().from_reader(&answer.body[3..]);
    assert_eq!(&answer.body[..3], b"\xef\xbb\xbf", "a byte order mark, or spreadsheets take it for another encoding");
    reader.records().map(|row| row.expect("RFC 4180")).collect()
}

both_engines!(a_practice_is_cited_in_words_and_in_three_forms, |bed| async move {
    let site = Site::filled(&bed).await;
    let page = site.page(PRACTICE).await;
    assert_eq!(
        word(&page, ".cite .citation"),
        "Reggio Emilia (2024). A policy for neighbours abroad. Intercultural Practice Commons. \
         https://practices.example/en/practices/a-policy-for-neighbours-abroad (read on 23 November 2026)."
    );
    let files = attributes(&page, ".cite a", "href");
    assert_eq!(files, ["ris", "bib", "csl.json"].map(|ending| format!("{PRACTICE}.{ending}")));
    let ris = site.get(&files[0]).await;
    assert!(ris.header("content-disposition").ends_with("\"a-policy-for-neighbours-abroad.ris\""));
    for line in ["TY  - ELEC\r\n", "AU  - Reggio Emilia\r\n", "PY  - 2024\r\n", "KW  - Education\r\n", "ER  - \r\n"] {
        assert!(ris.text().contains(line), "{line}");
    }
    let bibtex = site.get(&files[1]).await.text();
    assert!(
        bibtex.starts_with("@misc{a-policy-for-neighbours-abroad,") && bibtex.contains("Reggio Emilia"),
        "{bibtex}"
    );
    let csl: serde_json::Value = serde_json::from_slice(&site.get(&files[2]).await.body).unwrap();
    assert_eq!(csl[0]["author"][0]["literal"], "Reggio Emilia");
    let french = site.get("/fr/practices/a-policy-for-neighbours-abroad.ris").await.text();
    assert!(french.contains("TI  - Une politique pour les voisins de l’étranger"), "{french}");
    let moved = site.get("/en/practices/the-human-library.bib").await;
    assert_eq!(moved.location().as_deref(), Some("/en/practices/the-library-of-people.bib"));
});

both_engines!(a_filter_gives_the_same_practices_as_a_page_and_as_files, |bed| async move {
    let site = Site::filled(&bed).await;
    for query in [
        "",
        "?country=GB",
        "?q=voisins",
        "?from=2016&to=2018",
        "?from=2020",
        "?topic=roma",
        "?language=uk",
        "?collection=covid-19",
    ] {
        let page = site.page(&format!("/en/practices{query}")).await;
        let total = number(&word(&page, "#total"));
        let links = ["csv", "json", "ris", "bib"].map(|ending| format!("/en/practices.{ending}{query}"));
        let offered = attributes(&page, "#downloads a[download]", "href");
        assert_eq!(offered, if total == 0 { &[][..] } else { &links }, "{query}");
        let csv = site.get(&links[0]).await;
        assert_eq!((csv.status.as_u16(), rows(&csv).len()), (200, total), "{query}");
        assert!(csv.header("content-disposition").contains("practices-2026-11-23.csv"));
        let json: serde_json::Value = serde_json::from_slice(&site.get(&links[1]).await.body).expect("JSON");
        assert_eq!((json["total"].as_u64(), json["practices"].as_array().unwrap().len()), (Some(total as u64), total));
        assert_eq!(site.get(&links[2]).await.text().matches("TY  - ").count(), total, "{query}");
        let bibtex = site.get(&links[3]).await;
        assert_eq!(bibtex.header("content-type"), "application/x-bibtex; charset=utf-8");
        let keys = bibtex.text().lines().filter(|line| line.starts_with("@misc{")).count();
        assert_eq!(keys, total, "{query}");
        assert!(!bibtex.text().contains("@misc{,"));
        let api: serde_json::Value =
            serde_json::from_slice(&site.get(&format!("/api/v1/facets{query}")).await.body).unwrap();
        assert_eq!(api["total"].as_u64(), Some(total as u64), "{query}");
    }
});

both_engines!(a_file_holds_every_field_and_no_formula, |bed| async move {
    let site = Site::filled(&bed).await;
    a_practice("=HYPERLINK(\"https://evil.test\")")
        .at("formula")
        .stating("@SUM(A1)")
        .telling(Field::Summary, "Text;=1+1\n\n+2;@x")
        .put(&site.store)
        .await;
    site.app.build_index().await.unwrap();
    let answer = site.get("/data/practices.csv").await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
    let rows = rows(&answer);
    let formula = rows.iter().find(|row| row.iter().any(|cell| cell.contains("HYPERLINK"))).expect("the row");
    assert_eq!((&formula[2], &formula[3]), ("'=HYPERLINK(\"https://evil.test\")", "'@SUM(A1)"));
    // A spreadsheet of a country that writes decimal commas parts cells by semicolons.
    for line in answer.text().lines() {
        assert!(!line.split(';').any(|cell| cell.trim_start().starts_with(['=', '+', '-', '@'])), "{line}");
    }
    let abroad = rows.iter().find(|row| &row[1] == format!("{ORIGIN}{PRACTICE}").as_str()).expect("the row");
    for cell in ["Reggio Emilia", "Italy", "IT", "2016/", "Education", "https://city.example/report", "fr"] {
        assert!(abroad.iter().any(|it| it.contains(cell)), "{cell}: {abroad:?}");
    }
    let json: serde_json::Value = serde_json::from_slice(&site.get("/data/practices.json").await.body).unwrap();
    let formula =
        json["practices"].as_array().unwrap().iter().find(|it| it["url"].as_str().unwrap().ends_with("/formula"));
    assert_eq!(formula.expect("the practice")["title"], "=HYPERLINK(\"https://evil.test\")");
});

both_engines!(a_file_is_asked_for_again_only_when_it_changed, |bed| async move {
    let site = Site::filled(&bed).await;
    for path in ["/en/practices.csv?country=GB", "/data/practices.json", "/fr/practices.ris"] {
        let first = site.get(path).await;
        let etag = first.header("etag").to_owned();
        let again = site.ask("GET", path, &[("if-none-match", &etag)]).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
    }
    let path = "/data/practices.json";
    let etag = site.get(path).await.header("etag").to_owned();
    a_practice("New").put(&site.store).await;
    site.app.build_index().await.unwrap();
    assert_eq!(site.ask("GET", path, &[("if-none-match", &etag)]).await.status, 200);
});

both_engines!(a_file_is_asked_for_again_when_anything_in_it_changed, |bed| async move {
    let clock = Clock::fixed(now());
    let store = bed.open(clock.clone()).await;
    fill(&store).await;
    let site = Site::over(store).await;
    let slug = "a-policy-for-neighbours-abroad";
    let id = site.app.shelf().practice_at(slug).unwrap().id;
    let etag = async |path: &str| {
        site.app.build_index().await.unwrap();
        site.get(path).await.header("etag").to_owned()
    };
    let list = "/en/practices.csv?country=IT";
    let mut seen = vec![etag(list).await];
    let mut changed = async |what: &str| {
        let now = etag(list).await;
        assert!(!seen.contains(&now), "{what}");
        seen.push(now);
    };

    let mut tx = site.store.begin().await.unwrap();
    practice_commons::store::practice_confirm(&mut tx, id, day(2026, 1, 9)).await.unwrap();
    tx.commit().await.unwrap();
    changed("it was confirmed").await;

    let origin = practice_commons::store::Origin::Source {
        source: practice_commons::domain::Id::new(),
        name: "Partner".to_owned(),
        url: "https://partner.example/p/2".to_owned(),
        read_at: now(),
    };
    let mut tx = site.store.begin().await.unwrap();
    practice_commons::store::practice_set_origin(&mut tx, id, &origin).await.unwrap();
    tx.commit().await.unwrap();
    changed("it comes from a partner, under its licence").await;

    let sql = "update collection set titles = $1";
    let titles = Json(std::collections::BTreeMap::from([(Lang::En, "Another title".to_owned())]));
    sql!(do &site.store, |c| sqlx::query(sql).bind(titles.clone()).execute(c));
    changed("its collection has another title").await;

    sql!(do &site.store, |c| sqlx::query("delete from collection_entry").execute(c));
    changed("it is in no collection").await;

    // References say on which day they were read.
    let (csv, ris) = (etag(list).await, etag("/en/practices.ris").await);
    clock.advance(std::time::Duration::from_hours(24));
    assert_eq!(etag(list).await, csv);
    assert_ne!(etag("/en/practices.ris").await, ris);
    assert!(site.get("/en/practices.ris").await.text().contains("Y2  - 2026/11/24"));
});

both_engines!(the_full_data_set_tells_each_practice_in_all_its_languages, |bed| async move {
    let site = Site::filled(&bed).await;
    let csv = site.get("/data/practices.csv").await;
    let names: Vec<String> =
        csv::Reader::from_reader(&csv.body[3..]).headers().unwrap().iter().map(str::to_owned).collect();
    let at = |name: &str| names.iter().position(|known| known == name).expect(name);
    let all = rows(&csv);
    let published = site.app.shelf().practices.len();
    assert_eq!(all.len(), published + 1, "one practice is translated");
    let of_abroad: Vec<_> =
        all.iter().filter(|row| row[at("url")].ends_with("/a-policy-for-neighbours-abroad")).collect();
    let said = |column: &str| of_abroad.iter().map(|row| row[at(column)].to_owned()).collect::<Vec<_>>();
    assert_eq!(said("language"), ["en", "fr"]);
    assert_eq!(said("translation"), ["", "human"]);
    assert_eq!(said("title"), ["A policy for neighbours abroad", "Une politique pour les voisins de l’étranger"]);
    assert_eq!(said("cities"), ["Reggio Emilia", "Reggio d’Émilie"]);
    assert_eq!(said("picture_descriptions"), ["Children reading on a carpet"; 2]);
    assert!(said("pictures")[0].starts_with(&format!("{ORIGIN}/files/")));

    let json: serde_json::Value = serde_json::from_slice(&site.get("/data/practices.json").await.body).unwrap();
    let practices = json["practices"].as_array().unwrap();
    assert_eq!((json["total"].as_u64(), practices.len()), (Some(published as u64), published));
    let abroad = practices.iter().find(|it| it["url"].as_str().unwrap().contains("neighbours-abroad")).unwrap();
    let versions = abroad["versions"].as_array().unwrap();
    assert_eq!((versions.len(), &versions[0]["language"], &versions[1]["language"]), (2, &"en".into(), &"fr".into()));
    assert_eq!(versions[1]["texts"][0]["markdown"], "La ville traite en voisins les pays quittés.");
    assert_eq!(abroad["pictures"][0]["credit"], "A. Person");
    let budget = practices.iter().find(|it| it["title"] == "Un budget pour tous").unwrap();
    assert_eq!(budget["versions"].as_array().unwrap().len(), 1);
    assert_eq!(budget["versions"][0]["url"], format!("{ORIGIN}/fr/practices/un-budget-pour-tous"));
});

both_engines!(a_file_is_sent_while_it_is_made, |bed| async move {
    use futures::StreamExt;
    let site = Site::filled(&bed).await;
    for number in 1..=200 {
        a_practice(&format!("More {number}")).telling(Field::Summary, "A long text.").put(&site.store).await;
    }
    site.app.build_index().await.unwrap();
    for path in [
        "/en/practices.csv",
        "/fr/practices.json",
        "/en/practices.ris",
        "/en/practices.bib",
        "/data/practices.csv",
        "/data/practices.json",
    ] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let body = site.router.clone().oneshot(request).await.unwrap().into_body();
        let mut chunks = body.into_data_stream();
        let (mut sizes, mut whole) = (Vec::new(), 0);
        while let Some(chunk) = chunks.next().await {
            sizes.push(chunk.unwrap().len());
            whole += sizes.last().unwrap();
        }
        // Two hundred and thirty practices, forty at a time: no part is near the whole.
        assert!(sizes.iter().filter(|size| **size > 0).count() >= 6, "{path}: {sizes:?}");
        assert!(sizes.iter().all(|size| size * 3 < whole), "{path}: {sizes:?}");
    }
});

both_engines!(a_json_feed_tells_what_the_atom_feed_tells, |bed| async move {
    let site = Site::filled(&bed).await;
    for path in ["/fr/practices", "/en/practices?country=IT", "/fr/cities/reggio-emilia", "/en/collections/covid-19"] {
        let page = site.page(path).await;
        let [href] = attributes(&page, "link[type='application/feed+json']", "href").try_into().expect("one feed");
        let answer = site.get(&href).await;
        assert_eq!(answer.header("content-type"), "application/feed+json; charset=utf-8");
        let feed: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(feed["feed_url"], format!("{ORIGIN}{href}"));
        let atom = site.get(&href.replace(".feed.json", ".atom")).await;
        let atom = atom_syndication::Feed::read_from(atom.body.as_slice()).expect("RFC 4287");
        let ids: Vec<&str> = feed["items"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
        assert_eq!(ids, atom.entries.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>(), "{path}");
        let has_content = |it: &serde_json::Value| it.get("content_html").is_some() || it.get("content_text").is_some();
        assert!(feed["items"].as_array().unwrap().iter().all(has_content));
    }
});

both_engines!(the_data_page_leads_to_everything_that_can_be_had, |bed| async move {
    let site = Site::filled(&bed).await;
    let page = site.page("/fr/data").await;
    let links = attributes(&page, "main .prose a", "href");
    for link in links.iter().filter(|link| link.starts_with('/')) {
        assert_eq!(site.get(link).await.status, 200, "{link}");
    }
    assert_eq!(links.len(), 14);
    let search = site.get("/en/opensearch.xml").await;
    assert_eq!(search.header("content-type"), "application/opensearchdescription+xml; charset=utf-8");
    let template = search.text().split("template=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let path = template.strip_prefix(ORIGIN).unwrap().replace("{searchTerms}", "voisins");
    assert_eq!(number(&word(&site.page(&path).await, "#total")), 1);
});

both_engines!(catalogues_read_what_the_data_set_is, |bed| async move {
    let site = Site::filled(&bed).await;
    let mut subjects = std::collections::BTreeMap::new();
    for path in ["/data/catalogue.ttl", "/data/topics.ttl"] {
        let answer = site.get(path).await;
        assert_eq!(answer.header("content-type"), "text/turtle; charset=utf-8");
        for triple in oxttl::TurtleParser::new().for_slice(&answer.body) {
            let triple = triple.expect("Turtle");
            let kind = subjects.entry(triple.subject.to_string()).or_insert_with(Vec::new);
            kind.push(format!("{} {}", triple.predicate, triple.object));
        }
    }
    let of_class = |class: &str| {
        subjects.values().filter(|said| said.iter().any(|it| it.ends_with(class) && it.contains("ns#type"))).count()
    };
    assert_eq!(of_class("dcat#Catalog>"), 1);
    assert_eq!((of_class("dcat#Distribution>"), of_class("dcat#DataService>")), (4, 2));
    assert_eq!(of_class("core#Concept>"), 21, "twenty topics and the theme");
    let dataset = &subjects[&format!("<{ORIGIN}/data/catalogue.ttl#practices>")];
    assert!(dataset.iter().any(|it| it.contains("terms/title> \"") && it.ends_with("@fr")), "{dataset:?}");
    // Partners' texts have licences of their own: only the description of the data set has one for all.
    let says = |part: &str, what: &str| {
        subjects[&format!("<{ORIGIN}/data/catalogue.ttl#{part}>")].iter().any(|it| it.contains(what))
    };
    assert!(says("catalogue", "terms/license>") && says("rights", "the licence of their source"));
    for part in ["practices", "csv", "json", "feed", "oai"] {
        assert!(says(part, "terms/rights>") && !says(part, "terms/license>"), "{part}");
    }
    assert!(says("csv", "dcat#downloadURL>") && !says("csv", "dcat#accessService>"));
    assert!(says("oai", "catalogue.ttl#service-oai>") && !says("oai", "dcat#downloadURL>"));
    assert!(says("service-oai", &format!("dcat#endpointURL> <{ORIGIN}/oai>")));
});
