//! The pages of a source as they were kept last, with their bytes: what other rules are tried on.

use std::collections::BTreeMap;

use super::{BlobName, Result, SourceSample, Store, snapshot_latest, source_sample_list};
use crate::domain::{
    Id,
    marker::{Snapshot, Source},
};

/// Pages that a change of rules is tried on, the newest first. They are spared when old ones are forgotten.
pub const REPLAYED: i64 = 30;

/// A kept page.
#[derive(Clone, Debug)]
pub struct StoredPage {
    /// After redirects.
    pub url: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
    /// The practices that were read from it; none for a listing page.
    pub records: Vec<String>,
}

/// The last [`REPLAYED`] pages that practices were read from, with what was read, and the listings at these addresses as they
/// were fetched last. A page whose file is lost is left out; what was read from it is not.
pub async fn source_pages(
    store: &Store,
    source: Id<Source>,
    addresses: &[String],
) -> Result<(Vec<StoredPage>, Vec<SourceSample>)> {
    let samples = source_sample_list(store, source, REPLAYED).await?;
    let mut pages: BTreeMap<Id<Snapshot>, StoredPage> = BTreeMap::new();
    for sample in &samples {
        if let Some(known) = pages.get_mut(&sample.snapshot_id) {
            known.records.push(sample.external_id.clone());
        } else if let Some(bytes) = bytes(store, &sample.blob).await? {
            let page = StoredPage {
                url: sample.url.clone(),
                media_type: sample.media_type.clone(),
                bytes,
                records: vec![sample.external_id.clone()],
            };
            pages.insert(sample.snapshot_id, page);
        }
    }
    let mut all: Vec<StoredPage> = pages.into_values().collect();
    for address in addresses {
        let Some(listing) = snapshot_latest(store, source, address).await? else { continue };
        if let Some(bytes) = bytes(store, &listing.blob).await?
            && all.iter().all(|page| page.url != *address)
        {
            all.push(StoredPage { url: address.clone(), media_type: listing.media_type, bytes, records: Vec::new() });
        }
    }
    Ok((all, samples))
}

async fn bytes(store: &Store, blob: &str) -> Result<Option<Vec<u8>>> {
    match BlobName::parse(blob) {
        Some(name) => store.blobs().get(&name).await,
        None => Ok(None),
    }
}
