//! The pages of topics and countries, the map, and the table of what is where: all tell the same numbers as the filter.

use practice_commons::{
    domain::{Period, Record, marker::Revision},
    store,
};

use super::*;
use crate::support::store::both_engines;

/// How many practices a list says it has.
async fn total(site: &Site, path: &str) -> usize {
    number(&word(&site.page(path).await, "#total"))
}

both_engines!(a_page_about_a_topic_or_country_counts_as_the_filter_does, |bed| async move {
    let site = Site::filled(&bed).await;
    for (path, filter) in [
        ("/en/topics/education", "/en/practices?topic=education"),
        ("/fr/topics/refugees", "/fr/practices?topic=refugees"),
        ("/en/countries/gb", "/en/practices?country=GB"),
        ("/fr/countries/it", "/fr/practices?country=IT"),
    ] {
        let page = site.page(path).await;
        let practices = number(&word(&page, "#total"));
        assert_eq!(practices, total(&site, filter).await, "{path}");
        assert_eq!(attributes(&page, ".results-head a", "href")[0], filter);
        let entries = select(".rail .counted > li");
        let counted: Vec<(String, usize)> = page
            .select(&entries)
            .map(|item| {
                let link = item.select(&select("a")).next().unwrap().attr("href").unwrap().to_owned();
                (link, number(&item.select(&select(".count")).next().unwrap().text().collect::<String>()))
            })
            .collect();
        assert!(counted.len() >= 2, "{path}");
        for (link, count) in counted {
            assert_eq!(total(&site, &link).await, count, "{link}");
        }
        let rows = page.select(&select("li.row")).count();
        assert_eq!(rows, practices.min(20), "{path}");
    }
    let education = site.page("/en/topics/education").await;
    assert_eq!(word(&education, ".hero .lede"), "26 practices from 4 cities in 4 countries");
    let next = attributes(&education, ".paging a[rel=next]", "href");
    assert_eq!(next, ["/en/topics/education?page=2"]);
    assert_eq!(site.page(&next[0]).await.select(&select("li.row")).count(), 6);
});

both_engines!(an_address_of_a_topic_or_country_has_one_form, |bed| async move {
    let site = Site::filled(&bed).await;
    for (path, status) in [
        ("/en/topics/education", 200),
        ("/en/topics/education?page=9", 303),
        ("/en/topics/education?q=x", 303),
        ("/en/topics/astronomy", 404),
        ("/en/topics/Education", 404),
        ("/en/topics/education.pdf", 404),
        ("/en/countries/no", 200),
        ("/en/countries/mt", 404),
        ("/en/countries/xx", 404),
        ("/en/countries/gbr", 404),
        ("/en/countries/%00", 404),
    ] {
        assert_eq!(site.get(path).await.status, status, "{path}");
    }
    // A member without a practice has its page, for nobody to find by accident.
    let norway = site.page("/en/countries/no").await;
    assert_eq!(attributes(&norway, "meta[name=robots]", "content"), ["noindex"]);
    assert_eq!(word(&norway, ".hero .lede"), "No practices yet");
});

both_engines!(each_number_of_the_coverage_is_that_of_its_list, |bed| async move {
    let site = Site::filled(&bed).await;
    for path in [
        "/en/coverage",
        "/en/coverage?year=2019",
        "/fr/coverage?table=topics-years",
        "/en/coverage?table=topics-years&country=GB",
        "/en/coverage?table=countries-years&topic=education",
    ] {
        let page = site.page(path).await;
        let cells = select(".coverage td a");
        let count = |link: scraper::ElementRef<'_>| number(&link.text().collect::<String>());
        let links: Vec<(String, usize)> =
            page.select(&cells).map(|link| (link.attr("href").unwrap().to_owned(), count(link))).collect();
        assert!(links.len() > 4, "{path}");
        // One list a kind of cell is opened: they are all made alike.
        for (link, count) in links.iter().step_by(links.len().div_ceil(9)).chain(links.last()) {
            assert_eq!(total(&site, link).await, *count, "{path}: {link}");
        }
        let heads = page.select(&select(".coverage thead th")).count();
        for row in page.select(&select(".coverage tbody tr, .coverage tfoot tr")) {
            assert_eq!(row.select(&select("th, td")).count(), heads, "{path}: as many cells as heads");
        }
    }
});

