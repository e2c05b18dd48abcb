//! PDFs as a reader gets them: made in the background when something is published, told with their size, and never in the
//! way of the page.

use practice_commons::{
    domain::EmailAddress,
    harvest::{Agent, FetchPolicy, Reader},
    jobs::{Office, Settings, Work},
    mail::{Letterhead, Mailbox, Transport, transport::Outbox},
    store::{self, BlobName, Subject},
};

use super::*;
use crate::support::store::both_engines;

const PRACTICE: &str = "/en/practices/a-policy-for-neighbours-abroad";

/// Does all background work that is due.
async fn work(site: &Site) {
    Work::new(site.store.clone(), office(site).handlers(), Settings::default()).drain().await.unwrap();
    site.catch_up().await;
}

fn office(site: &Site) -> Office {
    let desk = Desk::new(site.store.clone(), Topics::embedded(), DeskSettings::default());
    let agent = Agent::new("Test", "1", ORIGIN).unwrap();
    let from = Mailbox { name: String::new(), address: EmailAddress::parse("practices@practices.example").unwrap() };
    Office {
        reader: Arc::new(Reader::new(FetchPolicy::default(), agent, desk.clock().clone()).unwrap()),
        desk,
        transport: Transport::Memory(Outbox::default()),
        letterhead: Letterhead { site: ORIGIN.to_owned(), from, reply_to: None, bounces: None },
        contact: "desk@practices.example".to_owned(),
        makes_pdfs: true,
        resend_after: std::time::Duration::from_mins(30),
        schedule_jitter: std::time::Duration::ZERO,
    }
}

/// The same work, of a site at another address.
fn office_at(site: &Site, address: &str) -> Office {
    let letterhead = Letterhead { site: address.to_owned(), ..office(site).letterhead };
    Office { letterhead, ..office(site) }
}

async fn link(site: &Site, path: &str) -> Option<(String, String)> {
    let page = site.page(path).await;
    let (href, words) =
        (attributes(&page, "a[type='application/pdf']", "href"), words(&page, "a[type='application/pdf']"));
    href.into_iter().zip(words).next()
}

both_engines!(what_is_published_is_printed_and_the_link_tells_how_big_it_is, |bed| async move {
    let site = Site::filled(&bed).await;
    assert_eq!(link(&site, PRACTICE).await, None, "the page does not wait for its file");
    assert_eq!(site.get(&format!("{PRACTICE}.pdf")).await.status, 404);
    work(&site).await;
    let (href, words) = link(&site, PRACTICE).await.expect("a link");
    let file = site.get(&href).await;
    assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "application/pdf"));
    assert!(file.body.starts_with(b"%PDF-1.7"));
    assert_eq!(words, format!("PDF, 1 page, {} KB", file.body.len().div_ceil(1000)));
    let again = site.ask("GET", &href, &[("if-none-match", file.header("etag"))]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    let (_, french) = link(&site, &PRACTICE.replace("/en/", "/fr/")).await.expect("a link");
    assert!(french.starts_with("PDF, 1 page, ") && french.ends_with(" ko"), "{french}");
    let (_, words) = link(&site, "/en/collections/covid-19").await.expect("a link");
    assert!(words.starts_with("PDF, 3 pages, "), "{words}");
    assert_eq!(site.get("/en/collections/covid-19.pdf").await.status, 200);
    for path in ["/en/practices/taken-back.pdf", "/en/practices/not-yet.pdf"] {
        let answer = site.get(path).await;
        assert!(answer.status == 410 || answer.status == 404, "{path}");
    }
    let moved = site.get("/en/practices/the-human-library.pdf").await;
    assert_eq!(moved.location().as_deref(), Some("/en/practices/the-library-of-people.pdf"));
});

