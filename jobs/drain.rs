//! Does everything that is due, in this task and in order, without queues and timers: for tests and for the demo's tour.

use super::{BoxError, QUEUES, Work, housekeeping, look};
use crate::store::{
    StoreError,
    owed::{self, Owed},
};

/// Work that makes itself due again at once would go on for ever.
const MOST: usize = 10_000;

#[derive(Debug, thiserror::Error)]
pub enum DrainError {
    #[error("some work is still due: {}", names(.0))]
    LeftOver(Vec<Owed>),
    #[error("still not done after {MOST} looks")]
    Endless,
    #[error("could not look after files, pictures and links")]
    Renew(#[source] BoxError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Work {
    /// Keeps house now, whatever the hour.
    pub async fn keep_house(&self) -> Result<(), DrainError> {
        let (store, settings) = (&self.room.store, &self.room.settings);
        housekeeping::keep_house(store, store.clock().now(), settings.snapshots_for).await?;
        (self.room.handlers.renew)().await.map_err(DrainError::Renew)
    }

    /// Looks at every row that is due until none is; answers how many looks that took.
    ///
    /// # Errors
    /// When something is left that is due: leased by somebody else, or due again and again.
    pub async fn drain(&self) -> Result<usize, DrainError> {
        let mut looks = 0;
        loop {
            let before = looks;
            for queue in &QUEUES {
                let Some(owing) = queue.rows else { continue };
                for (owed, ..) in owed::due(&self.room.store, owing, 100).await? {
                    look::row(&self.room, queue, owed).await;
                    looks += 1;
                }
            }
            if looks > MOST {
                return Err(DrainError::Endless);
            }
            if looks == before {
                break;
            }
        }
        let left = owed::left(&self.room.store).await?;
        if left.is_empty() { Ok(looks) } else { Err(DrainError::LeftOver(left)) }
    }
}

fn names(rows: &[Owed]) -> String {
    rows.iter().map(Owed::to_string).collect::<Vec<_>>().join(", ")
}
