//! Where each field of a candidate stood: the selector finds its element again, and the quote is what it says there.

use practice_commons::{
    domain::{Field, candidate::Origin, source::Part},
    harvest::{Shown, Wanted, show_snapshot},
};
use scraper::{Html, Selector};

use super::site::{Page, Site, feed_at, read, reader, source, with_practices};

#[tokio::test]
async fn each_field_of_a_page_names_its_element_and_its_words() {
    let site = Site::start().await;
    with_practices(&site, 1);
    let reading = read(&reader(&site), &source(&site)).await;
    let candidate = &reading.candidates[0];
    let snapshot = reading.snapshots.iter().find(|snapshot| snapshot.sha256 == candidate.snapshot).unwrap();
    let page = Html::parse_document(std::str::from_utf8(&snapshot.bytes).unwrap());
    for field in [Field::Title, Field::Period, Field::Process] {
        let [origin] = candidate.origins[&field].as_slice() else { panic!("{field}: {:?}", candidate.origins) };
        let found: Vec<_> = page.select(&Selector::parse(&origin.element).unwrap()).collect();
        assert_eq!(found.len(), 1, "{field}: {}", origin.element);
        let words: String = found[0].text().collect();
        assert!(words.contains(&origin.quote), "{field}: {words:?} holds no {:?}", origin.quote);
        assert!(candidate.draft.get(field).contains(&origin.quote) || field == Field::Period, "{field}");
    }
    // Read on the card, and set by the settings.
    assert!(candidate.origins[&Field::Cities].iter().all(|origin| origin.from == Part::Card));
    assert!(!candidate.origins.contains_key(&Field::Language), "a constant stands nowhere");

    let wanted = Wanted { origins: &candidate.origins, entry: &candidate.external_id };
    let Shown::Page(text) = show_snapshot(&snapshot.bytes, &snapshot.content_type, &snapshot.url, wanted) else {
        panic!("is a page")
    };
    let marked = text.to_marked_html(|field| field.to_string());
    assert!(marked.html.as_str().contains("<mark id=\"from-title\" title=\"title\">Practice 1</mark>"));
}

#[tokio::test]
async fn each_field_of_an_entry_names_its_element() {
    let site = Site::start().await;
    let feed = "<?xml version='1.0'?><rss version='2.0'><channel><title>Partner</title><language>fr</language>\
        <item><guid isPermaLink='false'>a</guid><title>Shared &amp; kitchen</title><link>http://partner.example/a</link>\
        <description>&lt;p&gt;They &lt;b&gt;meet&lt;/b&gt; weekly.&lt;/p&gt;</description></item></channel></rss>";
    site.put("/feed", Page::of("application/rss+xml", feed));
    let reading = read(&reader(&site), &feed_at(&site.url("/feed"))).await;
    let candidate = &reading.candidates[0];
    for (field, element, quote) in [
        (Field::Title, "title", "Shared & kitchen"),
        (Field::Summary, "description", "They meet weekly."),
        (Field::Links, "link", "http://partner.example/a"),
        (Field::Language, "language", "fr"),
    ] {
        assert_eq!(candidate.origins[&field], [Origin::new(element, quote)], "{field}");
    }
    let snapshot = &reading.snapshots[0];
    let wanted = Wanted { origins: &candidate.origins, entry: &candidate.external_id };
    let Shown::Raw(raw) = show_snapshot(&snapshot.bytes, &snapshot.content_type, &snapshot.url, wanted) else {
        panic!("is no page")
    };
    let marked = practice_commons::domain::clean_text::marks::plain_text(&raw, |field| field.to_string());
    assert_eq!(marked.fields, [Field::Title, Field::Links, Field::Summary]);
}

/// What of a candidate is marked in its snapshot, and with which words.
fn marked(reading: &practice_commons::domain::Reading) -> (String, Vec<Field>) {
    let candidate = &reading.candidates[0];
    let snapshot = reading.snapshots.iter().find(|snapshot| snapshot.sha256 == candidate.snapshot).unwrap();
    let wanted = Wanted { origins: &candidate.origins, entry: &candidate.external_id };
    let marked = match show_snapshot(&snapshot.bytes, &snapshot.content_type, &snapshot.url, wanted) {
        Shown::Raw(raw) => practice_commons::domain::clean_text::marks::plain_text(&raw, |field| field.to_string()),
        Shown::Page(text) => text.to_marked_html(|field| field.to_string()),
    };
    let mut fields = marked.fields.clone();
    fields.sort();
    (marked.html.as_str().to_owned(), fields)
}

/// Every field of the draft but what the settings say, or what is told of the whole text.
fn all_but(reading: &practice_commons::domain::Reading, others: &[Field]) -> Vec<Field> {
    reading.candidates[0].draft.fields().map(|(field, _)| field).filter(|field| !others.contains(field)).collect()
}

fn of_kind(site: &Site, kind: &str, path: &str, rest: &str) -> practice_commons::domain::SourceSettings {
    let file = format!(
        "name = \"P\"\nlanguage = \"en\"\nkind = \"{kind}\"\naddresses = [\"{}\"]\ncontact = \"x\"\nlimits = {{ delay = 0 }}\n{rest}",
        site.url(path)
    );
    practice_commons::harvest::import(&file).unwrap()
}

