//! The keys of the phrases and the variables each takes, so that no language says less than another.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{
    ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Resource},
    parser,
};

use super::Phrases;
use crate::domain::Lang;

/// Keys (`site-name`, `-term`, `key.attribute`) and the variables their texts use.
pub type Keys = BTreeMap<String, BTreeSet<String>>;

/// In what the languages differ, as sentences: faulty syntax, doubled keys, keys or variables one of them lacks.
/// Empty when all is well.
#[must_use]
pub fn differences() -> Vec<String> {
    let mut faults = Vec::new();
    let mut each = Lang::ALL.map(|lang| (lang, Keys::new()));
    for (lang, keys) in &mut each {
        match parse(&source(*lang)) {
            Ok(resource) => {
                *keys = of(&resource);
                faults.extend(doubled(&resource).into_iter().map(|key| format!("{lang}: \"{key}\" stands twice")));
            }
            Err(places) => faults.extend(places.into_iter().map(|place| format!("{lang}: {place}"))),
        }
    }
    let [(first, reference), others @ ..] = &each;
    for (lang, keys) in others {
        faults.extend(
            reference.keys().filter(|key| !keys.contains_key(*key)).map(|key| format!("{lang} lacks \"{key}\"")),
        );
        faults.extend(
            keys.keys().filter(|key| !reference.contains_key(*key)).map(|key| format!("{first} lacks \"{key}\"")),
        );
        for (key, variables) in reference {
            if let Some(theirs) = keys.get(key).filter(|theirs| *theirs != variables) {
                faults.push(format!("\"{key}\" takes {variables:?} in {first} and {theirs:?} in {lang}"));
            }
        }
    }
    faults
}

/// The phrases the program was built with, in Fluent syntax.
pub(super) fn source(lang: Lang) -> String {
    let file = Phrases::get(&format!("{lang}/practice_commons.ftl")).expect("each language has its phrases embedded");
    String::from_utf8_lossy(&file.data).replace("\r\n", "\n")
}

/// # Errors
/// The lines that are no Fluent syntax.
pub(super) fn parse(text: &str) -> Result<Resource<String>, Vec<String>> {
    parser::parse(text.to_owned()).map_err(|(_, errors)| {
        let line = |at: usize| text.get(..at).unwrap_or(text).lines().count().max(1);
        errors.iter().map(|error| format!("line {}: {}", line(error.pos.start), error.kind)).collect()
    })
}

pub(super) fn of(resource: &Resource<String>) -> Keys {
    let mut keys = Keys::new();
    for entry in &resource.body {
        let (id, value, attributes) = match entry {
            Entry::Message(message) => (message.id.name.clone(), message.value.as_ref(), &message.attributes),
            Entry::Term(term) => (format!("-{}", term.id.name), Some(&term.value), &term.attributes),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => continue,
        };
        for attribute in attributes {
            collect(&attribute.value, keys.entry(format!("{id}.{}", attribute.id.name)).or_default());
        }
        let variables = keys.entry(id).or_default();
        if let Some(pattern) = value {
            collect(pattern, variables);
        }
    }
    keys
}

/// The key an entry of a resource sets.
pub(super) fn key(entry: &Entry<String>) -> Option<String> {
    match entry {
        Entry::Message(message) => Some(message.id.name.clone()),
        Entry::Term(term) => Some(format!("-{}", term.id.name)),
        Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => None,
    }
}

fn doubled(resource: &Resource<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    resource.body.iter().filter_map(key).filter(|key| !seen.insert(key.clone())).collect()
}

fn collect(pattern: &Pattern<String>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_expression(expression, variables);
        }
    }
}

fn collect_expression(expression: &Expression<String>, variables: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => collect_inline(inline, variables),
        Expression::Select { selector, variants } => {
            collect_inline(selector, variables);
            for variant in variants {
                collect(&variant.value, variables);
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<String>, variables: &mut BTreeSet<String>) {
    let arguments: Option<&CallArguments<String>> = match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.clone());
            None
        }
        InlineExpression::Placeable { expression } => {
            collect_expression(expression, variables);
            None
        }
        InlineExpression::FunctionReference { arguments, .. } => Some(arguments),
        InlineExpression::TermReference { arguments, .. } => arguments.as_ref(),
        InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::MessageReference { .. } => None,
    };
    if let Some(arguments) = arguments {
        arguments.positional.iter().for_each(|argument| collect_inline(argument, variables));
        arguments.named.iter().for_each(|argument| collect_inline(&argument.value, variables));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_keys_and_variables() {
        assert_eq!(differences(), Vec::<String>::new());
    }

    #[test]
    fn variables_are_found_wherever_they_stand() {
        let text =
            "a = { $n ->\n    [one] One { $x }\n   *[other] { NUMBER($y) } { -t(z: \"1\") }\n }\n    .title = { $w }\n";
        let keys = of(&parse(text).unwrap());
        assert_eq!(keys["a"], ["n", "x", "y"].map(str::to_owned).into());
        assert_eq!(keys["a.title"], ["w".to_owned()].into());
    }

    #[test]
    fn faulty_syntax_names_its_line() {
        assert!(parse("a = fine\nb = { $\n").unwrap_err()[0].starts_with("line 2"));
    }
}
