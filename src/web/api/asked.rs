//! The arguments of a request, read strictly: a program that misspells a filter must not get everything.

use axum::http::Uri;
use url::form_urlencoded;
use utoipa::IntoParams;
use uuid::Uuid;

use super::problem::{ArgumentError, Problem};
use crate::{
    domain::{Choice, Facet, Filter, Lang, Sort, Vocabulary},
    web::{App, shelf::Shelf},
};

/// Practices given at once where nobody says how many.
const LIMIT: usize = 20;
const LIMIT_MOST: usize = 100;
/// More than any question has.
const ARGUMENTS: usize = 300;

/// The arguments of a list. All of one name are alternatives, those of different names narrow each other.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the description is made from it; the arguments are read by `List::read`")]
pub struct ListArguments {
    /// Words, in any language, as in the search of the site. "A phrase" in quotation marks.
    #[param(max_length = 200)]
    q: Option<String>,
    /// Slug of a topic; see `/topics`.
    topic: Option<Vec<String>>,
    /// ISO 3166-1 alpha-2; see `/countries`.
    #[param(value_type = Option<Vec<String>>)]
    country: Option<Vec<String>>,
    /// Slug of a city; see `/cities`.
    city: Option<Vec<String>>,
    /// A year in which the practice happened, 1900 to 2100.
    #[param(minimum = 1900, maximum = 2100)]
    year: Option<Vec<i32>>,
    /// Slug of a collection; see `/collections`.
    collection: Option<Vec<String>>,
    /// BCP 47 primary subtag of a language the practice can be read in.
    language: Option<Vec<String>>,
    /// The order; by relevance where there are words, else newest first.
    #[param(value_type = Option<SortName>)]
    sort: Option<String>,
    /// The language to tell them in.
    #[param(value_type = Option<LangName>)]
    lang: Option<String>,
    /// How many at once.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Where to go on: `next_cursor` of the answer before.
    cursor: Option<String>,
}

/// The language to tell them in.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "for the description")]
pub enum LangName {
    En,
    Fr,
}

#[derive(utoipa::ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "for the description")]
pub enum SortName {
    Newest,
    Relevance,
    Title,
    City,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the description is made from it; the argument is read by `lang`")]
pub struct LangArgument {
    /// The language to tell it in.
    #[param(value_type = Option<LangName>)]
    lang: Option<String>,
}

/// What is asked of a list.
pub struct List {
    pub filter: Filter,
    pub lang: Lang,
    pub limit: usize,
    pub cursor: Option<Cursor>,
}

/// The place of the last practice given. Its id finds it when the list has moved meanwhile; its place, when it is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub place: usize,
    pub id: Uuid,
}

impl Cursor {
    pub fn written(self) -> String {
        format!("{}-{}", self.place, self.id.simple())
    }

    fn read(text: &str) -> Option<Self> {
        let (place, id) = text.split_once('-')?;
        Some(Self { place: place.parse().ok()?, id: Uuid::try_parse(id).ok()? })
    }

    /// Where to go on in the list as it is now.
    pub fn next(self, ids: &[Uuid]) -> usize {
        ids.iter().position(|id| *id == self.id).map_or(self.place, |at| at + 1).min(ids.len())
    }
}

impl List {
    pub fn read(uri: &Uri, app: &App, shelf: &Shelf) -> Result<Self, Problem> {
        let query = uri.query().unwrap_or_default();
        let (mut lang, mut limit, mut cursor) = (Lang::default(), LIMIT, None);
        let mut errors = Vec::new();
        let mut seen = Vec::new();
        let mut count = 0;
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            count += 1;
            if count > ARGUMENTS {
                errors.push(error("", "too many arguments"));
                break;
            }
            let single = Facet::by_name(&name).is_none();
            if single && seen.contains(&name) {
                errors.push(error(&name, "given twice"));
                continue;
            }
            seen.push(name.clone());
            let understood = match name.as_ref() {
                "q" => value.chars().count() <= Filter::CHARS && !value.contains('\0'),
                "lang" => value.parse().map(|read| lang = read).is_ok(),
                "sort" => Sort::ALL.iter().any(|sort| sort.name() == value),
                "limit" => match value.parse() {
                    Ok(wanted @ 1..=LIMIT_MOST) => {
                        limit = wanted;
                        true
                    }
                    Ok(_) | Err(_) => false,
                },
                "cursor" => {
                    cursor = Cursor::read(&value);
                    cursor.is_some()
                }
                _ => choice(&name, &value, app, shelf),
            };
            if !understood {
                let known = matches!(name.as_ref(), "q" | "lang" | "sort" | "limit" | "cursor") || !single;
                errors.push(error(&name, if known { "not a value of this argument" } else { "no such argument" }));
            }
        }
        if !errors.is_empty() {
            return Err(Problem::arguments(errors));
        }
        let vocabulary = Vocabulary { topics: app.topics(), gazetteer: &shelf.gazetteer };
        Ok(Self { filter: Filter::parse(query, &vocabulary).at_page(1), lang, limit, cursor })
    }
}

fn choice(name: &str, value: &str, app: &App, shelf: &Shelf) -> bool {
    let Some(facet) = Facet::by_name(name) else { return false };
    let vocabulary = Vocabulary { topics: app.topics(), gazetteer: &shelf.gazetteer };
    let known = |slug: &str| shelf.collections.iter().any(|collection| collection.row.slug == slug);
    Choice::read(facet, value, &vocabulary).is_some_and(|choice| facet != Facet::Collection || known(&choice.value()))
}

/// The `lang` of a request that has no other argument.
pub fn lang(uri: &Uri) -> Result<Lang, Problem> {
    let mut errors = Vec::new();
    let mut lang = None;
    for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).take(ARGUMENTS) {
        match (name.as_ref(), value.parse()) {
            ("lang", Ok(read)) if lang.is_none() => lang = Some(read),
            ("lang", Ok(_)) => errors.push(error("lang", "given twice")),
            ("lang", Err(_)) => errors.push(error("lang", "not a value of this argument")),
            (other, _) => errors.push(error(other, "no such argument")),
        }
    }
    if errors.is_empty() { Ok(lang.unwrap_or_default()) } else { Err(Problem::arguments(errors)) }
}

fn error(parameter: &str, detail: &str) -> ArgumentError {
    ArgumentError { parameter: parameter.chars().take(80).collect(), detail: detail.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_finds_its_place_in_a_list_that_moved() {
        let ids: Vec<Uuid> = (1..=4).map(Uuid::from_u128).collect();
        let cursor = Cursor { place: 2, id: ids[1] };
        assert_eq!(Cursor::read(&cursor.written()), Some(cursor));
        assert_eq!(cursor.next(&ids), 2);
        assert_eq!(cursor.next(&[&[Uuid::from_u128(9)], &ids[..]].concat()), 3);
        assert_eq!(cursor.next(&[ids[0], ids[2], ids[3]]), 2);
        assert_eq!(cursor.next(&[]), 0);
        for text in ["", "-", "1", "x-y", "-1-00000000000000000000000000000001", "99999999999999999999999-1"] {
            assert_eq!(Cursor::read(text), None, "{text}");
        }
    }
}
