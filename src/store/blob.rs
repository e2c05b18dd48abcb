//! Files, named after their content: uploads, pictures, snapshots of pages. A folder by default, any S3-compatible store when
//! several machines share. Whoever puts the same content twice has one file; nothing is ever changed in place.

use std::{
    collections::BTreeSet,
    fmt, fs,
    io::{self, Read as _},
    path::PathBuf,
    sync::Arc,
};

use futures::{StreamExt as _, TryStreamExt as _, stream};
use object_store::{
    ObjectStore, ObjectStoreExt as _, PutPayload, aws::AmazonS3Builder, local::LocalFileSystem, memory::InMemory,
    path::Path, prefix::PrefixStore,
};
use sha2::{Digest as _, Sha256};
use tokio::{sync::RwLock, task::spawn_blocking};

use super::{OpenError, Result, StoreError};
use crate::domain::{Timestamp, crash};

/// The name of a file: the SHA-256 of its content in hexadecimal, `.zst` behind it when it is kept compressed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlobName(String);

const COMPRESSED: &str = ".zst";

impl BlobName {
    fn of(content: &[u8], kept: Kept) -> Self {
        let hash = hex::encode(Sha256::digest(content));
        Self(match kept {
            Kept::Plain => hash,
            Kept::Compressed => hash + COMPRESSED,
        })
    }

    /// Reads a name as kept in the database; none when it is no such name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let hash = name.strip_suffix(COMPRESSED).unwrap_or(name);
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_hash.then(|| Self(name.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The SHA-256 of its content, in hexadecimal.
    #[must_use]
    pub fn hash(&self) -> &str {
        self.0.strip_suffix(COMPRESSED).unwrap_or(&self.0)
    }

    fn kept(&self) -> Kept {
        if self.0.ends_with(COMPRESSED) { Kept::Compressed } else { Kept::Plain }
    }

    /// Folders of 256, so that none grows too long to list.
    fn path(&self) -> Path {
        Path::from_iter([&self.0[..2], &self.0])
    }
}

impl fmt::Display for BlobName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a file is kept. Pictures and documents are compressed already; pages are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Plain,
    Compressed,
}

/// Where the files are. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Blobs {
    place: Place,
    /// Held by all who put, and alone by who deletes what is old.
    putting: Arc<RwLock<()>>,
}

#[derive(Clone, Debug)]
enum Place {
    Folder(Arc<LocalFileSystem>),
    Remote(Arc<dyn ObjectStore>),
}

/// A compressed file that would unpack to more than this was not written by us (the largest page we read has 10 MiB).
const UNPACKED_MOST: u64 = 256 << 20;
const LEVEL: i32 = 3;
/// Files written, or waited for, at a time.
const AT_ONCE: usize = 16;

impl Blobs {
    /// A folder (made when missing), `s3://bucket/prefix` (keys, region and endpoint from the `AWS_…` variables of the
    /// environment), or `memory:` for tests.
    ///
    /// # Errors
    /// When the folder cannot be made or the address is incomplete.
    pub fn open(place: &str) -> Result<Self, OpenError> {
        let unusable = |why: object_store::Error| OpenError::Blobs { place: place.to_owned(), why };
        if place == "memory:" {
            return Ok(Self::at(Place::Remote(Arc::new(InMemory::new()))));
        }
        if let Some(address) = place.strip_prefix("s3://") {
            let bucket = AmazonS3Builder::from_env().with_url(place).build().map_err(unusable)?;
            let prefix = address.split_once('/').map_or("", |(_, prefix)| prefix);
            return Ok(Self::at(Place::Remote(Arc::new(PrefixStore::new(bucket, prefix)))));
        }
        fs::create_dir_all(place).map_err(|why| OpenError::Folder { path: place.to_owned(), why })?;
        let folder = LocalFileSystem::new_with_prefix(place).map_err(unusable)?;
        Ok(Self::at(Place::Folder(Arc::new(folder))))
    }

    fn at(place: Place) -> Self {
        Self { place, putting: Arc::default() }
    }

    /// Keeps a file and answers its name. Whole or not at all, and on disk when this returns.
    pub async fn put(&self, content: Vec<u8>, kept: Kept) -> Result<BlobName> {
        let mut names = self.put_all(vec![content], kept).await?;
        names.pop().ok_or_else(|| generic(io::Error::other("one file has one name")))
    }

