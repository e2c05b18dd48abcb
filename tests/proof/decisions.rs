//! What editors decide, and what becomes of it.

use std::time::Duration;

use practice_commons::{
    desk::DeskError,
    domain::{
        Field, Lang,
        review::{Decision, ItemKind, Phase, RejectReason},
    },
    store::{self, Address, DeliveryState},
};

use super::given::{Town, WINDOW, a_practice, parsed, with};
use crate::support::store::{both_engines, sql};

use DeliveryState::{Accepted, Cancelled, Queued};

both_engines!(an_approval_can_be_undone_and_nobody_hears_of_it, |bed| async move {
    let town = Town::on(&bed).await;
    let (receipt, item) = town.sent(&a_practice("Soup nights")).await;
    town.approve(item.id).await;
    town.pass(WINDOW.checked_sub(Duration::from_secs(1)).unwrap()).await;
    town.desk.undo(&town.luc, item.id).await.unwrap();
    town.pass(Duration::from_hours(1)).await;
    assert_eq!((town.item(item.id).await.state.phase(), town.live().await.len()), (Phase::Open, 0));
    assert_eq!(town.told(&receipt.reference).await, [("received", Accepted), ("published", Cancelled)]);
    assert_eq!(town.mails().len(), 1);
    assert_eq!(town.audit(item.id).await, ["item.file", "item.decide", "item.undo"]);

    town.approve(item.id).await;
    assert_eq!(town.live().await.len(), 0, "not before the window ends");
    town.pass(WINDOW).await;
    assert_eq!(town.live().await, ["Soup nights"]);
    let mails = town.mails();
    assert_eq!(mails.len(), 2);
    assert!(mails[1].contains("https://practices.example/en/practices/soup-nights"), "{}", mails[1]);
    let live: i64 =
        sql!(town.store, |c| sqlx::query_scalar("select count(*) from revision where cancelled_at is null")
            .fetch_one(c));
    assert_eq!(live, 1);
    assert!(matches!(town.desk.undo(&town.ines, item.id).await, Err(DeskError::NotPossible(_))));
});

both_engines!(a_rejection_needs_words_and_they_are_mailed, |bed| async move {
    let town = Town::on(&bed).await;
    let (receipt, item) = town.sent(&a_practice("Soup nights")).await;
    let reject = |message: &str| Decision::Reject { reason: RejectReason::TooLittleKnown, message: message.to_owned() };
    let refused = town.desk.decide(&town.ines, item.id, item.version, &reject(" ")).await;
    let Err(DeskError::Invalid(errors)) = refused else { panic!("{refused:?}") };
    assert!(errors.at("message").is_some());
    town.decide(item.id, &reject("Tell us more about the second year.")).await;
    town.pass(WINDOW).await;
    assert_eq!(town.told(&receipt.reference).await[1..], [("rejected", Accepted)]);
    assert!(town.mails()[1].contains("Tell us more about the second year."));
});

both_engines!(a_decided_item_is_reopened_and_what_is_live_stays, |bed| async move {
    let town = Town::on(&bed).await;
    let (_, item) = town.sent(&a_practice("Soup nights")).await;
    town.approve(item.id).await;
    assert!(matches!(town.desk.reopen(&town.luc, item.id, "").await, Err(DeskError::NotPossible(_))), "undo instead");
    town.pass(WINDOW).await;
    let reopened = town.desk.reopen(&town.luc, item.id, "a wrong year").await.unwrap();
    assert_eq!((reopened.state.phase(), reopened.kind), (Phase::Open, ItemKind::Update));
    assert_eq!(reopened.base.unwrap().get(Field::Title), "Soup nights");
    assert_eq!(town.live().await, ["Soup nights"]);
    let changes = [(Field::Title, "Soup evenings".to_owned())];
    town.desk.edit(&town.luc, item.id, reopened.version, &changes).await.unwrap();
    town.approve(item.id).await;
    town.pass(WINDOW).await;
    assert_eq!(town.live().await, ["Soup evenings"]);
    let at = store::practice_at(&town.store, "soup-nights", town.clock.now()).await.unwrap();
    assert!(matches!(at, Address::Here(_)), "its address stays");
});

both_engines!(an_edit_of_what_somebody_else_changed_is_refused_with_the_name, |bed| async move {
    let town = Town::on(&bed).await;
    let (_, item) = town.sent(&a_practice("Soup nights")).await;
    let to = |title: &str| [(Field::Title, title.to_owned())];
    let edited = town.desk.edit(&town.ines, item.id, item.version, &to("Soup evenings")).await.unwrap();
    let refused = town.desk.edit(&town.luc, item.id, item.version, &to("Soup mornings")).await;
    let Err(DeskError::Stale(stale)) = refused else { panic!("{refused:?}") };
    assert_eq!((stale.by.as_deref(), stale.item.version), (Some("Inês Duarte"), edited.version));
    assert_eq!(town.item(item.id).await.title, "Soup evenings");
    let too_long = town.desk.edit(&town.luc, item.id, edited.version, &to(&"x".repeat(200))).await;
    assert!(matches!(too_long, Err(DeskError::Invalid(_))), "{too_long:?}");
});

