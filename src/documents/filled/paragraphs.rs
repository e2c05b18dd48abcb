//! From the paragraphs of a document to the answers: which is a question is told by its style and by the name it begins with.

use crate::domain::{
    Draft, Field,
    field::Limit,
    import::{Mapping, Target},
};

/// A paragraph as its word processor keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// The name of its style, or of the one its own was made from.
    pub style: String,
    pub text: String,
    /// An item of a list.
    pub is_item: bool,
}

/// What is told under a question.
enum Asked {
    Field(Field),
    /// A question that is no field of the record: who sends it, pictures, consent.
    Other,
}

pub(super) fn answers(paragraphs: &[Paragraph]) -> Draft {
    let mut draft = Draft::default();
    let mut asked = Asked::Other;
    let mut answer: Vec<&Paragraph> = Vec::new();
    for paragraph in paragraphs {
        let next = match question(paragraph) {
            Some(next) => next,
            None if paragraph.style.starts_with("Heading") || paragraph.style == "Title" => Asked::Other,
            None => {
                answer.push(paragraph);
                continue;
            }
        };
        keep(&mut draft, &asked, &std::mem::take(&mut answer));
        asked = next;
    }
    keep(&mut draft, &asked, &answer);
    draft
}

fn keep(draft: &mut Draft, asked: &Asked, answer: &[&Paragraph]) {
    let Asked::Field(field) = asked else { return };
    let said = joined(*field, answer);
    if !said.is_empty() {
        draft.set(*field, said);
    }
}

/// Some word processors forget the style of a question that somebody has touched, but for an answer's it stays.
fn question(paragraph: &Paragraph) -> Option<Asked> {
    if paragraph.style == "Answer" {
        return None;
    }
    let is_question = paragraph.style == "Question";
    let name = paragraph.text.split(['–', '—', ':']).next().unwrap_or_default().trim();
    let is_name_alone = name.len() == paragraph.text.trim().len();
    let known = Mapping::guess(&[name.to_owned()]).0.into_iter().find_map(|target| match target {
        Target::Field(field) => Some(field),
        _ => None,
    });
    match known {
        Some(field) if is_question || (!is_name_alone && paragraph.text.contains('–')) => Some(Asked::Field(field)),
        _ => is_question.then_some(Asked::Other),
    }
}

fn joined(field: Field, answer: &[&Paragraph]) -> String {
    let lines = answer.iter().filter(|paragraph| !paragraph.text.trim().is_empty());
    let between = match field.limit() {
        Limit::Lines(_) => "\n",
        Limit::Chars(_) => " ",
        Limit::Words(_) => "\n\n",
    };
    let mut text = String::new();
    let mut after_item = false;
    for line in lines {
        let is_item = line.is_item && between == "\n\n";
        if !text.is_empty() {
            text.push_str(if is_item && after_item { "\n" } else { between });
        }
        if is_item {
            text.push_str("- ");
        }
        text.push_str(line.text.trim());
        after_item = is_item;
    }
    text
}
