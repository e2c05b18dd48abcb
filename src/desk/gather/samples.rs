//! What a source is measured by: up to three practices, seen by whoever chose how it is read or else of its first run, and
//! how many that listed. A run that contradicts them waits for an editor; what an editor lets through is what is expected
//! from then on.

use super::{Desk, Result};
use crate::{
    domain::{
        Candidate, Id, Reading, SourceSettings, Timestamp,
        candidate::{Note, UNUSUAL_COUNT},
        marker::{Harvest, Source},
        sample::{Contradiction, Sample},
        source::Expected,
    },
    store::{self, Json, PINNED_MOST, PinnedSample, Tx},
};

/// So many more than usual are many, however few are usual.
const MORE: u32 = 10;

impl Desk {
    /// Whether a complete run listed far less or more than usual, where the settings do not say themselves what to expect.
    pub(super) async fn unusual_count(
        &self,
        tx: &mut Tx,
        source: Id<Source>,
        settings: &SourceSettings,
        reading: &Reading,
    ) -> Result<Option<Note>> {
        if !reading.outcome.is_complete() || settings.limits.expected.is_some() || !settings.kind.names_all() {
            return Ok(None);
        }
        let listed = reading.counts.listed;
        let usual = store::source_yield_in(tx, source).await?;
        let missed = usual.filter(|usual| !(usual.least..=usual.most).contains(&listed));
        Ok(missed.map(|usual| {
            Note::new(UNUSUAL_COUNT).with("found", listed).with("least", usual.least).with("most", usual.most)
        }))
    }

    /// Which practice that is known of the source a complete run contradicts.
    pub(super) async fn contradicted(
        &self,
        tx: &mut Tx,
        source: Id<Source>,
        reading: &Reading,
    ) -> Result<Option<Note>> {
        if !reading.outcome.is_complete() {
            return Ok(None);
        }
        for sample in store::source_pins(tx, source).await? {
            let Some(read) = read_of(tx, source, reading, &sample.external_id).await? else { continue };
            if let Some(lost) = sample.expected.contradicted_by(&read.draft) {
                let phrase = match lost {
                    Contradiction::TitleGone => "source-unusual-sample-title",
                    Contradiction::TextLost => "source-unusual-sample-text",
                    Contradiction::PlaceLost => "source-unusual-sample-place",
                };
                return Ok(Some(Note::new(phrase).with("title", &sample.expected.title)));
            }
        }
        Ok(None)
    }

    /// Pins what was seen of a source before it was added, in place of what was pinned of it when it was there before.
    pub(in crate::desk) async fn pin_seen(&self, tx: &mut Tx, source: Id<Source>, seen: &[Sample]) -> Result<()> {
        if seen.is_empty() {
            return Ok(());
        }
        store::source_pin_forget_all(tx, source).await?;
        let now = self.clock().now();
        for sample in seen.iter().take(usize::try_from(PINNED_MOST).unwrap_or(usize::MAX)) {
            store::source_pin_put(tx, source, &pinned(sample.clone(), now)).await?;
        }
        Ok(())
    }

    /// Pins what the first run found where nothing was seen before, and how many it listed; before it is filed.
    pub(super) async fn pin_first(&self, tx: &mut Tx, source: Id<Source>, reading: &Reading) -> Result<()> {
        if store::source_pins(tx, source).await?.is_empty() {
            let staged = store::staged_first(tx, source, PINNED_MOST).await?;
            let found = staged.iter().chain(&reading.candidates);
            let now = self.clock().now();
            for candidate in found.take(usize::try_from(PINNED_MOST).unwrap_or(usize::MAX)) {
                store::source_pin_put(tx, source, &pinned(Sample::of(candidate), now)).await?;
            }
        }
        if store::source_yield_in(tx, source).await?.is_none() && reading.counts.listed > 0 {
            store::source_set_yield(tx, source, Some(around(reading.counts.listed))).await?;
        }
        Ok(())
    }

    /// An editor let a held run through: what it found is usual from now on.
    pub(super) async fn pin_released(
        &self,
        tx: &mut Tx,
        source: Id<Source>,
        harvest: Id<Harvest>,
        held: &[Candidate],
    ) -> Result<()> {
        let now = self.clock().now();
        for sample in store::source_pins(tx, source).await? {
            let staged = store::staged_of(tx, source, Some(harvest), &sample.external_id).await?;
            let found = held.iter().find(|candidate| candidate.external_id == sample.external_id);
            if let Some(candidate) = staged.as_ref().or(found) {
                store::source_pin_put(tx, source, &pinned(Sample::of(candidate), now)).await?;
            }
        }
        let listed = store::harvest_listed(tx, harvest).await?.unwrap_or_default();
        if let Some(usual) = store::source_yield_in(tx, source).await?
            && listed > 0
            && !(usual.least..=usual.most).contains(&listed)
        {
            store::source_set_yield(tx, source, Some(around(listed))).await?;
        }
        Ok(())
    }
}

/// What the run read of one practice; none when it did not read it, for it is as it was.
async fn read_of(tx: &mut Tx, source: Id<Source>, reading: &Reading, external_id: &str) -> Result<Option<Candidate>> {
    let found = reading.candidates.iter().find(|candidate| candidate.external_id == external_id);
    match found {
        Some(found) => Ok(Some(found.clone())),
        None => Ok(store::staged_of(tx, source, None, external_id).await?),
    }
}

fn pinned(sample: Sample, now: Timestamp) -> PinnedSample {
    let Sample { external_id, url, expected } = sample;
    PinnedSample { external_id, url, expected: Json(expected), pinned_at: now }
}

/// From half of what was listed to twice as much and some.
const fn around(listed: u32) -> Expected {
    Expected { least: listed.div_ceil(2), most: listed.saturating_mul(2).saturating_add(MORE) }
}
