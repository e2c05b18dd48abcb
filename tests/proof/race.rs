//! Two editors decide about the same item at the same moment: one of them did, and the other is told who.

use practice_commons::{
    desk::DeskError,
    domain::review::{Decision, RejectReason},
};

use super::given::{Town, a_practice};
use crate::support::store::{both_engines, sql};

const PAIRS: usize = 200;

both_engines!(of_approve_and_reject_fired_together_exactly_one_wins, |bed| async move {
    let town = Town::on(&bed).await;
    let mut wins = [0, 0];
    for number in 0..PAIRS {
        let (_, item) = town.sent(&a_practice(&format!("Pot of the month {number}"))).await;
        let approve = Decision::Approve { publish_at: None };
        let reject = Decision::Reject { reason: RejectReason::Duplicate, message: "We have it already.".to_owned() };
        let mut sides = [(&town.ines, approve), (&town.luc, reject)];
        // Each goes first half of the time.
        sides.rotate_left(number % 2);
        let [first, second] = sides.map(|(editor, decision)| {
            let (desk, editor) = (town.desk.clone(), editor.clone());
            tokio::spawn(async move { (desk.decide(&editor, item.id, item.version, &decision).await, editor) })
        });
        let ((one, by_one), (other, by_other)) = (first.await.unwrap(), second.await.unwrap());
        let (winner, lost) = match (one, other) {
            (Ok(_), Err(lost)) => (by_one, lost),
            (Err(lost), Ok(_)) => (by_other, lost),
            (one, other) => panic!("pair {number}: {one:?} and {other:?}"),
        };
        let DeskError::Stale(stale) = lost else { panic!("pair {number}: {lost:?}") };
        assert_eq!((stale.by.as_deref(), stale.item.id), (Some(winner.name.as_str()), item.id));
        assert!(stale.at.is_some() && stale.item.version > item.version);
        wins[usize::from(winner.id == town.luc.id)] += 1;
        town.assert_decided_once(&item).await;
    }
    assert!(wins.iter().all(|wins| *wins > 0), "both can win: {wins:?}");
});

impl Town {
    async fn assert_decided_once(&self, item: &practice_commons::store::Item) {
        for (what, sql) in [
            ("decisions", "select count(*) from decision where item_id = $1"),
            ("mails", "select count(*) from notification where item_id = $1 and decision_id is not null"),
            ("audit rows", "select count(*) from audit where subject_id = $1 and action = 'item.decide'"),
        ] {
            let count: i64 = sql!(self.store, |c| sqlx::query_scalar(sql).bind(item.id).fetch_one(c));
            assert_eq!(count, 1, "{what} of {}", item.title);
        }
    }
}
