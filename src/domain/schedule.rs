//! When to do something again: after a failure, and at the next slot of a schedule. Chance comes from outside, as a number
//! from 0 up to 1.

use std::time::Duration;

use super::Timestamp;

/// How long to wait after each failure: `first`, then `factor` times as long each time, never longer than `most`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backoff {
    pub first: Duration,
    pub factor: f64,
    pub most: Duration,
}

/// Waits are stretched by up to this part of themselves, so that what failed together does not come back together.
const STRETCH: f64 = 0.5;

impl Backoff {
    /// The wait after the given number of attempts (1 for the first), stretched by chance; at least `first`.
    #[must_use]
    pub fn wait(&self, attempts: i64, chance: f64) -> Duration {
        let doublings = i32::try_from(attempts.saturating_sub(1).clamp(0, 1_000)).unwrap_or(1_000);
        let first = self.first.as_secs_f64();
        let wait = (first * self.factor.powi(doublings)).min(self.most.as_secs_f64()).max(first);
        Duration::try_from_secs_f64(wait * (1.0 + STRETCH * part(chance))).unwrap_or(self.most)
    }
}

/// Jitter of a schedule: a tenth of the period, at most this much.
const JITTER_MOST: Duration = Duration::from_mins(10);

/// The next slot after the one just run: whole periods later, the first that is still ahead (so that missed slots are caught
/// up by one run, not by one each), moved a little to either side by chance so that sources drift apart but not away.
#[must_use]
pub fn next_slot(slot: Timestamp, every: Duration, now: Timestamp, chance: f64) -> Timestamp {
    let every = every.max(Duration::from_millis(1));
    let period = u64::try_from(every.as_micros()).unwrap_or(u64::MAX);
    let passed = u64::try_from(now.since(slot).as_micros()).unwrap_or(u64::MAX) / period;
    let next = slot + every.saturating_mul(u32::try_from(passed.saturating_add(1)).unwrap_or(u32::MAX));
    let jitter = (every / 10).min(JITTER_MOST);
    let moved = next - jitter / 2 + jitter.mul_f64(part(chance));
    moved.max(now + Duration::from_millis(1))
}

fn part(chance: f64) -> f64 {
    if chance.is_nan() { 0.5 } else { chance.clamp(0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BACKOFF: Backoff = Backoff { first: Duration::from_secs(30), factor: 2.0, most: Duration::from_hours(1) };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn waits_double_up_to_the_most() {
        let waits: Vec<_> = [1, 2, 3, 8, 9, 1_000_000, i64::MAX].map(|n| BACKOFF.wait(n, 0.0).as_secs()).into();
        assert_eq!(waits, [30, 60, 120, 3_600, 3_600, 3_600, 3_600]);
        assert_eq!(BACKOFF.wait(i64::MIN, 0.0), BACKOFF.first);
    }

    #[test]
    fn a_thousand_equal_failures_spread_over_a_fifth_of_the_wait_and_none_comes_early() {
        let waits: Vec<_> = (0..1_000).map(|_| BACKOFF.wait(3, rand::random())).collect();
        let (least, most) = (waits.iter().min().unwrap(), waits.iter().max().unwrap());
        assert!(*least >= Duration::from_mins(2), "{least:?}");
        assert!(*most >= *least + Duration::from_secs(24), "{least:?} to {most:?}");
        // Not in one heap with two outliers: each tenth of the range has its share.
        let low = waits.iter().filter(|wait| **wait < Duration::from_secs(150)).count();
        assert!((350..650).contains(&low), "{low} in the lower half");
    }

    #[test]
    fn the_next_slot_keeps_to_the_grid() {
        let hour = Duration::from_hours(1);
        assert_eq!(next_slot(at(0), hour, at(5), 0.5), at(3_600));
        assert_eq!(next_slot(at(0), hour, at(3_599), 0.5), at(3_600));
        assert_eq!(next_slot(at(0), hour, at(3_600), 0.5), at(7_200));
    }

    #[test]
    fn missed_slots_are_caught_up_once() {
        assert_eq!(next_slot(at(0), Duration::from_hours(1), at(6 * 3_600 + 10), 0.5), at(7 * 3_600));
    }

    #[test]
    fn jitter_stays_small_and_ahead() {
        let day = Duration::from_hours(24);
        for chance in [0.0, 0.3, 1.0, f64::NAN, 7.0] {
            let next = next_slot(at(0), day, at(1), chance);
            assert!(next >= at(86_400 - 300) && next <= at(86_400 + 300), "{chance}: {next:?}");
        }
        assert!(next_slot(at(0), day, at(86_399), 0.0) > at(86_399));
    }

    #[test]
    fn nonsense_does_not_panic() {
        let far = Timestamp::from_micros(i64::MAX);
        assert!(next_slot(Timestamp::from_micros(i64::MIN), Duration::ZERO, far, 0.5) <= far);
        assert!(next_slot(far, Duration::MAX, Timestamp::from_micros(i64::MIN), 0.0) <= far);
    }
}
