//! What programs read: feeds and the list of all pages.

use super::*;
use crate::support::store::both_engines;
use atom_syndication::Feed;

async fn feed(site: &Site, path: &str) -> Feed {
    let answer = site.get(path).await;
    assert_eq!(answer.status, 200, "{path}");
    assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
    Feed::read_from(answer.body.as_slice()).expect("RFC 4287")
}

both_engines!(a_feed_follows_the_list_it_stands_beside, |bed| async move {
    let site = Site::filled(&bed).await;
    for (path, feed_path, title) in [
        ("/en/practices", "/en/practices.atom", "Practices"),
        (
            "/en/practices?topic=anti-rumour&country=GB&sort=title",
            "/en/practices.atom?topic=anti-rumour&country=GB",
            "Anti-rumour, United Kingdom",
        ),
        ("/fr/practices?q=voisins", "/fr/practices.atom?q=voisins", "voisins\u{202f}»"),
        ("/fr/cities/reggio-emilia", "/fr/cities/reggio-emilia.atom", "Reggio d’Émilie"),
        ("/en/collections/covid-19", "/en/collections/covid-19.atom", "COVID-19: what cities did"),
    ] {
        let page = site.page(path).await;
        assert_eq!(attributes(&page, "link[type='application/atom+xml']", "href"), [feed_path]);
        let feed = feed(&site, feed_path).await;
        assert!(feed.title.value.ends_with(title), "{}", feed.title.value);
        assert_eq!(feed.id, format!("{ORIGIN}{feed_path}"));
        let own = feed.links.iter().find(|link| link.rel == "self").unwrap();
        assert_eq!(own.href, format!("{ORIGIN}{feed_path}"));
        let entries = feed.entries.len();
        let listed = page.select(&select("li.row")).count();
        assert!(entries >= listed.min(30) && entries > 0, "{path}: {entries} {listed}");
    }
});

both_engines!(an_entry_says_who_what_and_when, |bed| async move {
    let site = Site::filled(&bed).await;
    let feed = feed(&site, "/fr/practices.atom?country=IT").await;
    let [entry] = feed.entries.as_slice() else { panic!("{} entries", feed.entries.len()) };
    assert_eq!(entry.title.value, "Une politique pour les voisins de l’étranger");
    assert_eq!(
        entry.links.iter().map(|link| link.href.as_str()).collect::<Vec<_>>(),
        ["en", "fr"].map(|lang| format!("{ORIGIN}/{lang}/practices/a-policy-for-neighbours-abroad"))
    );
    assert_eq!(entry.authors[0].name, "Reggio d’Émilie");
    assert_eq!(entry.published.unwrap().to_rfc3339(), "2024-03-12T00:00:00+00:00");
    assert!(entry.content.as_ref().unwrap().value.as_deref().unwrap().contains("<p>La ville traite en voisins"));
});

both_engines!(a_long_feed_goes_on_and_a_feed_of_nothing_is_one, |bed| async move {
    let site = Site::filled(&bed).await;
    for number in 1..=20 {
        a_practice(&format!("More {number}")).at(&format!("more-{number}")).about("refugees").put(&site.store).await;
    }
    site.app.build_index().await.unwrap();
    let first = feed(&site, "/en/practices.atom").await;
    let next =
        first.links.iter().find(|link| link.rel == "next").unwrap().href.strip_prefix(ORIGIN).unwrap().to_owned();
    let second = feed(&site, &next).await;
    assert_eq!((first.id == second.id, first.entries.len(), second.entries.len()), (true, 30, 19));
    assert!(first.entries.iter().all(|entry| second.entries.iter().all(|other| other.id != entry.id)));
    assert_eq!(feed(&site, "/en/practices.atom?topic=roma").await.entries.len(), 0);
    assert_eq!(feed(&site, "/en/practices.atom?from=2020&to=2019&page=x&sort=x").await.entries.len(), 26);
    for path in ["/en/cities/atlantis.atom", "/en/collections/unknown.atom", "/xx/practices.atom"] {
        let answer = site.get(path).await;
        assert!(answer.status == 404 && answer.header("content-type").starts_with("text/plain"), "{path}");
    }
});

both_engines!(the_sitemap_lists_every_page_that_is_there_in_every_language, |bed| async move {
    let site = Site::filled(&bed).await;
    let answer = site.get("/sitemap.xml").await;
    assert_eq!(answer.header("content-type"), "application/xml; charset=utf-8");
    let text = answer.text();
    let listed: Vec<&str> = text.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).collect();
    for address in &listed {
        let path = address.strip_prefix(ORIGIN).expect("an address of ours");
        let answer = site.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(attributes(&answer.html(), "link[rel=canonical]", "href"), [*address]);
    }
    for path in [
        "/en/practices",
        "/fr/cities/bradford",
        "/en/practices/welcome-week",
        "/fr/collections/covid-19",
        "/fr/privacy",
    ] {
        assert!(listed.contains(&format!("{ORIGIN}{path}").as_str()), "{path}");
    }
    for path in ["taken-back", "not-yet", "without-practices", "the-human-library"] {
        assert!(!text.contains(path), "{path}");
    }
    assert_eq!(text.matches("hreflang=\"x-default\"").count(), listed.len());
    // A practice changes what lists it; a text has its own day.
    for (path, day) in [
        ("/en/practices/the-library-of-people", "2024-04-02"),
        ("/fr/practices/welcome-week", "2024-03-12"),
        ("/en/practices", "2024-04-02"),
        ("/en/cities", "2024-04-02"),
        ("/fr/cities/bradford", "2024-04-02"),
        ("/en/cities/lodz", "2024-03-12"),
        ("/fr/topics/anti-rumour", "2024-04-02"),
        ("/en/topics/refugees", "2024-03-12"),
        ("/en/countries/gb", "2024-04-02"),
        ("/fr/countries/cy", "2024-03-12"),
        ("/fr/collections", "2024-04-02"),
        ("/en/collections/covid-19", "2024-04-02"),
        ("/en/about", "2026-11-30"),
        ("/fr/template", "2026-11-30"),
    ] {
        assert!(text.contains(&format!("<loc>{ORIGIN}{path}</loc><lastmod>{day}T00:00:00Z</lastmod>")), "{path}");
    }
    assert!(text.contains(&format!("<loc>{ORIGIN}/en/submit</loc><xhtml:link")));
    assert_eq!(site.get("/sitemaps/1").await.status, 200);
    assert_eq!(site.get("/sitemaps/2").await.status, 404);
    assert_eq!(site.get("/sitemaps/0").await.status, 404);
    let robots = site.get("/robots.txt").await.text();
    assert!(
        robots.contains("Sitemap: https://practices.example/sitemap.xml\n") && robots.contains("Disallow: /desk\n")
    );
});
