//! Politeness: one request at a time to a host, and a pause after each.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{sync::OwnedMutexGuard, time::Instant};

type Turn = Arc<tokio::sync::Mutex<Option<Instant>>>;

/// Whose turn it is, by host, within this process.
#[derive(Default)]
pub(super) struct Gate {
    hosts: Mutex<HashMap<String, Turn>>,
}

/// The right to send one request; dropping it starts the pause.
pub(super) struct Pass(OwnedMutexGuard<Option<Instant>>);

impl Drop for Pass {
    fn drop(&mut self) {
        *self.0 = Some(Instant::now());
    }
}

impl Gate {
    /// Waits until nobody else talks to the host and the pause since the last request is over.
    pub(super) async fn enter(&self, host: &str, pause: Duration) -> Pass {
        let turn = self.turn(host);
        let last = turn.lock_owned().await;
        if let Some(ended) = *last {
            tokio::time::sleep_until(ended + pause).await;
        }
        Pass(last)
    }

    fn turn(&self, host: &str) -> Turn {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if hosts.len() > 1_000 {
            // Long-forgotten hosts only: who waits or talks holds another reference.
            hosts.retain(|_, turn| Arc::strong_count(turn) > 1);
        }
        Arc::clone(hosts.entry(host.to_owned()).or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_secs(5);

    #[tokio::test(start_paused = true)]
    async fn requests_to_one_host_come_one_by_one_and_apart() {
        let gate = Arc::new(Gate::default());
        let start = Instant::now();
        let visits = (0..4).map(|_| {
            let gate = Arc::clone(&gate);
            tokio::spawn(async move {
                let pass = gate.enter("partner.example", PAUSE).await;
                let entered = Instant::now();
                tokio::time::sleep(Duration::from_secs(1)).await;
                drop(pass);
                entered.duration_since(start).as_secs()
            })
        });
        let mut entered: Vec<u64> = futures::future::join_all(visits).await.into_iter().map(Result::unwrap).collect();
        entered.sort_unstable();
        assert_eq!(entered, [0, 6, 12, 18]);
    }

    #[tokio::test(start_paused = true)]
    async fn hosts_do_not_wait_for_each_other() {
        let gate = Gate::default();
        let start = Instant::now();
        drop(gate.enter("a.example", PAUSE).await);
        drop(gate.enter("b.example", PAUSE).await);
        assert_eq!(start.elapsed(), Duration::ZERO);
        drop(gate.enter("a.example", PAUSE).await);
        assert_eq!(start.elapsed(), PAUSE);
    }
}
