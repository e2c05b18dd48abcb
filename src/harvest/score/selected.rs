//! How well rules do: two sets of pages that come with selectors of their own, run as a source's rules are.
//!
//! participedia-2016 names a selector for each field in `selectors.json`; selector-rules names some for each page
//! ([`super::translated`]).

use std::{collections::BTreeMap, fs, io, path::Path};

use serde_json::Value;
use url::Url;

use super::{
    Report, Row, Sample,
    measure::{Tally, overlap, words},
    translated,
    truth::{Case, Truth, cases},
};
use crate::{
    domain::{
        CleanText, Draft, Field, SourceSettings,
        field::Limit,
        source::{FieldRule, ListingRules, Part, SourceKind},
    },
    harvest::{
        extract::{self, Extract},
        prose::collapse,
        rules::Rules,
    },
};

const PARTICIPEDIA: &str = "practice-sites/participedia-2016";
const OTHERS: &str = "practice-sites/selector-rules";

/// What a field of the set is compared as, with a field of ours that holds such texts.
#[derive(Clone, Copy)]
enum As {
    Line,
    List,
    Text,
}

/// The set's fields, by the reading that gives them: a record of ours has fewer fields than one of theirs.
const READINGS: [&[(&str, Field, As)]; 3] = [
    &[
        ("title", Field::Title, As::Line),
        ("created", Field::Statement, As::Line),
        ("kind", Field::Lead, As::Line),
        ("start_date", Field::Period, As::Line),
        ("end_date", Field::Status, As::Line),
        ("language", Field::Language, As::Line),
        ("methods", Field::Partners, As::List),
        ("issue_areas", Field::Cities, As::List),
        ("scope", Field::Topics, As::List),
        ("text", Field::Process, As::Text),
    ],
    &[
        ("country", Field::Statement, As::Line),
        ("city", Field::Lead, As::Line),
        ("region", Field::Period, As::Line),
        ("funder", Field::Status, As::Line),
        ("sponsor", Field::Language, As::Line),
        ("purpose", Field::Partners, As::List),
        ("participants", Field::Cities, As::List),
        ("tags", Field::Topics, As::List),
    ],
    &[
        ("changed", Field::Statement, As::Line),
        ("budget", Field::Lead, As::Line),
        ("sector", Field::Partners, As::List),
    ],
];

/// Of a long text so much must be there; marks of Markdown take some of a field's bytes.
const ALIKE: f64 = 0.98;

/// Reads both sets by their own selectors.
pub(super) fn score(root: &Path, sample: &Sample, report: &mut Report) -> io::Result<()> {
    for (folder, rows) in
        [(PARTICIPEDIA, participedia as fn(&Path, &Sample) -> io::Result<Vec<Row>>), (OTHERS, translated::rows)]
    {
        if root.join(folder).join("truth.jsonl").is_file() {
            report.rows.extend(rows(&root.join(folder), sample)?);
        } else if !report.missing.iter().any(|missing| missing == folder) {
            report.missing.push(folder.to_owned());
        }
    }
    Ok(())
}

pub(super) fn sampled(folder: &Path, sample: &Sample) -> io::Result<Vec<Case>> {
    Ok(cases(folder)?.into_iter().step_by(sample.every.max(1)).collect())
}

fn participedia(folder: &Path, sample: &Sample) -> io::Result<Vec<Row>> {
    let selectors: BTreeMap<String, Value> = serde_json::from_str(&fs::read_to_string(folder.join("selectors.json"))?)?;
    let empty = selectors.get("_empty_value").and_then(Value::as_str).unwrap_or_default();
    let mut compiled = Vec::new();
    for fields in READINGS {
        let rule = |name: &str, kind: As| {
            let selector = selectors.get(if name == "text" { "body" } else { name }).and_then(Value::as_str);
            selector.map(|selector| rule_of(selector, kind, empty))
        };
        let fields = fields.iter().filter_map(|(name, field, kind)| Some((*field, vec![rule(name, *kind)?])));
        compiled.push(compile(fields.collect(), Vec::new())?);
    }
    let mut tallies: BTreeMap<&'static str, Tally> = BTreeMap::new();
    for case in sampled(folder, sample)? {
        let html = case.text()?;
        let code = code_of(&html, selectors.get("body").and_then(Value::as_str).unwrap_or("body"));
        for (rules, fields) in compiled.iter().zip(READINGS) {
            let draft = read(rules, &html, &case.url).draft;
            for (name, field, kind) in fields {
                let tally = tallies.entry(name).or_default();
                let wanted = case.truth.stated.get(*name);
                match (wanted, kind) {
                    (Some(Value::String(wanted)), As::Text) => {
                        compare_text(wanted, &code, draft.get(*field), &case.truth, tally);
                    }
                    _ => compare(wanted, &draft, *field, *kind, &case.truth, tally),
                }
            }
        }
    }
    let row = |(name, tally)| Row::of_field("practice pages by their selectors", name, Some(1.0), tally);
    Ok(tallies.into_iter().map(row).collect())
}