both_engines!(a_file_that_shows_an_older_text_is_not_offered, |bed| async move {
    use practice_commons::{
        domain::{Id, Record},
        store::NewRevision,
    };
    let site = Site::filled(&bed).await;
    work(&site).await;
    let (practice, record) = {
        let shelf = site.app.shelf();
        let practice = shelf.practices.values().find(|it| it.slug == "a-policy-for-neighbours-abroad").unwrap();
        (practice.id, Record { title: "Another title".to_owned(), ..practice.record.clone() })
    };
    let mut tx = site.store.begin().await.unwrap();
    let revision = NewRevision {
        id: Id::new(),
        practice,
        record: Some(&record),
        decision: None,
        made_by: None,
        made_at: now(),
        live_from: now(),
    };
    store::revision_insert(&mut tx, &revision).await.unwrap();
    tx.commit().await.unwrap();
    site.app.build_index().await.unwrap();
    assert_eq!(link(&site, PRACTICE).await, None);
    assert_eq!(link(&site, "/en/collections/covid-19").await, None);
    work(&site).await;
    assert!(link(&site, PRACTICE).await.is_some() && link(&site, "/en/collections/covid-19").await.is_some());
});

both_engines!(a_file_is_made_anew_when_its_city_is_renamed, |bed| async move {
    let site = Site::filled(&bed).await;
    work(&site).await;
    let chore = office(&site).handlers().renew;
    chore().await.unwrap();
    assert!(link(&site, PRACTICE).await.is_some(), "nothing has another name yet");
    let before = site.get(&format!("{PRACTICE}.pdf")).await.body;
    let mut city = site.app.shelf().gazetteer.cities().find(|city| city.slug == "reggio-emilia").unwrap().clone();
    city.name = "Reggio nell’Emilia".to_owned();
    put_city(&site.store, &city).await;
    site.app.build_index().await.unwrap();
    assert_eq!(link(&site, PRACTICE).await, None, "the file bears the old name");
    assert!(link(&site, "/en/practices/languages-in-the-yard").await.is_some(), "others are as they were");
    chore().await.unwrap();
    work(&site).await;
    assert!(link(&site, PRACTICE).await.is_some() && link(&site, "/en/collections/covid-19").await.is_some());
    assert_ne!(site.get(&format!("{PRACTICE}.pdf")).await.body, before);
});

both_engines!(a_text_no_typeface_has_costs_its_file_and_nothing_else, |bed| async move {
    let site = Site::filled(&bed).await;
    a_practice("浜松市の取り組み").at("hamamatsu").written_in("ja").put(&site.store).await;
    site.app.build_index().await.unwrap();
    work(&site).await;
    assert_eq!(link(&site, "/en/practices/hamamatsu").await, None);
    let given_up = store::owed::given_up(&site.store, 10).await.unwrap();
    assert_eq!(given_up.len(), 2, "one a language");
    assert!(given_up[0].reason.contains("no typeface here has these letters"), "{}", given_up[0].reason);
});

both_engines!(a_reader_picks_a_booklet, |bed| async move {
    let site = Site::filled(&bed).await;
    let list = site.page("/en/practices?collection=covid-19").await;
    let href = attributes(&list, "#downloads a", "href").pop().unwrap();
    assert_eq!(href, "/en/booklet?collection=covid-19");
    let page = site.page(&href).await;
    let picks = attributes(&page, "input[name=practice][checked]", "value");
    assert_eq!(picks.len(), 2);
    let title = attributes(&page, "input[name=title]", "value").pop().unwrap();
    assert_eq!(title, "COVID-19: what cities did");
    let query = picks.join("&practice=");
    let address = format!("/en/booklet.pdf?title=Two+of+them&practice={query}&practice=taken-back&practice=x%00");
    let file = site.get(&address).await;
    assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "application/pdf"));
    assert!(file.body.starts_with(b"%PDF-1.7"));
    let again = site.ask("GET", &address, &[("if-none-match", file.header("etag"))]).await;
    assert_eq!(again.status, 304);
    assert_eq!(site.get("/en/booklet.pdf?title=a").await.location().as_deref(), Some("/en/booklet"));
    let all = site.page("/en/booklet").await;
    assert_eq!(attributes(&all, "input[name=practice]", "value").len(), 29);
});

