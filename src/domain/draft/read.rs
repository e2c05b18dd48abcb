//! From a draft's texts to a record, each field by its own parser.

use unicode_segmentation::UnicodeSegmentation;

use super::{Draft, Vocabulary};
use crate::domain::{
    CityRef, CleanText, Field, FieldErrors, LanguageTag, Period, Record, clean_line,
    field::Limit,
    record::{Link, PracticeStatus},
};

pub(super) fn read(draft: &Draft, vocabulary: &Vocabulary<'_>) -> (Record, FieldErrors) {
    let mut reader = Reader { record: Record::default(), errors: FieldErrors::default(), vocabulary };
    for (field, text) in draft.fields() {
        if text.len() > Limit::BYTES {
            reader.errors.add_with(field, "error-too-many-bytes", &[("most", (Limit::BYTES / 1024).to_string())]);
        } else {
            reader.field(field, text);
        }
    }
    (reader.record, reader.errors)
}

struct Reader<'a> {
    record: Record,
    errors: FieldErrors,
    vocabulary: &'a Vocabulary<'a>,
}

impl Reader<'_> {
    fn field(&mut self, field: Field, text: &str) {
        match field {
            Field::Title => self.record.title = self.line(field, text),
            Field::Statement => self.record.statement = self.line(field, text),
            Field::Lead => self.record.lead = self.line(field, text),
            Field::Period => self.period(text),
            Field::Status => self.status(text),
            Field::Language => self.language(text),
            Field::Cities => self.cities(text),
            Field::Topics => self.topics(text),
            Field::Partners => self.record.partners = self.lines(field, text, &['\n'], |_, line| Some(line.to_owned())),
            Field::Links => self.links(text),
            Field::Summary
            | Field::Purpose
            | Field::Rationale
            | Field::Process
            | Field::Impact
            | Field::Evaluation
            | Field::Beneficiaries
            | Field::Funding
            | Field::Difficulties
            | Field::Advice => self.story(field, text),
        }
    }

    fn line(&mut self, field: Field, text: &str) -> String {
        let line = clean_line(text);
        self.hold_to_limit(field, &line, 0);
        line
    }

    fn story(&mut self, field: Field, text: &str) {
        let text = CleanText::from_markdown(text);
        self.hold_to_limit(field, text.markdown(), text.word_count());
        if let Some(place) = self.record.text_mut(field) {
            *place = text;
        }
    }

    fn hold_to_limit(&mut self, field: Field, text: &str, words: usize) {
        let (phrase, limit, count) = match field.limit() {
            Limit::Chars(limit) => ("error-too-many-characters", limit, text.graphemes(true).count()),
            Limit::Words(limit) => ("error-too-many-words", limit, words),
            Limit::Lines(_) => return,
        };
        if count > limit {
            self.errors.add_with(field, phrase, &[("most", limit.to_string()), ("count", count.to_string())]);
        }
    }

    fn period(&mut self, text: &str) {
        let written = self.line(Field::Period, text);
        self.record.period = (!written.is_empty()).then(|| Period::read(&written));
    }

    fn status(&mut self, text: &str) {
        self.record.status = PracticeStatus::find(text);
        if self.record.status.is_none() {
            self.errors.add_with(Field::Status, "error-status-unknown", &[("status", clean_line(text))]);
        }
    }

    fn language(&mut self, text: &str) {
        match LanguageTag::parse(text) {
            Ok(tag) => self.record.language = Some(tag),
            Err(_) => {
                self.errors.add_with(Field::Language, "error-language-unknown", &[("language", clean_line(text))]);
            }
        }
    }

    fn cities(&mut self, text: &str) {
        let gazetteer = self.vocabulary.gazetteer;
        self.record.cities = self.lines(Field::Cities, text, &['\n', ';'], |_, line| CityRef::read(line, gazetteer));
    }

    fn topics(&mut self, text: &str) {
        let topics = self.vocabulary.topics;
        self.record.topics = self.lines(Field::Topics, text, &['\n', ';'], |errors, line| {
            let topic = topics.find(line);
            if topic.is_none() {
                errors.add_with(Field::Topics, "error-topic-unknown", &[("topic", line.to_owned())]);
            }
            topic
        });
    }

    fn links(&mut self, text: &str) {
        self.record.links = self.lines(Field::Links, text, &['\n'], |errors, line| {
            let link = Link::read(line);
            if link.is_none() {
                errors.add_with(Field::Links, "error-link-unreadable", &[("line", line.to_owned())]);
            }
            link
        });
    }

    /// The entries of a list, each once: one a line, marks of a list before it passed over.
    fn lines<T: PartialEq>(
        &mut self,
        field: Field,
        text: &str,
        ends: &[char],
        read: impl Fn(&mut FieldErrors, &str) -> Option<T>,
    ) -> Vec<T> {
        let mut entries = Vec::new();
        // Every kind of line end first becomes `\n`; `clean_line` alone would join the lines.
        for line in text.replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n").split(ends) {
            let line = clean_line(line);
            let line = line.trim_start_matches([' ', '-', '–', '•', '*']);
            if line.is_empty() {
                continue;
            }
            if let Some(entry) = read(&mut self.errors, line)
                && !entries.contains(&entry)
            {
                entries.push(entry);
            }
        }
        if let Limit::Lines(limit) = field.limit()
            && entries.len() > limit
        {
            let counts = [("most", limit.to_string()), ("count", entries.len().to_string())];
            self.errors.add_with(field, "error-too-many-lines", &counts);
            entries.truncate(limit);
        }
        entries
    }
}
