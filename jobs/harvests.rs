//! A partner source is read: no transaction is open while the network is waited for.

use std::{collections::HashMap, time::Duration};

use super::{Answer, BoxError, office::Office, pages};
use crate::{
    desk::{DeskError, KeptSnapshot},
    domain::{
        Id, Reading, SourceSettings,
        candidate::Known,
        crash,
        health::FAILURES_BEFORE_TELLING,
        marker::Source,
        reading::{Fix, Snapshot},
    },
    harvest::{Offer, PutAway, rules_hash},
    store::{self, Kept, KeptSource, owed::Lease},
};

/// A stop is to be felt within five seconds.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// What was found by then is offered.
const MEND_WITHIN: Duration = Duration::from_secs(75);

pub(super) async fn run(office: &Office, lease: &Lease) -> Result<Answer, BoxError> {
    let desk = &office.desk;
    let id = Id::<Source>::from_uuid(lease.owed.id);
    let Some(source) = store::source_by_id(desk.store(), id).await? else {
        return Ok(Answer::GiveUp { reason: "the source is not there".to_owned() });
    };
    if lease.is_poison() {
        tracing::error!(
            source = source.slug,
            crashes = lease.crashes,
            "reading this source ends the program; once a day"
        );
        desk.contain(lease).await.map_err(lift)?;
        return Ok(Answer::Done);
    }
    if pages::read_asked(office, lease, &source).await? {
        return Ok(Answer::Done);
    }
    if lease.attempt > i64::from(FAILURES_BEFORE_TELLING) {
        desk.note_faltering(lease).await.map_err(lift)?;
    }
    let filed = desk.file_released(lease).await.map_err(lift)?;
    if filed > 0 {
        tracing::info!(source = source.slug, runs = filed, "held runs filed");
    }
    let known = store::source_known(desk.store(), id).await?;
    office.reader.know(desk.words().await.map_err(lift)?.gazetteer);
    let started_at = desk.clock().now();
    let jitter = office.schedule_jitter.mul_f64(rand::random::<f64>());
    let reading = tokio::select! {
        reading = read_or_mend(office, lease, &source, &known) => reading?,
        by = asked_to_stop(office, lease) => {
            desk.stopped(lease, started_at, &by, jitter).await.map_err(lift)?;
            tracing::info!(source = source.slug, "run stopped by an editor");
            return Ok(Answer::Done);
        }
    };
    drop(known);
    let snapshots = keep(office, reading.snapshots.iter()).await?;
    let unread = keep(office, reading.failed.iter().filter_map(|failed| failed.page.as_ref())).await?;
    desk.gather(lease, &reading, &snapshots, &unread, jitter).await.map_err(lift)?;
    tracing::info!(
        source = source.slug,
        outcome = reading.outcome.note().phrase,
        candidates = reading.candidates.len(),
        "source read"
    );
    Ok(Answer::Done)
}

/// Ends when somebody asked for this run to stop, wherever it is: between two requests, in a pause, in a slow answer.
pub(super) async fn asked_to_stop(office: &Office, lease: &Lease) -> String {
    loop {
        match store::source_stop_asked(office.desk.store(), lease).await {
            Ok(Some(by)) => return by,
            Ok(None) => {}
            Err(error) => tracing::warn!(row = %lease.owed, %error, "could not see whether a run is to stop"),
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Reads the source; where its rules lost what they found, other ways are tried at once and kept for an editor.
async fn read_or_mend(office: &Office, lease: &Lease, source: &KeptSource, known: &Known) -> Result<Reading, BoxError> {
    let settings = &source.settings.0;
    let reading = read(office, lease, settings, known).await?;
    if office.desk.wants_fixes(lease, source, &reading).await.map_err(lift)? {
        let found = office.reader.mend(settings, MEND_WITHIN).await;
        let fixes: Vec<Fix> = found.offers.into_iter().map(Offer::into_fix).collect();
        office.desk.keep_fixes(lease, source.version, &fixes).await.map_err(lift)?;
        tracing::info!(source = source.slug, fixes = fixes.len(), "rules lost what they found; other ways tried");
    }
    Ok(reading)
}

/// Reads the source and puts away what it finds while it goes on: a program that is killed goes on from there.
async fn read(office: &Office, lease: &Lease, settings: &SourceSettings, known: &Known) -> Result<Reading, BoxError> {
    let Some(rules) = rules_hash(settings) else { return Ok(office.reader.read(settings, known).await) };
    let begun = office.desk.begun(lease, &rules).await.map_err(lift)?;
    let (put_away, mut handovers) = PutAway::new(begun);
    // It owns the receiver: when it fails, the reading finds nobody there and ends.
    let keeping = async move {
        let mut of_the_run = HashMap::new();
        while let Some(handover) = handovers.recv().await {
            let (portion, is_safe) = handover.take();
            let snapshots = keep(office, portion.snapshots.iter()).await?;
            office.desk.put_away(lease, portion, &snapshots, &mut of_the_run).await.map_err(lift)?;
            is_safe();
            crash::point("after_portion");
        }
        Ok::<(), BoxError>(())
    };
    let (reading, kept) = tokio::join!(office.reader.read_in_portions(settings, known, put_away), keeping);
    kept.map(|()| reading)
}

/// Puts the pages away, compressed, before the transaction that points at them.
pub(super) async fn keep(
    office: &Office,
    snapshots: impl Iterator<Item = &Snapshot> + Clone,
) -> Result<Vec<KeptSnapshot>, BoxError> {
    let pages = snapshots.clone().map(|snapshot| snapshot.bytes.clone()).collect();
    let blobs = office.desk.store().blobs().put_all(pages, Kept::Compressed).await?;
    let kept = snapshots.zip(blobs).map(|(snapshot, blob)| KeptSnapshot {
        sha256: snapshot.sha256.clone(),
        url: snapshot.url.clone(),
        blob: blob.to_string(),
        media_type: snapshot.content_type.clone(),
        headers: snapshot.headers.clone(),
        fetched_at: snapshot.fetched_at,
    });
    Ok(kept.collect())
}

/// The runner knows a lost lease by its error.
pub(super) fn lift(error: DeskError) -> BoxError {
    match error {
        DeskError::Store(error) => error.into(),
        error => error.into(),
    }
}
