//! Words a slip of the finger away from the word meant.

/// Of shorter words every other one is a slip away.
const LONG_ENOUGH: usize = 4;
/// In words of this length two slips leave the word plain.
const VERY_LONG: usize = 8;

/// How many slips are forgiven in a word as typed.
pub(super) fn slips(word: &str) -> Option<u8> {
    match word.chars().count() {
        0..LONG_ENOUGH => None,
        LONG_ENOUGH..VERY_LONG => Some(1),
        VERY_LONG.. => Some(2),
    }
}

/// Whether the word there may be the one that was typed: a letter more, less, other, or two in each other's place, as often
/// as is forgiven (Damerau and Levenshtein, no stretch changed twice).
pub(super) fn meant(there: &str, typed: &str) -> bool {
    let Some(most) = slips(typed).map(usize::from) else { return false };
    let (there, typed): (Vec<char>, Vec<char>) = (there.chars().collect(), typed.chars().collect());
    if there.len().abs_diff(typed.len()) > most {
        return false;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=there.len()).collect();
    for (down, letter) in typed.iter().enumerate() {
        let mut next = vec![down + 1];
        for (right, other) in there.iter().enumerate() {
            let changed = row[right] + usize::from(letter != other);
            let mut least = changed.min(row[right + 1] + 1).min(next[right] + 1);
            let swapped = down > 0 && right > 0 && *letter == there[right - 1] && typed[down - 1] == *other;
            if swapped {
                least = least.min(before[right - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[there.len()] <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted_as_people_make_them() {
        for (there, typed) in [
            ("mosque", "mosqe"),
            ("mosque", "mosqeu"),
            ("mosque", "mosquee"),
            ("mosque", "nosque"),
            ("neighbours", "nieghbuors"),
            ("mosque", "mosque"),
        ] {
            assert!(meant(there, typed), "{there}, {typed}");
        }
        for (there, typed) in [("mosque", "moseu"), ("cat", "car"), ("mosque", "masque s"), ("roma", "rome s")] {
            assert!(!meant(there, typed), "{there}, {typed}");
        }
    }
}
