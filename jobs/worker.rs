//! The glue to apalis: one worker for one queue, on either engine. Every setting here avoids something that was seen to
//! lose, stall or double work (reliability.md, A1 to A11).

use std::{process, sync::Arc};

use apalis::layers::WorkerBuilderExt as _;
use apalis_core::{
    backend::ext::BackendExt as _,
    error::{BoxDynError, WorkerError},
    task::data::Data,
    worker::{builder::WorkerBuilder, event::Event, ext::event_listener::EventListenerExt as _},
};
use apalis_postgres::PostgresStorage;
use apalis_sqlite::SqliteStorage;
use serde_json::Value;
use tracing::error;
use ulid::Ulid;

use super::{
    BoxError, Queue, Settings,
    look::{self, Begun, panicked},
    room::Room,
    wake::Wake,
};
use crate::store::Pool;

/// After so much silence, in heartbeats, a worker's jobs are taken by others.
const MISSED_HEARTBEATS: usize = 3;
/// While a fetched batch waits, a worker neither acknowledges nor says that it lives, and its jobs run twice (A2).
const BATCH: usize = 1;

/// What a handler of apalis gets.
#[derive(Clone)]
struct Place {
    room: Arc<Room>,
    queue: &'static Queue,
}

/// Runs a worker until the program stops or the database fails it. Work that is being done goes on when the worker ends.
pub(super) async fn run(room: Arc<Room>, queue: &'static Queue) -> Result<(), BoxError> {
    // A name is never used again: SQLite refuses it for a while, and on PostgreSQL a namesake would keep a dead worker's
    // jobs for ever (A9).
    let name = format!("{}-{}-{}", queue.name, process::id(), Ulid::generate());
    let wake = Wake::new(room.settings.tick, room.store.nudges().listen(queue.name));
    let halt = room.halt.clone().cancelled_owned();
    let halting = async move {
        halt.await;
        Ok::<(), WorkerError>(())
    };
    let readiness = room.readiness.clone();
    let place = Place { room: Arc::clone(&room), queue };
    macro_rules! run {
        ($storage:expr) => {
            WorkerBuilder::new(name.as_str())
                .backend($storage.poll_with_strategy(wake))
                .concurrency(queue.at_once)
                .data(place)
                .on_event(move |_, event| {
                    if matches!(event, Event::HeartBeat) {
                        readiness.green(queue.name);
                    }
                })
                .build(handle)
                .run_until(halting)
                .await
        };
    }
    match room.store.pool() {
        // The writing pool: with one connection for all, nobody meets a locked database (engines.md, 4).
        Pool::Sqlite { write, .. } => {
            run!(SqliteStorage::<Value>::new(write).with_config(on_sqlite(queue, &room.settings)))
        }
        Pool::Postgres(pool) => {
            run!(PostgresStorage::<Value>::new(pool).with_config(on_postgres(queue, &room.settings)))
        }
    }?;
    Ok(())
}

/// Says Ok whatever came of the look: the row knows, and a failed job would run again at once (A5). That is wanted only
/// for a job that this process fetched and did not begin before it stopped.
async fn handle(payload: Value, place: Data<Place>) -> Result<(), BoxDynError> {
    let Place { room, queue } = place.0;
    match tokio::spawn(look::job(room, queue, payload)).await {
        Ok(Begun::Yes) => Ok(()),
        Ok(Begun::No) => Err("the program stops".into()),
        Err(ended) => {
            if let Ok(panic) = ended.try_into_panic() {
                error!(queue = queue.name, error = panicked(&*panic), "a look failed");
            }
            Ok(())
        }
    }
}

fn on_sqlite(queue: &Queue, settings: &Settings) -> apalis_sqlite::Config {
    apalis_sqlite::Config::default()
        .queue(queue.name)
        .batch_size(BATCH)
        .heartbeat_interval(settings.heartbeat)
        .missed_heartbeats(MISSED_HEARTBEATS)
}

fn on_postgres(queue: &Queue, settings: &Settings) -> apalis_postgres::Config {
    apalis_postgres::Config::default()
        .queue(queue.name)
        .batch_size(BATCH)
        .heartbeat_interval(settings.heartbeat)
        .missed_heartbeats(MISSED_HEARTBEATS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::QUEUES;

    #[test]
    fn every_queue_fetches_one_job_at_a_time_and_is_missed_after_three_heartbeats() {
        let settings = Settings::default();
        for queue in &QUEUES {
            let (sqlite, postgres) = (on_sqlite(queue, &settings), on_postgres(queue, &settings));
            assert_eq!((sqlite.batch_size, postgres.batch_size), (1, 1), "{}", queue.name);
            assert_eq!(sqlite.orphaned_duration(), settings.heartbeat * 3, "{}", queue.name);
            assert_eq!(postgres.orphaned_duration(), settings.heartbeat * 3, "{}", queue.name);
            assert_eq!((sqlite.queue.as_ref(), postgres.queue.as_ref()), (queue.name, queue.name));
        }
        // The library's own defaults would not do.
        assert_ne!(apalis_sqlite::Config::default().batch_size, 1);
        assert_ne!(apalis_postgres::Config::default().batch_size, 1);
    }
}
