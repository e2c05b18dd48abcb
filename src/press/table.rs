//! Tables for spreadsheets: CSV as in RFC 4180, in UTF-8 with a byte order mark, without which common spreadsheet programs
//! read another encoding. A row is a practice in one of its languages. No cell runs as a formula (OWASP, "CSV Injection"; ASVS 1.2.10).

use std::borrow::Cow;

use super::{Practice, PressError, practice::STORY};
use crate::domain::Field;

/// The columns in their order; lists within a cell are parted by `; `.
pub const COLUMNS: [&str; 43] = [
    "id",
    "url",
    "title",
    "statement",
    "language",
    "original_language",
    "translation",
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
    "pictures",
    "picture_descriptions",
    "picture_credits",
    "picture_licences",
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
    any([COLUMNS.map(str::to_owned).to_vec()].into_iter())
}

/// Rows of any kind, with the byte order mark before them.
pub(super) fn any(rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, PressError> {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    bytes.extend(written(rows)?);
    Ok(bytes)
}

/// One row a practice in one language.
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

/// Some programs read the full-width signs as well.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// Where a program of another country, or one that takes no heed of quotation marks, begins the next cell.
const PARTED: [char; 4] = [';', '\t', '\r', '\n'];

/// A cell that a spreadsheet shows and does not run, in whichever way it parts the cells: a sign that would begin a formula
/// gets an apostrophe before it, at the start of the cell and behind a semicolon, a tab or a line end. A reader who knows the
/// rule can take it away again. A NUL would end the cell in some programs.
fn harmless(cell: &str) -> Cow<'_, str> {
    let cell: Cow<'_, str> = if cell.contains('\0') { cell.replace('\0', "").into() } else { cell.into() };
    let begins = cell.starts_with(['\t', '\r']);
    if !begins && !cell.contains(SIGNS) {
        return cell;
    }
    let mut safe = String::with_capacity(cell.len() + 2);
    if begins || cell.trim_start_matches([' ', '\u{a0}', '\u{feff}', '\n']).starts_with(SIGNS) {
        safe.push('\'');
    }
    let mut may_begin = false;
    for letter in cell.chars() {
        if may_begin && SIGNS.contains(&letter) {
            safe.push('\'');
        }
        // Blanks and quotation marks before a formula are passed over.
        may_begin = PARTED.contains(&letter) || (may_begin && matches!(letter, ' ' | '\u{a0}' | '\u{feff}' | '"'));
        safe.push(letter);
    }
    safe.into()
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
        it.translation.clone().unwrap_or_default(),
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
    type Told = fn(&super::Picture) -> &str;
    let of_pictures: [Told; 4] = [|it| &it.url, |it| &it.alt, |it| &it.credit, |it| &it.licence];
    cells.extend(of_pictures.map(|told| joined(it.pictures.iter().map(told).collect())));
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
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u{a0}@x", "＝1", "-", "\0=1"] {
            assert!(harmless(cell).starts_with('\''), "{cell:?}");
        }
        for cell in ["", "a=b", "2016–2018", "1-2", "'=1", "it's", "a; b", "one\ntwo", "a, -b", "a;b-c"] {
            assert_eq!(harmless(cell), cell);
        }
    }

    #[test]
    fn no_part_of_a_cell_runs_where_semicolons_part_them() {
        for (cell, safe) in [
            ("text;=HYPERLINK(\"https://evil.test\")", "text;'=HYPERLINK(\"https://evil.test\")"),
            ("Łódź; +1; -2;\u{a0}@x", "Łódź; '+1; '-2;\u{a0}'@x"),
            ("a;\"=1\"", "a;\"'=1\""),
            ("one\n=2\r\n-3\t@4", "one\n'=2\r\n'-3\t'@4"),
            ("\n=1", "'\n'=1"),
            ("a;＝1", "a;'＝1"),
        ] {
            assert_eq!(harmless(cell), safe);
        }
    }

    proptest::proptest! {
        /// However a program parts the table, none of its cells begins with a formula.
        #[test]
        fn whatever_is_written_no_program_runs_it(cell in "[ab;,\t\r\n =+@\"'-]{0,12}") {
            let bytes = written([vec!["1".to_owned(), cell]].into_iter()).expect("a table");
            let text = String::from_utf8(bytes).expect("a text");
            for parted in text.split([';', '\t', '\r', '\n']) {
                let begun = parted.trim_start_matches([' ', '\u{a0}', '"']);
                proptest::prop_assert!(!begun.starts_with(SIGNS), "{text:?}");
            }
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
