//! From the texts of a form to the submission it would be, with what cannot be shown taken out and said.

use super::{parts, sent::Sent};
use crate::domain::{
    Draft, Field, FieldErrors,
    submission::{PICTURES_MOST, SubmissionForm},
};

/// The words that go with a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub alt: String,
    pub credit: String,
    pub licence: String,
}

impl Words {
    pub fn is_empty(&self) -> bool {
        [&self.alt, &self.credit, &self.licence].iter().all(|words| words.trim().is_empty())
    }
}

/// What was typed.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub form: SubmissionForm,
    /// By number, first to last.
    pub pictures: Vec<Words>,
    pub faults: FieldErrors,
}

impl Typed {
    pub fn of(sent: &Sent) -> Self {
        let mut reading = Reading { sent, faults: FieldErrors::default() };
        let draft: Draft = Field::ALL.iter().map(|field| (*field, reading.texts(field.name()))).collect();
        let form = SubmissionForm {
            draft,
            contact_name: reading.texts("contact_name"),
            contact_email: reading.texts("contact_email"),
            contact_role: reading.texts("contact_role"),
            consent: sent.one("consent") == "yes",
        };
        let pictures = (1..=PICTURES_MOST)
            .map(parts::picture)
            .map(|name| Words {
                alt: reading.texts(&format!("{name}_alt")),
                credit: reading.texts(&format!("{name}_credit")),
                licence: reading.texts(&format!("{name}_licence")),
            })
            .collect();
        Self { form, pictures, faults: reading.faults }
    }
}

struct Reading<'a> {
    sent: &'a Sent,
    faults: FieldErrors,
}

impl Reading<'_> {
    /// All answers to a question, one a line.
    fn texts(&mut self, name: &str) -> String {
        let mut whole = String::new();
        for text in self.sent.all(name) {
            let (text, clean) = printable(text);
            if !clean && self.faults.at(name).is_none() {
                self.faults.add(name, "error-control-characters");
            }
            if text.trim().is_empty() {
                continue;
            }
            if !whole.is_empty() {
                whole.push('\n');
            }
            whole.push_str(&text);
        }
        whole
    }
}

/// The text with `\n` as its only line end (HTML sends `\r\n`, word processors paste others), and whether that was all
/// there was to change.
fn printable(text: &str) -> (String, bool) {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let clean = !text.chars().any(is_unprintable);
    if clean { (text, true) } else { (text.replace(is_unprintable, ""), false) }
}

fn is_unprintable(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_become_one_kind_and_nothing_hidden_stays() {
        assert_eq!(printable("a\r\nb\rc\u{B}d\u{2028}e\tf"), ("a\nb\nc\nd\ne\tf".to_owned(), true));
        assert_eq!(printable("a\0b\u{1B}[31m\u{9F}"), ("ab[31m".to_owned(), false));
        assert_eq!(printable("\u{202E}é👩\u{200D}🚀"), ("\u{202E}é👩\u{200D}🚀".to_owned(), true));
    }
}
