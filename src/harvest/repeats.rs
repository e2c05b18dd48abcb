//! What a site repeats on most of its pages is no part of a practice: boxes, notices and lists of others that a reader of one
//! page alone takes for text. Told by comparing pages of one source; what one page alone has is never touched.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use sha2::{Digest, Sha256};

use super::auto::{Meaning, meaning, words};
use crate::domain::{
    CleanText, Draft, Field,
    candidate::{KnownPage, Note, Origin, Origins, OtherReading},
};

/// Fewer pages show nothing: two may tell of the same thing.
const FEW: usize = 3;
/// So many pages tell what the others have too: memory does not grow with a source.
const MOST_PAGES: usize = 50;
/// Pieces of one page beyond these are not compared.
const MOST_PIECES: usize = 200;
/// Under a heading that names a part, shorter pieces are answers that several practices may give: "Young people".
const LONG: usize = 8;
/// What of the words left out is told, and of each.
const MOST_TOLD: usize = 300;
const MOST_TOLD_EACH: usize = 80;

/// The pieces that pages of one source have, as fingerprints, by address.
#[derive(Default)]
pub(super) struct Layout {
    pages: BTreeMap<String, Vec<u64>>,
}

/// Fingerprints of what most pages have.
pub(super) struct Repeated(HashSet<u64>);

impl Layout {
    /// As far as it is known from earlier readings.
    pub(super) fn of(known: &BTreeMap<Arc<str>, Arc<KnownPage>>) -> Self {
        let pages = known.iter().filter(|(_, page)| !page.pieces.is_empty());
        Self { pages: pages.map(|(url, page)| (url.to_string(), page.pieces.clone())).collect() }
    }

    /// Looks at a page; `named` are the fields its headings name. Answers what is to be remembered of it, nothing where enough
    /// is known of others.
    pub(super) fn see(&mut self, url: &str, draft: &Draft, named: &BTreeSet<Field>) -> Vec<u64> {
        if self.pages.len() >= MOST_PAGES && !self.pages.contains_key(url) {
            return Vec::new();
        }
        let mut found = BTreeSet::new();
        for field in Field::STORY {
            let least = least_words(named, field);
            let pieces = pieces(draft.get(field));
            let may_repeat = pieces.iter().filter(|piece| piece.is_as_long_as(least) && !piece.names_a_part());
            found.extend(may_repeat.take(MOST_PIECES).map(|piece| fingerprint(&piece.plain)));
        }
        let found: Vec<u64> = found.into_iter().take(MOST_PIECES).collect();
        self.take_up(url, &found);
        found
    }

    /// What an earlier part of this reading saw of a page.
    pub(super) fn take_up(&mut self, url: &str, pieces: &[u64]) {
        if !pieces.is_empty() {
            self.pages.insert(url.to_owned(), pieces.to_vec());
        }
    }

    /// A page that turned out to be none.
    pub(super) fn forget(&mut self, url: &str) {
        self.pages.remove(url);
    }

    /// What stands on three pages at least, and on more than half of them.
    pub(super) fn repeated(&self) -> Repeated {
        let mut counts: HashMap<u64, usize> = HashMap::new();
        for piece in self.pages.values().flatten() {
            *counts.entry(*piece).or_default() += 1;
        }
        counts.retain(|_, count| *count >= FEW && *count * 2 > self.pages.len());
        Repeated(counts.into_keys().collect())
    }
}

impl Repeated {
    /// Takes what most pages have out of a story and its other readings; a note of what it was, when there was any.
    pub(super) fn leave_out(
        &self,
        draft: &mut Draft,
        origins: &mut Origins,
        readings: &mut Vec<OtherReading>,
        named: &BTreeSet<Field>,
    ) -> Option<Note> {
        if self.0.is_empty() {
            return None;
        }
        let mut left_out = Vec::new();
        let of_field = |field| Some((field, self.rest_of(draft.get(field), least_words(named, field), &mut left_out)?));
        let rests: BTreeMap<Field, String> = Field::STORY.into_iter().filter_map(of_field).collect();
        let is_told = |field: &Field| !rests.get(field).map_or(draft.get(*field), String::as_str).is_empty();
        if !Field::STORY.iter().any(is_told) {
            // Then it is all that several practices say of themselves.
            return None;
        }
        for (field, kept) in rests {
            if kept.is_empty() {
                origins.remove(&field);
            } else if let Some([place]) = origins.get_mut(&field).map(Vec::as_mut_slice) {
                quote_anew(place, &kept);
            }
            draft.set(field, kept);
        }
        let mut unsaid = Vec::new();
        for reading in readings.iter_mut() {
            if let Some(kept) = self.rest_of(&reading.text, 0, &mut unsaid) {
                reading.text = kept;
            }
        }
        readings.retain(|reading| !reading.text.is_empty() && reading.text != draft.get(reading.field));
        (!left_out.is_empty()).then(|| Note::new("source-note-repeated").with("words", told(&left_out)))
    }

