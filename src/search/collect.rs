//! Takes from tantivy what matches: the slot of each document, and its score.

use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader, TantivyError,
    collector::{Collector, SegmentCollector},
    columnar::Column,
};

use super::text::SLOT;

/// Slots with their scores, each slot once.
pub(super) type Hits = Vec<(u32, Score)>;

pub(super) struct SlotScores {
    /// Whether scores matter: without them the search is cheaper.
    pub scored: bool,
}

pub(super) struct SegmentSlotScores {
    slots: Column<u64>,
    found: Hits,
}

impl Collector for SlotScores {
    type Fruit = Hits;
    type Child = SegmentSlotScores;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> Result<Self::Child, TantivyError> {
        Ok(SegmentSlotScores { slots: segment.fast_fields().u64(SLOT)?, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        self.scored
    }

    fn merge_fruits(&self, found: Vec<Hits>) -> Result<Self::Fruit, TantivyError> {
        Ok(found.concat())
    }
}

impl SegmentCollector for SegmentSlotScores {
    type Fruit = Hits;

    fn collect(&mut self, document: DocId, score: Score) {
        if let Some(slot) = self.slots.first(document).and_then(|slot| u32::try_from(slot).ok()) {
            self.found.push((slot, score));
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.found
    }
}
