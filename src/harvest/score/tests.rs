use super::*;
use crate::harvest::corpora;

/// Scores below which something broke; a little under what every sixth page gave when they were measured.
const FLOORS: [(&str, &str, f64); 0] = [];

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
