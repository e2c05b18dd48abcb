//! What an answer of the server means for the letter (RFC 5321, 4.2; RFC 3463).

use std::{error::Error as _, io, time::Duration};

use lettre::transport::smtp::{Error, response::Response};

use crate::mail::{
    clean,
    transport::{Failure, FailureKind, Phase},
};

/// The longest a server may make us wait.
const LONGEST_WAIT: Duration = Duration::from_hours(1);

/// Nothing came in time.
pub(super) fn silence(phase: Phase, limit: Duration) -> Failure {
    let text = format!("no answer within {} s", limit.as_secs_f32());
    Failure { phase, kind: lost(phase), code: None, text, retry_after: None }
}

/// An answer that is no answer to what was asked.
pub(super) fn nonsense(phase: Phase, response: &Response) -> Failure {
    let text = clean::header(&format!("unexpected answer: {}", spoken(response)), 500);
    Failure { phase, kind: lost(phase), code: None, text, retry_after: None }
}

/// lettre's error, seen in its phase.
pub(super) fn failure(phase: Phase, error: &Error) -> Failure {
    let cause = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    if let Some(code) = error.status() {
        return refusal(phase, code.into(), &cause);
    }
    let kind = match phase {
        // A server without the means we insist on, or with a certificate we do not trust.
        Phase::Tls | Phase::Auth if !is_broken_line(error) => FailureKind::RelayFault,
        phase => lost(phase),
    };
    Failure { phase, kind, code: None, text: clean::header(&cause, 500), retry_after: None }
}

/// A reply 4yz or 5yz.
fn refusal(phase: Phase, code: u16, said: &str) -> Failure {
    let status = Status::of(said);
    let kind = match (code, phase) {
        (..500, _) => FailureKind::Deferred,
        (_, Phase::Rcpt) => rcpt_refusal(code, status),
        (_, Phase::Dot | Phase::Data) => message_refusal(code, status, phase),
        (_, Phase::Connect | Phase::Banner | Phase::Ehlo | Phase::Tls | Phase::Auth | Phase::MailFrom) => {
            FailureKind::RelayFault
        }
    };
    let retry_after = if kind == FailureKind::Deferred { wait(said) } else { None };
    let text = clean::header(&format!("{code} {said}"), 500);
    Failure { phase, kind, code: Some(code), text, retry_after }
}

fn rcpt_refusal(code: u16, status: Option<Status>) -> FailureKind {
    match (code, status) {
        (_, Some(Status { subject: 1, .. })) => FailureKind::RefusedAddress,
        // A full mailbox may be emptied.
        (_, Some(Status { subject: 2, detail: 2 })) | (552, None) => FailureKind::Deferred,
        // Not understood, out of order, or first to log in: it is we who do not fit.
        (500 | 502..=504 | 530, _) => FailureKind::RelayFault,
        // Policy, protocol: of this message or of us, not of the mailbox.
        (_, Some(Status { subject: 3..=7, .. })) => FailureKind::RefusedContent,
        _ => FailureKind::RefusedAddress,
    }
}

fn message_refusal(code: u16, status: Option<Status>, phase: Phase) -> FailureKind {
    match (code, status) {
        (_, Some(Status { subject: 1, .. })) => FailureKind::RefusedAddress,
        (_, Some(Status { subject: 2, detail: 2 })) | (552, None) => FailureKind::Deferred,
        (500 | 502..=504 | 530, _) if phase == Phase::Data => FailureKind::RelayFault,
        _ => FailureKind::RefusedContent,
    }
}

/// A connection that breaks, or speaks nonsense: before the dot the message cannot have been taken.
fn lost(phase: Phase) -> FailureKind {
    if phase == Phase::Dot { FailureKind::Uncertain } else { FailureKind::Deferred }
}

fn is_broken_line(error: &Error) -> bool {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if let Some(broken) = inner.downcast_ref::<io::Error>() {
            use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, TimedOut, UnexpectedEof};
            return matches!(
                broken.kind(),
                BrokenPipe | ConnectionAborted | ConnectionReset | TimedOut | UnexpectedEof
            );
        }
        cause = inner.source();
    }
    // An answer cut short is reported without a cause of its own.
    error.is_response() && error.to_string().contains("incomplete response")
}

