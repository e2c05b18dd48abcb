//! When a worker looks for jobs: at every tick, and when something in this process was enqueued. The library's interval
//! re-arms its timer without polling it and loses wake-ups (apalis-core 1.0.0; apalis-sqlite issue 58); this one polls both
//! until neither is ready, so a waker is always registered.
//!
//! A nudge is repeated a few times: one that arrives while a fetch is under way is swallowed by it, although that fetch may
//! have looked before the commit (apalis-core 1.0.0, `Persisted::poll_next`).

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use apalis_core::backend::ext::poll_strategy::{PollSnapshot, PollStrategy};
use tokio::{
    sync::mpsc,
    time::{Instant, Interval, MissedTickBehavior, Sleep, interval, sleep},
};

pub(super) struct Wake {
    tick: Interval,
    nudges: mpsc::Receiver<()>,
    every: Duration,
    echo: Option<Echo>,
}

/// A nudge about to be repeated.
struct Echo {
    wait: Duration,
    at: Pin<Box<Sleep>>,
}

/// A nudge is repeated after this long, then twice as long each time until the tick takes over.
const FIRST_ECHO: Duration = Duration::from_millis(20);

impl Wake {
    pub(super) fn new(every: Duration, nudges: mpsc::Receiver<()>) -> Self {
        let mut tick = interval(every);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { tick, nudges, every, echo: None }
    }

    fn poll_echo(&mut self, cx: &mut Context<'_>) -> bool {
        let mut fired = false;
        while let Some(echo) = &mut self.echo
            && echo.at.as_mut().poll(cx).is_ready()
        {
            fired = true;
            echo.wait *= 2;
            if echo.wait < self.every {
                echo.at.as_mut().reset(Instant::now() + echo.wait);
            } else {
                self.echo = None;
            }
        }
        fired
    }
}

impl PollStrategy for Wake {
    fn poll_drive(&mut self, cx: &mut Context<'_>, _: &PollSnapshot) -> Poll<Option<()>> {
        let mut fired = false;
        while self.tick.poll_tick(cx).is_ready() {
            fired = true;
        }
        while let Poll::Ready(Some(())) = self.nudges.poll_recv(cx) {
            self.echo = Some(Echo { wait: FIRST_ECHO, at: Box::pin(sleep(FIRST_ECHO)) });
            fired = true;
        }
        fired |= self.poll_echo(cx);
        if fired { Poll::Ready(Some(())) } else { Poll::Pending }
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use apalis_core::backend::ext::poll_strategy::PollMetrics;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_nudge_is_repeated_until_the_tick_takes_over() {
        let (nudge, nudges) = mpsc::channel(1);
        let mut wake = Wake::new(Duration::from_millis(150), nudges);
        let snapshot = PollMetrics::default().snapshot();
        let began = Instant::now();
        let fired = async |wake: &mut Wake| {
            poll_fn(|cx| wake.poll_drive(cx, &snapshot)).await;
            began.elapsed().as_millis()
        };
        assert_eq!(fired(&mut wake).await, 0, "the first tick");
        nudge.send(()).await.expect("the worker listens");
        let mut times = Vec::new();
        for _ in 0..6 {
            times.push(fired(&mut wake).await);
        }
        // 20, 40 and 80 ms apart; 160 would be later than the tick.
        assert_eq!(times, [0, 20, 60, 140, 150, 300]);
    }
}
