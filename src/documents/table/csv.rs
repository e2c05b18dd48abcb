//! CSV (RFC 4180) as programs of all countries write it: parted by commas, semicolons or tabs.

use csv::{Reader, ReaderBuilder};

use super::{Gatherer, encoding};
use crate::domain::import::{COLUMNS_MOST, Table, TableFault};

const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
/// Rows looked at to tell the separator.
const LOOKED_AT: usize = 10;

pub(super) fn read(bytes: &[u8]) -> Result<Table, TableFault> {
    let text = encoding::text(bytes)?;
    let (stated, text) = stated_separator(&text);
    let separator = stated.unwrap_or_else(|| separator_of(text));
    let mut table = Gatherer::default();
    for (at, record) in reader(separator, text).records().enumerate() {
        let record = record.map_err(|_| TableFault::Broken)?;
        let number = u32::try_from(at + 1 + usize::from(stated.is_some())).unwrap_or(u32::MAX);
        if record.len() > COLUMNS_MOST && record.iter().skip(COLUMNS_MOST).any(|cell| !cell.trim().is_empty()) {
            return Err(TableFault::TooManyColumns);
        }
        table.row(number, record.iter().take(COLUMNS_MOST).map(str::to_owned).collect())?;
    }
    Ok(table.finish())
}

fn reader(separator: u8, text: &str) -> Reader<&[u8]> {
    ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes())
}

/// A first line `sep=;` is how spreadsheet programs are told.
fn stated_separator(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.trim().strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) => (Some(*separator), rest),
        _ => (None, text),
    }
}

/// By which most of the first rows have as many cells as there are names; of two, the one that makes more. Of a single name
/// nothing can be told but how many cells the rows would have.
fn separator_of(text: &str) -> u8 {
    let worth = |separator: u8| {
        let mut widths = reader(separator, text).into_records().take(LOOKED_AT).flatten().map(|record| record.len());
        let names = widths.next().unwrap_or(0);
        if names > 1 {
            (true, widths.filter(|width| *width == names).count(), names)
        } else {
            (false, widths.max().unwrap_or(0), names)
        }
    };
    SEPARATORS.into_iter().rev().max_by_key(|separator| worth(*separator)).unwrap_or(b',')
}
