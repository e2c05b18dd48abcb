//! Sources that give their practices as data: JSON interfaces, JSON-LD, CKAN.

use practice_commons::{
    domain::{
        Field, SourceSettings,
        candidate::{Change, GoneWhy},
        reading::{FetchFault, Outcome, Refusal, Rules},
    },
    harvest::import,
};
use serde_json::{Value, json};

use super::site::{Page, Site, phrases_of, read, reader};

fn source(site: &Site, path: &str, kind: &str, rest: &str) -> SourceSettings {
    let head = format!(
        "name = \"Partner\"\nlanguage = \"en\"\nkind = \"{kind}\"\naddresses = [\"{}\"]\ncontact = \"x\"\nlimits = {{ delay = 0 }}\n",
        site.url(path)
    );
    import(&(head + rest)).unwrap()
}

fn json_page(body: &Value) -> Page {
    let body = body.to_string();
    let etag = format!("\"{}-{}\"", body.len(), body.bytes().map(usize::from).sum::<usize>());
    Page::of("application/json", body).with("etag", etag)
}

fn project(number: usize) -> Value {
    json!({"id": number, "slug": format!("p{number}"), "title": {"rendered": format!("Project &#8211; {number}")},
           "content": {"rendered": "<p>They <b>meet</b> weekly.</p><script>alert(1)</script>"},
           "link": format!("/projects/{number}?utm_source=api"), "date": "2024-05-31T10:00:00", "facts": {"town": "Gent"}})
}

#[tokio::test]
async fn a_json_interface_is_read_to_its_end_by_the_address_it_names_next() {
    let site = Site::start().await;
    site.put("/api", json_page(&json!({"results": [project(1), project(2)], "next": "/api?after=2"})));
    site.put("/api?after=2", json_page(&json!({"results": [project(2), project(3)], "next": null})));
    let rest = "[json]\nitems = \"/results\"\nid = \"/id\"\nnext = \"/next\"\n[[fields.cities]]\npath = \"$.nowhere\"\n[[fields.cities]]\npath = \"$.facts.town\"\n[[fields.status]]\nconstant = \"running\"\n";
    let (reader, settings) = (reader(&site), source(&site, "/api", "json", rest));
    let first = read(&reader, &settings).await;
    assert_eq!(first.outcome, Outcome::Ok);
    assert_eq!((first.candidates.len(), first.counts.listed), (3, 3));
    let candidate = &first.candidates[0];
    assert_eq!((candidate.external_id.as_str(), candidate.url.clone()), ("1", site.url("/projects/1")));
    for (field, text) in [
        (Field::Title, "Project – 1"),
        (Field::Summary, "They **meet** weekly."),
        (Field::Cities, "Gent"),
        (Field::Status, "running"),
        (Field::Language, "en"),
    ] {
        assert_eq!(candidate.draft.get(field), text, "{field}");
    }
    assert_eq!(candidate.published_at.unwrap().to_utc().date().to_string(), "2024-05-31");

    site.bodies();
    let second = reader.read(&settings, &first.known).await;
    assert_eq!((second.outcome.clone(), site.bodies()), (Outcome::NothingNew, 0));
    assert_eq!((second.unchanged.len(), &second.known), (3, &first.known));

    let mut changed = project(1);
    changed["content"]["rendered"] = "<p>Monthly.</p>".into();
    site.put("/api", json_page(&json!({"results": [changed], "next": null})));
    let third = reader.read(&settings, &first.known).await;
    assert_eq!((third.candidates.len(), third.candidates[0].change), (1, Change::Changed));
    assert!(third.gone.iter().all(|gone| gone.why == GoneWhy::Unlisted));
    assert_eq!(third.gone.len(), 2);
}

