//! Letters: what they say, and what becomes of them when the mail server misbehaves.

mod dialogue;
mod prose;
pub mod smtp_server;
mod wire;