both_engines!(the_coverage_answers_whatever_it_is_asked, |bed| async move {
    let site = Site::filled(&bed).await;
    for (query, leads_to) in [
        ("?table=nonsense", "/en/coverage"),
        ("?year=", "/en/coverage"),
        ("?year=3000000&country=IT", "/en/coverage"),
        ("?country=it&table=topics-years", "/en/coverage?table=topics-years&country=IT"),
        ("?table=countries-years&topic=Education", "/en/coverage?table=countries-years&topic=education"),
        ("?%00=%FF&&&", "/en/coverage"),
    ] {
        let (address, answer) = site.follow(&format!("/en/coverage{query}")).await;
        assert_eq!((address.as_str(), answer.status.as_u16()), (leads_to, 200), "{query}");
    }
    assert_eq!(site.get("/en/coverage?year=1999").await.status, 200);
});

both_engines!(every_city_on_the_map_is_in_the_list, |bed| async move {
    let site = Site::filled(&bed).await;
    for lang in ["en", "fr"] {
        let page = site.page(&format!("/{lang}/cities")).await;
        let shown = attributes(&page, ".map a", "href");
        let listed = attributes(&page, ".counted a", "href");
        assert_eq!(shown.len(), 3, "those that say where they lie and have practices");
        assert!(shown.iter().all(|city| listed.contains(city)) && listed.len() == 5);
        let names = attributes(&page, ".map a", "aria-label");
        assert!(
            names
                .iter()
                .any(|name| name.starts_with("Bradford, ") && name.contains(": 24 ") || name.contains("\u{202f}: 24 "))
        );
        // One map: none of them is far away.
        assert_eq!(page.select(&select("figure.map")).count(), 1);
    }
});

both_engines!(a_page_tells_what_was_changed_when, |bed| async move {
    let site = Site::filled(&bed).await;
    let now = site.app.clock().now();
    let live = match store::practice_at(&site.store, "the-library-of-people", now).await.unwrap() {
        store::Address::Here(practice) => *practice,
        other => panic!("{other:?}"),
    };
    let mut record: Record = live.record.clone();
    record.title = "The library of people".to_owned();
    record.period = Some(Period::read("2020–2022"));
    record.lead = "Bradford Council".to_owned();
    revise(&site.store, live.id, Some(&record), day(2025, 2, 3)).await;
    record.summary = practice_commons::domain::CleanText::default();
    record.translations.push(french());
    revise(&site.store, live.id, Some(&record), day(2025, 5, 6)).await;
    revise(&site.store, live.id, None, day(2025, 6, 1)).await;
    revise(&site.store, live.id, Some(&record), day(2025, 7, 1)).await;
    // Nothing that readers could see, and something they cannot see yet.
    revise(&site.store, live.id, Some(&record), day(2025, 8, 1)).await;
    revise(&site.store, live.id, Some(&live.record), day(2027, 1, 1)).await;
    let mut tx = site.store.begin().await.unwrap();
    store::practice_confirm(&mut tx, live.id, day(2026, 1, 9)).await.unwrap();
    tx.commit().await.unwrap();

    let page = site.page("/en/practices/the-library-of-people").await;
    assert_eq!(
        words(&page, ".history li"),
        [
            "9 January 2026 The city confirmed that the text is still right.",
            "1 July 2025 Published again.",
            "1 June 2025 Taken down.",
            "6 May 2025 Taken out: the summary. Translation into French added.",
            "3 February 2025 Changed: the title and the period. Added: the lead organisation.",
            "2 April 2024 Published in English.",
        ]
    );
    let french = site.page("/fr/practices/the-library-of-people").await;
    assert_eq!(
        words(&french, ".history li")[4],
        "3 février 2025 Modifié : le titre et la période. Ajouté : l’organisme responsable."
    );
});

async fn revise(
    store: &Store,
    practice: practice_commons::domain::Id<practice_commons::domain::marker::Practice>,
    record: Option<&Record>,
    at: Timestamp,
) {
    let revision = store::NewRevision {
        id: practice_commons::domain::Id::<Revision>::new(),
        practice,
        record,
        decision: None,
        made_by: None,
        made_at: at,
        live_from: at,
    };
    let mut tx = store.begin().await.unwrap();
    store::revision_insert(&mut tx, &revision).await.unwrap();
    tx.commit().await.unwrap();
}
