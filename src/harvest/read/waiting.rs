//! Practices read without rules wait until enough pages of their site were read to tell what these repeat.

use std::collections::BTreeSet;

use super::{MOST_SNAPSHOT_BYTES, Run, Stop, Story};
use crate::{
    domain::{
        Field,
        reading::{FetchFault, Passed, Place, Snapshot},
    },
    harvest::repeats::Repeated,
};

pub(super) struct Waiting {
    pub(super) story: Story,
    /// The fields that its page's headings name.
    pub(super) named: BTreeSet<Field>,
    pub(super) snapshot: Snapshot,
}

impl Run<'_> {
    pub(super) fn let_wait(&mut self, waiting: Waiting) -> Result<(), Stop> {
        self.snapshot_bytes += waiting.snapshot.bytes.len();
        if self.snapshot_bytes > MOST_SNAPSHOT_BYTES {
            return Err(FetchFault::TooLarge.into());
        }
        self.waiting.push(waiting);
        Ok(())
    }

    /// Files all that wait, without what most pages have.
    pub(super) fn file_waiting(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let repeated = self.layout.repeated();
        for waiting in std::mem::take(&mut self.waiting) {
            self.file_without(&repeated, waiting);
        }
    }

    /// Files one of them at once.
    pub(super) fn file_waiting_of(&mut self, external_id: &str) {
        if let Some(at) = self.waiting.iter().position(|waiting| waiting.story.external_id == external_id) {
            let waiting = self.waiting.remove(at);
            self.file_without(&self.layout.repeated(), waiting);
        }
    }

    fn file_without(&mut self, repeated: &Repeated, waiting: Waiting) {
        let Waiting { mut story, named, snapshot } = waiting;
        let note = repeated.leave_out(&mut story.draft, &mut story.origins, &mut story.readings, &named);
        story.notes.extend(note);
        let (filed, mark) = (self.candidates.len(), self.mark());
        let passed = Passed::new(Place::Practice(story.external_id.clone()), &snapshot.url);
        self.compare(story);
        if self.candidates.len() > filed {
            self.snapshots.push(snapshot);
        } else {
            self.snapshot_bytes -= snapshot.bytes.len();
            self.pass(&mark, passed);
        }
    }
}
