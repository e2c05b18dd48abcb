//! What runs over a partner source bring to the desk, and what editors hear when they bring nothing.

use std::{collections::BTreeMap, time::Duration};

use practice_commons::{
    domain::{
        Candidate, Draft, Field, Id, Reading, SourceSettings,
        candidate::{Change, Gone, GoneWhy, Known, Note, Origins, OtherReading},
        flag::Flag,
        marker::Source,
        reading::{Counts, FetchFault, Outcome},
        review::{Decision, ItemKind, Phase, RejectReason},
    },
    store::{self, Address, Item, QueueView, owed},
};
use sqlx::AssertSqlSafe;

use super::given::{Town, WINDOW, a_practice, with};
use crate::support::store::{both_engines, sql};

pub const SETTINGS: &str = r#"
name = "Northern Harbour Cities"
language = "en"
kind = "feed"
addresses = ["https://harbour-cities.example/feed"]
every = "1d"
contact = "practices@harbour-cities.example"
"#;

pub const PAGE: &str = "https://harbour-cities.example/practice/1";

/// A page as it was read.
pub fn found(draft: &Draft) -> Candidate {
    Candidate {
        external_id: PAGE.to_owned(),
        url: PAGE.to_owned(),
        canonical: None,
        draft: draft.clone(),
        published_at: None,
        snapshot: String::new(),
        content_hash: format!("{draft:?}"),
        change: Change::New,
        notes: Vec::new(),
        origins: Origins::new(),
        readings: Vec::new(),
        pictures: Vec::new(),
    }
}

fn vanished() -> Gone {
    Gone { external_id: PAGE.to_owned(), url: PAGE.to_owned(), why: GoneWhy::Missing }
}

impl Town {
    pub async fn a_source(&self) -> Id<Source> {
        let settings = SourceSettings::from_toml(SETTINGS).expect("settings without faults");
        let slug = self.desk.source_add(Some(&self.ines), None, &settings, true).await.expect("it is added");
        store::source_by_slug(&self.store, &slug).await.expect("an answer").expect("it was just added").id
    }

    pub fn reading(&self, outcome: Outcome, candidates: Vec<Candidate>, gone: Vec<Gone>) -> Reading {
        let now = self.clock.now();
        Reading {
            started_at: now,
            finished_at: now,
            outcome,
            candidates,
            unchanged: Vec::new(),
            gone,
            snapshots: Vec::new(),
            failed: Vec::new(),
            counts: Counts { listed: 1, ..Counts::default() },
            known: Known::default(),
            unusual: None,
            notes: Vec::new(),
            retry_after: None,
        }
    }

    /// A run an hour later; the next one is not due before the story says so.
    pub async fn gather(&self, source: Id<Source>, mut reading: Reading) {
        self.clock.advance(Duration::from_hours(1));
        reading.finished_at = self.clock.now();
        let lease = self.lease(source).await;
        self.desk.gather(&lease, &reading, &[], &[], Duration::ZERO).await.expect("it is filed");
        let mut tx = self.store.begin().await.expect("the database answers");
        owed::forgive(&mut tx, source).await.expect("the row is there");
        tx.commit().await.expect("it is committed");
        self.drain().await;
    }

    pub async fn lease(&self, source: Id<Source>) -> owed::Lease {
        self.owe(source).await;
        let lease = owed::claim(&self.store, source.into(), Duration::from_mins(1)).await.expect("an answer");
        lease.expect("it is due")
    }

    pub async fn brings(&self, source: Id<Source>, draft: &Draft) {
        self.gather(source, self.reading(Outcome::Changed, vec![found(draft)], vec![])).await;
    }

    pub async fn loses(&self, source: Id<Source>) {
        self.gather(source, self.reading(Outcome::Changed, vec![], vec![vanished()])).await;
    }

    pub async fn held(&self, source: Id<Source>, draft: &Draft) {
        let mut reading = self.reading(Outcome::Changed, vec![found(draft)], vec![]);
        reading.unusual = Some(Note::new("source-unusual-few"));
        self.gather(source, reading).await;
    }

    /// What waits for editors.
    pub async fn open(&self) -> Vec<Item> {
        let now = self.clock.now();
        let lines = store::item_queue(&self.store, QueueView::All, self.ines.id, now, 50, 0).await.expect("a list");
        let mut items = Vec::new();
        for line in lines {
            items.push(self.item(line.id).await);
        }
        items
    }

    pub async fn only(&self) -> Item {
        let mut open = self.open().await;
        assert_eq!(open.len(), 1, "{open:#?}");
        open.remove(0)
    }

    pub async fn published(&self, source: Id<Source>, draft: &Draft) {
        self.brings(source, draft).await;
        self.approve(self.only().await.id).await;
        self.pass(WINDOW).await;
    }

