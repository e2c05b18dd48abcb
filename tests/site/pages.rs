//! Cities, topics, collections, and the pages of plain text.

use super::*;
use crate::support::store::both_engines;
use practice_commons::web::site::texts::SiteText;

both_engines!(cities_stand_under_their_countries_in_the_readers_order, |bed| async move {
    let site = Site::filled(&bed).await;
    let page = site.page("/en/cities").await;
    assert_eq!(words(&page, ".names h3"), ["Cyprus", "France", "Italy", "Poland", "United Kingdom"]);
    assert_eq!(words(&page, ".counted a"), ["Limassol", "Paris", "Reggio Emilia", "Łódź", "Bradford"]);
    assert_eq!(words(&page, ".own"), ["Λεμεσός"]);
    assert_eq!(word(&page, ".lede"), "5 cities in 5 countries share what they have tried.");
    let french = site.page("/fr/cities").await;
    assert_eq!(words(&french, ".names h3"), ["Chypre", "France", "Italie", "Pologne", "Royaume-Uni"]);
    for (href, count) in attributes(&page, ".counted a", "href").iter().zip(words(&page, ".counted .count")) {
        let city = site.page(href).await;
        assert_eq!(number(&word(&city, "h2")), number(&count), "{href}");
    }
});

both_engines!(a_city_lists_its_practices_page_by_page, |bed| async move {
    let site = Site::filled(&bed).await;
    let page = site.page("/en/cities/bradford").await;
    assert_eq!((word(&page, "h1").as_str(), word(&page, "h2").as_str()), ("Bradford", "24 practices"));
    assert_eq!(page.select(&select("li.row")).count(), 20);
    assert_eq!(attributes(&page, ".paging a", "href"), ["/en/cities/bradford?page=2"]);
    assert_eq!(site.page("/en/cities/bradford?page=2").await.select(&select("li.row")).count(), 4);
    for (path, to) in [("?page=9", "?page=2"), ("?page=1", ""), ("?topic=roma", ""), ("?page=x", "")] {
        let answer = site.get(&format!("/en/cities/bradford{path}")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.location()),
            (303, Some(format!("/en/cities/bradford{to}"))),
            "{path}"
        );
    }
    let french = site.page("/fr/cities/reggio-emilia").await;
    assert_eq!((word(&french, "h1").as_str(), word(&french, ".head .meta").as_str()), ("Reggio d’Émilie", "Italie"));
    let empty = site.page("/en/cities/without-practices").await;
    assert_eq!(words(&empty, ".none-found"), ["No practice of this city is published yet."]);
    assert_eq!(attributes(&empty, "meta[name=robots]", "content"), ["noindex"]);
    assert_eq!(site.get("/en/cities/atlantis").await.status, 404);
});

both_engines!(every_topic_leads_to_as_many_practices_as_it_says, |bed| async move {
    let site = Site::filled(&bed).await;
    let page = site.page("/fr/topics").await;
    let (hrefs, counts) = (attributes(&page, ".names.about a", "href"), words(&page, ".names.about .numbers"));
    assert_eq!(hrefs.len(), 20);
    for (href, count) in hrefs.iter().zip(counts) {
        assert_eq!(number(&word(&site.page(href).await, "#total")), number(&count), "{href}");
    }
});

both_engines!(a_collection_tells_its_practices_under_the_editors_subheads, |bed| async move {
    let site = Site::filled(&bed).await;
    let all = site.page("/en/collections").await;
    assert_eq!(
        (words(&all, "li.row h2"), words(&all, "li.row .meta")),
        (vec!["COVID-19: what cities did".to_owned()], vec!["2 practices".to_owned()])
    );
    let page = site.page("/en/collections/covid-19").await;
    assert_eq!(
        (word(&page, "h1").as_str(), word(&page, ".hero .lede").as_str()),
        ("COVID-19: what cities did", "2 practices")
    );
    assert_eq!(words(&page, "h2.subhead"), ["In the first weeks"]);
    assert_eq!(words(&page, "li.row h3"), ["A policy for neighbours abroad", "The library of people & others"]);
    assert_eq!(attributes(&page, ".collection .prose a", "href"), ["https://practices.example/en/submit"]);
    let french = site.page("/fr/collections/covid-19").await;
    assert_eq!(
        (word(&french, "h1").as_str(), word(&french, "h2.subhead").as_str()),
        ("Covid-19 : ce que les villes ont fait", "Les premières semaines")
    );
    assert_eq!(site.get("/en/collections/unknown").await.status, 404);
});

/// The words of the part of a word processor's file that holds its text.
fn words_of(document: &[u8], part: &str) -> String {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(document)).unwrap();
    std::io::read_to_string(package.by_name(part).unwrap()).unwrap()
}

