//! A city sends, is asked, answers, and takes back.

use std::time::Duration;

use practice_commons::{
    desk::DeskError,
    domain::{
        Field, Lang,
        flag::Flag,
        review::{Decision, FieldNote, ItemKind, Phase},
        secret::Secret,
    },
    store::{self, DeliveryState},
};

use super::given::{Town, WINDOW, a_practice, parsed, with};
use crate::support::store::{both_engines, sql};

use DeliveryState::{Accepted, Queued, Superseded};

both_engines!(what_a_city_sends_waits_on_the_desk_and_a_receipt_is_mailed, |bed| async move {
    let town = Town::on(&bed).await;
    let (receipt, item) = town.sent(&a_practice("Soup nights")).await;
    assert_eq!(
        (item.state.phase(), item.title.as_str(), item.city_name.as_str()),
        (Phase::Open, "Soup nights", "Lutsk")
    );
    assert_eq!(town.told(&receipt.reference).await, [("received", Accepted)]);
    let mails = town.mails();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains(&receipt.reference) && mails[0].contains("https://practices.example/en/status/"));
});

both_engines!(the_same_form_sent_twice_is_one_submission, |bed| async move {
    let town = Town::on(&bed).await;
    let (practice, link) = (parsed(a_practice("Soup nights")), Secret::draw());
    let twice = [0, 1].map(|_| town.desk.submit(&practice, Lang::En, &link, &[], false));
    let [first, second] = twice.map(|sent| async { sent.await.unwrap().reference });
    let (first, second) = tokio::join!(first, second);
    assert_eq!(first, second);
    town.drain().await;
    assert_eq!(town.mails().len(), 1);
    let items: i64 = sql!(town.store, |c| sqlx::query_scalar("select count(*) from review_item").fetch_one(c));
    assert_eq!(items, 1);
});

both_engines!(a_city_is_asked_when_the_window_ends_and_its_answer_opens_the_item, |bed| async move {
    let town = Town::on(&bed).await;
    let (receipt, item) = town.sent(&a_practice("Soup nights")).await;
    let notes = vec![FieldNote { field: Field::Impact, note: "How do you know it was ninety?".to_owned() }];
    town.decide(item.id, &Decision::AskForChanges { message: String::new(), notes }).await;
    town.drain().await;
    assert_eq!(town.told(&receipt.reference).await, [("received", Accepted), ("changes_asked", Queued)]);
    town.pass(WINDOW).await;
    assert_eq!(town.told(&receipt.reference).await, [("received", Accepted), ("changes_asked", Accepted)]);
    assert!(town.mails()[1].contains("How do you know it was ninety?"));

    town.clock.advance(Duration::from_hours(20));
    let answer = with(a_practice("Soup nights"), Field::Impact, "We counted the plates: ninety households.");
    let reference = town.desk.revise(receipt.root, &parsed(answer.clone()), Lang::En, &[]).await.unwrap();
    assert_eq!(reference, receipt.reference);
    // The page sent once more by an impatient hand changes nothing.
    town.desk.revise(receipt.root, &parsed(answer), Lang::En, &[]).await.unwrap();
    town.drain().await;
    let answered = town.item(item.id).await;
    assert_eq!(answered.state.phase(), Phase::Open);
    assert!(answered.draft.get(Field::Impact).contains("plates"));
    assert!(answered.seen.unwrap().get(Field::Impact).contains("more than once"));
    assert!(answered.flags.contains(&Flag::Revised), "{:?}", answered.flags);
    assert_eq!(town.told(&receipt.reference).await[2..], [("revision_received", Accepted)]);
});

both_engines!(an_answer_within_the_window_ends_the_question, |bed| async move {
    let town = Town::on(&bed).await;
    let (receipt, item) = town.sent(&a_practice("Soup nights")).await;
    town.decide(item.id, &Decision::AskForChanges { message: "Who pays?".to_owned(), notes: vec![] }).await;
    town.clock.advance(Duration::from_secs(5));
    let answer = with(a_practice("Soup nights"), Field::Funding, "The city.");
    town.desk.revise(receipt.root, &parsed(answer), Lang::En, &[]).await.unwrap();
    town.drain().await;
    town.pass(WINDOW).await;
    let told = town.told(&receipt.reference).await;
    assert_eq!(told[1..], [("changes_asked", Superseded), ("revision_received", Accepted)]);
});