/// One of the set's selectors as a rule: CSS, an attribute behind `@`, or the text after a label.
fn rule_of(selector: &str, kind: As, empty: &str) -> FieldRule {
    if let Some(label) = selector.strip_prefix("label:contains('").and_then(|rest| rest.split('\'').next()) {
        return FieldRule::Pattern { pattern: format!(r"(?m)^{label}\s+(\S.*)$"), from: Part::Page };
    }
    let (select, attribute) = match selector.split_once('@') {
        Some((select, attribute)) => (select, Some(attribute.to_owned())),
        None => (selector, None),
    };
    // What databases write where nobody has written anything begins with a bracket.
    let pattern = match (&attribute, kind) {
        (Some(_), _) => Some(r"node-type-(\w+)".to_owned()),
        (None, As::Text) => None,
        (None, As::Line | As::List) => {
            empty.chars().next().map(|first| format!(r"(?m)^([^{}\n].*)$", regex::escape(&first.to_string())))
        }
    };
    FieldRule::Select { select: select.to_owned(), attribute, pattern, from: Part::Page }
}

fn compare(wanted: Option<&Value>, draft: &Draft, field: Field, kind: As, truth: &Truth, tally: &mut Tally) {
    let found = draft.get(field);
    match (wanted, kind) {
        (Some(Value::Array(wanted)), As::List) => {
            let mut wanted: Vec<String> = wanted.iter().filter_map(Value::as_str).map(collapse).collect();
            let mut lines: Vec<String> = found.lines().map(collapse).collect();
            for all in [&mut wanted, &mut lines] {
                all.sort();
                all.dedup();
            }
            tally.is(wanted == lines, truth, &wanted.join("; "), &lines.join("; "));
        }
        (Some(Value::String(wanted)), As::Line) => {
            tally.is(collapse(wanted) == collapse(found), truth, wanted, found);
        }
        _ => {}
    }
}

/// A text stated as empty is right when there is none.
fn compare_text(wanted: &str, code: &[String], found: &str, truth: &Truth, tally: &mut Tally) {
    // A soft hyphen says where a word may be broken: it is no part of the word, and we do not keep it.
    let mut wanted = words(&wanted.replace('\u{ad}', ""));
    for word in code {
        if let Some(at) = wanted.iter().position(|other| other == word) {
            wanted.swap_remove(at);
        }
    }
    let plain = words(&CleanText::from_markdown(found).plain());
    let (precision, recall) = overlap(&wanted, &plain);
    // A field holds so much and no more.
    let is_full = found.len() * 10 > Limit::BYTES * 9;
    let is_alike = precision >= ALIKE && (recall >= ALIKE || is_full);
    let alike = format!("precision {precision:.3}, recall {recall:.3}");
    tally.is(is_alike || wanted.is_empty() && plain.is_empty(), truth, "the text", &alike);
}

/// The words of the scripts in a text: the set's authors took them for words of the text, and no record may hold them.
fn code_of(html: &str, body: &str) -> Vec<String> {
    let Ok(scripts) = scraper::Selector::parse(&format!("{body} script")) else { return Vec::new() };
    let page = scraper::Html::parse_document(html);
    let code: Vec<String> = page.select(&scripts).map(|script| script.text().collect()).collect();
    words(&code.join("\n"))
}

pub(super) fn compile(fields: BTreeMap<Field, Vec<FieldRule>>, published: Vec<FieldRule>) -> io::Result<Rules> {
    let listing = ListingRules { card: None, link: "a".to_owned(), pagination: None };
    let kind = SourceKind::Pages { listing };
    let mut settings = SourceSettings::of_kind(kind, "pages", "https://partner.example/", "nobody");
    settings.fields = fields;
    settings.published = published;
    // A record needs a title.
    settings
        .fields
        .entry(Field::Title)
        .or_insert_with(|| vec![FieldRule::Constant { constant: "untitled".to_owned() }]);
    Rules::compile(&settings).map_err(|errors| io::Error::other(format!("the set's selectors: {errors:?}")))
}

/// What is refused gives nothing.
pub(super) fn read(rules: &Rules, html: &str, url: &Url) -> Extract {
    extract::page(rules, html, url, None).unwrap_or_default()
}
