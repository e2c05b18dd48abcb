//! Sources that are named by a sitemap.

use std::io::Write;

use practice_commons::domain::{
    SourceSettings,
    candidate::GoneWhy,
    reading::{FetchFault, Outcome, Rules},
    source::{SitemapRules, SourceKind},
};

use super::site::{Page, Site, phrases_of, practice, read, reader, source};

fn source_of(site: &Site) -> SourceSettings {
    let sitemap = SitemapRules { include: Some("/p/[0-9]+$".to_owned()), exclude: Some("/p/9$".to_owned()) };
    let mut settings = source(site);
    settings.addresses = vec![site.url("/sitemap.xml")];
    settings.kind = SourceKind::Sitemap { sitemap };
    settings.fields.retain(|_, rules| rules.iter().all(|rule| !format!("{rule:?}").contains("from: Card")));
    settings
}

fn urlset(site: &Site, entries: &[(&str, &str)]) -> String {
    let entry = |(path, lastmod): &(&str, &str)| {
        let lastmod = if lastmod.is_empty() { String::new() } else { format!("<lastmod>{lastmod}</lastmod>") };
        format!("<url><loc>{}</loc>{lastmod}</url>", site.url(path))
    };
    format!(
        "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>",
        entries.iter().map(entry).collect::<String>()
    )
}

fn xml(body: String) -> Page {
    let etag = format!("\"{}-{}\"", body.len(), body.bytes().map(usize::from).sum::<usize>());
    Page::of("application/xml", body).with("etag", etag)
}

fn gzip(text: &str) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

#[tokio::test]
async fn a_sitemap_names_the_pages_and_the_filter_chooses() {
    let site = Site::start().await;
    site.put(
        "/sitemap.xml",
        xml(urlset(&site, &[("/p/1", "2024-01-01"), ("/about", ""), ("/p/9", ""), ("/p/2?utm_source=x", "")])),
    );
    site.put("/p/1", practice(1, "Weekly.")).put("/p/2", practice(2, "Daily."));
    let mut settings = source_of(&site);
    if let SourceKind::Sitemap { sitemap } = &mut settings.kind {
        sitemap.include = Some("/p/[0-9]+".to_owned());
    }
    let reading = read(&reader(&site), &settings).await;
    assert_eq!(reading.outcome, Outcome::Ok);
    let mut ids: Vec<_> = reading.candidates.iter().map(|candidate| candidate.external_id.clone()).collect();
    ids.sort();
    assert_eq!(ids, [site.url("/p/1"), site.url("/p/2")]);
    assert_eq!(reading.counts.listed, 2);
}

#[tokio::test]
async fn pages_whose_date_is_known_are_not_asked_for_again() {
    let site = Site::start().await;
    site.put("/sitemap.xml", xml(urlset(&site, &[("/p/1", "2024-01-01"), ("/p/2", "2024-01-01"), ("/p/3", "")])));
    for number in 1..=3 {
        site.put(&format!("/p/{number}"), practice(number, "Weekly."));
    }
    let (reader, settings) = (reader(&site), source_of(&site));
    let first = read(&reader, &settings).await;
    assert_eq!(first.candidates.len(), 3);
    site.bodies();
    site.asked();
    let second = reader.read(&settings, &first.known).await;
    assert_eq!((second.outcome.clone(), site.bodies()), (Outcome::NothingNew, 0));
    assert_eq!(
        site.asked(),
        ["/sitemap.xml", "/p/3"],
        "dated pages are not asked for, undated ones whether they changed"
    );
    assert_eq!((second.unchanged.len(), &second.known), (3, &first.known));

    site.put("/sitemap.xml", xml(urlset(&site, &[("/p/1", "2024-02-01"), ("/p/2", "2024-01-01")])));
    site.put("/p/1", practice(1, "Monthly now."));
    let third = reader.read(&settings, &second.known).await;
    assert_eq!(third.outcome, Outcome::Changed);
    assert_eq!(third.candidates.len(), 1);
    let gone: Vec<_> = third.gone.iter().map(|gone| (gone.external_id.clone(), gone.why.clone())).collect();
    assert_eq!(gone, [(site.url("/p/3"), GoneWhy::Unlisted)]);

    let mut other = settings.clone();
    other.fields.remove(&practice_commons::domain::Field::Status);
    let fourth = reader.read(&other, &third.known).await;
    assert_eq!(fourth.candidates.len(), 2, "other rules read every page again, whatever its date");
}

