//! What the runner calls to do the work a row owes. The wiring plugs in the real ones, tests their own.

use std::{error::Error, fmt, sync::Arc};

use futures::future::BoxFuture;

use crate::store::owed::{Lease, Owing};

pub type BoxError = Box<dyn Error + Send + Sync>;

/// What a handler says about the row it looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The work is done. Usually the handler settled the row in the transaction that records the effect; when it did not,
    /// the row owes nothing from now on.
    Done,
    /// It did not work this time: the runner says when it is tried again, or gives up after too many attempts.
    Retry { error: String },
    /// It will never work: shown on the desk with this reason.
    GiveUp { reason: String },
}

/// Does the work of one row, under its lease. Safe to run twice: its effect is committed in a transaction that passes
/// [`fence`](crate::store::owed::fence) or [`settle`](crate::store::owed::settle). An error is the same as `Retry`, except
/// that [`StoreError::Fenced`](crate::store::StoreError::Fenced) means that the row is in other hands.
pub type Handler = Arc<dyn Fn(Lease) -> BoxFuture<'static, Result<Answer, BoxError>> + Send + Sync>;

/// Makes a handler of an async function.
pub fn handler<F, Fut>(work: F) -> Handler
where
    F: Fn(Lease) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Answer, BoxError>> + Send + 'static,
{
    Arc::new(move |lease| Box::pin(work(lease)))
}

/// Work that no row owes, done once an hour.
pub type Chore = Arc<dyn Fn() -> BoxFuture<'static, Result<(), BoxError>> + Send + Sync>;

/// One handler for each kind of row.
#[derive(Clone)]
pub struct Handlers {
    /// Looks whether kept files still say what the pages say, and asks cities whether their texts are still right.
    pub renew: Chore,
    pub read_submission: Handler,
    pub letter: Handler,
    pub harvest: Handler,
    pub render: Handler,
    pub check_link: Handler,
    pub file_import: Handler,
}

impl Handlers {
    pub(super) fn of(&self, owing: Owing) -> &Handler {
        match owing {
            Owing::Submission => &self.read_submission,
            Owing::Notification => &self.letter,
            Owing::Source => &self.harvest,
            Owing::Rendition => &self.render,
            Owing::Link => &self.check_link,
            Owing::Import => &self.file_import,
        }
    }
}

impl fmt::Debug for Handlers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Handlers")
    }
}
