//! What a record is recognised by when it comes another way: a page that has moved stays the practice it was, and a copy of
//! what another source has is told.

use super::{Desk, Filing, Result, Words};
use crate::{
    desk::alike::Own,
    domain::{
        Candidate, Id, Reading, Record,
        candidate::{Change, Gone, GoneWhy, Note},
        duplicate::{NEAREST, text_hash},
        flag::{DuplicateOf, Flag, SameBy},
        marker::SourceRecord,
        same_page,
    },
    store::{self, KeptRecord, RecordKeys, Twin, Tx},
};

/// Fewer pages that move are asked about one by one.
const MANY: usize = 3;
/// Records whose keys are worked out in one transaction.
const PAGE: i64 = 500;
/// Staged candidates read at a time.
const STAGED: i64 = 200;
/// More records than this that name one address say nothing by it: some sites name their front page everywhere.
const MOST_NAMING: usize = 3;

/// The pages of a run that are elsewhere than before.
#[derive(Default)]
struct Moves {
    count: usize,
    /// Those whose old address is gone.
    of_gone: usize,
    first: Option<(String, String)>,
}

pub(super) fn keys_of(url: &str, canonical: Option<&str>, record: &Record) -> RecordKeys {
    RecordKeys {
        address: same_page::key(url).unwrap_or_default(),
        // A front page is no practice's.
        canonical: canonical.and_then(same_page::key).filter(|key| key.contains(['/', '?'])),
        text: text_hash(record),
    }
}

impl Desk {
    /// Works out the keys of records that were read by an earlier release.
    pub(super) async fn fill_keys(&self, words: &Words) -> Result<()> {
        loop {
            let unkeyed = store::source_record_unkeyed(&self.store, PAGE).await?;
            if unkeyed.is_empty() {
                return Ok(());
            }
            let mut tx = self.store.begin().await?;
            for (id, url, draft) in unkeyed {
                let keys = keys_of(&url, None, &words.read(&draft).0);
                store::source_record_set_keys(&mut tx, id, &keys).await?;
            }
            tx.commit().await?;
        }
    }

    /// The record that a candidate with a new name goes on with: the one its source had at this address, or one that is
    /// gone from another address and has the same words.
    pub(super) async fn known_elsewhere(
        &self,
        tx: &mut Tx,
        filing: &Filing<'_>,
        candidate: &Candidate,
        keys: &RecordKeys,
    ) -> Result<Option<KeptRecord>> {
        let found = store::source_record_elsewhere(tx, filing.source.id, &candidate.external_id, keys).await?;
        // What was read in this run under its own name is another one.
        let mut found: Vec<(KeptRecord, Twin)> =
            found.into_iter().filter(|(record, _)| !filing.compared.seen.contains(&record.external_id)).collect();
        if let Some(at) = found.iter().position(|(_, twin)| twin.has_address(keys)) {
            return Ok(Some(found.swap_remove(at).0));
        }
        found.retain(|(record, _)| record.gone_at.is_some() || filing.gone.contains_key(&record.external_id));
        let by_name = |(_, twin): &(KeptRecord, Twin)| twin.names_address(keys);
        let by_text = |(_, twin): &(KeptRecord, Twin)| twin.text_hash.is_some() && twin.text_hash == keys.text;
        let only = |is: &dyn Fn(&(KeptRecord, Twin)) -> bool| {
            let mut places = found.iter().enumerate().filter(|(_, one)| is(one)).map(|(at, _)| at);
            places.next().filter(|_| places.next().is_none())
        };
        let at = only(&by_name).or_else(|| only(&by_text));
        Ok(at.map(|at| found.swap_remove(at).0))
    }

    /// The other records that surely are the same: a copy is told, never left out.
    pub(super) async fn copies_of(
        &self,
        tx: &mut Tx,
        filing: &Filing<'_>,
        record: Id<SourceRecord>,
        own: Own,
        keys: &RecordKeys,
    ) -> Result<Vec<Flag>> {
        const MOST: i64 = 50;
        let twins = store::source_record_twins(tx, record, keys, MOST).await?;
        let naming = twins.iter().filter(|twin| !twin.has_address(keys) && twin.names_address(keys)).count();
        let mut flags: Vec<Flag> = Vec::new();
        for twin in twins {
            if twin.practice_id.is_some() && twin.practice_id == own.practice {
                continue;
            }
            let by = if twin.has_address(keys) {
                SameBy::Address
            } else if twin.text_hash.is_some() && twin.text_hash == keys.text {
                SameBy::Text
            } else if naming <= MOST_NAMING {
                SameBy::Canonical
            } else {
                continue;
            };
            let Some((of, title, city)) = self.named(tx, filing, &twin).await? else { continue };
            let is_known = |flag: &Flag| matches!(flag, Flag::ExactDuplicate { of: known, .. } if *known == of);
            if !flags.iter().any(is_known) && flags.len() < NEAREST {
                flags.push(Flag::ExactDuplicate { of, title, city, by });
            }
        }
        Ok(flags)
    }

