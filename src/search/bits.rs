//! Sets of documents by slot: a bit each where there are many, a list where there are few.

/// A bit a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bits(Box<[u64]>);

const WORD: usize = u64::BITS as usize;

impl Bits {
    pub fn none(slots: usize) -> Self {
        Self(vec![0; slots.div_ceil(WORD)].into())
    }

    pub fn of(slots: usize, members: impl Iterator<Item = usize>) -> Self {
        let mut bits = Self::none(slots);
        members.for_each(|slot| bits.set(slot));
        bits
    }

    pub fn set(&mut self, slot: usize) {
        if let Some(word) = self.0.get_mut(slot / WORD) {
            *word |= 1 << (slot % WORD);
        }
    }

    pub fn has(&self, slot: usize) -> bool {
        self.0.get(slot / WORD).is_some_and(|word| word & (1 << (slot % WORD)) != 0)
    }

    /// Takes away what the other has.
    pub fn less(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= !other);
    }

    pub fn and(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    pub fn or(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub fn count_with(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).map(|(word, other)| (word & other).count_ones() as usize).sum()
    }

    /// For each member, from the lowest slot. Faster than [`Self::members`], which counting by the hundred thousand feels.
    pub fn each(&self, mut act: impl FnMut(usize)) {
        for (at, word) in self.0.iter().enumerate() {
            let mut left = *word;
            while left != 0 {
                act(at * WORD + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
    }

    /// From the lowest slot.
    pub fn members(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(at * WORD + bit)
            })
        })
    }
}

/// The documents that have a choice.
#[derive(Clone, Debug)]
pub(super) enum Holders {
    Few(Box<[u32]>),
    /// With their number.
    Many(Bits, usize),
}

impl Holders {
    /// Whichever takes less memory.
    pub fn of(slots: usize, members: Vec<u32>) -> Self {
        if members.len() * 32 < slots {
            return Self::Few(members.into());
        }
        let count = members.len();
        Self::Many(Bits::of(slots, members.into_iter().map(|slot| slot as usize)), count)
    }

    pub fn len(&self) -> usize {
        match self {
            Self::Few(slots) => slots.len(),
            Self::Many(_, count) => *count,
        }
    }

    /// Steps of about a nanosecond to count what it has in common with a set.
    pub fn cost(&self) -> usize {
        match self {
            Self::Few(slots) => slots.len(),
            Self::Many(own, _) => own.0.len(),
        }
    }

    pub fn add_to(&self, bits: &mut Bits) {
        match self {
            Self::Few(slots) => slots.iter().for_each(|slot| bits.set(*slot as usize)),
            Self::Many(own, _) => bits.or(own),
        }
    }

    pub fn count_in(&self, bits: &Bits) -> usize {
        match self {
            Self::Few(slots) => slots.iter().filter(|slot| bits.has(**slot as usize)).count(),
            Self::Many(own, _) => own.count_with(bits),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn few_and_many_are_the_same_set(slots in 1_usize..500, seed in proptest::collection::btree_set(0_usize..500, 0..200), other in proptest::collection::btree_set(0_usize..500, 0..200)) {
            let members: Vec<u32> = seed.into_iter().filter(|slot| *slot < slots).filter_map(|slot| u32::try_from(slot).ok()).collect();
            let base = Bits::of(slots, other.into_iter().filter(|slot| *slot < slots));
            let few = Holders::Few(members.clone().into());
            let many = Holders::Many(Bits::of(slots, members.iter().map(|slot| *slot as usize)), members.len());
            prop_assert_eq!(few.count_in(&base), many.count_in(&base));
            prop_assert_eq!(Holders::of(slots, members.clone()).len(), members.len());
            let (mut one, mut two) = (base.clone(), base.clone());
            few.add_to(&mut one);
            many.add_to(&mut two);
            prop_assert_eq!(&one, &two);
            prop_assert_eq!(one.members().count(), one.count());
            two.and(&base);
            prop_assert_eq!(two, base);
        }
    }
}
