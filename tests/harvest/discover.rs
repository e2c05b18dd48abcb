//! From an address to offers, on the ten partner sites.

use std::time::Duration;

use practice_commons::{
    domain::{Field, reading::Outcome, source::WebAddress},
    harvest::{Discovery, Offer, SHOWN, import},
};

use super::site::{Page, Site, raw_server, reader, reader_to};
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
    let Some(Offer { settings, reading, how }) = found.offers.first() else {
        panic!("{name}: nothing was offered: {:?}", found.notes)
    };
    println!("{name}: {} {:?}\n{}", how.phrase, how.arguments, settings.to_toml());
    let titles: Vec<&str> = reading.candidates.iter().map(|candidate| candidate.draft.get(Field::Title)).collect();
    assert_eq!(titles.len(), SHOWN as usize, "{name}: {titles:?}");
    for candidate in &reading.candidates {
        let faults = partner.record(candidate.draft.get(Field::Title)).faults(&candidate.draft);
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
    let mut settings = import(&settings.to_toml()).unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
    settings.limits.delay = 0;
    let run = reader(&partner.site).read(&settings, &Default::default()).await;
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
}
