//! Contact persons, mail addresses and telephone numbers of partners' pages reach no candidate, whatever kind of source they
//! stand in, and nothing else is lost with them.

use practice_commons::{
    domain::{Candidate, Reading, SourceSettings},
    harvest::import,
};
use serde_json::json;

use super::site::{Page, Site, list, read, reader, source};

const STORY: &str = "Neighbours meet every week in the hall and cook together for whoever comes by, and the city pays the rent of the \
                     first three months for each of the forty traders.";

/// As pages, entries and records write them.
fn html(unlabelled: bool) -> String {
    let contact = if unlabelled {
        "<p>Ann Ek, ann.ek@city.example, +47 55 56 55 56</p>"
    } else {
        "<h2>Contact person</h2><p>Ann Ek<br>Head of office</p><p><a href='mailto:ann.ek@city.example'>Write to Ann Ek</a></p><p>Tel.: 55 56 55 56</p>"
    };
    format!("<p>{STORY}</p>{contact}")
}

fn of_kind(site: &Site, kind: &str, path: &str, rest: &str) -> SourceSettings {
    let file = format!(
        "name = \"P\"\nlanguage = \"en\"\nkind = \"{kind}\"\naddresses = [\"{}\"]\ncontact = \"x\"\nlimits = {{ delay = 0 }}\n{rest}",
        site.url(path)
    );
    import(&file).unwrap()
}

/// A site that tells one practice in each of the ways there are, and the settings that read them.
async fn told_in_every_way(html: &str) -> (Site, Vec<(&'static str, SourceSettings)>) {
    let site = Site::start().await;
    let page = format!(
        "<html lang=en><title>A market for all</title><h1>A market for all</h1><article class=body>{html}</article></html>"
    );
    site.put("/list", Page::html(list(&[1]))).put("/p/1", Page::html(page));
    let escaped = html.replace('<', "&lt;");
    let feed = format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>P</title><item><guid>a</guid><title>A market for all</title>\
         <link>{}</link><description>{escaped}</description></item></channel></rss>",
        site.url("/p/1")
    );
    site.put("/feed", Page::of("application/rss+xml", feed));
    let url = site.url("/p/1");
    site.put(
        "/api",
        Page::of("application/json", json!([{"id": 1, "title": "A market for all", "content": html}]).to_string()),
    );
    let thing = json!({"@type": "Article", "url": url, "headline": "A market for all", "articleBody": html});
    site.put(
        "/ld",
        Page::html(format!(
            "<script type='application/ld+json'>{}</script>",
            thing.to_string().replace('<', "\\u003c")
        )),
    );
    let record = format!(
        "<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><responseDate>2026-03-01T10:00:00Z</responseDate><ListRecords><record><header>\
         <identifier>oai:r:1</identifier><datestamp>2026-01-01</datestamp></header><metadata><oai_dc:dc xmlns:oai_dc='o' xmlns:dc='d'>\
         <dc:title>A market for all</dc:title><dc:description>{escaped}</dc:description></oai_dc:dc></metadata></record></ListRecords></OAI-PMH>"
    );
    site.put("/oai?verb=ListRecords&metadataPrefix=oai_dc", Page::of("text/xml", record));
    let package = json!({"success": true, "result": {"count": 1, "results": [{"id": "a", "name": "a", "title": "A market for all",
        "notes": html, "maintainer": "Ann Ek", "maintainer_email": "ann.ek@city.example", "author": "Ann Ek"}]}});
    let asked = "/api/3/action/package_search?sort=metadata_created+asc&rows=100&start=0";
    site.put(asked, Page::of("application/json", package.to_string()));
    let map =
        format!("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{url}</loc></url></urlset>");
    site.put("/sitemap.xml", Page::of("application/xml", map));
    let unruled = "[listing]\ncard = \".card\"\nlink = \"a\"\n";
    let ruled = format!("{unruled}[[fields.title]]\nselect = \"h1\"\n[[fields.process]]\nselect = \".body\"\n");
    let settings = vec![
        ("pages by rules", of_kind(&site, "pages", "/list", &ruled)),
        ("pages without rules", of_kind(&site, "pages", "/list", unruled)),
        ("feed", of_kind(&site, "feed", "/feed", "")),
        ("json", of_kind(&site, "json", "/api", "[json]\nid = \"/id\"\n")),
        ("json-ld", of_kind(&site, "json_ld", "/ld", "")),
        ("oai", of_kind(&site, "oai", "/oai", "")),
        ("ckan", of_kind(&site, "ckan", "", "")),
        ("sitemap", of_kind(&site, "sitemap", "/sitemap.xml", "")),
    ];
    (site, settings)
}

fn everything(candidate: &Candidate) -> String {
    let fields = candidate.draft.fields().map(|(_, text)| text.to_owned());
    let quotes = candidate.origins.values().flatten().map(|origin| origin.quote.clone());
    let readings = candidate.readings.iter().map(|reading| reading.text.clone());
    fields.chain(quotes).chain(readings).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn contacts_are_left_out_of_every_kind_of_source_and_it_is_said() {
    for is_unlabelled in [false, true] {
        let (site, kinds) = told_in_every_way(&html(is_unlabelled)).await;
        for (kind, settings) in kinds {
            let reading: Reading = read(&reader(&site), &settings).await;
            let [candidate] = &reading.candidates[..] else {
                panic!("{kind}: {:?} {:?}", reading.outcome, reading.notes)
            };
            let said = everything(candidate);
            let plain = said.split_whitespace().collect::<Vec<_>>().join(" ");
            for private in ["Ann", "Ek", "city.example", "55 56", "@", "mailto"] {
                assert!(!said.contains(private), "{kind}: {private} in {said}");
            }
            assert!(plain.contains("Neighbours meet every week") && plain.contains("forty traders"), "{kind}: {said}");
            let notes: Vec<&str> = candidate.notes.iter().map(|note| note.phrase.as_str()).collect();
            assert!(notes.contains(&"source-note-personal"), "{kind}: {notes:?}");
        }
    }
}

#[tokio::test]
async fn what_is_no_contact_stays() {
    let html = format!(
        "<p>{STORY}</p><p>Between 01.02.2016 and 03.04.2016 the hall was open, and 120 000 000 people read of it.</p>"
    );
    let (site, kinds) = told_in_every_way(&html).await;
    for (kind, settings) in kinds {
        let reading = read(&reader(&site), &settings).await;
        let said = everything(&reading.candidates[0]);
        assert!(said.contains("01.02.2016") && said.contains("120 000 000"), "{kind}: {said}");
        assert!(!reading.candidates[0].notes.iter().any(|note| note.phrase == "source-note-personal"), "{kind}");
    }
    // The settings of a source are read as they are.
    assert!(!source(&site).fields.is_empty());
}
