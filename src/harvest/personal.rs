//! Keeps contact persons, mail addresses and telephone numbers of partner pages out of what becomes a candidate, from whatever
//! kind of source it came. What stands in the restricted snapshot stays there.

use super::{
    auto::{Meaning, meaning},
    scope::{Shape, shape},
};
use crate::domain::{
    CleanText, Draft, Field,
    candidate::{Note, Origins, OtherReading, PictureAtSource},
    rules::personal::without,
};

/// A line with an address or a number in so few words tells nothing else.
const CONTACT_LINE: usize = 12;
/// What follows a line that says "Contact:" is the contact where it is no longer than this.
const CONTACT_BLOCK: usize = 40;
const LONGEST_LABEL: usize = 40;

/// Takes them out of all that was read of a practice, and notes it.
pub(super) fn leave_out_of_all(
    draft: &mut Draft,
    origins: &mut Origins,
    readings: &mut [OtherReading],
    pictures: &mut [PictureAtSource],
    notes: &mut Vec<Note>,
) {
    let note = leave_out(draft, origins, readings);
    leave_out_of_pictures(pictures);
    notes.extend(note.filter(|note| !notes.contains(note)));
}

/// Takes them out; a note when there were any.
pub(super) fn leave_out(draft: &mut Draft, origins: &mut Origins, readings: &mut [OtherReading]) -> Option<Note> {
    let mut left_out: Vec<String> = Vec::new();
    for field in Field::ALL.iter().copied() {
        let cleaned = cleaned(field, draft.get(field), &mut left_out);
        if let Some(text) = cleaned {
            draft.set(field, text);
        }
    }
    for reading in readings {
        if let Some(text) = prose(&reading.text, &mut left_out) {
            reading.text = text;
        }
    }
    for origin in origins.values_mut().flatten() {
        for words in left_out.iter().filter(|words| !words.is_empty()) {
            origin.quote = origin.quote.replace(words.as_str(), "");
            cut_short(&mut origin.quote, words);
        }
        if let Some(quote) = without(&origin.quote) {
            origin.quote = quote;
        }
    }
    origins.retain(|field, _| !draft.get(*field).is_empty());
    (!left_out.is_empty()).then(note)
}

/// Takes them out of what pictures are said to show. A credit is no contact: whose a picture is must be said.
fn leave_out_of_pictures(pictures: &mut [PictureAtSource]) {
    for words in pictures.iter_mut().flat_map(|picture| [&mut picture.alt, &mut picture.credit]) {
        if let Some(rest) = without(words) {
            *words = rest;
        }
    }
}

/// Says that contacts were left out.
pub(super) fn note() -> Note {
    Note::new("source-note-personal")
}

/// Takes the beginning of words off a quote that breaks off within them.
fn cut_short(quote: &mut String, words: &str) {
    let Some(whole) = quote.strip_suffix('…') else { return };
    let begins = |at: &usize| whole.len() - at > 2 && words.starts_with(&whole[*at..]);
    if let Some(at) = whole.char_indices().map(|(at, _)| at).find(begins) {
        quote.truncate(at);
        quote.push('…');
    }
}

/// A field's text without them; none where it has none.
fn cleaned(field: Field, text: &str, left_out: &mut Vec<String>) -> Option<String> {
    if matches!(field, Field::Period | Field::Status | Field::Topics | Field::Language) {
        return None;
    }
    match shape(field) {
        Shape::Prose => prose(text, left_out),
        Shape::Links => {
            let is_kept = |line: &&str| without(line.rsplit('|').next().unwrap_or_default()).is_none();
            lines(text, is_kept, left_out)
        }
        Shape::Line | Shape::Lines => lines(text, |line| field == Field::Title || !is_labelled(line), left_out),
    }
}

/// Lines each for itself.
fn lines(text: &str, is_kept: impl Fn(&&str) -> bool, left_out: &mut Vec<String>) -> Option<String> {
    let before = left_out.len();
    let mut kept = Vec::new();
    for line in text.lines() {
        if !is_kept(&line) {
            left_out.push(plain(line));
            continue;
        }
        let (title, address) = line.rsplit_once(" | ").map_or((line, ""), |(title, address)| (title, address));
        match without(title) {
            Some(rest) => {
                left_out.push(String::new());
                let rest = rest.trim_matches(|letter: char| letter.is_whitespace() || ",;:()<>–-".contains(letter));
                let line = [rest, address].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" | ");
                kept.extend((!line.is_empty()).then_some(line));
            }
            None => kept.push(line.to_owned()),
        }
    }
    (left_out.len() > before).then(|| kept.join("\n"))
}

/// Markdown: sections and lines that are headed or labelled as a contact, lines that are little but an address or a number,
/// and these alone where they stand in a sentence.
fn prose(markdown: &str, left_out: &mut Vec<String>) -> Option<String> {
    let before = left_out.len();
    let mut kept: Vec<String> = Vec::new();
    // The rank of the heading that heads contacts, while they last.
    let mut section = None;
    let mut is_awaited = false;
    for block in markdown.split("\n\n") {
        let rank = block.bytes().take_while(|byte| *byte == b'#').count();
        if rank > 0 && section.is_none_or(|section| rank <= section) {
            section = is_contact(&plain(block)).then_some(rank);
            is_awaited = false;
        }
        let is_contacts =
            std::mem::take(&mut is_awaited) && rank == 0 && is_short(block, CONTACT_BLOCK) && !is_run_in(block);
        if section.is_some() || is_contacts {
            left_out.extend(block.lines().map(plain));
            continue;
        }
        let mut lines = Vec::new();
        let mut is_over = false;
        for line in block.lines() {
            let is_contact = is_over || is_labelled(line);
            if is_contact || has_contact(line) && is_short(line, CONTACT_LINE) {
                // "Contact:" alone: whoever it is stands below.
                is_over |= is_contact && plain(line).trim_end_matches(':').split(':').count() < 2;
                left_out.push(plain(line));
            } else if let Some(rest) = without(line) {
                left_out.push(String::new());
                lines.push(rest.trim_end().to_owned());
            } else {
                lines.push(line.to_owned());
            }
        }
        is_awaited = is_over && lines.is_empty() && block.lines().count() == 1;
        if !lines.is_empty() {
            kept.push(lines.join("\n"));
        }
    }
    (left_out.len() > before).then(|| CleanText::from_markdown(&kept.join("\n\n")).markdown().to_owned())
}

