//! Whether the background work is well, for the health page and for whoever starts and stops the program.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Ready, or not and why. Cheap to clone; clones agree.
#[derive(Clone, Debug, Default)]
pub struct Readiness(Arc<Mutex<BTreeMap<&'static str, String>>>);

impl Readiness {
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.faults().is_empty()
    }

    /// What is wrong, one line a part; empty when nothing is.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        self.faults().iter().map(|(part, why)| format!("{part}: {why}")).collect()
    }

    pub(super) fn red(&self, part: &'static str, why: &str) {
        self.faults().insert(part, why.to_owned());
    }

    pub(super) fn green(&self, part: &'static str) {
        self.faults().remove(part);
    }

    fn faults(&self) -> MutexGuard<'_, BTreeMap<&'static str, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
