//! How letters are written and sent.
//! Must not know why a letter is due, nor where it is kept: it is given the facts, makes the bytes once, and says what
//! the server answered. What to do about the answer is a pure rule ([`relay`]); to do it is the caller's.

pub mod address;
mod clean;
mod html;
pub mod letter;
pub mod message;
mod plain;
pub mod preview;
pub mod relay;
pub mod smtp;
pub mod transport;
mod wording;

pub use address::{Letterhead, Mailbox};
pub use letter::{Letter, Occasion, compose, compose_test};
pub use message::{MessageId, Stamp};
pub use preview::{Preview, preview};
pub use smtp::SmtpSettings;
pub use transport::{Failure, FailureKind, Parcel, Phase, Sent, Transport};
