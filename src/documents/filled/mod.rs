//! Templates that were filled in: the answers under the questions, whatever a word processor made of the rest. Each document
//! is a row of a table whose columns are the fields. Must not know the words of the questions but for what fields are called.

mod docx;
mod odt;
mod paragraphs;

use self::paragraphs::{Paragraph, answers};
use super::archive::{Archive, PartFault};
use crate::domain::{
    Draft, Field, FieldError,
    import::{ROWS_MOST, Table, TableFault, TableRow},
};

const DOCX: &str = "word/document.xml";
const ODT: &str = "content.xml";
/// The first column: where the answers came from.
const FILE: &str = "file";

/// The documents of a zip file; or the one document that the file is.
pub(super) fn read_all(filename: &str, bytes: &[u8], mut archive: Archive<'_>) -> Result<Table, TableFault> {
    if archive.has(DOCX) || archive.has(ODT) {
        let row = row(1, filename, read_one(bytes, archive.left()).map(|(draft, _)| draft));
        return Ok(table(vec![row]));
    }
    let mut names: Vec<String> = archive.names().into_iter().filter(|name| is_somebodys(name)).collect();
    names.sort();
    if names.len() > ROWS_MOST {
        return Err(TableFault::TooManyRows);
    }
    let mut rows = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let read = archive.part(name).and_then(|document| read_one(&document, archive.left()));
        let read = match read {
            Err(PartFault::Bomb) => return Err(TableFault::Bomb),
            Ok((draft, left)) => {
                archive.take_from(left);
                Ok(draft)
            }
            Err(fault) => Err(fault),
        };
        rows.push(row(u32::try_from(at + 1).unwrap_or(u32::MAX), name, read));
    }
    if rows.iter().all(|row| row.fault.is_some()) {
        return Err(TableFault::NoDocuments);
    }
    Ok(table(rows))
}

/// Not a folder, nor what programs leave beside people's files.
fn is_somebodys(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    !last.is_empty() && !last.starts_with(['.', '~']) && !name.starts_with("__MACOSX/") && last != "Thumbs.db"
}

/// The answers of one document, and how many bytes may still be unpacked.
fn read_one(bytes: &[u8], left: u64) -> Result<(Draft, u64), PartFault> {
    let mut archive = Archive::within(bytes, left).map_err(|_| PartFault::Broken)?;
    let paragraphs = if archive.has(DOCX) {
        docx::paragraphs(&utf8(archive.part(DOCX)?)?)
    } else {
        let styles = if archive.has("styles.xml") { utf8(archive.part("styles.xml")?)? } else { String::new() };
        odt::paragraphs(&utf8(archive.part(ODT)?)?, &styles)
    };
    Ok((answers(&paragraphs), archive.left()))
}

fn utf8(bytes: Vec<u8>) -> Result<String, PartFault> {
    String::from_utf8(bytes).map_err(|_| PartFault::Broken)
}

fn table(rows: Vec<TableRow>) -> Table {
    let fields = Field::ALL.iter().map(|field| field.name().to_owned());
    Table { columns: std::iter::once(FILE.to_owned()).chain(fields).collect(), rows }
}

fn row(number: u32, file: &str, read: Result<Draft, PartFault>) -> TableRow {
    let is_empty = read.as_ref().is_ok_and(|draft| draft.fields().next().is_none());
    let phrase = match &read {
        Ok(_) if is_empty => Some("error-table-document-empty"),
        Ok(_) => None,
        Err(PartFault::Locked) => Some("error-table-document-locked"),
        Err(PartFault::Broken | PartFault::Bomb) => Some("error-table-document"),
    };
    let fault =
        phrase.map(|phrase| FieldError { place: FILE.to_owned(), phrase: phrase.to_owned(), arguments: Vec::new() });
    let draft = read.unwrap_or_default();
    let answers = Field::ALL.iter().map(|field| draft.get(*field).to_owned());
    TableRow { number, cells: std::iter::once(file.to_owned()).chain(answers).collect(), fault }
}
