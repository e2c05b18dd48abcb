//! The practices named beside a practice: few, the right ones, each for a reason that is said.

use super::*;
use crate::support::store::both_engines;

/// Titles and reasons, in the order of the page.
async fn related(site: &Site, slug: &str) -> Vec<(String, String)> {
    let page = site.page(&format!("/en/practices/{slug}")).await;
    let titles = words(&page, ".related li > a");
    let reasons = words(&page, ".related li .as-written");
    assert_eq!(titles.len(), reasons.len());
    titles.into_iter().zip(reasons).collect()
}

both_engines!(what_others_did_elsewhere_comes_first_then_the_collection_the_city_and_the_topic, |bed| async move {
    let site = Site::filled(&bed).await;
    let named = |title: &str, why: &str| (title.to_owned(), why.to_owned());
    // Two of a reason while there are others.
    let mut library = related(&site, "the-library-of-people").await;
    library[..2].sort();
    assert_eq!(
        library,
        [
            named("A policy for neighbours abroad", "(same topic, other country: Education)"),
            named("Мапа міста", "(same topic, other country: Education)"),
            named("Two cities, one school", "(same city)"),
        ]
    );
    // Where there is no other reason, one fills the list; and nobody stands beside themselves.
    let mut abroad = related(&site, "a-policy-for-neighbours-abroad").await;
    abroad[1..].sort();
    let why = "(same topic, other country: Education)";
    let titles = ["The library of people & others", "Two cities, one school", "Мапа міста"];
    assert_eq!(abroad, titles.map(|title| named(title, why)));
    let lesson = related(&site, "lesson-1").await;
    assert!(lesson.iter().all(|(_, why)| !why.contains("same country")), "the city comes before the topic: {lesson:?}");

    let by_slug = |slug: &str| site.app.shelf().practices.values().find(|it| it.slug == slug).unwrap().id.uuid();
    a_collection(&site.store, &[by_slug("welcome-week"), by_slug("languages-in-the-yard")]).await;
    site.catch_up().await;
    let mut welcome = related(&site, "welcome-week").await;
    welcome.sort();
    assert!(welcome.iter().filter(|(_, why)| why.starts_with("(same collection")).count() == 2, "{welcome:?}");
    assert!(welcome.contains(&named("Мапа міста", "(same city)")), "{welcome:?}");
});

both_engines!(what_names_no_country_is_not_from_abroad, |bed| async move {
    let site = Site::filled(&bed).await;
    let city = a_city("ghent", "Ghent", "BE");
    put_city(&site.store, &city).await;
    a_practice("In Ghent").at("in-ghent").in_city(&city).about("roma").put(&site.store).await;
    a_practice("Somewhere").at("somewhere").about("roma").put(&site.store).await;
    site.catch_up().await;
    let reason = |why: &str| why.to_owned();
    assert_eq!(related(&site, "in-ghent").await, [("Somewhere".to_owned(), reason("(same topic: Roma)"))]);
    assert_eq!(related(&site, "somewhere").await, [("In Ghent".to_owned(), reason("(same topic: Roma)"))]);
    // Alone with its topic and its city: nothing to go on with, and nothing said.
    let page = site.page("/en/practices/languages-in-the-yard").await;
    assert_eq!(words(&page, ".related"), [""; 0]);
});
