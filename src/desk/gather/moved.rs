//! Many pages of a source that have moved are asked about once. What an editor did not want to follow is left where it was,
//! and asked about again only when it says something else or is elsewhere again.

use std::collections::{HashMap, HashSet};

use super::{Desk, Filing, Result, identity::keys_of};
use crate::{
    domain::{
        Candidate, Id, Reading,
        candidate::{Change, Note},
        duplicate::text_hash,
        flag::Flag,
        marker::{Harvest, Source},
        same_page,
    },
    store::{self, StagedWalk, Tx},
};

/// Fewer pages that move are asked about one by one.
const MANY: usize = 3;
/// Questions about held runs that are looked through for the last one about moves.
const ASKED: i64 = 20;

/// The pages of a run that are elsewhere than before.
#[derive(Default)]
pub(super) struct Moves {
    /// What an editor did not follow when it was asked, by external id.
    rejected: HashMap<String, Place>,
    count: usize,
    /// Those whose old address is gone.
    of_gone: usize,
    first: Option<(String, String)>,
    /// What is left where it was: the external ids of the pages as they are now, and as they were.
    pub(super) left: HashSet<String>,
    pub(super) left_from: HashSet<String>,
    /// Without them not much is gone.
    explain_what_is_gone: bool,
}

/// Where a page was, and what it said.
#[derive(PartialEq, Eq)]
struct Place {
    url: String,
    content_hash: String,
}

impl Place {
    fn of(candidate: &Candidate) -> (String, Self) {
        let place = Self { url: candidate.url.clone(), content_hash: candidate.content_hash.clone() };
        (candidate.external_id.clone(), place)
    }
}

impl Moves {
    /// Why the run waits for an editor: to be asked once about all of them.
    pub(super) fn question(&self, reading: &Reading) -> Option<Note> {
        let (from, to) = self.first.as_ref().filter(|_| reading.outcome.is_complete() && self.count >= MANY)?;
        if reading.unusual.is_some() && !self.explain_what_is_gone {
            return None;
        }
        Some(Note::new("source-unusual-moved").with("count", self.count).with("from", from).with("to", to))
    }

    /// Why the run waits all the same, by what it found and did not find: not for what an editor has decided.
    pub(super) fn unusual(&self, reading: &Reading) -> Option<Note> {
        let is_decided = self.explain_what_is_gone && !self.left.is_empty();
        reading.unusual.clone().filter(|_| !is_decided)
    }

    pub(super) fn note(&self) -> Option<Note> {
        (!self.left.is_empty()).then(|| Note::new("source-note-moves-left").with("count", self.left.len()))
    }
}

impl Desk {
    /// The pages of a run that have moved. Where the moves leave enough that is gone, that is the thing to say.
    pub(super) async fn moves(&self, tx: &mut Tx, filing: &Filing<'_>, reading: &Reading) -> Result<Moves> {
        let is_about_gone = reading.unusual.as_ref().is_none_or(|note| note.phrase == "source-unusual-gone");
        if !(reading.outcome.is_complete() || reading.outcome.is_part()) || !is_about_gone {
            return Ok(Moves::default());
        }
        if !store::source_has_records(tx, filing.source.id).await? {
            return Ok(Moves::default());
        }
        let rejected = rejected_moves(tx, filing.source.id).await?;
        let is_changed = |candidate: &&Candidate| candidate.change == Change::Changed;
        let staged = store::staged_changed(tx, filing.source.id).await?;
        let changed =
            usize::try_from(staged).unwrap_or_default() + reading.candidates.iter().filter(is_changed).count();
        if filing.gone.is_empty() && changed == 0 && rejected.is_empty() {
            return Ok(Moves::default());
        }
        let mut moves = Moves { rejected, ..Moves::default() };
        let mut walk = StagedWalk::over(filing.source.id, None);
        loop {
            let staged = walk.next(tx).await?;
            if staged.is_empty() {
                break;
            }
            for row in &staged {
                self.look_at_move(tx, filing, &row.candidate, &mut moves).await?;
            }
        }
        for candidate in &reading.candidates {
            self.look_at_move(tx, filing, candidate, &mut moves).await?;
        }
        let gone = filing.gone.len().saturating_sub(moves.of_gone);
        let known = filing.gone.len() + reading.unchanged.len() + changed;
        moves.explain_what_is_gone = moves.of_gone > 0 && gone * 2 < known;
        Ok(moves)
    }

    async fn look_at_move(
        &self,
        tx: &mut Tx,
        filing: &Filing<'_>,
        candidate: &Candidate,
        moves: &mut Moves,
    ) -> Result<()> {
        let (id, place) = Place::of(candidate);
        let is_rejected = moves.rejected.get(&id) == Some(&place);
        if candidate.change == Change::New && filing.gone.is_empty() && !is_rejected {
            return Ok(());
        }
        let before = match store::source_record_lock(tx, filing.source.id, &id).await? {
            Some(before) => Some(before).filter(|before| !same_page::is_same(&before.url, &candidate.url)),
            None if filing.gone.is_empty() && !is_rejected => None,
            None => {
                let (record, _) = filing.words.read(&candidate.draft);
                let keys = keys_of(&candidate.url, candidate.canonical.as_deref(), text_hash(&record));
                let before = self.known_elsewhere(tx, filing, candidate, &keys).await?;
                let is_gone = before.as_ref().is_some_and(|before| filing.gone.contains_key(&before.external_id));
                moves.of_gone += usize::from(is_gone);
                before.filter(|before| before.url != candidate.url && (is_gone || is_rejected))
            }
        };
        let Some(before) = before else { return Ok(()) };
        if is_rejected {
            moves.left.insert(id);
            moves.left_from.insert(before.external_id);
        } else {
            moves.count += 1;
            moves.first.get_or_insert((before.url, place.url));
        }
        Ok(())
    }
}

/// What the last run was about whose moves an editor did not follow.
async fn rejected_moves(tx: &mut Tx, source: Id<Source>) -> Result<HashMap<String, Place>> {
    let asked = store::item_held_runs_rejected(tx, source, ASKED).await?;
    let of_moves = |flag: &Flag| matches!(flag, Flag::MovedAtSource { .. });
    let last = asked.iter().find(|item| item.flags.iter().any(of_moves)).and_then(|item| item.harvest_id);
    match last {
        Some(harvest) => found_by(tx, source, harvest).await,
        None => Ok(HashMap::new()),
    }
}

async fn found_by(tx: &mut Tx, source: Id<Source>, harvest: Id<Harvest>) -> Result<HashMap<String, Place>> {
    let Some(held) = store::harvest_held(tx, harvest).await? else { return Ok(HashMap::new()) };
    let mut found: HashMap<_, _> = held.candidates.iter().map(Place::of).collect();
    let mut walk = StagedWalk::over(source, Some(harvest));
    loop {
        let staged = walk.next(tx).await?;
        if staged.is_empty() {
            return Ok(found);
        }
        found.extend(staged.iter().map(|row| Place::of(&row.candidate)));
    }
}
