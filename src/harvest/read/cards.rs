//! The practices that lists name, each once.

use std::sync::Arc;

use indexmap::{IndexMap, map::Entry};

use crate::domain::candidate::Card;

/// In the order in which lists name them.
#[derive(Default)]
pub(super) struct Cards(IndexMap<Arc<str>, Card>);

impl Cards {
    /// False when a practice of this id was named before.
    pub(super) fn add(&mut self, card: Card) -> bool {
        match self.0.entry(card.external_id.clone()) {
            Entry::Occupied(_) => false,
            Entry::Vacant(place) => {
                place.insert(card);
                true
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn into_vec(self) -> Vec<Card> {
        self.0.into_values().collect()
    }
}

impl Extend<Card> for Cards {
    fn extend<T: IntoIterator<Item = Card>>(&mut self, cards: T) {
        for card in cards {
            self.add(card);
        }
    }
}
