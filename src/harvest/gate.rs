//! Politeness: one request at a time to a host, a pause after each, and none while the host wants to be left alone. Within
//! this process always; with [`Turns`] also among all processes that share them.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rand::random_range;
use tokio::{sync::OwnedMutexGuard, time::Instant};

use super::turns::{Holder, Turns};
use crate::domain::{
    Clock, Timestamp,
    turn::{Asking, HostState, Turn},
};

/// Rest is waited for as long as this; for a longer one somebody has to come back.
const SHORT_REST: Duration = Duration::from_secs(20);
/// How long the others at a host are waited for, beside the pause itself...
const PATIENCE: Duration = Duration::from_mins(10);
/// ...and when to come back after that.
const LATER: Duration = Duration::from_mins(15);
/// Between two looks whether another process is done.
const LOOK_EVERY: std::ops::Range<u64> = 150..450;
/// So that processes that wait for the same moment do not all come at once.
const JITTER: std::ops::Range<u64> = 0..60;
/// The shared turns answer within this, or are done without.
const TURNS_WITHIN: Duration = Duration::from_secs(5);

type Local = Arc<tokio::sync::Mutex<Host>>;

/// What this process knows of a host.
#[derive(Default)]
struct Host {
    ended: Option<Instant>,
    rest_until: Option<Timestamp>,
    crawl_delay: Duration,
}

/// Whose turn it is, by host.
pub(super) struct Gate {
    hosts: Mutex<HashMap<String, Local>>,
    clock: Clock,
    turns: Option<Arc<dyn Turns>>,
}

/// The host is not to be asked before this time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Away(pub(super) Duration);

/// The right to send one request; the pause starts when it is left, or dropped.
pub(super) struct Pass {
    host: OwnedMutexGuard<Host>,
    /// Of a turn that is shared with other processes.
    shared: Option<Shared>,
    clock: Clock,
}

/// A turn among processes that is ours, or may be: giving back what somebody else has changes nothing.
struct Shared {
    turns: Arc<dyn Turns>,
    host: String,
    holder: Holder,
    is_over: bool,
}

impl Gate {
    pub(super) fn new(clock: Clock) -> Self {
        Self { hosts: Mutex::default(), clock, turns: None }
    }

    pub(super) fn share(&mut self, turns: Arc<dyn Turns>) {
        self.turns = Some(turns);
    }

    /// Waits until nobody else talks to the host and the pause since the last request is over. `within` is the most the
    /// request takes.
    ///
    /// # Errors
    /// How long to stay away, when the host wants to rest or the wait would be longer than makes sense.
    pub(super) async fn enter(&self, host: &str, asking: Asking, within: Duration) -> Result<Pass, Away> {
        let longest = asking.pause.max(asking.crawl_delay.unwrap_or_default()) * 2 + PATIENCE;
        tokio::time::timeout(longest, self.wait(host, asking, within)).await.unwrap_or(Err(Away(LATER)))
    }

    async fn wait(&self, host: &str, asking: Asking, within: Duration) -> Result<Pass, Away> {
        let mut local = self.local(host).lock_owned().await;
        if let Some(asked) = asking.crawl_delay {
            local.crawl_delay = asked;
        }
        let mut patience = SHORT_REST;
        loop {
            match local.state(self.clock.now()).turn(asking) {
                Turn::Yours => break,
                turn => tokio::time::sleep(bearable(turn, &mut patience)?).await,
            }
        }
        let shared = match &self.turns {
            Some(turns) => Some(shared_turn(turns, host, asking, within).await?),
            None => None,
        };
        Ok(Pass { host: local, shared, clock: self.clock.clone() })
    }

    fn local(&self, host: &str) -> Local {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if hosts.len() > 1_000 {
            // Long-forgotten hosts only: who waits or talks holds another reference; who rests is remembered.
            let now = self.clock.now();
            hosts.retain(|_, host| {
                let rests = host.try_lock().is_ok_and(|host| host.rest_until.is_some_and(|until| until > now));
                rests || Arc::strong_count(host) > 1
            });
        }
        Arc::clone(hosts.entry(host.to_owned()).or_default())
    }
}

impl Host {
    fn state(&self, now: Timestamp) -> HostState {
        HostState {
            ended_ago: self.ended.map(|ended| ended.elapsed()),
            held_for: None,
            rests_for: self.rest_until.map_or(Duration::ZERO, |until| until.since(now)),
            crawl_delay: self.crawl_delay,
        }
    }
}

/// How long to wait before looking again; `patience` is what is left of it for a host that rests.
fn bearable(turn: Turn, patience: &mut Duration) -> Result<Duration, Away> {
    match turn {
        Turn::Yours => Ok(Duration::ZERO),
        Turn::Held(left) | Turn::Pausing(left) => Ok(left),
        Turn::Resting(left) => {
            *patience = patience.checked_sub(left).ok_or(Away(left))?;
            Ok(left)
        }
    }
}

