//! Questions nobody should ask (reliability.md, W7, W9, W15, W18): bounded, answered, and never an error of ours.

use super::*;
use crate::support::store::both_engines;

const NAMES: [&str; 10] = ["q", "topic", "country", "city", "year", "collection", "sort", "page", "from", "to"];

fn values() -> Vec<String> {
    let fixed = [
        "",
        " ",
        "-1",
        "0",
        "+1",
        "01",
        "1e3",
        "999999999999999999999999",
        "9223372036854775808",
        "-9223372036854775809",
        "NaN",
        "(select 1)",
        "' or 1=1 --",
        "\"unbalanced",
        "\"\"",
        "AND OR NOT NEAR",
        "title:school*",
        "(a+)+$",
        "***",
        "the of and a",
        "\0",
        "\u{202e}evil",
        "\u{feff}",
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "%s%n%00",
        "🏳️‍🌈",
        "ﷺ",
        "İıſẞ",
    ];
    let long = ["word ".repeat(10_000), "ž".repeat(5_000)];
    fixed.into_iter().map(str::to_owned).chain(long).collect()
}

both_engines!(no_question_is_too_weird, |bed| async move {
    let site = Site::filled(&bed).await;
    let values = values();
    assert_eq!(NAMES.len() * values.len(), 320);
    for (name, value) in NAMES.iter().flat_map(|name| values.iter().map(move |value| (name, value))) {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish();
        let shown: String = query.chars().take(60).collect();
        let (address, answer) = site.follow(&format!("/en/practices?{query}")).await;
        assert_eq!(answer.status, 200, "{shown}");
        assert!(address.len() < 3_000, "{shown}: {} bytes", address.len());
        assert!(!answer.text().contains("<script>alert"), "{shown}");
        assert_eq!(site.get(&format!("/fr/practices.atom?{query}")).await.status, 200, "feed {shown}");
    }
});

both_engines!(the_name_of_another_thing_is_nobodys_name, |bed| async move {
    let site = Site::filled(&bed).await;
    let shelf = site.app.shelf();
    let practice = shelf.practice_at("welcome-week").unwrap();
    let (id, city) = (practice.id, practice.record.cities[0].id.unwrap());
    // Ids of other kinds of things, and names of things under the address of another kind.
    let mut missing = Vec::new();
    for path in [
        format!("/en/practices/{id}"),
        format!("/en/practices/{city}"),
        "/en/practices/lodz".to_owned(),
        "/en/practices/covid-19".to_owned(),
        "/en/cities/welcome-week".to_owned(),
        "/en/collections/lodz".to_owned(),
        "/en/collections/welcome-week".to_owned(),
        "/en/topics/lodz".to_owned(),
        "/en/topics/covid-19".to_owned(),
        "/en/countries/welcome-week".to_owned(),
        "/en/practices/not-yet".to_owned(),
        "/en/practices/no-such-practice".to_owned(),
    ] {
        let answer = site.get(&path).await;
        assert_eq!(answer.status, 404, "{path}");
        // Nothing tells a thing of another kind from nothing at all, but the address and the request's own id.
        let (own, address) = (answer.header("x-request-id").to_owned(), &path[3..]);
        missing.push(answer.text().replace(&own, "ID").replace(address, "ADDRESS"));
    }
    missing.sort_unstable();
    missing.dedup();
    assert_eq!(missing.len(), 1, "{missing:#?}");

    let strange =
        [city.to_string(), "+1".to_owned(), "1e3".to_owned(), "01".to_owned(), "%00".to_owned(), "-1".to_owned()];
    for name in &strange {
        let answer = site.get(&format!("/api/v1/practices/{name}")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (404, "application/problem+json"),
            "{name}"
        );
    }
    let mut said = Vec::new();
    for identifier in [
        format!("oai:practices.example:{city}"),
        format!("oai:evil.test:{id}"),
        format!("oai:practices.example:{id}:{id}"),
        "oai:practices.example:0198c0de-0000-7000-8000-000000000000".to_owned(),
        "oai:practices.example:9223372036854775808".to_owned(),
        "%00".to_owned(),
        id.to_string(),
    ] {
        let answer =
            site.get(&format!("/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier={identifier}")).await.text();
        assert!(answer.contains("<error code=\"idDoesNotExist\">"), "{identifier}: {answer}");
        if identifier != "%00" {
            said.push(answer.replace(&identifier, "ID"));
        }
    }
    said.sort_unstable();
    said.dedup();
    assert_eq!(said.len(), 1, "{said:#?}");
});

