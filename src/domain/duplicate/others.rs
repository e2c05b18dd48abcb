//! Records to compare with, each read once. A record meets only those that share a word of its title or three words of its
//! text in a row, and no other can be alike (half of a title's likeness is its whole words).

use std::{collections::HashMap, ops::Range};

use super::{Fingerprint, Head, Likeness, THRESHOLD, in_common};

/// Counters held at a time: of so many pairs is it known at once how much they share.
const PAIRS: usize = 500_000;

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

/// Records to find others like, and what they ask for in one order.
#[derive(Debug)]
pub struct Questions<'a> {
    records: Vec<&'a Fingerprint>,
    /// Shingle and record.
    shingles: Vec<(u32, u32)>,
}

impl<'a> Questions<'a> {
    #[must_use]
    pub fn of(records: Vec<&'a Fingerprint>) -> Self {
        let mut shingles = Vec::with_capacity(records.iter().map(|record| record.shingles.len()).sum());
        for (record, number) in records.iter().zip(0_u32..) {
            shingles.extend(record.shingles.iter().map(|shingle| (*shingle, number)));
        }
        put_in_order(&mut shingles);
        Self { records, shingles }
    }
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

    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Forgets those that were added first.
    pub fn forget_first(&mut self, count: usize) {
        self.entries.drain(..count.min(self.entries.len()));
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        self.shingles.retain_mut(|(_, number)| move_up(number, count));
        self.titles.retain(|_, numbers| {
            numbers.retain_mut(|number| move_up(number, count));
            !numbers.is_empty()
        });
    }

    /// Up to `most` of those that may tell of the same practice, nearest first; only those the question allows.
    pub fn nearest(&mut self, record: &Fingerprint, most: usize, allowed: impl Fn(&K) -> bool) -> Vec<Likeness<K>> {
        self.nearest_to_each(&Questions::of(vec![record]), most, |_, key| allowed(key)).pop().unwrap_or_default()
    }

    /// The same for many at once, in their order: what they share is counted in one walk. The question gets the record's
    /// place.
    pub fn nearest_to_each(
        &mut self,
        asked: &Questions<'_>,
        most: usize,
        allowed: impl Fn(usize, &K) -> bool,
    ) -> Vec<Vec<Likeness<K>>> {
        if !self.in_order {
            put_in_order(&mut self.shingles);
            self.in_order = true;
        }
        let columns = self.entries.len().max(1);
        let at_once = (PAIRS / columns).max(1);
        let mut nearest = Vec::with_capacity(asked.records.len());
        let mut shared = Vec::new();
        for begin in (0..asked.records.len()).step_by(at_once) {
            let places = begin..asked.records.len().min(begin + at_once);
            self.count_shared(asked, places.clone(), &mut shared);
            for (place, shared) in places.zip(shared.chunks(columns)) {
                nearest.push(self.best(asked.records[place], shared, most, |key| allowed(place, key)));
            }
        }
        nearest.resize_with(asked.records.len(), Vec::new);
        nearest
    }

    /// A row for each record at these places, a column for each entry.
    fn count_shared(&self, asked: &Questions<'_>, places: Range<usize>, shared: &mut Vec<Shared>) {
        let columns = self.entries.len();
        shared.clear();
        shared.resize(places.len() * columns, Shared::default());
        if columns == 0 {
            return;
        }
        for (row, record) in shared.chunks_mut(columns).zip(&asked.records[places.clone()]) {
            for entry in record.head.title.iter().filter_map(|word| self.titles.get(word)).flatten() {
                row[*entry as usize].title_words += 1;
            }
        }
        let mut left = self.shingles.as_slice();
        for asking in asked.shingles.chunk_by(|one, next| one.0 == next.0) {
            // The records that ask for a shingle are in order too.
            let shingle = asking[0].0;
            let begin = asking.partition_point(|(_, record)| (*record as usize) < places.start);
            let end = asking.partition_point(|(_, record)| (*record as usize) < places.end);
            if begin == end {
                continue;
            }
            left = &left[first_not_below(left, shingle)..];
            for (_, entry) in left.iter().take_while(|(known, _)| *known == shingle) {
                for (_, record) in &asking[begin..end] {
                    shared[(*record as usize - places.start) * columns + *entry as usize].shingles += 1;
                }
            }
        }
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

#[expect(
    clippy::stable_sort_primitive,
    reason = "it finds the parts that are in order already, of which these consist"
)]
fn put_in_order(shingles: &mut [(u32, u32)]) {
    shingles.sort();
}

/// The number of an entry once the first `count` are gone; false when it is one of them.
const fn move_up(number: &mut u32, count: u32) -> bool {
    let stays = *number >= count;
    *number = number.saturating_sub(count);
    stays
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
