//! What an item is marked with when its page was read again: what can be told from the text is told anew, the rest stays.

use crate::desk::receive::story;
use crate::{
    desk::receive::flags_of,
    domain::{Candidate, Draft, Record, essence::says_the_same, flag::Flag, language, merge::Conflict},
};

/// The remarks on a text, with those made before that are not about it and were not made anew.
pub(in crate::desk) fn remarks(before: &[Flag], record: &Record, conflicts: &[Conflict], new: Vec<Flag>) -> Vec<Flag> {
    let mut flags = flags_of(record);
    if !conflicts.is_empty() {
        flags.push(Flag::Conflict { fields: conflicts.iter().map(|conflict| conflict.field.to_string()).collect() });
    }
    let is_new = |flag: &Flag| {
        new.iter().any(|new| std::mem::discriminant(new) == std::mem::discriminant(flag) && !flag.is_likeness())
    };
    flags.extend(before.iter().filter(|flag| !flag.is_of_text() && !is_new(flag)).cloned());
    for flag in new {
        if !flags.contains(&flag) {
            flags.push(flag);
        }
    }
    flags
}

/// Without what a page that is there again was marked with.
pub(super) fn without_absence(flags: &[Flag]) -> Vec<Flag> {
    flags.iter().filter(|flag| !flag.is_absence()).cloned().collect()
}

/// Without what it was compared with: it is compared anew.
pub(super) fn without_likeness(flags: &[Flag]) -> Vec<Flag> {
    flags.iter().filter(|flag| !flag.is_likeness()).cloned().collect()
}

/// What the reader of the page noted.
pub(super) fn of_reading(candidate: &Candidate) -> Vec<Flag> {
    candidate.notes.iter().filter_map(Flag::of_note).collect()
}

/// That a page is written in another language than before.
pub(super) fn of_language(before: &Draft, after: &Draft) -> Option<Flag> {
    let (from, to) = language::turned(&story(before), &story(after))?;
    Some(Flag::LanguageChanged { from: from.to_string(), to: to.to_string() })
}

/// Conflicts nobody has decided about stay, with what the source says now, as long as the two still differ; newer ones
/// take their place.
pub(super) fn undecided(
    before: Vec<Conflict>,
    flags: &[Flag],
    new: Vec<Conflict>,
    ours: &Draft,
    theirs: &Draft,
) -> Vec<Conflict> {
    let is_open = |conflict: &Conflict| {
        flags.iter().any(
            |flag| matches!(flag, Flag::Conflict { fields } if fields.iter().any(|name| name == conflict.field.name())),
        )
    };
    let mut conflicts = new;
    for mut conflict in before.into_iter().filter(is_open) {
        let field = conflict.field;
        let is_new = conflicts.iter().any(|new| new.field == field);
        if is_new || says_the_same(field, ours.get(field), theirs.get(field)) {
            continue;
        }
        theirs.get(field).clone_into(&mut conflict.theirs);
        ours.get(field).clone_into(&mut conflict.ours);
        conflicts.push(conflict);
    }
    conflicts.sort_by_key(|conflict| conflict.field);
    conflicts
}
