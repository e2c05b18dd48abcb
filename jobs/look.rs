//! One look at one row: take the lease, do the work under a time limit, and see to it that the row says what happened.

use std::{
    any::Any,
    error::Error,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use serde::Deserialize;
use serde_json::Value;
use tokio::{
    task::JoinHandle,
    time::{Instant, MissedTickBehavior, interval_at, sleep, timeout},
};
use tracing::{debug, error, info, warn};
use uuid::Uuid;

use super::{Answer, BoxError, Queue, housekeeping, room::Room};
use crate::{
    domain::crash,
    store::{
        Result as StoreResult, StoreError,
        owed::{self, Lease, Outcome, Owed, Owing},
    },
};

#[derive(Deserialize)]
struct Payload {
    id: Uuid,
}

/// Whether a job was begun before the program stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begun {
    Yes,
    No,
}

/// Does what a job asks for. Never fails: what went wrong is in the row, or the row is still due.
pub(super) async fn job(room: Arc<Room>, queue: &'static Queue, payload: Value) -> Begun {
    let bench = room.bench(queue);
    let slot = tokio::select! {
        biased;
        // Waits until the worker ends, which would only fetch the next one.
        () = room.halt.cancelled() => return Begun::No,
        slot = bench.slots.acquire(), if !room.stop.is_cancelled() => slot,
    };
    if slot.is_err() || room.stop.is_cancelled() {
        drop(slot);
        room.halt.cancelled().await;
        return Begun::No;
    }
    match (queue.rows, Payload::deserialize(payload)) {
        (None, _) => housekeeping::run(&room, queue).await,
        (Some(owing), Ok(Payload { id })) => row(&room, queue, Owed { owing, id }).await,
        (Some(_), Err(error)) => error!(queue = queue.name, %error, "a job names no row"),
    }
    Begun::Yes
}

/// Looks at a row that may be due. The caller holds a slot, or there are no others.
pub(super) async fn row(room: &Arc<Room>, queue: &'static Queue, owed: Owed) {
    let bench = room.bench(queue);
    bench.note_look();
    match owed::claim(&room.store, owed, room.settings.lease).await {
        Ok(Some(lease)) => {
            crash::point("after_claim");
            let ended = work(room, queue, owed.owing, &lease).await;
            crash::point("after_effect");
            report(room, queue, &lease, ended).await;
            crash::point("before_ack");
        }
        Ok(None) => debug!(row = %owed, "not due, or in other hands"),
        Err(error) => warn!(row = %owed, error = chain(&error), "could not take a row; the sweep will find it"),
    }
    bench.note_look();
}

/// How the work on a row ended.
enum Ended {
    Answered(Answer),
    Failed(String),
    /// Its time is over.
    Late(String),
    /// The row is in other hands.
    Lost,
    /// The program stops.
    Cut,
}

async fn work(room: &Arc<Room>, queue: &Queue, owing: Owing, lease: &Lease) -> Ended {
    let handler = room.handlers.of(owing);
    // On a task of its own: a panic ends there, other work goes on beside it, and one that blocks its thread cannot keep us
    // from renewing the lease.
    let mut task = Task(tokio::spawn(handler(lease.clone())));
    let every = room.settings.lease / 4;
    let mut renewal = interval_at(Instant::now() + every, every);
    renewal.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let limit = queue.limit.min(room.settings.limit_most);
    let mut too_long = std::pin::pin!(sleep(limit));
    loop {
        tokio::select! {
            ended = &mut task => return match ended {
                Ok(Ok(answer)) => Ended::Answered(answer),
                Ok(Err(error)) if is_fenced(&error) => Ended::Lost,
                Ok(Err(error)) => Ended::Failed(chain(error.as_ref())),
                Err(ended) => Ended::Failed(ended.try_into_panic().map_or_else(|ended| ended.to_string(), |panic| panicked(&*panic))),
            },
            () = &mut too_long => return Ended::Late(format!("not done within {} s", limit.as_secs())),
            () = room.cut.cancelled() => return Ended::Cut,
            _ = renewal.tick() => match timeout(every, owed::renew(&room.store, lease, room.settings.lease)).await {
                Ok(Ok(true)) => {}
                Ok(Ok(false)) => return Ended::Lost,
                Ok(Err(error)) => warn!(row = %lease.owed, error = chain(&error), "could not renew a lease"),
                Err(_) => warn!(row = %lease.owed, "could not renew a lease in time"),
            },
        }
    }
}

