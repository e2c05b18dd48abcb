//! What things are: types, states and rules, with no input or output of any kind.
//! Parses once at the edge into types that cannot hold anything else.
//! Must not know where things are kept, how they are shown, or what time it is.

pub mod candidate;
pub mod choice;
pub mod clean_text;
pub mod clock;
pub mod crash;
pub mod diff;
pub mod draft;
pub mod duplicate;
pub mod field;
pub mod filter;
pub mod flag;
pub mod fold;
pub mod health;
pub mod id;
pub mod lang;
pub mod language;
pub mod marker;
pub mod merge;
pub mod mosaic;
pub mod notice;
pub mod people;
pub mod period;
pub mod place;
pub mod reading;
pub mod record;
pub mod review;
pub mod rules;
pub mod schedule;
pub mod secret;
pub mod slug;
pub mod source;
pub mod submission;
pub mod topic;

pub use candidate::Candidate;
pub use choice::{Choice, Facet};
pub use clean_text::{CleanText, clean_line};
pub use clock::{Clock, Timestamp};
pub use draft::{Draft, Vocabulary};
pub use field::{Field, FieldError, FieldErrors};
pub use filter::{Filter, Sort};
pub use fold::fold;
pub use id::Id;
pub use lang::Lang;
pub use language::LanguageTag;
pub use people::{Actor, Contact, Editor, EmailAddress, Role};
pub use period::Period;
pub use place::{City, CityRef, Country, Gazetteer, Meant, WorldCity};
pub use reading::Reading;
pub use record::Record;
pub use schedule::{Backoff, next_slot};
pub use secret::{Reference, Secret, SecretHash};
pub use slug::Slug;
pub use source::SourceSettings;
pub use topic::{FormerTopic, Topic, TopicSlug, Topics};
