//! What tests need from outside the program: a PostgreSQL to make databases in.
//! A test that needs it and does not find it fails; it never passes by being left out.

pub mod partner;
pub mod postgres;
pub mod practice;
pub mod store;

use std::{
    panic::Location,
    time::{Duration, Instant},
};

/// Waits for something to become true; the story says for what.
#[track_caller]
pub fn until<F, Fut>(what: &str, is_so: F) -> impl Future<Output = ()>
where
    F: Fn() -> Fut,
    Fut: Future<Output = bool>,
{
    let caller = Location::caller();
    let what = what.to_owned();
    async move {
        let began = Instant::now();
        while !is_so().await {
            assert!(began.elapsed() < Duration::from_secs(40), "{caller}: waited in vain: {what}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

/// How long a test is to be, which the environment may change.
pub fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).map_or(otherwise, |text| text.parse().expect("a number"))
}
