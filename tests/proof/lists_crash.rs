//! The program is killed again and again while it reads lists that tell their practices themselves: it goes on at the page,
//! cursor or token it had come to, and where that is not there any more, it begins the list anew.

use std::time::Duration;

use practice_commons::{domain::SourceSettings, harvest::import};

use super::siege::Siege;
use crate::{
    harvest::site::{Page, Site, feed_at},
    support::store::both_engines,
};

/// In one answer.
const RECORDS: usize = 10;
const KILLS: usize = 6;
/// A program that is killed has asked for one page that it had no time to put away, and for the one it goes on with.
const AGAIN: usize = KILLS * 2;
const PRACTICES: usize = 400;
const OAI: &str = "/oai?verb=ListRecords&metadataPrefix=oai_dc";

fn settings(site: &Site, kind: &str, path: &str, rest: &str) -> SourceSettings {
    let file = format!(
        "name = \"Partner\"\nlanguage = \"en\"\nkind = \"{kind}\"\naddresses = [\"{}\"]\ncontact = \"x\"\nlimits = {{ delay = 0 }}\n{rest}",
        site.url(path)
    );
    let mut settings = import(&file).expect("settings");
    settings.limits.items = 5_000;
    settings
}

/// Answers come slowly enough for a kill to meet them.
fn slow(page: Page) -> Page {
    page.after(Duration::from_millis(20))
}

fn projects(page: usize) -> String {
    let first = (page - 1) * RECORDS + 1;
    let project = |number| {
        format!(
            "{{\"id\": {number}, \"title\": \"Practice {number}\", \"content\": \"Soup {number}.\", \"link\": \"/p/{number}\"}}"
        )
    };
    (first..first + RECORDS).map(project).collect::<Vec<_>>().join(",")
}

both_engines!(a_cursor_is_taken_up_where_it_was_left, |bed| async move {
    let site = Site::start().await;
    let pages = PRACTICES / RECORDS;
    for page in 1..=pages {
        let path = if page == 1 { "/api".to_owned() } else { format!("/api?cursor=c{page}") };
        let next = if page == pages { "null".to_owned() } else { format!("\"c{}\"", page + 1) };
        let body = format!("{{\"items\": [{}], \"next\": {next}}}", projects(page));
        site.put(&path, slow(Page::of("application/json", body)));
    }
    let rest = "[json]\nitems = \"/items\"\nid = \"/id\"\ncursor = { path = \"/next\", parameter = \"cursor\" }\n";
    let siege = Siege::lay(&bed, &site, &settings(&site, "json", "/api", rest), PRACTICES).await;
    siege.kill_at_random(KILLS, pages).await;
    siege.end_well().await;
    siege.assert_each_once().await;
    siege.assert_asked_again(KILLS, AGAIN);
});

both_engines!(a_numbered_list_is_taken_up_where_it_was_left, |bed| async move {
    let site = Site::start().await;
    let pages = PRACTICES / RECORDS;
    for page in 1..=pages {
        let body = format!("{{\"items\": [{}]}}", projects(page));
        site.put(&format!("/api?page={page}"), slow(Page::of("application/json", body)));
    }
    let numbered = format!("numbered = {{ address = \"{}\", first = 2 }}", site.url("/api?page={page}"));
    let rest = format!("[json]\nitems = \"/items\"\nid = \"/id\"\n{numbered}\n");
    let siege = Siege::lay(&bed, &site, &settings(&site, "json", "/api?page=1", &rest), PRACTICES).await;
    siege.kill_at_random(KILLS, pages).await;
    siege.end_well().await;
    siege.assert_each_once().await;
    siege.assert_asked_again(KILLS, AGAIN);
});

fn record(number: usize, story: &str) -> String {
    format!(
        "<record><header><identifier>oai:r:{number}</identifier><datestamp>2026-01-01</datestamp></header><metadata>\
         <oai_dc:dc xmlns:oai_dc='o' xmlns:dc='d'><dc:title>Practice {number}</dc:title><dc:description>{story}</dc:description>\
         <dc:identifier>http://repository.example/{number}</dc:identifier></oai_dc:dc></metadata></record>"
    )
}

fn oai(inner: &str) -> Page {
    slow(Page::of("text/xml", format!("<OAI-PMH><responseDate>2026-03-01T10:00:00Z</responseDate>{inner}</OAI-PMH>")))
}

