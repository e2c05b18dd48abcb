//! One facet of the catalogue turned on its side: for each choice the documents that have it, for each document its choices.

use super::bits::{Bits, Holders};

#[derive(Debug)]
pub(super) struct Column {
    /// The choices of each slot's document, one after the other; and where each slot's begin.
    choices: Vec<u32>,
    starts: Vec<u32>,
    holders: Vec<Holders>,
    /// What it costs to ask each choice for what it has in common with a set, in steps of about a nanosecond.
    pass: usize,
}

/// A step through the members of a set, beside the steps of [`Holders::cost`].
const MEMBER: usize = 3;

impl Column {
    /// `given`: the choices of each slot, below `width`.
    pub fn of<I: IntoIterator<Item = u32>>(width: usize, given: impl ExactSizeIterator<Item = I>) -> Self {
        let slots = given.len();
        let (mut choices, mut starts) = (Vec::new(), Vec::with_capacity(slots + 1));
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); width];
        for (slot, own) in given.enumerate() {
            starts.push(super::narrow(choices.len()));
            for choice in own {
                members[choice as usize].push(super::narrow(slot));
                choices.push(choice);
            }
        }
        starts.push(super::narrow(choices.len()));
        let holders: Vec<_> = members.into_iter().map(|members| Holders::of(slots, members)).collect();
        let pass = holders.iter().map(Holders::cost).sum();
        Self { choices, starts, holders, pass }
    }

    pub fn holders(&self, choice: usize) -> &Holders {
        &self.holders[choice]
    }

    pub fn at(&self, slot: usize) -> &[u32] {
        &self.choices[self.starts[slot] as usize..self.starts[slot + 1] as usize]
    }

    /// How many of everything have each choice.
    pub fn totals(&self) -> Vec<usize> {
        self.holders.iter().map(Holders::len).collect()
    }

    /// How many of a set of this size have each choice: over the members of the set, or over what each choice finds,
    /// whichever is less.
    pub fn counts_in(&self, set: &Bits, size: usize) -> Vec<usize> {
        let each = 1 + self.choices.len() / self.starts.len().max(1);
        if size.saturating_mul(MEMBER * each) > self.pass {
            return self.holders.iter().map(|holders| holders.count_in(set)).collect();
        }
        let mut counts = vec![0; self.holders.len()];
        set.each(|slot| {
            for choice in self.at(slot) {
                counts[*choice as usize] += 1;
            }
        });
        counts
    }
}