fn has_contact(line: &str) -> bool {
    without(line).is_some()
}

/// "Contact person: …", "**Telefon** …"
fn is_labelled(line: &str) -> bool {
    // Most lines are seen to be none without being rendered: nothing in them ends a label or can be shortened to one.
    let is_bare = !line.contains([':', '[', '<', '&']);
    if is_bare && line.chars().filter(|letter| letter.is_alphanumeric()).nth(LONGEST_LABEL).is_some() {
        return false;
    }
    let plain = plain(line);
    let label = plain.split(':').next().unwrap_or_default().trim();
    let is_label = label.chars().count() <= LONGEST_LABEL && (plain.contains(':') || plain.len() == label.len());
    is_label && is_contact(label)
}

fn is_contact(words: &str) -> bool {
    meaning(words) == Some(Meaning::Private)
}

fn is_short(text: &str, most: usize) -> bool {
    text.split_whitespace().count() <= most
}

/// A block that begins with a label of its own.
fn is_run_in(block: &str) -> bool {
    let first = plain(block.lines().next().unwrap_or_default());
    first.split_once(':').is_some_and(|(label, _)| meaning(label).is_some_and(|meaning| meaning != Meaning::Private))
}

/// A line's words without the marks of Markdown.
fn plain(line: &str) -> String {
    let bare = line.trim_start_matches(['#', '>', ' ']);
    let bare = ["- ", "* ", "+ "].iter().find_map(|mark| bare.strip_prefix(mark)).unwrap_or(bare);
    // A backslash at the end breaks the line.
    CleanText::from_markdown(bare.trim_end_matches('\\')).plain().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::candidate::Origin;

    fn of(field: Field, text: &str) -> String {
        let mut draft = Draft::default();
        draft.set(field, text);
        leave_out(&mut draft, &mut Origins::new(), &mut []);
        draft.get(field).to_owned()
    }

    #[test]
    fn contacts_are_left_out_of_a_story_and_all_else_stays() {
        for (text, expected) in [
            ("They meet weekly.\n\nContact: Ann Ek, ann@city.example", "They meet weekly."),
            (
                "They meet.\n\n**Contact person:**\n\nAnn Ek\\\nHead of office\n\nThe hall is full.",
                "They meet.\n\nThe hall is full.",
            ),
            (
                "## Process\n\nThey cook.\n\n## Kontakt\n\nAnn Ek\n\nRathaus 1\n\n## Ergebnisse\n\nForty came.",
                "## Process\n\nThey cook.\n\n## Ergebnisse\n\nForty came.",
            ),
            ("- Forty came\n- Tel. 55 56 55 56\n- All ate", "- Forty came\n- All ate"),
            ("[Write to Ann](mailto:ann@city.example)\n\nForty came.", "Forty came."),
            (
                "Plans are at https://city.example/0123456789 since 2016.",
                "Plans are at https://city.example/0123456789 since 2016.",
            ),
            ("Between 01.02.2016 - 03.04.2016 they met.", "Between 01.02.2016 - 03.04.2016 they met."),
        ] {
            assert_eq!(of(Field::Process, text), expected, "{text}");
        }
        let sentence = "Whoever wants to open a hall of their own may write to the city at hall@city.example and is given a plan of the hall within a week.";
        let rest = of(Field::Process, sentence);
        assert!(rest.starts_with("Whoever wants") && rest.ends_with("within a week.") && !rest.contains('@'), "{rest}");
    }

    #[test]
    fn contacts_are_left_out_of_lines_links_quotes_and_other_readings() {
        assert_eq!(of(Field::Lead, "City of Gent, info@gent.example"), "City of Gent");
        assert_eq!(
            of(Field::Partners, "Red Cross\nE-mail: a@b.example\nLibrary (+32 9 123 45 67)"),
            "Red Cross\nLibrary"
        );
        assert_eq!(
            of(Field::Links, "Write | mailto:a@b.example\nPlan | https://a.example/0123456789"),
            "Plan | https://a.example/0123456789"
        );
        let mut draft = Draft::default();
        draft.set(Field::Process, "They meet.\n\nContact: Ann Ek");
        let mut origins: Origins = [(Field::Process, vec![Origin::new("body", "They meet. Contact: Ann Ek")])].into();
        let mut readings = [OtherReading {
            field: Field::Process,
            reader: "x".to_owned(),
            text: "They meet.\n\nCall 01 23 45 67 89".to_owned(),
        }];
        assert!(leave_out(&mut draft, &mut origins, &mut readings).is_some());
        assert_eq!((readings[0].text.as_str(), origins[&Field::Process][0].quote.trim()), ("They meet.", "They meet."));
        assert!(leave_out(&mut draft, &mut origins, &mut readings).is_none(), "nothing is left to leave out");
    }
}
