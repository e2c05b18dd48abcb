//! What a source brings or loses while a decision about it can still be undone, or before its day of publication.

use std::time::Duration;

use practice_commons::{
    domain::{
        Field, Id,
        flag::Flag,
        marker::Source,
        review::{Decision, ItemKind, Phase},
    },
    store::{self, Address},
};

use super::given::{Town, WINDOW, a_desk, a_practice, with};
use crate::support::store::both_engines;

impl Town {
    /// Approved a moment ago, with an hour between two runs: the window is longer here.
    async fn approved_with_a_source(&self, publish_in: Option<Duration>) -> (Id<Source>, store::Item) {
        let source = self.a_source().await;
        self.brings(source, &a_practice("Soup nights")).await;
        let item = self.only().await;
        let publish_at = publish_in.map(|time| self.clock.now() + time);
        self.decide(item.id, &Decision::Approve { publish_at }).await;
        (source, item)
    }
}

const DAY: Duration = Duration::from_hours(24);

both_engines!(a_page_that_vanishes_in_the_undo_window_is_asked_about, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    town.brings(source, &a_practice("Soup nights")).await;
    let item = town.only().await;
    let window = Duration::from_hours(2);
    let slow = a_desk(&town.store, window);
    slow.decide(&town.ines, item.id, item.version, &Decision::Approve { publish_at: None }).await.unwrap();
    town.loses(source).await;
    let gone = town.only().await;
    assert_eq!((gone.kind, gone.title.as_str()), (ItemKind::Gone, "Soup nights"));

    // Undone after all: there is one question again, and it says what happened meanwhile.
    town.desk.undo(&town.ines, item.id).await.unwrap();
    let again = town.only().await;
    assert_eq!((again.id, again.kind), (item.id, ItemKind::New));
    assert!(again.flags.contains(&Flag::GoneAtSource), "{:?}", again.flags);
    assert_eq!(town.item(gone.id).await.state.phase(), Phase::Withdrawn);
    assert_eq!(town.audit(gone.id).await, ["item.file", "item.close"]);
    town.pass(window).await;
    assert_eq!(town.live().await, [] as [&str; 0]);
});

both_engines!(a_page_that_vanishes_before_its_day_of_publication_need_not_be_published, |bed| async move {
    let town = Town::on(&bed).await;
    let (source, _) = town.approved_with_a_source(Some(7 * DAY)).await;
    town.pass(WINDOW).await;
    town.loses(source).await;
    let gone = town.only().await;
    assert_eq!(gone.kind, ItemKind::Gone);
    town.approve(gone.id).await;
    town.pass(8 * DAY).await;
    assert_eq!(town.live().await, [] as [&str; 0]);
    // Nobody ever read it: there is nothing to say it is gone.
    town.loses(source).await;
    assert_eq!(town.open().await.len(), 0, "asked once");
});

both_engines!(a_page_that_vanishes_before_its_day_is_published_when_editors_keep_it, |bed| async move {
    let town = Town::on(&bed).await;
    let (source, _) = town.approved_with_a_source(Some(7 * DAY)).await;
    town.pass(WINDOW).await;
    town.loses(source).await;
    let gone = town.only().await;
    let reason = practice_commons::domain::review::RejectReason::Other;
    town.decide(gone.id, &Decision::Reject { reason, message: "It is still true.".to_owned() }).await;
    town.pass(8 * DAY).await;
    assert_eq!(town.live().await, ["Soup nights"]);
});

both_engines!(an_undone_approval_takes_in_what_the_source_changed_meanwhile, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    let page = a_practice("Soup nigths");
    town.brings(source, &page).await;
    let item = town.only().await;
    let item =
        town.desk.edit(&town.luc, item.id, item.version, &[(Field::Title, "Soup nights".to_owned())]).await.unwrap();
    let slow = a_desk(&town.store, Duration::from_hours(2));
    slow.decide(&town.ines, item.id, item.version, &Decision::Approve { publish_at: None }).await.unwrap();
    town.brings(source, &with(page, Field::Lead, "Harbour and Culture")).await;
    let newer = town.only().await;
    assert_ne!(newer.id, item.id);
    assert_eq!(newer.seen.as_ref().map(|seen| seen.get(Field::Lead)), Some("City of Lutsk"));

    town.desk.undo(&town.ines, item.id).await.unwrap();
    let again = town.only().await;
    assert_eq!(again.id, item.id);
    assert_eq!((again.draft.get(Field::Title), again.draft.get(Field::Lead)), ("Soup nights", "Harbour and Culture"));
    assert_eq!(again.seen.unwrap().get(Field::Lead), "City of Lutsk");
    assert_eq!(town.item(newer.id).await.state.phase(), Phase::Withdrawn);
});

