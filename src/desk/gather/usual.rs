//! Whether a run is what the source usually gives; what is not waits whole for an editor.

use std::collections::{BTreeMap, HashMap};

use super::{Desk, Result};
use crate::{
    domain::{
        Candidate, Field, Id, Reading,
        candidate::{Change, Gone, GoneWhy, Known, Note},
        marker::{Snapshot, Source},
        reading::{Outcome, Rules},
    },
    store::{self, HeldReading, KeptSource, Tx},
};

/// Parts of a practice that do not vanish from many pages at once unless the rules miss them.
const PARTS: [Field; 6] =
    [Field::Summary, Field::Purpose, Field::Rationale, Field::Process, Field::Impact, Field::Cities];
/// Fewer pages than this say nothing.
const FEW: usize = 3;
/// Of a long run as many candidates are looked at.
const LOOKED_AT: i64 = 200;

impl Desk {
    /// Why a run that read this would be held, as far as a trial can tell. Nothing is written.
    pub async fn would_hold(&self, source: Id<Source>, reading: &Reading) -> Result<Option<Note>> {
        if reading.unusual.is_some() {
            return Ok(reading.unusual.clone());
        }
        let mut tx = self.store.begin().await?;
        self.missing(&mut tx, source, reading).await
    }

    /// Why a run should wait: parts of the text that were there in what was read and filed before are missing from at least
    /// half of the pages that changed.
    pub(super) async fn missing(&self, tx: &mut Tx, source: Id<Source>, reading: &Reading) -> Result<Option<Note>> {
        if !(reading.outcome.is_complete() || reading.outcome.is_part()) {
            return Ok(None);
        }
        let staged = store::staged_after(tx, source, None, None, LOOKED_AT).await?;
        let found = staged.iter().map(|row| &row.candidate.0).chain(&reading.candidates);
        let changed: Vec<&Candidate> = found.filter(|candidate| candidate.change == Change::Changed).collect();
        let mut missing = 0;
        for candidate in &changed {
            let Some(before) = store::source_record_lock(tx, source, &candidate.external_id).await? else { continue };
            let is_missing = |field: &Field| {
                !before.draft.get(*field).trim().is_empty() && candidate.draft.get(*field).trim().is_empty()
            };
            missing += usize::from(PARTS.iter().any(is_missing));
        }
        let note = Note::new("source-unusual-missing").with("count", missing).with("all", changed.len());
        Ok((missing >= FEW && missing * 2 >= changed.len()).then_some(note))
    }
}

/// What waits for an editor: an unusual run as it came; and of a run whose rules found nothing, that all that was listed
/// is listed no more, where the source names all it has. Nothing of it happens unless an editor lets it through.
pub(super) fn held_of(
    source: &KeptSource,
    reading: &Reading,
    unusual: Option<&Note>,
    snapshots: &HashMap<String, Id<Snapshot>>,
) -> Option<HeldReading> {
    let (gone, known) = match reading.outcome {
        Outcome::FoundNothing(Rules::Listing) if source.settings.kind.names_all() => {
            let unlisted = reading.known.items.iter().map(|(id, item)| Gone {
                external_id: id.clone(),
                url: item.url.clone(),
                why: GoneWhy::Unlisted,
            });
            (unlisted.collect(), Known { items: BTreeMap::new(), ..reading.known.clone() })
        }
        Outcome::FoundNothing(Rules::Listing | Rules::Fields) => (Vec::new(), reading.known.clone()),
        Outcome::Invalid(_) => return None,
        _ if unusual.is_some() => (reading.gone.clone(), reading.known.clone()),
        _ => return None,
    };
    let snapshots = snapshots.iter().map(|(sha, id)| (sha.clone(), *id)).collect();
    Some(HeldReading { candidates: reading.candidates.clone(), gone, known, snapshots })
}
