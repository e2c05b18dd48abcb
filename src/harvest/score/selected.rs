//! How well rules do: two sets of pages that come with selectors of their own, run as a source's rules are.
//!
//! participedia-2016 names a selector for each field in `selectors.json`; selector-rules names some for each page, in the
//! words of another program (postlight/parser), which are put in ours: that program calls `property` and `content` of a
//! `meta` element `name` and `value`, and takes "by" off an author's name.

use std::{collections::BTreeMap, fs, io, path::Path};

use serde_json::Value;
use url::Url;

use super::{
    Report, Row, Sample,
    measure::{Tally, overlap, words},
    truth::{Case, Truth, cases},
};
use crate::{
    domain::{
        CleanText, Draft, Field, SourceSettings, Timestamp,
        field::Limit,
        fold::name_key,
        source::{FieldRule, ListingRules, Part, SourceKind},
    },
    harvest::{
        extract::{self, Extract},
        moment::read_moment,
        prose::collapse,
        rules::Rules,
    },
};

const PARTICIPEDIA: &str = "practice-sites/participedia-2016";
const OTHERS: &str = "practice-sites/selector-rules";

const SET: &str = "pages by another program's rules";

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
        ("changed", Field::Lead, As::Line),
        ("start_date", Field::Period, As::Line),
        ("end_date", Field::Status, As::Line),
        ("language", Field::Language, As::Line),
        ("methods", Field::Partners, As::List),
        ("issue_areas", Field::Cities, As::List),
        ("scope", Field::Topics, As::List),
        ("text", Field::Process, As::Text),
    ],
    &[
        ("kind", Field::Title, As::Line),
        ("country", Field::Statement, As::Line),
        ("city", Field::Lead, As::Line),
        ("region", Field::Period, As::Line),
        ("funder", Field::Status, As::Line),
        ("sponsor", Field::Language, As::Line),
        ("purpose", Field::Partners, As::List),
        ("participants", Field::Cities, As::List),
        ("tags", Field::Topics, As::List),
    ],
    &[("budget", Field::Lead, As::Line), ("sector", Field::Partners, As::List)],
];

/// Of a long text so much must be there; marks of Markdown take some of a field's bytes.
const ALIKE: f64 = 0.98;

/// How far a day may lie beside the one stated: pages say the hour where they are, the set in UTC.
const ZONES: i64 = 14 * 3_600 * 1_000_000;

/// Reads both sets by their own selectors.
pub(super) fn score(root: &Path, sample: &Sample, report: &mut Report) -> io::Result<()> {
    for (folder, rows) in
        [(PARTICIPEDIA, participedia as fn(&Path, &Sample) -> io::Result<Vec<Row>>), (OTHERS, by_others_rules)]
    {
        if root.join(folder).join("truth.jsonl").is_file() {
            report.rows.extend(rows(&root.join(folder), sample)?);
        } else if !report.missing.iter().any(|missing| missing == folder) {
            report.missing.push(folder.to_owned());
        }
    }
    Ok(())
}

