//! Bringing two changes of the same draft together, field by field, so that an editor's correction survives the next
//! reading of its source.

use serde::{Deserialize, Serialize};

use super::{Draft, Field, diff::is_same, essence::says_the_same};

/// What both changes make of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// Each side's changes; in a conflict, ours.
    pub merged: Draft,
    pub conflicts: Vec<Conflict>,
    /// Fields taken from the other side.
    pub taken: Vec<Field>,
}

/// A field that both changed, each to something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    pub field: Field,
    pub base: String,
    pub ours: String,
    pub theirs: String,
}

/// Merges three ways: a field that one side changed is taken from it, one that both changed alike is as they say, and one
/// that they changed differently is a conflict. Other spacing alone is no change (see [`super::diff`]), and of the other
/// side neither is another layout (see [`super::essence`]); an editor's own layout is kept as any correction is.
#[must_use]
pub fn merge(base: &Draft, ours: &Draft, theirs: &Draft) -> Merge {
    let mut merge = Merge::default();
    for field in Field::ALL.iter().copied() {
        let [base, ours, theirs] = [base, ours, theirs].map(|draft| draft.get(field));
        let theirs_changed = !says_the_same(field, base, theirs);
        let apart = !says_the_same(field, ours, theirs);
        if theirs_changed && apart && is_same(field, base, ours) {
            merge.merged.set(field, theirs);
            merge.taken.push(field);
            continue;
        }
        merge.merged.set(field, ours);
        if theirs_changed && apart {
            let [base, ours, theirs] = [base, ours, theirs].map(str::to_owned);
            merge.conflicts.push(Conflict { field, base, ours, theirs });
        }
    }
    merge
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn a_draft(title: &str, lead: &str) -> Draft {
        [(Field::Title, title.to_owned()), (Field::Lead, lead.to_owned())].into_iter().collect()
    }

    #[test]
    fn both_sides_changes_are_kept() {
        let merge = merge(&a_draft("a", "x"), &a_draft("b", "x"), &a_draft("a", "y"));
        assert_eq!((merge.merged, merge.conflicts.len(), merge.taken), (a_draft("b", "y"), 0, vec![Field::Lead]));
    }

    #[test]
    fn only_true_conflicts_are_told_and_ours_stays() {
        let found = merge(&a_draft("a", "x"), &a_draft("b", "z"), &a_draft("c", "z"));
        assert_eq!(found.merged, a_draft("b", "z"));
        let [conflict] = &found.conflicts[..] else { panic!("one conflict") };
        assert_eq!((conflict.field, conflict.base.as_str(), conflict.theirs.as_str()), (Field::Title, "a", "c"));
        assert_eq!(merge(&a_draft("a  b", ""), &a_draft("c", ""), &a_draft("a b", "")).conflicts, []);
        assert_eq!(merge(&a_draft("a", ""), &a_draft("b", ""), &a_draft("", "")).conflicts.len(), 1);
    }

    #[test]
    fn another_layout_at_the_source_is_no_change_and_an_editors_own_is_kept() {
        let text = |process: &str| -> Draft { [(Field::Process, process.to_owned())].into_iter().collect() };
        let bold = merge(&text("one two"), &text("one two"), &text("one **two**"));
        assert_eq!((bold.merged, bold.taken, bold.conflicts), (text("one two"), vec![], vec![]));
        let edited = merge(&text("one two"), &text("one *two*"), &text("one three"));
        assert_eq!((edited.merged, edited.conflicts.len()), (text("one *two*"), 1));
    }

    proptest! {
        #[test]
        fn an_unchanged_side_changes_nothing(a in "[ab]{0,3}", b in "[ab]{0,3}", c in "[ab]{0,3}", d in "[ab]{0,3}") {
            let (base, other) = (a_draft(&a, &b), a_draft(&c, &d));
            prop_assert_eq!(merge(&base, &other, &base).merged, other.clone());
            prop_assert_eq!(merge(&base, &base, &other).merged, other.clone());
            prop_assert_eq!(merge(&base, &other, &other).conflicts, []);
        }
    }
}
