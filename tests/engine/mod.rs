//! The engine under the pipeline: database, leases, queues and workers, on both engines. Each finding A1 to A11 of
//! reliability.md has a test that the naive use of the library would fail.

mod crash;
mod hosts;
mod leases;
mod manners;
mod migration;
mod queue;
mod schedule;
mod stopping;
mod workers;

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use practice_commons::{
    domain::{
        Clock, Id, Timestamp,
        marker::{Notification, Source},
    },
    jobs::{Answer, BoxError, Handlers, Readiness, Settings, Work, WorkError, handler},
    store::{
        Json, Store,
        owed::{self, Lease, Outcome, Owed, Owing},
        throttle_count,
    },
};
use serde_json::json;
use sqlx::AssertSqlSafe;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::support::{store::sql, until};

/// Timers as short as the library allows: heartbeats are whole seconds.
fn quick() -> Settings {
    Settings {
        tick: Duration::from_millis(50),
        heartbeat: Duration::from_secs(1),
        sweep_every: Duration::from_secs(1),
        patience: Duration::from_mins(1),
        lease: Duration::from_secs(2),
        stop_within: Duration::from_secs(3),
        restart_first: Duration::from_millis(50),
        restart_most: Duration::from_millis(400),
        ..Settings::default()
    }
}

/// A partner site that owes nothing yet.
async fn a_source(store: &Store) -> Id<Source> {
    let (id, now) = (Id::<Source>::new(), store.clock().now());
    let sql = "insert into source (id, slug, name, settings, active, health, known, made_at, changed_at, version)
        values ($1, $2, 'Partner', $3, $4, $3, $3, $5, $5, 1)";
    sql!(do store, |c| sqlx::query(sql)
        .bind(id)
        .bind(id.to_string())
        .bind(Json(json!({})))
        .bind(true)
        .bind(now)
        .execute(c));
    id
}

/// A letter that owes nothing yet.
async fn a_letter(store: &Store) -> Id<Notification> {
    let (id, now) = (Id::<Notification>::new(), store.clock().now());
    let sql = "insert into notification (id, event, recipient, recipient_name, language, kind, letter, thread, made_at, state, message_id)
        values ($1, $2, 'city@example.org', 'A city', 'en', 'received', $3, $2, $4, 'queued', $2)";
    sql!(do store, |c| sqlx::query(sql).bind(id).bind(id.to_string()).bind(Json(json!({}))).bind(now).execute(c));
    id
}

/// Makes rows owe work now.
async fn owe(store: &Store, rows: impl IntoIterator<Item = impl Into<Owed>>) {
    let mut tx = store.begin().await.expect("the database answers");
    for row in rows {
        let now = tx.now();
        owed::owe(&mut tx, row, now).await.expect("the row is there");
    }
    tx.commit().await.expect("it is committed");
}

/// What a row says about its debt.
#[derive(Debug, PartialEq, sqlx::FromRow)]
struct Debt {
    due_at: Option<Timestamp>,
    attempts: i64,
    crashes: i64,
    last_error: Option<String>,
    gave_up_at: Option<Timestamp>,
    leased: bool,
}

async fn debt(store: &Store, row: impl Into<Owed>) -> Debt {
    let row = row.into();
    let sql = format!(
        "select due_at, attempts, crashes, last_error, gave_up_at, (lease_token is not null) as leased from {} where id = $1",
        row.owing.table()
    );
    sql!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(row.id).fetch_one(c))
}

/// Does a row's work and settles it, in one transaction. The work is a counter a row and slot, so that what was done twice
/// shows.
async fn do_once(store: &Store, lease: &Lease, outcome: Outcome) -> Result<Answer, BoxError> {
    let mut tx = store.begin().await?;
    owed::fence(&mut tx, lease).await?;
    let (what, now) = (format!("{} at {}", lease.owed, lease.slot.micros()), tx.now());
    throttle_count(&mut tx, &what, Duration::from_hours(1000), now).await?;
    owed::settle(&mut tx, lease, outcome).await?;
    tx.commit().await?;
    Ok(Answer::Done)
}

/// Whether none of the rows owes anything any more.
async fn all_done(store: &Store, rows: &[impl Into<Owed> + Copy]) -> bool {
    for row in rows {
        if debt(store, *row).await.due_at.is_some() {
            return false;
        }
    }
    true
}

/// How much was done, and how much of it more than once.
async fn done(store: &Store) -> (i64, i64) {
    let sql = "select count(*), count(*) filter (where count > 1) from throttle";
    sql!(store, |c| sqlx::query_as(sql).fetch_one(c))
}

/// Handlers for one kind of row; nothing else is owed in these stories.
fn handlers<F, Fut>(owing: Owing, work: F) -> Handlers
where
    F: Fn(Lease) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Answer, BoxError>> + Send + 'static,
{
    let nobody = handler(|lease: Lease| async move { Err(format!("{} was not to be looked at", lease.owed).into()) });
    let mut all = Handlers {
        renew: Arc::new(|| Box::pin(async { Ok(()) })),
        read_submission: nobody.clone(),
        letter: nobody.clone(),
        harvest: nobody.clone(),
        render: nobody.clone(),
        check_link: nobody.clone(),
        file_import: nobody,
    };
    match owing {
        Owing::Submission => all.read_submission = handler(work),
        Owing::Notification => all.letter = handler(work),
        Owing::Source => all.harvest = handler(work),
        Owing::Rendition => all.render = handler(work),
        Owing::Link => all.check_link = handler(work),
        Owing::Import => all.file_import = handler(work),
    }
    all
}

/// The leases a handler was given, in order.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<Lease>>>);

impl Seen {
    fn note(&self, lease: &Lease) -> usize {
        let mut all = self.0.lock().expect("no story panics while it notes");
        all.push(lease.clone());
        all.len()
    }

    fn count(&self) -> usize {
        self.0.lock().expect("no story panics while it notes").len()
    }

    fn of(&self, row: impl Into<Owed>) -> usize {
        let row = row.into();
        self.0.lock().expect("no story panics while it notes").iter().filter(|lease| lease.owed == row).count()
    }
}

/// Background work going on.
struct Running {
    stop: CancellationToken,
    readiness: Readiness,
    task: JoinHandle<Result<(), WorkError>>,
}

impl Running {
    fn start(store: &Store, handlers: Handlers, settings: Settings) -> Self {
        let work = Work::new(store.clone(), handlers, settings);
        let (stop, readiness) = (CancellationToken::new(), work.readiness());
        let task = tokio::spawn(work.run(stop.clone()));
        Self { stop, readiness, task }
    }

    async fn stop(self) -> Result<(), WorkError> {
        let began = Instant::now();
        self.stop.cancel();
        let ended = self.task.await.expect("the work does not panic");
        assert!(began.elapsed() < quick().stop_within, "nothing holds up the end: {:?}", began.elapsed());
        ended
    }
}

/// The clock of stories about time: noon of an ordinary day.
fn noon() -> Clock {
    Clock::fixed(Timestamp::from_micros(1_790_000_000_000_000))
}
