//! Whose turn it is to ask a host: one request at a time, a pause after each, and rest when the host asks for it.

use std::time::Duration;

/// What is known of a host at one moment. All times are counted from that moment, so that whoever keeps them may use the
/// clock that fits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HostState {
    /// Since the last request ended; none before the first.
    pub ended_ago: Option<Duration>,
    /// Somebody else may be talking to it for so long.
    pub held_for: Option<Duration>,
    /// It asked to be left alone for so long (`Retry-After`).
    pub rests_for: Duration,
    /// What its robots.txt asks for between two requests, as whoever read it last has told.
    pub crawl_delay: Duration,
}

/// How somebody wants to ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asking {
    /// The pause since the last request that whoever asks wants to keep.
    pub pause: Duration,
    /// What robots.txt asks for, from those who have read it.
    pub crawl_delay: Option<Duration>,
}

/// Whether somebody may ask now, or when to come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Yours,
    /// Somebody else talks to the host, at most for so long.
    Held(Duration),
    Pausing(Duration),
    /// The host asked everybody to stay away for so long.
    Resting(Duration),
}

impl HostState {
    #[must_use]
    pub fn turn(&self, asking: Asking) -> Turn {
        if !self.rests_for.is_zero() {
            return Turn::Resting(self.rests_for);
        }
        if let Some(left) = self.held_for {
            return Turn::Held(left);
        }
        let pause = asking.pause.max(asking.crawl_delay.unwrap_or(self.crawl_delay));
        let left = self.ended_ago.map_or(Duration::ZERO, |ago| pause.saturating_sub(ago));
        if left.is_zero() { Turn::Yours } else { Turn::Pausing(left) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn asking(pause: u32) -> Asking {
        Asking { pause: SECOND * pause, crawl_delay: None }
    }

    #[test]
    fn the_pause_is_that_of_who_asks_or_what_the_host_wants() {
        let fresh = HostState::default();
        assert_eq!(fresh.turn(asking(5)), Turn::Yours);
        let asked = HostState { ended_ago: Some(SECOND * 2), ..fresh };
        assert_eq!(asked.turn(asking(5)), Turn::Pausing(SECOND * 3));
        assert_eq!(asked.turn(asking(2)), Turn::Yours);
        let slow = HostState { crawl_delay: SECOND * 10, ..asked };
        assert_eq!(slow.turn(asking(5)), Turn::Pausing(SECOND * 8), "somebody else has read robots.txt");
        let knows = Asking { crawl_delay: Some(Duration::ZERO), ..asking(5) };
        assert_eq!(slow.turn(knows), Turn::Pausing(SECOND * 3), "what was read last counts");
    }

    #[test]
    fn rest_comes_before_everything() {
        let host = HostState { held_for: Some(SECOND), rests_for: SECOND * 90, ..HostState::default() };
        assert_eq!(host.turn(asking(0)), Turn::Resting(SECOND * 90));
        let host = HostState { rests_for: Duration::ZERO, ..host };
        assert_eq!(host.turn(asking(0)), Turn::Held(SECOND));
    }
}
