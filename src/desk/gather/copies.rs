//! What a run found is compared before its transaction begins, so that nobody waits while it is: with all practices and
//! proposals, and with what the same run found earlier.

use std::collections::{HashMap, HashSet};

use super::{Desk, Result, Words};
use crate::{
    desk::alike::{self, Key, Own},
    domain::{
        Candidate, Id,
        candidate::Change,
        duplicate::{Fingerprint, Likeness, NEAREST, Others},
        flag::Flag,
        marker::{Harvest, ReviewItem, Source},
    },
    store::StagedWalk,
};

/// Candidates compared with each other at once.
const WINDOW: usize = 1_000;
/// So many earlier windows are looked through: a run of a hundred thousand pages needs no more memory than one of five
/// thousand. Copies further apart are found by their words all the same (see [`super::identity`]).
const WINDOWS: usize = 5;
/// Kept of each, for what turns out to be the same practice is left out later.
const KEPT: usize = NEAREST * 2;

/// What is known of a run before anything of it is filed.
#[derive(Default)]
pub(super) struct Compared {
    /// External ids of all that was read, new or not.
    pub seen: HashSet<String>,
    /// How many of them were known by their names.
    pub changed: usize,
    near: HashMap<String, Vec<Likeness<Key>>>,
}

impl Compared {
    /// What a candidate may repeat. `made` are the items that were made of this run's candidates so far.
    pub fn flags(&self, external_id: &str, own: Own, made: &HashMap<String, Id<ReviewItem>>) -> Vec<Flag> {
        let near = self.near.get(external_id).into_iter().flatten();
        let others = near.filter(|likeness| !own.is(&likeness.key)).cloned();
        others.filter_map(|likeness| alike::flag(likeness, |id| made.get(id).copied())).take(NEAREST).collect()
    }
}

impl Desk {
    /// Compares what a run put away and what it found last. `held` names the run when it waited for an editor.
    pub(super) async fn compare(
        &self,
        words: &Words,
        source: Id<Source>,
        held: Option<Id<Harvest>>,
        last: &[Candidate],
        unchanged: &[String],
    ) -> Result<Compared> {
        let mut compared = Compared { seen: unchanged.iter().cloned().collect(), ..Compared::default() };
        let mut walk = StagedWalk::over(source, held);
        let mut comparing: Option<Comparing> = None;
        loop {
            let rows = walk.next_seen(&self.store).await?;
            let page: Vec<&Candidate> =
                if rows.is_empty() { last.iter().collect() } else { rows.iter().map(|row| &row.candidate.0).collect() };
            if !page.is_empty() && comparing.is_none() {
                comparing = Some(Comparing::with(self.others(words).await?));
            }
            if let Some(comparing) = &mut comparing {
                for candidate in page {
                    compared.seen.insert(candidate.external_id.clone());
                    compared.changed += usize::from(candidate.change == Change::Changed);
                    let (record, _) = words.read(&candidate.draft);
                    comparing.take(&candidate.external_id, Fingerprint::of(&record), &mut compared.near);
                }
            }
            if rows.is_empty() {
                break;
            }
        }
        if let Some(mut comparing) = comparing {
            comparing.close_window(&mut compared.near);
        }
        Ok(compared)
    }
}

struct Comparing {
    known: Others<Key>,
    earlier: Vec<Others<Key>>,
    window: Vec<(String, Fingerprint)>,
}

impl Comparing {
    const fn with(known: Others<Key>) -> Self {
        Self { known, earlier: Vec::new(), window: Vec::new() }
    }

    fn take(&mut self, external_id: &str, fingerprint: Fingerprint, near: &mut HashMap<String, Vec<Likeness<Key>>>) {
        self.window.push((external_id.to_owned(), fingerprint));
        if self.window.len() >= WINDOW {
            self.close_window(near);
        }
    }

    fn close_window(&mut self, near: &mut HashMap<String, Vec<Likeness<Key>>>) {
        let window = std::mem::take(&mut self.window);
        if window.is_empty() {
            return;
        }
        let mut beside = Others::default();
        for (number, (external_id, fingerprint)) in window.iter().enumerate() {
            beside.add(Key::Found { external_id: external_id.clone(), number }, fingerprint);
        }
        let fingerprints: Vec<&Fingerprint> = window.iter().map(|(_, fingerprint)| fingerprint).collect();
        let mut found: Vec<Vec<Likeness<Key>>> = vec![Vec::new(); window.len()];
        let mut add = |more: Vec<Vec<Likeness<Key>>>| {
            for (found, more) in found.iter_mut().zip(more) {
                found.extend(more);
            }
        };
        for others in std::iter::once(&mut self.known).chain(&mut self.earlier) {
            add(others.nearest_to_each(&fingerprints, KEPT, |_, _| true));
        }
        let is_earlier = |place, key: &Key| matches!(key, Key::Found { number, .. } if *number < place);
        add(beside.nearest_to_each(&fingerprints, KEPT, is_earlier));
        for ((external_id, _), mut found) in window.into_iter().zip(found) {
            found.sort_by(|one, other| other.score.total_cmp(&one.score));
            found.truncate(KEPT);
            if !found.is_empty() {
                near.insert(external_id, found);
            }
        }
        self.earlier.push(beside);
        if self.earlier.len() > WINDOWS {
            self.earlier.remove(0);
        }
    }
}
