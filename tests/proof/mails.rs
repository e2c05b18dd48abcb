//! The mail promise (reliability, 5) when the mail server does not keep its own.

use std::{sync::Arc, time::Duration};

use practice_commons::{
    domain::review::{Decision, RejectReason},
    mail::{SmtpSettings, Transport, smtp::Limits, transport::Outbox},
    store::{self, DeliveryState, KeptNotification},
};

use super::given::{RESEND_AFTER, Town, WINDOW, a_practice};
use crate::{
    letters::smtp_server::{Mode, SmtpServer},
    support::store::{Bed, both_engines},
};

use DeliveryState::{Accepted, Deferred, Expired, Queued, Refused, Superseded, Uncertain};

/// A town whose letters go to a mail server that misbehaves.
async fn mailing(bed: &Bed, mode: Mode) -> (Town, SmtpServer) {
    let server = SmtpServer::start(mode).await;
    let patience = Duration::from_secs(20);
    let limits = Limits { connect: patience, command: patience, dot: patience, ..Limits::default() };
    let settings = SmtpSettings { limits, ..SmtpSettings::loopback(server.port) };
    (Town::mailing(bed, Transport::Smtp(Arc::new(settings)), Outbox::default()).await, server)
}

impl Town {
    async fn only_letter(&self, thread: &str) -> KeptNotification {
        let mut letters = self.letters(thread).await;
        assert_eq!(letters.len(), 1);
        letters.remove(0)
    }

    async fn reject(&self, item: &store::Item) {
        let reject = Decision::Reject { reason: RejectReason::NotAPractice, message: "It is a plan.".to_owned() };
        self.decide(item.id, &reject).await;
    }
}

both_engines!(an_older_status_is_not_sent_after_a_newer_one, |bed| async move {
    let (town, server) = mailing(&bed, Mode::Replies("RCPT", "450 4.2.0 come back in 55 minutes")).await;
    let (receipt, item) = town.sent(&a_practice("Soup nights")).await;
    assert_eq!(town.told(&receipt.reference).await, [("received", Deferred)]);
    server.set(Mode::Fine);
    town.clock.advance(Duration::from_mins(1));
    town.reject(&item).await;
    town.pass(WINDOW).await;
    town.pass(Duration::from_hours(2)).await;
    assert_eq!(town.told(&receipt.reference).await, [("received", Superseded), ("rejected", Accepted)]);
    assert_eq!(server.taken().len(), 1);
});

both_engines!(a_letter_to_nobody_is_refused_and_not_tried_again, |bed| async move {
    let (town, server) = mailing(&bed, Mode::Replies("RCPT", "550 5.1.1 no such user")).await;
    let (receipt, _) = town.sent(&a_practice("Soup nights")).await;
    town.pass(Duration::from_hours(24)).await;
    let letter = town.only_letter(&receipt.reference).await;
    assert_eq!((letter.state, server.connections()), (Refused, 1));
    assert!(letter.reply.unwrap().contains("no such user"));
});

both_engines!(a_relay_that_fails_five_times_is_left_alone, |bed| async move {
    let (town, server) = mailing(&bed, Mode::Replies("BANNER", "554 go away")).await;
    let mut references = Vec::new();
    for number in 0..5 {
        references.push(town.sent(&a_practice(&format!("Pot of the month {number}"))).await.0.reference);
    }
    assert_eq!(server.connections(), 5);
    server.set(Mode::Fine);
    let (receipt, _) = town.sent(&a_practice("Soup nights")).await;
    let letter = town.only_letter(&receipt.reference).await;
    assert_eq!((server.connections(), letter.state, letter.attempts), (5, Queued, 0), "it waits with the others");
    town.pass(Duration::from_mins(1)).await;
    assert_eq!(town.told(&receipt.reference).await, [("received", Accepted)]);
    town.pass(Duration::from_mins(10)).await;
    for reference in references {
        assert_eq!(town.told(&reference).await, [("received", Accepted)]);
    }
    assert_eq!(store::relay_read(&town.store).await.unwrap().failures, 0);
});