both_engines!(what_is_not_published_is_nowhere, |bed| async move {
    let site = Site::filled(&bed).await;
    // One is to come, and its picture with it; one was withdrawn. Each way to either is as good as none, or says "gone"
    // (SECURITY.md, exceptions: W7).
    let blob = site.store.blobs().put(b"a picture to come".to_vec(), Kept::Plain).await.unwrap();
    let picture = record::Picture {
        blob: blob.to_string(),
        media_type: "image/png".to_owned(),
        width: 4,
        height: 3,
        alt: "A draft".to_owned(),
        credit: "A. Person".to_owned(),
        licence: "CC BY 4.0".to_owned(),
    };
    let draft = a_practice("A draft").at("a-draft").published(day(2027, 2, 1)).with_picture(picture);
    let id = draft.put(&site.store).await;
    site.app.build_index().await.unwrap();
    for ending in ["", ".ris", ".bib", ".csl.json", ".pdf"] {
        for lang in ["en", "fr"] {
            assert_eq!(site.get(&format!("/{lang}/practices/a-draft{ending}")).await.status, 404, "{ending}");
            assert_eq!(site.get(&format!("/{lang}/practices/taken-back{ending}")).await.status, 410, "{ending}");
        }
    }
    for path in [
        "/en/practices/a-draft?text=original".to_owned(),
        format!("/files/{blob}"),
        format!("/files/{blob}-352"),
        format!("/api/v1/practices/{id}"),
        "/api/v1/practices/a-draft".to_owned(),
    ] {
        assert_eq!(site.get(&path).await.status, 404, "{path}");
    }
    // Programs are told of it what they are told of nothing at all, to the byte.
    let nothing = site.get("/api/v1/practices/no-such-practice").await;
    assert_eq!(nothing.status, 404);
    for name in [id.to_string(), "a-draft".to_owned(), "taken-back".to_owned()] {
        let answer = site.get(&format!("/api/v1/practices/{name}")).await;
        assert_eq!((answer.status, answer.text()), (nothing.status, nothing.text()), "{name}");
    }
    // The desk asks everybody to sign in, whether the thing is there or not (SECURITY.md, exceptions: W9).
    for path in [
        format!("/desk/items/{id}"),
        format!("/desk/items/{id}?tab=history"),
        format!("/desk/items/{id}?tab=source"),
        format!("/desk/items/{id}/preview"),
        format!("/desk/items/{id}/files/{blob}"),
        format!("/desk/published/{id}"),
        format!("/desk/snapshots/{id}"),
    ] {
        let answer = site.get(&path).await;
        assert_eq!(answer.status, 303, "{path}");
        assert!(answer.location().unwrap().starts_with("/desk/sign-in"), "{path}");
    }
    // A booklet takes what is published and leaves the rest out.
    let booklet = site.get("/en/booklet.pdf?practice=a-draft").await;
    assert_ne!(booklet.status, 200, "a booklet of nothing");
    for path in [
        "/en/practices",
        "/en/practices.csv",
        "/data/practices.json",
        "/en/practices.atom",
        "/en/practices.bib",
        "/sitemap.xml",
        "/oai?verb=ListRecords&metadataPrefix=practice",
    ] {
        assert!(!site.get(path).await.text().contains("A draft"), "{path}");
        assert!(!site.get(path).await.text().contains("a-draft"), "{path}");
    }
});

both_engines!(no_address_is_too_weird, |bed| async move {
    let site = Site::filled(&bed).await;
    let many: String = (0..3_000).map(|number| format!("topic=roma&x{number}=%")).collect::<Vec<_>>().join("&");
    for query in ["%", "%%%", "&&&&", "=", "a=b=c", "q=%ff%fe", "topic[]=roma", many.as_str(), "q=a;topic=roma", "?"] {
        let (_, answer) = site.follow(&format!("/en/practices?{query}")).await;
        assert_eq!(answer.status, 200, "{}", &query[..query.len().min(40)]);
    }
    let names = [
        "+1",
        "-1",
        "0",
        "9223372036854775808",
        "1e3",
        "01",
        "%00",
        "0198c0de-0000-7000-8000-000000000000",
        "..",
        "%2e%2e%2f",
        "a%2fb",
        "A",
        "%F0%9F%98%80",
        "%c3%28",
    ];
    for name in names {
        for path in ["practices", "cities", "collections", "nothing"] {
            let answer = site.get(&format!("/en/{path}/{name}")).await;
            assert_eq!(answer.status, 404, "{path}/{name}");
            assert_eq!(word(&answer.html(), "h1"), "There is no page here", "{path}/{name}");
        }
    }
});
