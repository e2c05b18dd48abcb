//! What an OAI-PMH harvester can have: each practice that is published or was, at the moment what is told of it last changed.
//! Sorted once, so that a part of a list costs the same wherever in the list it is.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    domain::{Record, Timestamp},
    press::oai::{Position, Scope},
    store::{LivePractice, WithdrawnPractice},
};

/// All records, by their moment and then their id.
#[derive(Debug, Default)]
pub struct Records {
    all: Vec<Position>,
    by_topic: HashMap<String, Vec<Position>>,
    places: HashMap<Uuid, Position>,
    /// The topics of what was withdrawn.
    gone: HashMap<Uuid, Vec<String>>,
}

impl Records {
    /// What came back since it was withdrawn is there.
    pub fn of<'a>(live: impl Iterator<Item = &'a LivePractice>, withdrawn: Vec<WithdrawnPractice>) -> Self {
        let mut records = Self::default();
        let topics = |record: &Record| record.topics.iter().map(ToString::to_string).collect::<Vec<_>>();
        let mut told: HashMap<Uuid, (Timestamp, Vec<String>)> = HashMap::new();
        for practice in withdrawn {
            records.gone.insert(practice.id.uuid(), topics(&practice.record));
            told.insert(practice.id.uuid(), (practice.withdrawn_at, topics(&practice.record)));
        }
        for practice in live {
            records.gone.remove(&practice.id.uuid());
            told.insert(practice.id.uuid(), (practice.changed_at, topics(&practice.record)));
        }
        for (id, (at, topics)) in told {
            let place = Position { seconds: at.unix_seconds(), id };
            records.all.push(place);
            records.places.insert(id, place);
            for topic in topics {
                records.by_topic.entry(topic).or_default().push(place);
            }
        }
        records.all.sort_unstable();
        records.by_topic.values_mut().for_each(|list| list.sort_unstable());
        records
    }

    pub fn earliest(&self) -> Timestamp {
        let seconds = self.all.first().map_or(0, |place| place.seconds);
        Timestamp::from_micros(seconds.saturating_mul(1_000_000))
    }

    pub fn place(&self, id: Uuid) -> Option<Position> {
        self.places.get(&id).copied()
    }

    /// The topics of a practice that was withdrawn.
    pub fn gone(&self, id: Uuid) -> Option<&[String]> {
        self.gone.get(&id).map(Vec::as_slice)
    }

    /// The records of a set and a time, in their order.
    pub fn within(&self, scope: &Scope) -> &[Position] {
        let list = match &scope.set {
            Some(topic) => self.by_topic.get(topic).map_or(&[][..], Vec::as_slice),
            None => &self.all,
        };
        let before = |place: &Position| scope.from.is_some_and(|from| place.seconds < from.unix_seconds());
        let not_after = |place: &Position| scope.until.is_none_or(|until| place.seconds <= until.unix_seconds());
        let (start, end) = (list.partition_point(before), list.partition_point(not_after));
        list.get(start..end).unwrap_or_default()
    }
}
