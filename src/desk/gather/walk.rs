//! Goes through what a run found, some at a time: while some are filed, the next are sifted. What nothing is known of is
//! written many at a time.

use std::collections::HashSet;

use super::{
    Filing, KeptAt,
    filing::record_row,
    origins::read_fields,
    remarks::of_reading,
    sieve::{Sieve, Sifted, Unsifted},
};
use crate::{
    desk::{Desk, alike::Own, error::Result},
    domain::Candidate,
    store::{self, NewItem, StagedFinding, StagedWalk, Tx},
};

/// Sifted at a time of what was not put away.
const AT_ONCE: usize = 200;

impl Desk {
    /// Files what the run put away, then what it found last, then what is gone.
    pub(super) async fn file(
        &self,
        tx: &mut Tx,
        filing: &mut Filing<'_>,
        sieve: Option<Sieve>,
        last: &[Candidate],
    ) -> Result<()> {
        if let Some(sieve) = sieve {
            self.file_found(tx, filing, &sieve, last).await?;
        }
        // What has moved was taken out of these.
        for gone in std::mem::take(&mut filing.gone).into_values() {
            self.file_gone(tx, filing, &gone).await?;
        }
        Ok(store::staged_forget(tx, filing.source.id, filing.released).await?)
    }

    /// Files these, and leaves what a run put away.
    pub(super) async fn file_alone(
        &self,
        tx: &mut Tx,
        filing: &mut Filing<'_>,
        sieve: &Sieve,
        found: &[Candidate],
    ) -> Result<()> {
        let found = found.iter().map(|candidate| unsifted(filing, candidate.clone(), None)).collect();
        let sifted = sieve.sift(found).await?;
        self.file_sifted(tx, filing, &sifted).await
    }

    async fn file_found(&self, tx: &mut Tx, filing: &mut Filing<'_>, sieve: &Sieve, last: &[Candidate]) -> Result<()> {
        let mut walk = StagedWalk::over(filing.source.id, filing.released);
        let mut last = last.iter();
        let mut sifted = Vec::new();
        loop {
            let put_away = walk.next(tx).await?.into_iter();
            let mut found: Vec<Unsifted> = put_away
                .map(|StagedFinding { candidate, snapshot_id, fetched_at, .. }| {
                    let kept =
                        snapshot_id.zip(fetched_at).map(|(snapshot, fetched_at)| KeptAt { snapshot, fetched_at });
                    unsifted(filing, candidate.0, kept)
                })
                .collect();
            if found.is_empty() {
                let last = last.by_ref().take(AT_ONCE).cloned();
                found.extend(last.map(|candidate| unsifted(filing, candidate, None)));
            }
            let is_end = found.is_empty();
            let sifting = sieve.sift(found);
            self.file_sifted(tx, filing, &sifted).await?;
            sifted = sifting.await?;
            if is_end {
                return Ok(());
            }
        }
    }

    /// In their order.
    async fn file_sifted(&self, tx: &mut Tx, filing: &mut Filing<'_>, all: &[Sifted]) -> Result<()> {
        let asked: Vec<_> = all.iter().map(|sifted| (sifted.candidate.external_id.as_str(), &sifted.keys)).collect();
        let taken = store::source_record_taken(tx, filing.source.id, &asked).await?;
        let (mut names, mut keys) = (HashSet::new(), HashSet::new());
        let mut new = Vec::new();
        for sifted in all {
            let name = sifted.candidate.external_id.as_str();
            let is_met = !names.insert(name) | sifted.keys.all().any(|key| keys.contains(key));
            keys.extend(sifted.keys.all());
            if is_met || taken.names.contains(name) || taken.has(&sifted.keys) || filing.left.contains(name) {
                self.file_new(tx, filing, &std::mem::take(&mut new)).await?;
                self.file_candidate(tx, filing, sifted).await?;
            } else {
                new.push(sifted);
            }
        }
        self.file_new(tx, filing, &new).await
    }

    /// Files what no record has the name or a key of.
    async fn file_new(&self, tx: &mut Tx, filing: &mut Filing<'_>, new: &[&Sifted]) -> Result<()> {
        let (mut records, mut items) = (Vec::with_capacity(new.len()), Vec::with_capacity(new.len()));
        for sifted in new {
            let Sifted { candidate, kept, record, clean, keys, .. } = sifted;
            let origins = read_fields(filing, candidate, *kept, None);
            let row = record_row(filing, candidate, *kept, None, origins.clone());
            let own = Own { record: Some(row.id), ..Own::default() };
            let remarked = [of_reading(candidate), sifted.near(own, &filing.made)].concat();
            let item = self.question(filing, record, clean.clone(), row.id, origins, remarked);
            filing.made.push(Some(item.id));
            records.push((row, keys));
            items.push(item);
        }
        filing.counts.new += u32::try_from(new.len()).unwrap_or(u32::MAX);
        let rows: Vec<_> = records.iter().map(|(row, keys)| (row, Some(*keys))).collect();
        store::source_record_put_all(tx, &rows).await?;
        let beside = |(item, sifted)| {
            let Sifted { candidate, .. }: &Sifted = sifted;
            NewItem { item, readings: &candidate.readings, pictures: &candidate.pictures }
        };
        let items: Vec<NewItem<'_>> = items.iter().zip(new.iter().copied()).map(beside).collect();
        self.file_items(tx, filing, &items).await
    }
}

fn unsifted(filing: &Filing<'_>, candidate: Candidate, kept: Option<KeptAt>) -> Unsifted {
    let kept = kept.or_else(|| filing.snapshots.get(&candidate.snapshot).copied());
    Unsifted { candidate, kept }
}
