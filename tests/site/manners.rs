//! What holds for every answer, errors included: headers, cookies, caches, languages, and no look inside.

use super::*;
use crate::support::store::both_engines;

/// One of each kind of address, with the status a stranger gets.
const SWEEP: [(&str, u16); 68] = [
    ("/", 302),
    ("/en", 308),
    ("/fr/", 308),
    ("/en/practices", 200),
    ("/en/practices?sort=x", 303),
    ("/en/practices.atom", 200),
    ("/en/practices/welcome-week", 200),
    ("/en/practices/the-human-library", 301),
    ("/en/practices/taken-back", 410),
    ("/en/practices/welcome-week.ris", 200),
    ("/en/practices/welcome-week.bib", 200),
    ("/en/practices/welcome-week.csl.json", 200),
    ("/en/practices/the-human-library.ris", 301),
    ("/en/practices/taken-back.ris", 410),
    ("/en/practices/welcome-week.exe", 404),
    ("/fr/practices.csv", 200),
    ("/fr/practices.bib", 200),
    ("/files/unknown-352", 404),
    ("/en/practices/welcome-week.pdf", 404),
    ("/fr/booklet", 200),
    ("/fr/booklet.pdf", 303),
    ("/fr/booklet.pdf?practice=welcome-week", 200),
    ("/fr/practices.feed.json", 200),
    ("/data/practices.json", 200),
    ("/data/catalogue.ttl", 200),
    ("/data/topics.ttl", 200),
    ("/fr/data", 200),
    ("/fr/opensearch.xml", 200),
    ("/oai", 200),
    ("/api/v1/practices", 200),
    ("/api/v1/practices/unknown", 404),
    ("/api/v1/nowhere", 404),
    ("/fr/cities", 200),
    ("/fr/cities/bradford", 200),
    ("/fr/cities/bradford.atom", 200),
    ("/fr/topics", 200),
    ("/fr/collections", 200),
    ("/fr/collections/covid-19", 200),
    ("/fr/collections/covid-19.atom", 200),
    ("/fr/template", 200),
    ("/fr/template.docx", 200),
    ("/fr/template.odt", 200),
    ("/fr/about", 200),
    ("/fr/text-size", 405),
    ("/fr/submit", 200),
    ("/fr/status/unknown", 404),
    ("/fr/status/unknown/revise", 404),
    ("/desk", 303),
    ("/desk/sign-in", 200),
    ("/desk/sources", 303),
    ("/desk/items/unknown", 303),
    ("/desk/nowhere", 303),
    ("/desk/password/unknown", 404),
    ("/robots.txt", 200),
    ("/sitemap.xml", 200),
    ("/sitemaps/1", 200),
    ("/favicon.ico", 302),
    ("/livez", 200),
    ("/readyz", 200),
    ("/assets/unknown", 404),
    ("/files/unknown", 404),
    ("/demo/mailbox", 404),
    ("/en/nowhere", 404),
    ("/fr/nowhere/at/all", 404),
    ("/de/practices", 404),
    ("/en/practices/%00", 404),
    ("/en/practices/%ff", 404),
    ("/wp-login.php", 404),
];

both_engines!(every_answer_has_its_headers_and_no_cookie, |bed| async move {
    let site = Site::filled(&bed).await;
    for (path, status) in SWEEP {
        let private = path.starts_with("/desk") || path.contains("/status/");
        for method in ["GET", "HEAD"] {
            let answer = site.ask(method, path, &[]).await;
            assert_eq!(answer.status, status, "{method} {path}");
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("strict-transport-security", "max-age=31536000; includeSubDomains"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
                ("referrer-policy", if private { "no-referrer" } else { "strict-origin-when-cross-origin" }),
                ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
            ] {
                assert_eq!(answer.header(name), value, "{method} {path}: {name}");
            }
            assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
            assert!(!answer.header("content-security-policy").contains("unsafe"), "{path}");
            assert_eq!(answer.header("x-request-id").len(), 12, "{path}");
            assert!(!private || answer.header("cache-control") == "no-store", "{path} could be kept");
            assert_eq!(answer.header("set-cookie"), "", "{method} {path}");
            assert!(method == "GET" || answer.body.is_empty(), "HEAD {path} has a body");
        }
    }
});

both_engines!(an_error_is_a_page_in_the_readers_language_with_the_requests_id, |bed| async move {
    let site = Site::filled(&bed).await;
    for (method, path, headers, status, title) in [
        ("GET", "/fr/nowhere", &[][..], 404, "Il n’y a pas de page ici"),
        ("GET", "/nowhere", &[("accept-language", "fr-CH, en;q=0.3")], 404, "Il n’y a pas de page ici"),
        ("GET", "/nowhere", &[], 404, "There is no page here"),
        ("DELETE", "/en/practices", &[], 405, "This page cannot be used that way"),
        ("TRACE", "/en/practices", &[], 405, "This page cannot be used that way"),
        ("POST", "/en/text-size", &[("sec-fetch-site", "cross-site")], 403, "This was not allowed"),
        ("POST", "/en/text-size", &[], 415, "This request could not be read"),
        ("GET", "/en/practices/taken-back", &[], 410, "This page was withdrawn"),
    ] {
        let answer = site.ask(method, path, headers).await;
        assert_eq!(answer.status, status, "{method} {path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{method} {path}");
        let (page, id) = (answer.html(), answer.header("x-request-id").to_owned());
        assert_eq!((word(&page, "h1").as_str(), word(&page, ".trouble code")), (title, id), "{method} {path}");
        assert_eq!(attributes(&page, "meta[name=robots]", "content"), ["noindex"]);
    }
    assert_eq!(site.ask("DELETE", "/en/practices", &[]).await.header("allow"), "GET,HEAD");
    let request = Request::post("/en/text-size").header("content-type", "application/x-www-form-urlencoded");
    let flood = site.send(request.body(Body::from(vec![b'a'; 2 << 20])).unwrap()).await;
    assert_eq!((flood.status.as_u16(), word(&flood.html(), "h1").as_str()), (413, "That is more than we can take"));
    assert!(word(&flood.html(), "main").contains("1\u{a0}MB") || word(&flood.html(), "main").contains("1 MB"));
});

