//! A transaction on either engine, and the nudge that wakes the workers of this process after it is committed.

use std::{
    collections::{BTreeSet, HashMap},
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection};
use tokio::sync::mpsc;

use super::{Engine, Result};
use crate::domain::{Clock, Timestamp, crash};

/// One transaction: everything in it happens, or nothing. Dropped without [`Tx::commit`] it is rolled back.
pub struct Tx {
    inner: Inner,
    queues: BTreeSet<&'static str>,
    nudges: Nudges,
    clock: Clock,
}

enum Inner {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// The connection inside a transaction, for the `write!` macro.
pub(super) enum Connection<'t> {
    Sqlite(&'t mut SqliteConnection),
    Postgres(&'t mut PgConnection),
}

impl Tx {
    pub(super) fn sqlite(tx: sqlx::Transaction<'static, Sqlite>, nudges: Nudges, clock: Clock) -> Self {
        Self { inner: Inner::Sqlite(tx), queues: BTreeSet::new(), nudges, clock }
    }

    pub(super) fn postgres(tx: sqlx::Transaction<'static, Postgres>, nudges: Nudges, clock: Clock) -> Self {
        Self { inner: Inner::Postgres(tx), queues: BTreeSet::new(), nudges, clock }
    }

    /// The time by the store's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Machines do not agree on the time, so leases are measured by the clock of the database they share. On SQLite that is
    /// ours; a clock that tests hold still is theirs.
    pub(super) async fn database_now(&mut self) -> Result<Timestamp> {
        match (&mut self.inner, &self.clock) {
            (Inner::Postgres(tx), Clock::System) => {
                Ok(sqlx::query_scalar("select clock_timestamp()").fetch_one(&mut **tx).await?)
            }
            (Inner::Postgres(_) | Inner::Sqlite(_), clock) => Ok(clock.now()),
        }
    }

    pub(super) fn connection(&mut self) -> Connection<'_> {
        match &mut self.inner {
            Inner::Sqlite(tx) => Connection::Sqlite(tx),
            Inner::Postgres(tx) => Connection::Postgres(tx),
        }
    }

    pub(super) fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// What a `select` adds so that nobody else changes the row before the commit. SQLite has one writer anyway. Rows that
    /// point at it may be added meanwhile (keys never change): with `for update` each of them would wait, and two
    /// transactions that go on to lock each other's rows would wait for ever.
    pub(super) fn lock(&self) -> &'static str {
        match self.inner {
            Inner::Sqlite(_) => "",
            Inner::Postgres(_) => "for no key update",
        }
    }

    /// Like [`Tx::lock`] for taking some rows of many: rows that another process holds are left to it.
    pub(super) fn lock_free(&self) -> &'static str {
        match self.inner {
            Inner::Sqlite(_) => "",
            Inner::Postgres(_) => "for no key update skip locked",
        }
    }

    /// Remembers to wake the workers of a queue once this is committed.
    pub(super) fn nudge(&mut self, queue: &'static str) {
        self.queues.insert(queue);
    }

    pub async fn commit(self) -> Result<()> {
        crash::point("before_commit");
        match self.inner {
            Inner::Sqlite(tx) => tx.commit().await?,
            Inner::Postgres(tx) => tx.commit().await?,
        }
        crash::point("after_commit");
        for queue in self.queues {
            self.nudges.nudge(queue);
        }
        Ok(())
    }
}

/// Where the workers of this process wait to be told that a queue has work. A lost nudge costs a second, never data.
#[derive(Clone, Default)]
pub struct Nudges(Arc<Mutex<HashMap<&'static str, Listeners>>>);

type Listeners = Vec<mpsc::Sender<()>>;

impl Nudges {
    /// A worker's place to wait; it ends when the receiver is dropped.
    #[must_use]
    pub fn listen(&self, queue: &'static str) -> mpsc::Receiver<()> {
        let (sender, receiver) = mpsc::channel(1);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(queue).or_default().push(sender);
        receiver
    }

    pub fn nudge(&self, queue: &'static str) {
        if let Some(senders) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get_mut(queue) {
            senders.retain(|sender| !matches!(sender.try_send(()), Err(mpsc::error::TrySendError::Closed(()))));
        }
    }
}

impl fmt::Debug for Nudges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nudges")
    }
}
