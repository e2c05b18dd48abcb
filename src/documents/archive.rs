//! Zip files from outside (APPNOTE 6.3): what they unpack to is counted while it is unpacked, and never believed.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::domain::import::{TableFault, UNPACKED_MOST};

/// Parts beyond these are not looked at.
const PARTS_MOST: usize = 20_000;

pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked of this file and of those in it.
    left: u64,
}

/// Why one part is not read.
#[derive(Debug)]
pub(super) enum PartFault {
    Broken,
    Locked,
    /// All that may be unpacked of the file is.
    Bomb,
}

impl<'a> Archive<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, TableFault> {
        Self::within(bytes, UNPACKED_MOST as u64)
    }

    /// One that lies in another.
    pub fn within(bytes: &'a [u8], left: u64) -> Result<Self, TableFault> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableFault::Broken)?;
        if zip.len() > PARTS_MOST {
            return Err(TableFault::Bomb);
        }
        Ok(Self { zip, left })
    }

    pub const fn left(&self) -> u64 {
        self.left
    }

    pub const fn take_from(&mut self, left: u64) {
        self.left = left;
    }

    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    pub fn names(&self) -> Vec<String> {
        self.zip.file_names().flatten().map(std::borrow::Cow::into_owned).collect()
    }

    pub fn part(&mut self, name: &str) -> Result<Vec<u8>, PartFault> {
        let part = self.zip.by_name(name).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(why) if why == zip::result::ZipError::PASSWORD_REQUIRED => {
                PartFault::Locked
            }
            _ => PartFault::Broken,
        })?;
        let mut bytes = Vec::new();
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| PartFault::Broken)?;
        match self.left.checked_sub(bytes.len() as u64) {
            Some(left) => self.left = left,
            None => return Err(PartFault::Bomb),
        }
        Ok(bytes)
    }

    /// Unpacks everything once, keeping nothing.
    pub fn check_size(&mut self) -> Result<(), TableFault> {
        for at in 0..self.zip.len() {
            let part = self.zip.by_index(at).map_err(|_| TableFault::Broken)?;
            let mut part = part.take(self.left + 1);
            let size = std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| TableFault::Broken)?;
            self.left = self.left.checked_sub(size).ok_or(TableFault::Bomb)?;
        }
        Ok(())
    }
}
