//! The page of a practice: its story, its facts, its addresses and the way back.

use super::*;
use crate::support::store::both_engines;

/// What a page says under a fact's name.
fn fact(page: &Html, name: &str) -> Vec<String> {
    let facts = select("section.facts dl > *");
    let mut under = false;
    let mut found = Vec::new();
    for item in page.select(&facts) {
        let text = item.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        match item.value().name() {
            "dt" => under = text == name,
            _ if under => found.push(text),
            _ => {}
        }
    }
    found
}

both_engines!(a_practice_shows_what_there_is_and_nothing_else, |bed| async move {
    let site = Site::filled(&bed).await;
    let page = site.page("/en/practices/a-policy-for-neighbours-abroad").await;
    assert_eq!(word(&page, "h1"), "A policy for neighbours abroad");
    assert_eq!(word(&page, ".opening .lede"), "A city with a foreign policy of its own");
    assert_eq!(words(&page, ".story h2"), ["Summary", "Process", "Evaluation", "Documents and links"]);
    assert_eq!(words(&page, ".story li"), ["visits", "summers", "Annual report"]);
    assert_eq!(fact(&page, "City"), ["Reggio Emilia, 1 practice"]);
    assert_eq!(fact(&page, "Topics"), ["Leadership and Political CommitmentEducation"]);
    assert_eq!(fact(&page, "Period"), ["Since 2016 (as written: “2016 -”)"]);
    assert_eq!(fact(&page, "Source"), ["Sent by the city"]);
    assert_eq!(fact(&page, "Published"), ["12 March 2024"]);
    assert_eq!(fact(&page, "Collections"), ["COVID-19: what cities did"]);
    assert_eq!(fact(&page, "Reuse"), ["CC BY 4.0"]);
    assert_eq!(fact(&page, "Partners"), [""; 0]);
    assert_eq!(attributes(&page, ".story .note", "class"), [""; 0]);
    assert_eq!(attributes(&page, "figure img", "alt"), ["Children reading on a carpet"]);

    let partner = site.page("/en/practices/welcome-week").await;
    assert_eq!(fact(&partner, "Source"), ["Read from Northern Harbour Cities on 12 March 2024"]);
    assert_eq!(attributes(&partner, ".facts a[rel~=nofollow]", "href"), ["https://partner.example/p/1"]);
    assert_eq!(fact(&partner, "Reuse"), ["Under the licence of the source"]);
    assert_eq!(fact(&partner, "Period"), ["N/A"]);
    let french = site.page("/fr/practices/welcome-week").await;
    assert_eq!(fact(&french, "Source"), ["Lu sur Northern Harbour Cities le 12 mars 2024"]);
    assert_eq!(fact(&french, "Réutilisation"), ["Selon la licence de la source"]);
});

both_engines!(a_text_says_what_language_it_is_in_and_where_else_it_can_be_read, |bed| async move {
    let site = Site::filled(&bed).await;
    let french = site.page("/fr/practices/a-policy-for-neighbours-abroad").await;
    assert_eq!(
        (word(&french, "h1"), attributes(&french, "h1", "lang")),
        ("Une politique pour les voisins de l’étranger".to_owned(), vec!["fr".to_owned()])
    );
    assert_eq!(word(&french, ".note"), "Traduit d’un texte en anglais.");
    // What is not translated stays in the original, and says so to screen readers.
    assert_eq!(attributes(&french, ".story section div[lang]", "lang"), ["fr", "fr", "en"]);
    assert_eq!(
        attributes(&french, "header .acts > a[hreflang]", "href"),
        ["/en/practices/a-policy-for-neighbours-abroad"]
    );
    let english = site.page("/en/practices/a-policy-for-neighbours-abroad").await;
    assert_eq!(attributes(&english, "header .acts > a[hreflang]", "hreflang"), ["fr"]);

    let foreign = site.page("/fr/practices/mapa-mista").await;
    assert_eq!(
        (word(&foreign, ".note").as_str(), attributes(&foreign, "h1", "lang")),
        ("Ce texte est en ukrainien.", vec!["uk".to_owned()])
    );
    assert_eq!(word(&foreign, "title"), "Мапа міста – Intercultural Practice Commons");
});