// Two workers read two sendings of one thread at the same moment; in the other order, too.
both_engines!(sendings_of_one_thread_make_one_item_of_the_latest, |bed| async move {
    let town = Town::on(&bed).await;
    let link = Secret::draw();
    let receipt = town.desk.submit(&parsed(a_practice("First")), Lang::En, &link, &[], false).await.unwrap();
    for title in ["Second", "Third"] {
        town.desk.revise(receipt.root, &parsed(a_practice(title)), Lang::En, &[]).await.unwrap();
    }
    let mut leases = Vec::new();
    for sent in store::submission_thread(&town.store, receipt.root).await.unwrap().into_iter().rev() {
        let lease = store::owed::claim(&town.store, sent.id.into(), Duration::from_mins(1)).await.unwrap().unwrap();
        let desk = town.desk.clone();
        leases.push(tokio::spawn(async move { desk.read_submission(&lease).await }));
    }
    for reading in leases {
        reading.await.unwrap().unwrap();
    }
    let items: i64 = sql!(town.store, |c| sqlx::query_scalar("select count(*) from review_item").fetch_one(c));
    assert_eq!((items, town.item_of(receipt.root).await.title.as_str()), (1, "Third"));
});

both_engines!(two_answers_at_the_same_moment_are_both_kept, |bed| async move {
    let town = Town::on(&bed).await;
    let (receipt, _) = town.sent(&a_practice("Soup nights")).await;
    let answers = ["Soup and bread", "Soup and song"].map(|title| {
        let (desk, root) = (town.desk.clone(), receipt.root);
        tokio::spawn(async move { desk.revise(root, &parsed(a_practice(title)), Lang::En, &[]).await })
    });
    for answer in answers {
        answer.await.unwrap().unwrap();
    }
    town.drain().await;
    let thread = store::submission_thread(&town.store, receipt.root).await.unwrap();
    assert_eq!(thread.iter().map(|sent| sent.seq).collect::<Vec<_>>(), [1, 2, 3]);
});

// The city changes its text while the approval can still be undone.
both_engines!(what_is_sent_after_an_approval_updates_the_same_practice, |bed| async move {
    let town = Town::on(&bed).await;
    let (receipt, item) = town.sent(&a_practice("Soup nights")).await;
    town.approve(item.id).await;
    town.desk.revise(receipt.root, &parsed(a_practice("Soup evenings")), Lang::En, &[]).await.unwrap();
    town.drain().await;
    let later = town.item_of(receipt.root).await;
    assert_ne!(later.id, item.id);
    town.pass(WINDOW).await;
    town.approve(later.id).await;
    town.pass(WINDOW).await;
    assert_eq!(town.live().await, ["Soup evenings"]);
    town.desk.revise(receipt.root, &parsed(a_practice("Soup mornings")), Lang::En, &[]).await.unwrap();
    town.drain().await;
    let update = town.item_of(receipt.root).await;
    assert_eq!((update.kind, update.base.unwrap().get(Field::Title)), (ItemKind::Update, "Soup evenings"));
});

both_engines!(a_city_takes_back_what_is_not_decided_to_be_published, |bed| async move {
    let town = Town::on(&bed).await;
    let (receipt, item) = town.sent(&a_practice("Soup nights")).await;
    town.desk.withdraw(receipt.root).await.unwrap();
    assert_eq!(town.item(item.id).await.state.phase(), Phase::Withdrawn);
    assert_eq!(town.audit(item.id).await, ["item.file", "item.withdraw"]);
    assert!(matches!(town.desk.withdraw(receipt.root).await, Err(DeskError::NotPossible(_))));
    let approve = Decision::Approve { publish_at: None };
    let decided = town.desk.decide(&town.luc, item.id, item.version, &approve).await;
    assert!(matches!(decided, Err(DeskError::Stale(_))), "{decided:?}");

    let (receipt, item) = town.sent(&a_practice("Reading aloud")).await;
    town.approve(item.id).await;
    town.pass(WINDOW).await;
    assert!(matches!(town.desk.withdraw(receipt.root).await, Err(DeskError::NotPossible(_))));
});

// On PostgreSQL the two take their locks in different orders if nobody minds it.
both_engines!(taking_back_and_deciding_at_the_same_moment_ends_one_way, |bed| async move {
    let town = Town::on(&bed).await;
    for number in 0..30 {
        let (receipt, item) = town.sent(&a_practice(&format!("Pot of the month {number}"))).await;
        let (desk, luc) = (town.desk.clone(), town.luc.clone());
        let deciding = tokio::spawn(async move {
            desk.decide(&luc, item.id, item.version, &Decision::Approve { publish_at: None }).await
        });
        let desk = town.desk.clone();
        let withdrawing = tokio::spawn(async move { desk.withdraw(receipt.root).await });
        // Whoever comes first: a decision that nobody was told of gives way.
        match (deciding.await.unwrap(), withdrawing.await.unwrap()) {
            (Ok(_) | Err(DeskError::Stale(_)), Ok(())) => {}
            other => panic!("{other:?}"),
        }
        assert_eq!(town.item(item.id).await.state.phase(), Phase::Withdrawn);
    }
});
