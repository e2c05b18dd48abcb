//! A partner source is read: no transaction is open while the network is waited for.

use super::{Answer, BoxError, office::Office};
use crate::{
    desk::{DeskError, KeptSnapshot},
    domain::{Id, Reading, marker::Source},
    store::{self, Kept, owed::Lease},
};

pub(super) async fn run(office: &Office, lease: &Lease) -> Result<Answer, BoxError> {
    let desk = &office.desk;
    let id = Id::<Source>::from_uuid(lease.owed.id);
    let Some(source) = store::source_by_id(desk.store(), id).await? else {
        return Ok(Answer::GiveUp { reason: "the source is not there".to_owned() });
    };
    let filed = desk.file_released(lease).await.map_err(lift)?;
    if filed > 0 {
        tracing::info!(source = source.slug, runs = filed, "held runs filed");
    }
    let known = store::source_known(desk.store(), id).await?;
    let reading = office.reader.read(&source.settings.0, &known).await;
    let snapshots = keep(office, &reading).await?;
    let jitter = office.schedule_jitter.mul_f64(rand::random::<f64>());
    desk.gather(lease, &reading, &snapshots, jitter).await.map_err(lift)?;
    tracing::info!(
        source = source.slug,
        outcome = reading.outcome.note().phrase,
        candidates = reading.candidates.len(),
        "source read"
    );
    Ok(Answer::Done)
}

/// Puts the pages away, compressed, before the transaction that points at them.
async fn keep(office: &Office, reading: &Reading) -> Result<Vec<KeptSnapshot>, BoxError> {
    let mut kept = Vec::new();
    for snapshot in &reading.snapshots {
        let blob = office.desk.store().blobs().put(snapshot.bytes.clone(), Kept::Compressed).await?;
        kept.push(KeptSnapshot {
            sha256: snapshot.sha256.clone(),
            url: snapshot.url.clone(),
            blob: blob.to_string(),
            media_type: snapshot.content_type.clone(),
            fetched_at: snapshot.fetched_at,
        });
    }
    Ok(kept)
}

/// The runner knows a lost lease by its error.
fn lift(error: DeskError) -> BoxError {
    match error {
        DeskError::Store(error) => error.into(),
        error => error.into(),
    }
}