#[tokio::test]
async fn cursors_and_numbers_lead_on_as_well() {
    let site = Site::start().await;
    site.put("/api?size=1", json_page(&json!({"data": [project(1)], "meta": {"cursor": "a b"}})));
    site.put("/api?size=1&at=a+b", json_page(&json!({"data": [project(2)], "meta": {"cursor": ""}})));
    let rest =
        "[json]\nitems = \"$.data[*]\"\nid = \"/slug\"\ncursor = { path = \"/meta/cursor\", parameter = \"at\" }\n";
    let reading = read(&reader(&site), &source(&site, "/api?size=1", "json", rest)).await;
    let ids: Vec<_> = reading.candidates.iter().map(|candidate| candidate.external_id.as_str()).collect();
    assert_eq!(ids, ["p1", "p2"]);

    // As WordPress does: the answer after the last is an error.
    site.put("/posts", json_page(&json!([project(1)]))).put("/posts?page=2", json_page(&json!([project(2)])));
    site.put("/posts?page=3", Page::status(400));
    let rest =
        format!("[json]\nlink = \"/link\"\nnumbered = {{ address = \"{}?page={{page}}\" }}\n", site.url("/posts"));
    let reading = read(&reader(&site), &source(&site, "/posts", "json", &rest)).await;
    assert_eq!((reading.outcome.clone(), reading.candidates.len()), (Outcome::Ok, 2));
    assert_eq!(reading.candidates[1].external_id, site.url("/projects/2"), "without an id the address names it");
}

#[tokio::test]
async fn a_list_that_leads_in_circles_or_elsewhere_ends() {
    let site = Site::start().await;
    let rest = "[json]\nitems = \"/results\"\nid = \"/id\"\nnext = \"/next\"\n";
    let settings = source(&site, "/api", "json", rest);
    site.put("/api", json_page(&json!({"results": [project(1)], "next": "/api"})));
    assert_eq!(read(&reader(&site), &settings).await.outcome, Outcome::Ok);
    assert_eq!(site.asked(), ["/robots.txt", "/api"]);
    site.put("/api", json_page(&json!({"results": [project(1)], "next": "http://other.example/api"})));
    let away = read(&reader(&site), &settings).await;
    assert!(matches!(away.outcome, Outcome::Refused(Refusal::OtherSite { .. })), "{:?}", away.outcome);
    assert_eq!(away.candidates.len(), 1, "what was read before counts");
}

#[tokio::test]
async fn more_than_a_run_may_take_is_taken_by_the_next_runs() {
    let site = Site::start().await;
    site.put("/api", json_page(&Value::Array((1..=5).map(project).collect())));
    let (reader, mut settings) = (reader(&site), source(&site, "/api", "json", "[json]\nid = \"/id\"\n"));
    settings.limits.items = 2;
    let first = read(&reader, &settings).await;
    assert_eq!(first.candidates.len(), 2);
    assert_eq!(phrases_of(&first), ["source-note-item-cap"]);
    let second = reader.read(&settings, &first.known).await;
    let ids: Vec<_> = second.candidates.iter().map(|candidate| candidate.external_id.as_str()).collect();
    assert_eq!(ids, ["3", "4"]);
    let third = reader.read(&settings, &second.known).await;
    assert_eq!((third.candidates.len(), third.unchanged.len()), (1, 4));
    let fourth = reader.read(&settings, &third.known).await;
    assert_eq!(fourth.outcome, Outcome::NothingNew);
    assert!(fourth.gone.is_empty());
}

#[tokio::test]
async fn r17_json_made_to_break_parsers_is_refused_by_name() {
    let site = Site::start().await;
    let settings = source(&site, "/api", "json", "[json]\nid = \"/id\"\n");
    for body in [
        "[".repeat(10_000),
        "[1e400]".to_owned(),
        "[{\"id\":\"\\ud800\"}]".to_owned(),
        "<html>".to_owned(),
        String::new(),
    ] {
        site.put("/api", Page::of("application/json", body));
        assert_eq!(read(&reader(&site), &settings).await.outcome, Outcome::Failed(FetchFault::NotJson));
    }
    site.put("/api", Page::of("application/json", "[{\"id\": 1, \"title\": \"First\", \"title\": \"Second\"}]"));
    let reading = read(&reader(&site), &settings).await;
    assert_eq!(reading.candidates[0].draft.get(Field::Title), "First");
    site.put("/api", Page::of("application/json", "{\"error\": \"none\"}"));
    assert_eq!(read(&reader(&site), &settings).await.outcome, Outcome::FoundNothing(Rules::Fields));
    site.put("/api", Page::of("application/json", "[]"));
    assert_eq!(read(&reader(&site), &settings).await.outcome, Outcome::FoundNothing(Rules::Listing));
}

