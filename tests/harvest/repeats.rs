//! What a site's pages repeat is left out of what is read of them without rules, also when a run is cut short or reads one
//! page; what one page alone has stays.

use practice_commons::{
    domain::{
        Candidate, Field, Reading, SourceSettings,
        candidate::Known,
        reading::{Begun, BegunFinding, Portion},
    },
    harvest::{PutAway, import},
};

use super::site::{Page, Site, list, read, reader};

const BOX: &str = "Our network writes to its members every month about what cities have tried and learned, and whoever wants to hear of it may sign up for the letter at any time.";

/// A practice with its own words, and a box that the site puts into every page.
fn page(number: usize, own: &str, repeats: &str) -> Page {
    let words = ["cooks", "sings", "plants", "mends", "reads", "dances"][number % 6];
    Page::html(format!(
        "<html lang=en><head><title>Practice {number}</title></head><body><main><h1>Practice {number}</h1><article>\
         <p>In house number {number} the whole street {words} together on every Thursday evening, and the city pays the rent of \
         the hall, for nobody else had a room that was large enough for all who wanted to come.</p><p>{own} It was told in the \
         paper of district {number}, and {number}0 people have come since, most of them for the first time in their lives.</p>\
         {repeats}</article></main></body></html>"
    ))
}

fn repeated() -> String {
    format!("<h3>Stay in touch</h3><p>{BOX}</p>")
}

/// Pages without rules at the site's `/list`.
pub fn automatic(site: &Site) -> SourceSettings {
    import(&format!(
        "name = \"P\"\nlanguage = \"en\"\nkind = \"pages\"\naddresses = [\"{}\"]\ncontact = \"x\"\nlimits = {{ delay = 0, items = 300 }}\n\
         [listing]\ncard = \".card\"\nlink = \"a\"\n",
        site.url("/list")
    ))
    .unwrap()
}

/// So many of them, each with the box.
pub fn with_boxes(site: &Site, count: usize) {
    site.put("/list", Page::html(list(&(1..=count).collect::<Vec<_>>())));
    for number in 1..=count {
        site.put(&format!("/p/{number}"), page(number, "They bring what they have.", &repeated()));
    }
}

fn story(candidate: &Candidate) -> String {
    Field::STORY.iter().map(|field| candidate.draft.get(*field)).collect::<Vec<_>>().join("\n\n")
}

fn left_out(candidate: &Candidate) -> Option<&str> {
    let note = candidate.notes.iter().find(|note| note.phrase == "source-note-repeated")?;
    Some(&note.arguments[0].1)
}

fn assert_without_the_box(candidate: &Candidate) {
    let story = story(candidate);
    assert!(!story.contains("sign up for the letter") && !story.contains("Stay in touch"), "{story}");
    assert!(story.contains("pays the rent of the hall") && story.contains("They bring"), "{story}");
    assert!(left_out(candidate).unwrap().contains("Our network writes"), "{:?}", candidate.notes);
    assert!(candidate.readings.iter().all(|reading| !reading.text.contains("sign up for the letter")));
    let quotes: Vec<&str> = candidate.origins.values().flatten().map(|origin| origin.quote.as_str()).collect();
    assert!(quotes.iter().all(|quote| !quote.contains("sign up for the letter")), "{quotes:?}");
}

async fn again(site: &Site, before: &Reading) -> Reading {
    reader(site).read(&automatic(site), &before.known).await
}

#[tokio::test]
async fn a_box_on_every_page_is_left_out_and_told() {
    let site = Site::start().await;
    with_boxes(&site, 5);
    let reading = read(&reader(&site), &automatic(&site)).await;
    assert_eq!(reading.candidates.len(), 5, "{reading:#?}");
    assert_eq!(reading.snapshots.len(), 6, "each page is kept with the list");
    reading.candidates.iter().for_each(assert_without_the_box);
    assert!(again(&site, &reading).await.candidates.is_empty(), "read again, nothing has changed");

    // One page changes: what the others repeat is remembered.
    site.put("/p/2", page(2, "They bring bread now.", &repeated()));
    let changed = again(&site, &reading).await;
    assert_eq!((changed.candidates.len(), changed.unchanged.len()), (1, 4));
    assert_without_the_box(&changed.candidates[0]);
    // And one comes that has the box as well, with a text beside it that it alone has.
    site.put("/list", Page::html(list(&[1, 2, 3, 4, 5, 6])));
    let alone = format!("<p>The key to the hall hangs at the baker's, who opens at six.</p>{}", repeated());
    site.put("/p/6", page(6, "They bring flowers.", &alone));
    let new = again(&site, &changed).await;
    assert_eq!(new.candidates.len(), 1);
    assert_without_the_box(&new.candidates[0]);
    assert!(story(&new.candidates[0]).contains("hangs at the baker's"), "{}", story(&new.candidates[0]));
}

