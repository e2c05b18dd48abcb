//! The arguments of a request, read strictly: a program that misspells a filter must not get everything.

use axum::http::Uri;
use url::form_urlencoded;
use uuid::Uuid;

use super::{
    arguments::{Argument, LIMIT, LIMIT_MOST},
    problem::{ArgumentError, Problem},
};
use crate::{
    domain::{Choice, Facet, Filter, Lang, Sort, Vocabulary},
    search::Place,
    web::{App, shelf::Shelf},
};

/// More than any question has.
const ARGUMENTS: usize = 300;

/// What is asked of a list.
pub struct List {
    pub filter: Filter,
    pub lang: Lang,
    pub limit: usize,
    pub cursor: Option<Cursor>,
}

/// The place of the last practice given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor(pub Place);

impl Cursor {
    pub fn written(self) -> String {
        format!("{}-{}", self.0.number, self.0.id.simple())
    }

    fn read(text: &str) -> Option<Self> {
        let (number, id) = text.split_once('-')?;
        Some(Self(Place { number: number.parse().ok()?, id: Uuid::try_parse(id).ok()? }))
    }
}

impl List {
    pub fn read(uri: &Uri, app: &App, shelf: &Shelf) -> Result<Self, Problem> {
        let query = uri.query().unwrap_or_default();
        let (mut lang, mut limit, mut cursor) = (Lang::default(), LIMIT, None);
        let (mut errors, mut unknown) = (Vec::new(), Vec::new());
        let mut seen = Vec::new();
        let mut count = 0;
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            count += 1;
            if count > ARGUMENTS {
                errors.push(error("", "too many arguments"));
                break;
            }
            let Some(argument) = Argument::named(&name) else {
                errors.push(error(&name, "no such argument"));
                continue;
            };
            if !argument.is_repeated() && seen.contains(&argument) {
                errors.push(error(&name, "given twice"));
                continue;
            }
            seen.push(argument);
            let understood = match argument {
                Argument::Words => value.chars().count() <= Filter::CHARS && !value.contains('\0'),
                Argument::Choice(facet) => choice(facet, &value, app, shelf),
                Argument::From | Argument::To => choice(Facet::Year, &value, app, shelf),
                Argument::Sort => Sort::ALL.iter().any(|sort| sort.name() == value),
                Argument::Lang => value.parse().map(|read| lang = read).is_ok(),
                Argument::Limit => match value.parse() {
                    Ok(wanted @ 1..=LIMIT_MOST) => {
                        limit = wanted;
                        true
                    }
                    Ok(_) | Err(_) => false,
                },
                Argument::Cursor => {
                    cursor = Cursor::read(&value);
                    cursor.is_some()
                }
            };
            if !understood && argument.could_name(&value) {
                unknown.push(error(&name, "nothing here has this name"));
            } else if !understood {
                errors.push(error(&name, "not a value of this argument"));
            }
        }
        if !errors.is_empty() {
            return Err(Problem::arguments(errors));
        }
        if !unknown.is_empty() {
            return Err(Problem::unknown_names(unknown));
        }
        let vocabulary = Vocabulary { topics: app.topics(), gazetteer: &shelf.gazetteer };
        Ok(Self { filter: Filter::parse(query, &vocabulary).at_page(1), lang, limit, cursor })
    }
}

fn choice(facet: Facet, value: &str, app: &App, shelf: &Shelf) -> bool {
    let vocabulary = Vocabulary { topics: app.topics(), gazetteer: &shelf.gazetteer };
    let known = |slug: &str| shelf.collections.iter().any(|collection| collection.row.slug == slug);
    Choice::read(facet, value, &vocabulary).is_some_and(|choice| facet != Facet::Collection || known(&choice.value()))
}

/// The `lang` of a request that has no other argument.
pub fn lang(uri: &Uri) -> Result<Lang, Problem> {
    let mut errors = Vec::new();
    let mut lang = None;
    for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).take(ARGUMENTS) {
        match (Argument::named(&name), value.parse()) {
            (Some(Argument::Lang), Ok(read)) if lang.is_none() => lang = Some(read),
            (Some(Argument::Lang), Ok(_)) => errors.push(error(&name, "given twice")),
            (Some(Argument::Lang), Err(_)) => errors.push(error(&name, "not a value of this argument")),
            _ => errors.push(error(&name, "no such argument")),
        }
    }
    if errors.is_empty() { Ok(lang.unwrap_or_default()) } else { Err(Problem::arguments(errors)) }
}

fn error(parameter: &str, detail: &str) -> ArgumentError {
    let parameter = parameter.chars().take(80).collect();
    ArgumentError { parameter, pointer: String::new(), detail: detail.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        let cursor = Cursor(Place { number: 2, id: Uuid::from_u128(7) });
        assert_eq!(Cursor::read(&cursor.written()), Some(cursor));
        for text in ["", "-", "1", "x-y", "-1-00000000000000000000000000000001", "99999999999999999999999-1"] {
            assert_eq!(Cursor::read(text), None, "{text}");
        }
    }
}
