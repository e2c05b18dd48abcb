//! Pages that answer from elsewhere, and what pages say their address is.

use practice_commons::domain::{
    candidate::{Change, GoneWhy},
    reading::Outcome,
};

use super::site::{Page, Site, list, phrases_of, practice, read, reader, source, with_practices};

#[tokio::test]
async fn a_page_that_is_led_on_is_the_same_practice_at_another_address() {
    let site = Site::start().await;
    with_practices(&site, 2);
    let (reader, settings) = (reader(&site), source(&site));
    let first = read(&reader, &settings).await;
    site.put("/new/1", practice(1, "They meet every week."));
    site.put("/p/1", Page::redirect(&site.url("/new/1")));
    let second = reader.read(&settings, &first.known).await;
    let [moved] = &second.candidates[..] else { panic!("one has moved: {:?}", second.candidates) };
    assert_eq!((moved.external_id.as_str(), moved.url.as_str()), (&*site.url("/p/1"), &*site.url("/new/1")));
    assert_eq!((moved.change, &moved.content_hash), (Change::Changed, &first.candidates[0].content_hash));
    assert!(second.gone.is_empty());
    let third = reader.read(&settings, &second.known).await;
    assert_eq!(third.outcome, Outcome::NothingNew, "told once");
}

#[tokio::test]
async fn an_address_that_leads_to_another_practice_of_the_list_is_one_with_it() {
    // Whichever of the two the list names first.
    for (into, from) in [(1, 2), (2, 1)] {
        let site = Site::start().await;
        with_practices(&site, 3);
        let (reader, settings) = (reader(&site), source(&site));
        let first = read(&reader, &settings).await;
        let [into, from] = [into, from].map(|number| format!("/p/{number}"));
        site.put(&from, Page::redirect(&site.url(&into)));
        let second = reader.read(&settings, &first.known).await;
        let [gone] = &second.gone[..] else { panic!("one is merged: {:?}", second.gone) };
        assert_eq!((&gone.external_id, &gone.why), (&site.url(&from), &GoneWhy::Merged { into: site.url(&into) }));
        assert!(phrases_of(&second).contains(&"source-note-merged"), "{:?}", second.notes);
        assert!(second.candidates.is_empty(), "{:?}", second.candidates);
        let third = reader.read(&settings, &second.known).await;
        assert!(third.gone.is_empty(), "told once");
    }
}

#[tokio::test]
async fn pages_that_lead_to_a_page_of_nobody_are_not_merged() {
    let site = Site::start().await;
    with_practices(&site, 2);
    let (reader, settings) = (reader(&site), source(&site));
    let first = read(&reader, &settings).await;
    site.put("/sign-in", practice(9, "Sign in."));
    for from in ["/p/1", "/p/2"] {
        site.put(from, Page::redirect(&site.url("/sign-in")));
    }
    let second = reader.read(&settings, &first.known).await;
    assert!(second.gone.is_empty(), "{:?}", second.gone);
    assert!(phrases_of(&second).contains(&"source-note-same-page"));
}

#[tokio::test]
async fn a_page_states_its_own_address_and_never_another_sites() {
    let site = Site::start().await;
    site.put("/list", Page::html(list(&[1, 2])));
    let stating = |number: usize, stated: &str| {
        let mut page = practice(number, "They meet every week.");
        let head = format!("<html><head><link rel=\"canonical\" href=\"{stated}\"></head>");
        page.body = String::from_utf8(page.body).unwrap().replacen("<html>", &head, 1).into_bytes();
        page
    };
    site.put("/p/1", stating(1, "/practices/one?utm_source=x")).put("/p/2", stating(2, "https://elsewhere.example/p"));
    let reading = read(&reader(&site), &source(&site)).await;
    let stated: Vec<_> = reading.candidates.iter().map(|candidate| candidate.canonical.clone()).collect();
    assert_eq!(stated, [Some(site.url("/practices/one")), None]);
    assert_eq!(reading.candidates[1].external_id, site.url("/p/2"), "it is no identity");
}
