//! The home: what is chosen, what is counted, what is listed, and the one address of each question.

use super::*;
use crate::support::store::both_engines;

/// The choices a page offers: parameter, value, count.
fn offered(page: &Html) -> Vec<(String, String, usize)> {
    let (labels, options) = (select("label.tick"), select("select[name=from] option"));
    let ticks = page.select(&labels).map(|label| {
        let input = label.select(&select("input")).next().unwrap();
        let count = label.select(&select(".count")).next().unwrap().text().collect::<String>();
        let attribute = |name| input.attr(name).unwrap().to_owned();
        (attribute("name"), attribute("value"), number(&count))
    });
    let years = page.select(&options).skip(1).map(|option| {
        let (year, count) = (option.attr("value").unwrap(), option.text().collect::<String>());
        let count = count.split(['(', ')']).nth(1).unwrap().parse().unwrap();
        ("year".to_owned(), year.to_owned(), count)
    });
    ticks.chain(years).collect()
}

/// How many practices a list has, over all its pages: as said and as listed.
async fn counted(site: &Site, path: &str) -> (usize, usize) {
    let (mut path, mut listed) = (path.to_owned(), 0);
    loop {
        let page = site.page(&path).await;
        listed += page.select(&select("li.row h3 a")).count();
        match attributes(&page, ".paging a[rel=next]", "href").pop() {
            Some(next) => path = next,
            None => return (number(&word(&page, "#total")), listed),
        }
    }
}

both_engines!(every_count_is_the_length_of_the_list_it_opens, |bed| async move {
    let site = Site::filled(&bed).await;
    for lang in ["en", "fr"] {
        for rest in [
            &[][..],
            &[("topic", "education")],
            &[("topic", "roma"), ("year", "2018")],
            &[("q", "school"), ("country", "GB")],
        ] {
            let query = |pairs: &mut dyn Iterator<Item = (&str, &str)>| {
                let pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
                format!("/{lang}/practices?{}", pairs.join("&"))
            };
            let page = site.page(&query(&mut rest.iter().copied())).await;
            let offered = offered(&page);
            assert!(offered.iter().filter(|(name, ..)| name == "topic").count() >= 20, "all topics are offered");
            assert!(offered.iter().filter(|(name, ..)| name == "country").count() >= 5, "all countries are offered");
            for (name, value, count) in offered {
                let others = rest.iter().copied().filter(|(other, _)| *other != name);
                let path = query(&mut others.chain([(name.as_str(), value.as_str())]));
                assert_eq!(counted(&site, &path).await, (count, count), "{path}");
            }
        }
    }
});

both_engines!(a_form_without_script_leads_to_the_one_address_of_its_question, |bed| async move {
    let site = Site::filled(&bed).await;
    for (sent, canonical) in [
        ("q=&from=&to=&sort=", ""),
        ("country=PL&topic=education&q=&from=&to=&sort=", "?topic=education&country=PL"),
        ("from=2018&to=2020", "?year=2018&year=2019&year=2020"),
        ("from=2020&to=2018&q=school&sort=title", "?q=school&year=2018&year=2019&year=2020&sort=title"),
        ("year=2016&from=2018&to=2018", "?year=2018"),
        ("year=2016&from=&to=", "?year=2016"),
        ("topic=Education&topic=nonsense&collection=unknown&city=oz", "?topic=education"),
        ("country=gb&page=1", "?country=GB"),
        ("topic=education&page=999", "?topic=education&page=2"),
        ("page=-1", ""),
        ("q=caf%C3%A9", "?q=caf%C3%A9"),
    ] {
        let answer = site.get(&format!("/en/practices?{sent}")).await;
        let canonical = format!("/en/practices{canonical}");
        if format!("/en/practices?{sent}") == canonical {
            assert_eq!(answer.status, 200, "{sent}");
        } else {
            assert_eq!((answer.status.as_u16(), answer.location()), (303, Some(canonical.clone())), "{sent}");
        }
        assert_eq!(site.get(&canonical).await.status, 200, "{canonical}");
    }
});

both_engines!(the_form_shows_what_was_chosen_and_keeps_what_it_has_no_input_for, |bed| async move {
    let site = Site::filled(&bed).await;
    let page = site.page("/en/practices?q=school&topic=education&country=GB&city=bradford&from=2018&to=").await;
    assert_eq!(attributes(&page, "input[name=q]", "value"), ["school"]);
    assert_eq!(attributes(&page, "input[type=checkbox][checked]", "value"), ["education", "GB", "bradford"]);
    assert_eq!(attributes(&page, "#filters input[type=hidden]", "value"), [""; 0]);
    assert_eq!(attributes(&page, "select[name=from] option[selected]", "value"), ["2018"]);
    assert_eq!(attributes(&page, "select[name=to] option[selected]", "value"), [""; 0]);
    let chips = words(&page, ".chip");
    assert_eq!(
        chips,
        [
            "Remove “school” ×",
            "Remove Education ×",
            "Remove United Kingdom ×",
            "Remove Bradford ×",
            "Remove 2018–2026 ×"
        ]
    );
    let without: Vec<String> = attributes(&page, ".chip", "href");
    assert!(without[4].ends_with("?q=school&topic=education&country=GB&city=bradford"), "{}", without[4]);
    assert!(!without[0].contains("q="), "{}", without[0]);
    assert_eq!(
        word(&page, "title"),
        "Practices: “school”, Education, United Kingdom, Bradford, 2018–2026 – Intercultural Practice Commons"
    );

    let gaps = site.page("/en/practices?year=2016&year=2019").await;
    assert_eq!(attributes(&gaps, "input[type=hidden][name=year]", "value"), ["2016", "2019"]);
    assert_eq!(words(&gaps, ".chip"), ["Remove 2016 ×", "Remove 2019 ×"]);
});

