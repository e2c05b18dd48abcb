//! Where each field was read, kept from one reading to the next.

use super::{Filing, KeptAt, sieve::Sifted};
use crate::{
    domain::{
        Candidate, Draft, Id,
        candidate::{ReadFields, ReadFrom},
        flag::Flag,
        marker::SourceRecord,
    },
    store::KeptRecord,
};

/// What a run found, with the row that is kept of it.
pub(super) struct Found<'a> {
    pub sifted: &'a Sifted,
    pub record: Id<SourceRecord>,
    /// As read, with the words of the reading before wherever only the layout changed.
    pub draft: Draft,
    pub origins: ReadFields,
    /// What it may be a copy of.
    pub copies: Vec<Flag>,
}

/// Where the fields were read: this time, or the time before where this reading says nothing of one.
pub(super) fn read_fields(
    filing: &Filing<'_>,
    candidate: &Candidate,
    kept: Option<KeptAt>,
    before: Option<&KeptRecord>,
) -> ReadFields {
    let (snapshot, at) = (kept.map(|kept| kept.snapshot), kept.map_or(filing.now, |kept| kept.fetched_at));
    let mut fields = before.map(|before| before.origins.0.clone()).unwrap_or_default();
    for (field, _) in candidate.draft.fields() {
        match candidate.origins.get(&field) {
            Some(places) => drop(fields.insert(field, ReadFrom { snapshot, at, places: places.clone() })),
            // It stands in the settings by now.
            None => drop(fields.remove(&field)),
        }
    }
    fields
}
