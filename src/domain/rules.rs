//! What a record needs to be submitted and to be published: one set of rules for every entrance.

use super::Record;

/// What the record is checked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    Submit,
    Publish,
}

/// Which parts are needed.
#[derive(Clone, Debug, Default)]
pub struct Requirement {}

impl Requirement {
    #[must_use]
    pub fn full() -> Self {
        Self {}
    }

    #[must_use]
    pub fn from_source() -> Self {
        Self {}
    }
}

/// One line of the checklist.
#[derive(Clone, Debug)]
pub struct Check {
    pub place: String,
    pub phrase: String,
}

impl Check {
    #[must_use]
    pub fn is_missing(&self) -> bool {
        !self.place.is_empty()
    }
}

#[must_use]
pub fn needed(_: For, _: &Record, _: bool, _: bool, _: &Requirement) -> Vec<Check> {
    Vec::new()
}
