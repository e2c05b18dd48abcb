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

#[tokio::test]
async fn a_foreign_place_to_return_to_is_not_followed() {
    let house = House::open().await;
    let jo = house.person("Jo", Role::Editor).await;
    for next in ["//evil.test", "/\\evil.test", "https:evil.test", "javascript:alert(1)", "/en/practices"] {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
        let page = house.get(&format!("/desk/sign-in?{query}"), Some(&jo)).await;
        assert_eq!(page.location(), "/desk", "{next}");
    }
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