/// The turn among all processes. Where nobody can tell whose it is, the politeness of this process is left.
async fn shared_turn(turns: &Arc<dyn Turns>, host: &str, asking: Asking, within: Duration) -> Result<Shared, Away> {
    let shared = Shared { turns: Arc::clone(turns), host: host.to_owned(), holder: Holder::draw(), is_over: false };
    // What the answer takes longer than the request may, it takes to be recorded.
    let lease = within + TURNS_WITHIN;
    let mut patience = SHORT_REST;
    loop {
        let asked = tokio::time::timeout(TURNS_WITHIN, turns.take(host, shared.holder, asking, lease));
        let turn = match asked.await {
            Ok(Ok(turn)) => turn,
            Ok(Err(error)) => {
                tracing::warn!(host, error, "could not share the turn at a host; this process keeps its pauses alone");
                return Ok(shared);
            }
            Err(_) => {
                tracing::warn!(host, "the turn at a host is not told in time; this process keeps its pauses alone");
                return Ok(shared);
            }
        };
        let wait = bearable(turn, &mut patience)?;
        match turn {
            Turn::Yours => return Ok(shared),
            Turn::Held(_) => tokio::time::sleep(wait.min(Duration::from_millis(random_range(LOOK_EVERY)))).await,
            Turn::Pausing(_) | Turn::Resting(_) => {
                tokio::time::sleep(wait + Duration::from_millis(random_range(JITTER))).await;
            }
        }
    }
}

impl Pass {
    /// The request is over; with `rest`, the host is left alone for so long by all who share its turns.
    pub(super) async fn leave(mut self, rest: Option<Duration>) {
        if let Some(rest) = rest {
            let until = self.clock.now() + rest;
            self.host.rest_until = self.host.rest_until.max(Some(until));
        }
        self.host.ended = Some(Instant::now());
        if let Some(mut shared) = self.shared.take() {
            shared.is_over = true;
            let end = shared.turns.end(&shared.host, shared.holder, rest);
            match tokio::time::timeout(TURNS_WITHIN, end).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::warn!(host = shared.host, error, "could not give back the turn at a host"),
                Err(_) => tracing::warn!(host = shared.host, "the turn at a host is not taken back in time"),
            }
        }
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        self.host.ended = Some(Instant::now());
    }
}

impl Drop for Shared {
    /// Whoever waited or talked was told to stop: the turn is given back behind its back, or else ends with its lease.
    fn drop(&mut self) {
        if self.is_over {
            return;
        }
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let (turns, host, holder) = (Arc::clone(&self.turns), std::mem::take(&mut self.host), self.holder);
        runtime.spawn(async move {
            let _ = tokio::time::timeout(TURNS_WITHIN, turns.end(&host, holder, None)).await;
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_secs(5);
    const WITHIN: Duration = Duration::from_secs(30);
    const ASKING: Asking = Asking { pause: PAUSE, crawl_delay: None };

    fn gate() -> Gate {
        Gate::new(Clock::fixed(Timestamp::from_micros(1_780_000_000_000_000)))
    }

    async fn ask(gate: &Gate, host: &str, asking: Asking) -> Result<(), Away> {
        gate.enter(host, asking, WITHIN).await?.leave(None).await;
        Ok(())
    }

    #[tokio::test(start_paused = true)]
    async fn requests_to_one_host_come_one_by_one_and_apart() {
        let gate = Arc::new(gate());
        let start = Instant::now();
        let visits = (0..4).map(|_| {
            let gate = Arc::clone(&gate);
            tokio::spawn(async move {
                let pass = gate.enter("partner.example", ASKING, WITHIN).await.unwrap();
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
        let gate = gate();
        let start = Instant::now();
        ask(&gate, "a.example", ASKING).await.unwrap();
        ask(&gate, "b.example", ASKING).await.unwrap();
        assert_eq!(start.elapsed(), Duration::ZERO);
        ask(&gate, "a.example", ASKING).await.unwrap();
        assert_eq!(start.elapsed(), PAUSE);
    }

    #[tokio::test(start_paused = true)]
    async fn what_one_source_read_in_robots_txt_the_others_keep_too() {
        let gate = gate();
        ask(&gate, "a.example", Asking { crawl_delay: Some(PAUSE * 4), ..ASKING }).await.unwrap();
        let start = Instant::now();
        ask(&gate, "a.example", ASKING).await.unwrap();
        assert_eq!(start.elapsed(), PAUSE * 4);
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_that_asked_for_rest_is_asked_by_nobody_until_it_is_over() {
        let gate = gate();
        gate.enter("a.example", ASKING, WITHIN).await.unwrap().leave(Some(Duration::from_hours(1))).await;
        gate.clock.advance(Duration::from_mins(20));
        assert_eq!(ask(&gate, "a.example", ASKING).await, Err(Away(Duration::from_mins(40))));
        assert_eq!(ask(&gate, "b.example", ASKING).await, Ok(()));
        gate.clock.advance(Duration::from_mins(40));
        assert_eq!(ask(&gate, "a.example", ASKING).await, Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn who_would_wait_for_ever_is_told_to_come_back() {
        let gate = gate();
        let _talking = gate.enter("a.example", ASKING, WITHIN).await.unwrap();
        assert_eq!(ask(&gate, "a.example", ASKING).await, Err(Away(LATER)));
    }
}
