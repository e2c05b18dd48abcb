//! Every kind of source is offered where an address leads to one, complete and with its first practices.

use std::time::Duration;

use practice_commons::{
    domain::{
        Field,
        candidate::Known,
        reading::Outcome,
        source::{JsonPaging, SourceKind, WebAddress},
    },
    harvest::{Discovery, Offer, import},
};
use serde_json::{Value, json};

use super::site::{Page, Site, reader};

async fn discover(site: &Site, path: &str) -> Discovery {
    let address = WebAddress::parse(&site.url(path)).unwrap();
    reader(site).discover(&address, Duration::from_secs(20)).await
}

/// The titles a run by an offer finds.
async fn titles(site: &Site, offer: &Offer) -> Vec<String> {
    let mut settings = import(&offer.settings.to_toml()).unwrap();
    settings.limits.delay = 0;
    let reading = reader(site).read(&settings, &Known::default()).await;
    assert_eq!(reading.outcome, Outcome::Ok, "{settings:?}");
    reading.candidates.iter().map(|candidate| candidate.draft.get(Field::Title).to_owned()).collect()
}

fn first<'a>(found: &'a Discovery, kind: &str) -> &'a Offer {
    let offered: Vec<_> = found.offers.iter().map(|offer| (offer.settings.kind.name(), &offer.how)).collect();
    let first = found.offers.first().unwrap_or_else(|| panic!("nothing was offered: {:?}", found.notes));
    assert_eq!(first.settings.kind.name(), kind, "{offered:?}");
    assert!(!first.reading.candidates.is_empty() && first.reading.candidates.len() <= 3);
    first
}

const TEXT: &str = "They meet every week in the old depot, cook together and write down what the street needs.";

fn entry(number: usize) -> Value {
    json!({"id": number, "title": format!("A kitchen for street {number}"), "link": format!("/p/{number}"),
           "text": TEXT, "city": "Gent", "country": "Belgique", "years": "2016-2020"})
}

#[tokio::test]
async fn an_interface_is_offered_with_its_places_and_the_way_it_goes_on() {
    let site = Site::start().await;
    let answer = |numbers: [usize; 4], next: Option<&str>| {
        Page::of("application/json", json!({"data": {"list": numbers.map(entry)}, "links": {"next": next}}).to_string())
    };
    site.put("/api/list", answer([1, 2, 3, 4], Some("/api/list?after=4")));
    site.put("/api/list?after=4", answer([5, 6, 7, 8], None));
    let found = discover(&site, "/api/list").await;
    let offer = first(&found, "json");
    let SourceKind::Json { json } = &offer.settings.kind else { unreachable!() };
    assert_eq!((json.items.as_str(), json.id.as_deref()), ("/data/list", Some("/id")));
    assert_eq!(json.paging, Some(JsonPaging::Next("/links/next".to_owned())));
    assert_eq!(offer.how.phrase, "source-offer-json-itself");
    let draft = &offer.reading.candidates[0].draft;
    assert_eq!((draft.get(Field::Cities), draft.get(Field::Period)), ("Gent, Belgique", "2016-2020"));
    assert_eq!(titles(&site, offer).await.len(), 8);
}

#[tokio::test]
async fn data_in_a_page_and_data_named_by_its_script_are_offered_and_the_scripts_are_named() {
    let site = Site::start().await;
    let state = json!({"props": {"pageProps": {"entries": [entry(1), entry(2), entry(3)]}}}).to_string();
    site.put(
        "/inside",
        Page::html(format!("<div id=__next></div><script id=__NEXT_DATA__ type=application/json>{state}</script>")),
    );
    let found = discover(&site, "/inside").await;
    let offer = first(&found, "json");
    assert_eq!(offer.how.phrase, "source-offer-json-inline");
    assert_eq!(titles(&site, offer).await.len(), 3);

    site.put(
        "/outside",
        Page::html("<div id=app></div><script src=/js/vendor.js></script><script src=/js/app.1f.js></script>"),
    );
    site.put("/js/app.1f.js", Page::of("text/javascript", "const load = (page) => fetch(`/api/all?page=${page}`)"));
    site.put(
        "/api/all?page=1",
        Page::of("application/json", json!({"total": 5, "items": [entry(1), entry(2), entry(3)]}).to_string()),
    );
    site.put(
        "/api/all?page=2",
        Page::of("application/json", json!({"total": 5, "items": [entry(4), entry(5)]}).to_string()),
    );
    site.asked();
    let found = discover(&site, "/outside").await;
    assert!(!site.asked().contains(&"/js/vendor.js".to_owned()), "what every site has is not asked for");
    let offer = first(&found, "json");
    assert_eq!(offer.how.phrase, "source-offer-json");
    assert_eq!(titles(&site, offer).await.len(), 5);
}

#[tokio::test]
async fn things_of_schema_org_are_offered() {
    let site = Site::start().await;
    let thing = |number: usize| {
        json!({"@type": "Event", "name": format!("A feast for street {number}"), "url": format!("/e/{number}"), "description": TEXT,
               "location": {"@type": "Place", "address": {"addressLocality": "Gent", "addressCountry": "BE"}}})
    };
    let listed = [1, 2, 3].map(|number| json!({"@type": "ListItem", "item": thing(number)}));
    let list = json!({"@context": "https://schema.org", "@type": "ItemList",
                      "itemListElement": listed});
    site.put(
        "/list",
        Page::html(format!(
            "<h1>Feasts</h1><script type='application/ld+json'>{list}</script><p>{}",
            "Come. ".repeat(150)
        )),
    );
    let found = discover(&site, "/list").await;
    let offer = first(&found, "json_ld");
    assert_eq!(offer.reading.candidates[0].draft.get(Field::Cities), "Gent, BE");
    assert_eq!(titles(&site, offer).await.len(), 3);
}

