//! Practices that come many at a time, as the rows of a table: what its columns mean, and what a row says. A row is read by
//! the rules of the form. Must not know which kind of file the table was read from, nor what became of a row before.

mod guess;
mod row;
mod target;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::{FieldError, FieldErrors};

pub use self::{
    row::{ImportedRow, read_rows},
    target::{Mapping, Target},
};

/// What a file may hold: rows, columns, and bytes, packed and unpacked (reliability: D9, D10).
pub const ROWS_MOST: usize = 5_000;
pub const COLUMNS_MOST: usize = 200;
pub const TABLE_BYTES_MOST: usize = 20 << 20;
pub const UNPACKED_MOST: usize = 100 << 20;
/// Of one cell; what a field may hold is less, and said at the cell.
pub const CELL_BYTES_MOST: usize = 64 << 10;

/// A table as it stands in a file, every cell as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub columns: Vec<String>,
    /// Without those that are empty.
    pub rows: Vec<TableRow>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableRow {
    /// As the program shows it in which the table was made: the names of the columns are row 1. Of documents, their order.
    pub number: u32,
    /// As many as there are columns.
    pub cells: Vec<String>,
    /// Why the row could not be read at all.
    pub fault: Option<FieldError>,
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    #[error("empty")]
    Empty,
    #[error("larger than a table may be")]
    TooLarge,
    #[error("unpacks to more than a table may be")]
    Bomb,
    #[error("more rows than {ROWS_MOST}")]
    TooManyRows,
    #[error("more columns than {COLUMNS_MOST}")]
    TooManyColumns,
    #[error("a cell that is too long, in row {0}")]
    CellTooLong(u32),
    #[error("no CSV, XLSX or zip of documents by its name and content")]
    OtherKind,
    #[error("text in no encoding that is known")]
    Encoding,
    #[error("cannot be opened")]
    Broken,
    #[error("locked with a password")]
    Locked,
    #[error("no filled-in template in it")]
    NoDocuments,
    #[error("column names and no rows")]
    NoRows,
}

impl TableFault {
    /// The phrase and its argument.
    #[must_use]
    pub fn phrase(self) -> (&'static str, Option<String>) {
        let megabytes = |bytes: usize| Some((bytes >> 20).to_string());
        match self {
            Self::Empty => ("error-table-empty", None),
            Self::TooLarge => ("error-table-too-large", megabytes(TABLE_BYTES_MOST)),
            Self::Bomb => ("error-table-bomb", megabytes(UNPACKED_MOST)),
            Self::TooManyRows => ("error-table-rows", Some(ROWS_MOST.to_string())),
            Self::TooManyColumns => ("error-table-columns", Some(COLUMNS_MOST.to_string())),
            Self::CellTooLong(row) => ("error-table-cell", Some(row.to_string())),
            Self::OtherKind => ("error-table-kind", None),
            Self::Encoding => ("error-table-encoding", None),
            Self::Broken => ("error-table-broken", None),
            Self::Locked => ("error-table-locked", None),
            Self::NoDocuments => ("error-table-no-documents", None),
            Self::NoRows => ("error-table-no-rows", None),
        }
    }

    /// As an error at a place of a form.
    #[must_use]
    pub fn at(self, place: &str) -> FieldErrors {
        let (phrase, most) = self.phrase();
        let arguments: Vec<(&str, String)> = most.into_iter().map(|most| ("most", most)).collect();
        let mut errors = FieldErrors::default();
        errors.add_with(place, phrase, &arguments);
        errors
    }
}

/// What became of a row, or would.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Not known before: it waits for an editor.
    New,
    /// Known, and says something else by now: it waits for an editor.
    Changed,
    /// Known, and says what it said.
    Same,
    /// Not filed; the faults say why.
    Refused,
}

impl Outcome {
    pub const ALL: [Self; 4] = [Self::New, Self::Changed, Self::Same, Self::Refused];

    /// As kept, and in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Same => "same",
            Self::Refused => "refused",
        }
    }
}

impl std::str::FromStr for Outcome {
    type Err = super::review::UnknownName;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|one| one.name() == name);
        found.ok_or_else(|| super::review::UnknownName(name.to_owned()))
    }
}

/// How many rows came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub new: usize,
    pub changed: usize,
    pub same: usize,
    pub refused: usize,
}

impl Tally {
    #[must_use]
    pub fn of(outcomes: impl Iterator<Item = Outcome>) -> Self {
        let mut tally = Self::default();
        for outcome in outcomes {
            *tally.count(outcome) += 1;
        }
        tally
    }

    const fn count(&mut self, outcome: Outcome) -> &mut usize {
        match outcome {
            Outcome::New => &mut self.new,
            Outcome::Changed => &mut self.changed,
            Outcome::Same => &mut self.same,
            Outcome::Refused => &mut self.refused,
        }
    }

    #[must_use]
    pub fn get(mut self, outcome: Outcome) -> usize {
        *self.count(outcome)
    }

    #[must_use]
    pub const fn all(self) -> usize {
        self.new + self.changed + self.same + self.refused
    }
}
