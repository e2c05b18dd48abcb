//! Where values stand in the text of JSON: their bytes, found by the names that lead to them. For showing alone; what a
//! practice says is read elsewhere.

use std::ops::Range;

/// Deeper or longer data is shown without marks.
const MOST_DEPTH: usize = 64;
const MOST_VALUES: usize = 200_000;

/// Where an object keeps its words.
const WORDS: [&str; 7] = ["@value", "rendered", "value", "name", "title", "label", "text"];

#[derive(Debug)]
pub(super) struct Spanned {
    /// Of a text, what is between its quotes.
    pub(super) at: Range<usize>,
    inner: Inner,
}

#[derive(Debug)]
enum Inner {
    Scalar,
    Object(Vec<(String, Spanned)>),
    Array(Vec<Spanned>),
}

/// The value a text holds; none where it is no JSON.
pub(super) fn parse(text: &str) -> Option<Spanned> {
    let mut parser = Parser { text, at: 0, values: 0 };
    parser.blank();
    parser.value(0)
}

/// The words of a scalar.
pub(super) fn words(text: &str, at: &Range<usize>) -> String {
    let raw = &text[at.clone()];
    serde_json::from_str(&format!("\"{raw}\"")).unwrap_or_else(|_| raw.to_owned())
}

impl Spanned {
    /// The objects that hold a scalar which is so, the inner before the outer; whether it is one of their own.
    pub(super) fn holders<'a>(
        &'a self,
        is: &impl Fn(&Range<usize>) -> bool,
        found: &mut Vec<(&'a Self, bool)>,
    ) -> bool {
        match &self.inner {
            Inner::Scalar => is(&self.at),
            Inner::Array(values) => {
                // All are asked, not only until one answers.
                let holding = values.iter().filter(|value| value.holders(is, found));
                holding.count() > 0
            }
            Inner::Object(members) => {
                let mut is_own = false;
                let holds = members.iter().fold(false, |holds, (_, value)| {
                    let is_in = value.holders(is, found);
                    is_own |= is_in && matches!(value.inner, Inner::Scalar);
                    is_in || holds
                });
                if holds {
                    found.push((self, is_own));
                }
                holds
            }
        }
    }

    /// The scalars that a place names from here: a JSON Pointer, or names with dots between them, lists gone through.
    pub(super) fn scalars(&self, place: &str) -> Vec<Range<usize>> {
        let names: Vec<String> = match place.strip_prefix('/') {
            Some(pointer) => pointer.split('/').map(|name| name.replace("~1", "/").replace("~0", "~")).collect(),
            None => place.split('.').map(str::to_owned).collect(),
        };
        let mut here = vec![self];
        for name in &names {
            here = here.into_iter().flat_map(|value| value.named(name)).collect();
        }
        here.into_iter().flat_map(Self::said).collect()
    }

    fn named(&self, name: &str) -> Vec<&Self> {
        match &self.inner {
            Inner::Scalar => Vec::new(),
            Inner::Object(members) => {
                members.iter().find(|(known, _)| known == name).map(|(_, value)| value).into_iter().collect()
            }
            Inner::Array(values) => match name.parse::<usize>() {
                Ok(number) => values.get(number).into_iter().collect(),
                Err(_) => values.iter().flat_map(|value| value.named(name)).collect(),
            },
        }
    }

    fn said(&self) -> Vec<Range<usize>> {
        match &self.inner {
            Inner::Scalar => vec![self.at.clone()],
            Inner::Array(values) => values.iter().flat_map(Self::said).collect(),
            Inner::Object(members) => {
                let word = |word: &&str| members.iter().find(|(name, _)| name == word);
                WORDS.iter().find_map(word).map(|(_, value)| value.said()).unwrap_or_default()
            }
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    values: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn blank(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).len();
    }

    fn takes(&mut self, mark: char) -> bool {
        self.blank();
        let is_there = self.rest().starts_with(mark);
        self.at += usize::from(is_there);
        is_there
    }

    fn value(&mut self, depth: usize) -> Option<Spanned> {
        self.values += 1;
        if depth > MOST_DEPTH || self.values > MOST_VALUES {
            return None;
        }
        self.blank();
        let start = self.at;
        let inner = if self.takes('{') {
            let mut members = Vec::new();
            while !self.takes('}') {
                self.blank();
                let name = self.string()?;
                if !self.takes(':') {
                    return None;
                }
                members.push((words(self.text, &name), self.value(depth + 1)?));
                self.takes(',');
            }
            Inner::Object(members)
        } else if self.takes('[') {
            let mut values = Vec::new();
            while !self.takes(']') {
                values.push(self.value(depth + 1)?);
                self.takes(',');
            }
            Inner::Array(values)
        } else if self.rest().starts_with('"') {
            return Some(Spanned { at: self.string()?, inner: Inner::Scalar });
        } else {
            let length = self.rest().find([',', ']', '}', ' ', '\n', '\r', '\t']).unwrap_or(self.rest().len());
            if length == 0 {
                return None;
            }
            self.at += length;
            Inner::Scalar
        };
        Some(Spanned { at: start..self.at, inner })
    }

    /// What stands between quotes.
    fn string(&mut self) -> Option<Range<usize>> {
        if !self.rest().starts_with('"') {
            return None;
        }
        let start = self.at + 1;
        let mut is_escaped = false;
        let length = self.text[start..].bytes().position(|byte| {
            let ends = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            ends
        })?;
        self.at = start + length + 1;
        Some(start..start + length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_the_names_that_lead_to_them() {
        let text = r#"{"items": [{"id": 7, "a/b": {"c": "one"}}, {"id": 8, "title": {"rendered": "Two \"words\""}, "n": [{"d": "x"}, {"d": "y"}]}]}"#;
        let whole = parse(text).unwrap();
        let mut found = Vec::new();
        assert!(whole.holders(&|at| &text[at.clone()] == "8", &mut found));
        assert_eq!(found.iter().map(|(_, is_own)| *is_own).collect::<Vec<_>>(), [true, false]);
        let said = |place: &str| -> Vec<&str> { found[0].0.scalars(place).into_iter().map(|at| &text[at]).collect() };
        assert_eq!(said("title"), [r#"Two \"words\""#]);
        assert_eq!((said("n.d"), said("/n/1/d")), (vec!["x", "y"], vec!["y"]));
        assert!(said("nowhere").is_empty() && said("").is_empty());
        assert_eq!(whole.scalars("/items/0/a~1b/c").len(), 1);
        for wrong in ["", "{", "{\"a\"", "{\"a\":", "[1", "<html>", &"[".repeat(1_000)] {
            let _ = parse(wrong);
        }
        assert!(parse(&"[".repeat(1_000)).is_none());
    }
}
