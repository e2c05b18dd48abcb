//! The rows of an editor's file go into the queue as what a run found does: same writes nothing, changed is compared three
//! ways, new asks an editor. Some rows at a time, each with what became of it in the same transaction.

use std::collections::{HashMap, HashSet};

use sha2::{Digest as _, Sha256};

use super::{
    Desk, DeskError, Filing, Result, Run, Words,
    sieve::{Sieve, Sifted, Unsifted},
};
use crate::{
    domain::{
        Actor, Candidate, Draft, Id, Timestamp,
        candidate::{Change, Origins, ReadFields},
        crash,
        essence::but_for_layout,
        import::{ImportedRow, Outcome, Table, Tally, read_rows},
        marker::{Import, Practice, Source},
        same_page,
    },
    store::{
        self, FiledRow, Json, KeptImport, KeptRecord, ListedRecord, Tx,
        owed::{self, Lease},
    },
};

/// Rows of one transaction: others that write wait for so long at most.
const PORTION: usize = 20;

impl Desk {
    /// Files what is not filed yet of a file that was begun. Whoever is stopped goes on where it was. `lease` is none for
    /// the command line, which nobody works beside.
    ///
    /// # Errors
    /// [`crate::store::StoreError::Fenced`] when the lease was lost meanwhile.
    pub async fn file_import(&self, id: Id<Import>, table: &Table, lease: Option<&Lease>) -> Result<Tally> {
        let import = store::import_by_id(&self.store, id).await?.ok_or(DeskError::NotFound)?;
        let source = store::source_by_id(&self.store, import.source_id).await?.ok_or(DeskError::NotFound)?;
        let words = self.words().await?;
        let rows = read_rows(table, &import.mapping, &words.vocabulary());
        let filed = store::import_row_list(&self.store, id).await?;
        let done: HashSet<u32> = filed.into_iter().map(|row| row.number).collect();
        let left: Vec<ImportedRow> = rows.into_iter().filter(|row| !done.contains(&row.number)).collect();
        self.fill_keys(&words).await?;
        let sieve = Sieve::new(words.clone(), self.others(&words).await?);
        let mut filing = Filing::new(&source, Run::Import(id), &words, self.clock().now());
        for portion in left.chunks(PORTION) {
            let fit = portion.iter().filter(|row| row.faults.is_empty());
            let found = fit.map(|row| Unsifted { candidate: candidate(row), kept: None }).collect();
            let sifted = sieve.sift(found).await?;
            self.file_portion(&mut filing, &import, portion, sifted, lease).await?;
            crash::point("after_import_portion");
        }
        self.finish_import(&import, lease).await?;
        let filed = store::import_row_list(&self.store, id).await?;
        Ok(Tally::of(filed.iter().map(|row| row.outcome)))
    }