    /// The rows of every table, but for the run itself and its lines in the log.
    async fn rows(&self) -> BTreeMap<&'static str, i64> {
        let mut rows = BTreeMap::new();
        for table in [
            "city",
            "source",
            "snapshot",
            "practice",
            "practice_address",
            "source_record",
            "review_item",
            "submission",
            "submission_link",
            "upload",
            "decision",
            "revision",
            "change",
            "notification",
            "delivery",
        ] {
            let sql = AssertSqlSafe(format!("select count(*) from {table}"));
            rows.insert(table, sql!(self.store, |c| sqlx::query_scalar(sql).fetch_one(c)));
        }
        rows
    }

    pub async fn attention(&self) -> Vec<(String, &'static str)> {
        let letters = self.letters("source:northern-harbour-cities").await;
        let mut told: Vec<_> =
            letters.into_iter().map(|letter| (letter.recipient_name.clone(), letter.notice.kind())).collect();
        told.sort();
        told
    }
}

both_engines!(what_other_readers_made_of_a_page_is_kept_with_its_item, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    let reading =
        |text: &str| OtherReading { field: Field::Process, reader: "readability".to_owned(), text: text.to_owned() };
    let brought = |title: &str, readings: Vec<OtherReading>| Candidate { readings, ..found(&a_practice(title)) };
    let first = town.reading(Outcome::Ok, vec![brought("Soup nights", vec![reading("Otherwise.")])], vec![]);
    town.gather(source, first).await;
    let item = town.only().await;
    assert_eq!(store::item_readings(&town.store, item.id).await.expect("an answer"), [reading("Otherwise.")]);
    // A later reading of the page replaces them.
    let second = town.reading(Outcome::Changed, vec![brought("Soup evenings", vec![])], vec![]);
    town.gather(source, second).await;
    let item = town.only().await;
    assert!(store::item_readings(&town.store, item.id).await.expect("an answer").is_empty());
});

both_engines!(a_new_page_asks_an_editor_and_the_same_page_again_writes_nothing, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    town.brings(source, &a_practice("Soup nights")).await;
    let item = town.only().await;
    assert_eq!((item.kind, item.title.as_str()), (ItemKind::New, "Soup nights"));
    let before = town.rows().await;
    town.brings(source, &a_practice("Soup nights")).await;
    assert_eq!(town.rows().await, before);
    assert_eq!(town.only().await.version, item.version);
    let runs = store::harvest_list(&town.store, source, 10).await.unwrap();
    assert_eq!((runs[0].counts.same, runs[1].counts.new), (1, 1));
});

// A worker that comes back from the dead reports the same slot once more.
both_engines!(a_run_reported_twice_is_filed_once, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    let reading = town.reading(Outcome::Changed, vec![found(&a_practice("Soup nights"))], vec![]);
    let lease = town.lease(source).await;
    town.desk.gather(&lease, &reading, &[], &[], Duration::ZERO).await.unwrap();
    let before = town.rows().await;
    let again = town.desk.gather(&lease, &reading, &[], &[], Duration::ZERO).await;
    assert!(again.is_err(), "its lease is over");
    assert_eq!(town.rows().await, before);
    // The same slot under a new lease.
    let lease = town.lease(source).await;
    town.desk.gather(&lease, &reading, &[], &[], Duration::ZERO).await.unwrap();
    assert_eq!(town.rows().await, before);
});

both_engines!(a_page_that_changes_while_it_waits_keeps_an_editors_correction, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    let page = with(a_practice("Soup nigths"), Field::Lead, "Harbour office");
    town.brings(source, &page).await;
    let item = town.only().await;
    town.desk.edit(&town.luc, item.id, item.version, &[(Field::Title, "Soup nights".to_owned())]).await.unwrap();
    town.brings(source, &with(page.clone(), Field::Lead, "Harbour and Culture")).await;
    let changed = town.only().await;
    assert_eq!(changed.draft.get(Field::Title), "Soup nights");
    assert_eq!(changed.draft.get(Field::Lead), "Harbour and Culture");
    assert_eq!(changed.seen.unwrap().get(Field::Lead), "Harbour office");
});

both_engines!(a_published_page_that_changes_becomes_an_update_with_its_conflicts, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    let page = a_practice("Soup nigths");
    town.brings(source, &page).await;
    let item = town.only().await;
    let corrected = [(Field::Title, "Soup nights".to_owned()), (Field::Advice, "Start with bread.".to_owned())];
    town.desk.edit(&town.luc, item.id, item.version, &corrected).await.unwrap();
    town.approve(item.id).await;
    town.pass(WINDOW).await;

    let changed = with(with(page, Field::Lead, "Harbour and Culture"), Field::Advice, "Start with salt.");
    town.brings(source, &changed).await;
    let update = town.only().await;
    assert_eq!((update.kind, update.practice_id.is_some()), (ItemKind::Update, true));
    let texts = [Field::Title, Field::Lead, Field::Advice].map(|field| update.draft.get(field));
    assert_eq!(texts, ["Soup nights", "Harbour and Culture", "Start with bread."]);
    assert!(update.flags.contains(&Flag::Conflict { fields: vec!["advice".to_owned()] }), "{:?}", update.flags);
    assert_eq!(update.base.as_ref().unwrap().get(Field::Lead), "City of Lutsk");
    town.approve(update.id).await;
    town.pass(WINDOW).await;
    assert_eq!(town.live().await, ["Soup nights"]);
    assert_eq!(town.open().await.len(), 0);
});

