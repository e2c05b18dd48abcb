//! The rows of a table that were not taken, to be put right and brought again: as they came, each with the reason.

use std::collections::BTreeMap;

use super::{PressError, table::any};
use crate::{
    domain::{
        Field, FieldErrors, Lang,
        import::{Mapping, Table},
    },
    text,
};

/// The last column. In a table that comes back it is passed over.
const REASON: &str = "reason";

/// CSV as our other tables are: the columns of the table and the reason. `faults` by the number of the row.
pub fn refused_table(
    table: &Table,
    mapping: &Mapping,
    faults: &BTreeMap<u32, FieldErrors>,
    lang: Lang,
) -> Result<Vec<u8>, PressError> {
    let is_kept = |at: &usize| table.columns.get(*at).is_some_and(|name| name != REASON);
    let kept = |cells: &[String], last: String| -> Vec<String> {
        let cells = cells.iter().enumerate().filter(|(at, _)| is_kept(at)).map(|(_, cell)| cell.clone());
        cells.chain([last]).collect()
    };
    let head = kept(&table.columns, REASON.to_owned());
    let rows = table.rows.iter().filter_map(|row| {
        let faults = faults.get(&row.number)?;
        let reasons: Vec<String> = fault_words(table, mapping, faults, lang);
        Some(kept(&row.cells, reasons.join("\n")))
    });
    any(std::iter::once(head).chain(rows))
}

/// Each fault with the column it is about, as the table calls it: `Status: “perhaps” is not one of the answers: …`
#[must_use]
pub fn fault_words(table: &Table, mapping: &Mapping, faults: &FieldErrors, lang: Lang) -> Vec<String> {
    let words = |fault: &crate::domain::FieldError| {
        let column = mapping.place_of(&fault.place).and_then(|at| table.columns.get(at)).cloned();
        let label =
            || fault.place.parse::<Field>().ok().map(|field| text::phrase::<&str, &str>(lang, field.label(), &[]));
        let place = column.or_else(label).unwrap_or_else(|| fault.place.clone());
        let said = text::field_error(lang, fault);
        text::phrase(lang, "desk-import-fault", &[("column", place.as_str()), ("said", said.as_str())])
    };
    faults.0.iter().map(words).collect()
}