    async fn file_portion(
        &self,
        filing: &mut Filing<'_>,
        import: &KeptImport,
        rows: &[ImportedRow],
        sifted: Vec<Sifted>,
        lease: Option<&Lease>,
    ) -> Result<()> {
        let mut tx = self.store.begin().await?;
        if let Some(lease) = lease {
            owed::advance(&mut tx, lease).await?;
        }
        let kept = store::import_lock(&mut tx, import.id).await?.ok_or(DeskError::NotFound)?;
        if kept.started_at.is_none() {
            return Err(DeskError::NotFound);
        }
        // Two files of one list wait for each other.
        store::source_lock(&mut tx, import.source_id).await?;
        // As many as there are rows without a fault, in their order.
        let mut sifted = sifted.into_iter();
        for row in rows {
            let found = if row.faults.is_empty() { sifted.next() } else { None };
            let filed = self.file_row(&mut tx, filing, row, found.as_ref()).await?;
            store::import_row_insert(&mut tx, import.id, &filed).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn file_row(
        &self,
        tx: &mut Tx,
        filing: &mut Filing<'_>,
        row: &ImportedRow,
        sifted: Option<&Sifted>,
    ) -> Result<FiledRow> {
        let (title, faults) = (row.record.title.clone(), row.faults.clone());
        let Some(sifted) = sifted else {
            return Ok(FiledRow { number: row.number, outcome: Outcome::Refused, title, faults, record: None });
        };
        self.take_up(tx, filing, row).await?;
        let before = filing.counts;
        self.file_candidate(tx, filing, sifted).await?;
        let outcome = if filing.counts.new > before.new {
            Outcome::New
        } else if filing.counts.changed > before.changed {
            Outcome::Changed
        } else {
            Outcome::Same
        };
        let record = store::source_record_lock(tx, filing.source.id, &row.key).await?.map(|record| record.id);
        Ok(FiledRow { number: row.number, outcome, title, faults, record })
    }

    /// A row whose id is that of a practice of ours, from a table that this site gave out, is that practice: what readers see
    /// is what it is compared with.
    async fn take_up(&self, tx: &mut Tx, filing: &Filing<'_>, row: &ImportedRow) -> Result<()> {
        let Some(practice) = practice_named(&row.key) else { return Ok(()) };
        if store::source_record_lock(tx, filing.source.id, &row.key).await?.is_some() {
            return Ok(());
        }
        let Some(live) = store::practice_live_lock(tx, practice, filing.now).await? else { return Ok(()) };
        let record = KeptRecord {
            id: Id::new(),
            source_id: filing.source.id,
            external_id: row.key.clone(),
            url: row.address.clone(),
            content_hash: String::new(),
            draft: Json(filing.words.draft_of(&live.record)),
            snapshot_id: None,
            practice_id: Some(practice),
            first_seen_at: filing.now,
            last_seen_at: filing.now,
            gone_at: None,
            origins: Json(ReadFields::new()),
        };
        store::source_record_put(tx, &record, None).await?;
        Ok(())
    }

    async fn finish_import(&self, import: &KeptImport, lease: Option<&Lease>) -> Result<()> {
        let mut tx = self.store.begin().await?;
        store::import_set_finished(&mut tx, import.id, self.clock().now()).await?;
        if let Some(lease) = lease {
            owed::settle(&mut tx, lease, owed::Outcome::Done).await?;
        }
        self.audit_import(&mut tx, Actor::Program("import"), "import.finish", import).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What would become of each row now.
    pub(in crate::desk) async fn outcomes(
        &self,
        list: Option<Id<Source>>,
        rows: &[ImportedRow],
        words: &Words,
        now: Timestamp,
    ) -> Result<Vec<Outcome>> {
        let known = match list {
            Some(list) => store::import_records(&self.store, list).await?,
            None => HashMap::new(),
        };
        let mut outcomes = Vec::with_capacity(rows.len());
        for row in rows {
            outcomes.push(match known.get(&row.key) {
                _ if !row.faults.is_empty() => Outcome::Refused,
                Some(record) => outcome(record, row),
                None => match practice_named(&row.key) {
                    None => Outcome::New,
                    Some(practice) => match store::practice_live_by_id(&self.store, practice, now).await? {
                        None => Outcome::New,
                        Some(live) => {
                            let (draft, url) = (words.draft_of(&live.record), row.address.clone());
                            outcome(&ListedRecord { content_hash: String::new(), draft, url }, row)
                        }
                    },
                },
            });
        }
        Ok(outcomes)
    }
}

fn outcome(known: &ListedRecord, row: &ImportedRow) -> Outcome {
    let has_moved = same_page::key(&known.url).is_some()
        && !row.address.is_empty()
        && !same_page::is_same(&known.url, &row.address);
    let says_the_same =
        known.content_hash == content_hash(&row.draft) || but_for_layout(&known.draft, &row.draft) == known.draft;
    if says_the_same && !has_moved { Outcome::Same } else { Outcome::Changed }
}

fn practice_named(key: &str) -> Option<Id<Practice>> {
    key.strip_prefix("id:")?.parse().ok()
}

fn candidate(row: &ImportedRow) -> Candidate {
    Candidate {
        external_id: row.key.clone(),
        url: row.address.clone(),
        canonical: None,
        draft: row.draft.clone(),
        published_at: None,
        snapshot: String::new(),
        content_hash: content_hash(&row.draft),
        change: Change::New,
        notes: Vec::new(),
        origins: Origins::new(),
        readings: Vec::new(),
        pictures: Vec::new(),
    }
}

fn content_hash(draft: &Draft) -> String {
    let mut hash = Sha256::new();
    for (field, text) in draft.fields() {
        hash.update(field.name());
        hash.update([0]);
        hash.update(text);
        hash.update([0]);
    }
    hex::encode(hash.finalize())
}
