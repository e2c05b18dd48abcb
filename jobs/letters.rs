//! A notification is sent, by the mail promise (docs/operator.md): at least once, doubles bounded, never an older status
//! after a newer one.

use super::{Answer, BoxError, office::Office, wording};
use crate::{
    domain::{Id, Timestamp, marker::Notification},
    mail::{
        Failure, FailureKind, Parcel,
        relay::{self, History, Next},
    },
    store::{
        self, DeliveryRow, DeliveryState, KeptNotification, Relay, StoreError, Tx,
        owed::{self, Lease, Outcome},
    },
};

/// What a try came to, and what follows.
struct Verdict {
    state: DeliveryState,
    outcome: Outcome,
    row: DeliveryRow,
    /// Whether the relay itself was at fault; none: it says nothing about the relay.
    relay_at_fault: Option<bool>,
}

pub(super) async fn send(office: &Office, lease: &Lease) -> Result<Answer, BoxError> {
    let desk = &office.desk;
    let id = Id::<Notification>::from_uuid(lease.owed.id);
    let now = desk.clock().now();
    let Some(notification) = store::notification_by_id(desk.store(), id).await? else {
        return Ok(Answer::GiveUp { reason: "the notification is not there".to_owned() });
    };
    if !matches!(notification.state, DeliveryState::Queued | DeliveryState::Deferred | DeliveryState::Uncertain) {
        return Ok(Answer::Done);
    }
    if let Some(verdict) = before_trying(office, &notification, now).await? {
        return record(office, lease, verdict).await;
    }
    let relay = store::relay_read(desk.store()).await?;
    if let Some(until) = relay.paused_until.filter(|until| *until > now) {
        return pause(office, lease, until).await;
    }
    let Some(message) = prepare(office, lease, &notification, now).await? else {
        return Ok(Answer::Done);
    };
    let verdict = try_once(office, lease, &notification, &message).await;
    record(office, lease, verdict).await
}

/// What is settled without asking the mail server: a letter whose fate a crash left unknown waits before its one resend;
/// a letter tried for four days has expired.
async fn before_trying(
    office: &Office,
    notification: &KeptNotification,
    now: Timestamp,
) -> Result<Option<Verdict>, BoxError> {
    let tries = store::delivery_of(office.desk.store(), notification.id.uuid()).await?;
    let reported = tries.last().map(|try_| try_.at);
    // Also in the middle of the resend: each try that started is followed by its report, or the program ended in it.
    if notification.data_started_at.is_some_and(|started| reported.is_none_or(|reported| started > reported)) {
        let failure = Failure {
            phase: crate::mail::Phase::Dot,
            kind: FailureKind::Uncertain,
            code: None,
            text: "the program ended while the mail server had the message".to_owned(),
            retry_after: None,
        };
        let verdict = after_failure(office, notification, &failure, uncertain_tries(&tries), now);
        return Ok(Some(Verdict { relay_at_fault: None, ..verdict }));
    }
    if relay::expired(first_due(notification), now) {
        return Ok(Some(expired(notification, now)));
    }
    Ok(None)
}

/// Makes the letter's bytes, once, and ends older unsent letters of the thread; none when a newer one has been sent.
async fn prepare(
    office: &Office,
    lease: &Lease,
    notification: &KeptNotification,
    now: Timestamp,
) -> Result<Option<Vec<u8>>, BoxError> {
    let mut tx = office.desk.store().begin().await?;
    owed::fence(&mut tx, lease).await?;
    if store::notification_overtaken(&mut tx, notification).await? {
        let row =
            try_row(notification, now, DeliveryState::Superseded, "none", None, "a newer status was sent before this");
        store::notification_settle(&mut tx, DeliveryState::Superseded, &row).await?;
        owed::settle(&mut tx, lease, Outcome::Done).await?;
        tx.commit().await?;
        return Ok(None);
    }
    store::notification_supersede(&mut tx, notification, now).await?;
    let message = if let Some(message) = &notification.message {
        message.clone()
    } else {
        let message = wording::message(office, &mut tx, notification, now).await?;
        store::notification_set_message(&mut tx, notification.id, &message).await?;
        message
    };
    tx.commit().await?;
    Ok(Some(message))
}

async fn try_once(office: &Office, lease: &Lease, notification: &KeptNotification, message: &[u8]) -> Verdict {
    let from = office.letterhead.envelope_sender(&notification.id.to_string());
    let message_id = format!("<{}>", notification.message_id);
    let parcel = Parcel { from: &from, to: &notification.recipient, message_id: &message_id, bytes: message };
    let sent = office.transport.send(&parcel, data_starts(office, lease, notification)).await;
    let now = office.desk.clock().now();
    match sent {
        Ok(sent) => {
            let row = try_row(notification, now, DeliveryState::Accepted, "done", Some(250), &sent.reply);
            Verdict { state: DeliveryState::Accepted, outcome: Outcome::Done, row, relay_at_fault: Some(false) }
        }
        Err(failure) => {
            let tries = store::delivery_of(office.desk.store(), notification.id.uuid()).await.unwrap_or_default();
            after_failure(office, notification, &failure, uncertain_tries(&tries), now)
        }
    }
}