/// Waits between attempts to write a report down; in sum within the time that a lease lasts.
const REPORT_WAITS: [u64; 5] = [1, 2, 4, 8, 16];

async fn report(room: &Room, queue: &Queue, lease: &Lease, ended: Ended) {
    let outcome = match ended {
        Ended::Answered(Answer::Done) => Outcome::Done,
        Ended::Late(_) if lease.has_advanced() => {
            info!(row = %lease.owed, "goes on: part of the work is put away");
            Outcome::GoesOn
        }
        Ended::Answered(Answer::Retry { error }) | Ended::Failed(error) | Ended::Late(error) => {
            after_failure(room, queue, lease, &error)
        }
        Ended::Answered(Answer::GiveUp { reason }) => {
            info!(row = %lease.owed, reason, "gave up");
            Outcome::GaveUp(clip(&reason))
        }
        Ended::Lost => return info!(row = %lease.owed, "came too late: the row is in other hands"),
        Ended::Cut => Outcome::Untouched,
    };
    let mut waits = REPORT_WAITS.into_iter();
    loop {
        match settle(room, lease, outcome.clone()).await {
            // The handler settled it itself, or it is in other hands.
            Ok(()) | Err(StoreError::Fenced { .. }) => return,
            Err(error) => warn!(row = %lease.owed, error = chain(&error), "could not write down what came of a row"),
        }
        // Without a report the lease runs out, and the row is looked at again.
        let Some(wait) = waits.next() else { return };
        tokio::select! {
            () = sleep(Duration::from_secs(wait)) => {}
            () = room.cut.cancelled() => return,
        }
    }
}

async fn settle(room: &Room, lease: &Lease, outcome: Outcome) -> StoreResult<()> {
    let mut tx = room.store.begin().await?;
    owed::settle(&mut tx, lease, outcome).await?;
    tx.commit().await
}

fn after_failure(room: &Room, queue: &Queue, lease: &Lease, error: &str) -> Outcome {
    let error = clip(error);
    if lease.is_last() {
        error!(row = %lease.owed, attempt = lease.attempt, error, "gave up after the last attempt");
        return Outcome::GaveUp(error);
    }
    let wait = queue.backoff.wait(lease.attempts_in_vain(), rand::random());
    warn!(row = %lease.owed, attempt = lease.attempt, wait = wait.as_secs(), error, "to be tried again");
    Outcome::RetryAt(room.store.clock().now() + wait, error)
}

/// A handler's task, ended when nobody waits for it any more.
struct Task(JoinHandle<Result<Answer, BoxError>>);

impl Future for Task {
    type Output = <JoinHandle<Result<Answer, BoxError>> as Future>::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx)
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn is_fenced(error: &BoxError) -> bool {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error.as_ref());
    while let Some(error) = cause {
        if matches!(error.downcast_ref(), Some(StoreError::Fenced { .. })) {
            return true;
        }
        cause = error.source();
    }
    false
}

pub(super) fn panicked(panic: &(dyn Any + Send)) -> String {
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    format!("panicked: {}", said.unwrap_or("(without a message)"))
}

/// An error with its causes, for the log and for the row.
pub(super) fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

/// What a row keeps of an error, in characters.
const CLIP: usize = 500;

fn clip(text: &str) -> String {
    text.chars().filter(|&c| c != '\0').take(CLIP).collect()
}
