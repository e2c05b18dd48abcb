use super::*;
use crate::harvest::corpora;

/// Scores below which something broke: some points under what all pages gave, for every sixth page is a small sample.
const FLOORS: [(&str, &str, f64); 9] = [
    ("news and blogs", "text, runs of four words", 0.93),
    ("trafilatura's own set", "text, snippets", 0.87),
    ("trafilatura's own set", "title", 0.74),
    ("seven page types (WCXB)", "text, words", 0.84),
    ("seven page types (WCXB)", "date", 0.75),
    ("dates (htmldate)", "date", 0.80),
    ("practice pages", "text, runs of four words", 0.95),
    ("practice pages", "title", 0.97),
    ("practice pages", "country", 0.97),
];

#[test]
fn pages_read_without_rules_stay_as_good_as_they_were() {
    let Some(folder) = corpora::folder("") else { return };
    let now = Timestamp::from_utc(time::macros::datetime!(2026-06-01 0:00 UTC));
    let report = score(&folder, &Sample { every: 6, threads: 2, now }).unwrap();
    assert!(report.missing.is_empty(), "{:?}", report.missing);
    println!("{report}");
    for (set, what, floor) in FLOORS {
        let row = report.rows.iter().find(|row| row.set == set && row.what == what).unwrap();
        assert!(row.score >= floor, "{set}, {what}: {:.3}, was {floor}", row.score);
    }
}

#[test]
fn every_field_a_set_has_selectors_for_is_read_by_them() {
    let Some(folder) = corpora::folder("") else { return };
    let now = Timestamp::from_utc(time::macros::datetime!(2026-06-01 0:00 UTC));
    let mut report = Report::default();
    selected::score(&folder, &Sample { every: 1, threads: 1, now }, &mut report).unwrap();
    assert!(report.missing.is_empty(), "{:?}", report.missing);
    println!("{report}");
    for row in &report.rows {
        row.misses.iter().for_each(|miss| println!("{}, {}: {miss}", row.set, row.what));
    }
    assert!(report.rows.iter().map(|row| row.pages).sum::<usize>() > 2_000);
    for row in &report.rows {
        assert!(row.is_met(), "{}, {}: {:.3}", row.set, row.what, row.score);
    }
}

#[test]
fn practice_pages_read_without_rules_reach_their_bars() {
    let Some(folder) = corpora::folder("") else { return };
    let now = Timestamp::from_utc(time::macros::datetime!(2026-06-01 0:00 UTC));
    let set = SETS.iter().find(|set| set.name == "practice pages").unwrap();
    let mut report = Report::default();
    score_set(&folder, set, &Sample { every: 1, threads: 2, now }, &mut report).unwrap();
    println!("{report}");
    for row in &report.rows {
        row.misses.iter().for_each(|miss| println!("{}: {miss}", row.what));
    }
    for row in &report.rows {
        assert!(row.is_met(), "{}: {:.3}", row.what, row.score);
    }
}
