//! From an address to offers, on the ten partner sites.

use std::time::Duration;

use practice_commons::{
    domain::{
        Field,
        candidate::Known,
        reading::{Outcome, Rules},
        source::{FieldRule, Part, WebAddress},
    },
    harvest::{Discovery, Offer, SHOWN, import},
};

use super::site::{Page, Site, raw_server, reader, reader_to, source};
use crate::support::partner::Partner;

const PATIENCE: Duration = Duration::from_secs(20);

async fn discover(partner: &Partner) -> Discovery {
    let address = WebAddress::parse(&partner.paste).unwrap();
    reader(&partner.site).discover(&address, PATIENCE).await
}

/// The best offer shows the first practices of the site as they are, and a run by its settings finds all of them.
async fn assert_first_offer_reads(name: &str) {
    let partner = Partner::serve(name).await;
    let found = discover(&partner).await;
    let Some(Offer { settings, reading, .. }) = found.offers.first() else {
        panic!("{name}: nothing was offered: {:?}", found.notes)
    };
    let titles: Vec<&str> = reading.candidates.iter().map(|candidate| candidate.draft.get(Field::Title)).collect();
    assert_eq!(titles.len(), SHOWN as usize, "{name}: {titles:?}");
    for candidate in &reading.candidates {
        let faults = partner.record(candidate.draft.get(Field::Title)).faults(&candidate.draft);
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
    let mut settings = import(&settings.to_toml()).unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
    settings.limits.delay = 0;
    let run = reader(&partner.site).read(&settings, &Known::default()).await;
    assert_eq!(run.outcome, Outcome::Ok, "{name}");
    let mut read: Vec<&str> = run.candidates.iter().map(|candidate| candidate.draft.get(Field::Title)).collect();
    let mut expected: Vec<&str> = partner.records.iter().map(|record| record.title.as_str()).collect();
    read.sort_unstable();
    expected.sort_unstable();
    assert_eq!(read, expected, "{name}");
}

macro_rules! sites {
    ($($story:ident: $name:literal;)*) => {
        $(#[tokio::test]
        async fn $story() {
            assert_first_offer_reads($name).await;
        })*
    };
}

sites! {
    a_list_with_numbered_pages_is_found: "numbered";
    a_list_that_goes_on_by_a_cursor_is_found: "cursor";
    a_list_with_a_load_more_button_is_found: "load-more";
    a_list_of_news_is_found_beside_the_most_read: "dates-in-text";
    a_list_in_broken_markup_is_found: "broken";
    a_list_under_a_cookie_banner_is_found: "banner";
    a_list_of_several_languages_is_found: "mixed";
    a_feed_the_page_names_is_found: "feed";
    the_data_that_fills_a_page_is_found: "scripted";
    the_practices_of_a_sitemap_are_found: "sitemap";
}

async fn nothing_at(site: &Site, path: &str) -> Vec<String> {
    let address = WebAddress::parse(&site.url(path)).unwrap();
    let found = reader(site).discover(&address, PATIENCE).await;
    assert!(found.offers.is_empty(), "{:?}", found.offers.iter().map(|offer| &offer.how).collect::<Vec<_>>());
    found.notes.into_iter().map(|note| note.phrase).collect()
}

#[tokio::test]
async fn where_nothing_is_found_the_reason_is_named() {
    let site = Site::start().await;
    let menu = "<nav><ul><li><a href=/a>About us and our work</a><li><a href=/b>Where to find us</a><li><a href=/c>What others say of us</a></ul></nav>";
    site.put("/login", Page::html(format!("<html>{menu}<form><input type=password></form>")));
    site.put("/scripted", Page::html("<html><body><div id=app></div><script>start()</script>"));
    site.put("/plain", Page::html(format!("<html>{menu}<p>{}", "Nothing to list here. ".repeat(40))));
    site.put("/picture", Page::of("image/png", "x"));
    site.put("/robots.txt", Page::of("text/plain", "User-agent: *\nDisallow: /closed"));
    assert_eq!(nothing_at(&site, "/login").await, ["source-note-login", "source-find-nothing"]);
    assert_eq!(nothing_at(&site, "/scripted").await, ["source-note-scripts", "source-find-nothing"]);
    assert_eq!(nothing_at(&site, "/plain").await, ["source-find-nothing"]);
    assert_eq!(nothing_at(&site, "/picture").await, ["source-fault-media-type"]);
    assert_eq!(nothing_at(&site, "/closed").await, ["source-refused-robots"]);
    assert_eq!(nothing_at(&site, "/missing").await, ["source-fault-status"]);
}

#[tokio::test]
async fn a_search_reaches_nothing_that_is_not_public() {
    let inside = Site::start().await;
    inside.put("/secret", Page::html("x"));
    let site = Site::start().await;
    site.put("/away", Page::redirect(&inside.url("/secret")));
    site.put(
        "/feeds",
        Page::html(format!("<link rel=alternate type=application/rss+xml href={}>", inside.url("/secret"))),
    );
    for path in ["/away", "/feeds"] {
        assert!(!nothing_at(&site, path).await.is_empty());
    }
    let address = WebAddress::parse(&inside.url("/secret")).unwrap();
    assert!(reader(&site).discover(&address, PATIENCE).await.offers.is_empty());
    assert_eq!(inside.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn each_page_is_asked_for_once() {
    let partner = Partner::serve("mixed").await;
    discover(&partner).await;
    let asked = partner.site.asked();
    let mut once = asked.clone();
    once.sort();
    once.dedup();
    assert_eq!(asked.len(), once.len(), "{asked:?}");
    assert!(asked.len() <= 8, "{asked:?}");
}

#[tokio::test]
async fn a_slow_site_is_left_when_the_time_is_over() {
    let address = raw_server(Vec::new(), Duration::from_secs(3)).await;
    let site = WebAddress::parse(&format!("http://{address}/")).unwrap();
    let started = std::time::Instant::now();
    let found = reader_to(&[address]).discover(&site, Duration::from_millis(300)).await;
    assert!(started.elapsed() < Duration::from_secs(2));
    assert_eq!(found.notes[0].phrase, "source-find-late");
}

#[tokio::test]
async fn rules_that_find_nothing_are_mended_by_reading_automatically() {
    let partner = Partner::serve("numbered").await;
    let address = WebAddress::parse(&partner.paste).unwrap();
    let reader = reader(&partner.site);
    let listing = reader.discover(&address, PATIENCE).await.offers.remove(0).settings;
    let mut settings = source(&partner.site);
    settings.addresses = listing.addresses;
    settings.kind = listing.kind;
    settings.fields.values_mut().for_each(|rules| {
        *rules = vec![FieldRule::Select { select: ".gone".into(), attribute: None, pattern: None, from: Part::Page }];
    });
    let reading = reader.read(&settings, &Known::default()).await;
    assert_eq!(reading.outcome, Outcome::FoundNothing(Rules::Fields));
    let found = reader.mend(&settings, PATIENCE).await;
    let fix = found.offers.first().expect("there is a fix");
    assert_eq!(fix.how.phrase, "source-offer-automatic");
    assert!(
        fix.settings.fields.is_empty()
            && fix.settings.contact == settings.contact
            && fix.settings.name == settings.name
    );
    assert_eq!(fix.reading.candidates[0].draft.get(Field::Title), partner.records[0].title);
}