/// Committed before the message leaves: a crash without this mark cannot have delivered.
async fn data_starts(office: &Office, lease: &Lease, notification: &KeptNotification) -> Result<(), StoreError> {
    let mut tx = office.desk.store().begin().await?;
    owed::fence(&mut tx, lease).await?;
    store::notification_data_started(&mut tx, notification.id, office.desk.clock().now()).await?;
    tx.commit().await
}

fn after_failure(
    office: &Office,
    notification: &KeptNotification,
    failure: &Failure,
    uncertain_before: u32,
    now: Timestamp,
) -> Verdict {
    let history = History {
        due_at: first_due(notification),
        attempts: u32::try_from(notification.attempts).unwrap_or(u32::MAX),
        uncertain_before,
    };
    let again = |at: Timestamp| Outcome::RetryAt(at, failure.text.clone());
    let (state, outcome) = match relay::next(failure, history, now, rand::random()) {
        Next::At(at) => (DeliveryState::Deferred, again(at)),
        Next::ResendAt(_) => (DeliveryState::Uncertain, again(now + office.resend_after)),
        Next::RefusedAddress | Next::RefusedContent => (DeliveryState::Refused, Outcome::Done),
        // Shown as uncertain for good: it may have arrived, and a third copy helps nobody.
        Next::UncertainFinal => (DeliveryState::Uncertain, Outcome::Done),
        Next::Expired => (DeliveryState::Expired, Outcome::Done),
    };
    let phase = format!("{:?}", failure.phase).to_lowercase();
    let row = try_row(notification, now, state, &phase, failure.code.map(i64::from), &failure.text);
    Verdict { state, outcome, row, relay_at_fault: Some(failure.blames_relay()) }
}

fn expired(notification: &KeptNotification, now: Timestamp) -> Verdict {
    let row = try_row(notification, now, DeliveryState::Expired, "none", None, "not delivered within four days");
    Verdict { state: DeliveryState::Expired, outcome: Outcome::Done, row, relay_at_fault: None }
}

async fn record(office: &Office, lease: &Lease, verdict: Verdict) -> Result<Answer, BoxError> {
    let mut tx = office.desk.store().begin().await?;
    store::notification_settle(&mut tx, verdict.state, &verdict.row).await?;
    if let Some(at_fault) = verdict.relay_at_fault {
        note_relay(office, &mut tx, at_fault, verdict.row.at).await?;
    }
    owed::settle(&mut tx, lease, verdict.outcome).await?;
    tx.commit().await?;
    Ok(Answer::Done)
}

/// Five failures of the relay itself in a row: all letters wait, not each for itself.
async fn note_relay(office: &Office, tx: &mut Tx, at_fault: bool, now: Timestamp) -> Result<(), StoreError> {
    let before = store::relay_read(office.desk.store()).await?;
    let failures = if at_fault { before.failures + 1 } else { 0 };
    let pause = u32::try_from(failures).ok().and_then(relay::relay_pause);
    if pause.is_some() {
        tracing::error!(failures, "the mail server keeps failing: all letters wait");
    }
    let after = Relay { failures, paused_until: pause.map(|pause| now + pause) };
    if after == before { Ok(()) } else { store::relay_write(tx, after).await }
}

async fn pause(office: &Office, lease: &Lease, until: Timestamp) -> Result<Answer, BoxError> {
    let mut tx = office.desk.store().begin().await?;
    // No attempt of this letter: it has its four days whatever the others meet.
    owed::settle(&mut tx, lease, Outcome::Postponed(until, "the mail server is left alone for a while".to_owned()))
        .await?;
    tx.commit().await?;
    Ok(Answer::Done)
}

fn uncertain_tries(tries: &[DeliveryRow]) -> u32 {
    let uncertain = tries.iter().filter(|row| row.outcome == DeliveryState::Uncertain.name()).count();
    u32::try_from(uncertain).unwrap_or(u32::MAX)
}

/// When the four days began.
fn first_due(notification: &KeptNotification) -> Timestamp {
    notification.first_tried_at.unwrap_or_else(|| notification.due_at.unwrap_or(notification.made_at))
}

fn try_row(
    notification: &KeptNotification,
    at: Timestamp,
    state: DeliveryState,
    phase: &str,
    code: Option<i64>,
    reply: &str,
) -> DeliveryRow {
    DeliveryRow {
        notification_id: notification.id,
        at,
        outcome: state.name().to_owned(),
        phase: phase.to_owned(),
        code,
        reply: reply.to_owned(),
    }
}
