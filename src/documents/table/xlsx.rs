//! Office Open XML spreadsheets (ISO/IEC 29500-1, 18): the first sheet that is shown and holds anything, cell by cell. What a
//! formula came to when it was saved is read; nothing is worked out here.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetVisible, Xlsx, XlsxError};

use super::Gatherer;
use crate::domain::import::{COLUMNS_MOST, Table, TableFault};

/// More cells than any table within the bounds has.
const CELLS_MOST: usize = 1_000_000;

pub(super) fn read(bytes: &[u8]) -> Result<Table, TableFault> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    let shown = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible;
    let names: Vec<String> = book.sheets_metadata().iter().filter(shown).map(|sheet| sheet.name.clone()).collect();
    for name in names {
        let table = read_sheet(&mut book, &name)?;
        if !table.columns.is_empty() {
            return Ok(table);
        }
    }
    Err(TableFault::Empty)
}

/// The cells as they come, and never the rectangle that they span: two cells can span seventeen thousand million.
fn read_sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Table, TableFault> {
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A chart, or something else that is no sheet of cells.
        Err(XlsxError::WorksheetNotFound(_) | XlsxError::NotAWorksheet(_)) => return Ok(Table::default()),
        Err(error) => return Err(fault(&error)),
    };
    let mut table = Gatherer::default();
    let mut row: Vec<String> = Vec::new();
    let mut number = 0;
    let mut count = 0;
    while let Some(cell) = cells.next_cell().map_err(|error| fault(&error))? {
        count += 1;
        if count > CELLS_MOST {
            return Err(TableFault::TooManyRows);
        }
        let (at_row, at_column) = cell.get_position();
        if at_row + 1 != number {
            table.row(number, std::mem::take(&mut row))?;
            number = at_row + 1;
        }
        let text = text(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        let at = usize::try_from(at_column).unwrap_or(usize::MAX);
        if at >= COLUMNS_MOST {
            return Err(TableFault::TooManyColumns);
        }
        if row.len() <= at {
            row.resize(at + 1, String::new());
        }
        row[at] = text;
    }
    table.row(number, row)?;
    Ok(table.finish())
}

fn fault(error: &XlsxError) -> TableFault {
    match error {
        XlsxError::Password => TableFault::Locked,
        _ => TableFault::Broken,
    }
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(is_so) => is_so.to_string(),
        DataRef::DateTime(moment) => date(moment),
        DataRef::DateTimeIso(moment) => moment.split('T').next().unwrap_or_default().to_owned(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A day as the period parser reads it in any language; a duration stays a number.
fn date(moment: &ExcelDateTime) -> String {
    if !moment.is_datetime() {
        return moment.as_f64().to_string();
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}
