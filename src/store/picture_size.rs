//! Smaller drawings of pictures: for each listed width the file to show.

use sqlx::FromRow;

use super::{BlobName, Blobs, Kept, Result, Store, Tx, change_insert, read, write};

/// A smaller drawing of a picture.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct PictureSize {
    /// One of the listed widths; the drawing is no wider.
    pub width: i64,
    /// Its name in the blob store.
    pub file: String,
}

/// Keeps the drawings of a picture, each given by its width and file.
pub async fn picture_size_keep(blobs: &Blobs, drawn: Vec<(u32, Vec<u8>)>) -> Result<Vec<PictureSize>> {
    let (widths, files): (Vec<u32>, Vec<Vec<u8>>) = drawn.into_iter().unzip();
    let files = blobs.put_all(files, Kept::Plain).await?;
    let size = |(width, file): (u32, BlobName)| PictureSize { width: width.into(), file: file.to_string() };
    Ok(widths.into_iter().zip(files).map(size).collect())
}

/// The same picture gives the same drawings: who comes second changes nothing.
pub async fn picture_size_insert(tx: &mut Tx, blob: &str, size: &PictureSize) -> Result<()> {
    const SQL: &str = "insert into picture_size (blob, width, file) values ($1, $2, $3) on conflict do nothing";
    write!(tx, |c| sqlx::query(SQL).bind(blob).bind(size.width).bind(&size.file).execute(c).await.map(drop))?;
    Ok(())
}

/// Adds the drawings of a picture that pages may show without any.
pub async fn picture_size_add(tx: &mut Tx, blob: &str, sizes: &[PictureSize]) -> Result<()> {
    for size in sizes {
        picture_size_insert(tx, blob, size).await?;
    }
    let now = tx.now();
    change_insert(tx, None, now).await
}

/// Pictures of what cities sent that have no drawing, in the order of their names after one.
pub async fn picture_size_missing(store: &Store, after: &str, limit: i64) -> Result<Vec<String>> {
    const SQL: &str = "select distinct blob from upload where kind = 'picture' and blob > $1
        and not exists (select 1 from picture_size s where s.blob = upload.blob) order by blob limit $2";
    Ok(read!(store, |c| sqlx::query_scalar(SQL).bind(after).bind(limit).fetch_all(c).await)?)
}

/// The drawings of a picture, the smallest first.
pub async fn picture_size_list(store: &Store, blob: &str) -> Result<Vec<PictureSize>> {
    const SQL: &str = "select width, file from picture_size where blob = $1 order by width limit 20";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(blob).fetch_all(c).await)?)
}

/// Forgets the drawings of a picture; answers the files that no other picture has.
pub async fn picture_size_forget(tx: &mut Tx, blob: &str) -> Result<Vec<String>> {
    const SQL: &str = "delete from picture_size where blob = $1 returning file";
    let files: Vec<String> = write!(tx, |c| sqlx::query_scalar(SQL).bind(blob).fetch_all(c).await)?;
    let mut alone = Vec::new();
    for file in files {
        const NAMED: &str = "select count(*) from picture_size where file = $1";
        let named: i64 = write!(tx, |c| sqlx::query_scalar(NAMED).bind(&file).fetch_one(c).await)?;
        if named == 0 {
            alone.push(file);
        }
    }
    Ok(alone)
}
