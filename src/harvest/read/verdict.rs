//! How a reading went, what is gone, and whether an editor should look first.

use std::{collections::BTreeMap, sync::Arc};

use super::Run;
use crate::{
    domain::{
        Reading, Timestamp,
        candidate::{Gone, GoneWhy, Note, UNUSUAL_COUNT},
        reading::{Outcome, Rules},
    },
    harvest::fetch::Stop,
};

/// Fewer known practices than this and a drop says nothing.
const FEW: usize = 5;
/// So many more at least are many.
const MANY: usize = 10;

impl Run<'_> {
    pub(super) fn finish(mut self, started_at: Timestamp) -> Reading {
        self.file_waiting();
        let outcome = self.outcome();
        if outcome.is_part() || outcome.is_complete() {
            self.take_up_the_rest();
        }
        if outcome.is_part() {
            self.put_back_gone();
        }
        let outcome = self.outcome();
        if outcome.is_complete() && self.listed_fully {
            if self.settings.kind.names_all() {
                self.find_unlisted();
            }
            let touched = std::mem::take(&mut self.touched);
            self.visit.after.pages.retain(|url, _| touched.contains(url));
            self.visit.after.unread.retain(|id, _| self.listed.contains(id.as_str()));
        }
        let outcome = if outcome == Outcome::NothingNew && !self.gone.is_empty() { Outcome::Gone } else { outcome };
        let unusual = self.unusual(&outcome);
        Reading {
            started_at,
            finished_at: self.visit.reader.clock.now(),
            outcome,
            candidates: self.candidates,
            unchanged: self.unchanged,
            gone: self.gone,
            snapshots: self.snapshots,
            failed: self.failing.into_pages(),
            counts: self.visit.counts,
            known: self.visit.after,
            unusual,
            notes: self.notes,
            retry_after: self.visit.retry_after,
        }
    }

    fn outcome(&self) -> Outcome {
        match &self.trouble {
            Some(Stop::Refused(refusal)) => return Outcome::Refused(refusal.clone()),
            Some(Stop::Failed(fault)) => return Outcome::Failed(fault.clone()),
            None => {}
        }
        if self.listed.is_empty() {
            Outcome::FoundNothing(Rules::Listing)
        } else if self.untitled > 0 && !self.has_candidates() && self.unchanged.is_empty() {
            Outcome::FoundNothing(Rules::Fields)
        } else if self.new > 0 {
            Outcome::Ok
        } else if self.changed == 0 {
            Outcome::NothingNew
        } else {
            Outcome::Changed
        }
    }

    /// A reading that broke off says nothing of what is gone: a partner in trouble answers 404 too. The next one looks
    /// again.
    fn put_back_gone(&mut self) {
        for gone in std::mem::take(&mut self.gone) {
            if let Some(item) = self.visit.before.items.get(gone.external_id.as_str()) {
                self.visit.after.items.insert(gone.external_id.into(), Arc::clone(item));
            }
            // A repository names what it deleted once: it is asked from the same moment again.
            let (before, after) = (self.visit.before, &mut self.visit.after);
            after.since = if before.rules == after.rules { before.since.clone() } else { BTreeMap::new() };
        }
    }

    fn find_unlisted(&mut self) {
        let missing = self.visit.before.items.iter().filter(|(id, _)| !self.listed.contains(&**id));
        let gone: Vec<Gone> = missing
            .map(|(id, item)| Gone { external_id: id.to_string(), url: item.url.to_string(), why: GoneWhy::Unlisted })
            .collect();
        for gone in &gone {
            self.visit.after.items.remove(gone.external_id.as_str());
        }
        self.gone.extend(gone);
    }

    /// A count outside what the settings expect; without an expectation, half of what was known gone or unnamed, or many
    /// times as much as before. Of a list that was not read to its end, only too much can be said.
    fn unusual(&self, outcome: &Outcome) -> Option<Note> {
        let is_part = outcome.is_part();
        if !outcome.is_complete() && !is_part {
            return None;
        }
        let found = self.visit.counts.listed;
        if let Some(expected) = self.settings.limits.expected {
            let note = Note::new(UNUSUAL_COUNT).with("found", found);
            let is_too_few = found < expected.least && (!is_part || self.listed_fully);
            let is_outside = is_too_few || found > expected.most;
            return is_outside.then(|| note.with("least", expected.least).with("most", expected.most));
        }
        let known = self.visit.before.items.len();
        let note = Note::new("source-unusual-gone").with("gone", self.gone.len()).with("known", known);
        if known >= FEW && self.gone.len() * 2 >= known {
            return Some(note);
        }
        // Another list than before, perhaps: the search results, or the archive of everything.
        let many = Note::new("source-unusual-many").with("found", found).with("known", known);
        (known >= FEW && found as usize > known * 3 + MANY).then_some(many)
    }
}
