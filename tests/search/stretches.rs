//! A list read part by part.

use practice_commons::{
    domain::{Choice, Filter, Sort},
    search::{Index, Place, View},
};
use uuid::Uuid;

use super::{VIEW, a_practice, ask, index_of, topic};

const TWO: View = View { per_page: 2, ..VIEW };

fn gardens() -> Index {
    index_of((1..=5).map(|n| a_practice(&format!("Garden {n}")).on(&["roma"]).published(n)))
}

/// The whole list, two at a time.
fn in_parts(index: &Index, filter: &Filter) -> Vec<Uuid> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let part = index.stretch(filter, TWO, after).unwrap();
        assert_eq!((part.total, part.from), (ask(index, filter).total, all.len()));
        let Some(last) = part.ids.last() else { return all };
        after = Some(Place { number: part.from + part.ids.len(), id: *last });
        all.extend(part.ids);
    }
}

#[test]
fn the_parts_of_a_list_are_the_list() {
    let index = gardens();
    let roma = Filter::default().with(Choice::Topic(topic("roma")));
    for filter in [
        Filter::default(),
        roma.sorted(Sort::Title),
        Filter::default().with_words("garden"),
        Filter::default().with_words("gardne"),
        roma.with_words("nothing"),
    ] {
        assert_eq!(in_parts(&index, &filter), ask(&index, &filter).ids, "{}", filter.to_query_string());
    }
}

#[test]
fn a_place_is_found_in_a_list_that_moved() {
    let index = gardens();
    let (all, filter) = (ask(&index, &Filter::default()).ids, Filter::default());
    let after = Some(Place { number: 2, id: all[1] });
    let rest = |index: &Index| index.stretch(&filter, VIEW, after).unwrap().ids;
    index.put(a_practice("Newer").published(9).0).unwrap();
    assert_eq!(rest(&index), all[2..], "one more stands before it");
    index.remove(all[1]).unwrap();
    assert_eq!(rest(&index), all[2..], "it is gone, and one has taken its number");
    index.replace_all([]).unwrap();
    assert!(rest(&index).is_empty());
}