#[tokio::test]
async fn a_ckan_catalogue_is_read_by_its_search() {
    let site = Site::start().await;
    let asked = |start: usize| {
        format!("/data/api/3/action/package_search?q=culture&sort=metadata_created+asc&rows=100&start={start}")
    };
    let package = |number: usize| {
        json!({"id": format!("uuid-{number}"), "name": format!("set-{number}"), "title": format!("Set {number}"), "notes": "Weekly meetings.\n\nIn town.",
               "organization": {"title": "City of Gent"}, "metadata_created": "2024-05-31T10:00:00.123456",
               "resources": [{"name": "Report", "url": "https://files.example/r.pdf"}]})
    };
    site.put(&asked(0), json_page(&json!({"success": true, "result": {"count": 2, "results": [package(1)]}})));
    site.put(&asked(1), json_page(&json!({"success": true, "result": {"count": 2, "results": [package(2)]}})));
    let (reader, settings) = (reader(&site), source(&site, "/data", "ckan", "[ckan]\nquery = \"culture\"\n"));
    let first = read(&reader, &settings).await;
    assert_eq!((first.outcome.clone(), first.candidates.len()), (Outcome::Ok, 2));
    let candidate = &first.candidates[1];
    assert_eq!((candidate.external_id.as_str(), candidate.url.clone()), ("uuid-2", site.url("/data/dataset/set-2")));
    assert_eq!(candidate.draft.get(Field::Lead), "City of Gent");
    assert_eq!(candidate.draft.get(Field::Summary), "Weekly meetings.\n\nIn town.");
    assert_eq!(candidate.draft.get(Field::Links), "Report | https://files.example/r.pdf");
    site.bodies();
    let second = reader.read(&settings, &first.known).await;
    assert_eq!((second.outcome, site.bodies()), (Outcome::NothingNew, 0));

    site.put(&asked(0), json_page(&json!({"success": false, "error": {"message": "Search error"}})));
    let declined = read(&reader, &settings).await.outcome;
    assert_eq!(declined, Outcome::Failed(FetchFault::Declined { said: "Search error".to_owned() }));
}

#[tokio::test]
async fn json_ld_in_a_page_gives_its_things_and_leads_to_those_it_only_names() {
    let site = Site::start().await;
    let graph = json!({"@context": "https://schema.org", "@graph": [
        {"@type": "WebSite", "@id": "#site", "name": "Partner"},
        {"@type": "Organization", "@id": "#org", "name": "City of Gent"},
        {"@type": ["https://schema.org/Project", "Thing"], "@id": "#1", "name": "Kitchen &amp; garden", "url": "/p/1",
         "description": "They meet.", "startDate": "2016-01-01", "endDate": "2020-12-31", "organizer": {"@id": "#org"},
         "location": {"@type": "Place", "address": {"addressLocality": "Gent"}}, "inLanguage": "fr"},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "url": "/p/2"},
         {"@type": "ListItem", "item": {"@type": "Article", "url": "/p/1"}}, {"@type": "ListItem", "url": "http://other.example/"}]},
        {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "item": "/home"}]}]});
    let html = |data: &Value| {
        Page::html(format!("<html><head><script type='application/ld+json'>{{broken</script><script type='application/ld+json'>{data}</script></head></html>"))
            .with("etag", format!("\"{}\"", data.to_string().len()))
    };
    site.put("/list", html(&graph));
    site.put("/p/2", html(&json!({"@context": "https://schema.org", "@type": "Event", "name": "Festival", "description": "In summer.", "datePublished": "2024-05-31"})));
    let (reader, settings) = (reader(&site), source(&site, "/list", "json_ld", ""));
    let first = read(&reader, &settings).await;
    assert_eq!((first.outcome.clone(), first.candidates.len()), (Outcome::Ok, 2), "{:?}", first.notes);
    let draft = &first.candidates[0].draft;
    for (field, text) in [
        (Field::Title, "Kitchen & garden"),
        (Field::Summary, "They meet."),
        (Field::Period, "2016-01-01 – 2020-12-31"),
        (Field::Lead, "City of Gent"),
        (Field::Cities, "Gent"),
        (Field::Language, "fr"),
    ] {
        assert_eq!(draft.get(field), text, "{field}");
    }
    assert_eq!(first.candidates[0].external_id, site.url("/p/1"));
    assert_eq!(first.candidates[1].draft.get(Field::Title), "Festival");
    assert_eq!(first.candidates[1].external_id, site.url("/p/2"));
    assert!(first.candidates[1].published_at.is_some());
    site.bodies();
    let second = reader.read(&settings, &first.known).await;
    assert_eq!((second.outcome.clone(), site.bodies()), (Outcome::NothingNew, 0), "{:?}", second.notes);
    assert_eq!(second.unchanged.len(), 2);

    let document = json!([{"@type": "Article", "@id": "https://partner.example/a", "headline": "As a document", "articleBody": "Text."}]);
    site.put("/list", Page::of("application/ld+json", document.to_string()));
    let reading = read(&reader, &settings).await;
    assert_eq!(reading.candidates[0].draft.get(Field::Title), "As a document");
}

