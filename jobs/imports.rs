//! A file with many practices is filed, some rows at a time.

use super::{Answer, BoxError, harvests::lift, office::Office};
use crate::{
    documents,
    domain::{Id, marker::Import},
    store::{self, BlobName, owed::Lease},
};

pub(super) async fn file(office: &Office, lease: &Lease) -> Result<Answer, BoxError> {
    let store = office.desk.store();
    let id = Id::<Import>::from_uuid(lease.owed.id);
    let Some(import) = store::import_by_id(store, id).await? else {
        return Ok(Answer::GiveUp { reason: "the file is not there".to_owned() });
    };
    let name = BlobName::parse(&import.blob).ok_or("the file has no name")?;
    let Some(bytes) = store.blobs().get(&name).await? else {
        return Ok(Answer::GiveUp { reason: "the file is not in the store any more".to_owned() });
    };
    let filename = import.filename.clone();
    // It was read before it was taken: what cannot be read now never will.
    let table = match tokio::task::spawn_blocking(move || documents::read_table(&filename, &bytes)).await? {
        Ok(table) => table,
        Err(fault) => return Ok(Answer::GiveUp { reason: fault.to_string() }),
    };
    let tally = office.desk.file_import(id, &table, Some(lease)).await.map_err(lift)?;
    tracing::info!(import.id = %id, new = tally.new, changed = tally.changed, refused = tally.refused, "file filed");
    Ok(Answer::Done)
}
