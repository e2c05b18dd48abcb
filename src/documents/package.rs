//! The packages that word processors read: ZIP files of XML (APPNOTE 6.3).

use std::io::{Cursor, Write as _};

use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::DocumentError;

/// Uncompressed, as the first part of an `OpenDocument` has to be; and without the hour, so that the same words are the
/// same bytes.
pub(super) fn package(parts: &[(&str, String)]) -> Result<Vec<u8>, DocumentError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default());
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        package.start_file(*name, options)?;
        package.write_all(content.as_bytes()).map_err(ZipError::Io)?;
    }
    Ok(package.finish()?.into_inner())
}