both_engines!(old_addresses_lead_on_and_withdrawn_ones_say_so, |bed| async move {
    let site = Site::filled(&bed).await;
    for (path, status, location) in [
        ("/en/practices/the-human-library", 301, Some("/en/practices/the-library-of-people")),
        ("/fr/practices/the-human-library", 301, Some("/fr/practices/the-library-of-people")),
        ("/en/practices/taken-back", 410, None),
        ("/en/practices/not-yet", 404, None),
        ("/en/practices/unknown", 404, None),
        ("/xx/practices/the-library-of-people", 404, None),
        ("/en/practices/the-library-of-people.atom", 404, None),
    ] {
        let answer = site.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.location().as_deref()), (status, location), "{path}");
    }
    let gone = site.get("/fr/practices/taken-back").await.html();
    assert_eq!(word(&gone, "h1"), "Cette page a été retirée");
});

both_engines!(the_way_back_is_the_list_the_reader_came_from, |bed| async move {
    let site = Site::filled(&bed).await;
    let path = "/en/practices/the-library-of-people";
    let back = async |referer: &str| {
        let page = site.ask("GET", path, &[("referer", referer)]).await.html();
        (word(&page, ".back"), attributes(&page, ".back a", "href").remove(0))
    };
    let all = ("All practices".to_owned(), "/en/practices".to_owned());
    for (referer, words, href) in [
        (
            "https://practices.example/en/practices?topic=education",
            "26 practices in Education",
            "/en/practices?topic=education",
        ),
        (
            "https://practices.example/en/practices?q=school&topic=education",
            "2 practices found: “school”, Education",
            "/en/practices?q=school&topic=education",
        ),
        (
            "https://practices.example/en/practices?topic=education&page=2",
            "26 practices in Education",
            "/en/practices?topic=education&page=2",
        ),
        ("https://practices.example/en/practices?from=2020&to=2020", "3 practices in 2020", "/en/practices?year=2020"),
        ("https://practices.example/en/practices?sort=title", "All practices", "/en/practices?sort=title"),
    ] {
        assert_eq!(back(referer).await, (words.to_owned(), href.to_owned()), "{referer}");
    }
    for referer in [
        "https://evil.test/",
        "https://practices.example/en/cities",
        "not an address",
        "https://practices.example/fr/practices?topic=roma",
        "javascript:alert(1)",
    ] {
        assert_eq!(back(referer).await, all, "{referer}");
    }
});

