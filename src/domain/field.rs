//! The fields of a record by name, their limits, and what is wrong with one.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

macro_rules! fields {
    ($($variant:ident = $name:literal, $limit:expr;)*) => {
        /// A field of the record that people write. The order is the order of the form, the page and the review.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Field { $($variant,)* }

        impl Field {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name in forms, in the database and in files: stable for ever. Its phrase is `field-{name}` with dashes.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The phrase with its name.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => concat!("field-", $name),)* }
            }

            /// The phrase that helps to fill it in.
            #[must_use]
            pub const fn hint(self) -> &'static str {
                match self { $(Self::$variant => concat!("field-", $name, "-hint"),)* }
            }

            /// How much the field may hold (shared/features.md, "The record").
            #[must_use]
            pub const fn limit(self) -> Limit {
                match self { $(Self::$variant => $limit,)* }
            }
        }
    };
}

/// The most a field may hold. Every field is besides bounded to `Limit::BYTES`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    Chars(usize),
    Words(usize),
    /// Entries, one a line.
    Lines(usize),
}

impl Limit {
    pub const BYTES: usize = 32 * 1024;
}

fields! {
    Title = "title", Limit::Chars(120);
    Statement = "statement", Limit::Chars(200);
    Cities = "cities", Limit::Lines(20);
    Period = "period", Limit::Chars(200);
    Status = "status", Limit::Chars(20);
    Topics = "topics", Limit::Lines(3);
    Language = "language", Limit::Chars(35);
    Summary = "summary", Limit::Words(100);
    Purpose = "purpose", Limit::Words(150);
    Rationale = "rationale", Limit::Words(150);
    Process = "process", Limit::Words(400);
    Impact = "impact", Limit::Words(250);
    Evaluation = "evaluation", Limit::Words(150);
    Beneficiaries = "beneficiaries", Limit::Words(60);
    Lead = "lead", Limit::Chars(200);
    Partners = "partners", Limit::Lines(30);
    Funding = "funding", Limit::Words(80);
    Difficulties = "difficulties", Limit::Words(150);
    Advice = "advice", Limit::Words(150);
    Links = "links", Limit::Lines(30);
}

impl Field {
    /// The texts that tell what a practice is.
    pub const STORY: [Self; 9] = [
        Self::Summary,
        Self::Purpose,
        Self::Rationale,
        Self::Process,
        Self::Impact,
        Self::Evaluation,
        Self::Beneficiaries,
        Self::Difficulties,
        Self::Advice,
    ];
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The name is no field of the record.
#[derive(Debug, thiserror::Error)]
#[error("no field \"{0}\"")]
pub struct UnknownField(String);

impl FromStr for Field {
    type Err = UnknownField;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|field| field.name() == name).ok_or_else(|| UnknownField(name.to_owned()))
    }
}

/// What is wrong at one place of a form, as a phrase to be said in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// A field's name, or the name of another input of the same form.
    pub place: String,
    /// `error-…` in the phrases.
    pub phrase: String,
    /// The phrase's arguments.
    pub arguments: Vec<(String, String)>,
}

/// Everything that is wrong with a form, all at once, in the order of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    pub fn add(&mut self, place: impl ToString, phrase: &str) {
        self.add_with(place, phrase, &[]);
    }

    #[expect(clippy::needless_pass_by_value, reason = "fields and literals read better at the call")]
    pub fn add_with(&mut self, place: impl ToString, phrase: &str, arguments: &[(&str, String)]) {
        self.0.push(FieldError {
            place: place.to_string(),
            phrase: phrase.to_owned(),
            arguments: arguments.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        });
    }

    /// Puts the record's fields in their order; other inputs follow in the order they were added.
    pub fn in_order_of_the_form(&mut self) {
        self.0.sort_by_key(|error| error.place.parse::<Field>().map_or((1, None), |field| (0, Some(field))));
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first thing that is wrong at a place.
    #[must_use]
    pub fn at(&self, place: &str) -> Option<&FieldError> {
        self.0.iter().find(|error| error.place == place)
    }
}
