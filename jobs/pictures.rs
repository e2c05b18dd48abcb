//! Pictures that came before pages showed smaller ones, or whose drawings were lost, are drawn now.

use tokio::task::{spawn_blocking, yield_now};
use tracing::warn;

use super::{BoxError, office::Office};
use crate::{
    press,
    store::{self, BlobName},
};

/// Names asked for at a time.
const BATCH: i64 = 100;

/// Draws each picture that has no drawing, one after the other. What cannot be opened stays as it is.
pub(super) async fn draw_missing(office: &Office) -> Result<(), BoxError> {
    let mut after = String::new();
    loop {
        let missing = store::picture_size_missing(office.desk.store(), &after, BATCH).await?;
        let Some(last) = missing.last() else { return Ok(()) };
        after.clone_from(last);
        for name in missing.iter().filter_map(|name| BlobName::parse(name)) {
            draw(office, &name).await?;
            yield_now().await;
        }
    }
}

async fn draw(office: &Office, name: &BlobName) -> Result<(), BoxError> {
    let store = office.desk.store();
    let Some(kept) = store.blobs().get(name).await? else { return Ok(()) };
    let drawn = match spawn_blocking(move || press::smaller_of(&kept)).await? {
        Ok(drawn) => drawn,
        Err(error) => {
            warn!(picture = %name, %error, "could not draw a picture for pages");
            return Ok(());
        }
    };
    let sizes = store::picture_size_keep(store.blobs(), drawn.into_iter().map(Into::into).collect()).await?;
    let mut tx = store.begin().await?;
    store::picture_size_add(&mut tx, name.as_str(), &sizes).await?;
    tx.commit().await?;
    Ok(())
}
