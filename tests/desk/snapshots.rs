//! Pages of partners are kept for a while, for editors alone.

use std::time::Duration;

use practice_commons::{
    domain::{
        Id, Role, Timestamp,
        marker::{Snapshot, Source},
        review::Decision,
    },
    store::{self, BlobName, Kept, SnapshotRow},
};

use super::{
    found::Town,
    house::{House, a_practice},
};
use crate::{
    harvest::site::Site,
    support::store::{both_engines, sql},
};

const DAY: u64 = 24 * 60 * 60;
/// So far ahead that every file was written long before, whenever this test runs.
const AGES: u64 = 200 * 365 * DAY;

impl House {
    /// A page of a source, fetched now.
    async fn a_page(&self, source: Id<Source>, url: &str, text: &str) -> (Id<Snapshot>, BlobName) {
        let blob = self.store().blobs().put(text.as_bytes().to_vec(), Kept::Compressed).await.unwrap();
        let row = SnapshotRow {
            id: Id::new(),
            source_id: source,
            url: url.to_owned(),
            blob: blob.to_string(),
            media_type: "text/html".to_owned(),
            fetched_at: self.app.clock().now(),
        };
        let mut tx = self.store().begin().await.unwrap();
        store::snapshot_insert(&mut tx, &row, &[]).await.unwrap();
        tx.commit().await.unwrap();
        (row.id, blob)
    }

    async fn source_id(&self, name: &str) -> (String, Id<Source>) {
        let slug = self.source_at(name, &format!("https://{}.example/feed", name.to_lowercase())).await;
        let id = store::source_by_slug(self.store(), &slug).await.unwrap().unwrap().id;
        (slug, id)
    }

    async fn has(&self, snapshot: Id<Snapshot>) -> bool {
        store::snapshot_by_id(self.store(), snapshot).await.unwrap().is_some()
    }

    async fn has_file(&self, blob: &BlobName) -> bool {
        self.store().blobs().get(blob).await.unwrap().is_some()
    }

    /// The page a record was read from last.
    async fn page_of(&self, external_id: &str) -> Option<Id<Snapshot>> {
        let sql = "select snapshot_id from source_record where external_id = $1";
        sql!(self.store(), |c| sqlx::query_scalar(sql).bind(external_id).fetch_one(c))
    }

    async fn link_to(&self, url: &str) {
        let mut tx = self.store().begin().await.unwrap();
        let due = self.app.clock().now() + Duration::from_secs(AGES);
        store::link_add(&mut tx, url, due).await.unwrap();
        tx.commit().await.unwrap();
    }
}

both_engines!(an_old_page_goes_with_its_file_and_what_is_needed_stays, |bed| async move {
    let town = Town::on(&bed, &Site::start().await).await;
    let house = &town.house;
    let (_, source) = house.source_id("Partner").await;
    let (_, other) = house.source_id("Another").await;
    let (old, old_file) = house.a_page(source, "https://partner.example/a", "an old page").await;
    let (twin, twin_file) = house.a_page(source, "https://partner.example/b", "the same page").await;
    let (listing, _) = house.a_page(source, "https://partner.example/feed", "the listing").await;
    let (renewed, renewed_file) = house.a_page(source, "https://partner.example/c", "put again").await;
    house.pass(399 * DAY);
    town.keep_house().await;
    assert!(house.has(old).await, "not yet");

    house.pass(AGES);
    let (fresh, fresh_file) = house.a_page(other, "https://another.example/b", "the same page").await;
    town.keep_house().await;
    assert_eq!((house.has(old).await, house.has_file(&old_file).await), (false, false));
    assert!(!house.has(twin).await && house.has(fresh).await);
    assert!(house.has_file(&twin_file).await && twin_file == fresh_file, "another page has the same bytes");
    assert!(house.has(listing).await, "the newest page at an address of the source");
    assert_eq!((house.has(renewed).await, house.has_file(&renewed_file).await), (false, false));
});

