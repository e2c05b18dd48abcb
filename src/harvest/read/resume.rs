//! Putting away what a long run has found so far, and going on from what an earlier one had put away.

use std::{collections::HashMap, sync::Arc};

use super::{Run, Stop, digests::Digest};
use crate::{
    domain::{
        candidate::{Card, KnownItem, KnownPage},
        reading::{BegunFinding, Finding, Ground, Passed, Place, Portion},
    },
    harvest::portions::PutAway,
};

/// What is read between two portions, and while the one before is put away, is what a killed program reads twice.
const FINDINGS: usize = 50;
const BYTES: usize = 8 * 1024 * 1024;

/// How far a reading was before it came to a page.
pub(super) struct Mark {
    listed: usize,
    unchanged: usize,
    gone: usize,
    notes: usize,
    untitled: u32,
}

impl Run<'_> {
    /// Whether this practice was read before the run was cut short; it then counts as read now.
    pub(super) fn goes_on_from(&mut self, card: &Card, places: &mut HashMap<Digest, Arc<str>>) -> bool {
        if let Some(passed) = self.take_passed(&Place::Practice(card.external_id.to_string())) {
            self.touched.insert(&card.url);
            self.go_over(passed);
            return true;
        }
        let Some(begun) = self.take_begun(&card.external_id) else { return false };
        self.touched.insert(&card.url);
        places.insert(Digest::of(&begun.page_url), begun.external_id.as_str().into());
        self.count_as_read(begun);
        true
    }

    /// Goes over what was passed before; answers what is known of the page.
    pub(super) fn go_over(&mut self, passed: Passed) -> Arc<KnownPage> {
        let after = &mut self.visit.after;
        match passed.place {
            Place::List(url) => {
                self.touched.insert(&url);
            }
            Place::Practice(id) => {
                after.unread.remove(&id);
            }
        }
        self.touched.insert(&passed.page_url);
        if let Some(page) = &passed.page {
            self.layout.take_up(&passed.page_url, &page.pieces);
            after.pages.insert(passed.page_url.into(), Arc::clone(page));
        }
        for gone in &passed.gone {
            after.items.remove(gone.external_id.as_str());
        }
        for id in &passed.unchanged {
            after.items.extend(self.visit.before.items.get(id).map(|item| (id.clone(), item.clone())));
        }
        self.listed.extend(passed.listed);
        self.unchanged.extend(passed.unchanged);
        self.gone.extend(passed.gone);
        self.untitled += passed.untitled;
        for note in passed.notes {
            self.note(note);
        }
        passed.page.unwrap_or_default()
    }

    /// The same for an answer, which tells its practices itself.
    pub(super) fn go_over_answer(&mut self, passed: Passed) -> Arc<KnownPage> {
        let told: Vec<BegunFinding> = passed.listed.iter().filter_map(|id| self.take_begun(id)).collect();
        let page = self.go_over(passed);
        for begun in told {
            self.count_as_read(begun);
        }
        page
    }

    /// What an earlier part of this run had read and this one did not come back to.
    pub(super) fn take_up_the_rest(&mut self) {
        let begun = self.put_away.as_mut().map(PutAway::take_rest).unwrap_or_default();
        for begun in begun {
            self.count_as_read(begun);
        }
    }

    pub(super) fn take_begun(&mut self, external_id: &str) -> Option<BegunFinding> {
        self.put_away.as_mut()?.take_begun(external_id)
    }

    pub(super) fn take_passed(&mut self, place: &Place) -> Option<Passed> {
        self.put_away.as_mut()?.take_passed(place)
    }

    pub(super) fn count_as_read(&mut self, begun: BegunFinding) {
        let BegunFinding { external_id, url, content_hash, change, page_url, page } = begun;
        self.visit.after.unread.remove(&external_id);
        // What an answer tells has no page of its own.
        if *page != KnownPage::default() {
            self.touched.insert(&page_url);
            self.layout.take_up(&page_url, &page.pieces);
            self.visit.after.pages.insert(page_url.into(), page);
        }
        let item = KnownItem { url: url.into(), content_hash };
        self.visit.after.items.insert(external_id.into(), Arc::new(item));
        self.count(change);
    }

    pub(super) fn mark(&self) -> Mark {
        Mark {
            listed: self.listed.len(),
            unchanged: self.unchanged.len(),
            gone: self.gone.len(),
            notes: self.notes.len(),
            untitled: self.untitled,
        }
    }

    /// A page has been gone through, with all that came of it since the mark.
    pub(super) fn pass(&mut self, since: &Mark, passed: Passed) {
        if self.put_away.is_none() {
            return;
        }
        self.passed.push(Passed {
            page: self.visit.after.pages.get(passed.page_url.as_str()).cloned(),
            listed: self.listed.iter().skip(since.listed).cloned().collect(),
            unchanged: self.unchanged[since.unchanged..].to_vec(),
            gone: self.gone[since.gone..].to_vec(),
            notes: self.notes[since.notes..].to_vec(),
            untitled: self.untitled - since.untitled,
            ..passed
        });
    }

    /// Hands over what has been found when there is enough of it.
    pub(super) async fn put_away_when_full(&mut self) -> Result<(), Stop> {
        if self.waiting.len() >= FINDINGS || self.snapshot_bytes >= BYTES {
            self.file_waiting();
        }
        let is_full =
            self.candidates.len() >= FINDINGS || self.passed.len() >= FINDINGS || self.snapshot_bytes >= BYTES;
        if is_full || self.reads_anew { self.put_away().await } else { Ok(()) }
    }

    /// Hands over the pages that were passed before the list goes on.
    pub(super) async fn put_away_passed(&mut self) -> Result<(), Stop> {
        if self.passed.is_empty() { Ok(()) } else { self.put_away().await }
    }

    async fn put_away(&mut self) -> Result<(), Stop> {
        self.file_waiting();
        let Some(put_away) = &mut self.put_away else { return Ok(()) };
        let findings = self.candidates.drain(..).map(|candidate| {
            let page_url = self.pages.remove(&candidate.external_id).unwrap_or_else(|| candidate.url.clone());
            let page = self.visit.after.pages.get(page_url.as_str()).cloned().unwrap_or_default();
            Finding { candidate, page_url, page }
        });
        let portion = Portion {
            rules: self.visit.rules.hash.clone(),
            findings: findings.collect(),
            snapshots: std::mem::take(&mut self.snapshots),
            passed: std::mem::take(&mut self.passed),
            ground: self.ground,
        };
        if self.ground == Ground::BegunAnew {
            self.ground = Ground::Again;
        }
        (self.snapshot_bytes, self.reads_anew) = (0, false);
        put_away.put(portion).await
    }
}
