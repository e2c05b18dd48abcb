//! The arguments of a request, read strictly: a program that misspells a filter must not get everything.

use axum::http::Uri;
use url::form_urlencoded;
use utoipa::IntoParams;
use uuid::Uuid;

use super::problem::{ArgumentError, Problem};
use crate::{
    domain::{Choice, Facet, Filter, Lang, LanguageTag, Slug, Sort, Vocabulary},
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
    #[param(max_length = 200, pattern = "^[^\\x00]*$")]
    q: Option<String>,
    /// See `/topics`.
    topic: Option<Vec<SlugText>>,
    /// See `/countries`.
    country: Option<Vec<CountryCode>>,
    /// See `/cities`.
    city: Option<Vec<SlugText>>,
    /// A year in which the practice happened, 1900 to 2100.
    year: Option<Vec<Year>>,
    /// The first of several years, in place of `year`; without `to`, all years after it too, those to come included.
    #[param(value_type = Option<Year>)]
    from: Option<i32>,
    /// The last of several years; without `from`, all years before it too.
    #[param(value_type = Option<Year>)]
    to: Option<i32>,
    /// See `/collections`.
    collection: Option<Vec<SlugText>>,
    /// A language the practice can be read in.
    language: Option<Vec<LanguageCode>>,
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
    #[param(pattern = "^[0-9]{1,9}-[0-9a-f]{32}$")]
    cursor: Option<String>,
}

/// The last part of an address here.
#[derive(utoipa::ToSchema)]
#[schema(max_length = 100, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
#[expect(dead_code, reason = "for the description")]
pub struct SlugText(String);

/// ISO 3166-1 alpha-2.
#[derive(utoipa::ToSchema)]
#[schema(pattern = "^[A-Za-z]{2}$")]
#[expect(dead_code, reason = "for the description")]
pub struct CountryCode(String);

/// BCP 47 primary subtag.
#[derive(utoipa::ToSchema)]
#[schema(pattern = "^[a-z]{2,3}$")]
#[expect(dead_code, reason = "for the description")]
pub struct LanguageCode(String);

/// A year of the Gregorian calendar.
#[derive(utoipa::ToSchema)]
#[schema(minimum = 1900, maximum = 2100)]
#[expect(dead_code, reason = "for the description")]
pub struct Year(i32);

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
        let (mut errors, mut unknown) = (Vec::new(), Vec::new());
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
                "from" | "to" => choice(Facet::Year.name(), &value, app, shelf),
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
                let known =
                    matches!(name.as_ref(), "q" | "from" | "to" | "lang" | "sort" | "limit" | "cursor") || !single;
                match Facet::by_name(&name) {
                    Some(facet) if could_name(facet, &value) => {
                        unknown.push(error(&name, "nothing here has this name"));
                    }
                    _ if known => errors.push(error(&name, "not a value of this argument")),
                    _ => errors.push(error(&name, "no such argument")),
                }
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

fn choice(name: &str, value: &str, app: &App, shelf: &Shelf) -> bool {
    let Some(facet) = Facet::by_name(name) else { return false };
    let vocabulary = Vocabulary { topics: app.topics(), gazetteer: &shelf.gazetteer };
    let known = |slug: &str| shelf.collections.iter().any(|collection| collection.row.slug == slug);
    Choice::read(facet, value, &vocabulary).is_some_and(|choice| facet != Facet::Collection || known(&choice.value()))
}

/// Whether a value has the form of a name of this kind, as the description tells it.
fn could_name(facet: Facet, value: &str) -> bool {
    match facet {
        Facet::Topic | Facet::City | Facet::Collection => Slug::parse(value).is_ok(),
        Facet::Country => value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_alphabetic()),
        Facet::Language => LanguageTag::parse(value).is_ok(),
        Facet::Year => false,
    }
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
