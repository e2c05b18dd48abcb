//! Where each field of a proposal was read at its source: the words there, and the way to their mark in the kept page.

use i18n_embed_fl::fl;

use super::{
    super::{guard::SignedIn, queue::Place, shown::field_name},
    head::Tab,
    opened::Opened,
};
use crate::{
    domain::{
        Field, Id,
        candidate::ReadFrom,
        marker::{ReviewItem, Snapshot},
        source::Part,
    },
    text,
};

/// The name of the frame that shows the kept page.
pub(super) const FRAME: &str = "page-at-source";

pub(super) struct ReadAt {
    /// The field's name, said with the link.
    pub field: String,
    pub quote: String,
    /// `Read at the source, 12 March 2026, 09:14 UTC`.
    pub said: String,
    /// Which elements, for those who mend a source's rules.
    pub elements: Vec<String>,
    /// To the mark, by way of the tab or in the frame; none when the page was not kept.
    pub href: Option<String>,
}

/// The line beside a field, leading to the tab with the page.
pub(super) fn beside(signed: &SignedIn, place: &Place, opened: &Opened, field: Field) -> Option<ReadAt> {
    let from = opened.item.origins.get(&field)?;
    let href = from.snapshot.map(|_| format!("{}&field={field}#source", Tab::Origin.href(place, opened)));
    Some(read_at(signed, field, from, href))
}

/// All that was read, leading to the marks in the frame.
pub(super) fn all(signed: &SignedIn, opened: &Opened) -> Vec<ReadAt> {
    let line = |(field, from): (&Field, &ReadFrom)| {
        let href = from.snapshot.map(|snapshot| mark(opened.item.id, snapshot, *field));
        read_at(signed, *field, from, href)
    };
    opened.item.origins.iter().map(line).collect()
}

/// The kept page with its marks, at the one of a field.
pub(super) fn mark(item: Id<ReviewItem>, snapshot: Id<Snapshot>, field: Field) -> String {
    format!("{}#from-{field}", page(item, snapshot))
}

/// The kept page with its marks.
pub(super) fn page(item: Id<ReviewItem>, snapshot: Id<Snapshot>) -> String {
    format!("/desk/snapshots/{snapshot}?item={item}")
}

fn read_at(signed: &SignedIn, field: Field, from: &ReadFrom, href: Option<String>) -> ReadAt {
    let t = text::phrases(signed.lang);
    let when = text::date_time(signed.lang, from.at);
    let on_card = from.places.iter().all(|place| place.from == Part::Card);
    let quotes: Vec<&str> = from.places.iter().map(|place| place.quote.as_str()).collect();
    ReadAt {
        field: field_name(signed.lang, field.name()),
        quote: quotes.join(" … "),
        said: if on_card { fl!(t, "desk-read-on-card", when = when) } else { fl!(t, "desk-read-on-page", when = when) },
        elements: from.places.iter().map(|place| place.element.clone()).filter(|element| !element.is_empty()).collect(),
        href,
    }
}