    /// The same for several, in their order: the disk is waited for once for all of them, not once for each.
    pub async fn put_all(&self, contents: Vec<Vec<u8>>, kept: Kept) -> Result<Vec<BlobName>> {
        let packing = move || contents.into_iter().map(|content| pack(content, kept)).collect::<io::Result<Vec<_>>>();
        let packed = spawn_blocking(packing).await.map_err(io::Error::other).flatten().map_err(generic)?;
        let names: Vec<BlobName> = packed.iter().map(|(name, _)| name.clone()).collect();
        // Also what is there already: it may be damaged (a power cut), or about to be deleted because nothing named it; from
        // now on it is a new file.
        let _putting = self.putting.read().await;
        let writing = packed.into_iter().map(|(name, bytes)| self.write(name, bytes));
        stream::iter(writing).buffer_unordered(AT_ONCE).try_collect::<()>().await?;
        self.sync(&names).await?;
        Ok(names)
    }

    async fn write(&self, name: BlobName, bytes: Vec<u8>) -> Result<()> {
        self.store().put(&name.path(), PutPayload::from(bytes)).await?;
        crash::point("after_upload_rename");
        Ok(())
    }

    /// The file's content, checked against its name; none when there is no such file.
    pub async fn get(&self, name: &BlobName) -> Result<Option<Vec<u8>>> {
        let bytes = match self.store().get(&name.path()).await {
            Ok(found) => found.bytes().await?,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let wanted = name.clone();
        let content = spawn_blocking(move || unpack(&wanted, bytes.into())).await.map_err(io::Error::other).flatten();
        content.map(Some).map_err(|why| StoreError::Unreadable {
            table: "blob",
            column: "content",
            row: name.to_string(),
            why: why.to_string(),
        })
    }

    /// Forgets a file; one that is not there is forgotten already.
    pub async fn delete(&self, name: &BlobName) -> Result<()> {
        match self.store().delete(&name.path()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Forgets a file that nobody has put since `before`. False when somebody has: it stays. Who puts and who deletes exclude
    /// each other within a process; among processes a put counts from the moment it is written.
    pub async fn delete_older(&self, name: &BlobName, before: Timestamp) -> Result<bool> {
        let _alone = self.putting.write().await;
        match self.store().head(&name.path()).await {
            Ok(found) if found.last_modified.timestamp_micros() >= before.micros() => return Ok(false),
            Ok(_) => {}
            Err(object_store::Error::NotFound { .. }) => return Ok(true),
            Err(error) => return Err(error.into()),
        }
        self.delete(name).await?;
        Ok(true)
    }

    fn store(&self) -> &dyn ObjectStore {
        match &self.place {
            Place::Folder(folder) => folder.as_ref(),
            Place::Remote(remote) => remote.as_ref(),
        }
    }

    /// The library renames into place without a sync (`object_store` 0.13): after a power cut the name would be there and the
    /// content not, while the row that names it is safe in the database. First all files, then their folders.
    async fn sync(&self, names: &[BlobName]) -> Result<()> {
        let Place::Folder(folder) = &self.place else { return Ok(()) };
        let files = names.iter().map(|name| folder.path_to_filesystem(&name.path()));
        let files: BTreeSet<PathBuf> = files.collect::<Result<_, object_store::Error>>()?;
        let folders: BTreeSet<PathBuf> = files.iter().filter_map(|file| file.parent().map(PathBuf::from)).collect();
        sync_each(files).await?;
        // A new name in a folder is safe when the folder is.
        if cfg!(unix) { sync_each(folders).await } else { Ok(()) }
    }
}

/// Several at once, each thread its share: the file system makes one write of what is asked of it at a time.
async fn sync_each(paths: BTreeSet<PathBuf>) -> Result<()> {
    let paths: Vec<PathBuf> = paths.into_iter().collect();
    let shares: Vec<Vec<PathBuf>> =
        paths.chunks(paths.len().div_ceil(AT_ONCE).max(1)).map(<[PathBuf]>::to_vec).collect();
    stream::iter(shares.into_iter().map(sync)).buffer_unordered(AT_ONCE).try_collect().await
}

async fn sync(paths: Vec<PathBuf>) -> Result<()> {
    let syncing = move || paths.iter().try_for_each(|path| fs::File::open(path)?.sync_all());
    spawn_blocking(syncing).await.map_err(io::Error::other).flatten().map_err(generic)
}

fn pack(content: Vec<u8>, kept: Kept) -> io::Result<(BlobName, Vec<u8>)> {
    let name = BlobName::of(&content, kept);
    let bytes = match kept {
        Kept::Plain => content,
        Kept::Compressed => zstd::encode_all(&content[..], LEVEL)?,
    };
    Ok((name, bytes))
}

fn unpack(name: &BlobName, bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let content = match name.kept() {
        Kept::Plain => bytes,
        Kept::Compressed => {
            let mut content = Vec::new();
            let unpacked = zstd::Decoder::new(&bytes[..])?.take(UNPACKED_MOST + 1).read_to_end(&mut content)?;
            if unpacked as u64 > UNPACKED_MOST {
                return Err(io::Error::other("it unpacks to more than we ever keep"));
            }
            content
        }
    };
    if hex::encode(Sha256::digest(&content)) == name.hash() {
        Ok(content)
    } else {
        Err(io::Error::other("its content is not what its name says"))
    }
}

fn generic(error: io::Error) -> StoreError {
    StoreError::Blob(object_store::Error::Generic { store: "blob", source: Box::new(error) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HELLO: &str = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    fn folder() -> (tempfile::TempDir, Blobs) {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(folder.path().join("not/yet/made").to_str().unwrap()).unwrap();
        (folder, blobs)
    }

    #[tokio::test]
    async fn what_is_put_is_got_by_the_hash_of_its_content() {
        for (_folder, blobs) in [folder(), (tempfile::tempdir().unwrap(), Blobs::open("memory:").unwrap())] {
            let name = blobs.put(b"hello".to_vec(), Kept::Plain).await.unwrap();
            assert_eq!(name.as_str(), HELLO);
            assert_eq!(blobs.put(b"hello".to_vec(), Kept::Plain).await.unwrap(), name);
            assert_eq!(blobs.get(&name).await.unwrap().unwrap(), b"hello");
            blobs.delete(&name).await.unwrap();
            blobs.delete(&name).await.unwrap();
            assert_eq!(blobs.get(&name).await.unwrap(), None);
        }
    }

    #[tokio::test]
    async fn a_file_that_was_put_again_is_not_old() {
        for (_folder, blobs) in [folder(), (tempfile::tempdir().unwrap(), Blobs::open("memory:").unwrap())] {
            let name = blobs.put(b"hello".to_vec(), Kept::Plain).await.unwrap();
            let (long_ago, far_ahead) = (Timestamp::from_micros(0), Timestamp::from_micros(i64::MAX));
            blobs.put(b"hello".to_vec(), Kept::Plain).await.unwrap();
            assert!(!blobs.delete_older(&name, long_ago).await.unwrap());
            assert!(blobs.get(&name).await.unwrap().is_some());
            assert!(blobs.delete_older(&name, far_ahead).await.unwrap());
            assert!(blobs.delete_older(&name, far_ahead).await.unwrap(), "gone already");
            assert_eq!(blobs.get(&name).await.unwrap(), None);
        }
    }

    #[tokio::test]
    async fn compressed_files_come_back_whole() {
        let (_folder, blobs) = folder();
        let page = "<p>the same again and again</p>".repeat(10_000).into_bytes();
        let name = blobs.put(page.clone(), Kept::Compressed).await.unwrap();
        assert_eq!(name.kept(), Kept::Compressed);
        assert_eq!(BlobName::parse(name.as_str()), Some(name.clone()));
        assert_eq!(blobs.get(&name).await.unwrap().unwrap(), page);
        assert_eq!(blobs.get(&blobs.put(Vec::new(), Kept::Compressed).await.unwrap()).await.unwrap().unwrap(), b"");
    }

    #[tokio::test]
    async fn content_that_is_not_what_the_name_says_is_refused_and_repaired_by_the_next_put() {
        let (folder, blobs) = folder();
        let name = blobs.put(b"hello".to_vec(), Kept::Plain).await.unwrap();
        let file = folder.path().join("not/yet/made/2c").join(HELLO);
        fs::write(&file, b"").unwrap();
        assert!(matches!(blobs.get(&name).await, Err(StoreError::Unreadable { .. })));
        blobs.put(b"hello".to_vec(), Kept::Plain).await.unwrap();
        assert_eq!(blobs.get(&name).await.unwrap().unwrap(), b"hello");
    }

    #[test]
    fn names_from_the_database_are_checked() {
        for name in [
            "",
            "zz",
            "../../etc/passwd",
            &HELLO[1..],
            &HELLO.to_uppercase(),
            &format!("{HELLO}.gz"),
            &format!("é{}", &HELLO[2..]),
        ] {
            assert_eq!(BlobName::parse(name), None, "{name}");
        }
        assert!(BlobName::parse(HELLO).is_some());
    }

    #[test]
    fn a_bucket_is_named_by_its_address() {
        assert!(Blobs::open("s3://pictures/of/cities").is_ok());
        assert!(matches!(Blobs::open("s3://"), Err(OpenError::Blobs { .. })));
    }
}
