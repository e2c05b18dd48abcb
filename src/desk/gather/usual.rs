//! Whether a run is what the source usually gives; what is not waits whole for an editor.

use std::collections::{BTreeMap, HashMap};

use super::{Desk, KeptAt, Result};
use crate::{
    domain::{
        Candidate, Field, Id, Reading, SourceSettings,
        candidate::{Change, Gone, GoneWhy, Known, Note, OUT_OF_TIME, ReadFields, UNUSUAL_COUNT},
        marker::Source,
        reading::{Outcome, Rules},
    },
    store::{self, HeldReading, KeptSource, Tx},
};

/// Fewer pages than this say nothing.
const FEW: usize = 3;
/// Of a long run as many candidates are looked at.
const LOOKED_AT: i64 = 200;

/// Of the changed pages that had something, how many lack it now.
#[derive(Clone, Copy, Default)]
struct Lost {
    of: usize,
    count: usize,
}

impl Lost {
    fn see(&mut self, is_lost: bool) {
        self.of += 1;
        self.count += usize::from(is_lost);
    }

    /// It does not vanish from so many pages at once unless the rules miss it.
    const fn is_telling(self) -> bool {
        self.count >= FEW && self.count * 2 >= self.of
    }

    fn note(self, phrase: &str) -> Note {
        Note::new(phrase).with("count", self.count).with("all", self.of)
    }
}

impl Desk {
    /// Why a run that read this by these settings would be held, as far as a trial can tell, which may not have read the
    /// list to its end. Nothing is written.
    pub async fn would_hold(
        &self,
        source: Id<Source>,
        settings: &SourceSettings,
        reading: &Reading,
    ) -> Result<Option<Note>> {
        if matches!(reading.outcome, Outcome::FoundNothing(_)) {
            return Ok(Some(reading.outcome.note()));
        }
        let said = reading.unusual.clone().filter(|why| !is_for_the_whole_list(why, reading));
        if said.is_some() {
            return Ok(said);
        }
        let mut tx = self.store.begin().await?;
        match self.doubt(&mut tx, source, settings, reading).await? {
            Some(why) if is_for_the_whole_list(&why, reading) => self.contradicted(&mut tx, source, reading).await,
            why => Ok(why),
        }
    }

    /// Why a run should wait, beside what its reading says itself: pages lack what they had, or it is not what the source is
    /// known to bring.
    pub(super) async fn doubt(
        &self,
        tx: &mut Tx,
        source: Id<Source>,
        settings: &SourceSettings,
        reading: &Reading,
    ) -> Result<Option<Note>> {
        let mut why = self.missing(tx, source, settings, reading).await?;
        if why.is_none() {
            why = self.unusual_count(tx, source, settings, reading).await?;
        }
        if why.is_none() {
            why = self.contradicted(tx, source, reading).await?;
        }
        Ok(why)
    }

    /// What was there in what was read and filed before, and is missing from at least half of the changed pages that had it:
    /// a field that is looked for, or texts of any kind.
    async fn missing(
        &self,
        tx: &mut Tx,
        source: Id<Source>,
        settings: &SourceSettings,
        reading: &Reading,
    ) -> Result<Option<Note>> {
        if !(reading.outcome.is_complete() || reading.outcome.is_part()) {
            return Ok(None);
        }
        let staged = store::staged_first(tx, source, LOOKED_AT).await?;
        let found = staged.iter().chain(&reading.candidates);
        let changed: Vec<&Candidate> = found.filter(|candidate| candidate.change == Change::Changed).collect();
        let (mut texts, mut fields) = (Lost::default(), BTreeMap::<Field, Lost>::new());
        for candidate in changed {
            let Some(before) = store::source_record_lock(tx, source, &candidate.external_id).await? else { continue };
            let had = |field: Field| !before.draft.get(field).trim().is_empty();
            let is_lost = |field: Field| candidate.draft.get(field).trim().is_empty();
            texts.see(Field::STORY.iter().any(|field| had(*field) && is_lost(*field)));
            for field in Field::ALL.iter().copied().filter(|field| had(*field)) {
                if is_looked_for(field, settings, &before.origins) {
                    fields.entry(field).or_default().see(is_lost(field));
                }
            }
        }
        if texts.is_telling() {
            return Ok(Some(texts.note("source-unusual-missing")));
        }
        let lost = fields.into_iter().find(|(_, lost)| lost.is_telling());
        Ok(lost.map(|(field, lost)| lost.note("source-unusual-field").with("field", field)))
    }
}

/// A few of many are never as many as usual: too few can be said only of a list read to its end.
fn is_for_the_whole_list(why: &Note, reading: &Reading) -> bool {
    let least = why.arguments.iter().find(|(name, _)| name == "least").and_then(|(_, least)| least.parse().ok());
    let is_cut =
        |note: &Note| matches!(note.phrase.as_str(), "source-note-page-cap" | "source-note-item-cap" | OUT_OF_TIME);
    why.phrase == UNUSUAL_COUNT
        && least.is_some_and(|least: u32| reading.counts.listed < least)
        && reading.notes.iter().any(is_cut)
}

/// Whether a reading by these settings looks for a field of a page: by a rule, or without one where the page, its feed or its
/// data told it before. What the settings alone said is nothing to miss.
fn is_looked_for(field: Field, settings: &SourceSettings, before: &ReadFields) -> bool {
    let is_by_rules_alone = settings.kind.has_pages() && !settings.fields.is_empty();
    settings.fields.contains_key(&field) || (!is_by_rules_alone && before.contains_key(&field))
}

/// What waits for an editor: an unusual run as it came; and of a run whose rules found nothing, that all that was listed
/// is listed no more, where the source names all it has. Nothing of it happens unless an editor lets it through.
pub(super) fn held_of(
    source: &KeptSource,
    reading: &Reading,
    unusual: Option<&Note>,
    snapshots: &HashMap<String, KeptAt>,
) -> Option<HeldReading> {
    let (gone, known) = match reading.outcome {
        Outcome::FoundNothing(Rules::Listing) if source.settings.kind.names_all() => {
            let unlisted = reading.known.items.iter().map(|(id, item)| Gone {
                external_id: id.to_string(),
                url: item.url.to_string(),
                why: GoneWhy::Unlisted,
            });
            (unlisted.collect(), Known { items: BTreeMap::new(), ..reading.known.clone() })
        }
        Outcome::FoundNothing(Rules::Listing | Rules::Fields) => (Vec::new(), reading.known.clone()),
        Outcome::Invalid(_) => return None,
        _ if unusual.is_some() => (reading.gone.clone(), reading.known.clone()),
        _ => return None,
    };
    let snapshots = snapshots.iter().map(|(sha, kept)| (sha.clone(), kept.snapshot)).collect();
    Some(HeldReading { candidates: reading.candidates.clone(), gone, known, snapshots })
}
