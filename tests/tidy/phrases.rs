//! Every phrase stands in every language, once, with the same values to fill in, set as its language sets it.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::{
    assert_none,
    source::{Source, is_kind, project},
};

/// What has to be equal: the key of a phrase or of its attribute, with the names of the values it takes.
type Phrases = BTreeMap<String, BTreeSet<String>>;

fn parse(file: &Source, faults: &mut Vec<String>) -> Phrases {
    let resource = fluent_syntax::parser::parse(file.text.as_str()).unwrap_or_else(|(partial, errors)| {
        faults.extend(errors.iter().map(|error| format!("{}: {error}", file.path)));
        partial
    });
    let french = file.path.contains("/fr/");
    let mut phrases = Phrases::new();
    let mut note = |key: String, pattern: Option<&Pattern<&str>>| {
        let mut found = Found::default();
        if let Some(pattern) = pattern {
            found.pattern(pattern);
        }
        if french {
            faults.extend(
                found
                    .text
                    .iter()
                    .flat_map(|text| french_faults(text))
                    .map(|fault| format!("{}: {key}: {fault}", file.path)),
            );
        }
        if phrases.insert(key.clone(), found.values).is_some() {
            faults.push(format!("{}: {key} stands there twice", file.path));
        }
    };
    for entry in &resource.body {
        let (id, value, attributes) = match entry {
            Entry::Message(message) => (message.id.name.to_owned(), message.value.as_ref(), &message.attributes),
            Entry::Term(term) => (format!("-{}", term.id.name), Some(&term.value), &term.attributes),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => continue,
        };
        for attribute in attributes {
            note(format!("{id}.{}", attribute.id.name), Some(&attribute.value));
        }
        note(id, value);
    }
    phrases
}

/// What a phrase is made of.
#[derive(Default)]
struct Found {
    values: BTreeSet<String>,
    text: Vec<String>,
}

impl Found {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        // A value in the middle keeps its place, so that spacing can be judged on both sides of it.
        let mut line = String::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => line.push_str(value),
                PatternElement::Placeable { expression } => {
                    line.push('\u{FFFC}');
                    self.expression(expression);
                }
            }
        }
        self.text.push(line);
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.values.insert(id.name.to_owned());
            }
            InlineExpression::FunctionReference { arguments, .. } => self.arguments(arguments),
            InlineExpression::TermReference { arguments, .. } => {
                if let Some(arguments) = arguments {
                    self.arguments(arguments);
                }
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::StringLiteral { .. }
            | InlineExpression::NumberLiteral { .. }
            | InlineExpression::MessageReference { .. } => {}
        }
    }

    fn arguments(&mut self, arguments: &CallArguments<&str>) {
        arguments.positional.iter().for_each(|argument| self.inline(argument));
    }
}

/// French puts a narrow no-break space before `; : ! ?` and inside « »; a plain space there breaks the line before
/// the mark, and none at all is English.
fn french_faults(text: &str) -> Vec<String> {
    let marks: Vec<char> = text.chars().collect();
    let kept = |c: Option<&char>| matches!(c, Some('\u{202F}' | '\u{A0}'));
    let mut faults = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|i| marks.get(i));
        let after = marks.get(at + 1);
        let ends_word = after.is_none_or(|c| c.is_whitespace() || matches!(c, '»' | ')' | '*' | '_' | '\u{FFFC}'));
        let wrong = match mark {
            // Inside an address or a time of day, a mark is no punctuation; neither is one that opens a text.
            ';' | ':' | '!' | '?' => {
                ends_word && before.is_some_and(|c| !matches!(c, ';' | ':' | '!' | '?')) && !kept(before)
            }
            '«' => !kept(after),
            '»' => !kept(before),
            _ => false,
        };
        if wrong {
            faults.push(format!("spacing at `{mark}` in “{text}”"));
        }
    }
    faults
}

/// Compares every language of a set of files with the first one.
fn compare(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    let all: Vec<_> = files.iter().map(|file| (file, parse(file, &mut faults))).collect();
    let Some(((first, expected), others)) = all.split_first() else { return faults };
    for (file, phrases) in others {
        for (key, values) in expected {
            match phrases.get(key) {
                None => faults.push(format!("{}: {key} is missing, {} has it", file.path, first.path)),
                Some(own) if own != values => {
                    faults.push(format!("{}: {key} takes {own:?}, in {} {values:?}", file.path, first.path));
                }
                Some(_) => {}
            }
        }
        for key in phrases.keys().filter(|key| !expected.contains_key(*key)) {
            faults.push(format!("{}: {key} is missing, {} has it", first.path, file.path));
        }
    }
    faults
}

#[test]
fn every_phrase_stands_in_every_language() {
    let files = project(|path| path.starts_with("config/text/") && is_kind(path, "ftl"));
    let mut by_name: BTreeMap<String, Vec<Source>> = BTreeMap::new();
    for file in files {
        let name = file.path.rsplit('/').next().unwrap_or_default().to_owned();
        by_name.entry(name).or_default().push(file);
    }
    let languages: BTreeSet<_> = by_name.values().map(Vec::len).collect();
    assert_eq!(languages, [2].into(), "each file of phrases is there in English and in French");
    assert_none(&by_name.values().flat_map(|files| compare(files)).collect::<Vec<_>>());
}

#[test]
fn a_phrase_that_differs_is_found() {
    let english = |text| Source::new("config/text/en/x.ftl", text);
    let french = |text| Source::new("config/text/fr/x.ftl", text);
    let breaks = [
        ("a = One\nb = Two", "a = Un"),
        ("a = One", "a = Un\nb = Deux"),
        ("a = One\n    .title = T", "a = Un"),
        ("a = { $n } cities", "a = villes"),
        ("a = { $n -> [one] a *[other] { $m } }", "a = { $n -> [one] a *[other] b }"),
        ("a = One\na = Two", "a = Un"),
        ("a = One", "a = Un\n???"),
        ("a = Why?", "a = Pourquoi?"),
        ("a = Why?", "a = Pourquoi ?"),
        ("a = { $name }: yes", "a = { $name }: oui"),
        ("a = “x”", "a = « x »"),
    ];
    for (one, other) in breaks {
        assert!(!compare(&[english(one), french(other)]).is_empty(), "{one} / {other}");
    }
}

#[test]
fn a_phrase_that_agrees_is_fine() {
    let english = "a = Why? See https://example.org/?q=1 at 10:30!\n-term = x\nb = { NUMBER($n) } { -term }";
    let french = "a = Pourquoi\u{202F}? Voir «\u{A0}https://example.org/?q=1\u{A0}» à 10:30\u{202F}!\n-term = y\nb = { $n } { -term }";

    assert_none(&compare(&[Source::new("config/text/en/x.ftl", english), Source::new("config/text/fr/x.ftl", french)]));
}