    /// What an editor is led to for a record: the practice readers see, else the item about it.
    pub(super) async fn named(
        &self,
        tx: &mut Tx,
        filing: &Filing<'_>,
        twin: &Twin,
    ) -> Result<Option<(DuplicateOf, String, String)>> {
        if let Some(practice) = twin.practice_id
            && let Some(live) = store::practice_live_lock(tx, practice, filing.now).await?
        {
            let city = live.record.cities.first().map(|city| city.name.clone()).unwrap_or_default();
            let of = DuplicateOf::Practice { id: practice.uuid(), slug: live.slug };
            return Ok(Some((of, live.record.title, city)));
        }
        let item = store::item_latest_of_record(tx, twin.id).await?;
        Ok(item.map(|item| (DuplicateOf::Item { id: item.id.uuid() }, item.title, item.city_name)))
    }

    /// Why a run in which many pages have moved waits for an editor: to be asked once about all of them. Where the moves
    /// leave enough that is gone, that is the thing to say.
    pub(super) async fn moved_together(
        &self,
        tx: &mut Tx,
        filing: &Filing<'_>,
        reading: &Reading,
    ) -> Result<Option<Note>> {
        let is_about_gone = reading.unusual.as_ref().is_none_or(|note| note.phrase == "source-unusual-gone");
        let may_have_moved = !filing.gone.is_empty() || filing.compared.changed > 0;
        if !reading.outcome.is_complete() || !is_about_gone || !may_have_moved {
            return Ok(None);
        }
        let (mut moves, mut after) = (Moves::default(), None);
        loop {
            let staged = store::staged_after(tx, filing.source.id, None, after, STAGED).await?;
            let Some(last) = staged.last() else { break };
            after = Some(last.id);
            for row in &staged {
                self.look_at_move(tx, filing, &row.candidate, &mut moves).await?;
            }
        }
        for candidate in &reading.candidates {
            self.look_at_move(tx, filing, candidate, &mut moves).await?;
        }
        let left = filing.gone.len().saturating_sub(moves.of_gone);
        let known = filing.gone.len() + reading.unchanged.len() + filing.compared.changed;
        let Some((from, to)) = moves.first.filter(|_| moves.count >= MANY) else { return Ok(None) };
        if reading.unusual.is_some() && left * 2 >= known {
            return Ok(None);
        }
        Ok(Some(Note::new("source-unusual-moved").with("count", moves.count).with("from", from).with("to", to)))
    }

    async fn look_at_move(
        &self,
        tx: &mut Tx,
        filing: &Filing<'_>,
        candidate: &Candidate,
        moves: &mut Moves,
    ) -> Result<()> {
        if candidate.change == Change::New && filing.gone.is_empty() {
            return Ok(());
        }
        let before = match store::source_record_lock(tx, filing.source.id, &candidate.external_id).await? {
            Some(before) => Some(before).filter(|before| !same_page::is_same(&before.url, &candidate.url)),
            None if filing.gone.is_empty() => None,
            None => {
                let (record, _) = filing.words.read(&candidate.draft);
                let keys = keys_of(&candidate.url, candidate.canonical.as_deref(), &record);
                let before = self.known_elsewhere(tx, filing, candidate, &keys).await?;
                let before = before.filter(|before| filing.gone.contains_key(&before.external_id));
                moves.of_gone += usize::from(before.is_some());
                before.filter(|before| before.url != candidate.url)
            }
        };
        if let Some(before) = before {
            moves.count += 1;
            moves.first.get_or_insert((before.url, candidate.url.clone()));
        }
        Ok(())
    }

    /// The remark about a page that is no more where it was.
    pub(super) async fn absence(&self, tx: &mut Tx, filing: &Filing<'_>, gone: &Gone) -> Result<Flag> {
        let into = match &gone.why {
            GoneWhy::Missing => return Ok(Flag::GoneAtSource),
            GoneWhy::Unlisted => return Ok(Flag::UnlistedAtSource),
            GoneWhy::Merged { into } => store::source_record_lock(tx, filing.source.id, into).await?,
        };
        let Some(into) = into else { return Ok(Flag::MergedAtSource { into: None, title: String::new() }) };
        let twin = Twin {
            id: into.id,
            practice_id: into.practice_id,
            address_key: None,
            canonical_key: None,
            text_hash: None,
        };
        Ok(match self.named(tx, filing, &twin).await? {
            Some((of, title, _)) => Flag::MergedAtSource { into: Some(of), title },
            None => Flag::MergedAtSource { into: None, title: into.url },
        })
    }
}