both_engines!(machines_read_an_article_about_a_project, |bed| async move {
    let site = Site::filled(&bed).await;
    let page = site.page("/en/practices/a-policy-for-neighbours-abroad").await;
    let data: serde_json::Value = serde_json::from_str(&word(&page, "script[type='application/ld+json']")).unwrap();
    let article = &data["@graph"][0];
    assert_eq!(article["@type"], "Article");
    assert_eq!(article["url"], "https://practices.example/en/practices/a-policy-for-neighbours-abroad");
    assert_eq!(article["spatialCoverage"][0]["name"], "Reggio Emilia");
    assert_eq!(article["license"], "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(data["@graph"][1]["itemListElement"][1]["name"], "A policy for neighbours abroad");
});

both_engines!(only_pictures_of_published_practices_are_served, |bed| async move {
    let site = Site::filled(&bed).await;
    let page = site.page("/en/practices/a-policy-for-neighbours-abroad").await;
    let path = attributes(&page, "figure img", "src").remove(0);
    let picture = site.get(&path).await;
    assert_eq!((picture.status.as_u16(), picture.body.as_slice()), (200, &b"a picture"[..]));
    assert_eq!(picture.header("content-type"), "image/png");
    assert_eq!(picture.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(picture.header("x-content-type-options"), "nosniff");
    let again = site.ask("GET", &path, &[("if-none-match", picture.header("etag"))]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));

    let secret = site.store.blobs().put(b"a contact's letter".to_vec(), Kept::Plain).await.unwrap();
    for path in [
        format!("/files/{secret}"),
        "/files/x".to_owned(),
        "/files/..%2f..%2fetc%2fpasswd".to_owned(),
        "/files/%ff".to_owned(),
    ] {
        let answer = site.get(&path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.header("content-type").starts_with("text/plain"), "{path}");
    }
});

both_engines!(a_translation_says_who_made_it_and_whether_it_still_fits, |bed| async move {
    use practice_commons::domain::record::{Translation, TranslationState};
    let site = Site::filled(&bed).await;
    for (slug, state, english) in [
        ("by-a-person", TranslationState::Human, "Translated from Ukrainian."),
        (
            "by-a-machine",
            TranslationState::MachineDraft,
            "A machine translated this text from Ukrainian; no editor has checked it yet.",
        ),
        ("once", TranslationState::Outdated, "Translated from Ukrainian; the original has changed since."),
        (
            "once-by-a-machine",
            TranslationState::OutdatedDraft,
            "A machine translated this text from Ukrainian; no editor has checked it, and the original has changed since.",
        ),
    ] {
        let translation = Translation { language: Lang::En, state, title: "A city’s map".to_owned(), ..french() };
        let practice = a_practice("Мапа міста").at(slug).written_in("uk").translated(translation);
        practice.telling(Field::Process, "Діти малюють.").put(&site.store).await;
        site.catch_up().await;
        let page = site.page(&format!("/en/practices/{slug}")).await;
        assert_eq!((word(&page, "h1").as_str(), word(&page, ".note").as_str()), ("A city’s map", english));
        // The words of the link are the page's, what it leads to is not.
        let original = "header .acts > a[hreflang=uk]";
        assert_eq!(
            (words(&page, original), attributes(&page, original, "lang")),
            (vec!["Ukrainian".to_owned()], vec![])
        );
        assert_eq!(attributes(&page, original, "href"), [format!("/en/practices/{slug}?text=original")]);

        let page = site.page(&format!("/en/practices/{slug}?text=original")).await;
        assert_eq!(
            (word(&page, "h1").as_str(), attributes(&page, "h1", "lang")),
            ("Мапа міста", vec!["uk".to_owned()])
        );
        assert_eq!(word(&page, ".note"), "This text is in Ukrainian.");
        let english = "header .acts > a[hreflang=en]";
        assert_eq!(
            (word(&page, english).as_str(), attributes(&page, english, "lang")),
            ("English", vec!["en".to_owned()])
        );
    }
});

both_engines!(a_text_from_right_to_left_stands_in_a_page_from_left_to_right, |bed| async move {
    let site = Site::filled(&bed).await;
    let picture = record::Picture {
        blob: "0".repeat(64),
        media_type: "image/png".to_owned(),
        width: 4,
        height: 3,
        alt: "درج".to_owned(),
        credit: "A. Person".to_owned(),
        licence: "CC BY 4.0".to_owned(),
    };
    let stairs = a_practice("مكتبة على الدرج").at("stairs").written_in("ar").stating("كتب للجيران.");
    let stairs = stairs.telling(Field::Process, "- كتب").telling(Field::Lead, "بلدية حيفا");
    stairs.telling(Field::Partners, "لجنة الحي").with_picture(picture).put(&site.store).await;
    site.catch_up().await;
    let page = site.page("/en/practices/stairs").await;
    assert_eq!(attributes(&page, "html", "dir"), [""; 0]);
    for selector in ["h1", ".lede", ".story section > div", "figure img", ".facts dd[lang]"] {
        let (tags, dirs) = (attributes(&page, selector, "lang"), attributes(&page, selector, "dir"));
        assert!(!tags.is_empty() && tags.iter().all(|tag| tag == "ar"), "{selector}: {tags:?}");
        assert!(dirs.len() == tags.len() && dirs.iter().all(|dir| dir == "rtl"), "{selector}: {dirs:?}");
    }
    assert_eq!(attributes(&page, ".story h2", "dir"), [""; 0], "headings are the page's");
    let list = site.page("/en/practices?language=ar").await;
    assert_eq!(
        (attributes(&list, "li.row h3", "lang"), attributes(&list, "li.row h3", "dir")),
        (vec!["ar".to_owned()], vec!["rtl".to_owned()])
    );
});

both_engines!(what_a_city_confirms_is_dated_on_the_page_in_its_history_and_in_the_data, |bed| async move {
    let site = Site::filled(&bed).await;
    let path = "/en/practices/a-policy-for-neighbours-abroad";
    assert_eq!(fact(&site.page(path).await, "Last confirmed"), [""; 0]);
    let practice = site.app.shelf().practices.values().find(|it| path.ends_with(&it.slug)).unwrap().id;
    let mut tx = site.store.begin().await.unwrap();
    practice_commons::store::practice_confirm(&mut tx, practice, day(2026, 11, 20)).await.unwrap();
    tx.commit().await.unwrap();
    site.catch_up().await;
    let page = site.page(path).await;
    assert_eq!(fact(&page, "Last confirmed"), ["20 November 2026"]);
    assert_eq!(words(&page, ".history li")[0], "20 November 2026 The city confirmed that the text is still right.");
    let data: serde_json::Value =
        serde_json::from_str(&site.get("/api/v1/practices?q=neighbours").await.text()).unwrap();
    assert_eq!(data["practices"][0]["confirmed_at"], "2026-11-20T00:00:00Z");
});
