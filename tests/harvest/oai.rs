//! Repositories that speak OAI-PMH 2.0.

use practice_commons::{
    domain::{
        Field, SourceSettings,
        candidate::{Change, GoneWhy},
        reading::{FetchFault, Outcome, Rules},
    },
    harvest::import,
};

use super::site::{Page, Site, phrases_of, read, reader};

const ALL: &str = "/oai?verb=ListRecords&metadataPrefix=oai_dc&set=practices";

fn source(site: &Site) -> SourceSettings {
    let file = format!(
        "name = \"R\"\nkind = \"oai\"\naddresses = [\"{}\"]\ncontact = \"x\"\nlimits = {{ delay = 0 }}\noai = {{ set = \"practices\" }}\n",
        site.url("/oai")
    );
    import(&file).unwrap()
}

fn answer(at: &str, inner: &str) -> Page {
    let body = format!(
        "<?xml version='1.0' encoding='UTF-8'?><OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><responseDate>{at}</responseDate>\
         <request verb='ListRecords'>x</request>{inner}</OAI-PMH>"
    );
    Page::of("text/xml", body)
}

fn list(at: &str, records: &str, token: &str) -> Page {
    let token = if token.is_empty() { String::new() } else { format!("<resumptionToken>{token}</resumptionToken>") };
    answer(at, &format!("<ListRecords>{records}{token}</ListRecords>"))
}

fn record(number: usize, text: &str) -> String {
    format!(
        "<record><header><identifier>oai:r:{number}</identifier><datestamp>2026-01-0{number}T00:00:00Z</datestamp><setSpec>practices</setSpec></header>\
         <metadata><oai_dc:dc xmlns:oai_dc='o' xmlns:dc='d'><dc:title>Practice {number}</dc:title><dc:description>{text}</dc:description>\
         <dc:identifier>http://repository.example/{number}</dc:identifier><dc:language>en</dc:language></oai_dc:dc></metadata></record>"
    )
}

fn deleted(number: usize) -> String {
    format!(
        "<record><header status='deleted'><identifier>oai:r:{number}</identifier><datestamp>2026-03-02T00:00:00Z</datestamp></header></record>"
    )
}

#[tokio::test]
async fn a_repository_is_read_whole_once_and_then_what_has_changed() {
    let site = Site::start().await;
    site.put(ALL, list("2026-03-01T10:00:00Z", &(record(1, "a") + &record(2, "b")), "t 1"));
    site.put("/oai?verb=ListRecords&resumptionToken=t+1", list("2026-03-01T10:00:09Z", &record(3, "c"), ""));
    let (reader, settings) = (reader(&site), source(&site));
    let first = read(&reader, &settings).await;
    assert_eq!((first.outcome.clone(), first.candidates.len(), first.counts.listed), (Outcome::Ok, 3, 3));
    let candidate = &first.candidates[0];
    assert_eq!((candidate.external_id.as_str(), candidate.url.as_str()), ("oai:r:1", "http://repository.example/1"));
    assert_eq!(candidate.draft.get(Field::Title), "Practice 1");
    assert_eq!(candidate.draft.get(Field::Summary), "a");

    let since = |moment: &str| format!("{ALL}&from={}", moment.replace(':', "%3A"));
    site.put(
        &since("2026-03-01T10:00:00Z"),
        answer("2026-03-02T10:00:00Z", "<error code='noRecordsMatch'>none</error>"),
    );
    site.asked();
    let second = reader.read(&settings, &first.known).await;
    assert_eq!(second.outcome, Outcome::NothingNew);
    assert_eq!((second.unchanged.len(), second.counts.listed), (3, 3));
    assert_eq!(site.asked(), [since("2026-03-01T10:00:00Z")], "one small answer says that nothing is new");

    site.put(
        &since("2026-03-01T10:00:00Z"),
        list("2026-03-03T10:00:00Z", &(record(1, "changed") + &deleted(2) + &record(4, "new") + &deleted(9)), ""),
    );
    let third = reader.read(&settings, &second.known).await;
    let changes: Vec<_> =
        third.candidates.iter().map(|candidate| (candidate.external_id.as_str(), candidate.change)).collect();
    assert_eq!(changes, [("oai:r:1", Change::Changed), ("oai:r:4", Change::New)]);
    let gone: Vec<_> = third.gone.iter().map(|gone| (gone.external_id.as_str(), gone.why.clone())).collect();
    assert_eq!(gone, [("oai:r:2", GoneWhy::Missing)]);
    assert_eq!(third.unchanged, ["oai:r:3".into()]);
    site.put(
        &since("2026-03-03T10:00:00Z"),
        answer("2026-03-04T10:00:00Z", "<error code='noRecordsMatch'>none</error>"),
    );
    assert_eq!(reader.read(&settings, &third.known).await.outcome, Outcome::NothingNew);
}

