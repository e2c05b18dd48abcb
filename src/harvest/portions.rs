//! A long reading hands over what it has found while it goes on, so that a run that is cut short can go on where it was.
//! Must not know where portions are kept.

use std::collections::HashMap;

use tokio::sync::{mpsc, oneshot};

use super::fetch::Stop;
use crate::domain::reading::{Begun, FetchFault, Portion};

/// Takes portions off a reading's hands, one at a time: the next is read when this one is safe.
pub struct PutAway {
    begun: HashMap<String, Begun>,
    portions: mpsc::Sender<Handover>,
}

/// A portion, and whom to tell that it is safe.
pub struct Handover {
    pub portion: Portion,
    safe: oneshot::Sender<()>,
}

impl Handover {
    /// Lets the reading go on. Dropped without this, the reading ends.
    pub fn is_safe(self) {
        // A reading that has ended meanwhile needs no answer.
        let _ = self.safe.send(());
    }
}

impl PutAway {
    /// For a reading that goes on from what an earlier one had put away.
    #[must_use]
    pub fn new(begun: Vec<Begun>) -> (Self, mpsc::Receiver<Handover>) {
        let (portions, taken) = mpsc::channel(1);
        let begun = begun.into_iter().map(|begun| (begun.external_id.clone(), begun)).collect();
        (Self { begun, portions }, taken)
    }

    pub(super) fn take_begun(&mut self, external_id: &str) -> Option<Begun> {
        self.begun.remove(external_id)
    }

    pub(super) fn take_rest(&mut self) -> Vec<Begun> {
        self.begun.drain().map(|(_, begun)| begun).collect()
    }

    pub(super) async fn put(&self, portion: Portion) -> Result<(), Stop> {
        let (safe, told) = oneshot::channel();
        let lost = |()| Stop::from(FetchFault::Interrupted);
        self.portions.send(Handover { portion, safe }).await.map_err(|_| lost(()))?;
        told.await.map_err(|_| lost(()))
    }
}
