//! The OAI-PMH repository as a harvester meets it. With `CORPORA=folder` its answers are held against the protocol's own
//! schemas by xmllint.

use std::{fs, path::Path, process::Command};

use practice_commons::store;

use super::*;
use crate::support::store::both_engines;

async fn ask(site: &Site, query: &str) -> String {
    let answer = site.get(&format!("/oai?{query}")).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/xml; charset=utf-8"), "{query}");
    answer.text()
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

/// All answers of a list, from its first to its last part.
async fn harvest(site: &Site, verb: &str, query: &str) -> Vec<String> {
    let mut parts = vec![ask(site, &format!("verb={verb}&{query}")).await];
    loop {
        let token = between(parts.last().unwrap(), "<resumptionToken", "</resumptionToken>");
        let token = token.first().and_then(|it| it.split('>').nth(1)).unwrap_or_default().to_owned();
        if token.is_empty() {
            return parts;
        }
        parts.push(ask(site, &format!("verb={verb}&resumptionToken={token}")).await);
    }
}

both_engines!(a_harvester_reads_every_record_once_and_what_was_withdrawn, |bed| async move {
    let site = Site::filled(&bed).await;
    for number in 1..=190 {
        a_practice(&format!("More {number}")).about("refugees").put(&site.store).await;
    }
    site.app.build_index().await.unwrap();
    let parts = harvest(&site, "ListRecords", "metadataPrefix=oai_dc").await;
    let all = parts.concat();
    let mut ids = between(&all, "<identifier>", "</identifier>");
    let published = site.app.shelf().practices.len();
    assert_eq!((parts.len(), ids.len()), ((published + 1).div_ceil(50), published + 1));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), published + 1);
    assert_eq!(between(&all, "<header status=\"deleted\">", "</header>").len(), 1);
    assert_eq!(all.matches("<oai_dc:dc ").count(), published);
    assert!(parts[4].contains(&format!("completeListSize=\"{}\" cursor=\"200\"", published + 1)), "{}", parts[4]);
    let identifiers = harvest(&site, "ListIdentifiers", "metadataPrefix=practice").await.concat();
    assert_eq!(between(&identifiers, "<identifier>", "</identifier>").len(), published + 1);
    let roma = ask(&site, "verb=ListRecords&metadataPrefix=oai_dc&set=roma").await;
    assert_eq!((roma.matches("<record>").count(), roma.matches("status=\"deleted\"").count()), (1, 1));
    let narrow = ask(&site, "verb=ListIdentifiers&metadataPrefix=oai_dc&from=2023-01-02&until=2023-01-04").await;
    assert_eq!(narrow.matches("<header>").count(), 3);
});

both_engines!(a_record_says_what_the_page_says, |bed| async move {
    let site = Site::filled(&bed).await;
    let id = site.app.shelf().practices.values().find(|it| it.slug == "un-budget-pour-tous").unwrap().id;
    for (prefix, title) in [
        ("oai_dc", "<dc:title xml:lang=\"fr\">Un budget pour tous</dc:title>"),
        ("practice", "<title xml:lang=\"fr\">Un budget pour tous</title>"),
    ] {
        let query = format!("verb=GetRecord&metadataPrefix={prefix}&identifier=oai:practices.example:{id}");
        let record = ask(&site, &query).await;
        assert!(record.contains(title) && record.contains("Paris"), "{record}");
    }
});

both_engines!(a_record_moves_in_time_when_anything_told_of_it_changes, |bed| async move {
    let clock = Clock::fixed(now());
    let store = bed.open(clock.clone()).await;
    fill(&store).await;
    let site = Site::over(store).await;
    let id = site.app.shelf().practice_at("welcome-week").unwrap().id;
    let stamp = async || {
        let query = format!("verb=GetRecord&metadataPrefix=practice&identifier=oai:practices.example:{id}");
        between(&ask(&site, &query).await, "<datestamp>", "</datestamp>")[0].to_owned()
    };
    let first = stamp().await;
    clock.advance(std::time::Duration::from_hours(1));
    let mut tx = site.store.begin().await.unwrap();
    // The day the city says so may lie before the day it is written down.
    store::practice_confirm(&mut tx, id, day(2026, 1, 9)).await.unwrap();
    tx.commit().await.unwrap();
    site.catch_up().await;
    let confirmed = stamp().await;
    assert!(confirmed > first && confirmed.starts_with("2026-11-23T01:00"), "{first} {confirmed}");
    clock.advance(std::time::Duration::from_hours(1));
    let mut tx = site.store.begin().await.unwrap();
    store::practice_set_origin(&mut tx, id, &store::Origin::City).await.unwrap();
    tx.commit().await.unwrap();
    site.catch_up().await;
    assert!(stamp().await > confirmed);
    let since = ask(&site, "verb=ListIdentifiers&metadataPrefix=oai_dc&from=2026-11-23T02:00:00Z").await;
    assert_eq!(between(&since, "<identifier>", "</identifier>"), [format!("oai:practices.example:{id}")]);
});

