use practice_commons::{
    domain::{CleanText, Lang, Timestamp},
    press::{Entry, Feed},
};
use proptest::prelude::*;
use uuid::Uuid;

use super::{at, holdable};

fn a_feed() -> Feed {
    Feed {
        id: "https://commons.example/en/practices.atom".to_owned(),
        title: "Practices".to_owned(),
        subtitle: "Topic: Education".to_owned(),
        lang: Lang::En,
        publisher: "Practice Commons".to_owned(),
        url: "https://commons.example/en/practices.atom?topic=education&page=2".to_owned(),
        page_url: "https://commons.example/en/practices?topic=education".to_owned(),
        next: None,
        previous: Some("https://commons.example/en/practices.atom?topic=education".to_owned()),
        updated_at: at(0),
        entries: vec![an_entry()],
    }
}

fn an_entry() -> Entry {
    Entry {
        id: Uuid::from_u128(5),
        title: "Maison & quartier <ouverts>".to_owned(),
        language: Some("fr".to_owned()),
        urls: vec![
            (Lang::En, "https://commons.example/en/practice/5".to_owned()),
            (Lang::Fr, "https://commons.example/fr/pratique/5".to_owned()),
        ],
        published_at: at(-60),
        updated_at: at(60),
        authors: vec!["Genève".to_owned(), "Πάτρα".to_owned()],
        topics: vec![("education".to_owned(), "Education".to_owned())],
        summary: "Deux maisons s’ouvrent.".to_owned(),
        content: Some(CleanText::from_markdown("Deux *maisons* & un jardin.").to_html()),
    }
}

fn read(xml: &str) -> atom_syndication::Feed {
    atom_syndication::Feed::read_from(xml.as_bytes()).expect("an Atom feed")
}

#[test]
fn a_feed_says_what_rfc_4287_wants() {
    let xml = a_feed().to_xml().unwrap();
    insta::assert_snapshot!(xml.replace("><", ">\n<"));
    let feed = read(&xml);
    assert_eq!(feed.updated.to_rfc3339(), "2024-05-01T10:21:30+00:00", "as new as its newest entry");
    assert_eq!(feed.entries[0].title.as_str(), "Maison & quartier <ouverts>");
    let reading = feedparser_rs::parse(xml.as_bytes()).unwrap();
    assert!(!reading.bozo);
    assert_eq!(reading.entries.len(), 1);
}

#[test]
fn an_empty_feed_is_a_feed() {
    let feed = Feed { entries: Vec::new(), subtitle: String::new(), ..a_feed() };
    let feed = read(&feed.to_xml().unwrap());
    assert_eq!((feed.entries.len(), feed.subtitle), (0, None));
    assert_eq!(feed.updated.to_rfc3339(), "2024-05-01T10:20:30+00:00");
}

#[test]
fn an_entry_without_content_has_a_summary() {
    let entry = Entry { content: None, summary: String::new(), ..an_entry() };
    let xml = Feed { entries: vec![entry], ..a_feed() }.to_xml().unwrap();
    assert!(xml.contains("<summary"));
}

proptest! {
    #[test]
    fn no_text_breaks_a_feed(title in ".{0,40}|[\0-\u{20}<>&\"'\\]]{0,20}", at in any::<i64>()) {
        let at = Timestamp::from_micros(at);
        let entry = Entry {
            title: title.clone(),
            authors: vec![title.clone()],
            topics: vec![(title.clone(), title.clone())],
            language: Some(title.clone()),
            urls: vec![(Lang::En, title.clone())],
            updated_at: at,
            ..an_entry()
        };
        let xml = Feed { entries: vec![entry], updated_at: at, ..a_feed() }.to_xml().unwrap();
        prop_assert_eq!(holdable(&xml), xml.clone());
        let feed = read(&xml);
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(squeezed(feed.entries[0].title.as_str()), squeezed(&holdable(&title)));
    }
}
