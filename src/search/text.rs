//! The index of words: its fields, how a document is written to it and how words are asked of it.

use std::ops::Bound;

use tantivy::{
    TantivyDocument, Term,
    query::{
        BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, FuzzyTermQuery, InvertedIndexRangeQuery, Occur,
        PhraseQuery, Query, TermQuery,
    },
    schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
};

use super::{
    ask::{Ask, Part},
    document::Document,
    fold::Word,
    near,
    stem::Tongue,
};

#[derive(Clone, Copy)]
pub(super) struct Fields {
    slot: Field,
    /// The document's name, in two halves.
    id: [Field; 2],
    stamp: Field,
    /// The languages its texts are in.
    tongue: Field,
    title: Field,
    title_stems: Field,
    words: Field,
    stems: Field,
}

// What a word is worth by where it is found. Only the order matters, and that one place counts far more than the others.
const IN_TITLE: f32 = 6.0;
const STEM_IN_TITLE: f32 = 4.0;
const IN_TEXT: f32 = 1.5;
const BEGINS_IN_TITLE: f32 = 0.6;
const BEGINS_IN_TEXT: f32 = 0.1;
const NEARLY_IN_TITLE: f32 = 0.5;
const NEARLY_IN_TEXT: f32 = 0.1;
const OTHER_PLACES: f32 = 0.1;

/// Whether words may be misspelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typos {
    Count,
    /// A letter too many, missing, wrong or in another place in each word, two in long ones.
    Forgiven,
}

/// Names of the fields that hold a document's slot, its name in two halves, and the mark of what it was made from.
pub(super) const SLOT: &str = "slot";
pub(super) const ID: [&str; 2] = ["id_high", "id_low"];
pub(super) const STAMP: &str = "stamp";

pub(super) fn schema() -> (Schema, Fields) {
    let text = |record| {
        // Terms come prepared and joined by spaces.
        let indexing = TextFieldIndexing::default().set_tokenizer("whitespace").set_index_option(record);
        TextOptions::default().set_indexing_options(indexing)
    };
    let mut schema = Schema::builder();
    let fields = Fields {
        slot: schema.add_u64_field(SLOT, FAST | INDEXED),
        id: ID.map(|name| schema.add_u64_field(name, FAST)),
        stamp: schema.add_u64_field(STAMP, FAST),
        tongue: schema.add_text_field("tongue", text(IndexRecordOption::Basic)),
        title: schema.add_text_field("title", text(IndexRecordOption::WithFreqsAndPositions)),
        title_stems: schema.add_text_field("title_stems", text(IndexRecordOption::WithFreqs)),
        words: schema.add_text_field("words", text(IndexRecordOption::WithFreqsAndPositions)),
        stems: schema.add_text_field("stems", text(IndexRecordOption::WithFreqs)),
    };
    (schema.build(), fields)
}

impl Fields {
    pub fn document(&self, slot: u32, given: &Document) -> TantivyDocument {
        let (mut document, terms) = (TantivyDocument::default(), given.terms());
        let (high, low) = given.id.as_u64_pair();
        document.add_u64(self.slot, u64::from(slot));
        document.add_u64(self.id[0], high);
        document.add_u64(self.id[1], low);
        document.add_u64(self.stamp, given.stamp());
        for tongue in &terms.tongues {
            document.add_text(self.tongue, tongue.code());
        }
        let runs = [
            (self.title, &terms.title),
            (self.title_stems, &terms.title_stems),
            (self.words, &terms.words),
            (self.stems, &terms.stems),
        ];
        for (field, runs) in runs {
            for run in runs.iter().filter(|run| !run.is_empty()) {
                document.add_text(field, run);
            }
        }
        document
    }

    pub fn at_slot(&self, slot: u32) -> Term {
        Term::from_field_u64(self.slot, u64::from(slot))
    }

    /// What matches the words, read once in each language there are texts in: a document answers to the stop words and the
    /// stems of its own languages only.
    pub fn query(&self, ask: &Ask, tongues: &[Tongue], typos: Typos) -> Box<dyn Query> {
        let readings = tongues.iter().map(|tongue| self.reading(ask, *tongue, typos));
        Box::new(DisjunctionMaxQuery::new(readings.collect()))
    }

    fn reading(&self, ask: &Ask, tongue: Tongue, typos: Typos) -> Box<dyn Query> {
        let tongue_term = exact(self.tongue, tongue.code());
        let mut clauses: Vec<(Occur, Box<dyn Query>)> =
            vec![(Occur::Must, Box::new(ConstScoreQuery::new(tongue_term, 0.0)))];
        for (part, needed) in ask.needs(tongue) {
            let occur = if needed { Occur::Must } else { Occur::Should };
            let clause = match part {
                Part::Phrase(words) => self.phrase(words),
                Part::Word { word, begins } => self.word(word, *begins, tongue, typos),
            };
            clauses.push((occur, clause));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    /// One word: the same word, another form of it, or a word it begins.
    fn word(&self, word: &Word, begins: bool, tongue: Tongue, typos: Typos) -> Box<dyn Query> {
        let mut places =
            vec![boosted(exact(self.title, &word.folded), IN_TITLE), boosted(exact(self.words, &word.folded), IN_TEXT)];
        for stem in tongue.stems(std::slice::from_ref(word)) {
            places.push(boosted(exact(self.title_stems, &stem), STEM_IN_TITLE));
            places.push(exact(self.stems, &stem));
        }
        if begins {
            places.push(beginning(self.title, &word.folded, BEGINS_IN_TITLE));
            places.push(beginning(self.words, &word.folded, BEGINS_IN_TEXT));
        }
        if let Some(slips) = near::slips(&word.folded).filter(|_| typos == Typos::Forgiven) {
            places.push(boosted(nearly(self.title, &word.folded, slips), NEARLY_IN_TITLE));
            places.push(boosted(nearly(self.words, &word.folded, slips), NEARLY_IN_TEXT));
        }
        Box::new(DisjunctionMaxQuery::with_tie_breaker(places, OTHER_PLACES))
    }

    fn phrase(&self, words: &[Word]) -> Box<dyn Query> {
        let at = |field| -> Box<dyn Query> {
            match words {
                [word] => exact(field, &word.folded),
                words => Box::new(PhraseQuery::new(
                    words.iter().map(|word| Term::from_field_text(field, &word.folded)).collect(),
                )),
            }
        };
        let places = vec![boosted(at(self.title), IN_TITLE), boosted(at(self.words), IN_TEXT)];
        Box::new(DisjunctionMaxQuery::with_tie_breaker(places, OTHER_PLACES))
    }
}

/// A term a slip of the finger away: a letter more, less, other, or two in each other's place (Damerau and Levenshtein).
fn nearly(field: Field, term: &str, slips: u8) -> Box<dyn Query> {
    Box::new(FuzzyTermQuery::new(Term::from_field_text(field, term), slips, true))
}

fn exact(field: Field, term: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs))
}

fn boosted(query: Box<dyn Query>, boost: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, boost))
}

/// All terms that begin so: UTF-8 sorts as code points do, and no text begins with the last one.
fn beginning(field: Field, start: &str, score: f32) -> Box<dyn Query> {
    let first = Term::from_field_text(field, start);
    let after = Term::from_field_text(field, &format!("{start}{}", char::MAX));
    let range = InvertedIndexRangeQuery::new(Bound::Included(first), Bound::Excluded(after));
    Box::new(ConstScoreQuery::new(Box::new(range), score))
}
