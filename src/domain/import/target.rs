//! What the columns of a table are taken for.

use std::{collections::BTreeMap, str::FromStr};

use serde::{Deserialize, Serialize};

use super::guess;
use crate::domain::{Field, review::UnknownName};

/// What a column is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Target {
    Field(Field),
    /// Names the practice for ever, within its list.
    Id,
    /// The page a reader finds it at.
    Address,
    /// The country, beside a column with the city alone.
    Country,
    /// When it began, beside no column with the period.
    From,
    To,
    /// Not read.
    Leave,
}

impl Target {
    /// All there are, in the order they are offered.
    pub fn all() -> impl Iterator<Item = Self> {
        let fields = Field::ALL.iter().copied().map(Self::Field);
        [Self::Leave, Self::Id].into_iter().chain(fields).chain([Self::Country, Self::From, Self::To, Self::Address])
    }

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Field(field) => field.name(),
            Self::Id => "id",
            Self::Address => "address",
            Self::Country => "country",
            Self::From => "from",
            Self::To => "to",
            Self::Leave => "leave",
        }
    }

    /// The phrase with its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Field(field) => field.label(),
            Self::Id => "desk-import-id",
            Self::Address => "desk-import-address",
            Self::Country => "desk-import-country",
            Self::From => "desk-import-from",
            Self::To => "desk-import-to",
            Self::Leave => "desk-import-leave",
        }
    }

    /// Where a fault of a field is to be shown: the column it was read from, or would have been.
    pub(super) fn is_place_of(self, field: Field) -> bool {
        match self {
            Self::Field(own) => own == field,
            Self::Country => field == Field::Cities,
            Self::From | Self::To => field == Field::Period,
            Self::Id | Self::Address | Self::Leave => false,
        }
    }
}

impl From<Target> for String {
    fn from(target: Target) -> Self {
        target.name().to_owned()
    }
}

impl TryFrom<String> for Target {
    type Error = UnknownName;

    fn try_from(name: String) -> Result<Self, UnknownName> {
        name.parse()
    }
}

impl FromStr for Target {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        Self::all().find(|target| target.name() == name).ok_or_else(|| UnknownName(name.to_owned()))
    }
}

/// What each column is taken for, in the order of the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping(pub Vec<Target>);

impl Mapping {
    /// By the names of the columns, in the languages of the interface and as our own tables write them. Each target is given
    /// once; what no name tells is left.
    #[must_use]
    pub fn guess(columns: &[String]) -> Self {
        Self(guess::targets(columns))
    }

    #[must_use]
    pub fn column(&self, target: Target) -> Option<usize> {
        self.0.iter().position(|one| *one == target)
    }

    /// The column in which a fault at a place is shown: the one it was read from.
    #[must_use]
    pub fn place_of(&self, place: &str) -> Option<usize> {
        let own = place.parse().ok().and_then(|target: Target| self.column(target));
        let beside = || {
            let field: Field = place.parse().ok()?;
            self.0.iter().position(|target| target.is_place_of(field))
        };
        own.or_else(beside)
    }

    /// Targets that more than one column was given: the second would be lost.
    #[must_use]
    pub fn doubled(&self) -> Vec<Target> {
        let mut times: BTreeMap<Target, usize> = BTreeMap::new();
        for target in self.0.iter().filter(|target| **target != Target::Leave) {
            *times.entry(*target).or_default() += 1;
        }
        times.into_iter().filter(|(_, times)| *times > 1).map(|(target, _)| target).collect()
    }
}
