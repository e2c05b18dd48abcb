//! A city's sending is read into the queue.

use super::{Answer, BoxError, harvests::lift, office::Office};
use crate::{desk::DeskError, store::owed::Lease};

pub(super) async fn read(office: &Office, lease: &Lease) -> Result<Answer, BoxError> {
    match office.desk.read_submission(lease).await {
        Ok(()) => Ok(Answer::Done),
        Err(DeskError::NotFound) => Ok(Answer::GiveUp { reason: "the submission is not there".to_owned() }),
        Err(error) => Err(lift(error)),
    }
}
