//! Tables for spreadsheets: CSV as in RFC 4180, in UTF-8 with a byte order mark, without which common spreadsheet programs
//! read another encoding. No cell runs as a formula (OWASP, "CSV Injection"; ASVS 1.2.10).

use std::borrow::Cow;

use super::{Practice, PressError, practice::STORY};
use crate::domain::Field;

/// The columns in their order; lists within a cell are parted by `; `.
pub const COLUMNS: [&str; 38] = [
    "id",
    "url",
    "title",
    "statement",
    "language",
    "original_language",
    "translations",
    "cities",
    "city_slugs",
    "countries",
    "country_codes",
    "period",
    "period_as_written",
    "period_edtf",
    "first_year",
    "last_year",
    "status",
    "topics",
    "topic_slugs",
    "collections",
    "lead",
    "partners",
    "summary",
    "purpose",
    "rationale",
    "process",
    "impact",
    "evaluation",
    "difficulties",
    "advice",
    "beneficiaries",
    "funding",
    "links",
    "source",
    "licence",
    "published_at",
    "updated_at",
    "confirmed_at",
];

/// Media type of [`head`] followed by [`rows`].
pub const MEDIA_TYPE: &str = "text/csv; charset=utf-8; header=present";

/// The byte order mark and the row of names.
pub fn head() -> Result<Vec<u8>, PressError> {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    bytes.extend(written([COLUMNS.map(str::to_owned).to_vec()].into_iter())?);
    Ok(bytes)
}

/// One row a practice.
pub fn rows<'a>(practices: impl Iterator<Item = &'a Practice>) -> Result<Vec<u8>, PressError> {
    written(practices.map(cells))
}

fn written(rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, PressError> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|error| PressError::Write(error.into_error()))
}

/// A cell that a spreadsheet shows and does not run. Only characters that begin a formula get the quote before them, so a
/// reader who knows the rule can take it away again; a NUL would end the cell in some programs.
fn harmless(cell: &str) -> Cow<'_, str> {
    let cell: Cow<'_, str> = if cell.contains('\0') { cell.replace('\0', "").into() } else { cell.into() };
    // Some programs skip white space, and read the full-width signs, before they look for a formula.
    let first = cell.trim_start_matches([' ', '\u{a0}', '\u{feff}', '\n']).chars().next();
    let runs = cell.starts_with(['\t', '\r'])
        || first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠'));
    if runs { format!("'{cell}").into() } else { cell }
}

fn cells(it: &Practice) -> Vec<String> {
    let joined = |items: Vec<&str>| items.join("; ");
    let period = |of: &dyn Fn(&super::Dates) -> String| it.period.as_ref().map(of).unwrap_or_default();
    let year = |year: Option<i16>| year.map(|year| year.to_string()).unwrap_or_default();
    let part = |field: Field| it.part(field).map(|part| part.text.plain()).unwrap_or_default();
    let mut cells = vec![
        it.id.to_string(),
        it.url.clone(),
        it.title.clone(),
        it.statement.clone(),
        it.language.clone(),
        it.original_language.clone().unwrap_or_default(),
        it.translations.join("; "),
        joined(it.cities.iter().map(|city| city.name.as_str()).filter(|name| !name.is_empty()).collect()),
        joined(it.cities.iter().filter_map(|city| city.slug.as_deref()).collect()),
        joined(it.countries().into_iter().map(|(_, name)| name).collect()),
        joined(it.countries().into_iter().map(|(code, _)| code).collect()),
        period(&|dates| dates.shown.clone()),
        period(&|dates| dates.written.clone()),
        period(&|dates| dates.edtf.clone().unwrap_or_default()),
        period(&|dates| year(dates.first_year)),
        period(&|dates| year(dates.last_year)),
        it.status.clone().unwrap_or_default(),
        joined(it.topics.iter().map(|topic| topic.name.as_str()).collect()),
        joined(it.topics.iter().map(|topic| topic.slug.as_str()).collect()),
        joined(it.collections.iter().map(|collection| collection.title.as_str()).collect()),
        it.lead.clone(),
        it.partners.join("; "),
    ];
    cells.extend(STORY.into_iter().chain([Field::Beneficiaries, Field::Funding]).map(part));
    cells.push(joined(it.links.iter().map(|link| link.url.as_str()).collect()));
    cells.push(it.source.as_ref().map(|source| source.url.clone()).unwrap_or_default());
    cells.push(it.licence.as_ref().map(|licence| licence.url.clone()).unwrap_or_default());
    cells.extend([&it.published_at, &it.updated_at, &it.confirmed_at].map(|at| at.clone().unwrap_or_default()));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_runs_as_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u{a0}@x", "\n=1", "＝1", "-", "\0=1"] {
            assert!(harmless(cell).starts_with('\''), "{cell:?}");
        }
        for cell in ["", "a=b", "2016–2018", "1-2", "'=1", "it's"] {
            assert_eq!(harmless(cell), cell);
        }
    }

    #[test]
    fn quotes_line_ends_and_separators_stay_in_their_cell() {
        let row = ["a\"b", "c\nd", "e;f", "g,h", ""].map(str::to_owned).to_vec();
        let bytes = written([row].into_iter()).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "\"a\"\"b\",\"c\nd\",e;f,\"g,h\",\r\n");
    }

    #[test]
    fn every_row_has_a_cell_for_every_column() {
        assert_eq!(cells(&crate::press::practice::tests::a_practice()).len(), COLUMNS.len());
    }
}
