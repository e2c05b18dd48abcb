//! How partner pages are read: fetch, guard, robots rules, feeds, extraction.
//! Must not know the database, the queue or the desk; it is given a source and gives back a reading.

mod globally_reachable;
mod guard;
mod policy;

pub use policy::{Agent, AllowedHost, FetchPolicy, NotAHost, NotAnAgent};
mod gate;
mod media_type;
mod retry_after;
mod unpack;
