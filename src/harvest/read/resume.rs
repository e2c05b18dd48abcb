//! Putting away what a long run has found so far, and going on from what an earlier one had put away.

use std::collections::HashMap;

use url::Url;

use super::{Run, Stop};
use crate::{
    domain::{
        candidate::{Card, KnownItem},
        reading::{Begun, Finding, Portion},
    },
    harvest::portions::PutAway,
};

/// What is read between two portions is what a killed program reads twice.
const FINDINGS: usize = 50;
const BYTES: usize = 8 * 1024 * 1024;

impl Run<'_> {
    /// Whether this practice was read before the run was cut short; it then counts as read now.
    pub(super) fn goes_on_from(&mut self, card: &Card, places: &mut HashMap<Url, String>) -> bool {
        let Some(begun) = self.put_away.as_mut().and_then(|put_away| put_away.take_begun(&card.external_id)) else {
            return false;
        };
        self.touched.insert(card.url.clone());
        if let Ok(place) = Url::parse(&begun.page_url) {
            places.insert(place, begun.external_id.clone());
        }
        self.count_as_read(begun);
        true
    }

    /// What an earlier part of this run had read and this one, which broke off, did not come back to.
    pub(super) fn take_up_the_rest(&mut self) {
        let begun = self.put_away.as_mut().map(PutAway::take_rest).unwrap_or_default();
        for begun in begun {
            self.count_as_read(begun);
        }
    }

    fn count_as_read(&mut self, begun: Begun) {
        let Begun { external_id, url, content_hash, change, page_url, page } = begun;
        self.touched.insert(page_url.clone());
        self.visit.after.unread.remove(&external_id);
        self.layout.take_up(&page_url, &page.pieces);
        self.visit.after.pages.insert(page_url, page);
        self.visit.after.items.insert(external_id, KnownItem { url, content_hash });
        self.count(change);
    }

    /// Hands over what has been found when there is enough of it.
    pub(super) async fn put_away_when_full(&mut self) -> Result<(), Stop> {
        if self.waiting.len() >= FINDINGS || self.snapshot_bytes >= BYTES {
            self.file_waiting();
        }
        let Some(put_away) = &self.put_away else { return Ok(()) };
        if self.candidates.len() < FINDINGS && self.snapshot_bytes < BYTES {
            return Ok(());
        }
        let findings = self.candidates.drain(..).map(|candidate| {
            let page_url = self.pages.remove(&candidate.external_id).unwrap_or_else(|| candidate.url.clone());
            let page = self.visit.after.pages.get(&page_url).cloned().unwrap_or_default();
            Finding { candidate, page_url, page }
        });
        let portion = Portion {
            rules: self.visit.rules.hash.clone(),
            findings: findings.collect(),
            snapshots: std::mem::take(&mut self.snapshots),
        };
        self.snapshot_bytes = 0;
        put_away.put(portion).await
    }
}
