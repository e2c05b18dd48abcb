//! Sites without rules that answer with another page than the practice: doors, shells, notices (F34).

use practice_commons::domain::{
    SourceSettings,
    candidate::Known,
    reading::{Outcome, Rules},
};

use super::site::{Page, Site, list, phrases_of, read, reader, source};

const PRACTICES: usize = 6;

/// What partners answer with, and what is said of it.
fn doors() -> [(&'static str, String, &'static str); 5] {
    let long = "We are working on our site and will be with you again before long. ".repeat(12);
    [
        (
            "a password",
            "<title>Partner</title><h1>Partner</h1><form><input type=password></form>".to_owned(),
            "source-note-login",
        ),
        ("a door", "<title>Sign in</title><p>Use the account of your city.</p>".to_owned(), "source-note-login"),
        (
            "a shell",
            "<title>Partner</title><div id=app></div><script src=/a.js></script>".to_owned(),
            "source-note-scripts",
        ),
        (
            "a notice",
            "<title>Back soon</title><h1>Back soon</h1><p>Come again tomorrow.</p>".to_owned(),
            "source-note-notice",
        ),
        (
            "one text for all",
            format!("<title>Partner</title><h1>Our site is changing</h1><p>{long}</p>"),
            "source-note-same-text",
        ),
    ]
}

fn unruled(site: &Site) -> SourceSettings {
    let mut settings = source(site);
    settings.fields.clear();
    settings
}

fn story(number: usize) -> Page {
    let text =
        format!("Practice {number} brings neighbours to one table, where they cook and eat together. ").repeat(4);
    Page::html(format!("<title>Practice {number}</title><h1>Practice {number}</h1><article><p>{text}</p></article>"))
}

async fn with_stories() -> Site {
    let site = Site::start().await;
    site.put("/list", Page::html(list(&(1..=PRACTICES).collect::<Vec<_>>())));
    for number in 1..=PRACTICES {
        site.put(&format!("/p/{number}"), story(number));
    }
    site
}

#[tokio::test]
async fn a_site_that_is_closed_on_the_first_run_brings_nothing_and_says_why() {
    for (name, html, phrase) in doors() {
        let site = with_stories().await;
        for number in 1..=PRACTICES {
            site.put(&format!("/p/{number}"), Page::html(html.clone()));
        }
        let reading = read(&reader(&site), &unruled(&site)).await;
        assert_eq!(reading.outcome, Outcome::FoundNothing(Rules::Fields), "{name}");
        assert!(reading.candidates.is_empty(), "{name}: {:?}", reading.candidates);
        assert!(reading.known.items.is_empty(), "{name}");
        assert!(phrases_of(&reading).contains(&phrase), "{name}: {:?}", phrases_of(&reading));
    }
}

#[tokio::test]
async fn one_page_of_many_that_is_closed_is_left_as_it_was() {
    for (name, html, phrase) in doors() {
        let site = with_stories().await;
        let (reader, settings) = (reader(&site), unruled(&site));
        // On the first run too, but for a text that only its likes give away.
        site.put("/p/3", Page::html(html.clone()));
        let is_alone = phrase == "source-note-same-text";
        let first = reader.read(&settings, &Known::default()).await;
        assert_eq!(first.candidates.len(), PRACTICES - usize::from(!is_alone), "{name}");
        assert!(is_alone || phrases_of(&first).contains(&phrase), "{name}: {:?}", phrases_of(&first));

        site.put("/p/3", story(3));
        let known = reader.read(&settings, &Known::default()).await.known;
        assert_eq!(known.items.len(), PRACTICES);
        site.put("/p/3", Page::html(html.clone())).put("/p/4", Page::html(html));
        let later = reader.read(&settings, &known).await;
        assert!(later.candidates.is_empty(), "{name}: {:?}", later.candidates);
        assert_eq!(later.known.items, known.items, "{name}");
        assert!(later.gone.is_empty() && phrases_of(&later).contains(&phrase), "{name}: {:?}", phrases_of(&later));

        for number in 3..=4 {
            site.put(&format!("/p/{number}"), story(number));
        }
        let again = reader.read(&settings, &later.known).await;
        assert!(again.candidates.is_empty(), "{name}: what is back is as it was");
    }
}
