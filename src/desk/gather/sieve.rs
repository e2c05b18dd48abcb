//! What a run found is read and compared beside the transaction that files it: with all practices and proposals, and with
//! what the same run found earlier. Must not know the database.

use std::{panic::resume_unwind, sync::mpsc, thread};

use tokio::sync::oneshot;

use super::{KeptAt, identity::keys_of};
use crate::{
    desk::{
        Words,
        alike::{Key, Own, flag},
    },
    domain::{
        Candidate, Draft, Id, Record,
        duplicate::{Fingerprint, Likeness, NEAREST, Others, Questions, Told},
        flag::Flag,
        marker::ReviewItem,
    },
    store::RecordKeys,
};

/// So many that were found before are looked through: a run of a hundred thousand pages needs no more memory than one of
/// four thousand. Copies further apart are found by their words all the same (see [`super::identity`]).
const LOOKED_BACK: usize = 3_000;
/// Forgetting some costs as much as forgetting many.
const FORGOTTEN_AT_ONCE: usize = 1_000;
/// Kept of each, for what turns out to be the same practice is left out later.
const KEPT: usize = NEAREST * 2;

/// One candidate to be filed, and where the page is kept that it was read from.
pub(super) struct Unsifted {
    pub candidate: Candidate,
    pub kept: Option<KeptAt>,
}

/// What is worked out of a candidate before it is filed.
pub(super) struct Sifted {
    pub candidate: Candidate,
    pub kept: Option<KeptAt>,
    pub record: Record,
    /// Its draft as the record says it.
    pub clean: Draft,
    pub keys: RecordKeys,
    near: Vec<Likeness<Key>>,
}

impl Sifted {
    /// What it may repeat. `made` are the items that were made of what the run found so far, by their numbers.
    pub fn near(&self, own: Own, made: &[Option<Id<ReviewItem>>]) -> Vec<Flag> {
        let others = self.near.iter().filter(|likeness| !own.is(&likeness.key)).cloned();
        others
            .filter_map(|likeness| flag(likeness, |number| made.get(number).copied().flatten()))
            .take(NEAREST)
            .collect()
    }
}

/// Reads and compares what a run found, in its order, on a thread of its own: what it holds lies in one place of the
/// allocator, not in those of all threads that ever helped out.
pub(super) struct Sieve {
    batches: mpsc::Sender<Batch>,
}

struct Batch {
    found: Vec<Unsifted>,
    sifted: oneshot::Sender<Vec<Sifted>>,
}

impl Sieve {
    pub fn new(words: Words, known: Others<Key>) -> Self {
        let (batches, taken) = mpsc::channel::<Batch>();
        thread::spawn(move || {
            let mut sifting = Sifting { words, known, run: Others::default(), count: 0 };
            for Batch { found, sifted } in taken {
                // The run that asked may have ended meanwhile.
                let _ = sifted.send(sifting.sift(found));
            }
        });
        Self { batches }
    }

    /// Begins to sift some; they come when they are ready.
    pub fn sift(&self, found: Vec<Unsifted>) -> oneshot::Receiver<Vec<Sifted>> {
        let (sifted, ready) = oneshot::channel();
        // Where the thread has ended, whoever waits is told so.
        let _ = self.batches.send(Batch { found, sifted });
        ready
    }
}

struct Sifting {
    words: Words,
    known: Others<Key>,
    run: Others<Key>,
    /// Of the run, so far.
    count: usize,
}

impl Sifting {
    fn sift(&mut self, found: Vec<Unsifted>) -> Vec<Sifted> {
        let (mut sifted, fingerprints) = self.read_all(found);
        let begin = self.count;
        for (number, fingerprint) in (begin..).zip(&fingerprints) {
            self.run.add(Key::Found(number), fingerprint);
        }
        self.count += fingerprints.len();
        let asked = Questions::of(fingerprints.iter().collect());
        let known = self.known.nearest_to_each(&asked, KEPT, |_, _| true);
        let is_earlier = |place, key: &Key| matches!(key, Key::Found(number) if *number < begin + place);
        let beside = self.run.nearest_to_each(&asked, KEPT, is_earlier);
        for ((sifted, known), beside) in sifted.iter_mut().zip(known).zip(beside) {
            sifted.near = [known, beside].concat();
            sifted.near.sort_by(|one, other| other.score.total_cmp(&one.score));
            sifted.near.truncate(KEPT);
        }
        if self.run.len() >= LOOKED_BACK + FORGOTTEN_AT_ONCE {
            self.run.forget_first(self.run.len() - LOOKED_BACK);
        }
        sifted
    }

    /// Half of them each on two threads: reading them is most of the work, and they have nothing to do with each other.
    fn read_all(&self, mut found: Vec<Unsifted>) -> (Vec<Sifted>, Vec<Fingerprint>) {
        let rest = found.split_off(found.len() / 2);
        let read = |found: Vec<Unsifted>| {
            found.into_iter().map(|found| self.read(found)).collect::<Vec<(Sifted, Fingerprint)>>()
        };
        let (mut all, of_rest) = thread::scope(|scope| {
            let beside = scope.spawn(|| read(rest));
            (read(found), beside.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        all.extend(of_rest);
        all.into_iter().unzip()
    }

    fn read(&self, Unsifted { candidate, kept }: Unsifted) -> (Sifted, Fingerprint) {
        let (record, _) = self.words.read(&candidate.draft);
        let told = Told::by(&record);
        let fingerprint = Fingerprint::by(&record, &told);
        let keys = keys_of(&candidate.url, candidate.canonical.as_deref(), told.hash(&record.title));
        let clean = self.words.cleaned(&candidate.draft, &record);
        (Sifted { candidate, kept, record, clean, keys, near: Vec::new() }, fingerprint)
    }
}
