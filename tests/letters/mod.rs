//! Letters: what they say, and what becomes of them when the mail server misbehaves.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod dialogue;
mod prose;
pub mod smtp_server;
mod wire;
