//! F34: a partner blanks its site. Nothing that is published is withdrawn; editors are asked.

use std::time::Duration;

use practice_commons::{
    domain::{Id, SourceSettings, candidate::Known, marker::Source, review::ItemKind},
    harvest::Reader,
    store::{self, QueueView, owed},
};

use super::given::{Town, WINDOW};
use crate::{
    harvest::site::{Page, Site, reader, source, with_practices},
    support::store::both_engines,
};

const PRACTICES: usize = 6;

/// A partner site whose practices are published, read over HTTP.
struct Partner {
    town: Town,
    site: Site,
    reader: Reader,
    settings: SourceSettings,
    id: Id<Source>,
    known: Known,
}

impl Partner {
    async fn published(town: Town) -> Self {
        let site = Site::start().await;
        with_practices(&site, PRACTICES);
        Self::published_on(town, site, |_| {}).await
    }

    /// On another site, by other settings.
    async fn published_on(town: Town, site: Site, change: impl FnOnce(&mut SourceSettings)) -> Self {
        let (reader, mut settings) = (reader(&site), source(&site));
        change(&mut settings);
        let slug = town.desk.source_add(Some(&town.ines), None, &settings, true).await.expect("it is added");
        let id = store::source_by_slug(&town.store, &slug).await.expect("an answer").expect("it was just added").id;
        let mut partner = Self { town, site, reader, settings, id, known: Known::default() };
        partner.run().await;
        for item in partner.items().await {
            partner.town.approve(item.0).await;
        }
        partner.town.pass(WINDOW).await;
        assert_eq!(partner.town.live().await.len(), PRACTICES);
        partner
    }

    async fn run(&mut self) {
        let town = &self.town;
        town.clock.advance(Duration::from_hours(24));
        let mut reading = self.reader.read(&self.settings, &self.known).await;
        (reading.started_at, reading.finished_at) = (town.clock.now(), town.clock.now());
        if reading.outcome.is_complete() {
            self.known = reading.known.clone();
        }
        town.owe(self.id).await;
        let lease = owed::claim(&town.store, self.id.into(), Duration::from_mins(1)).await.expect("an answer");
        town.desk.gather(&lease.expect("it is due"), &reading, &[], &[], Duration::ZERO).await.expect("it is filed");
        town.drain().await;
    }

    async fn items(&self) -> Vec<(Id<practice_commons::domain::marker::ReviewItem>, ItemKind)> {
        let (town, now) = (&self.town, self.town.clock.now());
        let lines = store::item_queue(&town.store, QueueView::All, town.ines.id, now, 50, 0).await.expect("a list");
        let mut items = Vec::new();
        for line in lines {
            items.push((line.id, town.item(line.id).await.kind));
        }
        items
    }

    async fn kinds(&self) -> Vec<ItemKind> {
        self.items().await.into_iter().map(|(_, kind)| kind).collect()
    }

    async fn told(&self) -> usize {
        self.town.letters("source:partner").await.len()
    }
}

both_engines!(f34_an_emptied_listing_withdraws_nothing_and_editors_are_told, |bed| async move {
    let mut partner = Partner::published(Town::on(&bed).await).await;
    partner.site.put("/list", Page::html("<p>Welcome to our new site!"));
    for _ in 0..3 {
        partner.run().await;
    }
    assert_eq!(partner.kinds().await, [ItemKind::HeldRun], "one question, however often");
    assert_eq!(partner.told().await, 1, "whoever looks after it, once");
    partner.town.pass(WINDOW).await;
    assert_eq!(partner.town.live().await.len(), PRACTICES);
});

both_engines!(f34_login_pages_in_place_of_practices_withdraw_nothing, |bed| async move {
    let mut partner = Partner::published(Town::on(&bed).await).await;
    for number in 1..=PRACTICES {
        let page = Page::html("<h2>Sign in</h2><form><input type=password></form>");
        partner.site.put(&format!("/p/{number}"), page);
    }
    partner.run().await;
    assert_eq!(partner.kinds().await, [ItemKind::HeldRun]);
    assert_eq!(partner.told().await, 1);
    partner.town.pass(WINDOW).await;
    assert_eq!(partner.town.live().await.len(), PRACTICES);
});

// The same without rules: what a login page says is no practice.
both_engines!(f34_login_pages_under_automatic_reading_withdraw_and_change_nothing, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, PRACTICES);
    for number in 1..=PRACTICES {
        let words = "They meet every week in the library and cook for whoever comes by, and nobody asks for a card. ";
        let html = format!(
            "<html lang=en><head><title>Practice {number}</title></head><body><article><h1>Practice {number}</h1>\
             <dl><dt>City</dt><dd>Lutsk</dd><dt>Country</dt><dd>Ukraine</dd><dt>Period</dt><dd>2016-2020</dd></dl>\
             <h2>Process</h2><p>{}</p></article></body></html>",
            words.repeat(12)
        );
        site.put(&format!("/p/{number}"), Page::html(html));
    }
    let mut partner = Partner::published_on(Town::on(&bed).await, site, |settings| settings.fields.clear()).await;
    for number in 1..=PRACTICES {
        let page = Page::html("<h2>Sign in</h2><form><input type=password></form>");
        partner.site.put(&format!("/p/{number}"), page);
    }
    partner.run().await;
    assert_eq!(partner.kinds().await, [ItemKind::HeldRun]);
    assert_eq!(partner.told().await, 1);
    partner.town.pass(WINDOW).await;
    assert_eq!(partner.town.live().await.len(), PRACTICES);
});

both_engines!(f34_a_site_that_answers_404_for_all_is_held_for_an_editor, |bed| async move {
    let mut partner = Partner::published(Town::on(&bed).await).await;
    for number in 1..=PRACTICES {
        partner.site.remove(&format!("/p/{number}"));
    }
    partner.run().await;
    assert_eq!(partner.kinds().await, [ItemKind::HeldRun], "one question, not six");
    assert_eq!(partner.told().await, 1);
    partner.town.pass(WINDOW).await;
    assert_eq!(partner.town.live().await.len(), PRACTICES);

    partner.site.remove("/list");
    for _ in 0..3 {
        partner.run().await;
    }
    assert_eq!(partner.town.live().await.len(), PRACTICES);
});
