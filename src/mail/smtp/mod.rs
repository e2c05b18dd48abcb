//! Hands a message to the relay, one recipient a transaction, each step under its own time limit.
//!
//! lettre bounds only the connect and its errors do not tell the phase (lettre 0.11.23), so its connection is driven
//! step by step here; [`link`] is what it speaks through.

mod answer;
mod dialogue;
mod link;
mod settings;

pub use dialogue::send;
pub use settings::{Limits, SmtpSettings, Tls};
