//! What reading some files costs: the slowest, the most memory, and whether any reader gave up.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

/// No file may take longer, nor more memory.
pub const MOST_TIME: Duration = Duration::from_secs(2);
pub const MOST_KIB: u64 = 200 * 1024;

/// The cost of reading some files one after the other.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// What kind of files, and how they were read.
    pub what: &'static str,
    /// How often one was read.
    pub readings: usize,
    /// The longest time on a processor, and for which file.
    pub slowest: (Duration, String),
    /// The most memory beyond what was held before the first file of all, in KiB, and at which file. What a reader gives
    /// back and the process keeps is in it: too much, never too little. 0 where the system does not say.
    pub largest: (u64, String),
    /// Files on which a reader ended in a panic.
    pub gave_up: Vec<String>,
    before: u64,
}

impl Bounds {
    /// Of files that are read after so much memory was held.
    pub(super) fn beyond(before: u64, what: &'static str) -> Self {
        Self {
            what,
            readings: 0,
            slowest: Default::default(),
            largest: Default::default(),
            gave_up: Vec::new(),
            before,
        }
    }

    /// Whether each file ended in time, within memory, in a result or a refusal.
    #[must_use]
    pub fn are_kept(&self) -> bool {
        self.slowest.0 <= MOST_TIME && self.largest.0 <= MOST_KIB && self.gave_up.is_empty()
    }

    /// Does one file's work and notes what it cost; none if it gave up.
    pub(super) fn watch<T>(&mut self, file: &str, work: impl FnOnce() -> T) -> Option<T> {
        forget_peak();
        let (started, cpu) = (Instant::now(), on_cpu());
        let done = catch_unwind(AssertUnwindSafe(work)).ok();
        let took = on_cpu().zip(cpu).map_or_else(|| started.elapsed(), |(now, before)| now.saturating_sub(before));
        let peak = peak();
        self.readings += 1;
        let grown = peak.saturating_sub(self.before);
        if took > self.slowest.0 {
            self.slowest = (took, file.to_owned());
        }
        if grown > self.largest.0 {
            self.largest = (grown, file.to_owned());
        }
        if done.is_none() {
            self.gave_up.push(file.to_owned());
        }
        done
    }
}

/// The time this thread has had a processor for: what else the machine does is no matter of a file's (Linux; none
/// elsewhere).
fn on_cpu() -> Option<Duration> {
    let times = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    times.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// Resident memory now, in KiB (proc(5), Linux; 0 elsewhere).
pub(super) fn held() -> u64 {
    status("VmRSS:")
}

/// The most it was since [`forget_peak`].
fn peak() -> u64 {
    status("VmHWM:")
}

fn forget_peak() {
    // Where this is not allowed the peak of all files counts for each: too much, never too little.
    fs::write("/proc/self/clear_refs", "5").unwrap_or_default();
}

fn status(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_long_or_gives_up_is_noted() {
        let mut bounds = Bounds::beyond(held(), "letters");
        assert_eq!(bounds.watch("a", || 1), Some(1));
        assert!(bounds.are_kept());
        assert_eq!(bounds.watch("b", || panic!("on purpose")), None::<()>);
        assert_eq!((bounds.readings, bounds.gave_up.as_slice()), (2, ["b".to_owned()].as_slice()));
        assert!(!bounds.are_kept());
        let slow = Bounds { slowest: (MOST_TIME * 2, "c".to_owned()), ..Bounds::beyond(0, "letters") };
        assert!(!slow.are_kept());
    }
}
