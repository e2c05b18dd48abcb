//! Takes from tantivy what matches: the slot of each document, and its score.

use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader, TantivyError,
    collector::{Collector, SegmentCollector},
    columnar::Column,
};

use super::text::SLOT;

pub(super) struct SlotScores {
    /// Whether scores matter: without them the search is cheaper.
    pub scored: bool,
}

pub(super) struct SegmentSlotScores {
    slots: Column<u64>,
    found: Vec<(u64, Score)>,
}

impl Collector for SlotScores {
    type Fruit = Vec<(u64, Score)>;
    type Child = SegmentSlotScores;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> Result<Self::Child, TantivyError> {
        Ok(SegmentSlotScores { slots: segment.fast_fields().u64(SLOT)?, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        self.scored
    }

    fn merge_fruits(&self, found: Vec<Vec<(u64, Score)>>) -> Result<Self::Fruit, TantivyError> {
        Ok(found.concat())
    }
}

impl SegmentCollector for SegmentSlotScores {
    type Fruit = Vec<(u64, Score)>;

    fn collect(&mut self, document: DocId, score: Score) {
        if let Some(slot) = self.slots.first(document) {
            self.found.push((slot, score));
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.found
    }
}