both_engines!(a_page_that_vanished_is_withdrawn_by_an_editor_and_comes_back_at_its_address, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    town.published(source, &a_practice("Soup nights")).await;
    town.loses(source).await;
    let gone = town.only().await;
    assert_eq!(gone.kind, ItemKind::Gone);
    town.loses(source).await;
    assert_eq!(town.open().await.len(), 1, "asked once");
    town.approve(gone.id).await;
    assert_eq!(town.live().await.len(), 1, "not before the window ends");
    town.pass(WINDOW).await;
    assert_eq!(town.live().await.len(), 0);
    let at = store::practice_at(&town.store, "soup-nights", town.clock.now()).await.unwrap();
    assert!(matches!(at, Address::Gone), "{at:?}");

    town.published(source, &with(a_practice("Soup nights"), Field::Lead, "Harbour and Culture")).await;
    let at = store::practice_at(&town.store, "soup-nights", town.clock.now()).await.unwrap();
    assert!(matches!(at, Address::Here(_)), "{at:?}");
});

both_engines!(a_page_that_vanishes_before_it_is_decided_says_so, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    town.brings(source, &a_practice("Soup nights")).await;
    town.loses(source).await;
    let item = town.only().await;
    assert_eq!((item.kind, item.flags.contains(&Flag::GoneAtSource)), (ItemKind::New, true));
});

both_engines!(nobody_is_asked_to_change_what_a_source_says, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    town.brings(source, &a_practice("Soup nights")).await;
    let item = town.only().await;
    let ask = Decision::AskForChanges { message: "Who pays?".to_owned(), notes: vec![] };
    assert!(town.desk.decide(&town.ines, item.id, item.version, &ask).await.is_err());
    let reject = Decision::Reject { reason: RejectReason::NotAPractice, message: "A press release.".to_owned() };
    town.decide(item.id, &reject).await;
    town.brings(source, &a_practice("Soup nights")).await;
    assert_eq!(town.open().await.len(), 0, "what was rejected is not asked again while it is the same");
});

both_engines!(an_unusual_run_is_held_whole_until_an_editor_lets_it_through, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    town.held(source, &a_practice("Soup nights")).await;
    let question = town.only().await;
    assert_eq!(question.kind, ItemKind::HeldRun);
    assert_eq!(town.attention().await.len(), 1, "who looks after it hears of it");

    town.approve(question.id).await;
    assert_eq!(town.desk.file_released(&town.lease(source).await).await.unwrap(), 0, "not before the window ends");
    town.desk.undo(&town.ines, question.id).await.unwrap();
    town.clock.advance(Duration::from_mins(2));
    assert_eq!(town.desk.file_released(&town.lease(source).await).await.unwrap(), 0, "taken back");
    assert_eq!(town.item(question.id).await.state.phase(), Phase::Open);

    town.approve(question.id).await;
    town.clock.advance(WINDOW + Duration::from_mins(2));
    let lease = town.lease(source).await;
    assert_eq!(town.desk.file_released(&lease).await.unwrap(), 1);
    assert_eq!(town.desk.file_released(&lease).await.unwrap(), 0, "once");
    let item = town.only().await;
    assert_eq!((item.kind, item.title.as_str()), (ItemKind::New, "Soup nights"));
});

both_engines!(
    a_failing_source_nobody_looks_after_is_told_once_to_each_editor_and_so_is_its_recovery,
    |bed| async move {
        let town = Town::on(&bed).await;
        let source = town.a_source().await;
        town.desk.source_set_owner(&town.ines, source, None).await.unwrap();
        let failed = || town.reading(Outcome::Failed(FetchFault::TimedOut), vec![], vec![]);
        town.gather(source, failed()).await;
        town.gather(source, failed()).await;
        assert_eq!(town.attention().await, []);
        let each = |kind: &'static str| ["Inês Duarte", "Luc Moreau"].map(|name| (name.to_owned(), kind)).to_vec();
        town.gather(source, failed()).await;
        town.gather(source, failed()).await;
        assert_eq!(town.attention().await, each("source_attention"));
        for _ in 0..2 {
            town.gather(source, town.reading(Outcome::NothingNew, vec![], vec![])).await;
        }
        let mut all = each("source_attention");
        all.extend(each("source_recovered"));
        all.sort();
        assert_eq!(town.attention().await, all);
        assert_eq!(town.mails().len(), 4);
    }
);