#[tokio::test]
async fn each_field_of_data_is_marked_where_it_stands() {
    let site = Site::start().await;
    let first = serde_json::json!({"id": 2, "author": {"id": 1, "name": "City"}, "title": {"rendered": "Other"}});
    let second = serde_json::json!({"id": 1, "title": {"rendered": "A market"}, "facts": {"town": "Lyon, France", "years": ["2016"]},
        "content": {"rendered": "They meet."}, "link": "/p/1"});
    site.put(
        "/api",
        Page::of("application/json", serde_json::json!({"count": 1, "results": [second, first]}).to_string()),
    );
    let rest = "[json]\nitems = \"/results\"\nid = \"/id\"\n[[fields.cities]]\npath = \"$.facts.town\"\n[[fields.period]]\npath = \"/facts/years/0\"\n";
    let reading = read(&reader(&site), &of_kind(&site, "json", "/api", rest)).await;
    let (html, fields) = marked(&reading);
    assert_eq!(fields, all_but(&reading, &[Field::Language]), "{html}");
    assert!(
        html.contains("title=\"title\">A market</mark>") && html.contains("title=\"cities\">Lyon, France</mark>"),
        "{html}"
    );
    assert!(html.contains("title=\"period\">2016</mark>") && !html.contains(">Other</mark>"), "{html}");

    let thing = r#"{"@type": "Project", "url": "/p/1", "name": "A market", "startDate": "2014-05-01", "description": "They meet.",
        "location": {"address": {"addressLocality": "Lyon", "addressCountry": "FR"}}}"#;
    site.put("/ld", Page::html(format!("<h1>Partner</h1><script type='application/ld+json'>{thing}</script>")));
    let reading = read(&reader(&site), &of_kind(&site, "json_ld", "/ld", "")).await;
    let (html, fields) = marked(&reading);
    assert_eq!(fields, all_but(&reading, &[Field::Language]), "{html}");
    assert!(
        html.contains("title=\"period\">2014-05-01</mark>") && html.contains("title=\"cities\">Lyon</mark>"),
        "{html}"
    );

    let package = serde_json::json!({"id": "a", "name": "market", "title": "A market", "notes": "They meet.",
        "organization": {"title": "City of Lyon"}, "language": "fr"});
    let answer = serde_json::json!({"success": true, "result": {"count": 1, "results": [package]}});
    site.put(
        "/api/3/action/package_search?sort=metadata_created+asc&rows=100&start=0",
        Page::of("application/json", answer.to_string()),
    );
    let reading = read(&reader(&site), &of_kind(&site, "ckan", "", "")).await;
    let (html, fields) = marked(&reading);
    assert_eq!(fields, all_but(&reading, &[]), "{html}");
    assert!(html.contains("title=\"lead\">City of Lyon</mark>"), "{html}");

    let record = "<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><responseDate>2026-03-01T10:00:00Z</responseDate><ListRecords><record>\
         <header><identifier>oai:r:1</identifier><datestamp>2026-01-01</datestamp></header><metadata><oai_dc:dc xmlns:oai_dc='o' xmlns:dc='d'>\
         <dc:title>A market</dc:title><dc:description>They meet.</dc:description><dc:coverage>Lyon, France</dc:coverage><dc:coverage>2016</dc:coverage>\
         <dc:identifier>https://r.example/1</dc:identifier><dc:language>en</dc:language></oai_dc:dc></metadata></record></ListRecords></OAI-PMH>";
    site.put("/oai?verb=ListRecords&metadataPrefix=oai_dc", Page::of("text/xml", record));
    let reading = read(&reader(&site), &of_kind(&site, "oai", "/oai", "")).await;
    let (html, fields) = marked(&reading);
    assert_eq!(fields, all_but(&reading, &[]), "{html}");
    assert!(
        html.contains("title=\"cities\">Lyon, France</mark>") && html.contains("title=\"period\">2016</mark>"),
        "{html}"
    );
}

#[tokio::test]
async fn each_field_of_a_page_without_rules_is_marked_in_a_sitemap_and_a_list() {
    let site = Site::start().await;
    let text = "Neighbours meet every week in the hall and cook together for whoever comes by. ".repeat(3);
    let page = format!(
        "<html lang=en><title>A market</title><main><h1>A market</h1><p class=where>Lyon, France 2016</p><h2>Purpose</h2><p>A place for all.</p>\
         <h2>Process</h2><p>{text}</p></main></html>"
    );
    site.put("/list", Page::html(super::site::list(&[1]))).put("/p/1", Page::html(page));
    let map = format!(
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{}</loc></url></urlset>",
        site.url("/p/1")
    );
    site.put("/sitemap.xml", Page::of("application/xml", map));
    for (kind, path, rest) in
        [("pages", "/list", "[listing]\ncard = \".card\"\nlink = \"a\"\n"), ("sitemap", "/sitemap.xml", "")]
    {
        let reading = read(&reader(&site), &of_kind(&site, kind, path, rest)).await;
        let (html, fields) = marked(&reading);
        let told = all_but(&reading, &[Field::Language]);
        assert!(told.iter().all(|field| fields.contains(field)), "{kind}: {told:?}, {fields:?} in {html}");
        assert!(html.contains(">A place for all.</mark>"), "{kind}: {html}");
    }
}