#[tokio::test]
async fn a_list_that_breaks_off_is_begun_again_from_where_it_began() {
    let site = Site::start().await;
    site.put(ALL, list("2026-03-01T10:00:00Z", &record(1, "a"), "t1"));
    let next = "/oai?verb=ListRecords&resumptionToken=t1";
    site.put(next, answer("2026-03-01T10:00:01Z", "<error code='badResumptionToken'>expired</error>"));
    let (reader, settings) = (reader(&site), source(&site));
    let first = read(&reader, &settings).await;
    assert_eq!(first.outcome, Outcome::Failed(FetchFault::Declined { said: "badResumptionToken".to_owned() }));
    assert_eq!(first.candidates.len(), 1, "what was read before counts");
    assert!(first.gone.is_empty());
    site.put(next, list("2026-03-01T10:00:02Z", &record(2, "b"), "t1"));
    let circle = reader.read(&settings, &first.known).await;
    assert!(matches!(circle.outcome, Outcome::Failed(FetchFault::Declined { .. })), "a token that leads to itself");
    site.put(next, list("2026-03-01T10:00:02Z", &record(2, "b"), ""));
    let again = reader.read(&settings, &circle.known).await;
    assert_eq!(again.outcome, Outcome::NothingNew);
    assert_eq!(again.known.items.len(), 2);
}

#[tokio::test]
async fn errors_of_repositories_are_named() {
    let site = Site::start().await;
    let (reader, settings) = (reader(&site), source(&site));
    for code in ["badArgument", "badVerb", "cannotDisseminateFormat", "noSetHierarchy"] {
        site.put(ALL, answer("2026-03-01T10:00:00Z", &format!("<error code='{code}'>x</error>")));
        assert_eq!(
            read(&reader, &settings).await.outcome,
            Outcome::Failed(FetchFault::Declined { said: code.to_owned() })
        );
    }
    site.put(ALL, answer("2026-03-01T10:00:00Z", "<error code='noRecordsMatch'/>"));
    assert_eq!(read(&reader, &settings).await.outcome, Outcome::FoundNothing(Rules::Listing));
    site.put(ALL, Page::html("<p>Moved"));
    assert_eq!(read(&reader, &settings).await.outcome, Outcome::Failed(FetchFault::NotOai));
    let laughs = "<!DOCTYPE r [<!ENTITY a 'ha'>]><OAI-PMH><ListRecords>&a;</ListRecords></OAI-PMH>";
    site.put(ALL, Page::of("text/xml", laughs));
    assert_eq!(read(&reader, &settings).await.outcome, Outcome::Failed(FetchFault::Dtd));
    site.put(ALL, Page::status(503).with("retry-after", "120"));
    assert_eq!(read(&reader, &settings).await.outcome, Outcome::Failed(FetchFault::SlowDown { seconds: 120 }));
}

#[tokio::test]
async fn a_large_repository_is_taken_in_by_several_runs() {
    let site = Site::start().await;
    let records: String = (1..=5).map(|number| record(number, "a")).collect();
    site.put(ALL, list("2026-03-01T10:00:00Z", &records, ""));
    let (reader, mut settings) = (reader(&site), source(&site));
    settings.limits.items = 3;
    let first = read(&reader, &settings).await;
    assert_eq!((first.candidates.len(), phrases_of(&first)), (3, vec!["source-note-item-cap"]));
    let second = reader.read(&settings, &first.known).await;
    assert_eq!((second.candidates.len(), second.unchanged.len()), (2, 3));
    assert!(second.gone.is_empty());
}
