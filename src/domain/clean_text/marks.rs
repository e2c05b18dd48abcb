//! Marks in a text that survive its cleaning: where the words of a field begin and end. They are characters of the private
//! use area on the way, taken out of whatever comes from outside, and `mark` elements in the end.

use super::{CleanText, SafeHtml};
use crate::domain::Field;

/// The first of as many characters as there are fields; the last of the block ends a mark.
const FIRST: u32 = 0xE100;
const END: char = '\u{E1FF}';

/// A text whose marks are elements, each field's first with the id `from-{field}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    pub html: SafeHtml,
    /// What is marked, in the order of the text.
    pub fields: Vec<Field>,
}

/// The words of a field: not across the ends of elements.
#[must_use]
pub fn around(field: Field, words: &str) -> String {
    let place = Field::ALL.iter().position(|other| *other == field).unwrap_or_default();
    let start = u32::try_from(place).ok().and_then(|place| char::from_u32(FIRST + place)).unwrap_or(END);
    format!("{start}{words}{END}")
}

/// A text from outside can bring no marks of its own.
#[must_use]
pub fn without(text: &str) -> String {
    text.replace(is_mark, "")
}

fn is_mark(letter: char) -> bool {
    (FIRST..=u32::from(END)).contains(&u32::from(letter))
}

fn field_of(letter: char) -> Option<Field> {
    let place = u32::from(letter).checked_sub(FIRST)?;
    Field::ALL.get(usize::try_from(place).ok()?).copied()
}

impl CleanText {
    /// Like [`CleanText::to_page_html`], with its marks; `name` is what a field is called to whoever reads it.
    #[must_use]
    pub fn to_marked_html(&self, name: impl Fn(Field) -> String) -> Marked {
        mark(self.to_page_html().as_str(), name)
    }
}

/// A text that is no Markdown, with its marks, to be shown as it is.
#[must_use]
pub fn plain_text(text: &str, name: impl Fn(Field) -> String) -> Marked {
    mark(&escaped(text), name)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Marks end before a tag and begin again behind it, so that elements stay within one another.
fn mark(html: &str, name: impl Fn(Field) -> String) -> Marked {
    let mut marked =
        Marking { html: String::with_capacity(html.len()), fields: Vec::new(), within: Vec::new(), open: 0 };
    // In a tag, the quote an attribute is in.
    let mut tag: Option<Option<char>> = None;
    for letter in html.chars() {
        match (&mut tag, letter) {
            (_, letter) if is_mark(letter) => {
                if tag.is_none() {
                    marked.close();
                    marked.turn(letter);
                }
                continue;
            }
            (None, '<') => {
                marked.close();
                tag = Some(None);
            }
            (None, letter) if !letter.is_whitespace() => marked.open(&name),
            (Some(quote @ None), '"' | '\'') => *quote = Some(letter),
            (Some(Some(quote)), letter) if *quote == letter => tag = Some(None),
            (Some(None), '>') => tag = None,
            _ => {}
        }
        marked.html.push(letter);
    }
    marked.close();
    Marked { html: SafeHtml(marked.html), fields: marked.fields }
}

struct Marking {
    html: String,
    fields: Vec<Field>,
    /// The fields the present words belong to.
    within: Vec<Field>,
    /// Elements to be closed.
    open: usize,
}

impl Marking {
    fn turn(&mut self, letter: char) {
        match field_of(letter) {
            Some(field) => self.within.push(field),
            None => drop(self.within.pop()),
        }
    }

    fn open(&mut self, name: impl Fn(Field) -> String) {
        if self.open > 0 || self.within.is_empty() {
            return;
        }
        let new: Vec<Field> = self.within.iter().copied().filter(|field| !self.fields.contains(field)).collect();
        for field in &new {
            let start = format!("<mark id=\"from-{field}\" title=\"{}\">", escaped(&name(*field)));
            self.html.push_str(&start);
            self.fields.push(*field);
        }
        if new.is_empty() {
            let names: Vec<String> = self.within.iter().map(|field| name(*field)).collect();
            let start = format!("<mark title=\"{}\">", escaped(&names.join(", ")));
            self.html.push_str(&start);
        }
        self.open = new.len().max(1);
    }

    fn close(&mut self) {
        self.html.push_str(&"</mark>".repeat(self.open));
        self.open = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        CleanText::from_markdown(text).to_marked_html(|field| field.name().to_uppercase()).html.as_str().to_owned()
    }

    #[test]
    fn marks_survive_cleaning_and_stay_within_their_elements() {
        let (title, lead) = (around(Field::Title, "Weeks"), around(Field::Lead, "A *city* & more"));
        assert_eq!(html(&format!("# {title}")), "<h2><mark id=\"from-title\" title=\"TITLE\">Weeks</mark></h2>\n");
        assert_eq!(
            html(&lead),
            "<p><mark id=\"from-lead\" title=\"LEAD\">A </mark><em><mark title=\"LEAD\">city</mark></em> \
             <mark title=\"LEAD\">&amp; more</mark></p>\n"
        );
    }

    #[test]
    fn words_of_several_fields_can_be_reached_from_each() {
        let both = around(Field::Summary, &around(Field::Process, "We cooked."));
        let marked = CleanText::from_markdown(&both).to_marked_html(|field| field.to_string());
        assert_eq!(marked.fields, [Field::Summary, Field::Process]);
        assert!(marked.html.as_str().contains("<mark id=\"from-summary\" title=\"summary\"><mark id=\"from-process\""));
    }

    #[test]
    fn nothing_from_outside_is_a_mark_or_becomes_markup() {
        assert_eq!(without("a\u{E100}b\u{E1FF}c"), "abc");
        let marked = plain_text(&around(Field::Title, "<b a='\u{E101}'>\"&"), |_| "<\"".to_owned());
        assert_eq!(
            marked.html.as_str(),
            "<mark id=\"from-title\" title=\"&lt;&quot;\">&lt;b a='</mark>\
             <mark id=\"from-statement\" title=\"&lt;&quot;\">'&gt;&quot;&amp;</mark>"
        );
        // An end without a beginning, a beginning without an end, a mark within a tag.
        assert_eq!(html("\u{E1FF}a"), "<p>a</p>\n");
        assert_eq!(html("\u{E100}a"), "<p><mark id=\"from-title\" title=\"TITLE\">a</mark></p>\n");
        assert!(!html("[a](https://x.example \"t\u{E100}>\")").contains("<mark"));
    }
}
