//! Making two practices one: whose words each field has afterwards, and taking that back as far as nobody has written there
//! since.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Draft, Field, diff::is_same, field::Limit, fold, record::Picture, review::UnknownName};

/// Whose words a field has in the practice that stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// What it says itself.
    Keep,
    /// What the other says.
    Take,
    /// Of a list: its own entries, then those of the other that it does not have.
    Both,
}

/// The choices that were made; where none was, what the practice that stays says, or the other where it is silent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picks {
    pub fields: BTreeMap<Field, Pick>,
    pub pictures: Option<Pick>,
}

/// What one of the two says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub draft: Draft,
    pub pictures: Vec<Picture>,
}

/// What is left after a merging was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parted {
    pub said: Said,
    /// Names of the fields somebody has written in since: they stay as they are.
    pub left_in: Vec<String>,
}

/// The name under which pictures stand beside the fields.
pub const PICTURES: &str = "pictures";

impl Pick {
    /// What can be chosen for a field.
    #[must_use]
    pub const fn choices(field: Field) -> &'static [Self] {
        match field.limit() {
            Limit::Lines(_) => &[Self::Keep, Self::Take, Self::Both],
            Limit::Chars(_) | Limit::Words(_) => &[Self::Keep, Self::Take],
        }
    }

    /// Of pictures there can always be more.
    pub const OF_PICTURES: &'static [Self] = &[Self::Keep, Self::Take, Self::Both];

    #[must_use]
    pub const fn usual(stays_silent: bool) -> Self {
        if stays_silent { Self::Take } else { Self::Keep }
    }

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Take => "take",
            Self::Both => "both",
        }
    }
}

impl fmt::Display for Pick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Pick {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let known = Self::OF_PICTURES.iter().copied().find(|pick| pick.name() == name);
        known.ok_or_else(|| UnknownName(name.to_owned()))
    }
}

impl Picks {
    /// The choice for a field: a text that is no list cannot be both.
    #[must_use]
    pub fn of(&self, field: Field, stays: &Draft) -> Pick {
        let chosen = self.fields.get(&field).copied().filter(|pick| Pick::choices(field).contains(pick));
        chosen.unwrap_or_else(|| Pick::usual(stays.get(field).is_empty()))
    }

    #[must_use]
    pub fn of_pictures(&self, stays: &[Picture]) -> Pick {
        self.pictures.unwrap_or_else(|| Pick::usual(stays.is_empty()))
    }
}

/// What the practice that stays says afterwards.
#[must_use]
pub fn join(stays: &Said, goes: &Said, picks: &Picks) -> Said {
    let mut draft = stays.draft.clone();
    for field in Field::ALL.iter().copied() {
        let (ours, theirs) = (stays.draft.get(field), goes.draft.get(field));
        match picks.of(field, &stays.draft) {
            Pick::Keep => {}
            Pick::Take => draft.set(field, theirs),
            Pick::Both => draft.set(field, both_lines(ours, theirs)),
        }
    }
    let pictures = match picks.of_pictures(&stays.pictures) {
        Pick::Keep => stays.pictures.clone(),
        Pick::Take => goes.pictures.clone(),
        Pick::Both => both_pictures(&stays.pictures, &goes.pictures),
    };
    Said { draft, pictures }
}

fn both_lines(ours: &str, theirs: &str) -> String {
    let key = |line: &str| fold(line.trim());
    let mut lines: Vec<&str> = ours.lines().collect();
    for line in theirs.lines() {
        if !lines.iter().any(|known| key(known) == key(line)) {
            lines.push(line);
        }
    }
    lines.join("\n")
}

fn both_pictures(ours: &[Picture], theirs: &[Picture]) -> Vec<Picture> {
    let is_new = |picture: &&Picture| ours.iter().all(|known| known.blob != picture.blob);
    ours.iter().chain(theirs.iter().filter(is_new)).cloned().collect()
}

/// Takes a merging back: what it changed is as `before` again, but for what somebody has changed since.
#[must_use]
pub fn part(before: &Said, after: &Said, now: &Said) -> Parted {
    let mut said = now.clone();
    let mut left_in = Vec::new();
    for field in Field::ALL.iter().copied() {
        let [then, merged, present] = [before, after, now].map(|said| said.draft.get(field));
        if then == merged || present == then {
            continue;
        }
        if is_same(field, merged, present) {
            said.draft.set(field, then);
        } else {
            left_in.push(field.name().to_owned());
        }
    }
    if before.pictures != after.pictures && now.pictures != before.pictures {
        if now.pictures == after.pictures {
            said.pictures.clone_from(&before.pictures);
        } else {
            left_in.push(PICTURES.to_owned());
        }
    }
    Parted { said, left_in }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn said(title: &str, partners: &str) -> Said {
        let fields = [(Field::Title, title), (Field::Partners, partners)];
        Said { draft: fields.into_iter().map(|(field, text)| (field, text.to_owned())).collect(), ..Said::default() }
    }

    fn picks(fields: &[(Field, Pick)]) -> Picks {
        Picks { fields: fields.iter().copied().collect(), pictures: None }
    }

    #[test]
    fn what_stays_is_kept_and_only_its_silence_is_filled() {
        let joined = join(&said("Soup nights", ""), &said("Soups", "School"), &Picks::default());
        assert_eq!(joined, said("Soup nights", "School"));
        let taken = join(&said("Soup nights", "Library"), &said("Soups", ""), &picks(&[(Field::Title, Pick::Take)]));
        assert_eq!(taken, said("Soups", "Library"));
    }

    #[test]
    fn both_of_a_list_is_each_entry_once_and_a_text_is_never_both() {
        let both = picks(&[(Field::Partners, Pick::Both), (Field::Title, Pick::Both)]);
        let joined = join(&said("A", "Library\nÉcole"), &said("B", "ecole \nChoir"), &both);
        assert_eq!(joined, said("A", "Library\nÉcole\nChoir"));
    }

    #[test]
    fn what_was_written_since_stays_and_is_named() {
        let (before, after) = (said("A", "Library"), said("B", "Library\nChoir"));
        let parted = part(&before, &after, &said("B, better", "Library\nChoir"));
        assert_eq!((parted.said, parted.left_in), (said("B, better", "Library"), vec!["title".to_owned()]));
    }

    proptest! {
        #[test]
        fn a_merging_that_nobody_touched_is_taken_back_to_the_letter(
            ours in ("[ab ]{0,3}", "[ab\n]{0,5}"), theirs in ("[ab ]{0,3}", "[ab\n]{0,5}"),
            chosen in proptest::collection::vec(0_usize..3, 2)
        ) {
            let (stays, goes) = (said(&ours.0, &ours.1), said(&theirs.0, &theirs.1));
            let pick = |at: usize| Pick::OF_PICTURES[chosen[at]];
            let joined = join(&stays, &goes, &picks(&[(Field::Title, pick(0)), (Field::Partners, pick(1))]));
            let parted = part(&stays, &joined, &joined);
            prop_assert_eq!(parted.said, stays);
            prop_assert!(parted.left_in.is_empty());
        }
    }
}
