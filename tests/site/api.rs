//! The API through its door: what it lists, how it goes on, and how it says no.

use super::*;
use crate::support::store::both_engines;
use serde_json::Value;

async fn json(site: &Site, path: &str) -> Value {
    let answer = site.get(path).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"), "{path}");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    serde_json::from_slice(&answer.body).expect("JSON")
}

both_engines!(a_list_is_read_to_its_end_once_each, |bed| async move {
    let site = Site::filled(&bed).await;
    for query in ["?limit=7", "?limit=7&country=GB&sort=title&lang=fr", "?limit=3&q=lesson"] {
        let (mut path, mut ids, mut total) = (format!("/api/v1/practices{query}"), Vec::new(), 0);
        for _ in 0..20 {
            let part = json(&site, &path).await;
            total = part["total"].as_u64().unwrap();
            ids.extend(part["practices"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()));
            match part["next"].as_str() {
                Some(next) => path = next.strip_prefix(ORIGIN).expect("an address of ours").to_owned(),
                None => break,
            }
        }
        let mut once = ids.clone();
        once.sort();
        once.dedup();
        assert_eq!((once.len(), ids.len() as u64), (ids.len(), total), "{query}");
    }
});

both_engines!(the_api_counts_what_the_site_counts, |bed| async move {
    let site = Site::filled(&bed).await;
    for query in [
        "",
        "?country=GB",
        "?topic=education&topic=roma&year=2018",
        "?from=2018&to=2019",
        "?from=2020&country=GB",
        "?to=2017",
        "?q=voisins&language=en",
    ] {
        let page = site.page(&format!("/en/practices{query}")).await;
        let facets = json(&site, &format!("/api/v1/facets{query}")).await;
        assert_eq!(facets["total"].as_u64(), Some(number(&word(&page, "#total")) as u64), "{query}");
        for facet in facets["facets"].as_array().unwrap() {
            for value in facet["values"].as_array().unwrap() {
                let (name, choice) = (facet["name"].as_str().unwrap(), value["value"].as_str().unwrap());
                let selector = format!("input[name={name}][value='{choice}']");
                if let Some(input) = page.select(&select(&selector)).next() {
                    let label = scraper::ElementRef::wrap(input.parent().unwrap()).unwrap();
                    let shown: String = label.select(&select(".count")).flat_map(|it| it.text()).collect();
                    assert_eq!(shown, value["count"].to_string(), "{query} {name} {choice}");
                }
            }
        }
    }
    let topics = json(&site, "/api/v1/topics?lang=fr").await;
    assert_eq!(topics.as_array().unwrap().len(), 20);
    let countries = json(&site, "/api/v1/countries?lang=fr").await;
    assert_eq!(countries[0]["name"], "Chypre");
    assert_eq!(json(&site, "/api/v1/collections").await[0]["practices"], 2);
    let cities = json(&site, "/api/v1/cities").await;
    assert!(cities.as_array().unwrap().iter().any(|city| city["slug"] == "bradford" && city["practices"] == 24));
});

both_engines!(one_practice_is_found_by_id_and_by_name, |bed| async move {
    let site = Site::filled(&bed).await;
    let named = json(&site, "/api/v1/practices/a-policy-for-neighbours-abroad?lang=fr").await;
    assert_eq!(named["title"], "Une politique pour les voisins de l’étranger");
    assert_eq!((&named["language"], &named["original_language"]), (&"fr".into(), &"en".into()));
    assert_eq!(named["cities"][0]["country_name"], "Italie");
    assert_eq!(named["licence"]["name"], "CC BY 4.0");
    let by_id = json(&site, &format!("/api/v1/practices/{}?lang=fr", named["id"].as_str().unwrap())).await;
    assert_eq!(by_id, named);
    let partner = json(&site, "/api/v1/practices/welcome-week").await;
    assert_eq!((&partner["source"]["url"], &partner["licence"]), (&"https://partner.example/p/1".into(), &Value::Null));
    let etag = site.get("/api/v1/practices/welcome-week").await.header("etag").to_owned();
    let again = site.ask("GET", "/api/v1/practices/welcome-week", &[("if-none-match", &etag)]).await;
    assert_eq!(again.status, 304);
});

