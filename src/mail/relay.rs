//! When to try again, and when to stop: pure rules of the mail promise. Whoever keeps the letters applies them.

use std::time::Duration;

use super::transport::{Failure, FailureKind};
use crate::domain::Timestamp;

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);

/// How long a letter is tried (RFC 5321, 4.5.4.1 asks for four to five days).
pub const PATIENCE: Duration = Duration::from_hours(96);

/// When a letter whose fate is unknown is sent once more.
pub const RESEND_AFTER: Duration = Duration::from_mins(30);

/// No letter is tried twice within this time, whatever a server asks for.
const LEAST: Duration = Duration::from_secs(30);

/// A letter's past, as far as the next step depends on it.
#[derive(Clone, Copy, Debug)]
pub struct History {
    /// When the letter fell due first.
    pub due_at: Timestamp,
    /// Attempts so far, the last one included.
    pub attempts: u32,
    /// How many attempts before the last one ended uncertain.
    pub uncertain_before: u32,
}

/// What to do after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Try again then.
    At(Timestamp),
    /// Send the same bytes once more then: the one resend of an uncertain letter.
    ResendAt(Timestamp),
    /// Tell the desk: there is no such mailbox. No more letters to it but those a person asks for.
    RefusedAddress,
    /// Tell the desk: the letter was refused; the address is unharmed.
    RefusedContent,
    /// Tell the desk: it may have arrived, and trying on would risk a third copy.
    UncertainFinal,
    /// Tell the desk: not delivered within [`PATIENCE`].
    Expired,
}

/// What to do after a failed attempt. `jitter` is a random number from 0 up to 1.
#[must_use]
pub fn next(failure: &Failure, history: History, now: Timestamp, jitter: f64) -> Next {
    match failure.kind {
        FailureKind::RefusedAddress => Next::RefusedAddress,
        FailureKind::RefusedContent => Next::RefusedContent,
        FailureKind::Uncertain if history.uncertain_before > 0 => Next::UncertainFinal,
        FailureKind::Uncertain => Next::ResendAt(now + RESEND_AFTER),
        FailureKind::Deferred | FailureKind::RelayFault | FailureKind::Withheld => {
            let at = now + retry_in(history.attempts, failure.retry_after, jitter);
            if expired(history.due_at, at) { Next::Expired } else { Next::At(at) }
        }
    }
}

/// Whether a letter is too old to be sent at all.
#[must_use]
pub fn expired(due_at: Timestamp, now: Timestamp) -> bool {
    now.since(due_at) > PATIENCE
}

/// How long to wait after the given number of attempts: 5, 15, 30 and 60 minutes, two hours, then four; or as long as
/// the server asked. Up to a quarter longer by chance, so that letters deferred together do not come back together.
#[must_use]
pub fn retry_in(attempts: u32, asked: Option<Duration>, jitter: f64) -> Duration {
    let planned = match attempts {
        0 | 1 => 5 * MINUTE,
        2 => 15 * MINUTE,
        3 => 30 * MINUTE,
        4 => HOUR,
        5 => 2 * HOUR,
        _ => 4 * HOUR,
    };
    let jitter = if jitter.is_finite() { jitter.clamp(0.0, 1.0) } else { 0.0 };
    asked.unwrap_or(planned).max(LEAST).mul_f64(1.0 + jitter / 4.0)
}

/// How long to leave the relay alone after it failed that often in a row ([`Failure::blames_relay`]): nothing up to
/// four times, then 1, 2, 4, 8, 16 and 30 minutes. Holds all letters back, so that each does not find out by itself.
#[must_use]
pub fn relay_pause(failures_in_a_row: u32) -> Option<Duration> {
    let doublings = failures_in_a_row.checked_sub(5)?;
    Some(MINUTE.saturating_mul(2u32.saturating_pow(doublings)).min(30 * MINUTE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::Phase;

    const START: Timestamp = Timestamp::from_micros(1_700_000_000_000_000);

    fn failed(kind: FailureKind, retry_after: Option<Duration>) -> Failure {
        Failure { phase: Phase::Rcpt, kind, code: Some(450), text: String::new(), retry_after }
    }

    fn after(attempts: u32) -> History {
        History { due_at: START, attempts, uncertain_before: 0 }
    }

    #[test]
    fn a_deferred_letter_is_tried_ever_less_often() {
        let minutes: Vec<u64> = (1..=8).map(|attempts| retry_in(attempts, None, 0.0).as_secs() / 60).collect();
        assert_eq!(minutes, [5, 15, 30, 60, 120, 240, 240, 240]);
        assert_eq!(retry_in(1, None, 1.0), Duration::from_secs(375));
        assert_eq!(retry_in(1, None, f64::NAN), 5 * MINUTE);
    }

    #[test]
    fn a_server_that_names_a_time_is_obeyed_but_never_within_seconds() {
        let deferred = failed(FailureKind::Deferred, Some(5 * MINUTE));
        assert_eq!(next(&deferred, after(4), START, 0.0), Next::At(START + 5 * MINUTE));
        assert_eq!(retry_in(1, Some(Duration::from_secs(1)), 0.0), LEAST);
    }

    #[test]
    fn after_four_days_a_letter_expires() {
        let deferred = failed(FailureKind::Deferred, None);
        let mut now = START;
        let mut attempts = 1;
        while let Next::At(at) = next(&deferred, after(attempts), now, 0.5) {
            now = at;
            attempts += 1;
        }
        assert_eq!(next(&deferred, after(attempts), now, 0.5), Next::Expired);
        assert!((PATIENCE.saturating_sub(5 * HOUR)..=PATIENCE).contains(&now.since(START)));
        assert!((20..30).contains(&attempts), "{attempts}");
        assert!(!expired(START, now));
        assert!(expired(START, START + PATIENCE + Duration::from_micros(1)));
    }

    #[test]
    fn an_uncertain_letter_is_sent_once_more_and_then_left() {
        let uncertain = failed(FailureKind::Uncertain, None);
        assert_eq!(next(&uncertain, after(1), START, 0.9), Next::ResendAt(START + RESEND_AFTER));
        let again = History { uncertain_before: 1, ..after(2) };
        assert_eq!(next(&uncertain, again, START, 0.9), Next::UncertainFinal);
    }

    #[test]
    fn refusals_are_final() {
        assert_eq!(next(&failed(FailureKind::RefusedAddress, None), after(1), START, 0.0), Next::RefusedAddress);
        assert_eq!(next(&failed(FailureKind::RefusedContent, None), after(1), START, 0.0), Next::RefusedContent);
    }

    #[test]
    fn a_failing_relay_is_left_alone_ever_longer() {
        let pauses: Vec<Option<u64>> = (3..=12).map(|n| relay_pause(n).map(|pause| pause.as_secs() / 60)).collect();
        let minutes = [1, 2, 4, 8, 16, 30, 30, 30].map(Some);
        assert_eq!(pauses, [[None, None].as_slice(), &minutes].concat());
        assert_eq!(relay_pause(u32::MAX), Some(30 * MINUTE));
    }
}
