//! Where each field was read, kept from one reading to the next.

use super::{super::error::Result, Filing};
use crate::{
    domain::{
        Candidate, Draft, Id,
        candidate::{ReadFields, ReadFrom},
        flag::Flag,
        marker::SourceRecord,
    },
    store::{self, KeptRecord, Tx},
};

/// What a run found, with the row that is kept of it.
pub(super) struct Found<'a> {
    pub candidate: &'a Candidate,
    pub record: Id<SourceRecord>,
    /// As read, with the words of the reading before wherever only the layout changed.
    pub draft: Draft,
    pub origins: ReadFields,
    /// What it may be a copy of.
    pub copies: Vec<Flag>,
}

/// Where the fields were read: this time, or the time before where this reading says nothing of one.
pub(super) async fn read_fields(
    tx: &mut Tx,
    filing: &Filing<'_>,
    candidate: &Candidate,
    before: Option<&KeptRecord>,
) -> Result<ReadFields> {
    let snapshot = filing.snapshots.get(&candidate.snapshot).copied();
    let at = match snapshot {
        Some(id) => store::snapshot_fetched_at(tx, id).await?,
        None => None,
    };
    let at = at.unwrap_or(filing.now);
    let mut fields = before.map(|before| before.origins.0.clone()).unwrap_or_default();
    for (field, _) in candidate.draft.fields() {
        match candidate.origins.get(&field) {
            Some(places) => drop(fields.insert(field, ReadFrom { snapshot, at, places: places.clone() })),
            // It stands in the settings by now.
            None => drop(fields.remove(&field)),
        }
    }
    Ok(fields)
}
