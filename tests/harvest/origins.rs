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
