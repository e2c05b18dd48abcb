//! What may be required of a record. Operators choose for practices of partner sources.

use std::{fmt, str::FromStr};

use super::{Check, For, People, Place, State};
use crate::domain::{Field, Record};

/// One thing a record must have. Written in the configuration by its name: `title`, `city_or_country`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The field is not empty; for `cities`, that a city is named and not only a country.
    Field(Field),
    CityOrCountry,
    /// The summary, or the purpose or the process.
    Story,
    /// Each picture, if there is any, has description, credit and licence.
    Pictures,
    Contact,
    Consent,
}

#[derive(Debug, thiserror::Error)]
#[error("no requirement \"{0}\"")]
pub struct UnknownNeed(String);

const SUBMIT: &[Need] = &[
    Need::Field(Field::Title),
    Need::Field(Field::Cities),
    Need::Field(Field::Period),
    Need::Field(Field::Status),
    Need::Field(Field::Topics),
    Need::Field(Field::Summary),
    Need::Field(Field::Purpose),
    Need::Field(Field::Process),
    Need::Contact,
    Need::Consent,
];

const PUBLISH: &[Need] = &[
    Need::Field(Field::Title),
    Need::Field(Field::Statement),
    Need::Field(Field::Cities),
    Need::Field(Field::Period),
    Need::Field(Field::Status),
    Need::Field(Field::Topics),
    Need::Field(Field::Summary),
    Need::Field(Field::Purpose),
    Need::Field(Field::Process),
    Need::Field(Field::Impact),
    Need::Field(Field::Beneficiaries),
    Need::Field(Field::Lead),
    Need::Field(Field::Advice),
    Need::Field(Field::Links),
    Need::Pictures,
    Need::Contact,
    Need::Consent,
];

const FROM_SOURCE: &[Need] = &[Need::Field(Field::Title), Need::CityOrCountry, Need::Story, Need::Pictures];

/// What a practice is held to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement(Option<Vec<Need>>);

impl Requirement {
    /// Everything: for a practice that a city sends.
    #[must_use]
    pub const fn full() -> Self {
        Self(None)
    }

    /// For a practice read from a partner source, unless the operator says otherwise: title, city or country, and some of
    /// the story.
    #[must_use]
    pub fn from_source() -> Self {
        Self(Some(FROM_SOURCE.to_vec()))
    }

    /// What the operator says.
    #[must_use]
    pub const fn of(needs: Vec<Need>) -> Self {
        Self(Some(needs))
    }

    pub(super) fn needs(&self, purpose: For) -> &[Need] {
        self.0.as_deref().unwrap_or(Need::all(purpose))
    }
}

impl Need {
    /// All that a city's practice has to have.
    #[must_use]
    pub const fn all(purpose: For) -> &'static [Self] {
        match purpose {
            For::Submit => SUBMIT,
            For::Publish => PUBLISH,
        }
    }

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Field(field) => field.name(),
            Self::CityOrCountry => "city_or_country",
            Self::Story => "story",
            Self::Pictures => "pictures",
            Self::Contact => "contact",
            Self::Consent => "consent",
        }
    }

    /// How many questions of the form it takes to meet this; consent is no question.
    pub(super) const fn answers(self) -> usize {
        match self {
            Self::Field(_) | Self::CityOrCountry | Self::Story => 1,
            // Name, role and address.
            Self::Contact => 3,
            Self::Pictures | Self::Consent => 0,
        }
    }

    const fn place(self) -> Place {
        match self {
            Self::Field(field) => Place::Field(field),
            Self::CityOrCountry => Place::Field(Field::Cities),
            Self::Story => Place::Field(Field::Summary),
            Self::Pictures => Place::Pictures,
            Self::Contact => Place::Contact,
            Self::Consent => Place::Consent,
        }
    }

    /// Whether this asks for another in a weaker form, so that the stronger one is no more wanted.
    pub(super) fn stands_for(self, other: Self) -> bool {
        self == Self::CityOrCountry && other == Self::Field(Field::Cities)
    }

    /// People of a city, whom a practice from a partner source has not got.
    pub(super) const fn is_about_people(self) -> bool {
        matches!(self, Self::Contact | Self::Consent)
    }

    /// Looks whether it is met; none where there is nothing to look at.
    pub(super) fn check(self, record: &Record, people: People, otherwise: State) -> Option<Check> {
        let (met, phrase) = match self {
            Self::Field(field) => (has(record, field), "error-missing"),
            Self::CityOrCountry => (!record.cities.is_empty(), "error-city-or-country"),
            Self::Story => {
                let parts = [Field::Summary, Field::Purpose, Field::Process];
                (parts.into_iter().any(|field| has(record, field)), "error-story")
            }
            Self::Pictures if record.pictures.is_empty() => return None,
            Self::Pictures => {
                let said = |text: &String| !text.trim().is_empty();
                let complete = |picture: &crate::domain::record::Picture| {
                    [&picture.alt, &picture.credit, &picture.licence].into_iter().all(said)
                };
                (record.pictures.iter().all(complete), "error-picture-incomplete")
            }
            Self::Contact => (people.contact, "error-missing"),
            Self::Consent => (people.consent, "error-consent"),
        };
        let place = self.place();
        Some(if met {
            Check { place, state: State::Met, phrase: place.label() }
        } else {
            Check { place, state: otherwise, phrase }
        })
    }
}

fn has(record: &Record, field: Field) -> bool {
    match field {
        Field::Title => !record.title.is_empty(),
        Field::Statement => !record.statement.is_empty(),
        Field::Cities => record.cities.iter().any(|city| !city.name.is_empty()),
        Field::Period => record.period.as_ref().is_some_and(|period| !period.written().is_empty()),
        Field::Status => record.status.is_some(),
        Field::Topics => !record.topics.is_empty(),
        Field::Language => record.language.is_some(),
        Field::Lead => !record.lead.is_empty(),
        Field::Partners => !record.partners.is_empty(),
        Field::Links => !record.links.is_empty(),
        Field::Summary
        | Field::Purpose
        | Field::Rationale
        | Field::Process
        | Field::Impact
        | Field::Evaluation
        | Field::Beneficiaries
        | Field::Funding
        | Field::Difficulties
        | Field::Advice => record.text(field).is_some_and(|text| !text.is_empty()),
    }
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Need {
    type Err = UnknownNeed;

    fn from_str(name: &str) -> Result<Self, UnknownNeed> {
        let others = [Self::CityOrCountry, Self::Story, Self::Pictures, Self::Contact, Self::Consent];
        let other = others.into_iter().find(|one| one.name() == name);
        other.or_else(|| name.parse().ok().map(Self::Field)).ok_or_else(|| UnknownNeed(name.to_owned()))
    }
}
