//! What a reader can narrow the practices by: facets and their values.

use std::borrow::Cow;

use super::{Country, LanguageTag, Slug, TopicSlug, Vocabulary, period::YEARS};

/// A kind of choice. Choices of one facet are alternatives; facets narrow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    Topic,
    Country,
    City,
    /// A year of the practice's period, whichever part of the year.
    Year,
    Collection,
    /// A language the practice can be read in.
    Language,
}

/// One value of one facet. The order is that of facets, then of values: the order in addresses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    Topic(TopicSlug),
    Country(Country),
    City(Slug),
    Year(i16),
    Collection(Slug),
    /// The primary subtag alone: `pt` for `pt-BR` too.
    Language(LanguageTag),
}

impl Facet {
    pub const ALL: [Self; 6] = [Self::Topic, Self::Country, Self::City, Self::Year, Self::Collection, Self::Language];

    /// The parameter's name in addresses and forms: stable for ever.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Country => "country",
            Self::City => "city",
            Self::Year => "year",
            Self::Collection => "collection",
            Self::Language => "language",
        }
    }

    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.name() == name)
    }
}

impl Choice {
    #[must_use]
    pub const fn facet(&self) -> Facet {
        match self {
            Self::Topic(_) => Facet::Topic,
            Self::Country(_) => Facet::Country,
            Self::City(_) => Facet::City,
            Self::Year(_) => Facet::Year,
            Self::Collection(_) => Facet::Collection,
            Self::Language(_) => Facet::Language,
        }
    }

    #[must_use]
    pub const fn year(&self) -> Option<i16> {
        match self {
            Self::Year(year) => Some(*year),
            Self::Topic(_) | Self::Country(_) | Self::City(_) | Self::Collection(_) | Self::Language(_) => None,
        }
    }

    /// The choice of a text's language.
    #[must_use]
    pub fn language(tag: &LanguageTag) -> Option<Self> {
        LanguageTag::parse(tag.primary()).ok().map(Self::Language)
    }

    /// The value as it stands in addresses and forms.
    #[must_use]
    pub fn value(&self) -> Cow<'_, str> {
        match self {
            Self::Topic(topic) => topic.as_str().into(),
            Self::Country(country) => country.code().into(),
            Self::City(slug) | Self::Collection(slug) => slug.as_str().into(),
            Self::Year(year) => year.to_string().into(),
            Self::Language(tag) => tag.as_str().into(),
        }
    }

    /// Reads a value from an address. Topics come out under their present slug, whatever they were called. None for what
    /// the network does not know; collections are not in the vocabulary and need only look like one.
    #[must_use]
    pub fn read(facet: Facet, value: &str, vocabulary: &Vocabulary<'_>) -> Option<Self> {
        let value = value.trim();
        match facet {
            Facet::Topic => vocabulary.topics.find(value).map(Self::Topic),
            Facet::Country => Country::parse(&value.to_ascii_uppercase()).ok().map(Self::Country),
            Facet::City => Slug::parse(value)
                .ok()
                .filter(|slug| vocabulary.gazetteer.by_slug(slug.as_str()).is_some())
                .map(Self::City),
            Facet::Year => value.parse().ok().filter(|year| YEARS.contains(year)).map(Self::Year),
            Facet::Collection => Slug::parse(value).ok().map(Self::Collection),
            Facet::Language => LanguageTag::parse(value).ok().and_then(|tag| Self::language(&tag)),
        }
    }
}
