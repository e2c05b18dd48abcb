//! What changed between two drafts, word by word, field by field.

use std::time::Duration;

use similar::{ChangeTag, TextDiff};

use super::{Draft, Field, field::Limit};

/// A field that changed, cut into what stayed, what came and what went, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDiff {
    pub field: Field,
    pub pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub kind: Kind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Same,
    Added,
    Removed,
}

/// After this the rest of a text is shown coarser: nobody waits for a perfect diff.
const PATIENCE: Duration = Duration::from_millis(200);

/// The fields that differ, in the order of the form. Other spacing alone is no difference, but for the line ends of lists.
#[must_use]
pub fn diff(before: &Draft, after: &Draft) -> Vec<FieldDiff> {
    Field::ALL
        .iter()
        .filter(|field| !is_same(**field, before.get(**field), after.get(**field)))
        .map(|field| FieldDiff { field: *field, pieces: pieces(before.get(*field), after.get(*field)) })
        .collect()
}

/// Whether two texts of a field say the same.
#[must_use]
pub fn is_same(field: Field, one: &str, other: &str) -> bool {
    one == other || normal(field, one).eq(normal(field, other))
}

/// The words of a text; in a list, line by line.
fn normal(field: Field, text: &str) -> impl Iterator<Item = &str> {
    let list = matches!(field.limit(), Limit::Lines(_));
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .flat_map(move |line| line.split_whitespace().chain(list.then_some("\n")))
}

/// The word-level difference of two texts (words as UAX #29 has them).
#[must_use]
pub fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let (before, after) = (evenly_spaced(before), evenly_spaced(after));
    let diff = TextDiff::configure().timeout(PATIENCE).diff_unicode_words(before.as_str(), after.as_str());
    let mut run = Run::default();
    for change in diff.iter_all_changes() {
        run.take(change.tag(), change.value());
    }
    run.finish()
}

/// Single blanks, and at most one empty line.
fn evenly_spaced(text: &str) -> String {
    let mut even = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines() {
        let mut words = line.split_whitespace().peekable();
        if words.peek().is_none() {
            empty += 1;
            continue;
        }
        if !even.is_empty() {
            even.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        for (at, word) in words.enumerate() {
            if at > 0 {
                even.push(' ');
            }
            even.push_str(word);
        }
    }
    even
}

/// Gathers changes into pieces a person can read: what was removed before what was added, and blanks between two changed
/// words changed with them.
#[derive(Default)]
struct Run {
    pieces: Vec<Piece>,
    removed: String,
    added: String,
    /// Blanks that stayed, right after a change: part of it if another change follows.
    between: String,
}

impl Run {
    fn take(&mut self, tag: ChangeTag, text: &str) {
        let changing = !self.removed.is_empty() || !self.added.is_empty();
        match tag {
            ChangeTag::Equal if changing && self.between.is_empty() && text == " " => self.between.push_str(text),
            ChangeTag::Equal => {
                self.flush();
                self.push(Kind::Same, text);
            }
            ChangeTag::Delete | ChangeTag::Insert => {
                let between = std::mem::take(&mut self.between);
                self.removed.push_str(&between);
                self.added.push_str(&between);
                if tag == ChangeTag::Delete {
                    self.removed.push_str(text);
                } else {
                    self.added.push_str(text);
                }
            }
        }
    }

    fn flush(&mut self) {
        let (removed, added) = (std::mem::take(&mut self.removed), std::mem::take(&mut self.added));
        let between = std::mem::take(&mut self.between);
        self.push(Kind::Removed, &removed);
        self.push(Kind::Added, &added);
        self.push(Kind::Same, &between);
    }

    fn push(&mut self, kind: Kind, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(text),
            _ => self.pieces.push(Piece { kind, text: text.to_owned() }),
        }
    }

    fn finish(mut self) -> Vec<Piece> {
        self.flush();
        self.pieces
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use proptest::prelude::*;

    use super::*;

    fn shown(before: &str, after: &str) -> String {
        let mut shown = String::new();
        for piece in pieces(before, after) {
            match piece.kind {
                Kind::Same => shown.push_str(&piece.text),
                Kind::Added => shown.extend(["[+", &piece.text, "]"]),
                Kind::Removed => shown.extend(["[-", &piece.text, "]"]),
            }
        }
        shown
    }

    fn a_draft(fields: &[(Field, &str)]) -> Draft {
        fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect()
    }

    #[test]
    fn changes_are_told_in_words() {
        assert_eq!(shown("a small house", "a large house"), "a [-small][+large] house");
        assert_eq!(shown("one two three", "one 2 3"), "one [-two three][+2 3]");
        assert_eq!(shown("", "new"), "[+new]");
        assert_eq!(shown("L’école Żółta", "L’école Zielona"), "L’école [-Żółta][+Zielona]");
        assert_eq!(shown("first\n\nsecond", "first\n\nmiddle\n\nsecond"), "first\n\n[+middle\n\n]second");
    }

    #[test]
    fn only_changed_fields_are_listed_and_spacing_is_no_change() {
        let before = a_draft(&[
            (Field::Title, "A  title"),
            (Field::Purpose, "one\ntwo"),
            (Field::Partners, "A B\nC"),
            (Field::Lead, "x"),
        ]);
        let after = a_draft(&[
            (Field::Title, "A title "),
            (Field::Purpose, "one two"),
            (Field::Partners, "A\nB\nC"),
            (Field::Advice, "y"),
        ]);
        let fields: Vec<_> = diff(&before, &after).into_iter().map(|one| one.field).collect();
        assert_eq!(fields, [Field::Lead, Field::Partners, Field::Advice]);
        assert_eq!(diff(&before, &before), []);
    }

    #[test]
    fn long_texts_end_quickly() {
        let shuffled =
            |step: u32| (0..6_000_u32).map(|at| (at * step % 6_007).to_string()).collect::<Vec<_>>().join(" ");
        let (one, other) = (shuffled(7), shuffled(11));
        let begun = Instant::now();
        assert!(!pieces(&one, &other).is_empty());
        assert!(begun.elapsed() < Duration::from_secs(5));
    }

    proptest! {
        #[test]
        fn both_texts_can_be_put_together_again(before in "[ab \\n.é]{0,40}", after in "[ab \\n.é]{0,40}") {
            let pieces = pieces(&before, &after);
            let side = |other: Kind| {
                let texts = pieces.iter().filter(|piece| piece.kind != other).map(|piece| piece.text.as_str());
                texts.collect::<String>()
            };
            prop_assert_eq!(side(Kind::Added), evenly_spaced(&before));
            prop_assert_eq!(side(Kind::Removed), evenly_spaced(&after));
        }
    }
}
