//! Who gets in, and what the cookie is like.

use practice_commons::domain::{Role, secret::Secret};

use super::house::House;

#[tokio::test]
async fn nobody_sees_the_desk_without_signing_in() {
    let house = House::open().await;
    for path in ["/desk", "/desk/items/x?view=mine", "/desk/sources", "/desk/log", "/desk/nowhere"] {
        let page = house.get(path, None).await;
        page.has_status(303);
        assert!(page.location().starts_with("/desk/sign-in?next=%2Fdesk"), "{}", page.location());
        assert_eq!(page.headers["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn a_password_is_set_by_a_link_that_works_once_and_signs_in() {
    let house = House::open().await;
    let ines = house.person("Ines", Role::Editor).await;
    let (link, _) = house.app.desk().password_link(ines.editor.id).await.unwrap();
    // The letter carries a link of its own: neither ends the other before it is used.
    let (other, _) = house.app.desk().password_link(ines.editor.id).await.unwrap();
    let path = format!("/desk/password/{}", link.reveal());
    let other = format!("/desk/password/{}", other.reveal());
    for _ in 0..2 {
        house.get(&path, None).await.has_status(200).says(&["Welcome, Ines"]);
    }
    house.post(&path, &[("password", "short")], None).await.has_status(422).says(&["wrong-text"]);
    let done = house.post(&path, &[("password", "seven quiet harbours at dawn")], None).await;
    done.has_status(303);
    let cookie = done.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Host-session="));
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Max-Age") && !cookie.contains("Domain"));
    house.get(&path, None).await.has_status(404);
    house.get(&other, None).await.has_status(404);
    house.post(&path, &[("password", "another good long one 5")], None).await.has_status(404);

    let wrong = house.post("/desk/sign-in", &[("email", "ines@desk.example"), ("password", "no")], None).await;
    let unknown = house.post("/desk/sign-in", &[("email", "nobody@desk.example"), ("password", "no")], None).await;
    assert_eq!((wrong.status, unknown.status), (wrong.status, wrong.status));
    wrong.has_status(422);
}

#[tokio::test]
async fn signing_out_ends_the_session_everywhere() {
    let house = House::open().await;
    let jo = house.person("Jo", Role::Editor).await;
    house.get("/desk", Some(&jo)).await.has_status(200).says(&["Jo"]);
    let out = house.post("/desk/sign-out", &[], Some(&jo)).await;
    out.has_status(303);
    assert_eq!(out.headers["clear-site-data"], "\"cache\", \"cookies\", \"storage\"");
    house.get("/desk", Some(&jo)).await.has_status(303);
}

#[tokio::test]
async fn a_form_from_another_site_or_without_a_session_changes_nothing() {
    let house = House::open().await;
    let jo = house.person("Jo", Role::Editor).await;
    let request = axum::http::Request::post("/desk/sign-out")
        .header("cookie", &jo.cookie)
        .header("sec-fetch-site", "cross-site")
        .body(axum::body::Body::empty())
        .unwrap();
    house.ask(request).await.has_status(403);
    house.get("/desk", Some(&jo)).await.has_status(200);
    house.post("/desk/language", &[("lang", "fr")], None).await.has_status(403).says(&["no longer signed in"]);
}

// W15
#[tokio::test]
async fn a_foreign_place_to_return_to_is_not_followed() {
    const PASSWORD: &str = "seven quiet harbours at dawn";
    let house = House::open().await;
    let jo = house.person("Jo", Role::Editor).await;
    let ines = house.person("Ines", Role::Editor).await;
    let (link, _) = house.app.desk().password_link(jo.editor.id).await.unwrap();
    house.post(&format!("/desk/password/{}", link.reveal()), &[("password", PASSWORD)], None).await.has_status(303);
    let encoded = |next| url::form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
    // What stands in the address as it is, and what somebody encoded once or twice.
    let raw = ["next=//evil.test", "next=%2f%2fevil.test", "next=%252f%252fevil.test", "next=https:evil.test"];
    let typed = [
        "//evil.test",
        "/\\evil.test",
        "https:evil.test",
        "javascript:alert(1)",
        "/en/practices",
        "%2f%2fevil.test",
        "/%2f%2fevil.test",
        "/%5cevil.test",
        "/login?next=https://evil.test",
        "/desk@evil.test",
    ];
    for query in raw.into_iter().map(str::to_owned).chain(typed.map(encoded)) {
        let page = house.get(&format!("/desk/sign-in?{query}"), Some(&ines)).await;
        assert_eq!(page.location(), "/desk", "{query}");
        let form = house.get(&format!("/desk/sign-in?{query}"), None).await;
        form.has_status(200).says(&["name=\"next\" value=\"/desk\""]);
    }
    let signed_in = async |next| {
        let form = [("email", "jo@desk.example"), ("password", PASSWORD), ("next", next)];
        let page = house.post("/desk/sign-in", &form, None).await;
        page.has_status(303).location().to_owned()
    };
    for next in typed {
        assert_eq!(signed_in(next).await, "/desk", "{next}");
    }
    for next in ["/desk?view=late", "/desk/sources"] {
        assert_eq!(signed_in(next).await, next);
    }
    // The door leads to itself, and there no further than home.
    let door = signed_in("/desk/sign-in?next=https://evil.test").await;
    assert_eq!(house.get(&door, Some(&ines)).await.location(), "/desk");
}

// W15
#[tokio::test]
async fn the_way_back_from_a_change_of_language_stays_here() {
    let house = House::open().await;
    let jo = house.person("Jo", Role::Editor).await;
    for back in [
        "//evil.test",
        "/\\evil.test",
        "/\t/evil.test",
        "https:evil.test",
        "https://evil.test/desk",
        "%2f%2fevil.test",
        "/desk\r\nLocation: https://evil.test",
        "javascript:alert(1)",
        "/en/practices",
        "/desk/../../evil",
        "/desk@evil.test",
        "",
    ] {
        let page = house.post("/desk/language", &[("lang", "en"), ("back", back)], Some(&jo)).await;
        page.has_status(303);
        let place = page.location();
        let whole = url::Url::parse("https://desk.example/desk/language").unwrap().join(place).unwrap();
        assert_eq!(whole.host_str(), Some("desk.example"), "{back}");
        assert!(place.starts_with("/desk") && !place.contains(['\r', '\n', '\\']), "{back}: {place}");
    }
    house.post("/desk/language", &[("lang", "en"), ("back", "/desk?view=late")], Some(&jo)).await.has_status(303);
}

#[tokio::test]
async fn pages_speak_the_language_of_the_editor_or_of_the_browser() {
    let house = House::open().await;
    let jo = house.person("Jo", Role::Editor).await;
    house.get("/desk/sign-in?lang=fr", None).await.says(&["<html lang=\"fr\"", "Se connecter"]);
    house.post("/desk/language", &[("lang", "fr"), ("back", "/desk?view=late")], Some(&jo)).await.has_status(303);
    house.get("/desk?view=late", Some(&jo)).await.says(&["<html lang=\"fr\"", "En retard"]);
}

#[tokio::test]
async fn every_page_has_the_headers_of_the_desk() {
    let house = House::open().await;
    let jo = house.person("Jo", Role::Editor).await;
    for path in ["/desk", "/desk/nowhere", "/desk/sign-in"] {
        let page = house.get(path, Some(&jo)).await;
        let policy = page.headers["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.contains("require-trusted-types-for 'script'"), "{policy}");
        if page.status == 200 {
            let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
            assert_eq!(page.body.matches(&format!("nonce=\"{nonce}\"")).count(), page.body.matches("<script").count());
            assert!(!page.body.contains(" style=") && !page.body.contains("<style"));
        }
    }
    assert!(Secret::parse(jo.cookie.split('=').nth(1).unwrap()).is_ok());
}