#[tokio::test]
async fn parts_place_and_years_told_in_the_text_of_data_are_found() {
    let site = Site::start().await;
    let story = "<p>Lyon, France, 2016</p><p><b>Purpose:</b> A place for all.</p><p><b>Process:</b> The city opened its hall.</p>";
    site.put("/api", json_page(&json!([{"id": 1, "title": "A market", "content": story}])));
    let thing = json!({"@type": "Article", "url": "/p/1", "headline": "A market", "articleBody": story}).to_string();
    let page = format!("<script type='application/ld+json'>{}</script>", thing.replace('<', "\\u003c"));
    site.put("/ld", Page::html(page));
    let package =
        json!({"id": "a", "name": "a", "title": "A market", "notes": story, "organization": {"title": "City of Lyon"}});
    let answer = json!({"success": true, "result": {"count": 1, "results": [package]}});
    site.put("/api/3/action/package_search?sort=metadata_created+asc&rows=100&start=0", json_page(&answer));
    for (kind, path, rest) in [("json", "/api", "[json]\nid = \"/id\"\n"), ("json_ld", "/ld", ""), ("ckan", "", "")] {
        let reading = read(&reader(&site), &source(&site, path, kind, rest)).await;
        let draft = &reading.candidates[0].draft;
        for (field, text) in [
            (Field::Purpose, "A place for all."),
            (Field::Process, "The city opened its hall."),
            (Field::Cities, "Lyon, France"),
            (Field::Period, "2016"),
        ] {
            assert_eq!(draft.get(field), text, "{kind}, {field}");
        }
        assert_eq!(draft.get(Field::Lead), if kind == "ckan" { "City of Lyon" } else { "" });
    }
}

#[tokio::test]
async fn what_has_begun_goes_on_and_an_interval_is_a_period() {
    let site = Site::start().await;
    let page = |facts: &str| {
        Page::html(format!(
            "<script type='application/ld+json'>{{{facts},\"url\":\"/p\",\"name\":\"A market\"}}</script>"
        ))
    };
    for (facts, period) in [
        ("\"@type\":\"Project\",\"startDate\":\"2014-05-01\"", "2014-05-01 –"),
        ("\"@type\":\"Event\",\"startDate\":\"2014-05-01T10:00\"", "2014-05-01"),
        ("\"@type\":\"Dataset\",\"temporalCoverage\":\"2012-01-01/2016-12-31\"", "2012-01-01 – 2016-12-31"),
        ("\"@type\":\"Dataset\",\"temporalCoverage\":\"2012/..\"", "2012 –"),
    ] {
        site.put("/ld", page(facts));
        let reading = read(&reader(&site), &source(&site, "/ld", "json_ld", "")).await;
        assert_eq!(reading.candidates[0].draft.get(Field::Period), period, "{facts}");
    }
}
