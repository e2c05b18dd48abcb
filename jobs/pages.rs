//! Pages of a source that editors want read again, each by itself: a look at the source that is no run.

use super::{
    BoxError,
    harvests::{asked_to_stop, keep, lift},
    office::Office,
};
use crate::{
    harvest::PageAgain,
    store::{self, FailedPageRow, KeptSource, owed::Lease},
};

/// Reads the pages that were asked for; false when none was.
pub(super) async fn read_asked(office: &Office, lease: &Lease, source: &KeptSource) -> Result<bool, BoxError> {
    let desk = &office.desk;
    let asked = store::failed_page_asked(desk.store(), source.id).await?;
    if asked.is_empty() {
        return Ok(false);
    }
    office.reader.know(desk.words().await.map_err(lift)?.gazetteer);
    tokio::select! {
        read = read_all(office, lease, source, &asked) => read?,
        _ = asked_to_stop(office, lease) => {}
    }
    desk.pages_read(lease).await.map_err(lift)?;
    Ok(true)
}

async fn read_all(
    office: &Office,
    lease: &Lease,
    source: &KeptSource,
    asked: &[FailedPageRow],
) -> Result<(), BoxError> {
    let desk = &office.desk;
    for page in asked {
        let known = store::source_known(desk.store(), source.id).await?;
        let wanted = PageAgain { external_id: &page.external_id, url: &page.url, shared: page.shared.as_deref() };
        let reading = office.reader.read_page(&source.settings, &known, wanted).await;
        let kept = keep(office, reading.snapshots.iter()).await?;
        let came = keep(office, reading.failed.iter().filter_map(|failed| failed.page.as_ref())).await?;
        desk.gather_page(lease, page, &reading, &kept, &came).await.map_err(lift)?;
        tracing::info!(source = source.slug, failed = reading.failed.len(), "one page read again");
    }
    Ok(())
}