/// The reply as one line: `250 2.0.0 Ok`.
pub(super) fn spoken(response: &Response) -> String {
    clean::header(&format!("{} {}", response.code(), response.message().collect::<Vec<_>>().join(" ")), 500)
}

/// The subject and detail of an enhanced status code 4.x.y or 5.x.y (RFC 3463) at the start of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Status {
    subject: u16,
    detail: u16,
}

impl Status {
    fn of(said: &str) -> Option<Self> {
        let mut numbers = said.split_whitespace().next()?.split('.');
        let (class, subject, detail) = (numbers.next()?, numbers.next()?, numbers.next()?);
        if !matches!(class, "4" | "5") || numbers.next().is_some() {
            return None;
        }
        Some(Self { subject: subject.parse().ok()?, detail: detail.parse().ok()? })
    }
}

/// How long a server asks to wait: `try again in 5 minutes`, `300 seconds`, `retry after 60s`.
fn wait(said: &str) -> Option<Duration> {
    let words: Vec<String> = said
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '.')
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let seconds = words.iter().enumerate().find_map(|(place, word)| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let number: u64 = digits.parse().ok()?;
        let unit = match &word[digits.len()..] {
            "" => words.get(place + 1)?.trim_end_matches('.'),
            attached => attached.trim_end_matches('.'),
        };
        let seconds_each = match unit {
            "s" | "sec" | "secs" | "second" | "seconds" => 1,
            "m" | "min" | "mins" | "minute" | "minutes" => 60,
            "h" | "hour" | "hours" => 3600,
            _ => return None,
        };
        Some(number.saturating_mul(seconds_each))
    })?;
    Some(Duration::from_secs(seconds).min(LONGEST_WAIT)).filter(|wait| !wait.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_say_how_long_to_wait() {
        let seconds = |said| wait(said).map(|wait| wait.as_secs());
        assert_eq!(seconds("4.2.0 Greylisted, try again in 300 seconds"), Some(300));
        assert_eq!(seconds("please come back in 5 minutes."), Some(300));
        assert_eq!(seconds("retry after 60s"), Some(60));
        assert_eq!(seconds("Greylisted for 2 hours"), Some(3600));
        assert_eq!(seconds("4.7.1 mailbox 12 is busy"), None);
        assert_eq!(seconds("in 99999999999999999999 minutes"), None);
        assert_eq!(seconds(""), None);
    }

    #[test]
    fn a_refusal_is_read_in_its_phase() {
        let kind = |phase, code, said| refusal(phase, code, said).kind;
        assert_eq!(kind(Phase::Banner, 554, "go away"), FailureKind::RelayFault);
        assert_eq!(kind(Phase::Auth, 535, "5.7.8 no"), FailureKind::RelayFault);
        assert_eq!(kind(Phase::MailFrom, 550, "5.7.1 sender refused"), FailureKind::RelayFault);
        assert_eq!(kind(Phase::Rcpt, 550, "5.1.1 no such user"), FailureKind::RefusedAddress);
        assert_eq!(kind(Phase::Rcpt, 550, "no such user"), FailureKind::RefusedAddress);
        assert_eq!(kind(Phase::Rcpt, 552, "5.2.2 full"), FailureKind::Deferred);
        assert_eq!(kind(Phase::Rcpt, 552, "full"), FailureKind::Deferred);
        assert_eq!(kind(Phase::Rcpt, 550, "5.2.1 disabled"), FailureKind::RefusedAddress);
        assert_eq!(kind(Phase::Rcpt, 554, "5.7.1 relay access denied"), FailureKind::RefusedContent);
        assert_eq!(kind(Phase::Rcpt, 530, "5.7.0 log in first"), FailureKind::RelayFault);
        assert_eq!(kind(Phase::Rcpt, 450, "4.2.0 greylisted"), FailureKind::Deferred);
        assert_eq!(kind(Phase::Data, 503, "out of order"), FailureKind::RelayFault);
        assert_eq!(kind(Phase::Dot, 451, "4.3.0 later"), FailureKind::Deferred);
        assert_eq!(kind(Phase::Dot, 554, "5.6.0 spam"), FailureKind::RefusedContent);
        assert_eq!(kind(Phase::Dot, 552, "5.3.4 too big"), FailureKind::RefusedContent);
        assert_eq!(kind(Phase::Dot, 550, "5.1.1 no such user"), FailureKind::RefusedAddress);
    }
}