both_engines!(every_answer_says_when_it_was_given, |bed| async move {
    let clock = Clock::fixed(now());
    let store = bed.open(clock.clone()).await;
    fill(&store).await;
    let site = Site::over(store).await;
    for second in 0..3 {
        let said = ask(&site, "verb=Identify").await;
        assert_eq!(between(&said, "<responseDate>", "</responseDate>"), [format!("2026-11-23T00:00:0{second}Z")]);
        clock.advance(std::time::Duration::from_secs(1));
    }
});

both_engines!(a_wrong_question_gets_the_protocols_own_answer, |bed| async move {
    let site = Site::filled(&bed).await;
    for (query, code) in [
        ("", "badVerb"),
        ("verb=Nonsense", "badVerb"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:practices.example:1", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=x", "idDoesNotExist"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=unknown", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2030-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=mods", "cannotDisseminateFormat"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&metadataPrefix=oai_dc&nonsense=%00%3C", "badArgument"),
    ] {
        assert!(ask(&site, query).await.contains(&format!("<error code=\"{code}\">")), "{query}");
    }
    let posted = Request::post("/oai").header("content-type", "application/x-www-form-urlencoded");
    let posted = site.send(posted.body(Body::from("verb=Identify")).unwrap()).await;
    assert!(posted.text().contains("<baseURL>https://practices.example/oai</baseURL>"));
});

both_engines!(every_answer_holds_to_the_schemas, |bed| async move {
    let Some(corpora) = std::env::var_os("CORPORA") else {
        eprintln!("left out: CORPORA is not set, so the schemas of OAI-PMH are not at hand");
        return;
    };
    let standards = Path::new(&corpora).join("standards");
    let site = Site::filled(&bed).await;
    for number in 1..=60 {
        a_practice(&format!("More {number}")).about("refugees").put(&site.store).await;
    }
    site.app.build_index().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| standards.join(name).display().to_string();
    fs::write(folder.path().join("practice-1.xsd"), site.get("/oai/practice-1.xsd").await.text()).unwrap();
    let all = format!(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\
         <xs:import namespace=\"http://www.openarchives.org/OAI/2.0/\" schemaLocation=\"{}\"/>\
         <xs:import namespace=\"http://www.openarchives.org/OAI/2.0/oai_dc/\" schemaLocation=\"{}\"/>\
         <xs:import namespace=\"urn:x-practice-commons:practice:1\" schemaLocation=\"practice-1.xsd\"/></xs:schema>",
        at("OAI-PMH.xsd"),
        at("oai_dc.xsd")
    );
    fs::write(folder.path().join("all.xsd"), all).unwrap();
    let mut catalogue = "<catalog xmlns=\"urn:oasis:names:tc:entity:xmlns:xml:catalog\">".to_owned();
    for (address, file) in [
        ("http://vo.ari.uni-heidelberg.de/docs/schemata/simpledc20021212.xsd", "simpledc20021212.xsd"),
        ("http://www.w3.org/2001/03/xml.xsd", "xml.xsd"),
        ("http://www.w3.org/2001/xml.xsd", "xml.xsd"),
    ] {
        let uri = at(file);
        for part in
            ["<system systemId=\"", address, "\" uri=\"", &uri, "\"/><uri name=\"", address, "\" uri=\"", &uri, "\"/>"]
        {
            catalogue.push_str(part);
        }
    }
    fs::write(folder.path().join("catalogue.xml"), catalogue + "</catalog>").unwrap();
    let id = site.app.shelf().practices.values().next().unwrap().id;
    let get = |prefix: &str| format!("verb=GetRecord&metadataPrefix={prefix}&identifier=oai:practices.example:{id}");
    let goes_on = async |list: &str| {
        let parts = harvest(&site, "ListRecords", list).await;
        assert!(parts.len() > 1, "a list of several parts");
        between(parts.first().unwrap(), "<resumptionToken", "</resumptionToken>")[0]
            .split('>')
            .nth(1)
            .unwrap()
            .to_owned()
    };
    let (resumed, narrow) =
        (goes_on("metadataPrefix=oai_dc").await, goes_on("metadataPrefix=practice&set=refugees").await);
    for query in [
        "verb=Identify",
        "verb=ListSets",
        "verb=ListMetadataFormats",
        "verb=ListIdentifiers&metadataPrefix=oai_dc",
        "verb=ListRecords&metadataPrefix=oai_dc",
        "verb=ListRecords&metadataPrefix=practice",
        "verb=Nonsense&a=b",
        &get("oai_dc"),
        &get("practice"),
        &format!("verb=ListRecords&resumptionToken={resumed}"),
        &format!("verb=ListRecords&resumptionToken={narrow}"),
        "verb=ListRecords&resumptionToken=x",
    ] {
        let file = folder.path().join("answer.xml");
        fs::write(&file, ask(&site, query).await).unwrap();
        let held = Command::new("xmllint")
            .args(["--nonet", "--noout", "--schema"])
            .arg(folder.path().join("all.xsd"))
            .arg(&file)
            .env("XML_CATALOG_FILES", folder.path().join("catalogue.xml"))
            .output()
            .expect("xmllint is there");
        assert!(held.status.success(), "{query}: {}", String::from_utf8_lossy(&held.stderr));
    }
});
