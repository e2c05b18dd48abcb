//! Keeps a part of the runner going: when it ends with an error, with a panic or by itself, it is started anew.

use std::sync::Arc;

use tokio::{
    task::JoinSet,
    time::{Instant, sleep},
};
use tracing::warn;

use super::{
    BoxError,
    look::{chain, panicked},
    room::Room,
};

/// Runs `start` again and again until the program stops, with growing waits while it fails at once. `part` turns readiness
/// red until the part says that it lives.
pub(super) async fn supervise<F, Fut>(room: Arc<Room>, part: &'static str, start: F)
where
    F: Fn(Arc<Room>) -> Fut,
    Fut: Future<Output = Result<(), BoxError>> + Send + 'static,
{
    let mut wait = room.settings.restart_first;
    while !room.stop.is_cancelled() {
        let began = Instant::now();
        // A set of one, because it ends its task when it is dropped.
        let mut one = JoinSet::new();
        one.spawn(start(Arc::clone(&room)));
        let ended = one.join_next().await;
        if room.stop.is_cancelled() {
            break;
        }
        let why = match ended {
            Some(Ok(Err(error))) => chain(error.as_ref()),
            Some(Err(ended)) => {
                ended.try_into_panic().map_or_else(|ended| ended.to_string(), |panic| panicked(&*panic))
            }
            Some(Ok(Ok(()))) | None => "ended by itself".to_owned(),
        };
        if began.elapsed() > room.settings.restart_most {
            wait = room.settings.restart_first;
        }
        warn!(part, error = why, wait = wait.as_secs_f64(), "a part of the background work ended; starting it again");
        room.readiness.red(part, &why);
        tokio::select! {
            () = sleep(wait.mul_f64(rand::random_range(0.75..1.0))) => {}
            () = room.stop.cancelled() => {}
        }
        wait = (wait * 2).min(room.settings.restart_most);
    }
}
