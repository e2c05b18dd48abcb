//! What a document has in common with others.

use uuid::Uuid;

use super::{
    bits::Bits,
    catalogue::{Catalogue, Entry},
    columns::Columns,
};
use crate::domain::{Choice, Facet, Lang, Sort};

/// For each way of being akin the best few, those with most topics in common first, then the newest: a topic in common in
/// another country, a collection, a city, a topic at home, a topic where of one no country is known. Each document counts
/// once, in the first of these ways.
pub(super) fn akin(catalogue: &Catalogue, columns: &Columns, id: Uuid, most: usize) -> Vec<Uuid> {
    let Some((slot, entry)) = catalogue.find(id) else { return Vec::new() };
    let having = |facet| -> Vec<Bits> { choices_of(catalogue, entry, facet).map(|it| having(columns, it)).collect() };
    let topics = having(Facet::Topic);
    let (topic, at_home) = (union(columns, &topics), union(columns, &having(Facet::Country)));
    let mut placed = topic.clone();
    placed.and(&columns.with_country);
    if choices_of(catalogue, entry, Facet::Country).next().is_none() {
        placed = columns.none();
    }
    let mut abroad = placed.clone();
    abroad.less(&at_home);
    let ways =
        [abroad, union(columns, &having(Facet::Collection)), union(columns, &having(Facet::City)), placed, topic];
    let mut left = columns.all.clone();
    left.less(&columns.of_slots(std::iter::once(slot)));
    let mut found = Vec::new();
    for mut way in ways {
        way.and(&left);
        left.less(&way);
        found.extend(best(catalogue, columns, way, &topics, most));
    }
    found.into_iter().filter_map(|slot| catalogue.entry(slot)).map(|entry| entry.id).collect()
}

fn choices_of<'a>(catalogue: &'a Catalogue, entry: &'a Entry, facet: Facet) -> impl Iterator<Item = &'a Choice> {
    let choices = entry.choices.iter().map(|number| &catalogue.choices()[*number as usize]);
    choices.filter(move |choice| choice.facet() == facet)
}

fn having(columns: &Columns, choice: &Choice) -> Bits {
    let mut bits = columns.none();
    columns.add_holders(choice, &mut bits);
    bits
}

fn union(columns: &Columns, sets: &[Bits]) -> Bits {
    let mut union = columns.none();
    for set in sets {
        union.or(set);
    }
    union
}

/// Those with most topics in common, then the newest.
fn best(catalogue: &Catalogue, columns: &Columns, mut left: Bits, topics: &[Bits], most: usize) -> Vec<usize> {
    let order = columns.order(catalogue, Sort::Newest, Lang::default());
    let mut found = Vec::new();
    for set in by_common(columns, topics) {
        let mut level = left.clone();
        level.and(&set);
        left.less(&set);
        found.extend(order.page_of(&level, level.count(), 0, most - found.len()));
        if found.len() == most {
            return found;
        }
    }
    found.extend(order.page_of(&left, left.count(), 0, most - found.len()));
    found
}

/// What has at least so many of these topics: all of them first, then one less, down to one.
fn by_common(columns: &Columns, topics: &[Bits]) -> Vec<Bits> {
    let mut at_least: Vec<Bits> = Vec::new();
    for topic in topics {
        // From the top down: who has this one too has one more than before.
        at_least.push(columns.none());
        for more in (0..at_least.len()).rev() {
            let mut raised = topic.clone();
            if more > 0 {
                raised.and(&at_least[more - 1]);
            }
            at_least[more].or(&raised);
        }
    }
    at_least.reverse();
    at_least
}
