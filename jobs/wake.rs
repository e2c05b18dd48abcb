//! When a worker looks for jobs: at every tick, and when something in this process was enqueued. The library's interval
//! re-arms its timer without polling it and loses wake-ups (apalis-core 1.0.0; apalis-sqlite issue 58); this one polls both
//! until neither is ready, so a waker is always registered.

use std::{
    task::{Context, Poll},
    time::Duration,
};

use apalis_core::backend::ext::poll_strategy::{PollSnapshot, PollStrategy};
use tokio::{
    sync::mpsc,
    time::{Interval, MissedTickBehavior, interval},
};

pub(super) struct Wake {
    tick: Interval,
    nudges: mpsc::Receiver<()>,
}

impl Wake {
    pub(super) fn new(every: Duration, nudges: mpsc::Receiver<()>) -> Self {
        let mut tick = interval(every);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { tick, nudges }
    }
}

impl PollStrategy for Wake {
    fn poll_drive(&mut self, cx: &mut Context<'_>, _: &PollSnapshot) -> Poll<Option<()>> {
        let mut fired = false;
        while self.tick.poll_tick(cx).is_ready() {
            fired = true;
        }
        while let Poll::Ready(Some(())) = self.nudges.poll_recv(cx) {
            fired = true;
        }
        if fired { Poll::Ready(Some(())) } else { Poll::Pending }
    }
}