#[tokio::test]
async fn a_repository_is_offered_whatever_address_of_it_is_pasted() {
    let site = Site::start().await;
    let answer = |inner: &str| {
        Page::of(
            "text/xml",
            format!(
                "<?xml version='1.0'?><OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><responseDate>2026-01-01T00:00:00Z</responseDate>{inner}</OAI-PMH>"
            ),
        )
    };
    let record = |number: usize| {
        format!(
            "<record><header><identifier>oai:r:{number}</identifier><datestamp>2026-01-01</datestamp></header><metadata><oai_dc:dc xmlns:oai_dc='o' xmlns:dc='d'><dc:title>Report {number}</dc:title><dc:description>{TEXT}</dc:description></oai_dc:dc></metadata></record>"
        )
    };
    site.put("/oai?verb=Identify", answer("<Identify><repositoryName>City archive</repositoryName><adminEmail>archive@city.example</adminEmail></Identify>"));
    site.put("/oai", answer("<error code='badVerb'>none</error>"));
    site.put(
        "/oai?verb=ListRecords&metadataPrefix=oai_dc",
        answer(&format!("<ListRecords>{}</ListRecords>", [1, 2, 3, 4].map(record).concat())),
    );
    site.put("/", Page::html("<p>The archive of the city. Search it by words.</p><form><input name=q></form>"));
    site.put("/links", Page::html("<p>Harvesters use our <a href='/oai?verb=Identify'>OAI interface</a>.</p>"));
    for path in ["/oai", "/oai?verb=Identify", "/links", "/"] {
        let found = discover(&site, path).await;
        let offer = first(&found, "oai");
        assert_eq!(
            (offer.settings.name.as_str(), offer.settings.contact.as_str()),
            ("City archive", "archive@city.example"),
            "{path}"
        );
        assert_eq!(offer.settings.addresses, [site.url("/oai")]);
        assert_eq!(titles(&site, offer).await.len(), 4);
    }
}

#[tokio::test]
async fn a_catalogue_is_offered_by_its_own_mark_or_by_its_answer() {
    let site = Site::start().await;
    let package = |number: usize| json!({"id": format!("p{number}"), "name": format!("p{number}"), "title": format!("Numbers {number}"), "notes": TEXT});
    let packages = [1, 2, 3].map(package);
    let answer = json!({"success": true, "result": {"count": 3, "results": packages}}).to_string();
    let query = "/api/3/action/package_search?sort=metadata_created+asc&rows=100&start=0";
    site.put(query, Page::of("application/json", answer.clone()));
    site.put("/api/3/action/package_search", Page::of("application/json", answer));
    site.put("/marked", Page::html("<meta name=generator content='ckan 2.11'><p>Data"));
    site.put("/dataset", Page::html("<p>Nothing says what it is."));
    for path in ["/api/3/action/package_search", "/dataset"] {
        let found = discover(&site, path).await;
        assert_eq!(titles(&site, first(&found, "ckan")).await.len(), 3, "{path}");
    }
}

#[tokio::test]
async fn a_sitemap_is_offered_from_an_index_by_the_folder_of_practices() {
    let site = Site::start().await;
    let page = |path: &str| format!("<url><loc>{}</loc></url>", site.url(path));
    let leaf = |paths: &[String]| {
        let urls: String = paths.iter().map(|path| page(path)).collect();
        Page::of(
            "application/xml",
            format!("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>"),
        )
    };
    let practices: Vec<String> = (1..=5).map(|n| format!("/projects/a-kitchen-for-street-{n}")).collect();
    let tags: Vec<String> = (1..=30).map(|n| format!("/tag/word-{n}")).collect();
    for (number, path) in practices.iter().enumerate() {
        site.put(
            path,
            Page::html(format!("<main><h1>A kitchen for street {number}</h1><p>{TEXT}</p><p>{TEXT}</p></main>")),
        );
    }
    site.put("/sitemap-tags.xml", leaf(&tags));
    site.put("/sitemap-projects.xml", leaf(&practices));
    let further = ["tags", "projects"]
        .map(|name| format!("<sitemap><loc>{}</loc></sitemap>", site.url(&format!("/sitemap-{name}.xml"))));
    site.put("/sitemap.xml", Page::of("application/xml", format!("<sitemapindex>{}</sitemapindex>", further.concat())));
    site.put("/", Page::html("<p>A site without a list.</p>"));
    for path in ["/", "/sitemap.xml"] {
        let found = discover(&site, path).await;
        let offer = first(&found, "sitemap");
        assert!(offer.how.arguments.contains(&("folder".to_owned(), "/projects/".to_owned())), "{:?}", offer.how);
        assert_eq!(titles(&site, offer).await.len(), 5, "{path}");
    }
}

#[tokio::test]
async fn a_search_that_finds_nothing_asks_for_few_pages() {
    let site = Site::start().await;
    site.put("/", Page::html("<p>Nothing to read here.</p>"));
    assert!(discover(&site, "/").await.offers.is_empty());
    let asked = site.asked();
    assert!(asked.len() <= 16, "{asked:?}");
}