both_engines!(the_order_is_by_age_without_words_and_by_fit_with_words, |bed| async move {
    let site = Site::filled(&bed).await;
    let chosen = |page: &Html| word(page, "select[name=sort] option[selected]");
    let plain = site.page("/en/practices").await;
    assert_eq!(
        (chosen(&plain).as_str(), word(&plain, "li.row h3").as_str()),
        ("Newest first", "The library of people & others")
    );
    let found = site.page("/en/practices?q=school").await;
    assert_eq!(
        (chosen(&found).as_str(), word(&found, "li.row h3").as_str()),
        ("Best match first", "Two cities, one school")
    );
    assert_eq!(attributes(&found, "select[name=sort] option", "value"), ["", "newest", "title", "city"]);
    let by_title = site.page("/en/practices?sort=title").await;
    assert_eq!(word(&by_title, "li.row h3"), "A policy for neighbours abroad");
    let by_city = site.page("/en/practices?sort=city&page=2").await;
    let cities = words(&by_city, "li.row .meta b");
    assert_eq!(
        cities[cities.len() - 5..],
        ["Limassol", "Łódź", "Łódź", "Paris", "Reggio Emilia"].map(str::to_owned)[..]
    );
});

both_engines!(accents_case_and_forms_of_words_do_not_matter, |bed| async move {
    let site = Site::filled(&bed).await;
    for (words, title) in [
        ("LODZ", "Welcome week"),
        ("montreal", "Un budget pour tous"),
        ("neighbour", "A policy for neighbours abroad"),
        ("étrangère", "A policy for neighbours abroad"),
        ("λεμεσος", "Languages in the yard"),
        ("МАПА", "Мапа міста"),
        ("reggio d'emilie", "A policy for neighbours abroad"),
    ] {
        let query = url::form_urlencoded::byte_serialize(words.as_bytes()).collect::<String>();
        let page = site.page(&format!("/en/practices?q={query}")).await;
        assert!(super::words(&page, "li.row h3").iter().any(|found| found == title), "{words}");
    }
});

both_engines!(each_language_shows_its_own_names_and_links_to_the_other, |bed| async move {
    let site = Site::filled(&bed).await;
    let page = site.page("/fr/practices?q=voisins&country=IT").await;
    assert_eq!(words(&page, "li.row h3"), ["Une politique pour les voisins de l’étranger"]);
    assert_eq!(word(&page, "li.row .meta"), "Reggio d’Émilie Italie Depuis 2016");
    assert_eq!(attributes(&page, "li.row h3", "lang"), ["fr"]);
    assert_eq!(attributes(&page, ".tools a[hreflang=en]", "href"), ["/en/practices?q=voisins&country=IT"]);
    let alternates = attributes(&page, "link[rel=alternate][hreflang]", "href");
    assert_eq!(alternates, ["en", "fr", "en"].map(|lang| format!("{ORIGIN}/{lang}/practices?q=voisins&country=IT")));
    assert_eq!(
        attributes(&page, "link[rel=canonical]", "href"),
        [format!("{ORIGIN}/fr/practices?q=voisins&country=IT")]
    );
    assert_eq!(attributes(&page, "html", "lang"), ["fr"]);
});

both_engines!(a_list_of_nothing_says_so_and_is_no_page_to_be_found_by, |bed| async move {
    let site = Site::filled(&bed).await;
    let page = site.page("/en/practices?topic=roma").await;
    assert_eq!(word(&page, "#total"), "No practices");
    assert!(!words(&page, ".none-found").is_empty());
    assert_eq!(attributes(&page, "meta[name=robots]", "content"), ["noindex"]);
});

both_engines!(what_is_published_or_withdrawn_is_seen_without_a_restart, |bed| async move {
    let site = Site::filled(&bed).await;
    let mut progress = site.app.build_index().await.unwrap();
    let before = number(&word(&site.page("/en/practices").await, "#total"));
    let city = a_city("ghent", "Ghent", "BE");
    put_city(&site.store, &city).await;
    a_practice("New here").at("new-here").in_city(&city).published(day(2026, 11, 1)).put(&site.store).await;
    site.app.refresh_index(&mut progress).await.unwrap();
    let page = site.page("/en/practices").await;
    assert_eq!((number(&word(&page, "#total")), word(&page, "li.row h3").as_str()), (before + 1, "New here"));
    assert!(words(&page, "label.tick .name").iter().any(|name| name == "Belgium"));
});