both_engines!(a_database_that_is_gone_is_said_so_and_nothing_of_it_is_shown, |bed| async move {
    let site = Site::filled(&bed).await;
    site.store.close().await;
    let answer = site.get("/fr/practices/welcome-week").await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "30"));
    let page = answer.html();
    assert_eq!(word(&page, "h1"), "Le site est momentanément indisponible");
    assert!(!answer.text().to_lowercase().contains("pool") && !answer.text().contains("sqlx"));
    assert_eq!(site.get("/readyz").await.text(), "database: does not answer\n");
    // What needs only what is in memory goes on.
    assert_eq!(site.get("/en/practices?topic=education").await.status, 200);
});

both_engines!(the_one_cookie_is_the_text_size_a_reader_chose, |bed| async move {
    let site = Site::filled(&bed).await;
    let choose = async |path: &str, form: &'static str| {
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        site.send(request.header("origin", ORIGIN).body(Body::from(form)).unwrap()).await
    };
    let chosen = choose("/fr/text-size", "size=large&back=%2Ffr%2Fpractices%2Fwelcome-week%3Fa%3Db").await;
    assert_eq!((chosen.status.as_u16(), chosen.location().as_deref()), (303, Some("/fr/practices/welcome-week?a=b")));
    let cookie = chosen.header("set-cookie").to_owned();
    assert_eq!(cookie, "text-size=large; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=31536000");
    let cookie = cookie.split(';').next().unwrap();

    let (small, large) = (site.get("/fr/about").await, site.ask("GET", "/fr/about", &[("cookie", cookie)]).await);
    assert_eq!(attributes(&large.html(), "html", "data-text"), ["large"]);
    assert_eq!(attributes(&large.html(), ".text-size button[aria-pressed=true]", "value"), ["large"]);
    assert_eq!(large.header("set-cookie"), "");
    assert!(large.header("vary").contains("cookie") && small.header("etag") != large.header("etag"));
    let error = site.ask("GET", "/fr/nowhere", &[("cookie", cookie)]).await;
    assert_eq!(attributes(&error.html(), "html", "data-text"), ["large"]);

    assert_eq!(
        choose("/en/text-size", "size=small&back=%2F%2Fevil.test").await.location().as_deref(),
        Some("/en/practices")
    );
    assert_eq!(choose("/en/text-size", "size=huge").await.status, 400);
    assert_eq!(choose("/xx/text-size", "size=large").await.status, 404);
});

both_engines!(what_has_not_changed_is_not_sent_again, |bed| async move {
    let site = Site::filled(&bed).await;
    for path in ["/en/practices", "/en/practices/welcome-week", "/en/practices.atom", "/sitemap.xml", "/robots.txt"] {
        let first = site.get(path).await;
        assert_eq!(first.header("cache-control"), "no-cache", "{path}");
        let head = site.ask("HEAD", path, &[]).await;
        assert_eq!(head.header("etag"), first.header("etag"), "{path}");
        let again = site.ask("GET", path, &[("if-none-match", first.header("etag"))]).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        assert_eq!(again.header("etag"), first.header("etag"), "{path}");
        let other = site.ask("GET", path, &[("if-none-match", "W/\"00\"")]).await;
        assert_eq!(other.status, 200, "{path}");
    }
});

both_engines!(pages_are_compressed_for_those_who_can_read_that, |bed| async move {
    let site = Site::filled(&bed).await;
    let plain = site.get("/en/practices").await;
    for encoding in ["br", "gzip"] {
        let small = site.ask("GET", "/en/practices", &[("accept-encoding", encoding)]).await;
        assert_eq!(small.header("content-encoding"), encoding);
        assert!(small.body.len() * 3 < plain.body.len(), "{} of {}", small.body.len(), plain.body.len());
    }
    let error = site.ask("GET", "/en/nowhere", &[("accept-encoding", "br")]).await;
    assert_eq!(error.header("content-encoding"), "");
});

both_engines!(the_language_of_the_first_visit_is_the_browsers, |bed| async move {
    let site = Site::filled(&bed).await;
    for (wish, home) in [("fr-BE,fr;q=0.9,en;q=0.8", "/fr/practices"), ("uk", "/en/practices"), ("", "/en/practices")] {
        let answer = site.ask("GET", "/", &[("accept-language", wish)]).await;
        assert_eq!((answer.location().as_deref(), answer.header("vary")), (Some(home), "Accept-Language"));
    }
    assert_eq!(site.get("/fr").await.location().as_deref(), Some("/fr/practices"));
});

both_engines!(foreign_hosts_and_forwarded_names_reach_no_page, |bed| async move {
    let site = Site::filled(&bed).await;
    let headers = [("host", "evil.test"), ("x-forwarded-host", "evil.test"), ("forwarded", "host=evil.test")];
    for path in ["/en/practices", "/en/practices.atom", "/sitemap.xml", "/", "/en/nowhere"] {
        let answer = site.ask("GET", path, &headers).await;
        assert!(!answer.text().contains("evil.test"), "{path}");
        assert!(!answer.location().unwrap_or_default().contains("evil.test"), "{path}");
    }
});
