//! The arguments that requests may have: each is named, described and judged from here alone, so that the description
//! (`OpenAPI`) cannot say what is not read.

use serde_json::{Value, json};
use utoipa::{
    IntoParams,
    openapi::{
        Required,
        path::{Parameter, ParameterBuilder, ParameterIn},
        schema::{ArrayBuilder, Object, ObjectBuilder, Schema, Type},
    },
};

use crate::domain::{Facet, Filter, Lang, LanguageTag, Slug, Sort, period::YEARS};

/// Practices given at once where nobody says how many.
pub const LIMIT: usize = 20;
pub const LIMIT_MOST: usize = 100;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    Words,
    /// All of one facet are alternatives, those of different facets narrow each other.
    Choice(Facet),
    /// The first of several years, in place of single ones; open without [`Self::To`], and the other way round.
    From,
    To,
    Sort,
    Lang,
    Limit,
    Cursor,
}

impl Argument {
    /// Of a list, in the order of the description.
    const LIST: [Self; 13] = [
        Self::Words,
        Self::Choice(Facet::Topic),
        Self::Choice(Facet::Country),
        Self::Choice(Facet::City),
        Self::Choice(Facet::Year),
        Self::From,
        Self::To,
        Self::Choice(Facet::Collection),
        Self::Choice(Facet::Language),
        Self::Sort,
        Self::Lang,
        Self::Limit,
        Self::Cursor,
    ];

    /// The argument of a list that has this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::LIST.into_iter().find(|argument| argument.name() == name)
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Words => "q",
            Self::Choice(facet) => facet.name(),
            Self::From => "from",
            Self::To => "to",
            Self::Sort => "sort",
            Self::Lang => "lang",
            Self::Limit => "limit",
            Self::Cursor => "cursor",
        }
    }

    /// Whether it may come several times.
    pub const fn is_repeated(self) -> bool {
        matches!(self, Self::Choice(_))
    }

    /// Whether a value has the form of a name of this kind, be there something of this name or not.
    pub fn could_name(self, value: &str) -> bool {
        match self {
            Self::Choice(Facet::Topic | Facet::City | Facet::Collection) => Slug::parse(value).is_ok(),
            Self::Choice(Facet::Country) => value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_alphabetic()),
            Self::Choice(Facet::Language) => LanguageTag::parse(value).is_ok(),
            Self::Choice(Facet::Year)
            | Self::From
            | Self::To
            | Self::Words
            | Self::Sort
            | Self::Lang
            | Self::Limit
            | Self::Cursor => false,
        }
    }

    const fn about(self) -> &'static str {
        match self {
            Self::Words => "Words, in any language, as in the search of the site. \"A phrase\" in quotation marks.",
            Self::Choice(Facet::Topic) => "See `/topics`.",
            Self::Choice(Facet::Country) => "ISO 3166-1 alpha-2, see `/countries`.",
            Self::Choice(Facet::City) => "See `/cities`.",
            Self::Choice(Facet::Year) => "A year in which the practice happened.",
            Self::From => {
                "The first of several years, in place of `year`; without `to`, all years after it too, those to come included."
            }
            Self::To => "The last of several years; without `from`, all years before it too.",
            Self::Choice(Facet::Collection) => "See `/collections`.",
            Self::Choice(Facet::Language) => "A language the practice can be read in (BCP 47 primary subtag).",
            Self::Sort => "The order; by relevance where there are words, else newest first.",
            Self::Lang => "The language to tell it in.",
            Self::Limit => "How many at once.",
            Self::Cursor => "Where to go on: `next_cursor` of the answer before.",
        }
    }

    /// Of one value.
    fn value(self) -> Object {
        let text = || ObjectBuilder::new().schema_type(Type::String);
        let number = || ObjectBuilder::new().schema_type(Type::Integer);
        let one_of = |names: Vec<&str>| text().enum_values(Some(names.into_iter().map(Value::from)));
        match self {
            Self::Words => text().max_length(Some(Filter::CHARS)).pattern(Some("^[^\\x00]*$")),
            Self::Choice(Facet::Topic | Facet::City | Facet::Collection) => {
                text().max_length(Some(Slug::LIMIT)).pattern(Some("^[a-z0-9]+(-[a-z0-9]+)*$"))
            }
            Self::Choice(Facet::Country) => text().pattern(Some("^[A-Za-z]{2}$")),
            Self::Choice(Facet::Language) => text().pattern(Some("^[a-z]{2,3}$")),
            Self::Choice(Facet::Year) | Self::From | Self::To => {
                number().minimum(Some(isize::from(*YEARS.start()))).maximum(Some(isize::from(*YEARS.end())))
            }
            Self::Sort => one_of(Sort::ALL.map(Sort::name).into()),
            Self::Lang => one_of(Lang::ALL.iter().map(|lang| lang.tag()).collect()),
            Self::Limit => number().minimum(Some(1)).maximum(Some(LIMIT_MOST)).default(Some(json!(LIMIT))),
            Self::Cursor => text().pattern(Some("^[0-9]{1,9}-[0-9a-f]{32}$")),
        }
        .build()
    }

    fn described(self) -> Parameter {
        let schema = if self.is_repeated() {
            Schema::Array(ArrayBuilder::new().items(self.value()).build())
        } else {
            Schema::Object(self.value())
        };
        ParameterBuilder::new()
            .name(self.name())
            .parameter_in(ParameterIn::Query)
            .required(Required::False)
            .description(Some(self.about()))
            .schema(Some(schema))
            .build()
    }
}

/// Of a list and of its counts.
pub struct ListArguments;

impl IntoParams for ListArguments {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        Argument::LIST.map(Argument::described).into()
    }
}

/// Of everything else.
pub struct LangArgument;

impl IntoParams for LangArgument {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![Argument::Lang.described()]
    }
}
