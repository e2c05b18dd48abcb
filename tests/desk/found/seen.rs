//! What an editor saw of a source when choosing how it is read is what its runs are measured by, the first one too.

use practice_commons::store::{self, PinnedSample};

use super::Town;
use crate::support::{
    partner::Partner,
    store::{Bed, both_engines},
};

impl Town {
    async fn pinned(&self, slug: &str) -> Vec<PinnedSample> {
        store::source_pin_list(self.house.store(), self.source(slug).await.id).await.unwrap()
    }
}

async fn numbered(bed: &Bed) -> (Partner, Town) {
    let partner = Partner::serve("numbered").await;
    let town = Town::on(bed, &partner.site).await;
    (partner, town)
}

both_engines!(a_first_run_that_contradicts_what_was_seen_is_held, |bed| async move {
    let (partner, town) = numbered(&bed).await;
    let slug = town.chooses(&partner, 3, |seen| seen).await;
    let pinned = town.pinned(&slug).await;
    assert_eq!(pinned.len(), 3, "before anything was read on a schedule");
    let care = town.house.get(&format!("/desk/sources/{slug}"), Some(&town.ines)).await;
    care.says(&[&pinned[0].expected.title]).says_not(&["not there any more", "as expected"]);

    let path = pinned[0].url.replacen(&partner.site.url(""), "", 1);
    let page = String::from_utf8(partner.site.page(&path).body).unwrap();
    let (before, after) = page.split_once("<div class=\"practice-text\">").unwrap();
    let after = after.split_once("</div>").unwrap().1;
    let shorter = format!("{before}<div class=\"practice-text\"><p>They cook in the street.</p></div>{after}");
    partner.site.put(&path, crate::harvest::site::Page::html(shorter));
    town.drain().await;
    let held = town.held().await.expect("the run waits for an editor");
    town.house.get(&format!("/desk/items/{}", held.id), Some(&town.ines)).await.says(&[&pinned[0].expected.title]);
    assert_eq!(town.open().await.len(), 1, "nothing else came");
});

both_engines!(without_what_was_seen_the_first_run_is_what_a_source_is_measured_by, |bed| async move {
    let (partner, town) = numbered(&bed).await;
    let slug = town.chooses(&partner, 3, |_| "[{\"external_id\": 1}]".to_owned()).await;
    assert!(town.pinned(&slug).await.is_empty(), "what cannot be read is no reason to refuse the source");
    town.drain().await;
    assert_eq!((town.pinned(&slug).await.len(), town.open().await.len()), (3, partner.records.len()));
});

both_engines!(a_source_that_is_added_again_is_measured_by_what_is_seen_then, |bed| async move {
    let (partner, town) = numbered(&bed).await;
    let slug = town.chooses(&partner, 3, |seen| seen).await;
    town.drain().await;
    town.post(&format!("/desk/sources/{slug}/remove"), &[]).await.has_status(303);
    town.house.pass(60);
    let again = town.chooses(&partner, 3, |seen| seen.replace("\"cities\":\"", "\"cities\":\"New ")).await;
    assert_eq!(again, slug);
    let pinned = town.pinned(&slug).await;
    assert!(pinned.iter().all(|sample| sample.expected.cities.starts_with("New ")), "{pinned:?}");
});