    /// A text without them; none where it has none. A heading goes with all that stood under it, a part that is named by one
    /// never goes whole.
    fn rest_of(&self, markdown: &str, least: usize, left_out: &mut Vec<String>) -> Option<String> {
        let pieces = pieces(markdown);
        let is_repeated = |piece: &Piece<'_>| {
            piece.is_as_long_as(least) && self.0.contains(&fingerprint(&piece.plain)) && !piece.names_a_part()
        };
        let mut kept: Vec<bool> = pieces.iter().map(|piece| piece.rank > 0 || !is_repeated(piece)).collect();
        if least > 0 && !pieces.iter().zip(&kept).any(|(piece, kept)| piece.rank == 0 && *kept) {
            return None;
        }
        for at in (0..pieces.len()).rev().filter(|at| pieces[*at].rank > 0) {
            let is_below = |piece: &&Piece<'_>| piece.rank == 0 || piece.rank > pieces[at].rank;
            let below = pieces[at + 1..].iter().take_while(is_below).count();
            kept[at] = !is_repeated(&pieces[at]) || kept[at + 1..=at + below].contains(&true);
        }
        if !kept.contains(&false) {
            return None;
        }
        let mut text = String::new();
        let mut block = None;
        for (piece, kept) in pieces.iter().zip(kept) {
            if !kept {
                left_out.push(piece.plain.clone());
                continue;
            }
            if let Some(before) = block {
                text.push_str(if before == piece.block { "\n" } else { "\n\n" });
            }
            text.push_str(piece.text);
            block = Some(piece.block);
        }
        Some(CleanText::from_markdown(&text).markdown().to_owned())
    }
}

/// A paragraph, a heading, or a line of a list.
struct Piece<'a> {
    text: &'a str,
    plain: String,
    /// The place of its block in the text.
    block: usize,
    /// Of a heading; of what stands in bold or before a colon alone, the last. Of all else 0.
    rank: usize,
}

impl Piece<'_> {
    fn is_as_long_as(&self, least: usize) -> bool {
        !self.plain.is_empty() && (least == 0 || self.plain.split_whitespace().count() >= least)
    }

    fn names_a_part(&self) -> bool {
        !matches!(meaning(&self.plain), None | Some(Meaning::Other | Meaning::Private))
    }
}

fn pieces(markdown: &str) -> Vec<Piece<'_>> {
    const LAST_RANK: usize = 7;
    let mut pieces = Vec::new();
    for (block, text) in markdown.split("\n\n").enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        let is_list = text.lines().all(is_of_a_list);
        let texts = if is_list { text.lines().collect() } else { vec![text] };
        for text in texts {
            let plain = words(text);
            let marks = text.bytes().take_while(|byte| *byte == b'#').count();
            let is_bold = text.starts_with("**") && text.trim_end().ends_with("**") && text.matches("**").count() == 2;
            let rank = if marks == 0 && (is_bold || plain.ends_with(':')) { LAST_RANK } else { marks };
            pieces.push(Piece { text, plain, block, rank });
        }
    }
    pieces
}

fn is_of_a_list(line: &str) -> bool {
    let line = line.trim_start();
    let after_number = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark))
        || after_number.len() < line.len() && (after_number.starts_with(". ") || after_number.starts_with(") "))
}

fn least_words(named: &BTreeSet<Field>, field: Field) -> usize {
    if named.contains(&field) { LONG } else { 0 }
}

fn fingerprint(plain: &str) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&Sha256::digest(plain)[..8]);
    u64::from_be_bytes(first)
}

/// A place whose quote held what was left out quotes the first words that are kept.
fn quote_anew(place: &mut Origin, kept: &str) {
    if !words(kept).starts_with(place.quote.trim_end_matches('…')) {
        let first = pieces(kept).into_iter().find(|piece| piece.rank == 0);
        let quote = Origin::new("", &first.map(|piece| piece.plain).unwrap_or_default()).quote;
        place.quote = quote;
    }
}