both_engines!(a_letter_whose_fate_is_unknown_is_sent_once_more_and_then_left, |bed| async move {
    let (town, server) = mailing(&bed, Mode::ResetsAfterDot).await;
    let (receipt, _) = town.sent(&a_practice("Soup nights")).await;
    assert_eq!(town.told(&receipt.reference).await, [("received", Uncertain)]);
    town.pass(RESEND_AFTER.checked_sub(Duration::from_secs(1)).unwrap()).await;
    assert_eq!(server.taken().len(), 1);
    town.pass(Duration::from_secs(1)).await;
    town.pass(Duration::from_hours(24)).await;
    assert_eq!(town.told(&receipt.reference).await, [("received", Uncertain)]);
    let taken = server.taken();
    assert_eq!(taken.len(), 2);
    assert_eq!(taken[0].message, taken[1].message, "the same letter, Message-ID and all");

    server.set(Mode::ResetsAfterDot);
    let (receipt, _) = town.sent(&a_practice("Reading aloud")).await;
    server.set(Mode::Fine);
    town.pass(RESEND_AFTER).await;
    assert_eq!((town.told(&receipt.reference).await, server.taken().len()), (vec![("received", Accepted)], 4));
});

both_engines!(a_letter_expires_after_four_days, |bed| async move {
    let (town, server) = mailing(&bed, Mode::Replies("RCPT", "450 4.2.1 mailbox busy")).await;
    let (receipt, _) = town.sent(&a_practice("Soup nights")).await;
    let began = town.clock.now();
    while town.only_letter(&receipt.reference).await.due_at.is_some() {
        town.pass(Duration::from_mins(30)).await;
        assert!(town.clock.now().since(began) < Duration::from_hours(100), "it goes on for ever");
    }
    assert!(town.clock.now().since(began) > Duration::from_hours(88));
    assert_eq!(town.told(&receipt.reference).await, [("received", Expired)]);
    server.set(Mode::Fine);
    town.pass(Duration::from_hours(24)).await;
    assert_eq!(server.taken().len(), 0, "nothing is sent late");
});

// The whole time is the letter's own, however often the relay was left alone meanwhile.
both_engines!(a_relay_that_is_down_for_four_days_expires_letters_and_gives_none_up, |bed| async move {
    let (town, server) = mailing(&bed, Mode::Replies("BANNER", "554 go away")).await;
    let mut references = Vec::new();
    for number in 0..6 {
        references.push(town.sent(&a_practice(&format!("Pot of the month {number}"))).await.0.reference);
    }
    for _ in 0..97 * 2 {
        // As long as the relay is left alone at most.
        town.pass(Duration::from_mins(30)).await;
    }
    assert_eq!(store::owed::given_up(&town.store, 10).await.unwrap(), []);
    server.set(Mode::Fine);
    town.pass(Duration::from_hours(24)).await;
    for reference in references {
        assert_eq!(town.told(&reference).await, [("received", Expired)]);
    }
    assert_eq!(server.taken().len(), 0);
});

both_engines!(a_crash_after_the_message_began_to_leave_makes_its_fate_unknown, |bed| async move {
    let town = Town::on(&bed).await;
    let (receipt, item) = town.sent(&a_practice("Soup nights")).await;
    town.reject(&item).await;
    // Two lives of the program end in the middle: in the first sending, and in the resend.
    town.clock.advance(WINDOW);
    let letter = town.letters(&receipt.reference).await.remove(1);
    for (told, wait) in [(Some(RESEND_AFTER), RESEND_AFTER), (None, Duration::from_hours(24))] {
        let mut tx = town.store.begin().await.unwrap();
        store::notification_data_started(&mut tx, letter.id, town.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        town.drain().await;
        let now = town.letters(&receipt.reference).await.remove(1);
        assert_eq!(now.state, Uncertain);
        assert_eq!(now.due_at, told.map(|wait| town.clock.now() + wait));
        assert_eq!(town.mails().len(), 1, "nothing but the receipt");
        town.clock.advance(wait);
    }
    town.drain().await;
    assert_eq!(town.mails().len(), 1, "a third copy helps nobody");
});