/// A list of records whose tokens begin with a word; answers the addresses of its answers.
fn put_repository(site: &Site, tokens: &str, records: &[String]) -> Vec<String> {
    let answers: Vec<&[String]> = records.chunks(RECORDS).collect();
    let path = |page: usize| match page {
        1 => OAI.to_owned(),
        page => format!("/oai?verb=ListRecords&resumptionToken={tokens}{page}"),
    };
    for (page, records) in (1..).zip(&answers) {
        let token = if page == answers.len() { String::new() } else { format!("{tokens}{}", page + 1) };
        let list = format!("<ListRecords>{}<resumptionToken>{token}</resumptionToken></ListRecords>", records.concat());
        site.put(&path(page), oai(&list));
    }
    (1..=answers.len()).map(path).collect()
}

both_engines!(a_repository_is_taken_up_at_its_token, |bed| async move {
    let site = Site::start().await;
    let records: Vec<String> = (1..=PRACTICES).map(|number| record(number, &format!("Soup {number}."))).collect();
    let answers = put_repository(&site, "t", &records);
    let siege = Siege::lay(&bed, &site, &settings(&site, "oai", "/oai", ""), PRACTICES).await;
    siege.kill_at_random(KILLS, answers.len()).await;
    siege.end_well().await;
    siege.assert_each_once().await;
    siege.assert_asked_again(KILLS, AGAIN);
});

// OAI-PMH 2.0, 3.5: a token may expire. By then one record says something else, one is deleted, two have come.
both_engines!(an_expired_token_begins_the_list_anew, |bed| async move {
    let site = Site::start().await;
    let mut records: Vec<String> = (1..=60).map(|number| record(number, &format!("Soup {number}."))).collect();
    let before = put_repository(&site, "t", &records);
    let siege = Siege::lay(&bed, &site, &settings(&site, "oai", "/oai", ""), 62).await;
    siege.kill_after(4).await;
    for path in &before {
        site.put(path, oai("<error code='badResumptionToken'>it has expired</error>"));
    }
    records[6] = record(7, "Stew 7.");
    records[7] = "<record><header status='deleted'><identifier>oai:r:8</identifier></header></record>".to_owned();
    records.insert(0, record(61, "Soup 61."));
    records.push(record(62, "Soup 62."));
    put_repository(&site, "u", &records);
    siege.kill_after(2).await;
    siege.end_well().await;
    siege.assert_each_once().await;
    // The token that had expired, the list's first page, and what the second kill left on its way.
    siege.assert_asked_again(2, 3);
    assert!(siege.one("draft", 7).await.contains("Stew 7."), "what it says by now");
    assert!(siege.one("flags", 8).await.contains("gone_at_source"), "deleted before it was filed");
});

// Else a source whose tokens do not outlast a life would end one life after the other.
both_engines!(a_list_that_only_begins_anew_does_not_get_on, |bed| async move {
    let site = Site::start().await;
    let records: Vec<String> = (1..=60).map(|number| record(number, &format!("Soup {number}."))).collect();
    let siege = Siege::lay(&bed, &site, &settings(&site, "oai", "/oai", ""), 60).await;
    let mut before = put_repository(&site, "t", &records);
    siege.kill_after(4).await;
    for tokens in ["u", "v"] {
        for path in &before {
            site.put(path, oai("<error code='badResumptionToken'>it has expired</error>"));
        }
        before = put_repository(&site, tokens, &records);
        siege.kill_after(2).await;
    }
    siege.is_contained().await;
});

// A feed is one page: it is asked for once a life, and each life files what the one before did not come to.
both_engines!(a_big_feed_is_taken_up_where_it_was_left, |bed| async move {
    let site = Site::start().await;
    let entries: Vec<String> = (1..=1_000)
        .map(|number| {
            format!(
                "<item><title>Practice {number}</title><link>/p/{number}</link><guid>{number}</guid>\
                 <description>Soup {number}.</description></item>"
            )
        })
        .collect();
    let feed = format!("<rss version='2.0'><channel><title>x</title>{}</channel></rss>", entries.concat());
    site.put("/feed", Page::of("application/rss+xml", feed));
    let mut settings = feed_at(&site.url("/feed"));
    settings.limits.items = 5_000;
    let siege = Siege::lay(&bed, &site, &settings, 1_000).await;
    // More often than a run may be killed that does not get on.
    for _ in 0..5 {
        siege.kill_after(3).await;
    }
    siege.end_well().await;
    siege.assert_each_once().await;
    siege.assert_asked_again(5, 5);
});