#[tokio::test]
async fn an_index_leads_to_packed_and_plain_sitemaps_and_is_followed_once() {
    let site = Site::start().await;
    let index = |date: &str| {
        format!(
            "<sitemapindex><sitemap><loc>{}</loc><lastmod>{date}</lastmod></sitemap><sitemap><loc>/b.txt</loc></sitemap>\
             <sitemap><loc>/sitemap.xml</loc></sitemap><sitemap><loc>http://other.example/s.xml</loc></sitemap></sitemapindex>",
            site.url("/a.xml.gz")
        )
    };
    site.put("/sitemap.xml", xml(index("2024-01-01")));
    site.put(
        "/a.xml.gz",
        Page::of("application/gzip", gzip(&urlset(&site, &[("/p/1", "2024-01-01")]))).with("etag", "\"a\""),
    );
    site.put("/b.txt", Page::of("text/plain", site.url("/p/2")).with("etag", "\"b\""));
    site.put("/p/1", practice(1, "Weekly.")).put("/p/2", practice(2, "Weekly."));
    let (reader, settings) = (reader(&site), source_of(&site));
    let first = read(&reader, &settings).await;
    assert_eq!((first.outcome.clone(), first.candidates.len()), (Outcome::Ok, 2));
    site.asked();
    site.bodies();
    let second = reader.read(&settings, &first.known).await;
    assert_eq!(second.outcome, Outcome::NothingNew);
    assert_eq!(site.asked(), ["/sitemap.xml", "/b.txt", "/p/2"], "a sitemap whose date is known is not asked for");
    assert_eq!(site.bodies(), 0);
    assert_eq!(second.known, first.known);
}

#[tokio::test]
async fn what_is_no_sitemap_is_named_and_an_empty_one_found_nothing() {
    let site = Site::start().await;
    let (reader, settings) = (reader(&site), source_of(&site));
    for (body, outcome) in [
        ("<html><p>Not found</html>", Outcome::Failed(FetchFault::NotASitemap)),
        (
            "<!DOCTYPE u [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>&x;</loc></url></urlset>",
            Outcome::Failed(FetchFault::Dtd),
        ),
        ("<urlset></urlset>", Outcome::FoundNothing(Rules::Listing)),
    ] {
        site.put("/sitemap.xml", Page::of("text/xml", body));
        assert_eq!(read(&reader, &settings).await.outcome, outcome, "{body}");
    }
    let bomb = gzip(&" ".repeat(12 * 1024 * 1024));
    site.put("/sitemap.xml", Page::of("application/x-gzip", bomb));
    assert_eq!(read(&reader, &settings).await.outcome, Outcome::Failed(FetchFault::Bomb));
}

#[tokio::test]
async fn a_large_sitemap_is_read_run_by_run_the_newest_first() {
    let site = Site::start().await;
    let paths: Vec<(String, String)> =
        (10..=15).map(|number| (format!("/p/{number}"), format!("2024-01-{number}"))).collect();
    let entries: Vec<(&str, &str)> = paths.iter().map(|(path, date)| (path.as_str(), date.as_str())).collect();
    site.put("/sitemap.xml", xml(urlset(&site, &entries)));
    for number in 10..=15 {
        site.put(&format!("/p/{number}"), practice(number, "Weekly."));
    }
    let (reader, mut settings) = (reader(&site), source_of(&site));
    settings.limits.items = 4;
    let first = read(&reader, &settings).await;
    let ids: Vec<_> = first.candidates.iter().map(|candidate| candidate.external_id.clone()).collect();
    assert_eq!(ids, [15, 14, 13, 12].map(|number| site.url(&format!("/p/{number}"))));
    assert!(phrases_of(&first).contains(&"source-note-item-cap"));
    let second = reader.read(&settings, &first.known).await;
    assert_eq!((second.candidates.len(), second.unchanged.len()), (2, 4));
    assert!(second.gone.is_empty());
}