both_engines!(a_page_that_comes_back_while_its_withdrawal_can_be_undone_is_an_update, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    town.published(source, &a_practice("Soup nights")).await;
    town.loses(source).await;
    let gone = town.only().await;
    let slow = a_desk(&town.store, Duration::from_hours(2));
    slow.decide(&town.ines, gone.id, gone.version, &Decision::Approve { publish_at: None }).await.unwrap();
    town.brings(source, &with(a_practice("Soup nights"), Field::Lead, "Harbour and Culture")).await;
    let update = town.only().await;
    assert_eq!(update.kind, ItemKind::Update);
    town.desk.undo(&town.ines, gone.id).await.unwrap();
    let again = town.only().await;
    assert_eq!((again.id, again.kind), (gone.id, ItemKind::Update));
    assert_eq!(again.draft.get(Field::Lead), "Harbour and Culture");
    town.pass(Duration::from_hours(3)).await;
    assert_eq!(town.live().await, ["Soup nights"]);
});

both_engines!(a_held_run_that_was_filed_can_be_reopened_and_approved_again, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    town.held(source, &a_practice("Soup nights")).await;
    let kept = store::source_by_id(&town.store, source).await.unwrap().unwrap();
    assert_eq!(kept.health.last.as_ref().unwrap().phrase, "source-unusual-few", "its line says why it is held");
    let question = town.only().await;
    town.approve(question.id).await;
    town.clock.advance(WINDOW);
    assert_eq!(town.desk.file_released(&town.lease(source).await).await.unwrap(), 1);
    let filed = town.only().await;

    town.desk.reopen(&town.luc, question.id, "Was that right?").await.unwrap();
    town.approve(question.id).await;
    town.clock.advance(WINDOW + Duration::from_mins(2));
    assert_eq!(town.desk.file_released(&town.lease(source).await).await.unwrap(), 0, "filed once");
    assert_eq!(town.item(question.id).await.state.phase(), Phase::Approved);
    assert_eq!(town.only().await.id, filed.id);
});

both_engines!(a_held_run_reopened_before_it_is_filed_is_held_again, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    town.held(source, &a_practice("Soup nights")).await;
    let question = town.only().await;
    town.approve(question.id).await;
    // The worker was away when the window ended.
    town.clock.advance(WINDOW);
    town.desk.reopen(&town.luc, question.id, "Not yet.").await.unwrap();
    town.clock.advance(Duration::from_mins(2));
    assert_eq!(town.desk.file_released(&town.lease(source).await).await.unwrap(), 0);
    assert_eq!(town.only().await.id, question.id);
});

both_engines!(a_city_that_withdraws_in_the_undo_window_hears_nothing_of_the_approval, |bed| async move {
    let town = Town::on(&bed).await;
    let (receipt, item) = town.sent(&a_practice("Soup nights")).await;
    town.approve(item.id).await;
    town.clock.advance(Duration::from_secs(10));
    town.desk.withdraw(receipt.root).await.unwrap();
    assert!(town.desk.undo(&town.ines, item.id).await.is_err(), "there is nothing left to undo");
    town.pass(DAY).await;
    assert_eq!(town.item(item.id).await.state.phase(), Phase::Withdrawn);
    let told = town.told(&receipt.reference).await;
    assert_eq!(
        told.iter().map(|(kind, state)| (*kind, state.name())).collect::<Vec<_>>(),
        [("received", "accepted"), ("published", "cancelled")]
    );
    assert_eq!(town.live().await, [] as [&str; 0]);
    let at = store::practice_at(&town.store, "soup-nights", town.clock.now()).await.unwrap();
    assert!(matches!(at, Address::Unknown), "{at:?}");
    assert_eq!(town.audit(item.id).await, ["item.file", "item.decide", "item.withdraw"]);
    // Reopened, it is a proposal like any other.
    town.desk.reopen(&town.luc, item.id, "They called.").await.unwrap();
    town.approve(item.id).await;
    town.pass(WINDOW).await;
    assert_eq!(town.live().await, ["Soup nights"]);
});
