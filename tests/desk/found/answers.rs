//! What the server said with a page is kept with it and shown where the page is.

use practice_commons::{domain::reading::Outcome, store, store::BlobName};

use super::Town;
use crate::{
    harvest::site::{self, Site, source_at},
    support::store::{both_engines, sql},
};

both_engines!(d7_hash_and_headers_of_a_page_are_shown_and_its_cookies_kept_nowhere, |bed| async move {
    let site = Site::start().await;
    site::with_practices(&site, 1);
    let page = site::practice(1, "They meet every week.");
    let page = page.with("server", "<nginx>").with("set-cookie", "visitor=7; Path=/").with("x-via", "v".repeat(9_000));
    site.put("/p/1", page);
    let town = Town::on(&bed, &site).await;
    let mut settings = source_at(&site.url("/list"));
    settings.limits.delay = 0;
    let slug = town.house.app.desk().source_add(None, None, &settings, true).await.unwrap();
    town.drain().await;
    let runs = store::harvest_list(town.house.store(), town.source(&slug).await.id, 9).await.unwrap();
    assert_eq!(runs[0].outcome, Some(Outcome::Ok.note().phrase));

    let item = town.open().await.remove(0);
    let record = store::source_record_by_id(town.house.store(), item.source_record_id.unwrap()).await.unwrap().unwrap();
    let snapshot = store::snapshot_by_id(town.house.store(), record.snapshot_id.unwrap()).await.unwrap().unwrap();
    let shown = town.house.get(&format!("/desk/items/{}?tab=source", item.id), Some(&town.ines)).await;
    shown.says(&[
        "<details><summary>Hash and response headers</summary>",
        &format!("<code>{}</code>", site.url("/p/1")),
        &format!("<dt>SHA-256</dt><dd><code>{}</code></dd>", BlobName::parse(&snapshot.blob).unwrap().hash()),
        "<dt><code>content-type</code></dt><dd><code>text/html; charset=utf-8</code></dd>",
        "<dt><code>etag</code></dt>",
        "<dt><code>server</code></dt><dd><code>&#60;nginx&#62;</code></dd>",
        "<dt><code>date</code></dt>",
    ]);
    shown.says_not(&["visitor=7", "set-cookie", "x-via", "were not kept"]);
    let headers = store::snapshot_headers(town.house.store(), snapshot.id).await.unwrap();
    assert!(headers.iter().all(|(name, _)| name != "set-cookie"), "{headers:?}");

    // Of pages kept before headers were, that is said.
    sql!(do town.house.store(), |c| sqlx::query("update snapshot set headers = null").execute(c));
    let shown = town.house.get(&format!("/desk/items/{}?tab=source", item.id), Some(&town.ines)).await;
    shown.says(&["<dt>SHA-256</dt>", "The headers of this page were not kept."]);
});