both_engines!(what_is_wrong_is_told_as_a_problem, |bed| async move {
    let site = Site::filled(&bed).await;
    for (path, status, parameter) in [
        ("/api/v1/practices?topic=nothing", 404, Some("topic")),
        ("/api/v1/practices?colour=red", 400, Some("colour")),
        ("/api/v1/practices?limit=0", 400, Some("limit")),
        ("/api/v1/practices?limit=101", 400, Some("limit")),
        ("/api/v1/practices?sort=(select)", 400, Some("sort")),
        ("/api/v1/practices?cursor=-1", 400, Some("cursor")),
        ("/api/v1/practices?country=ZZ", 404, Some("country")),
        ("/api/v1/practices?country=Italy", 400, Some("country")),
        ("/api/v1/practices?city=", 400, Some("city")),
        ("/api/v1/practices?city=nowhere&limit=0", 400, Some("limit")),
        ("/api/v1/practices?year=1899", 400, Some("year")),
        ("/api/v1/practices?from=1899", 400, Some("from")),
        ("/api/v1/practices?from=2016&from=2017", 400, Some("from")),
        ("/api/v1/practices?to=", 400, Some("to")),
        ("/api/v1/practices?collection=unknown", 404, Some("collection")),
        ("/api/v1/practices?lang=en&lang=fr", 400, Some("lang")),
        ("/api/v1/topics?lang=xx", 400, Some("lang")),
        ("/api/v1/topics?q=a", 400, Some("q")),
        ("/api/v1/practices/taken-back", 404, None),
        ("/api/v1/practices/not-yet", 404, None),
        ("/api/v1/practices/00000000-0000-0000-0000-000000000000", 404, None),
        ("/api/v1/practices/%00", 404, None),
        ("/api/v1/nowhere", 404, None),
    ] {
        let answer = site.get(path).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (status, "application/problem+json"),
            "{path}"
        );
        let problem: Value = serde_json::from_slice(&answer.body).expect("JSON");
        assert_eq!((&problem["type"], &problem["status"]), (&"about:blank".into(), &status.into()), "{path}");
        if let Some(parameter) = parameter {
            assert_eq!(problem["errors"][0]["parameter"], parameter, "{path}");
        }
    }
    let put = site.ask("PUT", "/api/v1/practices", &[]).await;
    assert_eq!((put.status.as_u16(), put.header("content-type")), (405, "application/problem+json"));
    assert_eq!(put.header("allow"), "GET,HEAD");
});

both_engines!(the_api_describes_itself, |bed| async move {
    let site = Site::filled(&bed).await;
    let description = json(&site, "/api/v1/openapi.json").await;
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
    assert_eq!(description["servers"][0]["url"], "https://practices.example/api/v1");
    let sends = |path: &String| path == "/submissions";
    for (path, operations) in description["paths"].as_object().unwrap() {
        if sends(path) {
            assert!(operations["post"]["responses"]["201"]["content"].is_object() && operations["get"].is_null());
            continue;
        }
        let answer = site.get(&format!("/api/v1{}", path.replace("{id}", "welcome-week"))).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(operations["get"]["responses"]["200"]["content"].is_object(), "{path}");
    }
    // What is described is read: no value of it is unknown as an argument, and a wrong one is told as wrong.
    for (path, operations) in description["paths"].as_object().unwrap() {
        for argument in operations["get"]["parameters"].as_array().into_iter().flatten() {
            let (name, schema) = (argument["name"].as_str().unwrap(), &argument["schema"]);
            if argument["in"] != "query" || ["q", "topic", "city", "collection", "country", "language"].contains(&name)
            {
                continue;
            }
            let of_one = if schema["type"] == "array" { &schema["items"] } else { schema };
            let good = of_one["enum"][0]
                .as_str()
                .map(str::to_owned)
                .or_else(|| of_one["maximum"].as_i64().map(|n| n.to_string()));
            let address = |value: &str| format!("/api/v1{}?{name}={value}", path.replace("{id}", "welcome-week"));
            if let Some(good) = good {
                assert_eq!(site.get(&address(&good)).await.status, 200, "{path} {name}={good}");
            }
            let wrong = site.get(&address("!")).await;
            assert_eq!(wrong.status, 400, "{path} {name}");
            assert!(wrong.text().contains("not a value of this argument"), "{path} {name}: {}", wrong.text());
        }
    }
    let list = description["paths"]["/practices"]["get"]["parameters"].as_array().unwrap();
    assert_eq!(list.len(), 13);
    let practice = description["components"]["schemas"]["Practice"]["properties"].as_object().unwrap();
    let told = json(&site, "/api/v1/practices/welcome-week").await;
    for field in told.as_object().unwrap().keys() {
        assert!(practice.contains_key(field), "{field} is not described");
    }
});
