//! The answers of an OAI-PMH 2.0 repository (openarchives.org/OAI/openarchivesprotocol.html): requests read, answers
//! written. Must not know what is published: it is given the records.

mod answer;
mod record;
mod request;

pub use answer::{Answer, Body, Identity, Resumption};
pub use record::{Entry, SCHEMA, SCHEMA_NAME};
pub use request::{Failure, Format, List, Position, Request, Scope};

use crate::domain::Timestamp;

/// UTC in seconds (2.7.1): `2026-11-23T09:30:00Z`; the epoch for years RFC 3339 cannot write.
fn stamp(at: Timestamp) -> String {
    super::moment(at).unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned())
}
