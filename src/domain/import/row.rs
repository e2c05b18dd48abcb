//! A row becomes a draft by what its columns are taken for; the one parser of drafts and the rules of the form say what is
//! wrong with it.

use std::collections::HashMap;

use super::{Mapping, Table, TableRow, Target};
use crate::domain::{
    Country, Draft, Field, FieldErrors, LanguageTag, Record, Vocabulary,
    fold::name_key,
    rules::{self, For, Place, Requirement},
};

/// What a row says.
#[derive(Clone, Debug)]
pub struct ImportedRow {
    pub number: u32,
    /// Names the practice within its list, for ever: by its id, or else by title, city and country.
    pub key: String,
    /// Its own page, where a column names one; else empty.
    pub address: String,
    pub draft: Draft,
    pub record: Record,
    /// Why it cannot be taken; empty when it can.
    pub faults: FieldErrors,
}

/// All rows. Of several that are the same practice the first counts.
#[must_use]
pub fn read_rows(table: &Table, mapping: &Mapping, vocabulary: &Vocabulary<'_>) -> Vec<ImportedRow> {
    let mut first: HashMap<String, u32> = HashMap::new();
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let mut read = read_row(row, mapping, vocabulary);
        let number = *first.entry(read.key.clone()).or_insert(read.number);
        if number != read.number && row.fault.is_none() {
            let place = if mapping.column(Target::Id).is_some() { "id" } else { Field::Title.name() };
            read.faults.0.insert(0, fault(place, "error-table-twice", "row", number));
        }
        rows.push(read);
    }
    rows
}

fn fault(place: &str, phrase: &str, name: &str, value: u32) -> crate::domain::FieldError {
    crate::domain::FieldError {
        place: place.to_owned(),
        phrase: phrase.to_owned(),
        arguments: vec![(name.to_owned(), value.to_string())],
    }
}

fn read_row(row: &TableRow, mapping: &Mapping, vocabulary: &Vocabulary<'_>) -> ImportedRow {
    let cells = Cells { row, mapping };
    let draft = cells.draft();
    let (record, mut faults) = draft.read(vocabulary);
    if let Some(fault) = &row.fault {
        faults.0 = vec![fault.clone()];
    } else {
        // Contact and consent belong to whoever brings the table.
        for missing in rules::errors(&rules::needed(For::Submit, &record, true, true, &Requirement::full())).0 {
            let is_person = [Place::Contact, Place::Consent].iter().any(|place| place.name() == missing.place);
            if !is_person && faults.at(&missing.place).is_none() {
                faults.0.push(missing);
            }
        }
        faults.in_order_of_the_form();
    }
    let address = cells.address();
    if address.is_none() {
        faults.add("address", "error-table-address");
    }
    let key = cells.key(&record);
    ImportedRow { number: row.number, key, address: address.unwrap_or_default(), draft, record, faults }
}

struct Cells<'a> {
    row: &'a TableRow,
    mapping: &'a Mapping,
}

impl Cells<'_> {
    fn text(&self, target: Target) -> String {
        let cell = self.mapping.column(target).and_then(|at| self.row.cells.get(at));
        cell.map(|cell| unguarded(cell).trim().to_owned()).unwrap_or_default()
    }

    fn draft(&self) -> Draft {
        let mut draft = Draft::default();
        for field in Field::ALL.iter().copied() {
            let text = self.text(Target::Field(field));
            let text = match field {
                Field::Cities => self.cities(&text),
                Field::Period if text.is_empty() => self.period(),
                Field::Partners | Field::Links => one_a_line(&text),
                _ => text,
            };
            draft.set(field, text);
        }
        if draft.get(Field::Language).is_empty() {
            let story = [Field::Title, Field::Summary, Field::Purpose, Field::Process].map(|field| draft.get(field));
            if let Some(language) = LanguageTag::guess(&story.join("\n")) {
                draft.set(Field::Language, language.as_str());
            }
        }
        draft
    }

    /// Each city with its country, where a column of its own names as many countries as there are cities, or one for all.
    fn cities(&self, text: &str) -> String {
        let countries = self.text(Target::Country);
        let countries: Vec<&str> = parts(&countries).collect();
        let named = |country: &str| {
            Country::find(country).map_or_else(|| country.to_owned(), |country| country.code().to_owned())
        };
        let cities: Vec<&str> = parts(text).collect();
        if cities.is_empty() {
            return countries.join("\n");
        }
        let with = |(at, city): (usize, &&str)| {
            let country = match countries.as_slice() {
                [only] => Some(*only),
                all if all.len() == cities.len() => all.get(at).copied(),
                _ => None,
            };
            match country {
                Some(country) if !city.contains([',', '(']) => format!("{city}, {}", named(country)),
                _ => (*city).to_owned(),
            }
        };
        cities.iter().enumerate().map(with).collect::<Vec<_>>().join("\n")
    }

    fn period(&self) -> String {
        let (from, to) = (self.text(Target::From), self.text(Target::To));
        let is_year = from.len() == 4 && from.bytes().all(|byte| byte.is_ascii_digit());
        match (from.as_str(), to.as_str()) {
            ("", to) => to.to_owned(),
            // Said in no language.
            (from, "") if is_year => format!("{from}-"),
            (from, "") => format!("since {from}"),
            (from, to) if from == to => from.to_owned(),
            (from, to) => format!("{from} – {to}"),
        }
    }

    /// None where there is one that is no web address.
    fn address(&self) -> Option<String> {
        let text = self.text(Target::Address);
        if text.is_empty() {
            return Some(text);
        }
        crate::domain::record::Link::read(&text).map(|link| link.url)
    }

    fn key(&self, record: &Record) -> String {
        let id = self.text(Target::Id);
        if !id.is_empty() {
            return format!("id:{id}");
        }
        let city = record.cities.first();
        let name = city.map(|city| name_key(&city.name)).unwrap_or_default();
        let country = city.and_then(|city| city.country).map(|country| country.code().to_owned()).unwrap_or_default();
        format!("name:{}|{name}|{country}", name_key(&record.title))
    }
}

/// The entries of a list in one cell.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', ';']).map(str::trim).filter(|part| !part.is_empty())
}

/// Our tables part the entries of a list by `; `, where the form has a line for each.
fn one_a_line(text: &str) -> String {
    if text.contains('\n') { text.to_owned() } else { text.split("; ").collect::<Vec<_>>().join("\n") }
}

/// Without the apostrophes that our tables set before what a spreadsheet would run as a formula.
fn unguarded(cell: &str) -> String {
    const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let mut plain = String::with_capacity(cell.len());
    let mut may_begin = true;
    let mut letters = cell.chars().peekable();
    while let Some(letter) = letters.next() {
        if may_begin && letter == '\'' {
            let ahead = letters.peek().copied();
            if ahead.is_some_and(|next| SIGNS.contains(&next) || matches!(next, '\t' | '\r' | '\n' | ' ' | '\u{a0}')) {
                may_begin = false;
                continue;
            }
        }
        may_begin = matches!(letter, ';' | '\t' | '\r' | '\n')
            || (may_begin && matches!(letter, ' ' | '\u{a0}' | '\u{feff}' | '"'));
        plain.push(letter);
    }
    plain
}
