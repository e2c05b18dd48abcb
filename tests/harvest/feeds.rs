//! RSS, Atom and JSON feeds.

use practice_commons::domain::{
    Field,
    candidate::Change,
    reading::{Outcome, Rules},
    source::{FieldRule, Part},
};

use super::site::{Page, Site, feed_at, read, reader};

fn rss(items: &str) -> Page {
    let feed = format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Partner</title><language>fr</language>{items}</channel></rss>"
    );
    Page::of("application/rss+xml", feed)
}

fn item(id: &str, title: &str) -> String {
    format!(
        "<item><guid isPermaLink='false'>{id}</guid><title>{title}</title><link>http://partner.example/{id}?utm_source=rss</link>\
         <description>&lt;p&gt;They &lt;b&gt;meet&lt;/b&gt; weekly.&lt;/p&gt;</description>\
         <pubDate>Fri, 31 May 2024 10:00:00 GMT</pubDate></item>"
    )
}

#[tokio::test]
async fn each_entry_of_a_feed_is_a_candidate() {
    let site = Site::start().await;
    site.put("/feed", rss(&(item("a", "Shared kitchen &amp; garden") + &item("b", "Second"))).with("etag", "\"1\""));
    let (reader, settings) = (reader(&site), feed_at(&site.url("/feed")));
    let reading = read(&reader, &settings).await;
    assert_eq!(reading.outcome, Outcome::Ok);
    assert_eq!(reading.counts.listed, 2);
    let candidate = &reading.candidates[0];
    assert_eq!((candidate.external_id.as_str(), candidate.url.as_str()), ("a", "http://partner.example/a"));
    for (field, text) in [
        (Field::Title, "Shared kitchen & garden"),
        (Field::Summary, "They **meet** weekly."),
        (Field::Links, "http://partner.example/a"),
        (Field::Language, "fr"),
    ] {
        assert_eq!(candidate.draft.get(field), text, "{field}");
    }
    assert_eq!(candidate.published_at.unwrap().to_utc().to_string(), "2024-05-31 10:00:00.0 +00:00:00");
    assert_eq!(candidate.snapshot, reading.snapshots[0].sha256);

    site.bodies();
    let second = reader.read(&settings, &reading.known).await;
    assert_eq!(second.outcome, Outcome::NothingNew);
    assert_eq!((site.bodies(), second.unchanged.len()), (0, 2));

    site.put("/feed", rss(&(item("c", "Third") + &item("b", "Second, renamed"))));
    let third = reader.read(&settings, &reading.known).await;
    assert_eq!(third.outcome, Outcome::Ok);
    let changes: Vec<_> =
        third.candidates.iter().map(|candidate| (candidate.external_id.as_str(), candidate.change)).collect();
    assert_eq!(changes, [("c", Change::New), ("b", Change::Changed)]);
    assert!(third.gone.is_empty(), "what a feed no longer names is old, not gone");
}

#[tokio::test]
async fn ids_that_name_nothing_are_replaced() {
    let site = Site::start().await;
    let (reader, settings) = (reader(&site), feed_at(&site.url("/feed")));
    let same = item("x", "One").replace("partner.example/x", "partner.example/1")
        + &item("x", "Two").replace("partner.example/x", "partner.example/2");
    site.put("/feed", rss(&same));
    let reading = read(&reader, &settings).await;
    let ids: Vec<_> = reading.candidates.iter().map(|candidate| candidate.external_id.as_str()).collect();
    assert_eq!(ids, ["http://partner.example/1", "http://partner.example/2"]);

    let nameless = "<item><title>One</title></item><item><title>Two</title></item><item><title>Two</title></item>";
    site.put("/feed", rss(nameless));
    assert_eq!(read(&reader, &settings).await.candidates.len(), 2);

    site.put(
        "/feed",
        rss(&item(&"9".repeat(1_000_000), "Long")
            .replace(&format!("partner.example/{}", "9".repeat(1_000_000)), "partner.example/l")),
    );
    let long = read(&reader, &settings).await;
    assert!(long.candidates.iter().all(|candidate| candidate.external_id.len() < 600));

    site.put("/feed", rss(&item("monday", "One").replace("partner.example/monday", "partner.example/1")));
    let monday = read(&reader, &settings).await;
    site.put("/feed", rss(&item("tuesday", "One").replace("partner.example/tuesday", "partner.example/1")));
    let tuesday = reader.read(&settings, &monday.known).await;
    assert_eq!(tuesday.unchanged, ["monday".into()], "a new id for a known address is no new practice");
}

#[tokio::test]
async fn markup_is_cleaned_once_and_never_twice_decoded() {
    let site = Site::start().await;
    let (reader, settings) = (reader(&site), feed_at(&site.url("/feed")));
    let items = "<item><guid>1</guid><title>&lt;script&gt;alert(1)&lt;/script&gt;Kitchen</title>\
         <description>&amp;lt;script&amp;gt;alert(2)&amp;lt;/script&amp;gt; &lt;img src=x onerror=alert(3)&gt;text</description></item>\
         <item><guid>2</guid><title><![CDATA[Garden ]]&gt; <b>bold</b>]]></title><description><![CDATA[<a href=\"javascript:alert(4)\">link</a>]]></description></item>";
    site.put("/feed", rss(items));
    let reading = read(&reader, &settings).await;
    let draft = |at: usize| &reading.candidates[at].draft;
    assert!(draft(0).get(Field::Title).contains("Kitchen"));
    assert!(draft(0).get(Field::Summary).contains("text"));
    assert!(!draft(0).get(Field::Summary).contains("onerror"));
    for (_, text) in draft(1).fields() {
        assert!(!text.contains("javascript"), "{text}");
    }
    let html = practice_commons::domain::CleanText::from_markdown(draft(0).get(Field::Summary)).to_html();
    assert!(!html.as_str().contains("<script"));
}

