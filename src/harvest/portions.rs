//! A long reading hands over what it has found while it goes on, so that a run that is cut short can go on where it was.
//! Must not know where portions are kept.

use std::collections::HashMap;

use tokio::sync::{mpsc, oneshot};

use super::fetch::Stop;
use crate::domain::reading::{Begun, BegunFinding, FetchFault, Passed, Place, Portion};

/// Takes portions off a reading's hands, one at a time: while one is put away the next is read, and then waited for.
pub struct PutAway {
    begun: HashMap<String, BegunFinding>,
    passed: HashMap<Place, Passed>,
    portions: mpsc::Sender<Handover>,
    /// Tells that the last portion is safe.
    under_way: Option<oneshot::Receiver<()>>,
}

/// A portion, and whom to tell that it is safe.
pub struct Handover {
    pub portion: Portion,
    safe: oneshot::Sender<()>,
}

impl Handover {
    /// The portion, and how to let the reading go on. Dropped without that, the reading ends.
    pub fn take(self) -> (Portion, impl FnOnce()) {
        let Self { portion, safe } = self;
        let is_safe = move || {
            // A reading that has ended meanwhile needs no answer.
            let _ = safe.send(());
        };
        (portion, is_safe)
    }
}

impl PutAway {
    /// For a reading that goes on from what an earlier one had put away.
    #[must_use]
    pub fn new(begun: Begun) -> (Self, mpsc::Receiver<Handover>) {
        let (portions, taken) = mpsc::channel(1);
        let Begun { findings, passed } = begun;
        let begun = findings.into_iter().map(|begun| (begun.external_id.clone(), begun)).collect();
        // Where a page was passed twice, the last time counts.
        let passed = passed.into_iter().map(|passed| (passed.place.clone(), passed)).collect();
        (Self { begun, passed, portions, under_way: None }, taken)
    }

    pub(super) fn take_begun(&mut self, external_id: &str) -> Option<BegunFinding> {
        self.begun.remove(external_id)
    }

    pub(super) fn take_passed(&mut self, place: &Place) -> Option<Passed> {
        self.passed.remove(place)
    }

    pub(super) fn take_rest(&mut self) -> Vec<BegunFinding> {
        self.begun.drain().map(|(_, begun)| begun).collect()
    }

    /// Hands over a portion when the one before is safe. The reading goes on meanwhile.
    pub(super) async fn put(&mut self, portion: Portion) -> Result<(), Stop> {
        let lost = || Stop::from(FetchFault::Interrupted);
        if let Some(before) = self.under_way.take() {
            before.await.map_err(|_| lost())?;
        }
        let (safe, told) = oneshot::channel();
        self.portions.send(Handover { portion, safe }).await.map_err(|_| lost())?;
        self.under_way = Some(told);
        Ok(())
    }
}
