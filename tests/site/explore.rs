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
        ("from=2020&to=2018", "?from=2018&to=2020"),
        ("year=2018&year=2020&year=2019", "?from=2018&to=2020"),
        ("from=2020&to=2018&q=school&sort=title", "?q=school&from=2018&to=2020&sort=title"),
        ("from=2016&to=", "?from=2016"),
        ("from=&to=2017", "?to=2017"),
        ("from=1999&to=", "?from=1999"),
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
            "Remove from 2018 ×"
        ]
    );
    let without: Vec<String> = attributes(&page, ".chip", "href");
    assert!(without[4].ends_with("?q=school&topic=education&country=GB&city=bradford"), "{}", without[4]);
    assert!(!without[0].contains("q="), "{}", without[0]);
    assert_eq!(
        word(&page, "title"),
        "Practices: “school”, Education, United Kingdom, Bradford, from 2018 – Intercultural Practice Commons"
    );

    let gaps = site.page("/en/practices?year=2016&year=2019").await;
    assert_eq!(attributes(&gaps, "input[type=hidden][name=year]", "value"), ["2016", "2019"]);
    assert_eq!(words(&gaps, ".chip"), ["Remove 2016 ×", "Remove 2019 ×"]);
    assert_eq!(attributes(&page, "#chips > a:not(.chip)", "href"), ["/en/practices"], "all at once");
    let plain = site.page("/en/practices").await;
    assert_eq!(words(&plain, "#chips a"), [""; 0]);

    let french = site.page("/fr/practices?to=2016").await;
    assert_eq!(words(&french, ".chip"), ["Retirer jusqu’en 2016 ×"]);
    assert_eq!(attributes(&french, "select[name=from] option[selected]", "value"), [""; 0]);
    assert_eq!(attributes(&french, "select[name=to] option[selected]", "value"), ["2016"]);
    // A year in which nothing happened is asked for none the less, and the form does not forget it.
    let early = site.page("/en/practices?from=1999&to=2001").await;
    assert_eq!(attributes(&early, ".years option[selected]", "value"), ["1999", "2001"]);
    assert_eq!(word(&early, "#total"), "No practices");
});

both_engines!(years_without_a_last_one_take_in_those_to_come, |bed| async move {
    let site = Site::filled(&bed).await;
    let query = "?topic=education&from=2021";
    let before = counted(&site, &format!("/en/practices{query}")).await;
    assert_eq!(before, (1, 1), "what goes on goes on in 2021 too");
    let city = a_city("ghent", "Ghent", "BE");
    put_city(&site.store, &city).await;
    let later = a_practice("Years from now").at("years-from-now").in_city(&city).about("education").during("2031");
    later.published(day(2026, 11, 1)).put(&site.store).await;
    let earlier = a_practice("Years ago").at("years-ago").in_city(&city).about("education").during("2012 - 2014");
    earlier.published(day(2026, 11, 1)).put(&site.store).await;
    site.catch_up().await;
    assert_eq!(counted(&site, &format!("/en/practices{query}")).await, (2, 2));
    for form in [
        "/en/practices.atom",
        "/en/practices.feed.json",
        "/en/practices.csv",
        "/en/practices.json",
        "/en/practices.ris",
        "/en/booklet",
        "/api/v1/practices",
    ] {
        let answer = site.get(&format!("{form}{query}")).await.text();
        assert!(answer.contains("Years from now") && answer.contains("neighbours abroad"), "{form}");
        assert!(!answer.contains("Years ago") && !answer.contains("Lesson 1"), "{form}");
    }
    assert_eq!(counted(&site, "/en/practices?topic=education&to=2014").await, (1, 1));
    let feed = attributes(&site.page(&format!("/en/practices{query}")).await, "#feed a", "href");
    assert_eq!(feed, [format!("/en/practices.atom{query}"), format!("/en/practices.feed.json{query}")]);
});

both_engines!(what_was_asked_for_is_marked_where_it_was_found, |bed| async move {
    let site = Site::filled(&bed).await;
    let row = |page: &Html, selector: &str| words(page, &format!("li.row:first-child {selector} mark"));
    let marked = |path: &'static str| {
        let site = &site;
        async move { site.page(path).await }
    };
    // In the title, in another form; and in the text that holds it.
    let page = marked("/en/practices?q=neighbour").await;
    assert_eq!(row(&page, "h3"), ["neighbours"]);
    assert_eq!(word(&page, "li.row h3"), "A policy for neighbours abroad");
    assert_eq!(row(&page, "h3 ~ p:not(.meta)"), ["neighbours"]);
    // In a part of the story that the row does not show otherwise.
    let page = marked("/en/practices?q=university").await;
    assert_eq!(row(&page, "p"), ["university"]);
    assert!(words(&page, "li.row p").iter().any(|text| text.contains("A university looked at it.")));
    // In the title of a link.
    let page = marked("/en/practices?q=annual+report").await;
    assert_eq!(row(&page, "p"), ["Annual", "report"]);
    // In another language than the row's: the passage says which.
    let page = marked("/en/practices?q=voisins").await;
    assert_eq!(row(&page, "p[lang=fr]"), ["voisins"]);
    assert_eq!(attributes(&page, "li.row h3", "lang"), ["en"]);
    // A name the city has elsewhere, and the names that stand in the row.
    let page = marked("/en/practices?q=λεμεσος").await;
    assert_eq!(row(&page, "p[lang=el]"), ["Λεμεσός"]);
    let page = marked("/en/practices?q=limassol+cyprus+multilingualism").await;
    assert_eq!(row(&page, ".meta b"), ["Limassol"]);
    assert_eq!(row(&page, ".meta"), ["Limassol", "Cyprus"]);
    assert_eq!(row(&page, ".tags"), ["Multilingualism"]);
    // A phrase as a phrase.
    let page = marked("/en/practices?q=%22their+own+story%22").await;
    assert_eq!(row(&page, "p"), ["their own story"]);
    let page = marked("/en/practices").await;
    assert_eq!(words(&page, "mark"), [""; 0]);
});

