//! Turns at partners' hosts, kept in the database: every process that reads or looks shares them, on whatever machine, and
//! so does a command beside a running program.

use std::time::Duration;

use crate::{
    domain::turn::{Asking, Turn},
    harvest::{Holder, Step, Turns},
    store::{self, Store},
};

pub struct SharedTurns(Store);

impl SharedTurns {
    #[must_use]
    pub const fn new(store: Store) -> Self {
        Self(store)
    }
}

impl Turns for SharedTurns {
    fn take<'a>(&'a self, host: &'a str, holder: Holder, asking: Asking, lease: Duration) -> Step<'a, Turn> {
        Box::pin(async move {
            store::host_turn_take(&self.0, host, holder.uuid(), asking, lease).await.map_err(|error| said(&error))
        })
    }

    fn end<'a>(&'a self, host: &'a str, holder: Holder, rest: Option<Duration>) -> Step<'a, ()> {
        Box::pin(
            async move { store::host_turn_end(&self.0, host, holder.uuid(), rest).await.map_err(|error| said(&error)) },
        )
    }
}

/// The error and its causes in one line.
fn said(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
