//! What is needed to submit a practice and to publish it: one set of rules for every entrance
//! (shared/features.md, "The record", columns S and P).

pub mod personal;
mod requirement;
#[cfg(test)]
mod tests;

use std::fmt;

pub use self::requirement::{Need, Requirement, UnknownNeed};
use super::{Field, FieldErrors, Record};

/// What the record is looked at for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    Submit,
    Publish,
}

/// Where something is missing, or what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Field(Field),
    Pictures,
    Contact,
    Consent,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Met,
    /// Stands in the way.
    Missing,
    /// Worth a look; stands in nobody's way.
    Warning,
}

/// One line of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    pub place: Place,
    pub state: State,
    /// What to say: the name of the field when met, else an `error-…`. No phrase takes arguments.
    pub phrase: &'static str,
}

impl Check {
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        matches!(self.state, State::Missing)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Place {
    /// As in [`super::FieldError::place`].
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Field(field) => field.name(),
            Self::Pictures => "pictures",
            Self::Contact => "contact_email",
            Self::Consent => "consent",
        }
    }

    /// The phrase that names it to readers.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Field(field) => field.label(),
            Self::Pictures => "field-pictures",
            Self::Contact => "field-contact",
            Self::Consent => "field-consent",
        }
    }
}

/// What was given beside the record.
#[derive(Clone, Copy)]
struct People {
    contact: bool,
    consent: bool,
}

/// The checklist, in the order of the form. What is wanted for publishing beyond the requirement is a warning; contact and
/// consent are kept beside the record.
#[must_use]
pub fn needed(
    purpose: For,
    record: &Record,
    has_contact: bool,
    has_consent: bool,
    requirement: &Requirement,
) -> Vec<Check> {
    let people = People { contact: has_contact, consent: has_consent };
    let needs = requirement.needs(purpose);
    let mut checks: Vec<Check> = needs.iter().filter_map(|need| need.check(record, people, State::Missing)).collect();
    for wanted in Need::all(purpose).iter().filter(|wanted| !wanted.is_about_people()) {
        if !needs.iter().any(|need| need == wanted || need.stands_for(*wanted)) {
            checks.extend(wanted.check(record, people, State::Warning).filter(|check| check.state != State::Met));
        }
    }
    checks.extend(warnings(purpose, record));
    checks.sort_by_key(|check| order(check.place));
    checks
}

/// Whether a city has to fill in a field; the form marks the others as optional.
#[must_use]
pub fn is_needed(purpose: For, field: Field) -> bool {
    Need::all(purpose).contains(&Need::Field(field))
}

/// How many questions of the form a city has to answer, its consent aside.
#[must_use]
pub fn answers_needed(purpose: For) -> usize {
    Need::all(purpose).iter().map(|need| need.answers()).sum()
}

/// Whether nothing stands in the way.
#[must_use]
pub fn is_enough(checks: &[Check]) -> bool {
    !checks.iter().any(Check::is_missing)
}

/// What stands in the way, for the places of a form.
#[must_use]
pub fn errors(checks: &[Check]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for check in checks.iter().filter(|check| check.is_missing()) {
        errors.add(check.place, check.phrase);
    }
    errors
}

fn warnings(purpose: For, record: &Record) -> Vec<Check> {
    let warn = |place, phrase| Check { place, state: State::Warning, phrase };
    let mut warnings = Vec::new();
    if record.period.as_ref().is_some_and(|period| period.years().is_none()) {
        warnings.push(warn(Place::Field(Field::Period), "error-period-unread"));
    }
    if purpose == For::Publish && record.language.is_none() {
        warnings.push(warn(Place::Field(Field::Language), "error-language-missing"));
    }
    if purpose == For::Publish && record.cities.iter().any(|city| city.id.is_none() && !city.name.is_empty()) {
        warnings.push(warn(Place::Field(Field::Cities), "error-city-unknown"));
    }
    warnings.extend(personal::fields(record).map(|field| warn(Place::Field(field), "error-personal-data")));
    warnings
}

fn order(place: Place) -> usize {
    match place {
        Place::Field(field) => Field::ALL.iter().position(|other| *other == field).unwrap_or(Field::ALL.len()),
        Place::Pictures => Field::ALL.len(),
        Place::Contact => Field::ALL.len() + 1,
        Place::Consent => Field::ALL.len() + 2,
    }
}