both_engines!(a_booklet_is_made_once_and_its_size_told_from_then_on, |bed| async move {
    let site = Site::filled(&bed).await;
    let pick = "/en/booklet?collection=covid-19";
    let page = site.page(pick).await;
    assert_eq!(words(&page, "main a[type='application/pdf']"), [""; 0]);
    let picks = attributes(&page, "input[name=practice][checked]", "value").join("&practice=");
    let address = format!("/en/booklet.pdf?title=COVID-19%3A+what+cities+did&practice={picks}");
    let first = site.get(&address).await;
    site.catch_up().await;
    let (href, words) = link(&site, pick).await.expect("a link to what was made");
    assert_eq!(words, format!("PDF, 3 pages, {} KB", first.body.len().div_ceil(1000)));
    let again = site.get(&href).await;
    assert_eq!((again.status.as_u16(), again.header("etag")), (200, first.header("etag")));
    assert!(again.body == first.body, "it is the same file");
    // A file that is lost is made again, and one that nobody asks for any more is forgotten.
    let blob = BlobName::parse(first.header("etag").trim_matches('"')).unwrap();
    site.store.blobs().delete(&blob).await.unwrap();
    assert_eq!(site.get(&address).await.body, first.body);
    let mut tx = site.store.begin().await.unwrap();
    let forgotten = store::booklet_prune(&mut tx, now() + std::time::Duration::from_secs(1)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(forgotten, [blob.to_string()]);
});

both_engines!(a_file_that_was_lost_is_made_anew_and_not_linked_until_then, |bed| async move {
    let site = Site::filled(&bed).await;
    work(&site).await;
    let id = site.app.shelf().practices.values().find(|it| PRACTICE.ends_with(&it.slug)).unwrap().id;
    let made = store::rendition_made(&site.store, Subject::Practice(id), Lang::En).await.unwrap().unwrap();
    site.store.blobs().delete(&BlobName::parse(&made.blob).unwrap()).await.unwrap();
    let (href, _) = link(&site, PRACTICE).await.expect("nobody knows yet");
    let lost = site.get(&href).await;
    assert_eq!((lost.status.as_u16(), lost.header("retry-after")), (503, "30"));
    site.catch_up().await;
    assert_eq!(link(&site, PRACTICE).await, None);
    assert!(link(&site, &PRACTICE.replace("/en/", "/fr/")).await.is_some(), "the others are there");
    work(&site).await;
    let (href, _) = link(&site, PRACTICE).await.expect("a link");
    assert_eq!(site.get(&href).await.status, 200);
});

both_engines!(a_confirmed_text_and_a_new_address_of_the_site_are_printed_anew, |bed| async move {
    let site = Site::filled(&bed).await;
    work(&site).await;
    let id = site.app.shelf().practices.values().find(|it| PRACTICE.ends_with(&it.slug)).unwrap().id;
    let mut tx = site.store.begin().await.unwrap();
    store::practice_confirm(&mut tx, id, now()).await.unwrap();
    tx.commit().await.unwrap();
    site.catch_up().await;
    assert_eq!(link(&site, PRACTICE).await, None, "the file does not say that it was confirmed");
    work(&site).await;
    assert!(link(&site, PRACTICE).await.is_some() && link(&site, "/en/collections/covid-19").await.is_some());

    let moved = office_at(&site, "https://elsewhere.example").handlers();
    (moved.renew)().await.unwrap();
    Work::new(site.store.clone(), moved, Settings::default()).drain().await.unwrap();
    site.catch_up().await;
    assert_eq!(link(&site, PRACTICE).await, None, "the file leads elsewhere");
    assert_eq!(link(&site, "/en/collections/covid-19").await, None);
    (office(&site).handlers().renew)().await.unwrap();
    work(&site).await;
    assert!(link(&site, PRACTICE).await.is_some());
});