both_engines!(a_typo_is_forgiven_where_nothing_else_answers_and_the_page_says_so, |bed| async move {
    let site = Site::filled(&bed).await;
    let page = site.page("/en/practices?q=nieghbours").await;
    assert_eq!(
        words(&page, "#list .note"),
        ["Nothing has exactly “nieghbours”. These practices have nearly the same words."]
    );
    assert_eq!(words(&page, "li.row:first-child h3 mark"), ["neighbours"]);
    let french = site.page("/fr/practices?q=vioisins").await;
    assert_eq!(
        words(&french, "#list .note"),
        ["Rien ne contient exactement « vioisins ». Ces pratiques contiennent des mots presque identiques."]
    );
    // "Lesson" is the word of others; under this choice it can only be a slip.
    let lesson = a_practice("Our lessen").at("our-lessen").in_city(&a_city("ghent", "Ghent", "BE")).about("roma");
    lesson.put(&site.store).await;
    site.catch_up().await;
    let page = site.page("/en/practices?q=lesson").await;
    assert_eq!(words(&page, "#list .note"), [""; 0]);
    let page = site.page("/en/practices?q=lesson&topic=roma").await;
    assert_eq!(words(&page, "#list .note").len(), 1);
    assert_eq!(words(&page, "li.row h3"), ["Our lessen"]);
    // Every number is still that of the list it opens.
    for (name, value, count) in offered(&page).into_iter().filter(|(name, ..)| name == "topic") {
        let path = format!("/en/practices?q=lesson&{name}={value}");
        assert_eq!(counted(&site, &path).await, (count, count), "{path}");
    }
    let page = site.page("/en/practices?q=xyzzyx").await;
    assert!(words(&page, "#list .note").is_empty() && !words(&page, ".none-found").is_empty());
});

both_engines!(a_choice_that_finds_nothing_stays_and_cannot_be_made, |bed| async move {
    let site = Site::filled(&bed).await;
    let page = site.page("/en/practices?topic=refugees").await;
    let idle = attributes(&page, ".tick input[disabled]", "value");
    assert!(idle.iter().any(|value| value == "GB") && !idle.iter().any(|value| value == "PL"), "{idle:?}");
    let labels = select("label.tick");
    for label in page.select(&labels) {
        let input = label.select(&select("input")).next().unwrap();
        let count = number(&label.select(&select(".count")).next().unwrap().text().collect::<String>());
        let (chosen, disabled) = (input.attr("checked").is_some(), input.attr("disabled").is_some());
        assert_eq!(disabled, count == 0 && !chosen, "{:?}", input.attr("value"));
    }
    // A choice made stays to be unmade, whatever it finds.
    let page = site.page("/en/practices?topic=roma&country=CY").await;
    assert_eq!(attributes(&page, ".tick input[checked]:not([disabled])", "value"), ["roma", "CY"]);
});

both_engines!(cities_are_in_the_order_of_their_names_as_the_reader_knows_them, |bed| async move {
    let site = Site::filled(&bed).await;
    let named = |slug: &str, name: &str, french: &str, country: &str| {
        let mut city = a_city(slug, name, country);
        city.names = [("fr".to_owned(), french.to_owned())].into();
        city
    };
    for city in [
        named("zadar", "Zadar", "Évoramont", "HR"),
        named("evora", "Évora", "Évora", "PT"),
        named("lviv", "Львів", "Львів", "UA"),
        named("athens", "Αθήνα", "Athènes", "GR"),
        named("argos", "Άργος", "Άργος", "GR"),
    ] {
        put_city(&site.store, &city).await;
        a_practice("Order").at(&format!("order-{}", city.slug)).in_city(&city).about("roma").put(&site.store).await;
    }
    a_practice("Nowhere").at("nowhere-at-all").about("roma").put(&site.store).await;
    site.catch_up().await;
    let order = |page: &Html| words(page, "li.row .meta b");
    let english = site.page("/en/practices?topic=roma&sort=city").await;
    assert_eq!(order(&english), ["Évora", "Zadar", "Αθήνα", "Άργος", "Львів", ""]);
    let french = site.page("/fr/practices?topic=roma&sort=city").await;
    assert_eq!(order(&french), ["Athènes", "Évora", "Évoramont", "Άργος", "Львів", ""]);
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
