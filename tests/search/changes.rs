use std::{collections::BTreeMap, thread};

use practice_commons::{
    domain::{Choice, Filter},
    search::{Change, Index},
};
use proptest::prelude::*;
use uuid::Uuid;

use super::{Practice, VIEW, a_practice, ask, index_of, topic};

fn with(words: &str) -> Filter {
    Filter::default().with_words(words)
}

#[test]
fn a_change_is_seen_at_once() {
    let index = Index::new().unwrap();
    assert!(index.is_empty());
    let practice = a_practice("Garden").on(&["roma"]);
    index.put(practice.0.clone()).unwrap();
    assert_eq!(ask(&index, &with("garden")).ids, [practice.0.id]);

    let mut renamed = practice.0.clone();
    renamed.record.title = "Kitchen".to_owned();
    renamed.record.topics.clear();
    index.put(renamed).unwrap();
    assert_eq!(index.len(), 1);
    assert_eq!(ask(&index, &with("garden")).total, 0);
    assert_eq!(ask(&index, &with("kitchen")).ids, [practice.0.id]);
    assert_eq!(ask(&index, &Filter::default()).count(&Choice::Topic(topic("roma"))), 0);

    index.remove(practice.0.id).unwrap();
    index.remove(practice.0.id).unwrap();
    assert_eq!((index.len(), ask(&index, &with("kitchen")).total), (0, 0));
}

#[test]
fn clones_are_the_same_index() {
    let index = Index::new().unwrap();
    let other = index.clone();
    index.put(a_practice("Garden").0).unwrap();
    assert_eq!(ask(&other, &with("garden")).total, 1);
    other.replace_all([]).unwrap();
    assert!(index.is_empty());
}

#[test]
fn readers_always_see_a_whole_state() {
    // Each state holds one practice, in its words and in its topics; a reader who saw halves of two would find none.
    let index = index_of([a_practice("Garden").on(&["roma"])]);
    let id = a_practice("Garden").0.id;
    thread::scope(|scope| {
        let writing = scope.spawn(|| {
            for round in 0..30 {
                let mut practice = a_practice("Garden").on(&["roma"]).0;
                practice.record.statement = format!("round {round}");
                match round % 3 {
                    0 => index.replace_all([practice]).unwrap(),
                    1 => index.put(practice).unwrap(),
                    _ => index.apply([Change::Remove(id), Change::Put(Box::new(practice))]).unwrap(),
                }
            }
        });
        let filter = with("garden").with(Choice::Topic(topic("roma")));
        while !writing.is_finished() {
            assert_eq!(ask(&index, &filter).ids, [id]);
        }
    });
}

#[derive(Clone, Debug)]
enum Step {
    Put(u8, u8),
    Remove(u8),
}

fn practice(number: u8, word: u8) -> Practice {
    let words = ["garden", "kitchen", "theatre"];
    let mut practice = a_practice(words[usize::from(word)]).on(&[words[usize::from(word)]]);
    practice.0.id = Uuid::from_u128(number.into());
    practice
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn however_it_came_about_the_same_content_answers_the_same(
        batches in prop::collection::vec(
            prop::collection::vec(
                prop_oneof![(0..6_u8, 0..3_u8).prop_map(|(n, w)| Step::Put(n, w)), (0..6_u8).prop_map(Step::Remove)],
                1..6,
            ),
            1..6,
        )
    ) {
        let index = Index::new().unwrap();
        let mut left = BTreeMap::new();
        for batch in batches {
            let change = |step: &Step| match step {
                Step::Put(number, word) => Change::Put(Box::new(practice(*number, *word).0)),
                Step::Remove(number) => Change::Remove(Uuid::from_u128((*number).into())),
            };
            index.apply(batch.iter().map(change)).unwrap();
            for step in batch {
                match step {
                    Step::Put(number, word) => left.insert(number, word),
                    Step::Remove(number) => left.remove(&number),
                };
            }
        }
        let fresh = index_of(left.iter().map(|(number, word)| practice(*number, *word)));
        for words in ["", "garden", "kitchen", "theat"] {
            let filter = with(words).sorted(practice_commons::domain::Sort::Newest);
            prop_assert_eq!(index.query(&filter, VIEW).unwrap(), fresh.query(&filter, VIEW).unwrap());
        }
    }
}
