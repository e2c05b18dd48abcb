//! Whether two records may tell of the same practice.

use super::Record;

/// A record to compare with.
pub struct Other<'a, K> {
    pub key: K,
    pub record: &'a Record,
}

/// How alike two records are.
pub struct Likeness<K> {
    pub key: K,
    pub score: f64,
    pub title: String,
    pub city: String,
}

pub fn possible<'a, K: 'a>(_: &Record, _: impl Iterator<Item = Other<'a, K>>) -> Vec<Likeness<K>> {
    Vec::new()
}