both_engines!(the_page_of_an_open_question_and_of_what_readers_see_is_kept, |bed| async move {
    let town = Town::on(&bed, &Site::start().await).await;
    let house = &town.house;
    house.city("Melitopol", "UA").await;
    let (slug, _) = house.source_id("Partner").await;
    for id in ["open", "live", "rejected"] {
        house.found(&slug, &[(id, a_practice(&format!("A practice that is {id}"), "Melitopol, Ukraine"))]).await;
        house.pass(60);
    }
    for line in house.open_items(&town.ines).await {
        let item = store::item_by_id(house.store(), line.id).await.unwrap().unwrap();
        let decision = match item.title.as_str() {
            "A practice that is live" => Decision::Approve { publish_at: None },
            "A practice that is rejected" => Decision::Reject {
                reason: practice_commons::domain::review::RejectReason::NotAPractice,
                message: "A press release.".to_owned(),
            },
            _ => continue,
        };
        house.app.desk().decide(&town.ines.editor, item.id, item.version, &decision).await.unwrap();
    }
    house.pass(AGES);
    town.keep_house().await;
    assert!(house.page_of("rejected").await.is_some(), "one of the last 30 that new rules are tried on");
    for number in 0..30 {
        let (id, draft) = (format!("new-{number}"), a_practice(&format!("New {number}"), "Melitopol, Ukraine"));
        house.found(&slug, &[(id.as_str(), draft)]).await;
        house.pass(60);
    }
    house.pass(DAY);
    town.keep_house().await;
    assert_eq!(house.page_of("rejected").await, None);
    for id in ["open", "live"] {
        let page = house.page_of(id).await.unwrap_or_else(|| panic!("the page of {id}"));
        assert!(house.has(page).await);
    }
});

both_engines!(the_newest_page_of_a_linked_address_is_its_archived_copy_and_kept, |bed| async move {
    let town = Town::on(&bed, &Site::start().await).await;
    let house = &town.house;
    let (_, source) = house.source_id("Partner").await;
    let url = "https://partner.example/report";
    let (before, _) = house.a_page(source, url, "the report of 2025").await;
    house.pass(DAY);
    let (newest, _) = house.a_page(source, url, "the report of 2026").await;
    house.pass(AGES);
    house.link_to(url).await;
    // What nothing links any more is forgotten first, so the page is looked for in the store.
    let old = store::snapshot_old_list(house.store(), house.app.clock().now(), None, 10).await.unwrap();
    assert_eq!(old, [before]);
    let copy = store::snapshot_of_url(house.store(), &format!("{url}#figures")).await.unwrap().unwrap();
    assert_eq!(copy.id, newest);
});

both_engines!(only_editors_open_kept_pages, |bed| async move {
    let town = Town::on(&bed, &Site::start().await).await;
    let house = &town.house;
    let (_, source) = house.source_id("Partner").await;
    let (page, file) = house.a_page(source, "https://partner.example/a", "<p>Call Anna on 0170 1234567").await;
    let path = format!("/desk/snapshots/{page}");
    let ed = house.person("Ed", Role::Editor).await;
    house.get(&path, Some(&ed)).await.has_status(200).says(&["Call Anna"]);

    let stranger = house.get(&path, None).await;
    assert_eq!((stranger.status.as_u16(), stranger.body.contains("Anna")), (303, false), "sent to sign in");
    assert!(stranger.location().starts_with("/desk/sign-in"), "{}", stranger.location());
    // As of a page that never was (SECURITY.md, exceptions: W9).
    let never = Id::<Snapshot>::new();
    let nothing = house.get(&format!("/desk/snapshots/{never}"), None).await;
    let location = nothing.location().replace(&never.to_string(), &page.to_string());
    assert_eq!(
        (nothing.status, location.as_str(), &nothing.body),
        (stranger.status, stranger.location(), &stranger.body)
    );
    // A city has a link to its status page; what is in it is no session.
    let mut city = ed.clone();
    city.cookie = city.cookie.replace(char::is_alphanumeric, "x");
    let city = house.get(&path, Some(&city)).await;
    assert!(city.status.as_u16() != 200 && !city.body.contains("Anna"));
    for open in [format!("/files/{file}"), format!("/en/snapshots/{page}"), format!("/snapshots/{page}")] {
        let answer = house.get(&open, None).await;
        assert!(!answer.status.is_success() && !answer.body.contains("Anna"), "{open}");
    }
});

both_engines!(a_file_that_was_put_again_today_waits_for_its_row, |bed| async move {
    let town = Town::on(&bed, &Site::start().await).await;
    let house = &town.house;
    let (_, source) = house.source_id("Partner").await;
    let (page, file) = house.a_page(source, "https://partner.example/a", "a page").await;
    // Time goes by for the rows, and for the file it does not: somebody has just put it.
    let mut tx = house.store().begin().await.unwrap();
    let long_ago = Timestamp::from_micros(0);
    assert!(store::snapshot_forget(&mut tx, page, long_ago).await.unwrap());
    tx.commit().await.unwrap();
    let name = BlobName::parse(file.as_str()).unwrap();
    assert!(!house.store().blobs().delete_older(&name, long_ago + Duration::from_secs(DAY)).await.unwrap());
    assert!(house.has_file(&file).await);
    assert_eq!(store::blob_unused_list(house.store(), 10).await.unwrap(), [file.to_string()], "to be looked at again");
});