/// The words left out, each once, as far as they fit.
fn told(left_out: &[String]) -> String {
    let mut told: Vec<String> = Vec::new();
    for words in left_out {
        let mut short: String = words.chars().take(MOST_TOLD_EACH).collect();
        if short.len() < words.len() {
            short.push('…');
        }
        if !told.contains(&short) {
            told.push(short);
        }
    }
    let all = told.join(" · ");
    match all.char_indices().nth(MOST_TOLD) {
        Some((end, _)) => format!("{}…", &all[..end]),
        None => all,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(process: &str) -> Draft {
        [(Field::Process, process.to_owned())].into_iter().collect()
    }

    /// The texts of the process after all of them were seen.
    fn without(texts: &[&str]) -> Vec<String> {
        let mut layout = Layout::default();
        let named = BTreeSet::new();
        for (at, text) in texts.iter().enumerate() {
            layout.see(&format!("/{at}"), &draft(text), &named);
        }
        let repeated = layout.repeated();
        let left = |text: &&str| {
            let mut draft = draft(text);
            repeated.leave_out(&mut draft, &mut Origins::new(), &mut Vec::new(), &named);
            draft.get(Field::Process).to_owned()
        };
        texts.iter().map(left).collect()
    }

    #[test]
    fn what_most_pages_have_goes_with_its_heading_and_what_one_has_stays() {
        let page = |own: &str| {
            format!(
                "## Process\n\n{own}\n\n### What we did\n\n{own} Then more.\n\n## Stay in touch\n\nSubscribe to our letter."
            )
        };
        let left = without(&[&page("They cook."), &page("They sing."), &page("They plant.")]);
        assert_eq!(left[0], "## Process\n\nThey cook.\n\n### What we did\n\nThey cook. Then more.");
        let two = [page("They cook."), page("They sing.")];
        assert_eq!(without(&[&two[0], &two[1]]), two, "two pages show nothing");
        let last = ["A\n\nEnd.", "B\n\nEnd.", "C\n\nEnd.", "D", "E", "F"];
        assert_eq!(without(&last), last, "half of the pages are not most of them");
    }

    #[test]
    fn a_story_that_would_have_nothing_left_stays() {
        let same = ["More follows soon."; 4];
        assert_eq!(without(&same), same);
    }

    #[test]
    fn a_list_of_the_other_practices_goes_line_by_line() {
        let others = "- [Soup](/1)\n- [Choir](/2)\n- [Garden](/3)\n- [Market](/4)\n- [Radio](/5)";
        let page = |own: &str, line: &str| format!("{own}\n\n- {own} one\n- {own} two\n\n{}", others.replace(line, ""));
        let page = |own: &str, line: &str| page(own, line).replace("\n\n\n", "\n\n").trim_end().to_owned();
        let left = without(&[
            &page("Soup is cooked.", "- [Soup](/1)\n"),
            &page("A choir sings.", "- [Choir](/2)\n"),
            &page("A garden grows.", "- [Garden](/3)\n"),
            &page("A market sells.", "- [Market](/4)\n"),
        ]);
        assert_eq!(left[1], "A choir sings.\n\n- A choir sings. one\n- A choir sings. two");
    }

    #[test]
    fn a_part_that_is_named_keeps_its_answers_and_is_never_left_out_whole() {
        let named = BTreeSet::from([Field::Beneficiaries, Field::Impact]);
        let notice = "This project was made with the help of the fund for neighbours.";
        let page = |own: &str| -> Draft {
            let impact = if own.is_empty() { notice.to_owned() } else { format!("{own}\n\n{notice}") };
            [(Field::Beneficiaries, "Young people".to_owned()), (Field::Impact, impact)].into_iter().collect()
        };
        let mut layout = Layout::default();
        let pages = [page("Forty came."), page("Fifty came."), page("")];
        for (at, page) in pages.iter().enumerate() {
            layout.see(&format!("/{at}"), page, &named);
        }
        let repeated = layout.repeated();
        let mut left = pages.clone();
        let mut origins: Origins = [(Field::Impact, vec![Origin::new("p", &format!("Forty came. {notice}"))])].into();
        let note = repeated.leave_out(&mut left[0], &mut origins, &mut Vec::new(), &named).unwrap();
        assert_eq!(note.arguments[0].1, notice);
        assert_eq!((left[0].get(Field::Impact), left[0].get(Field::Beneficiaries)), ("Forty came.", "Young people"));
        assert_eq!(origins[&Field::Impact][0].quote, "Forty came.");
        assert!(repeated.leave_out(&mut left[2], &mut Origins::new(), &mut Vec::new(), &named).is_none());
        assert_eq!(left[2], pages[2]);
    }

    #[test]
    fn memory_does_not_grow_with_a_source() {
        let mut layout = Layout::default();
        let remembered = (0..80).filter(|at| {
            let text = format!("Page {at}.\n\nThe same on all.");
            !layout.see(&format!("/{at}"), &draft(&text), &BTreeSet::new()).is_empty()
        });
        assert_eq!(remembered.count(), MOST_PAGES);
        assert_eq!(layout.repeated().0.len(), 1);
    }
}