#[tokio::test]
async fn atom_and_json_feeds_are_read_and_rules_come_first() {
    let site = Site::start().await;
    let mut settings = feed_at(&site.url("/feed"));
    let constant = |text: &str| vec![FieldRule::Constant { constant: text.to_owned() }];
    settings.fields.insert(Field::Cities, constant("Gent, Belgium"));
    settings
        .fields
        .insert(Field::Period, vec![FieldRule::Pattern { pattern: r"\d{4}-\d{4}".to_owned(), from: Part::default() }]);
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>P</title><entry><id>urn:1</id><title type='text'>A &lt;b&gt; C</title>\
        <link href='http://partner.example/1'/><updated>2099-01-01T00:00:00Z</updated>\
        <summary>Short.</summary><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>From 2016-2020 <svg><script>x</script></svg>in town.</p></div></content></entry></feed>";
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"P","items":[{"id":"1","title":"J","url":"http://partner.example/1","content_html":"<p>From 2016-2020 in town.</p>"}]}"#;
    for (feed, title) in [(atom, "A <b> C"), (json, "J")] {
        site.put("/feed", Page::of("application/xml", feed));
        let reading = read(&reader(&site), &settings).await;
        let candidate = &reading.candidates[0];
        assert_eq!(candidate.draft.get(Field::Title), title);
        assert_eq!(candidate.draft.get(Field::Cities), "Gent, Belgium");
        assert_eq!(candidate.draft.get(Field::Period), "2016-2020");
        assert!(candidate.published_at.is_none_or(|at| at <= reading.finished_at), "nothing is published tomorrow");
    }
}

#[tokio::test]
async fn an_entry_leads_to_its_page_also_in_a_network_of_one_s_own() {
    let site = Site::start().await;
    for page in ["http://partner.example/practice?a=1&b=2".to_owned(), site.url("/practice?a=1&b=2")] {
        leads_to(&site, &page).await;
    }
}

async fn leads_to(site: &Site, page: &str) {
    let link = page.replace('&', "&amp;");
    let json = format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"P\",\"items\":[{{\"id\":\"1\",\"title\":\"J\",\"url\":\"{page}\"}}]}}"
    );
    for feed in [
        format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>P</title><entry><id>urn:1</id><title>A</title><link rel='alternate' href='{link}'/></entry></feed>"
        ),
        format!(
            "<rss version='2.0'><channel><item><guid>x</guid><title>A</title><link>{link}</link></item></channel></rss>"
        ),
        format!("<rss version='2.0'><channel><item><guid>{link}</guid><title>A</title></item></channel></rss>"),
        json,
    ] {
        site.put("/feed", Page::of("application/xml", feed.clone()));
        let reading = read(&reader(site), &feed_at(&site.url("/feed"))).await;
        assert_eq!(reading.candidates[0].url, page, "{feed}");
    }
}

#[tokio::test]
async fn an_empty_feed_found_nothing() {
    let site = Site::start().await;
    site.put("/feed", rss(""));
    let reading = read(&reader(&site), &feed_at(&site.url("/feed"))).await;
    assert_eq!(reading.outcome, Outcome::FoundNothing(Rules::Listing));
}

#[tokio::test]
async fn a_feed_in_an_old_charset_is_read_as_it_says() {
    let site = Site::start().await;
    let text = "<?xml version='1.0' encoding='iso-8859-1'?><rss version='2.0'><channel><item><guid>1</guid><title>Café</title></item></channel></rss>";
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    site.put("/feed", Page::of("text/xml", latin));
    let reading = read(&reader(&site), &feed_at(&site.url("/feed"))).await;
    assert_eq!(reading.candidates[0].draft.get(Field::Title), "Café");
}

#[tokio::test]
async fn an_entry_with_labelled_parts_is_read_as_a_page_would_be() {
    let site = Site::start().await;
    let story = "<p>Lyon, France 2016</p><p><b>Purpose:</b> A place for all who sold in the street.</p>\
                 <p><b>Process:</b> The city opened its hall.</p><p><b>Impact:</b> Forty traders came.</p>"
        .replace('<', "&lt;");
    let entry = format!("<item><guid>a</guid><title>A market</title><description>{story}</description></item>");
    site.put("/feed", rss(&entry));
    let reading = read(&reader(&site), &feed_at(&site.url("/feed"))).await;
    let draft = &reading.candidates[0].draft;
    for (field, text) in [
        (Field::Purpose, "A place for all who sold in the street."),
        (Field::Process, "The city opened its hall."),
        (Field::Impact, "Forty traders came."),
        (Field::Cities, "Lyon, France"),
        (Field::Period, "2016"),
    ] {
        assert_eq!(draft.get(field), text, "{field}");
    }
}
