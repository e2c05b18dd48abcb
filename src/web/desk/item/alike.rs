//! What may be the same practice: sure copies first, then the nearest, each with where it is compared side by side.

use i18n_embed_fl::fl;

use super::{
    super::{guard::SignedIn, queue::Place, shown::item_mosaic, trouble::Result},
    opened::Opened,
};
use crate::{
    domain::{
        Id,
        flag::{DuplicateOf, Flag, SameBy},
        marker::{Practice, ReviewItem},
        review::ItemKind,
    },
    store::{self, LivePractice, Merged, MergingEnd},
    text,
    web::{
        App,
        site::{
            addresses,
            views::{Drawing, Link},
        },
    },
};

/// So many that are only alike.
const MOST: usize = 3;

/// Something that may be the same practice.
pub(super) struct Alike {
    pub mosaic: Drawing,
    pub title: String,
    pub about: String,
    pub href: String,
    /// Where the two stand side by side.
    pub compare: Option<String>,
    /// The one the key opens.
    pub first: bool,
}

/// A likeness with what it leads to by now, and what is said of it.
pub(super) struct Near {
    pub to: Merged,
    end: MergingEnd,
    title: String,
    city: String,
    pub about: String,
}

/// Likenesses with what is the same by now told once: what was published since is its practice, and what was merged is what
/// it was merged into. The item itself and its own practice are no others.
pub(super) async fn near(app: &App, signed: &SignedIn, opened: &Opened) -> Result<Vec<Near>> {
    let flags = &opened.item.flags;
    let is_sure = |flag: &&Flag| matches!(flag, Flag::MergedAtSource { .. } | Flag::ExactDuplicate { .. });
    let sure = flags.iter().filter(is_sure);
    let alike = flags.iter().filter(|flag| matches!(flag, Flag::PossibleDuplicate { .. })).take(MOST);
    let mut found: Vec<Near> = Vec::new();
    for flag in sure.chain(alike) {
        let Some((of, title, city)) = named(flag) else { continue };
        let from = match of {
            DuplicateOf::Practice { id, .. } => Merged::Practice(Id::from_uuid(*id)),
            DuplicateOf::Item { id } => Merged::Item(Id::from_uuid(*id)),
        };
        let end = store::merging_end(app.store(), from, app.clock().now()).await?;
        let Some(to) = place_of(&end) else { continue };
        let own = [Some(Merged::Item(opened.item.id)), opened.item.practice_id.map(Merged::Practice)];
        if own.contains(&Some(to)) || found.iter().any(|known| known.to == to) {
            continue;
        }
        let about = about(signed, flag, &end);
        found.push(Near { to, end, title: title.to_owned(), city: city.to_owned(), about });
    }
    Ok(found)
}

fn named(flag: &Flag) -> Option<(&DuplicateOf, &str, &str)> {
    match flag {
        Flag::PossibleDuplicate { of, title, city, .. } | Flag::ExactDuplicate { of, title, city, .. } => {
            Some((of, title, city))
        }
        Flag::MergedAtSource { into: Some(of), title } => Some((of, title, "")),
        _ => None,
    }
}

fn place_of(end: &MergingEnd) -> Option<Merged> {
    match end {
        MergingEnd::Live(practice) => Some(Merged::Practice(practice.id)),
        MergingEnd::Item(item) => Some(Merged::Item(item.id)),
        MergingEnd::Nothing => None,
    }
}

/// How alike the two are, or by what they are the same.
fn about(signed: &SignedIn, flag: &Flag, end: &MergingEnd) -> String {
    let t = text::phrases(signed.lang);
    let said = match (flag, end) {
        (Flag::ExactDuplicate { city, by: SameBy::Address, .. }, _) => {
            fl!(t, "desk-alike-same-address", city = city.as_str())
        }
        (Flag::ExactDuplicate { city, by: SameBy::Canonical, .. }, _) => {
            fl!(t, "desk-alike-same-canonical", city = city.as_str())
        }
        (Flag::ExactDuplicate { city, by: SameBy::Text, .. }, _) => {
            fl!(t, "desk-alike-same-text", city = city.as_str())
        }
        (Flag::PossibleDuplicate { city, score, .. }, MergingEnd::Live(_)) => {
            fl!(t, "desk-alike-practice", city = city.as_str(), percent = percent(*score))
        }
        (Flag::PossibleDuplicate { city, score, .. }, MergingEnd::Item(_) | MergingEnd::Nothing) => {
            fl!(t, "desk-alike-item", city = city.as_str(), percent = percent(*score))
        }
        _ => fl!(t, "desk-note-merged"),
    };
    said.trim_start_matches([',', ' ']).to_owned()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share between 0 and 100")]
fn percent(score: f64) -> u32 {
    (score.clamp(0.0, 1.0) * 100.0).round() as u32
}

pub(super) async fn read(app: &App, signed: &SignedIn, place: &Place, opened: &Opened) -> Result<Vec<Alike>> {
    let line = |(at, near): (usize, Near)| Alike {
        mosaic: item_mosaic(None, &near.city, &near.title),
        href: link(signed, place, &near.end).map(|link| link.href).unwrap_or_default(),
        title: near.title,
        about: near.about,
        compare: (opened.item.kind != ItemKind::HeldRun).then(|| compare(place, opened.item.id, near.to)),
        first: at == 0,
    };
    Ok(near(app, signed, opened).await?.into_iter().enumerate().map(line).collect())
}

/// Where an item stands beside something else.
pub(super) fn compare(place: &Place, item: Id<ReviewItem>, with: Merged) -> String {
    format!("{}&form=compare&with={}#form", place.item(item), name(with))
}

/// `item-…` or `practice-…`, in addresses and forms.
pub(super) fn name(with: Merged) -> String {
    match with {
        Merged::Item(id) => format!("item-{id}"),
        Merged::Practice(id) => format!("practice-{id}"),
    }
}

pub(super) fn parse(name: &str) -> Option<Merged> {
    let (kind, id) = name.split_once('-')?;
    match kind {
        "item" => id.parse::<Id<ReviewItem>>().ok().map(Merged::Item),
        "practice" => id.parse::<Id<Practice>>().ok().map(Merged::Practice),
        _ => None,
    }
}

/// Where a merging leads, to be followed by an editor.
pub(super) fn link(signed: &SignedIn, place: &Place, end: &MergingEnd) -> Option<Link> {
    let page =
        |practice: &LivePractice| Link::new(&practice.record.title, addresses::practice(signed.lang, &practice.slug));
    match end {
        MergingEnd::Live(practice) => Some(page(practice)),
        MergingEnd::Item(item) => Some(Link::new(&item.title, place.item(item.id))),
        MergingEnd::Nothing => None,
    }
}
