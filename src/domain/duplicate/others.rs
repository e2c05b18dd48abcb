//! Records to compare with, each read once. A record meets only those that share a word of its title or three words of its
//! text in a row, and no other can be alike (half of a title's likeness is its whole words).

use std::collections::HashMap;

use super::{Fingerprint, Head, Likeness, THRESHOLD, in_common};

/// Counters held at a time: of so many pairs is it known at once how much they share.
const PAIRS: usize = 2_000_000;

#[derive(Clone, Debug)]
pub struct Others<K> {
    entries: Vec<Entry<K>>,
    titles: HashMap<String, Vec<u32>>,
    /// Shingle and entry; in order once it is looked up.
    shingles: Vec<(u32, u32)>,
    in_order: bool,
}

#[derive(Clone, Debug)]
struct Entry<K> {
    key: K,
    head: Head,
    shingles: usize,
    city: String,
    titled: String,
}

/// What a record and an entry share.
#[derive(Clone, Copy, Default)]
struct Shared {
    title_words: u32,
    shingles: u32,
}

impl<K> Default for Others<K> {
    fn default() -> Self {
        Self { entries: Vec::new(), titles: HashMap::new(), shingles: Vec::new(), in_order: true }
    }
}

impl<K: Clone> Others<K> {
    pub fn add(&mut self, key: K, record: &Fingerprint) {
        let Ok(number) = u32::try_from(self.entries.len()) else { return };
        for word in &record.head.title {
            match self.titles.get_mut(word) {
                Some(numbers) => numbers.push(number),
                None => {
                    self.titles.insert(word.clone(), vec![number]);
                }
            }
        }
        self.in_order = false;
        self.shingles.extend(record.shingles.iter().map(|shingle| (*shingle, number)));
        self.entries.push(Entry {
            key,
            head: record.head.clone(),
            shingles: record.shingles.len(),
            city: record.city.clone(),
            titled: record.titled.clone(),
        });
    }

    /// Up to `most` of those that may tell of the same practice, nearest first; only those the question allows.
    pub fn nearest(&mut self, record: &Fingerprint, most: usize, allowed: impl Fn(&K) -> bool) -> Vec<Likeness<K>> {
        self.nearest_to_each(&[record], most, |_, key| allowed(key)).pop().unwrap_or_default()
    }

    /// The same for many at once, in their order: what they share is counted in one walk. The question gets the record's
    /// place.
    pub fn nearest_to_each(
        &mut self,
        records: &[&Fingerprint],
        most: usize,
        allowed: impl Fn(usize, &K) -> bool,
    ) -> Vec<Vec<Likeness<K>>> {
        if !self.in_order {
            self.shingles.sort_unstable();
            self.in_order = true;
        }
        let at_once = (PAIRS / self.entries.len().max(1)).max(1);
        let mut nearest = Vec::with_capacity(records.len());
        for (part, records) in records.chunks(at_once).enumerate() {
            let shared = self.shared(records);
            for ((place, record), shared) in records.iter().enumerate().zip(shared.chunks(self.entries.len().max(1))) {
                nearest.push(self.best(record, shared, most, |key| allowed(part * at_once + place, key)));
            }
        }
        nearest.resize_with(records.len(), Vec::new);
        nearest
    }

    /// A row for each record, a column for each entry.
    fn shared(&self, records: &[&Fingerprint]) -> Vec<Shared> {
        let columns = self.entries.len();
        let mut shared = vec![Shared::default(); records.len() * columns];
        if columns == 0 {
            return shared;
        }
        let mut asked: Vec<(u32, u32)> = Vec::new();
        for ((row, record), number) in shared.chunks_mut(columns).zip(records).zip(0_u32..) {
            for entry in record.head.title.iter().filter_map(|word| self.titles.get(word)).flatten() {
                row[*entry as usize].title_words += 1;
            }
            asked.extend(record.shingles.iter().map(|shingle| (*shingle, number)));
        }
        asked.sort_unstable();
        let mut left = self.shingles.as_slice();
        for asking in asked.chunk_by(|one, next| one.0 == next.0) {
            let shingle = asking[0].0;
            left = &left[first_not_below(left, shingle)..];
            let having = left.iter().take_while(|(known, _)| *known == shingle);
            for (_, entry) in having {
                for (_, record) in asking {
                    shared[*record as usize * columns + *entry as usize].shingles += 1;
                }
            }
        }
        shared
    }

    fn best(
        &self,
        record: &Fingerprint,
        shared: &[Shared],
        most: usize,
        allowed: impl Fn(&K) -> bool,
    ) -> Vec<Likeness<K>> {
        let met = self.entries.iter().zip(shared).filter(|(_, shared)| shared.title_words + shared.shingles > 0);
        let alike = met.filter(|(entry, _)| allowed(&entry.key)).filter_map(|(entry, shared)| {
            let text = in_common(shared.shingles as usize, record.shingles.len(), entry.shingles);
            if !record.head.may_be_like(&entry.head, shared.title_words as usize, text) {
                return None;
            }
            let (score, reason) = record.head.likeness(&entry.head, text);
            let (title, city) = (entry.titled.clone(), entry.city.clone());
            (score >= THRESHOLD).then(|| Likeness { key: entry.key.clone(), score, reason, title, city })
        });
        let mut nearest: Vec<Likeness<K>> = alike.collect();
        // Of equals the one that was added first.
        nearest.sort_by(|one, other| other.score.total_cmp(&one.score));
        nearest.truncate(most);
        nearest
    }
}

/// Where a shingle would stand in what is in order: found by steps that double, for it is mostly near.
fn first_not_below(shingles: &[(u32, u32)], shingle: u32) -> usize {
    let mut step = 1;
    while shingles.get(step).is_some_and(|(known, _)| *known < shingle) {
        step *= 2;
    }
    let from = step / 2;
    let to = shingles.len().min(step + 1);
    from + shingles[from..to].partition_point(|(known, _)| *known < shingle)
}
