//! Turns at partners' hosts that several processes share. Where they are kept is not this room's business.

use std::{pin::Pin, time::Duration};

use uuid::Uuid;

use crate::domain::{
    Id,
    turn::{Asking, Turn},
};

/// Who has a turn: new for each request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Holder(Uuid);

impl Holder {
    pub(super) fn draw() -> Self {
        Self(Id::<Self>::new().uuid())
    }

    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

/// What a step answers; an error is a sentence for the log.
pub type Step<'a, T> = Pin<Box<dyn Future<Output = Result<T, String>> + Send + 'a>>;

/// Turns that processes share: each step is short, and waiting is left to who asks.
pub trait Turns: Send + Sync {
    /// Takes the turn if it is free, for at most `lease`; else says when to come again.
    fn take<'a>(&'a self, host: &'a str, holder: Holder, asking: Asking, lease: Duration) -> Step<'a, Turn>;

    /// The request is over, and the host wants to be left alone for so long. Changes no turn that somebody else has.
    fn end<'a>(&'a self, host: &'a str, holder: Holder, rest: Option<Duration>) -> Step<'a, ()>;
}
