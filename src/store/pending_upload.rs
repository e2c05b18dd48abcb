//! Files of a form that is not sent yet: kept, so that nobody has to choose them again when something else was wrong.

use sqlx::FromRow;

use super::{Result, Store, Tx, read, write};
use crate::domain::{Id, Timestamp, marker::Upload};

/// A file and the form it came with. The blob store holds its bytes.
#[derive(Clone, Debug, FromRow)]
pub struct PendingUpload {
    pub id: Id<Upload>,
    /// The hash of the form's secret: only who has the form reaches its files.
    pub form_hash: Vec<u8>,
    pub kind: String,
    pub blob: String,
    pub filename: String,
    pub media_type: String,
    pub size: i64,
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub made_at: Timestamp,
}

/// False when the form has `most` files already: the file is not kept.
pub async fn pending_upload_insert(tx: &mut Tx, upload: &PendingUpload, most: i64) -> Result<bool> {
    const COUNT: &str = "select count(*) from pending_upload where form_hash = $1";
    let there: i64 = write!(tx, |c| sqlx::query_scalar(COUNT).bind(&upload.form_hash).fetch_one(c).await)?;
    if there >= most {
        return Ok(false);
    }
    const SQL: &str =
        "insert into pending_upload (id, form_hash, kind, blob, filename, media_type, size, width, height, made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    write!(tx, |c| sqlx::query(SQL)
        .bind(upload.id)
        .bind(&upload.form_hash)
        .bind(&upload.kind)
        .bind(&upload.blob)
        .bind(&upload.filename)
        .bind(&upload.media_type)
        .bind(upload.size)
        .bind(upload.width)
        .bind(upload.height)
        .bind(upload.made_at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(true)
}

/// The files of a form, in the order they came.
pub async fn pending_upload_list(store: &Store, form_hash: &[u8]) -> Result<Vec<PendingUpload>> {
    const SQL: &str = "select id, form_hash, kind, blob, filename, media_type, size, width, height, made_at
        from pending_upload where form_hash = $1 order by id limit 200";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(form_hash).fetch_all(c).await)?)
}

/// Forgets the files of forms given up; answers their blobs.
pub async fn pending_upload_prune(tx: &mut Tx, made_before: Timestamp) -> Result<Vec<String>> {
    const SQL: &str = "delete from pending_upload where made_at < $1 returning blob";
    let mut blobs: Vec<String> = write!(tx, |c| sqlx::query_scalar(SQL).bind(made_before).fetch_all(c).await)?;
    blobs.sort_unstable();
    blobs.dedup();
    Ok(blobs)
}

/// Whether a sending or a form still names the blob.
pub async fn upload_names_blob(store: &Store, blob: &str) -> Result<bool> {
    const SQL: &str = "select (select count(*) from upload where blob = $1)
        + (select count(*) from pending_upload where blob = $1)";
    let named: i64 = read!(store, |c| sqlx::query_scalar(SQL).bind(blob).fetch_one(c).await)?;
    Ok(named > 0)
}
