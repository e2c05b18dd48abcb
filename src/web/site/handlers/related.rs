//! Three practices to go on with, each for a reason that is said: the same main topic elsewhere first, for that is what
//! another city can learn from; then the collection, the city, the same topic at home.

use std::{cmp::Reverse, collections::HashSet};

use i18n_embed_fl::fl;
use uuid::Uuid;

use super::showing::Showing;
use crate::{
    domain::{CityRef, Country, TopicSlug},
    press::Telling,
    store::{CollectionRow, LivePractice},
    text,
    web::{
        shelf::ShelvedCollection,
        site::{
            addresses,
            views::{
                Link,
                practice::{Related, Why},
            },
        },
    },
};

const MOST: usize = 3;
/// Stands for a name in a sentence: no phrase and no title has it.
const PLACE: &str = "\u{fffc}";

pub fn of(showing: &Showing<'_>, practice: &LivePractice) -> Vec<Related> {
    let own = Own::of(showing, practice);
    let others = showing.app.index().akin(practice.id.uuid(), MOST);
    let others = others.iter().filter_map(|id| showing.shelf.practice(*id));
    let mut ranked: Vec<(Reason, &LivePractice)> =
        others.filter_map(|other| own.reason(other).map(|reason| (reason, other.as_ref()))).collect();
    // The most topics in common within a reason, then the newest; the id so that the choice stays the same.
    ranked.sort_by_key(|(reason, other)| {
        (reason.rank(), Reverse(common(practice, other)), Reverse(other.first_live_at), other.id)
    });
    let best: Vec<_> = ranked.chunk_by(|(one, _), (other, _)| one.rank() == other.rank()).collect();
    // One reason does not fill the list while there are others.
    let firsts = best.iter().flat_map(|same| same.iter().take(2));
    let others = best.iter().flat_map(|same| same.iter().skip(2));
    firsts.chain(others).take(MOST).map(|(reason, other)| related(showing, other, reason.in_words(showing))).collect()
}

fn related(showing: &Showing<'_>, other: &LivePractice, why: Why) -> Related {
    let telling = Telling::of(&other.record, showing.lang);
    Related {
        link: Link::new(telling.title(), addresses::practice(showing.lang, &other.slug)),
        language: telling.language(),
        cities: showing.city_names(&other.record).join(", "),
        why,
    }
}

/// Why a practice is named beside another, the best first.
enum Reason<'a> {
    TopicAbroad(&'a TopicSlug),
    Collection(&'a CollectionRow),
    City,
    Topic(&'a TopicSlug),
    /// Of one of them no country is known.
    TopicSomewhere(&'a TopicSlug),
}

impl Reason<'_> {
    const fn rank(&self) -> usize {
        match self {
            Self::TopicAbroad(_) => 0,
            Self::Collection(_) => 1,
            Self::City => 2,
            Self::Topic(_) => 3,
            Self::TopicSomewhere(_) => 4,
        }
    }

    fn in_words(&self, showing: &Showing<'_>) -> Why {
        let words = text::phrases(showing.lang);
        let why = |before| Why { before, ..Why::default() };
        match self {
            Self::TopicAbroad(topic) => why(fl!(words, "site-related-topic-abroad", topic = showing.topic_name(topic))),
            Self::Collection(row) => {
                // The title may be in another language than the sentence, which is said around it.
                let sentence = fl!(words, "site-related-collection", collection = PLACE);
                let (before, after) = sentence.split_once(PLACE).unwrap_or((&sentence, ""));
                let (name, own) = row.title_in(showing.lang);
                Why { before: before.to_owned(), name, language: showing.other(own), after: after.to_owned() }
            }
            Self::City => why(fl!(words, "site-related-city")),
            Self::Topic(topic) => why(fl!(words, "site-related-topic", topic = showing.topic_name(topic))),
            Self::TopicSomewhere(topic) => {
                why(fl!(words, "site-related-topic-somewhere", topic = showing.topic_name(topic)))
            }
        }
    }
}

/// What others are compared with.
struct Own<'a> {
    practice: &'a LivePractice,
    countries: Vec<Country>,
    /// Its collections, each with the practices in it.
    collections: Vec<(&'a CollectionRow, HashSet<Uuid>)>,
}

impl<'a> Own<'a> {
    fn of(showing: &'a Showing<'_>, practice: &'a LivePractice) -> Self {
        let members = |collection: &ShelvedCollection| -> HashSet<Uuid> {
            collection.entries.iter().map(|entry| entry.practice_id.uuid()).collect()
        };
        let all = showing.shelf.collections.iter().map(|collection| (&collection.row, members(collection)));
        let collections = all.filter(|(_, members)| members.contains(&practice.id.uuid())).collect();
        Self { practice, countries: practice.record.countries(), collections }
    }

    fn reason(&self, other: &LivePractice) -> Option<Reason<'a>> {
        let (own, theirs) = (&self.practice.record, &other.record);
        let shared = own.topics.iter().find(|topic| theirs.topics.contains(topic));
        let there = theirs.countries();
        // Where no country is known nobody can say that it is another one, or the same.
        let known = !self.countries.is_empty() && !there.is_empty();
        let abroad = known && !there.iter().any(|it| self.countries.contains(it));
        if let Some(topic) = shared.filter(|_| abroad) {
            return Some(Reason::TopicAbroad(topic));
        }
        let common = self.collections.iter().find(|(_, members)| members.contains(&other.id.uuid()));
        if let Some((row, _)) = common {
            return Some(Reason::Collection(row));
        }
        let is_own = |city: &CityRef| city.id.is_some() && own.cities.iter().any(|known| known.id == city.id);
        if theirs.cities.iter().any(is_own) {
            return Some(Reason::City);
        }
        shared.map(if known { Reason::Topic } else { Reason::TopicSomewhere })
    }
}

fn common(one: &LivePractice, other: &LivePractice) -> usize {
    one.record.topics.iter().filter(|topic| other.record.topics.contains(topic)).count()
}