fn sampled(folder: &Path, sample: &Sample) -> io::Result<Vec<Case>> {
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
        for (rules, fields) in compiled.iter().zip(READINGS) {
            let draft = read(rules, &html, &case.url).draft;
            for (name, field, kind) in fields {
                let tally = tallies.entry(name).or_default();
                compare(case.truth.stated.get(*name), &draft, *field, *kind, &case.truth, tally);
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
        (Some(Value::String(wanted)), As::Text) => {
            let (wanted, plain) = (words(wanted), words(&CleanText::from_markdown(found).plain()));
            let (precision, recall) = overlap(&wanted, &plain);
            // A field holds so much and no more.
            let is_full = found.len() * 10 > Limit::BYTES * 9;
            let alike = format!("precision {precision:.3}, recall {recall:.3}");
            tally.is(precision >= ALIKE && (recall >= ALIKE || is_full), truth, "the text", &alike);
        }
        _ => {}
    }
}

fn by_others_rules(folder: &Path, sample: &Sample) -> io::Result<Vec<Row>> {
    let mut tallies: BTreeMap<&'static str, Tally> = BTreeMap::new();
    let mut all = Tally::default();
    for case in sampled(folder, sample)? {
        let rules = |name: &str| others(&case.truth.stated, name);
        let by = r"(?i)^\s*(?:(?:posted|written)\s+)?(?:by\s*:?\s+)?(.*\S)\s*$";
        let fields = [
            (Field::Title, rules("title")),
            (Field::Lead, with_pattern(rules("author"), by)),
            (Field::Statement, rules("dek")),
            (Field::Links, rules("lead_image_url")),
            (Field::Process, rules("content")),
        ];
        let fields: BTreeMap<_, _> = fields.into_iter().filter(|(_, rules)| !rules.is_empty()).collect();
        let published = rules("date_published");
        // Rules that no parser of ours reads are missed, not left out.
        let is_asked = |name: &str| !selectors_of(&case.truth.stated, name).is_empty();
        let asked = [
            ("title", is_asked("title")),
            ("author", is_asked("author")),
            ("dek", is_asked("dek")),
            ("lead_image_url", is_asked("lead_image_url")),
            ("first_words", is_asked("content")),
            ("date_published", is_asked("date_published")),
        ];
        let compiled = compile(fields, published)?;
        let found = read(&compiled, &case.text()?, &case.url);
        for (name, _) in asked.into_iter().filter(|(_, is_asked)| *is_asked) {
            let Some(wanted) =
                case.truth.stated.get("expect").and_then(|expect| expect.get(name)).and_then(Value::as_str)
            else {
                continue;
            };
            let (said, right) = is_as_expected(name, wanted, &found);
            for tally in [tallies.entry(name).or_default(), &mut all] {
                tally.is(right, &case.truth, wanted, &said);
            }
        }
    }
    let rows = tallies.into_iter().map(|(name, tally)| Row::of_field(SET, name, None, tally));
    let mut rows: Vec<Row> = rows.collect();
    // Its misses are listed by field.
    rows.push(Row { misses: Vec::new(), ..Row::of_field(SET, "all fields", Some(0.95), all) });
    Ok(rows)
}

fn is_as_expected(name: &str, wanted: &str, found: &Extract) -> (String, bool) {
    let draft = &found.draft;
    match name {
        "date_published" => {
            let said = found.published.clone().unwrap_or_default();
            let micros =
                |moment: Option<Timestamp>| moment.map(|moment| moment.to_utc().unix_timestamp_nanos() / 1_000);
            let near = micros(read_moment(&said)).zip(micros(read_moment(wanted)));
            let is_near = near.is_some_and(|(one, other)| {
                (one - other).abs() <= i128::from(ZONES)
                    || one.div_euclid(86_400_000_000) == other.div_euclid(86_400_000_000)
            });
            (said, is_near)
        }
        "first_words" => {
            let plain = CleanText::from_markdown(draft.get(Field::Process)).plain();
            let (wanted, all) = (letters(wanted), letters(&plain));
            (plain.chars().take(120).collect(), !wanted.is_empty() && all.contains(&wanted))
        }
        "lead_image_url" => {
            let said = draft.get(Field::Links).lines().next().unwrap_or_default().to_owned();
            let same = Url::parse(&said).ok().zip(Url::parse(wanted).ok()).is_some_and(|(one, other)| one == other);
            (said, same)
        }
        _ => {
            let field = match name {
                "title" => Field::Title,
                "author" => Field::Lead,
                _ => Field::Statement,
            };
            let said = draft.get(field).to_owned();
            let right = letters(&said) == letters(wanted);
            (said, right)
        }
    }
}

/// A text's letters and figures alone: both programs put blanks and signs where the other does not.
fn letters(text: &str) -> String {
    let page = scraper::Html::parse_fragment(text);
    let text: String = page.root_element().text().collect();
    name_key(&text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Another program's selectors of one field, in their order, those that are CSS.
fn others(stated: &BTreeMap<String, Value>, name: &str) -> Vec<FieldRule> {
    let is_css = |rule: &FieldRule| match rule {
        FieldRule::Select { select, .. } => scraper::Selector::parse(select).is_ok(),
        _ => true,
    };
    let selectors = selectors_of(stated, name);
    selectors.into_iter().filter_map(|selector| other(selector, name == "content")).filter(is_css).collect()
}

fn selectors_of<'a>(stated: &'a BTreeMap<String, Value>, name: &str) -> Vec<&'a Value> {
    let rules = stated.get("rules").and_then(|rules| rules.get(name)?.get("selectors")?.as_array());
    rules.into_iter().flatten().filter(|selector| !selector.is_null()).collect()
}

fn other(selector: &Value, is_many: bool) -> Option<FieldRule> {
    let of = |select: &str, attribute: Option<&str>| FieldRule::Select {
        select: with_property(select),
        attribute: attribute
            .map(|name| if name == "value" && select.contains("meta") { "content" } else { name }.to_owned()),
        pattern: None,
        from: Part::Page,
    };
    match selector {
        Value::String(select) => Some(of(select, None)),
        // The parts of a text, each by its own selector.
        Value::Array(parts) if is_many => {
            let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
            Some(of(&parts.join(", "), None))
        }
        Value::Array(parts) => Some(of(parts.first()?.as_str()?, parts.get(1).and_then(Value::as_str))),
        _ => None,
    }
}

/// `meta[name="og:title"]` is also `meta[property="og:title"]`.
fn with_property(select: &str) -> String {
    if select.contains("meta[name") {
        format!("{select}, {}", select.replace("meta[name", "meta[property"))
    } else {
        select.to_owned()
    }
}

fn with_pattern(rules: Vec<FieldRule>, by: &str) -> Vec<FieldRule> {
    let rules = rules.into_iter().map(|rule| match rule {
        FieldRule::Select { select, attribute, from, .. } => {
            FieldRule::Select { select, attribute, pattern: Some(by.to_owned()), from }
        }
        other => other,
    });
    rules.collect()
}

fn compile(fields: BTreeMap<Field, Vec<FieldRule>>, published: Vec<FieldRule>) -> io::Result<Rules> {
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
fn read(rules: &Rules, html: &str, url: &Url) -> Extract {
    extract::page(rules, html, url, None).unwrap_or_default()
}
