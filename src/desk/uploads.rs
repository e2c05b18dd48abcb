//! Files of a form that is not sent yet.

use super::{Desk, NewUpload, error::Result};
use crate::{
    domain::{Id, Secret, marker::Upload},
    store::{self, PendingUpload, PictureSize},
};

/// Files one form may have brought, errors and second thoughts included (reliability: D10).
const FILES_A_FORM: i64 = 50;

impl Desk {
    /// Keeps a file for the form that brought it, until the form is sent or given up. None when the form brought too many.
    /// `sizes` are the smaller drawings of a picture.
    pub async fn keep_upload(
        &self,
        form: &Secret,
        upload: &NewUpload,
        sizes: &[PictureSize],
    ) -> Result<Option<Id<Upload>>> {
        let row = PendingUpload {
            id: Id::new(),
            form_hash: form.hash().as_bytes().to_vec(),
            kind: upload.kind.clone(),
            blob: upload.blob.clone(),
            filename: upload.filename.clone(),
            media_type: upload.media_type.clone(),
            size: upload.size,
            width: upload.dimensions.map(|(width, _)| i64::from(width)),
            height: upload.dimensions.map(|(_, height)| i64::from(height)),
            made_at: self.clock().now(),
        };
        let mut tx = self.store.begin().await?;
        let kept = store::pending_upload_insert(&mut tx, &row, FILES_A_FORM).await?;
        if kept {
            for size in sizes {
                store::picture_size_insert(&mut tx, &upload.blob, size).await?;
            }
        }
        tx.commit().await?;
        Ok(kept.then_some(row.id))
    }
}

impl From<&PendingUpload> for NewUpload {
    fn from(row: &PendingUpload) -> Self {
        let pixels = |n: Option<i64>| n.and_then(|n| u32::try_from(n).ok());
        Self {
            kind: row.kind.clone(),
            blob: row.blob.clone(),
            filename: row.filename.clone(),
            media_type: row.media_type.clone(),
            size: row.size,
            dimensions: pixels(row.width).zip(pixels(row.height)),
            alt: String::new(),
            credit: String::new(),
            licence: String::new(),
        }
    }
}