both_engines!(the_template_is_there_to_be_filled_in, |bed| async move {
    let site = Site::filled(&bed).await;
    for (lang, question) in [("en", "Your name, your role in the city"), ("fr", "Votre nom, votre fonction")] {
        let page = site.page(&format!("/{lang}/template")).await;
        let files = attributes(&page, ".head a[download]", "href");
        assert_eq!(files, [format!("/{lang}/template.docx"), format!("/{lang}/template.odt")]);
        for (file, part) in files.iter().zip(["word/document.xml", "content.xml"]) {
            let answer = site.get(file).await;
            let named = format!(
                "attachment; filename=\"{}\"",
                file[1..].replace(&format!("{lang}/template"), &format!("template-{lang}"))
            );
            assert_eq!(answer.header("content-disposition"), named);
            let text = words_of(&answer.body, part);
            // Name, title, period, summary, story …: each with room for its answer.
            assert!(text.contains(question) && text.matches("\"Answer\"").count() >= 18, "{text}");
            assert!(!text.contains("{{"), "{text}");
        }
    }
    let mut tx = site.store.begin().await.unwrap();
    let text = "# Now\n\n- **How was it?** \u{2013} needed.";
    practice_commons::store::site_text_insert(&mut tx, "template", Lang::En, 0, text, None, now()).await.unwrap();
    tx.commit().await.unwrap();
    site.catch_up().await;
    let changed = words_of(&site.get("/en/template.odt").await.body, "content.xml");
    assert!(changed.contains("How was it?") && !changed.contains("your role in the city"), "{changed}");
});

both_engines!(plain_pages_are_there_until_and_after_editors_change_them, |bed| async move {
    let site = Site::filled(&bed).await;
    for lang in ["en", "fr"] {
        for name in ["about", "how-practices-are-chosen", "accessibility", "privacy", "template"] {
            let page = site.page(&format!("/{lang}/{name}")).await;
            assert_eq!(page.select(&select("h1")).count(), 1, "{lang} {name}");
            assert!(!word(&page, "main").contains("{{") && word(&page, ".prose").len() > 200, "{lang} {name}");
        }
    }
    let about = SiteText::About.current(&site.store, Lang::En).await.unwrap();
    assert!(about.version == 0 && about.body.starts_with("# About"));
    let mut tx = site.store.begin().await.unwrap();
    let text = "# Who we are\n\nShort.\n\n<script>alert(1)</script>Write to [{{contact}}](mailto:{{contact}}).";
    practice_commons::store::site_text_insert(&mut tx, "about", Lang::En, 0, text, None, now()).await.unwrap();
    practice_commons::store::site_text_insert(&mut tx, "introduction", Lang::En, 0, "Changed **here**.", None, now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    site.catch_up().await;
    let page = site.page("/en/about").await;
    assert_eq!((word(&page, "h1").as_str(), word(&page, ".lede").as_str()), ("Who we are", "Short."));
    assert_eq!(attributes(&page, ".prose a", "href"), ["mailto:desk@practices.example"]);
    assert!(!page.html().contains("alert(1)"));
    assert_eq!(word(&site.page("/en/practices").await, ".hero .introduction"), "Changed here.");
    assert_eq!(word(&site.page("/en/practices?topic=education").await, ".hero .introduction"), "");
    assert_eq!(site.get("/en/introduction").await.status, 404);
});

both_engines!(words_that_fall_back_to_another_language_say_which, |bed| async move {
    use practice_commons::{domain::Id, store};
    let site = Site::filled(&bed).await;
    let only = |lang: Lang, text: &str| Json([(lang, text.to_owned())].into());
    let row = CollectionRow {
        id: Id::new(),
        slug: "jeux".to_owned(),
        titles: only(Lang::Fr, "Jouer ensemble"),
        introductions: only(Lang::En, "Games that cities play."),
        position: 2,
    };
    let ids: Vec<_> = ["languages-in-the-yard", "welcome-week"]
        .map(|slug| site.app.shelf().practices.values().find(|it| it.slug == slug).unwrap().id)
        .into();
    let mut tx = site.store.begin().await.unwrap();
    let id = store::collection_put(&mut tx, &row).await.unwrap();
    for (position, practice_id) in (1..).zip(ids) {
        let headings = only(Lang::Fr, "Dans la cour");
        store::collection_entry_put(&mut tx, id, &CollectionEntry { practice_id, position, headings }).await.unwrap();
    }
    tx.commit().await.unwrap();
    site.catch_up().await;
    for (path, selector, words) in [
        ("/en/collections", "h2[lang=fr]", "Jouer ensemble"),
        ("/en/collections/jeux", "h1[lang=fr]", "Jouer ensemble"),
        ("/en/collections/jeux", ".prose[lang=en]", "Games that cities play."),
        ("/en/collections/jeux", "h2.subhead[lang=fr]", "Dans la cour"),
        ("/fr/collections/jeux", "h1[lang=fr]", "Jouer ensemble"),
        ("/fr/collections/jeux", ".prose[lang=en]", "Games that cities play."),
        ("/en/practices/welcome-week", ".facts a[lang=fr]", "Jouer ensemble"),
        ("/en/practices/welcome-week", ".related span[lang=fr]", "Jouer ensemble"),
        ("/en/practices?collection=jeux", ".chip span[lang=fr]", "Jouer ensemble"),
        ("/en/practices?collection=jeux", ".tick .name[lang=fr]", "Jouer ensemble"),
    ] {
        assert_eq!(word(&site.page(path).await, selector), words, "{path} {selector}");
    }
    let related = words(&site.page("/en/practices/welcome-week").await, ".related li").join(" ");
    assert!(related.contains("(same collection: Jouer ensemble)"), "{related}");
    let french = site.page("/fr/practices/welcome-week").await;
    assert_eq!(
        attributes(&french, ".facts a[lang=fr], .related span[lang=fr]", "lang"),
        [""; 0],
        "it is the page's own"
    );
});
