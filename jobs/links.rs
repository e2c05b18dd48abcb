//! Whether what practices link to is still there: each address once a week, and a day after it failed for the first time,
//! for what is down today may be back tomorrow.

use std::{
    collections::{BTreeSet, HashSet},
    time::Duration,
};

use super::{Answer, BoxError, office::Office};
use crate::{
    domain::Timestamp,
    harvest::Look,
    store::{
        self, LivePractice, Result, Store,
        owed::{self, Lease, Outcome},
    },
};

const HOUR: Duration = Duration::from_hours(1);
const WEEK: Duration = Duration::from_hours(7 * 24);
const DAY: Duration = Duration::from_hours(24);

/// Takes up the addresses of what is published now, and forgets those that nothing links any more.
pub(super) async fn note(store: &Store, now: Timestamp) -> Result<()> {
    let live = store::practice_live_list(store, now).await?;
    let linked: BTreeSet<&str> = live.iter().flat_map(LivePractice::links).collect();
    let known = store::link_list(store).await?;
    let at_hand: HashSet<&str> = known.iter().map(|(url, _)| url.as_str()).collect();
    let fresh: BTreeSet<&str> = linked.iter().copied().filter(|url| !at_hand.contains(url)).collect();
    let gone = known.iter().filter(|(url, _)| !linked.contains(url.as_str()));
    let mut tx = store.begin().await?;
    for (_, id) in gone {
        store::link_delete(&mut tx, *id).await?;
    }
    for (position, url) in (0_u32..).zip(&fresh) {
        // Who published it has just seen it, and not all are asked for at once.
        let wait = HOUR + DAY * position / u32::try_from(fresh.len()).unwrap_or(u32::MAX);
        store::link_add(&mut tx, url, now + wait).await?;
    }
    tx.commit().await
}

/// Looks at one address.
pub(super) async fn check(office: &Office, lease: &Lease) -> std::result::Result<Answer, BoxError> {
    let store = office.desk.store();
    let Some(url) = store::link_url(store, lease.owed.id).await? else { return Ok(Answer::Done) };
    let look = office.reader.reach(&url).await;
    let mut tx = store.begin().await?;
    owed::fence(&mut tx, lease).await?;
    let reach = match look {
        Look::Taken(reach) => reach,
        Look::Later(rest) => {
            let due = tx.now() + rest;
            owed::settle(&mut tx, lease, Outcome::Postponed(due, "its host wants to be left alone".to_owned())).await?;
            tx.commit().await?;
            return Ok(Answer::Done);
        }
    };
    let failures = store::link_put(&mut tx, lease, &reach).await?;
    let next = tx.now() + if failures == 1 { DAY } else { WEEK };
    owed::settle(&mut tx, lease, Outcome::Next(next)).await?;
    tx.commit().await?;
    Ok(Answer::Done)
}