#[tokio::test]
async fn two_pages_show_nothing_and_are_left_as_they_are() {
    let site = Site::start().await;
    with_boxes(&site, 2);
    let reading = read(&reader(&site), &automatic(&site)).await;
    for candidate in &reading.candidates {
        assert!(story(candidate).contains("sign up for the letter") && left_out(candidate).is_none());
    }
    // With a third it is seen; what was filed stays until its page is read again.
    site.put("/list", Page::html(list(&[1, 2, 3])));
    site.put("/p/3", page(3, "They bring songs.", &repeated()));
    let third = again(&site, &reading).await;
    assert_eq!((third.candidates.len(), third.unchanged.len()), (1, 2));
    assert_without_the_box(&third.candidates[0]);
}

#[tokio::test]
async fn headings_of_parts_stay_and_contacts_are_not_told_as_left_out() {
    let site = Site::start().await;
    let parts = |number: usize| {
        format!(
            "<h2>Purpose</h2><p>To open house {number} to whoever lives beside it and has never been in.</p><h2>Impact</h2>\
             <p>House {number} is full on every evening of the week.</p><p>{BOX}</p><p>Questions? Write to ann.ek@city.example.</p>"
        )
    };
    site.put("/list", Page::html(list(&[1, 2, 3, 4])));
    for number in 1..=4 {
        site.put(&format!("/p/{number}"), page(number, "They bring chairs.", &parts(number)));
    }
    let reading = read(&reader(&site), &automatic(&site)).await;
    assert_eq!(reading.candidates.len(), 4);
    for candidate in &reading.candidates {
        assert!(candidate.draft.get(Field::Purpose).starts_with("To open house"), "{:?}", candidate.draft);
        let impact = candidate.draft.get(Field::Impact);
        assert!(impact.starts_with("House ") && !impact.contains("sign up for the letter"), "{impact}");
        assert!(!format!("{candidate:?}").contains("ann.ek@"), "{candidate:#?}");
    }
}

/// Reads with a store that is lost after its first portion of practices.
async fn cut_short(site: &Site, known: &Known) -> Portion {
    let (put_away, mut handovers) = PutAway::new(Begun::default());
    let (reader, settings) = (reader(site), automatic(site));
    let taking = async move {
        loop {
            let (portion, is_safe) = handovers.recv().await.unwrap().take();
            if !portion.findings.is_empty() {
                return portion;
            }
            is_safe();
        }
    };
    tokio::join!(reader.read_in_portions(&settings, known, put_away), taking).1
}

#[tokio::test]
async fn a_run_that_was_cut_short_knows_what_it_saw_before() {
    let site = Site::start().await;
    with_boxes(&site, 60);
    let portion = cut_short(&site, &Known::default()).await;
    assert_eq!(portion.findings.len(), 50);
    portion.findings.iter().for_each(|finding| assert_without_the_box(&finding.candidate));
    let findings = portion.findings.into_iter().map(|finding| BegunFinding {
        external_id: finding.candidate.external_id,
        url: finding.candidate.url,
        content_hash: finding.candidate.content_hash,
        change: finding.candidate.change,
        page_url: finding.page_url,
        // As the store gives it back.
        page: serde_json::from_str(&serde_json::to_string(&finding.page).unwrap()).unwrap(),
    });
    let begun = Begun { findings: findings.collect(), passed: portion.passed };
    let (put_away, _handovers) = PutAway::new(begun);
    let reading = reader(&site).read_in_portions(&automatic(&site), &Known::default(), put_away).await;
    assert_eq!(reading.candidates.len(), 10, "{:?}", reading.outcome);
    reading.candidates.iter().for_each(assert_without_the_box);
    let remembered = reading.known.pages.values().filter(|page| !page.pieces.is_empty());
    assert_eq!(remembered.count(), 50, "of fifty pages, however many there are");
}
