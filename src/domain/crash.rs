//! Points at which tests kill the program, to see that nothing is lost (reliability: F2). Not in release builds.

/// Ends the process as a power cut would, when the environment says `CRASH_AT=point` or, for the third time it gets here,
/// `CRASH_AT=point:3`.
#[cfg(debug_assertions)]
pub fn point(name: &str) {
    use std::sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    };
    static WANTED: LazyLock<Option<(String, u32)>> = LazyLock::new(|| {
        let wanted = std::env::var("CRASH_AT").ok()?;
        let (name, nth) = wanted.split_once(':').unwrap_or((&wanted, "1"));
        Some((name.to_owned(), nth.parse().ok()?))
    });
    static PASSED: AtomicU32 = AtomicU32::new(0);
    let Some((wanted, nth)) = WANTED.as_ref() else { return };
    if wanted == name && PASSED.fetch_add(1, Ordering::SeqCst) + 1 == *nth {
        std::process::abort();
    }
}

#[cfg(not(debug_assertions))]
pub const fn point(_name: &str) {}