both_engines!(a_claim_is_seen_by_others_until_it_ends, |bed| async move {
    let town = Town::on(&bed).await;
    let (_, item) = town.sent(&a_practice("Soup nights")).await;
    let by = |opened: practice_commons::desk::Opened| opened.claim.map(|claim| claim.by);
    assert_eq!(by(town.desk.open(&town.ines, item.id).await.unwrap()), Some(town.ines.id));
    assert_eq!(by(town.desk.open(&town.luc, item.id).await.unwrap()), Some(town.ines.id), "she came first");
    town.clock.advance(town.desk.settings().claim_lasts);
    assert_eq!(by(town.desk.open(&town.luc, item.id).await.unwrap()), Some(town.luc.id), "it has ended");
    town.desk.release(&town.luc, item.id).await.unwrap();
    assert_eq!(town.item(item.id).await.claim, None);
    assert_eq!(town.item(item.id).await.version, item.version, "looking changes nothing");
});

both_engines!(what_is_published_on_a_later_day_is_told_twice, |bed| async move {
    let town = Town::on(&bed).await;
    let (receipt, item) = town.sent(&a_practice("Soup nights")).await;
    let day = town.clock.now() + Duration::from_hours(48);
    town.decide(item.id, &Decision::Approve { publish_at: Some(day) }).await;
    town.pass(WINDOW).await;
    assert_eq!(town.told(&receipt.reference).await[1..], [("approved", Accepted), ("published", Queued)]);
    assert_eq!(town.live().await.len(), 0);
    // Something that happens meanwhile is older than the publication.
    town.clock.advance(Duration::from_hours(1));
    town.desk.revise(receipt.root, &parsed(a_practice("Soup evenings")), Lang::En, &[]).await.unwrap();
    town.drain().await;
    town.pass(Duration::from_hours(47)).await;
    assert_eq!(town.live().await, ["Soup nights"]);
    let told = town.told(&receipt.reference).await;
    assert_eq!(told[2..], [("revision_received", Accepted), ("published", Accepted)]);
});

both_engines!(what_is_reopened_before_its_day_is_not_published, |bed| async move {
    let town = Town::on(&bed).await;
    let (receipt, item) = town.sent(&a_practice("Soup nights")).await;
    let day = town.clock.now() + Duration::from_hours(48);
    town.decide(item.id, &Decision::Approve { publish_at: Some(day) }).await;
    town.pass(Duration::from_hours(1)).await;
    let reopened = town.desk.reopen(&town.luc, item.id, "the pictures are not ours").await.unwrap();
    assert_eq!(reopened.kind, ItemKind::New);
    town.pass(Duration::from_hours(72)).await;
    assert_eq!(town.live().await.len(), 0);
    assert_eq!(town.told(&receipt.reference).await[1..], [("approved", Accepted), ("published", Cancelled)]);
});

both_engines!(what_lacks_a_part_is_not_published, |bed| async move {
    let town = Town::on(&bed).await;
    let (_, item) = town.sent(&with(with(a_practice("Soup nights"), Field::Advice, ""), Field::Lead, "")).await;
    let decided = town.desk.decide(&town.ines, item.id, item.version, &Decision::Approve { publish_at: None }).await;
    let Err(DeskError::Invalid(errors)) = decided else { panic!("{decided:?}") };
    assert_eq!(errors.0.iter().map(|error| error.place.as_str()).collect::<Vec<_>>(), ["lead", "advice"]);
    let decisions: i64 = sql!(town.store, |c| sqlx::query_scalar("select count(*) from decision").fetch_one(c));
    assert_eq!((decisions, town.item(item.id).await.version), (0, item.version));
});

both_engines!(who_is_no_editor_any_more_decides_nothing, |bed| async move {
    let town = Town::on(&bed).await;
    let (_, item) = town.sent(&a_practice("Soup nights")).await;
    let mut tx = town.store.begin().await.unwrap();
    store::editor_set_disabled(&mut tx, town.luc.id, Some(town.clock.now())).await.unwrap();
    tx.commit().await.unwrap();
    let decided = town.desk.decide(&town.luc, item.id, item.version, &Decision::Approve { publish_at: None }).await;
    assert!(matches!(decided, Err(DeskError::Forbidden)), "{decided:?}");
});
