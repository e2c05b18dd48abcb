//! What a city's own program sends.

use axum::{
    body::Body,
    http::{Request, header},
};
use practice_commons::{domain::review::Channel, store};
use serde_json::{Value, json};

use super::{Answer, House, SITE};
use crate::support::store::both_engines;

const PATH: &str = "/api/v1/submissions";
const KEY: &str = "8e03978e-40d5-43dd-bc93-6894a57f9324";

fn a_submission() -> Value {
    json!({
        "practice": {
            "title": "Night bus with a mediator",
            "cities": ["Reggio Emilia, Italy"],
            "period": "since 2016",
            "status": "running",
            "topics": ["roma", "Éducation"],
            "summary": "On Fridays a mediator rides along.",
            "purpose": "To make the ride home safe.",
            "process": "The city asked the drivers first.",
            "links": [{ "title": "Report | 2023", "url": "https://city.example/report" }]
        },
        "contact": { "name": "Olena Marchuk", "role": "Head of culture", "email": "olena@city.example" },
        "consent": true
    })
}

impl House {
    async fn sends(&self, key: Option<&str>, body: impl Into<Body>, more: &[(&str, &str)]) -> Answer {
        let mut request = Request::post(PATH).header(header::CONTENT_TYPE, "application/json; charset=utf-8");
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        self.ask(request.body(body.into()).unwrap()).await
    }
}

fn parsed(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{}", answer.body))
}

/// The pointers of the faults, in their order.
fn pointers(answer: &Answer) -> Vec<String> {
    let is_problem = answer.headers[header::CONTENT_TYPE] == "application/problem+json";
    assert!(is_problem, "{}", answer.body);
    let errors = parsed(answer)["errors"].as_array().cloned().unwrap_or_default();
    errors.iter().map(|error| error["pointer"].as_str().unwrap_or_default().to_owned()).collect()
}

both_engines!(a_program_sends_what_the_form_sends_and_the_contact_gets_the_link, |bed| async move {
    let house = House::open(&bed).await;
    let answer = house.sends(Some(KEY), a_submission().to_string(), &[]).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let receipt = parsed(&answer);
    let status = receipt["status"].as_str().unwrap();
    assert_eq!(answer.headers[header::LOCATION], status);
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    assert!(answer.headers.get(header::ACCESS_CONTROL_ALLOW_ORIGIN).is_none());
    let page = house.get(status.strip_prefix(SITE).unwrap()).await;
    assert_eq!(page.status, 200);
    page.says(receipt["reference"].as_str().unwrap());

    house.settle().await;
    assert_eq!(house.outbox.all().len(), 1, "the contact");
    let queue = house.queue().await;
    assert_eq!(
        (queue.len(), queue[0].channel, queue[0].title.as_str()),
        (1, Channel::City, "Night bus with a mediator")
    );
    let draft = &queue[0].draft;
    assert_eq!(draft.get(practice_commons::domain::Field::Topics), "roma\neducation");
    assert_eq!(draft.get(practice_commons::domain::Field::Links), "Report 2023 | https://city.example/report");
});

both_engines!(what_is_sent_twice_is_submitted_once, |bed| async move {
    let house = House::open(&bed).await;
    let body = a_submission().to_string();
    let first = house.sends(Some(KEY), body.clone(), &[]).await;
    // With the quotation marks of structured fields, too.
    for key in [KEY.to_owned(), format!("\"{KEY}\"")] {
        let again = house.sends(Some(&key), body.clone(), &[]).await;
        assert_eq!((again.status, &again.body), (first.status, &first.body));
    }
    house.settle().await;
    assert_eq!(house.queue().await.len(), 1);

    let mut other = a_submission();
    other["practice"]["title"] = json!("Another");
    let answer = house.sends(Some(KEY), other.to_string(), &[]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("this key was sent with another body"));

    // Somebody else is at it.
    let (mine, busy) = ("11111111-2222-3333-4444-555555555555", other.to_string());
    house.desk.request_begin(mine, busy.as_bytes()).await.unwrap();
    assert_eq!(house.sends(Some(mine), busy.clone(), &[]).await.status, 409);
    // And has fallen silent.
    house.pass(std::time::Duration::from_secs(61));
    assert_eq!(house.sends(Some(mine), busy.clone(), &[]).await.status, 201);

    // A day later a key is as good as new.
    house.pass(std::time::Duration::from_hours(25));
    let anew = house.sends(Some(KEY), body, &[]).await;
    assert_eq!(anew.status, 201);
    assert_ne!(anew.body, first.body);
    // Two at once are one.
    let (key, body) = ("at-the-same-moment", a_submission().to_string().replace("Night", "Day"));
    let (one, two) = tokio::join!(house.sends(Some(key), body.clone(), &[]), house.sends(Some(key), body, &[]));
    let statuses = [one.status.as_u16(), two.status.as_u16()];
    assert!(statuses.contains(&201) && statuses.iter().all(|status| matches!(status, 201 | 409)), "{statuses:?}");
    house.settle().await;
    assert_eq!(house.queue().await.len(), 4);
});

