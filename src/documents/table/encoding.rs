//! The text of a file whose encoding nobody states: as spreadsheet programs write it.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::domain::import::TableFault;

/// UTF-8 and UTF-16 with a byte order mark or without, else Windows-1252, which is what spreadsheet programs of western
/// Europe write. What none of them can be is not guessed at: a wrong letter in every name is worse than no table.
pub(super) fn text(bytes: &[u8]) -> Result<String, TableFault> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) => UTF_8,
        None => utf16_without_mark(bytes).unwrap_or(WINDOWS_1252),
    };
    let (text, _, is_broken) = encoding.decode(bytes);
    // The bytes that Windows-1252 has no letter for, and what no text holds.
    let is_control =
        |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{85}' | '\u{b}' | '\u{c}');
    if is_broken || text.contains(is_control) {
        return Err(TableFault::Encoding);
    }
    Ok(text.into_owned())
}

/// Of the first letters most are of scripts whose upper byte is nought, in the names of columns at least.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(200) & !1];
    let noughts = |from: usize| start.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count() * 4 > start.len();
    match (noughts(0), noughts(1)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}
