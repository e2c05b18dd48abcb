//! Three practices to go on with, each for a reason that is said: the same main topic elsewhere first, for that is what
//! another city can learn from; then the collection, the city, the same topic at home.

use std::cmp::Reverse;

use i18n_embed_fl::fl;

use super::showing::Showing;
use crate::{
    domain::Id,
    press::Telling,
    store::LivePractice,
    text,
    web::site::{
        addresses,
        views::{Link, practice::Related},
    },
};

const MOST: usize = 3;

pub fn of(showing: &Showing<'_>, practice: &LivePractice) -> Vec<Related> {
    let mut candidates: Vec<(usize, &LivePractice, String)> = showing
        .shelf
        .practices
        .values()
        .filter(|other| other.id != practice.id)
        .filter_map(|other| reason(showing, practice, other).map(|(rank, why)| (rank, other.as_ref(), why)))
        .collect();
    // The most topics in common within a reason, then the newest; the id so that the choice stays the same.
    candidates.sort_by_key(|(rank, other, _)| {
        (*rank, Reverse(common(practice, other)), Reverse(other.first_live_at), other.id)
    });
    let mut chosen: Vec<(usize, &LivePractice, String)> = Vec::new();
    for candidate in candidates {
        // One reason does not fill the list while there are others.
        let same = chosen.iter().filter(|(rank, ..)| *rank == candidate.0).count();
        if same < 2 && chosen.len() < MOST {
            chosen.push(candidate);
        }
    }
    chosen.into_iter().map(|(_, other, why)| related(showing, other, why)).collect()
}

fn related(showing: &Showing<'_>, other: &LivePractice, why: String) -> Related {
    let telling = Telling::of(&other.record, showing.lang);
    Related {
        link: Link::new(telling.title(), addresses::practice(showing.lang, &other.slug)),
        language: telling.language(),
        cities: showing.city_names(&other.record).join(", "),
        why,
    }
}

/// The best reason there is, by rank.
fn reason(showing: &Showing<'_>, one: &LivePractice, other: &LivePractice) -> Option<(usize, String)> {
    let words = text::phrases(showing.lang);
    let shared = one.record.topics.iter().find(|topic| other.record.topics.contains(topic));
    let abroad = one.record.countries().iter().all(|country| !other.record.countries().contains(country));
    if let Some(topic) = shared.filter(|_| abroad) {
        return Some((0, fl!(words, "site-related-topic-abroad", topic = showing.topic_name(topic))));
    }
    let mut collections = showing.shelf.collections_of(one.id.uuid());
    let common = collections.find(|row| showing.shelf.collections_of(other.id.uuid()).any(|known| known.id == row.id));
    if let Some(row) = common {
        return Some((1, fl!(words, "site-related-collection", collection = row.title(showing.lang))));
    }
    let cities =
        |practice: &LivePractice| practice.record.cities.iter().filter_map(|city| city.id).collect::<Vec<Id<_>>>();
    if cities(one).iter().any(|city| cities(other).contains(city)) {
        return Some((2, fl!(words, "site-related-city")));
    }
    shared.map(|topic| (3, fl!(words, "site-related-topic", topic = showing.topic_name(topic))))
}

fn common(one: &LivePractice, other: &LivePractice) -> usize {
    one.record.topics.iter().filter(|topic| other.record.topics.contains(topic)).count()
}
