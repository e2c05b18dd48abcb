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

/// The next slot of a schedule that has one every `every` since `start`. Missed slots are caught up by the run that is just
/// over, not by one each; a run by hand or after trouble moves no slot, but stands for one that is less than a tenth of the
/// period away. Chance moves it later by `jitter`, so that sources do not all run at once; each slot is counted from
/// `start`, so none drifts away.
#[must_use]
pub fn next_slot(start: Timestamp, every: Duration, now: Timestamp, jitter: Duration) -> Timestamp {
    let every = every.max(Duration::from_millis(1));
    let soonest = now + every / 10;
    let period = u64::try_from(every.as_micros()).unwrap_or(u64::MAX);
    let passed = u64::try_from(soonest.since(start).as_micros()).unwrap_or(u64::MAX) / period;
    let next = start + every.saturating_mul(u32::try_from(passed.saturating_add(1)).unwrap_or(u32::MAX));
    next + jitter.min(every / 10).min(JITTER_MOST)
}

/// The wait after a source could not be read, when it was `failures` times in a row before: half an hour, then twice as long
/// each time, up to a day whatever its schedule; it is never given up. A partner who asked for less is taken at his word,
/// but for haste.
#[must_use]
pub fn wait_after_failure(failures: u32, asked: Option<Duration>) -> Duration {
    const FIRST: Duration = Duration::from_mins(30);
    const HASTE: Duration = Duration::from_mins(15);
    const MOST: Duration = Duration::from_hours(24);
    let first = asked.map_or(FIRST, |asked| asked.clamp(HASTE, FIRST));
    first.saturating_mul(1 << failures.min(7)).max(asked.unwrap_or_default()).min(MOST)
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

    const NONE: Duration = Duration::ZERO;

    #[test]
    fn the_next_slot_keeps_to_the_grid() {
        let hour = Duration::from_hours(1);
        assert_eq!(next_slot(at(0), hour, at(5), NONE), at(3_600));
        assert_eq!(next_slot(at(0), hour, at(3_000), NONE), at(3_600));
        assert_eq!(next_slot(at(0), hour, at(3_600), NONE), at(7_200));
        // Each run takes four minutes and begins ten minutes late at most; after a thousand the slots are where they were.
        let mut now = at(0);
        for run in 1..=1_000 {
            let due = next_slot(at(0), hour, now + Duration::from_mins(4), hour.mul_f64(rand::random()));
            assert!(due >= at(run * 3_600) && due <= at(run * 3_600 + 360), "{run}: {due:?}");
            now = due;
        }
    }

    #[test]
    fn missed_slots_are_caught_up_once() {
        assert_eq!(next_slot(at(0), Duration::from_hours(1), at(6 * 3_600 + 10), NONE), at(7 * 3_600));
    }

    #[test]
    fn a_run_by_hand_shortly_before_a_slot_stands_for_it() {
        assert_eq!(next_slot(at(0), Duration::from_hours(1), at(3_300), NONE), at(7_200));
    }

    #[test]
    fn failures_wait_longer_each_time_up_to_a_day() {
        let waits: Vec<u64> = (0..8).map(|n| wait_after_failure(n, None).as_secs() / 60).collect();
        assert_eq!(waits, [30, 60, 120, 240, 480, 960, 1_440, 1_440]);
        assert_eq!(wait_after_failure(u32::MAX, None), Duration::from_hours(24));
        assert_eq!(wait_after_failure(0, Some(Duration::from_hours(5))), Duration::from_hours(5));
        assert_eq!(wait_after_failure(9, Some(Duration::from_hours(5))), Duration::from_hours(24));
        assert_eq!(wait_after_failure(0, Some(Duration::from_mins(15))), Duration::from_mins(15));
        assert_eq!(wait_after_failure(0, Some(Duration::ZERO)), Duration::from_mins(15), "no haste");
    }

    #[test]
    fn nonsense_does_not_panic() {
        let far = Timestamp::from_micros(i64::MAX);
        assert!(next_slot(Timestamp::from_micros(i64::MIN), Duration::ZERO, far, Duration::MAX) <= far);
        assert!(next_slot(far, Duration::MAX, Timestamp::from_micros(i64::MIN), NONE) <= far);
    }
}
