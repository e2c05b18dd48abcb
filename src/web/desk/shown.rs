//! Small things shown all over the desk: mosaics, kinds in words, drafts as people read them.

use i18n_embed_fl::fl;

use crate::{
    domain::{
        City, Draft, Field, Id, Lang, LanguageTag, Role, Topics,
        mosaic::Mosaic,
        record::PracticeStatus,
        review::{Channel, ItemKind, RejectReason},
    },
    text::{self, Loader},
    web::site::views::Drawing,
};

/// The city's own mosaic; what has no city gets one from its name.
pub(super) fn item_mosaic(city: Option<Id<City>>, city_name: &str, title: &str) -> Drawing {
    let mosaic = match city {
        Some(city) => Mosaic::of(city),
        None => Mosaic::of_bytes(if city_name.is_empty() { title } else { city_name }.as_bytes()),
    };
    Drawing::drawn(mosaic.svg(28))
}

/// What an item asks, in a few words.
pub(super) fn kind_words(t: &Loader, kind: ItemKind, channel: Channel) -> String {
    match (kind, channel) {
        (ItemKind::New, Channel::City) => fl!(t, "desk-kind-new-city"),
        (ItemKind::New, Channel::Source) => fl!(t, "desk-kind-new-source"),
        (ItemKind::Update, Channel::City) => fl!(t, "desk-kind-update-city"),
        (ItemKind::Update, Channel::Source) => fl!(t, "desk-kind-update-source"),
        (ItemKind::New, Channel::Import) => fl!(t, "desk-kind-new-import"),
        (ItemKind::Update, Channel::Import) => fl!(t, "desk-kind-update-import"),
        (ItemKind::Gone, _) => fl!(t, "desk-kind-gone"),
        (ItemKind::HeldRun, _) => fl!(t, "desk-kind-held-run"),
    }
}

pub(super) fn reason_words(t: &Loader, reason: RejectReason) -> String {
    match reason {
        RejectReason::NotIntercultural => fl!(t, "desk-reason-not-intercultural"),
        RejectReason::NotAPractice => fl!(t, "desk-reason-not-a-practice"),
        RejectReason::TooLittleKnown => fl!(t, "desk-reason-too-little-known"),
        RejectReason::Duplicate => fl!(t, "desk-reason-duplicate"),
        RejectReason::RightsOrPrivacy => fl!(t, "desk-reason-rights-or-privacy"),
        RejectReason::Other => fl!(t, "desk-reason-other"),
    }
}

pub(super) fn role_words(t: &Loader, role: Role) -> String {
    match role {
        Role::Editor => fl!(t, "desk-role-editor"),
        Role::Admin => fl!(t, "desk-role-admin"),
    }
}

/// The name of a field; what is no field stands for itself.
pub(super) fn field_name(lang: Lang, place: &str) -> String {
    let key = format!("field-{}", place.replace('_', "-"));
    if text::has_phrase(&key) { text::phrase::<&str, &str>(lang, &key, &[]) } else { place.to_owned() }
}

pub(super) fn status_words(t: &Loader, status: PracticeStatus) -> String {
    match status {
        PracticeStatus::Running => fl!(t, "site-practice-running"),
        PracticeStatus::Ended => fl!(t, "site-practice-ended"),
        PracticeStatus::RegularService => fl!(t, "site-practice-regular-service"),
    }
}

/// A draft with the codes of topics, status and language as words, for reading and comparing.
pub(super) fn readable(lang: Lang, topics: &Topics, draft: &Draft) -> Draft {
    let mut shown = draft.clone();
    let word =
        |line: &str| topics.find(line).map_or_else(|| line.to_owned(), |topic| topics.name(&topic, lang).to_owned());
    let topic_names: Vec<String> = draft.get(Field::Topics).lines().map(word).collect();
    shown.set(Field::Topics, topic_names.join("\n"));
    if let Some(status) = PracticeStatus::find(draft.get(Field::Status)) {
        shown.set(Field::Status, status_words(text::phrases(lang), status));
    }
    if let Ok(tag) = LanguageTag::parse(draft.get(Field::Language)) {
        shown.set(Field::Language, text::language_name(lang, &tag));
    }
    shown
}