both_engines!(every_member_with_a_fault_is_named_at_once, |bed| async move {
    let house = House::open(&bed).await;
    let mut wrong = a_submission();
    wrong["practice"]["topics"] = json!(["Astronomy"]);
    wrong["practice"]["title"] = json!(7);
    wrong["practice"]["partners"] = json!("one");
    wrong["practice"]["links"] = json!([{ "address": "x" }]);
    wrong["practice"]["titel"] = json!("x");
    wrong["contact"]["email"] = json!("nobody");
    wrong["consent"] = json!(false);
    wrong["lang"] = json!("fr");
    let answer = house.sends(Some(KEY), wrong.to_string(), &[]).await;
    assert_eq!(answer.status, 422);
    let mut found = pointers(&answer);
    found.sort();
    let expected = [
        "#/consent",
        "#/contact/email",
        "#/practice/links/0/address",
        "#/practice/partners",
        "#/practice/titel",
        "#/practice/title",
        "#/practice/topics",
    ];
    assert_eq!(found, expected, "{}", answer.body);
    assert!(answer.body.contains("« Astronomy »") || answer.body.contains("Astronomy"), "in French: {}", answer.body);
    // What was refused has used no key.
    assert_eq!(house.sends(Some(KEY), a_submission().to_string(), &[]).await.status, 201);
    assert_eq!(pointers(&house.sends(Some(KEY), "[]", &[]).await)[0], "#");
    house.settle().await;
    assert_eq!(house.queue().await.len(), 1);
});

both_engines!(what_is_no_request_of_ours_is_refused, |bed| async move {
    let house = House::open(&bed).await;
    let body = a_submission().to_string();
    for key in [None, Some("short"), Some("with blanks in it, many")] {
        assert_eq!(house.sends(key, body.clone(), &[]).await.status, 400);
    }
    assert_eq!(house.sends(Some(KEY), "{", &[]).await.status, 400);
    assert_eq!(house.sends(Some(KEY), vec![b' '; 2 << 20], &[]).await.status, 413);
    let deep = "[".repeat(100_000);
    assert_eq!(house.sends(Some(KEY), deep, &[]).await.status, 400);
    assert_eq!(house.post(PATH, "text/plain", body.clone()).await.status, 415);
    // A page of another site, in somebody's browser.
    let foreign = [("origin", "https://evil.test"), ("sec-fetch-site", "cross-site")];
    assert_eq!(house.sends(Some(KEY), body.clone(), &foreign).await.status, 403);

    let mut last = 0;
    for number in 0..21 {
        let answer = house.sends(Some(&format!("key-of-number-{number:04}")), "{}", &[]).await;
        last = answer.status.as_u16();
        if last == 429 {
            assert_eq!(answer.headers[header::RETRY_AFTER], "3600");
            break;
        }
    }
    assert_eq!(last, 429);
    assert!(store::owed::left(&house.store).await.unwrap().is_empty());
});

both_engines!(what_the_description_gives_as_an_example_is_taken, |bed| async move {
    let house = House::open(&bed).await;
    let description = parsed(&house.get("/api/v1/openapi.json").await);
    let example = &description["components"]["schemas"]["NewSubmission"]["example"];
    let answer = house.sends(Some(KEY), example.to_string(), &[]).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let described: Vec<_> =
        description["components"]["schemas"]["NewPractice"]["properties"].as_object().unwrap().keys().collect();
    for field in practice_commons::domain::Field::ALL {
        assert!(described.iter().any(|name| *name == field.name()), "{field} is not described");
    }
});
