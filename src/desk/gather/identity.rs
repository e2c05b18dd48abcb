//! What a record is recognised by when it comes another way: a page that has moved stays the practice it was, and a copy of
//! what another source has is told.

use super::{Desk, Filing, Result, Words};
use crate::{
    desk::alike::Own,
    domain::{
        Candidate, Id,
        candidate::{Gone, GoneWhy},
        duplicate::{NEAREST, text_hash},
        flag::{DuplicateOf, Flag, SameBy},
        marker::SourceRecord,
        review::Phase,
        same_page,
    },
    store::{self, KeptRecord, Merged, MergingEnd, RecordKeys, Twin, Tx},
};

/// Records whose keys are worked out in one transaction.
const PAGE: i64 = 500;
/// More records than this that name one address say nothing by it: some sites name their front page everywhere.
const MOST_NAMING: usize = 3;

/// By its address, the one its page states, and [`text_hash`].
pub(super) fn keys_of(url: &str, canonical: Option<&str>, text: Option<String>) -> RecordKeys {
    RecordKeys {
        address: same_page::key(url).unwrap_or_default(),
        // A front page is no practice's.
        canonical: canonical.and_then(same_page::key).filter(|key| key.contains(['/', '?'])),
        text,
    }
}

/// Where a record leads since an editor merged what was read there into something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MergedInto {
    /// It was not merged, or what it was merged into is not wanted.
    Nothing,
    /// Readers do not see that yet.
    Undecided,
    Practice,
}

impl Desk {
    pub(super) async fn merged_into(&self, tx: &mut Tx, record: Id<SourceRecord>) -> Result<MergedInto> {
        let Some(merging) = store::merging_of_record(tx, record).await? else { return Ok(MergedInto::Nothing) };
        let end = store::merging_end(&self.store, Merged::Item(merging.item_id), self.clock().now()).await?;
        Ok(match end {
            MergingEnd::Live(_) => MergedInto::Practice,
            MergingEnd::Item(item) => match item.state.phase() {
                Phase::Open | Phase::ChangesAsked | Phase::Approved => MergedInto::Undecided,
                Phase::Rejected | Phase::Withdrawn => MergedInto::Nothing,
            },
            MergingEnd::Nothing => MergedInto::Nothing,
        })
    }

    /// Works out the keys of records that were read by an earlier release.
    pub(super) async fn fill_keys(&self, words: &Words) -> Result<()> {
        loop {
            let unkeyed = store::source_record_unkeyed(&self.store, PAGE).await?;
            if unkeyed.is_empty() {
                return Ok(());
            }
            let mut tx = self.store.begin().await?;
            for (id, url, draft) in unkeyed {
                let keys = keys_of(&url, None, text_hash(&words.read(&draft).0));
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
        let mut found = filing.not_read(tx, found).await?;
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
        const MOST: u32 = 50;
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
