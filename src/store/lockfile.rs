//! One process owns an SQLite file (reliability: F19): its workers take every unfinished job at start for their own.

use std::{
    ffi::OsString,
    fs::{File, OpenOptions, TryLockError},
    io::{Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
    process,
};

use super::OpenError;

/// Held as long as the store is open; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct LockFile {
    _held: File,
}

impl LockFile {
    /// Takes the lock beside a database file.
    ///
    /// # Errors
    /// When another process has it, or the folder cannot be written.
    pub(super) fn take(database: &Path) -> Result<Self, OpenError> {
        let path = beside(database);
        let unusable = |why| OpenError::Folder { path: path.display().to_string(), why };
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut owner = String::new();
                // Only to name the owner: what cannot be read is left out.
                let _ = file.take(20).read_to_string(&mut owner);
                return Err(OpenError::InUse { path: database.display().to_string(), owner: owner.trim().to_owned() });
            }
            Err(TryLockError::Error(why)) => return Err(unusable(why)),
        }
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", process::id()))
            .map_err(unusable)?;
        Ok(Self { _held: file })
    }
}

fn beside(database: &Path) -> PathBuf {
    let mut name = OsString::from(database);
    name.push(".lock");
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_holds_the_lock_and_the_other_is_told_who() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("a.db");
        let first = LockFile::take(&database).unwrap();
        let refused = LockFile::take(&database).unwrap_err().to_string();
        assert!(refused.contains(&process::id().to_string()), "{refused}");
        drop(first);
        LockFile::take(&database).unwrap();
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let refused = LockFile::take(Path::new("/nowhere/at/all/a.db")).unwrap_err().to_string();
        assert!(refused.contains("/nowhere/at/all/a.db.lock"), "{refused}");
    }
}
