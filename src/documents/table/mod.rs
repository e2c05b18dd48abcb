//! Tables as people send them: CSV, XLSX, or a zip of filled-in templates. Whatever the file holds, reading it ends: in a
//! table within the bounds of `domain::import`, or in a fault. Must not know what the columns mean.

mod csv;
mod encoding;
#[cfg(test)]
mod tests;
mod xlsx;

use super::{archive::Archive, filled};
use crate::domain::import::{COLUMNS_MOST, ROWS_MOST, TABLE_BYTES_MOST, Table, TableFault, TableRow};

/// How zip files and the binary files of older office programs begin.
const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Reads a file as what its content says it is; of what is plain text the name says that it is a table.
///
/// # Errors
/// Why it is not taken.
pub fn read_table(filename: &str, bytes: &[u8]) -> Result<Table, TableFault> {
    if bytes.is_empty() {
        return Err(TableFault::Empty);
    }
    if bytes.len() > TABLE_BYTES_MOST {
        return Err(TableFault::TooLarge);
    }
    let table = if bytes.starts_with(ZIP) {
        let mut archive = Archive::open(bytes)?;
        if archive.has("xl/workbook.xml") {
            // Every part is unpacked once to be counted, for the reader of spreadsheets does not count.
            archive.check_size()?;
            xlsx::read(bytes)?
        } else {
            filled::read_all(filename, bytes, archive)?
        }
    } else if bytes.starts_with(COMPOUND) {
        // A workbook with a password lies in one of these, too.
        return Err(TableFault::Locked);
    } else if is_text_by_name(filename) {
        csv::read(bytes)?
    } else {
        return Err(TableFault::OtherKind);
    };
    if table.columns.is_empty() {
        Err(TableFault::Empty)
    } else if table.rows.is_empty() {
        Err(TableFault::NoRows)
    } else {
        Ok(table)
    }
}

fn is_text_by_name(filename: &str) -> bool {
    let ending = filename.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    matches!(ending.as_str(), "csv" | "tsv" | "tab" | "txt")
}

/// Puts a table together, row by row: the first that is not empty names the columns.
#[derive(Default)]
struct Gatherer {
    table: Table,
    /// Columns that hold anything, named or not.
    width: usize,
}

impl Gatherer {
    fn row(&mut self, number: u32, mut cells: Vec<String>) -> Result<(), TableFault> {
        while cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(());
        }
        if cells.len() > COLUMNS_MOST {
            return Err(TableFault::TooManyColumns);
        }
        if cells.iter().any(|cell| cell.len() > crate::domain::import::CELL_BYTES_MOST) {
            return Err(TableFault::CellTooLong(number));
        }
        self.width = self.width.max(cells.len());
        if self.table.columns.is_empty() {
            self.table.columns = cells.into_iter().map(|name| name.trim().to_owned()).collect();
            return Ok(());
        }
        if self.table.rows.len() == ROWS_MOST {
            return Err(TableFault::TooManyRows);
        }
        self.table.rows.push(TableRow { number, cells, fault: None });
        Ok(())
    }

    /// Columns without a name have the letters that spreadsheets give them.
    fn finish(mut self) -> Table {
        self.table.columns.resize(self.width, String::new());
        for (at, name) in self.table.columns.iter_mut().enumerate().filter(|(_, name)| name.is_empty()) {
            *name = letters(at);
        }
        for row in &mut self.table.rows {
            row.cells.resize(self.width, String::new());
        }
        self.table
    }
}

/// `A`, `B`, … `Z`, `AA`.
fn letters(at: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    if at < 26 { letter.to_string() } else { format!("{}{letter}", letters(at / 26 - 1)) }
}
